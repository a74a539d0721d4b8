# Everything from a clone. `make` alone explains.
PORT ?= 8000
PYTHON3 ?= python3
BOOT = $(PYTHON3) tools/bootstrap.py
PYTHON = .venv/bin/python
# The tests keep their data apart from what `make run` shows.
TEST_HOME = $(CURDIR)/var/test
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.PHONY: help run install test check bench lock messages docs

help:
	@echo 'make run      install what is missing and serve on http://127.0.0.1:8000 (PORT=8001 make run: another port)'
	@echo 'make install  install only; afterwards .venv/bin/simpul --help'
	@echo 'make test     every test'
	@echo 'make check    format, lint, types, layers, sizes, templates, translations, migrations, generated docs, locks'
	@echo 'make bench    every published figure, beside its peers'
	@echo 'make messages collect the texts to translate'
	@echo 'make docs     write docs/reference/ anew'
	@echo 'make lock     compute the lock files anew'

run:
	@$(BOOT) run
	@PORT=$(PORT) exec .venv/bin/simpul serve

install:
	@$(BOOT) run

test:
	@$(BOOT) test
	@SIMPUL_HOME=$(TEST_HOME) $(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check:
	@$(BOOT) dev
	@SIMPUL_HOME=$(TEST_HOME) $(PYTHON) tools/check.py

bench:
	@$(BOOT) dev
	@SIMPUL_HOME=$(CURDIR)/var/bench $(PYTHON) tools/measure.py

messages:
	@$(BOOT) dev
	@$(PYTHON) tools/messages.py update

docs:
	@$(BOOT) dev
	@PYTHONPATH=$(CURDIR) $(PYTHON) tools/generated.py write

lock:
	@$(BOOT) dev
	@$(PYTHON) tools/locks.py write
