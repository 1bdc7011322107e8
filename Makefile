# make run    serve the app on http://localhost:8501 (PORT=9000 changes the port)
# make test   lint, types, import rules, unit, page and browser tests
# make shots  pictures and contact sheets of all pages, in shots/ (about six minutes)
# make bench  how fast it is, as ratios within one run (about ten minutes)
PORT ?= 8501
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test shots bench lint js pack clean

run: .venv/run.stamp
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: lint browser
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

shots: browser
	$(BIN)/python -m tests.browser.shots

bench: browser
	$(BIN)/python -m bench

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

.PHONY: browser
browser: .venv/dev.stamp
	@test -x /usr/bin/chromium && fc-list :lang=zh | grep -q . || \
	  $(ROOT) sh -c 'apt-get update -q && apt-get install -yq chromium fonts-noto-cjk fontconfig'

# Debian keeps venv in a package of its own.
$(BIN)/python:
	$(PYTHON) -m venv .venv || \
	  ($(ROOT) sh -c 'apt-get update -q && apt-get install -yq python3-venv' && $(PYTHON) -m venv --clear .venv)

.venv/run.stamp: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev.stamp: requirements.txt requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	touch .venv/run.stamp $@

node_modules/ci.stamp: package.json package-lock.json
	@command -v npm > /dev/null || $(ROOT) sh -c 'apt-get update -q && apt-get install -yq nodejs npm'
	npm ci --silent --no-audit --no-fund
	touch $@

clean:
	rm -rf .venv node_modules static .pytest_cache .mypy_cache .ruff_cache

# Packages of the system are installed as root, with sudo where the user is not.
ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
