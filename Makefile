# `make` lists the targets. Everything runs in a virtual environment of its own, ./.venv unless VENV says otherwise.

VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup test lint docs sample bench

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/crossref: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

setup: $(BIN)/crossref ## make the virtual environment and install crossref into it

test: setup ## run the test suite
	$(BIN)/python -m pytest -n auto

lint: setup ## check formatting, lint, types and the import layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

docs: setup ## write docs/rules.md and the schema of the configuration again
	$(BIN)/crossref rules --format markdown > docs/rules.md
	$(BIN)/crossref schema > config/crossref.schema.json

sample: setup ## check the drifted sample documents, whose findings and exit code 1 are meant
	@$(BIN)/crossref check sample_docs/drifted; code=$$?; echo; \
	if [ $$code -ne 1 ]; then echo "expected exit code 1, got $$code"; exit 1; fi; \
	echo "crossref ended with exit code 1: these documents are broken on purpose, and that is what CI would see"

bench: setup ## measure the start-up, how runs grow with the set, and the peers that are installed
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/scaling.py
	$(BIN)/python benchmarks/peers.py
