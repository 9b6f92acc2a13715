#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Pictures of every page: demo, empty and error data, English and the pseudo-locale, in OUT/<language>/.
#   run-tour.sh BUILD OUT [options of the tour]
set -eu
build=$(cd "${1:?usage: run-tour.sh BUILD OUT}" && pwd)
mkdir -p "${2:?usage: run-tour.sh BUILD OUT}"
out=$(cd "$2" && pwd)
shift 2
here=$(cd "$(dirname "$0")" && pwd)
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

export GSETTINGS_BACKEND=memory GSETTINGS_SCHEMA_DIR="$build/data" FORECOURT_LOCALEDIR="$build/po"
export FORECOURT_KEYRING=memory FORECOURT_OFFLINE=1 GSK_RENDERER=cairo GTK_A11Y=none ADW_DISABLE_PORTAL=1
export HOME="$home" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"
export LC_ALL=C.UTF-8 TZ=UTC

for data in ${TOUR_DATA:-demo empty error}; do
  company=$data
  [ "$data" = error ] && company=demo
  for language in ${TOUR_LANGUAGES:-en en@pseudo}; do
    LANGUAGE=$language "$here/../../tools/with-display.sh" \
      "$build/tests/app/tour/tour" --data "$data" --folder "$home/$company" "$@" "$out/${language#*@}"
  done
done
echo "The pictures are in $out"
