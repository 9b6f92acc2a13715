#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command in an X server and a D-Bus session of its own, so that tests can run side by side and nothing
# shows on, or is disturbed by, the desktop of the person who runs them. SCREEN is the size, 1920x1080x24.
#   with-display.sh COMMAND…
set -u
screen=${SCREEN:-1920x1080x24}
folder=$(mktemp -d)

# One server at a time begins or ends: what ends takes the socket of what gets its number just then. See e2e/office.py.
hold_screens() { exec 9>"/tmp/forecourt-screens-$(id -u)" && flock 9; }
let_screens_go() { exec 9>&-; }

end_server() {
  if [ -n "$server" ]; then
    hold_screens
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
    let_screens_go
  fi
  rm -rf "$folder"
}
server=
trap end_server EXIT
trap 'exit 143' TERM INT

hold_screens
Xvfb -displayfd 3 -screen 0 "$screen" -nolisten tcp -noreset 3>"$folder/display" 9>&- >"$folder/log" 2>&1 &
server=$!
for _ in $(seq 200); do
  [ -s "$folder/display" ] && break
  kill -0 "$server" 2>/dev/null || break
  sleep 0.05
done
let_screens_go
if [ ! -s "$folder/display" ]; then
  echo "The X server did not start:" >&2
  cat "$folder/log" >&2
  exit 1
fi

export DISPLAY=:$(cat "$folder/display") GDK_BACKEND=x11
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
# What libraries keep is told by their names in a leak's stack, which the quick way through the frames often misses.
export ASAN_OPTIONS=malloc_context_size=10:${ASAN_OPTIONS:-}:fast_unwind_on_malloc=0
dbus-run-session -- "$@"
