#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes pictures of every page without a display and says where they are: with the demo company in English, or
# with "all" also an empty company and one in trouble, and all of that in the pseudo-locale.
#   run-tour.sh BUILD [all]
set -eu
build=${1:?usage: run-tour.sh BUILD [all]}
. "$(dirname "$0")/build-env.sh"
pictures=$build/tour
export GSETTINGS_BACKEND=memory FORECOURT_KEYRING=memory GSK_RENDERER=cairo GTK_A11Y=none LC_ALL=C.UTF-8

tour() {
  LANGUAGE=$1 "$root/tests/tools/with-display.sh" "$build/tests/app/tour/tour" --data "$2" \
    --folder "$build/tour-data/$2" "$pictures/$1/$2" >"$build/tour.log" 2>&1 || { cat "$build/tour.log" >&2; exit 1; }
}

mkdir -p "$build/tour-data"
rm -rf "$pictures"
for data in demo ${2:+empty error}; do
  tour en "$data"
  [ -z "${2:-}" ] || tour en@pseudo "$data"
done
echo "$(find "$pictures" -name '*.png' | wc -l) pictures are in $pictures"
