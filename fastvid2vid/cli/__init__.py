"The command `fastvid2vid`; its commands are chapters of their own (nbs/90_cli.ipynb)."

from ..moved import old_names as _old_names
from .program import main, parser

_arguments, _data, _train, _video = (f'{__name__}.{m}' for m in ('arguments', 'data', 'train', 'video'))
__getattr__ = _old_names(
    __name__,
    whole=f'{_arguments}.whole_number',
    fraction=f'{_arguments}.fraction',
    config=f'{_arguments}.run_config',
    prepare_face=f'{_data}.prepare_face',
    prepare_street=f'{_data}.prepare_street',
    prepare_labels=f'{_data}.prepare_labels',
    only_six=f'{_data}.six_classes_note',
    cache=f'{_data}.cache',
    run_folder=f'{_train}.run_folder',
    begins=f'{_train}.begin_run',
    reproduce=f'{_train}.reproduce',
    show_plan=f'{_train}.show_plan',
    command_line=f'{_train}.command_line',
    demo=f'{_video}.demo',
    synthesize=f'{_video}.synthesize',
    INT8_PAYS=f'{_video}.INT8_PAYS',
    evaluate=f'{__name__}.measure.evaluate',
    evaluate_set=f'{__name__}.measure.evaluate_set',
    benchmark=f'{__name__}.measure.benchmark',
    download=f'{__name__}.weights.download',
    import_checkpoint=f'{__name__}.weights.import_checkpoint',
)
