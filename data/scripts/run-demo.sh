#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Starts a hub with the demo company on loopback and the app on top of it, signed in as the station manager. What was
# made is kept in BUILD/demo, so that the next start is quick. Without a display: pictures of every page instead.
#   run-demo.sh BUILD
set -euo pipefail
build=${1:?usage: run-demo.sh BUILD}
here=$(dirname "$0")
if [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
  echo "There is no display: taking pictures of every page instead."
  exec "$here/run-tour.sh" "$build"
fi
. "$here/build-env.sh"

demo=$build/demo
hub=$build/src/hub/forecourt-hub

# The first port from 8440 on which nobody answers.
free_port() {
  local port=8440
  while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    port=$((port + 1))
  done
  echo "$port"
}

if [[ ! -e $demo/.complete ]]; then
  echo "Making the demo company…"
  rm -rf "$demo"
  mkdir -p "$demo"
  free_port >"$demo/port"
  "$hub" init --demo --data "$demo/hub" --uri "http://127.0.0.1:$(<"$demo/port")"
fi

# Where the desktop has no keyring, one of the demo's own keeps the sign-in from one start to the next.
keyring=
if [[ $(gdbus call --session --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus \
  --method org.freedesktop.DBus.NameHasOwner org.freedesktop.secrets 2>&1) == "(false,)" ]]; then
  mkdir -p "$demo/keyring"
  XDG_DATA_HOME=$demo/keyring gnome-keyring-daemon --foreground --unlock --components=secrets \
    <<<demo >/dev/null 2>&1 &
  keyring=$!
  gdbus wait --session --timeout 5 org.freedesktop.secrets || true
fi

"$hub" serve --data "$demo/hub" --listen "127.0.0.1:$(<"$demo/port")" --metrics-port -1 --quiet >"$demo/hub.log" 2>&1 &
server=$!
trap 'kill "$server" $keyring 2>/dev/null; wait || true' EXIT
for _ in {1..100}; do
  grep -q '^Serving' "$demo/hub.log" && break
  kill -0 "$server" 2>/dev/null || { cat "$demo/hub.log" >&2; exit 1; }
  sleep 0.05
done

if [[ ! -e $demo/.complete ]]; then
  FORECOURT_PASSWORD=demo "$build/src/ctl/forecourtctl" sync --profile demo --data-dir "$demo/office" \
    --enrolment "$demo/hub/enrolment.json" --email manager@harbour.example
  touch "$demo/.complete"
fi
echo "Signed in as manager@harbour.example; every password is “demo”. The hub's log is $demo/hub.log."
"$build/src/app/forecourt" --profile demo --data-dir "$demo/office"
