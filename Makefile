# Names for people and for CI: demo, casework, test, oracles, kills, check, bench, load, stories, docs, people, locks, sbom; and clean. Everything happens inside .venv.

# The first Python that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
# Wheels alone, each with the hash that stands in locks/; then the program itself, built by what was installed so.
HASHED := --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r locks/build.txt
# An editable install is not compiled by pip; where Python may write no bytecode, every command would compile itself anew.
COMPILED := $(BIN)/python -m compileall -q src
OURSELVES := --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index

.PHONY: demo casework test oracles kills check bench load stories docs people locks sbom clean

demo: .venv/program-installed
	$(BIN)/safeconduct routes cases/former-official.yaml

# What casework needs besides: vaults, letters as DOCX and PDF, calendars, pages, PostgreSQL.
casework: .venv/casework-installed

test: .venv/tests-installed
	$(BIN)/pytest -n auto --dist loadgroup --no-loadscope-reorder

# 1,000 drawn cases, each compared with planners that are not ours, with trying everything, and with the referee.
oracles: .venv/oracles-installed
	SAFECONDUCT_REQUIRE_ORACLES=1 SAFECONDUCT_CASES=1000 $(BIN)/pytest -n auto tests/oracles

# 1,000 processes killed within writing, migration, export and rotation of a vault: nothing acknowledged is lost. Takes some minutes.
kills: .venv/tests-installed
	PYTHONPATH=src:tests $(BIN)/python tests/vault/kills.py 1000

check: .venv/tests-installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/safeconduct lawbook check lawbooks

bench: .venv/tests-installed
	$(BIN)/python bench/run.py

# 50 caseworkers at once, 2,000 cases on a PostgreSQL that it starts. Takes about half an hour.
load: .venv/tests-installed
	$(BIN)/python -u bench/load.py

# The whole answers that tests compare with, written anew. Read the difference before keeping it.
stories: .venv/tests-installed
	$(BIN)/pytest -q -n auto --dist loadgroup tests/stories tests/answers/test_terminal.py tests/interview --rewrite-stories

# What is made from the lawbooks and the statutes beside the project: run after every change of a lawbook.
docs: .venv/tests-installed
	$(BIN)/safeconduct law fingerprint --texts ../shared/data/statutes/kr
	$(BIN)/safeconduct lawbook coverage kr --texts ../shared/data/statutes/kr > docs/coverage-kr.md.new
	mv docs/coverage-kr.md.new docs/coverage-kr.md

# The example of examples/people: who is stuck, and by which article. Takes minutes.
people: .venv/tests-installed
	$(PIP_INSTALL) -e '.[population]'
	mkdir -p build/people
	$(BIN)/python examples/people/make_people.py --out build/people/people.parquet
	$(BIN)/safeconduct reform build/people/people.parquet --map examples/people/mapping.yaml --wishes examples/people/wishes.yaml \
		--out build/people/report --suppress 10 --lang en --about "A made-up population with the published marginals of the people who came from the North; none of them exists (examples/people). South Korean Ministry of Unification figures as published; compiled by safeconduct."
	cp build/people/report/reform.html build/people/report/reform.csv docs/examples/people/

# The locks written anew: the versions of constraints.txt, each with the hashes of all its wheels.
LOCK := build/release/bin/uv pip compile --quiet --universal --python-version 3.11 --only-binary :all: --generate-hashes --no-header --no-annotate
locks: build/release/installed
	printf 'editables\nhatchling\n' | $(LOCK) -c constraints.txt - -o locks/build.txt
	$(LOCK) -c constraints.txt pyproject.toml -o locks/program.txt
	$(LOCK) -c constraints.txt pyproject.toml --extra web --extra postgres --extra typst -o locks/casework.txt
	$(LOCK) -c constraints.txt pyproject.toml --extra test -o locks/tests.txt
	$(LOCK) -c constraints.txt pyproject.toml --extra test --extra browser -o locks/browser.txt
	printf 'cyclonedx-bom\nuv\n' | $(LOCK) - -o locks/release.txt

# What is installed for casework, as a bill of materials (CycloneDX).
sbom: build/release/installed
	$(PYTHON) -m venv --clear build/casework
	build/casework/bin/python -m pip install $(HASHED) -r locks/casework.txt
	build/casework/bin/python -m pip install $(OURSELVES) .
	build/release/bin/cyclonedx-py environment build/casework/bin/python --pyproject pyproject.toml --output-reproducible -o build/safeconduct.cdx.json

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# Stamps: installed again only when what is to be installed has changed.

.venv/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; name it: make demo PYTHON=..."; exit 1; }
	$(PYTHON) -m venv .venv || { $(PYTHON) -m venv --clear --without-pip .venv && $(PYTHON) -m pip --python .venv install --quiet pip; }

.venv/program-installed: pyproject.toml locks/build.txt locks/program.txt | .venv/pyvenv.cfg
	$(BIN)/python -m pip install $(HASHED) -r locks/program.txt
	$(BIN)/python -m pip install $(OURSELVES) -e .
	$(COMPILED)
	touch $@

.venv/oracles-installed: pyproject.toml constraints.txt | .venv/pyvenv.cfg
	$(PIP_INSTALL) -e '.[test,oracle]'
	touch $@ .venv/tests-installed .venv/program-installed

.venv/tests-installed: pyproject.toml locks/build.txt locks/tests.txt | .venv/pyvenv.cfg
	$(BIN)/python -m pip install $(HASHED) -r locks/tests.txt
	$(BIN)/python -m pip install $(OURSELVES) -e .
	$(COMPILED)
	touch $@ .venv/program-installed

.venv/casework-installed: locks/casework.txt .venv/program-installed
	$(BIN)/python -m pip install $(HASHED) -r locks/casework.txt
	touch $@

.venv/browser-installed: locks/browser.txt .venv/tests-installed
	$(BIN)/python -m pip install $(HASHED) -r locks/browser.txt
	touch $@

# Tools that write locks and the bill of materials, apart from everything else.
build/release/installed: locks/release.txt
	$(PYTHON) -m venv build/release
	build/release/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r locks/release.txt
	touch $@
