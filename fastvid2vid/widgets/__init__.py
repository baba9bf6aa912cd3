"Small ipywidgets: move the key-frames, watch a run."

from ..moved import old_names
from .keyframes import KeyframeExplorer
from .monitor import TrainingMonitor

__getattr__ = old_names(__name__, Scrubber='fastvid2vid.player.Player')
