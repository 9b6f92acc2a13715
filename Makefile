# SPDX-License-Identifier: GPL-3.0-or-later
# The front door. Everything real is in meson.build; this installs what Debian 12 lacks and remembers the commands.
#   make run          the demo company, a hub on loopback and the app (without a display: pictures of every page)
#   make check        build and run every test          make asan-check  the same under ASan and UBSan
#                     TESTS="--suite core" hands options to meson test
#   make bench        all benchmarks                    make bench ONLY=name  one of them
#   make fuzz          libFuzzer on every decoder, SECONDS=60 each (wants clang-14)
#   make tour         pictures of every page            make flatpak     build and install the Flatpak
#   make format       lay out the C files               make potfiles    list what is to be translated
#   make install      install under PREFIX
BUILD ?= _build
ASAN_BUILD ?= $(BUILD)-asan
PREFIX ?= /usr/local
SETUP ?=
TESTS ?=
ONLY ?=
SECONDS ?= 60
FUZZ_BUILD ?= $(BUILD)-fuzz

.PHONY: all run check asan-check bench fuzz tour flatpak format potfiles install clean packages build

all: build

packages:
	@data/scripts/install-packages.sh data/debian-packages.txt

$(BUILD)/build.ninja: | packages
	meson setup --prefix=$(PREFIX) $(SETUP) $(BUILD)

$(ASAN_BUILD)/build.ninja: | packages
	meson setup -Db_sanitize=address,undefined -Db_lundef=false -Doptimization=1 \
	  -Dc_args='-fno-omit-frame-pointer -Wno-maybe-uninitialized' $(SETUP) $(ASAN_BUILD)

build: packages $(BUILD)/build.ninja
	@ninja -C $(BUILD)

run: build
	@data/scripts/run-demo.sh $(BUILD)

check: build
	@FORECOURT_E2E_PATIENCE=$${FORECOURT_E2E_PATIENCE:-2} tests/tools/run-tests.sh $(BUILD) $(TESTS)

asan-check: packages $(ASAN_BUILD)/build.ninja
	@ninja -C $(ASAN_BUILD)
	@FORECOURT_E2E_PATIENCE=$${FORECOURT_E2E_PATIENCE:-4} tests/tools/run-tests.sh $(ASAN_BUILD) --timeout-multiplier 4 $(TESTS)

bench: build
	@tests/tools/run-bench.py $(BUILD) $(ONLY)

$(FUZZ_BUILD)/build.ninja: | packages
	@command -v clang-14 >/dev/null || { echo "make fuzz needs the Debian packages clang-14 and libfuzzer-14-dev"; exit 1; }
	CC=clang-14 meson setup -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false -Doptimization=1 \
	  -Dc_args='-fno-omit-frame-pointer -fsanitize=fuzzer-no-link' $(FUZZ_BUILD)

fuzz: packages $(FUZZ_BUILD)/build.ninja
	@ninja -C $(FUZZ_BUILD) fuzzers
	@tests/tools/run-fuzz.py $(FUZZ_BUILD) $(SECONDS) $(ONLY)

tour: build
	@data/scripts/run-tour.sh $(BUILD) all

flatpak:
	@data/scripts/install-packages.sh data/debian-packages-flatpak.txt
	flatpak remote-add --user --if-not-exists flathub https://dl.flathub.org/repo/flathub.flatpakrepo
	flatpak-builder --user --install --force-clean --install-deps-from=flathub \
	  --state-dir=.flatpak-builder $(BUILD)-flatpak flatpak/org.forecourt.Forecourt.json

format:
	@command -v clang-format-14 >/dev/null || { echo "make format needs the Debian package clang-format-14"; exit 1; }
	git ls-files 'src/*.c' 'tests/*.c' | xargs clang-format-14 -i
	git ls-files 'src/*.c' 'tests/*.c' | xargs tests/tools/line-up-parameters.py

potfiles:
	tests/tools/potfiles.py . --update

install: build
	meson install -C $(BUILD) --no-rebuild

clean:
	rm -rf $(BUILD) $(ASAN_BUILD) $(FUZZ_BUILD) $(BUILD)-flatpak
