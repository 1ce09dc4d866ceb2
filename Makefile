# `make run` and `make test` need Python 3.11 or newer and nothing else; `make help` lists the targets.

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
SHARED ?= ../shared/evaluation

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint types check-tests evaluate evaluate-check pretrain train bench pictures clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: $(VENV)/dev.stamp ## set up .venv with everything that is needed to run and to test

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or name it: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "The venv module of $(PYTHON) does not work; on Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/run.stamp: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV) …"
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt | $(VENV)/run.stamp
	@echo "Installing what tests need into $(VENV) …"
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/run.stamp

run: $(VENV)/run.stamp ## read the samples and serve the graph on http://127.0.0.1:8000 (PORT= changes it)
	@$(BIN)/qianyue ingest --samples
	@exec $(BIN)/qianyue serve --port $(PORT)

test: $(VENV)/dev.stamp ## pass the default tests
	@$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	@$(BIN)/mypy

check-tests: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -m '' --durations=10

check: lint types check-tests ## everything: ruff, mypy, the tests of every mark

evaluate: $(VENV)/dev.stamp ## print the quality of extraction (needs ../shared/evaluation)
	@for set in dev seeds; do echo "$$set:"; $(BIN)/python tests/tools/evaluate.py --set $$set || exit 1; done

evaluate-check: $(VENV)/dev.stamp ## fail where the quality of extraction is below its floors
	@$(BIN)/python -m pytest tests/ingest/test_quality.py

pretrain: $(VENV)/dev.stamp ## pretrain the encoder that training starts from (needs ../shared/evaluation)
	@$(PIP) install -c constraints.txt -e '.[train]'
	@$(BIN)/python -m ingest.training.pretraining $(SHARED)

train: $(VENV)/dev.stamp ## train all weights again (needs ../shared/evaluation)
	@$(PIP) install -c constraints.txt -e '.[train]'
	@$(BIN)/python -m ingest.training $(SHARED)

bench: $(VENV)/dev.stamp ## print the speed of reading, storing and asking
	@$(BIN)/python -m tests.bench

pictures: $(VENV)/dev.stamp ## take the README's pictures from the running product (needs Chromium)
	@$(BIN)/python tests/tools/pictures.py

clean: ## remove what was built
	@rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache
