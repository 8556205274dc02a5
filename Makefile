# Five names for people and for CI: demo, test, check, docs, bench; and clean. Everything happens inside .venv.

PYTHON ?= python3
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test check docs bench clean

demo: .venv/program-installed
	$(BIN)/safeconduct routes cases/former-official.yaml

test: .venv/tests-installed
	$(BIN)/pytest

check: .venv/tests-installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/safeconduct lawbook check lawbooks

docs: .venv/program-installed
	$(BIN)/safeconduct lawbook docs lawbooks --out build/docs

bench: .venv/tests-installed
	$(BIN)/python -m pytest bench

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# Stamps: installed again only when what is to be installed has changed.

.venv/pyvenv.cfg:
	$(PYTHON) -m venv .venv

.venv/program-installed: pyproject.toml constraints.txt | .venv/pyvenv.cfg
	$(PIP_INSTALL) -e .
	touch $@

.venv/tests-installed: pyproject.toml constraints.txt | .venv/pyvenv.cfg
	$(PIP_INSTALL) -e '.[test]'
	touch $@ .venv/program-installed
