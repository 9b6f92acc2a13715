#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs every test of a build and ends with what failed and "N passed, N failed", counting the cases inside each program.
# Fails when something failed, and when nothing ran at all.
#   run-tests.sh BUILD [options of meson test]
set -u
build=${1:?usage: run-tests.sh BUILD [options of meson test]}
shift
tools=$(dirname "$0")

rm -f "$build/meson-logs/testlog.json"
meson test -C "$build" --no-rebuild --print-errorlogs --timeout-multiplier 2 "$@"
meson_says=$?
"$tools/count-tests.py" "$build/meson-logs/testlog.json" || exit 1
exit "$meson_says"
