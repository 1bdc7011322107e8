# make run    serve the app on http://localhost:8501 (PORT=9000 changes the port), to this
#             machine only; SHARE=1 make run opens it to the network
# make test   lint, types, import rules, unit, page and browser tests
# make cluster       three servers, nginx and PostgreSQL on this machine, until Ctrl+C
# make test-cluster  tests of that, and of the files in deploy/
# make check  lint, types, import rules, tests of data/ and geo/: within a minute
# make js     types, lint and unit tests of the browser side
# make lock   pin all packages, those of packages too, with their hashes
# make ground the map of the surroundings: OSM=FILE, or the region's extract is fetched
# make audit  whether a package in the locks is known to be unsafe; part of make check
# make sbom   bill of materials (CycloneDX) of requirements.lock, in build/sbom.cdx.json
# make shots  pictures and contact sheets of all pages, in shots/ (about six minutes)
# make bench  how fast it is, as ratios within one run (about twenty minutes; QUICK=1 a little of each)
PORT ?= 8501
PYTHON ?= python3
BIN := .venv/bin
# Python compiles what is used when it is used; compiling all of it at once takes 110 MB.
INSTALL := $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-compile
# Tests of what stands below the screen, without those that start workers or swap packs.
CHECKED = $(shell grep -LE '^(from|import) (components|pages|playwright|streamlit|tests\.)|apply_tables|read_upload|worker' tests/test_*.py)
# No address of an index is written: what a mirror serves has the same hashes.
LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock"

.PHONY: run ground test check lock audit sbom shots bench lint js pack clean

run: .venv/$(if $(ATLAS_STORE)$(ATLAS_REGISTER),server,run).stamp
	PORT=$(PORT) $(BIN)/python app.py

# Who and why, of the revision: make ground OSM=x.osm.pbf BY="Li" WHY="new ring road"
ground: .venv/run.stamp
	$(BIN)/python -m geo.ground_command $(if $(OSM),"$(OSM)") --by "$(BY)" --why "$(WHY)"

# The bench only has to run here, so it may share the machine with what reads the code.
test:
	@$(MAKE) --no-print-directory -j 2 -O browser postgres node_modules/ci.stamp
	@$(MAKE) --no-print-directory -j 2 -O lint bench QUICK=1
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

.PHONY: cluster test-cluster balancers
cluster: .venv/dev.stamp postgres balancers
	$(BIN)/python -m deploy.cluster

# One after the other: they measure how long it takes until a reader is back. In a process of its
# own, since DuckDB has something to say when that ends, and the summary shall stand last.
test-cluster:
	@$(MAKE) --no-print-directory -j 2 -O .venv-spark/ci.stamp browser postgres balancers java node_modules/ci.stamp
	$(BIN)/python -m pytest -n 1 -o norecursedirs='.*' tests/cluster

check: lint audit
	$(BIN)/python -m pytest -q -n auto --dist loadfile data geo $(CHECKED)

# From requirements*.txt, for all systems and every Python that we support.
lock: .venv/dev.stamp
	$(LOCK) requirements.txt -o requirements.lock
	$(LOCK) requirements-server.txt -c requirements.lock -o requirements-server.lock
	$(LOCK) requirements-dev.txt -c requirements-server.lock -o requirements-dev.lock
	$(LOCK) requirements-spark.txt -o requirements-spark.lock

audit: .venv/dev.stamp
	$(BIN)/python -m deploy.audit

sbom: .venv/dev.stamp
	$(BIN)/python -m deploy.bill build/sbom.cdx.json

shots: browser
	$(BIN)/python -m tests.browser.shots

bench: browser
	$(BIN)/python -m bench $(if $(QUICK),--quick)

lint: .venv/dev.stamp js
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The browser side: types, lint, unit tests.
js: node_modules/ci.stamp
	npm run --silent check

# The illustrative pack, made again from its seed.
pack: .venv/run.stamp
	$(BIN)/python -m geo.schematic

.PHONY: browser chromium
browser: .venv/dev.stamp chromium

chromium:
	@test -x /usr/bin/chromium && fc-list :lang=zh | grep -q . || \
	  $(call apt,chromium fonts-noto-cjk fontconfig)

.PHONY: postgres
postgres:
	@ls /usr/share/postgresql/*/extension/postgis.control > /dev/null 2>&1 || \
	  $(call apt,postgresql postgresql-postgis)

balancers:
	@command -v nginx > /dev/null && command -v caddy > /dev/null && command -v systemd-analyze > /dev/null || \
	  $(call apt,nginx-light caddy systemd openssl)

# Debian keeps venv in a package of its own. Python 3.11 puts setuptools in, which nothing needs.
$(BIN)/python:
	$(PYTHON) -m venv .venv || \
	  ($(call apt,python3-venv) && $(PYTHON) -m venv --clear .venv)
	$(BIN)/python -m pip uninstall -q -y setuptools

.venv/run.stamp: requirements.lock | $(BIN)/python
	$(INSTALL) -r requirements.lock
	touch $@

# What a shared store and engines need: where the settings ask for them.
.venv/server.stamp: requirements-server.lock | $(BIN)/python
	$(INSTALL) -r requirements-server.lock
	touch .venv/run.stamp $@

.venv/dev.stamp: requirements-dev.lock requirements-server.lock requirements.lock | $(BIN)/python
	$(INSTALL) -r requirements-dev.lock
	touch .venv/run.stamp .venv/server.stamp $@

# Spark builds registers in an environment of its own, of 0.8 GB (docs/registers.md).
.venv-spark/ci.stamp: requirements-spark.lock
	$(PYTHON) -m venv .venv-spark
	.venv-spark/bin/python -m pip install -q --disable-pip-version-check --require-hashes \
	  --no-compile -r requirements-spark.lock
	touch $@

.PHONY: java
java:
	@command -v java > /dev/null || \
	  $(call apt,default-jre-headless)

node_modules/ci.stamp: package.json package-lock.json
	@command -v npm > /dev/null || $(call apt,nodejs npm)
	npm ci --silent --no-audit --no-fund
	touch $@

clean:
	rm -rf .venv .venv-spark build node_modules pages/static data/static data/.cache .pytest_cache .mypy_cache .ruff_cache

# Packages of the system are installed as root, with sudo where the user is not; one after the
# other, also where make does several things at once.
ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
apt = $(ROOT) flock /tmp/atlas-apt.lock sh -c 'apt-get update -q && apt-get install -yq $(1)'
