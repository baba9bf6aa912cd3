"Small ipywidgets: scrub through a result, move the key-frames, watch a run."

from .keyframes import KeyframeExplorer
from .monitor import TrainingMonitor
from .plot import COLOURS, jpeg, plot_svg
from .scrubber import Scrubber
