# Two commands, each from a bare clone: `make demo` and `make test`. Both create .venv and install what they need.
PYTHON ?= python3
# On Windows, with the make and the shell of Git for Windows.
ifeq ($(OS),Windows_NT)
  SHELL := bash
  BIN := .venv/Scripts
else
  BIN := .venv/bin
endif
INSTALLED := .venv/.installed
CORES := $(shell nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo $${NUMBER_OF_PROCESSORS:-2})
# constraints.txt installs the versions that the committed outputs were made with.
CONSTRAINTS ?=

.PHONY: help install demo lint format style release-notes old-names llms test test-slow test-avx2 test-hostile test-browser gpu sync export clean-notebooks run readme docs clean
help:
	@echo "make demo     compare teacher and Fast-Vid2Vid on two sample videos -> outputs/face/, outputs/hero/"
	@echo "make test     lint and style, modules in step with the notebooks, then every notebook's tests"
	@echo "make lint     ruff over modules and notebooks; make format writes the notebooks as it wants them"
	@echo "make style    how long lines, functions and cells are, what lessons show; fails beyond the bars of nbs/95_tools.style.ipynb"
	@echo "make test-slow     the tests that take minutes: kills, two processes, ten thousand frames, a paper run in miniature"
	@echo "make test-avx2     engine, pipeline, report and benchmark as on a processor without AVX-512 (x86, Linux)"
	@echo "make test-hostile  bad inputs for every command, damaged and crafted weight files"
	@echo "make test-browser  JupyterLab and the site in a real Chromium -> outputs/browser/"
	@echo "make gpu      what only a GPU can show: speed and memory at the paper's size, demo training -> outputs/gpu/"
	@echo "make docs     the documentation site -> _docs/ (with Quarto where it is installed)"
	@echo "make export   write the modules from the notebooks"
	@echo "make readme   write README.md from nbs/index.ipynb"
	@echo "make release-notes  the newest section of CHANGELOG.md, and the tag that goes with the version of settings.ini"
	@echo "make old-names      write the names of the version before into CHANGELOG.md"
	@echo "make llms     write llms.txt, the map of chapters, modules and commands"
	@echo "make run NB=nbs/20_flow.ipynb   execute notebooks top to bottom and keep their outputs"

$(INSTALLED): settings.ini setup.py
	@$(PYTHON) -c "import sys; sys.exit(not (3, 10) <= sys.version_info[:2] < (3, 14))" || { echo "Python 3.10 to 3.13 is needed; $(PYTHON) is $$($(PYTHON) -V). Set PYTHON=..."; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing into .venv (PyTorch with its CUDA libraries: a few GB, once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(if $(CONSTRAINTS),-c $(CONSTRAINTS)) -e '.[dev]'
	@touch $@

install: $(INSTALLED)

demo: $(INSTALLED)
	@$(BIN)/fastvid2vid demo
	@$(BIN)/fastvid2vid demo --weights hero --rounds 1 --metrics lpips_alex,sharpness,psnr,landmark_error

# Modules may not hold what ruff.toml names; notebooks stand as its formatter writes them, imports sorted.
lint: $(INSTALLED)
	@$(BIN)/ruff check fastvid2vid && $(BIN)/ruff format --check nbs && $(BIN)/ruff check --select I nbs

format: $(INSTALLED)
	@$(BIN)/ruff check --select I,UP --fix --quiet nbs; $(BIN)/ruff format --quiet nbs && $(BIN)/nbdev_export && $(BIN)/nbdev_clean

style: $(INSTALLED)
	@$(BIN)/python -m fastvid2vid.tools.style

# Exported and cleaned afresh beside the repository, modules and notebooks must come out as they are committed.
sync: $(INSTALLED)
	@$(BIN)/python -m fastvid2vid.tools.insync

# One notebook a core, one thread a notebook.
test: lint style sync
	@TQDM_DISABLE=1 OMP_NUM_THREADS=1 $(BIN)/nbdev_test --n_workers $(CORES) --do_print --timing

SLOW := nbs/16_data.cache.ipynb nbs/44_train.reproduce.ipynb nbs/58_stream.ipynb nbs/78_evaluation.testset.ipynb
test-slow: $(INSTALLED)
	@for nb in $(SLOW); do TQDM_DISABLE=1 $(BIN)/nbdev_test --path $$nb --flags slow --do_print || exit 1; done

# torch and oneDNN as on a processor that has AVX2 and nothing newer: no bfloat16 by instructions.
AVX2 := nbs/49_engine.core.ipynb nbs/59_engine.openvino.ipynb nbs/52_pipeline.ipynb nbs/58_stream.ipynb nbs/75_evaluation.report.ipynb nbs/76_evaluation.benchmark.ipynb
test-avx2: $(INSTALLED)
	@status=0; for nb in $(AVX2); do ATEN_CPU_CAPABILITY=avx2 ONEDNN_MAX_CPU_ISA=AVX2 TQDM_DISABLE=1 OMP_NUM_THREADS=$(CORES) \
	  $(BIN)/nbdev_test --path $$nb --do_print --timing || status=1; done; exit $$status

test-hostile: $(INSTALLED)
	@OMP_NUM_THREADS=1 $(BIN)/python -m fastvid2vid.tools.hostile

# Playwright drives the Chromium of the machine (apt-get install chromium), or the one that CHROMIUM names.
test-browser: docs
	@$(BIN)/python -c "import playwright" 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check playwright
	@OMP_NUM_THREADS=1 $(BIN)/python -m fastvid2vid.tools.browser

# All that only a GPU can show, in 25 minutes; the same command goes on where it stopped. Needs no installation: see nbs/77_tools.gpu.ipynb.
gpu:
	@$(if $(wildcard $(BIN)/python),$(BIN)/python,$(PYTHON)) -m fastvid2vid.tools.gpu $(ARGS)

export: $(INSTALLED)
	@$(BIN)/nbdev_export

clean-notebooks: $(INSTALLED)
	@$(BIN)/nbdev_clean

run: export
	@TQDM_DISABLE=1 $(BIN)/python -c "import sys; from fastvid2vid.tools.site import execute; [(print(p, flush=True), execute(p)) for p in sys.argv[1:]]" $(NB) && $(BIN)/nbdev_clean

readme: $(INSTALLED)
	@$(BIN)/python -m fastvid2vid.tools.insync --write_readme

# The text for the release page: what CHANGELOG.md says of this version, and how to tag it.
release-notes: $(INSTALLED)
	@$(BIN)/python -m fastvid2vid.tools.changes

old-names: $(INSTALLED)
	@$(BIN)/python -m fastvid2vid.tools.changes --write

llms: $(INSTALLED)
	@$(BIN)/python -m fastvid2vid.tools.llms

docs: $(INSTALLED)
	@$(BIN)/python -m fastvid2vid.tools.site

clean:
	rm -rf .venv outputs _docs _proc *.egg-info
