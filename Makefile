# Two commands do everything on a machine with Python 3.11 or newer and make: `make demo` and `make test`.

PORT ?= 8021
ROWS ?=
TURNS ?=
FOUND := $(shell for p in "$(PYTHON)" python3.13 python3.12 python3.11 python3 python; do \
	[ -n "$$p" ] && "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
BIN := .venv/bin

.PHONY: demo test check format frontend docs bench screenshots words wheel clean

demo: .venv/installed
	$(BIN)/earwitness demo --port $(PORT)

test: .venv/installed-dev
	$(BIN)/pytest -n auto $(PYTEST)

check: .venv/installed-dev
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy

format: .venv/installed-dev
	$(BIN)/ruff format src tests benchmarks
	$(BIN)/ruff check --fix src tests benchmarks

# Only who changes the pages' scripts and styles needs Node: what it builds is kept in the package.
frontend: frontend/node_modules/installed
	cd frontend && npx --no-install tsc --noEmit && node build.mjs

frontend/node_modules/installed: frontend/package-lock.json
	cd frontend && npm ci --ignore-scripts
	@touch $@

docs: .venv/installed-dev
	$(BIN)/python -m earwitness.cli.manual docs/commands

bench: .venv/installed-dev
	$(BIN)/python -m benchmarks $(if $(ROWS),--rows $(ROWS)) $(if $(TURNS),--turns $(TURNS))

screenshots: .venv/installed-dev
	$(BIN)/python tests/web/screenshots.py docs/screenshots

words: .venv/installed-dev
	$(BIN)/python scripts/catalogues.py

wheel: .venv/installed-dev
	$(BIN)/python -m build --wheel

.venv/installed: pyproject.toml
	@[ -n "$(FOUND)" ] || { echo "Earwitness needs Python 3.11 or newer; none was found. Name one: make PYTHON=/path/to/python3.12"; exit 1; }
	[ -x $(BIN)/python ] || $(FOUND) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

clean:
	rm -rf .venv frontend/node_modules dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
