"Checkpoints of the official project: read without executing anything in them, and fetched."

from .download import download_official
from .formats import LEGACY_MAGIC, check_state, read_pth
from .networks import (
    LIMITS,
    RENAME,
    describe,
    empty_generator,
    load_official,
    load_official_discriminator,
    load_strict,
    read_state,
    rename,
    state_dict_of,
    weight_name,
)
from .unpickle import Inert, Memory, RestrictedUnpickler, plain_key
