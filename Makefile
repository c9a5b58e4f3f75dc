# Each target sets up what it needs; a second call finds it there. Needed beforehand: Python 3.11
# or later with venv, and a package index. Choose the Python with: make PYTHON=python3.12 test

PYTHON ?= python3
LOCK_OPTIONS ?=
TEST_OPTIONS ?=

VENV := .venv
ORACLE := .venv-oracle
BIN := $(VENV)/bin
MADE := $(VENV)/.made
RUN := $(VENV)/.run
DEV := $(VENV)/.dev

# Made, never committed.
LICENCE_PAGES := docs/licences/catalogue
SOURCE := auditor licences scanners
CODE := $(SOURCE) benchmarks tests
FULLY_COVERED := licences/*,auditor/rules/*,auditor/verdict.py,auditor/assessment.py

DEMO_FAIL := NousResearch/Hermes-2-Theta-Llama-3-8B
DEMO_PASS := HuggingFaceH4/zephyr-7b-beta

PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet
LOCK := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-strip-extras --custom-compile-command 'make lock' $(LOCK_OPTIONS)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo install dev test check format format-check lint types imports dependencies \
	spelling docs examples accuracy oracle lock mutants clean

help:  ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

demo: $(RUN)  ## audit two real models of the embedded snapshot: one fails, one passes
	@$(call audit,$(DEMO_FAIL),1,fail)
	@$(call audit,$(DEMO_PASS),0,pass)
	@echo 'The command is $(BIN)/auditor; $(BIN)/auditor audit --help says more.'

# $(call audit,MODEL,STATUS,VERDICT): audit a model, say the exit status, stop if it is another.
define audit
echo '$$ $(BIN)/auditor audit --hub demo $(1)'; \
$(BIN)/auditor audit --hub demo $(1); status=$$?; \
printf '\nExit status %s; a gate reads %s as "$(3)".\n\n' "$$status" '$(2)'; \
test "$$status" -eq $(2) || { echo 'make demo: $(1) should end with $(2).' >&2; exit 1; }
endef

install: $(RUN)  ## the command, at .venv/bin/auditor

dev: $(DEV)  ## the command and every tool of the checks

check: format-check lint types imports dependencies spelling docs test  ## everything CI checks

test: $(DEV)  ## the tests, with branch coverage
	$(BIN)/python -m pytest --cov $(TEST_OPTIONS)
	@$(BIN)/coverage report --include '$(FULLY_COVERED)' --fail-under 100 --show-missing \
		--skip-covered --precision 2 > $(VENV)/.coverage-report || { \
		cat $(VENV)/.coverage-report; echo; \
		echo 'make test: the files above decide what is allowed; each of their branches needs a test.'; \
		exit 1; } >&2

format: $(DEV)  ## format the code
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix-only --quiet $(CODE)

format-check: $(DEV)
	$(BIN)/ruff format --check --quiet --diff $(CODE)

lint: $(DEV)
	$(BIN)/ruff check $(CODE)

types: $(DEV)
	$(BIN)/mypy

imports: $(DEV)
	$(BIN)/lint-imports

dependencies: $(DEV)
	$(BIN)/deptry $(SOURCE)

spelling: $(DEV)
	$(BIN)/typos

docs: $(DEV)  ## the documentation, in site/, with a page for each licence
	$(BIN)/python -m auditor.cli.licence.pages $(LICENCE_PAGES)
	$(BIN)/zensical build --clean --strict
	@made=$$(ls site/licences/catalogue/*/index.html | wc -l); \
	known=$$(ls licences/catalogue/*.toml | wc -l); \
	test "$$made" -eq "$$known" || { \
		echo "make docs: $$known licences, but $$made pages in site/licences/catalogue." >&2; exit 1; }

examples: $(DEV)  ## put the output of today under the commands that the documents show
	$(BIN)/python tests/shown.py

accuracy: $(DEV)  ## score the licence engine; writes docs/licences/accuracy*.md
	$(BIN)/python -m benchmarks.licence_accuracy

# The tools of the oracle are GPL: an environment of their own, for this comparison alone. What they
# say is read and not kept.
oracle: $(DEV) $(ORACLE)/.made  ## hold the engine against RecLicense and OSADL; writes docs/licences/oss-oracle.md
	$(ORACLE)/bin/python benchmarks/oss_oracle/export.py $(ORACLE)/pairs.csv
	$(BIN)/python -m benchmarks.oss_oracle --strict $(ORACLE)/pairs.csv

$(ORACLE)/.made: $(MADE) benchmarks/oss_oracle/requirements.txt
	$(BIN)/python -m venv --clear $(ORACLE)
	$(ORACLE)/bin/python -m pip --disable-pip-version-check install --quiet \
		-r benchmarks/oss_oracle/requirements.txt
	@touch $@

lock: $(DEV)  ## the lock files anew; LOCK_OPTIONS=--upgrade takes newer versions
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) --group build -c requirements/run.txt -o requirements/build.txt
	$(LOCK) pyproject.toml --group build --group dev -c requirements/run.txt \
		-c requirements/build.txt -o requirements/dev.txt

mutants: $(DEV)  ## which changed lines no test notices; takes long
	$(BIN)/mutmut run

clean:  ## remove what make made
	rm -rf $(VENV) $(ORACLE) $(LICENCE_PAGES) site build dist mutants .mypy_cache .ruff_cache \
		.pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*

$(MADE):
	@command -v $(PYTHON) > /dev/null || { \
		echo 'make: there is no $(PYTHON). Install Python 3.11 or later, or name one: make PYTHON=python3.12' >&2; \
		exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "make: $(PYTHON) is $$($(PYTHON) -V 2>&1); Python 3.11 or later is needed. Name one: make PYTHON=python3.12" >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { \
		echo 'make: $(PYTHON) has no venv. Install it (on Debian and Ubuntu the package python3-venv).' >&2; \
		exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# The locked files first, by their hashes; then the project alone, live from this checkout. The lock
# is whole, so pip resolves nothing: an older one trips over an extra with a newer release about.
$(RUN): $(MADE) requirements/run.txt requirements/build.txt pyproject.toml
	$(PIP) --no-deps --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUN) requirements/dev.txt
	$(PIP) --no-deps --require-hashes -r requirements/dev.txt
	@touch $@
