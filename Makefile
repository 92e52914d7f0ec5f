# `make demo` and `make test` need git, make and Python 3.11 or newer with venv; everything else they install themselves.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV ?= .venv
BIN = $(VENV)/bin
EXAMPLE = data/examples/small-shop

.PHONY: help demo test slow lint types contracts check bench mutation scale catalogue docs console notebooks clean

help:
	@echo "make demo       install staffplan and plan the example shop"
	@echo "make test       install what tests need and run the fast tests"
	@echo "make check      style, types, import contracts, fast tests"
	@echo "make slow       the slower tests"
	@echo "make bench      the measured figures: times and memory"
	@echo "make mutation   small changes of the code that tests ought to notice (an hour)"
	@echo "make scale      staffplan and its peers on every size, and docs/benchmarks.md (hours; goes on where it ended)"
	@echo "make catalogue  the translations: new texts in, .mo made, what is still to translate listed"
	@echo "make docs       the generated pages of docs/, and the site"
	@echo "make console    run the commands in the tutorial and guides again"
	@echo "make notebooks  run the notebooks of the docs again"
	@echo "make clean      remove the environment and what was built"

$(VENV)/installed: pyproject.toml
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "staffplan needs Python 3.11 or newer: install it (Debian, Ubuntu: apt install python3 python3-venv; else python.org), or name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv is missing: install it (Debian, Ubuntu: apt install python3-venv), then: make $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

$(VENV)/installed-docs: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --editable . --group docs
	@touch $@

demo: $(VENV)/installed
	$(BIN)/staffplan solve $(EXAMPLE)/forecast.csv -c $(EXAMPLE)/scenario.toml -o small-shop-plan

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n 2

slow: $(VENV)/installed-dev
	$(BIN)/python -m pytest -m slow -n 2

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-dev
	$(BIN)/mypy

contracts: $(VENV)/installed-dev
	$(BIN)/lint-imports

check: lint types contracts test

bench: $(VENV)/installed-dev
	$(BIN)/python -m pytest -m benchmark

mutation: $(VENV)/installed-dev
	rm -rf .mutation
	$(BIN)/python tests/mutation/mutate.py reach
	$(BIN)/python tests/mutation/mutate.py draw

scale: $(VENV)/installed-docs
	$(BIN)/python tests/benchmarks/run.py
	$(BIN)/python tests/benchmarks/document.py

catalogue: $(VENV)/installed-dev
	$(BIN)/python scripts/catalogue.py

docs: $(VENV)/installed-docs
	$(BIN)/python -m staffplan_cli.reference docs/cli.md docs/cli.zh.md
	$(BIN)/python scripts/reference.py
	$(BIN)/python scripts/searches.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

# The console blocks of these pages hold what their commands print: this runs them all again (some minutes).
console: $(VENV)/installed-dev
	$(BIN)/python scripts/console.py docs/tutorial*.md docs/from-excel*.md docs/told*.md docs/compare*.md docs/guides/*.md

# The notebooks keep what their cells come to: this runs them all again (a minute).
notebooks: $(VENV)/installed-dev
	$(BIN)/python scripts/notebooks.py docs/notebooks/*.ipynb

clean:
	rm -rf $(VENV) build dist site
