"Frames between key-frames: `interpolate` at any times, `interpolate_keyframes` for a whole clip."
from ..moved import old_names as _old_names
from .core import METHODS, interpolate, interpolate_keyframes

__all__ = ['METHODS', 'interpolate', 'interpolate_keyframes']

__getattr__ = _old_names(
    __name__,
    fill='interpolate_keyframes',
    Between=f'{__name__}.opencv.FramePair',
    box_of=f'{__name__}.opencv.bounding_box',
    soft_edges=f'{__name__}.opencv.soft_edges',
    UNSURE=f'{__name__}.opencv.ACCELERATION_TOLERANCE',
    TRUST=f'{__name__}.core.LABEL_PRECISION',
    AGREED=f'{__name__}.core.PHOTOMETRIC_TOLERANCE',
    second_weight=f'{__name__}.core.second_weight',
    minterpolate=f'{__name__}.ffmpeg.minterpolate',
    sample='fastvid2vid.flow.remap',
)
