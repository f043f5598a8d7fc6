# delpanel: `make demo`, `make app`, `make test`, `make bench`, `make package`.
# Everything lives in .venv; system libraries are installed by apt where they are missing.

PYTHON ?= python3
BIN := .venv/bin
DEMO := demo
SOURCES := scoring delpanel ui resources tests tools benchmarks

# What PySide6 needs offscreen, what a real window adds, what the tests add.
SYSTEM_PACKAGES := python3-venv libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libglib2.0-0
WINDOW_PACKAGES := libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0
TEST_PACKAGES := postgresql
PACKAGE_PACKAGES := binutils

.PHONY: demo app test bench package lock screenshots clean system-run system-window system-test

demo: .venv/installed
	$(BIN)/delpanel demo $(DEMO) --replace

app: system-window .venv/installed
	test -f $(DEMO)/del-2020.delpanel || $(BIN)/delpanel demo $(DEMO) --replace
	$(BIN)/delpanel app $(DEMO)/del-2020.delpanel

test: system-test .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist loadgroup

bench: .venv/installed .venv/installed-bench
	$(BIN)/python -m benchmarks

package: system-package .venv/installed
	$(BIN)/pyinstaller --noconfirm --clean build.spec
	QT_QPA_PLATFORM=offscreen dist/delpanel/delpanel selftest
	QT_QPA_PLATFORM=offscreen dist/delpanel/delpanel-gui --selftest

screenshots: system-window .venv/installed
	$(BIN)/python tools/screenshots.py docs/pictures

lock: .venv/installed
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header \
	    --no-annotate --extra dev -o requirements.lock pyproject.toml

.venv/installed: requirements.lock pyproject.toml tools/cut_fonts.py | system-run
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python tools/cut_fonts.py
	touch $@

.venv/installed-bench: pyproject.toml | .venv/installed
	$(BIN)/python -m pip install -q --disable-pip-version-check "scikit-criteria>=0.8" "pabutools>=1.2"
	touch $@

system-run:
	@sh tools/system_packages.sh $(SYSTEM_PACKAGES)

system-window:
	@sh tools/system_packages.sh $(SYSTEM_PACKAGES) $(WINDOW_PACKAGES)

system-test:
	@sh tools/system_packages.sh $(SYSTEM_PACKAGES) $(TEST_PACKAGES)

system-package:
	@sh tools/system_packages.sh $(SYSTEM_PACKAGES) $(PACKAGE_PACKAGES)

clean:
	rm -rf .venv build dist $(DEMO) resources/fonts
