# Every target sets up what it needs first: system libraries, uv in .tools, packages in .venv.
PYTHON ?= python3
VENV_PYTHON = .venv/bin/python
SET_UP = $(PYTHON) tools/set_up

.PHONY: help run test real check bench oracle findings requirements clean

help:
	@echo "make run     open the window; without a display run the first lesson and draw it"
	@echo "make test    run all tests             (ARGS='tests/plugin -k knobs' for some)"
	@echo "make real    programs that nobody here wrote, bare and observed (takes long)"
	@echo "make check   lint, format, types, architecture"
	@echo "make bench   measure against the goals (ARGS='timeline' for some)"
	@echo "make oracle  CPython's own suites, bare and observed (ARGS='--python 3.13 spawn' for some)"
	@echo "make findings  what is told of broken and of clean programs (ARGS='fork lock' for some)"
	@echo "make pictures  draw every page and state (ARGS='FOLDER light en' for some)"
	@echo "make requirements   pin versions and hashes anew (ARGS='--upgrade')"
	@echo "make clean   remove everything that make has made"

run:
	@$(SET_UP) run
	@$(VENV_PYTHON) tools/run.py

test:
	@$(SET_UP) dev
	@QT_QPA_PLATFORM=offscreen $(VENV_PYTHON) -m pytest $(ARGS)

real:
	@$(SET_UP) dev
	@QT_QPA_PLATFORM=offscreen $(VENV_PYTHON) -m pytest -m slow $(ARGS)

check:
	@$(SET_UP) dev
	@QT_QPA_PLATFORM=offscreen $(VENV_PYTHON) tools/check.py

bench:
	@$(SET_UP) dev
	@$(VENV_PYTHON) tools/bench.py $(ARGS)

oracle:
	@$(SET_UP) dev
	@$(VENV_PYTHON) -m tests.oracle $(ARGS)

findings:
	@$(SET_UP) dev
	@$(VENV_PYTHON) tools/findings.py $(ARGS)

.PHONY: pictures
pictures:
	@$(SET_UP) dev
	@$(VENV_PYTHON) tools/pictures.py $(ARGS)

requirements:
	@$(PYTHON) tools/lock_requirements.py "$$($(SET_UP) uv)" $(ARGS)

clean:
	rm -rf .venv .tools build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis uv.lock
	find desktop plugins tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
