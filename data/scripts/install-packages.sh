#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing of the Debian packages listed in FILE, one per line; does nothing where all are there.
#   install-packages.sh FILE
set -eu
list=${1:?usage: install-packages.sh FILE}

if ! command -v dpkg-query >/dev/null; then
  echo "This is not a Debian system: please see to it that what $list names is installed." >&2
  exit 0
fi

installed=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' | sed -n 's/^ii *//p')
missing=$(sed 's/#.*//' "$list" | tr -s ' \t' '\n' | sed '/^$/d' | while read -r name; do
  printf '%s\n' "$installed" | grep -qxF -- "$name" || echo "$name"
done)
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || {
    echo "Please install these Debian packages as root, then run this again:" $missing >&2
    exit 1
  }
  as_root=sudo
fi
echo "Installing" $missing
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get -q update
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $missing
