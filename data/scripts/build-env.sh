# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced with $build set: runs the programs from the build folder as if they were installed.
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "$build" && pwd)
export GSETTINGS_SCHEMA_DIR="$build/data"
export FORECOURT_LOCALEDIR="$build/po"
export XDG_DATA_DIRS="$root/data:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}" # the icons
