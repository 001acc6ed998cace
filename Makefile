# Two commands do all set-up: `make run` (the daemon) and `make test`. The rest is for developers.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: run demo test test-postgres lint bench fuzz described format help-text wheel pins clean

run: $(VENV)/run.stamp          ## the daemon on SQLite, with the configuration in ./config
	$(BIN)/monitor run

demo: $(VENV)/run.stamp         ## an invented week of news through the real pipeline, offline, within a minute
	$(BIN)/monitor demo

test: $(VENV)/dev.stamp         ## every test in two processes, with coverage
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal --cov --cov-report=term:skip-covered $(PYTEST_ARGS)
	$(BIN)/python -m tests.coverage_floors

test-postgres: $(VENV)/dev.stamp ## the same with PostgreSQL for all that else would take SQLite alone
	MONITOR_TEST_DATABASE=postgresql $(BIN)/python -m pytest --numprocesses 2 --dist worksteal $(PYTEST_ARGS)

lint: $(VENV)/dev.stamp         ## style, types and the direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev.stamp        ## speed and memory, as ratios against floors measured in the same run (BENCH_ARGS=--keep)
	$(BIN)/python -m benchmarks $(BENCH_ARGS)

fuzz: $(VENV)/dev.stamp         ## broken texts for ten minutes (MINUTES=…): what reading them should never do
	$(BIN)/python -m benchmarks.fuzz --minutes $(or $(MINUTES),10)

described: $(VENV)/dev.stamp    ## schemathesis asks every operation of the API, for minutes
	$(BIN)/python -m pytest tests/web/described.py

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

help-text: $(VENV)/dev.stamp    ## writes what `monitor --help` prints, where commands have changed
	COLUMNS=80 $(BIN)/python -c "from monitor.cli.app import tree; tree()(['--help'], prog_name='monitor')" > monitor/cli/help.txt

wheel: $(VENV)/dev.stamp        ## builds the wheel and tries it in an empty environment
	$(BIN)/python -m tests.wheel

pins:                           ## resolves the pinned requirements anew (needs uv)
	uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet pyproject.toml -o requirements.txt
	uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --all-extras pyproject.toml -o requirements-image.txt
	uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --all-extras --group dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .coverage*

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is older (make PYTHON=python3.12 …)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the monitor needs into $(VENV) (once) …"
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the tests need into $(VENV) (once) …"
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@ $(VENV)/run.stamp
