import os as _os

# Threads that wait for work let go of their core. By default OpenMP's spin, and on a machine that computes something
# else beside it the same training step takes several times as long. It is read when torch is loaded: import this first.
_os.environ.setdefault('OMP_WAIT_POLICY', 'PASSIVE')

__version__ = "0.1.0"
