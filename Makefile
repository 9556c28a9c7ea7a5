# The gate: CI calls the same targets. PYTHON is the environment's interpreter.
PYTHON ?= .venv/bin/python

.PHONY: test lint types contracts check screenshots constraints

test:
	$(PYTHON) -m pytest -n 3 -m 'not benchmark'
	$(PYTHON) -m pytest -m benchmark

lint:
	$(PYTHON) -m ruff format --check neo_tui tests scripts
	$(PYTHON) -m ruff check neo_tui tests scripts
	$(PYTHON) -m codespell_lib neo_tui tests scripts *.md

types:
	$(PYTHON) -m mypy

contracts:
	$(PYTHON) -c "from importlinter.cli import lint_imports_command as run; run()"

check: lint types contracts test

screenshots:
	$(PYTHON) scripts/screenshots.py

constraints:
	$(PYTHON) -m pip freeze --exclude neo-tui --exclude pip --exclude setuptools > constraints.txt
