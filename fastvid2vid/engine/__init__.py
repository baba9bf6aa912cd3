"""Networks prepared for inference: `optimize_for_inference` makes them, the modules here say how."""

from fastvid2vid.moved import old_names

from .core import ENGINES, optimize_for_inference

__all__ = ['ENGINES', 'optimize_for_inference']

_engine = 'fastvid2vid.engine'
__getattr__ = old_names(
    __name__,
    tune=f'{_engine}.core.optimize_for_inference',
    Compiled=f'{_engine}.core.Compiled',
    fold_batchnorm=f'{_engine}.fuse.fold_batchnorm',
    SubpixelConv=f'{_engine}.fuse.SubpixelConv',
    subpixel_heads=f'{_engine}.fuse.subpixel_heads',
    MotionHead=f'{_engine}.fuse.FusedFlowMaskHead',
    side_by_side=f'{_engine}.fuse.merge_modules',
    Twins=f'{_engine}.fuse.GroupedBranches',
    OpenVINO=f'{_engine}.openvino.OpenVINO',
    openvino_core=f'{_engine}.openvino.openvino_core',
    quantize=f'{_engine}.openvino.quantize',
    Pictures=f'{_engine}.openvino.TracedFrame',
    torch_threads=f'{_engine}.base.torch_threads',
)
