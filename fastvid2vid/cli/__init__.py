"The command `fastvid2vid`; its commands are chapters of their own (nbs/90_cli.ipynb)."

from ..moved import old_names as _old_names
from .program import main, parser

__getattr__ = _old_names(
    __name__,
    whole='fastvid2vid.cli.arguments.whole_number',
    fraction='fastvid2vid.cli.arguments.fraction',
    config='fastvid2vid.cli.arguments.run_config',
    prepare_face='fastvid2vid.cli.data.prepare_face',
    prepare_street='fastvid2vid.cli.data.prepare_street',
    prepare_labels='fastvid2vid.cli.data.prepare_labels',
    only_six='fastvid2vid.cli.data.six_classes_note',
    cache='fastvid2vid.cli.data.cache',
    run_folder='fastvid2vid.cli.train.run_folder',
    begins='fastvid2vid.cli.train.begin_run',
    reproduce='fastvid2vid.cli.train.reproduce',
    show_plan='fastvid2vid.cli.train.show_plan',
    command_line='fastvid2vid.cli.train.command_line',
    demo='fastvid2vid.cli.video.demo',
    synthesize='fastvid2vid.cli.video.synthesize',
    INT8_PAYS='fastvid2vid.cli.video.INT8_PAYS',
    evaluate='fastvid2vid.cli.measure.evaluate',
    evaluate_set='fastvid2vid.cli.measure.evaluate_set',
    benchmark='fastvid2vid.cli.measure.benchmark',
    download='fastvid2vid.cli.weights.download',
    import_checkpoint='fastvid2vid.cli.weights.import_checkpoint',
)
