# One command each: `make demo`, `make test`, `make test-all`, `make lint`, `make bench`, `make fast`, `make plain`, `make docs`,
# `make messages`, `make screens`, `make ci`, `make lock`, `make clean`.
# The first of them makes .venv/ from requirements.lock (every file checked by its hash); later ones start at once.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := build/demo.casebook

# Some machines forbid Python to keep its compiled files; then every start would compile all imports again.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test test-all lint format bench fast plain docs messages screens ci lock clean

demo: $(READY)
	@sh examples/demo.sh $(BIN)/recounted $(DEMO)

test: $(READY)
	@$(BIN)/python -m pytest

# Browser tests run where Chromium and the extra `browser` are installed; properties are tried on examples of chance.
test-all: $(READY)
	@$(BIN)/python -m pytest -m "slow or not slow" --hypothesis-profile=searching

lint: $(READY)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

format: $(READY)
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

# Figures on the labelled sets that are there (`make bench DATA=PATH`, or RECOUNTED_BENCH; else ../shared), in one table.
bench: $(READY)
	@$(BIN)/python -m bench run $(if $(DATA),--data $(DATA))

# The reader compiled, for half as much speed again: needs a C compiler and two minutes. To be done again after a change to it.
fast: $(READY)
	@echo 'Compiling the reader (about two minutes) …' >&2
	@$(BIN)/python compile_reader.py
	@$(BIN)/recounted version

plain: $(READY)
	@$(BIN)/python compile_reader.py --clean

# The output shown in README.md is put in anew; look at the difference before you keep it.
docs: $(READY)
	@UPDATE_DOCS=1 $(BIN)/python -m pytest tests/test_docs.py

# The catalogues of the review page's languages are brought up to date with code and templates; what waits for a translator is said.
messages: $(READY)
	@$(BIN)/python -m recounted.review.wording.extraction

# The pictures of docs/review.md, taken anew of the example reports. Needs what the browser tests need.
screens: $(READY)
	@$(BIN)/python docs/screens/take.py

ci:
	@.ci/run

# No addresses of package registries in the file: it holds names, versions and hashes, and installs from any mirror.
# The peers of the bench stay out of it.
lock: $(READY)
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url --extra dev --extra web --extra oidc --extra fuzz \
	  --output-file requirements.lock pyproject.toml >/dev/null
	@! grep -n '://' requirements.lock
	@echo 'requirements.lock is new; `make test` installs from it'

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src -name '*.so' -delete
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Recounted needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …")'
	@echo 'Setting up $(VENV)/ (once, about a minute) …' >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@
