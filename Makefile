# Two commands, each from a bare clone: `make demo` and `make test`. Both create .venv and install what they need.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
CORES := $(shell nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2)

.PHONY: help install demo test test-slow test-browser gpu sync export run readme docs clean
help:
	@echo "make demo     compare teacher and Fast-Vid2Vid on the sample video -> outputs/face/"
	@echo "make test     modules in step with the notebooks, then every notebook's tests"
	@echo "make test-slow     the tests that take minutes: ten kills, two processes, ten thousand frames"
	@echo "make test-browser  JupyterLab and the site in a real Chromium -> outputs/browser/"
	@echo "make gpu      what only a GPU can show: speed and memory at the paper's size, demo training -> outputs/gpu/"
	@echo "make docs     the documentation site -> _docs/ (with Quarto where it is installed)"
	@echo "make export   write the modules from the notebooks"
	@echo "make readme   write README.md from nbs/index.ipynb"
	@echo "make run NB=nbs/20_flow.ipynb   execute notebooks top to bottom and keep their outputs"

$(INSTALLED): settings.ini setup.py
	@$(PYTHON) -c "import sys; sys.exit(not (3, 10) <= sys.version_info[:2] < (3, 14))" || { echo "Python 3.10 to 3.13 is needed; $(PYTHON) is $$($(PYTHON) -V). Set PYTHON=..."; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing into .venv (PyTorch with its CUDA libraries: a few GB, once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

install: $(INSTALLED)

demo: $(INSTALLED)
	@$(BIN)/fastvid2vid demo

# Exported afresh beside the repository, the modules must come out as they are committed.
sync: $(INSTALLED)
	@tmp=$$(mktemp -d) && trap 'rm -rf $$tmp' EXIT && cp -R settings.ini nbs fastvid2vid $$tmp && \
	(cd $$tmp && $(CURDIR)/$(BIN)/nbdev_export) && diff -r -x __pycache__ -x samples $$tmp/fastvid2vid fastvid2vid \
	&& $(README) | diff -q - README.md \
	&& echo "modules are in step with the notebooks" || { echo "fastvid2vid/ or README.md differs from nbs/: run 'make export readme' and commit"; exit 1; }

# One notebook a core, one thread a notebook.
test: sync
	@TQDM_DISABLE=1 OMP_NUM_THREADS=1 $(BIN)/nbdev_test --n_workers $(CORES) --do_print --timing

SLOW := nbs/44_train.reproduce.ipynb nbs/52_pipeline.ipynb
test-slow: $(INSTALLED)
	@for nb in $(SLOW); do TQDM_DISABLE=1 $(BIN)/nbdev_test --path $$nb --flags slow --do_print || exit 1; done

# Playwright drives the Chromium of the machine (apt-get install chromium), or the one that CHROMIUM names.
test-browser: docs
	@$(BIN)/python -c "import playwright" 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check playwright
	@$(BIN)/python -m fastvid2vid.browser

# All that only a GPU can show, in 25 minutes; the same command goes on where it stopped. Needs no installation: see nbs/77_gpu.ipynb.
gpu:
	@$(if $(wildcard $(BIN)/python),$(BIN)/python,$(PYTHON)) -m fastvid2vid.gpu $(ARGS)

export: $(INSTALLED)
	@$(BIN)/nbdev_export

run: export
	@TQDM_DISABLE=1 $(BIN)/python -c "import sys; from fastvid2vid.site import execute; [(print(p, flush=True), execute(p)) for p in sys.argv[1:]]" $(NB) && $(BIN)/nbdev_clean

# The notebook's own words, with links that work from the repository's root.
README = $(BIN)/jupyter nbconvert --log-level ERROR --to markdown --no-input --stdout nbs/index.ipynb | sed -E 's/\]\(([a-z0-9_./]+\.(ipynb|png|gif))\)/](nbs\/\1)/g'
readme: $(INSTALLED)
	@$(README) > README.md

docs: $(INSTALLED)
	@$(BIN)/python -m fastvid2vid.site

clean:
	rm -rf .venv outputs _docs _proc *.egg-info
