# The gate: CI calls the same targets. PYTHON is the environment's interpreter.
PYTHON ?= .venv/bin/python

.PHONY: test search lint types contracts check screenshots constraints

test:
	$(PYTHON) -m pytest -n 4 -m 'not benchmark'
	$(PYTHON) -m pytest -m benchmark

# Property tests with new random questions each time; what it finds becomes a test of its own.
search:
	$(PYTHON) -m pytest -n 4 -m hypothesis --hypothesis-profile=search

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
