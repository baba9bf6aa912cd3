import os as _os

# How long one of OpenMP's threads waits on its core before it lets go of it: long enough for the next layer, too short
# to starve another program (nbs/00_core.ipynb has figures). GCC's OpenMP reads it when torch is loaded: import this first.
if 'OMP_WAIT_POLICY' not in _os.environ:
    _os.environ.setdefault('GOMP_SPINCOUNT', '10000')

from .moved import find_moved_modules as _find_moved_modules

_find_moved_modules()

__version__ = "0.2.0"
