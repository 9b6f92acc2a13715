#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's Secret Service of one office's session. As a program, in that session: "keep PROFILE CLIENT SECRET"
puts a secret there as Forecourt would, "count PROFILE" prints how many there are."""

import subprocess
import sys

SECRETS = "org.freedesktop.secrets"
PATH = "/org/freedesktop/secrets"
SERVICE = "org.freedesktop.Secret.Service"


def start(stage, seat):
    """Unlocked, as after signing in to the computer."""
    import office

    seat.environment.pop("FORECOURT_KEYRING")
    daemon = subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
                              stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              env=seat.environment)
    daemon.stdin.write(b"keyring")
    daemon.stdin.close()
    stage.ends.append(lambda: office.stop(daemon))
    office.wait_for(lambda: SECRETS.encode() in subprocess.run(
        ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
         "org.freedesktop.DBus.ListNames"], env=seat.environment, capture_output=True, check=False).stdout, 30,
        "the keyring")


def ask(seat, *words):
    return subprocess.run(["/usr/bin/python3", __file__, *words], env=seat.environment, capture_output=True, text=True,
                          check=True).stdout.strip()


def main(verb, profile, *rest):
    from gi.repository import Gio, GLib

    bus = Gio.bus_get_sync(Gio.BusType.SESSION)

    def call(path, interface, method, arguments):
        return bus.call_sync(SECRETS, path, interface, method, arguments, None, 0, 10000).unpack()

    if verb == "count":
        found = call(PATH, SERVICE, "SearchItems", GLib.Variant("(a{ss})", ({"profile": profile},)))
        print(sum(map(len, found)))
        return
    client, secret = rest
    _output, session = call(PATH, SERVICE, "OpenSession", GLib.Variant("(sv)", ("plain", GLib.Variant("s", ""))))
    attributes = {"xdg:schema": "org.forecourt.Forecourt.Session", "profile": profile, "client": client}
    item = "org.freedesktop.Secret.Item."
    properties = {item + "Label": GLib.Variant("s", "Forecourt"), item + "Attributes": GLib.Variant("a{ss}", attributes)}
    call(PATH + "/aliases/default", "org.freedesktop.Secret.Collection", "CreateItem",
         GLib.Variant("(a{sv}(oayays)b)", (properties, (session, b"", secret.encode(), "text/plain"), True)))


if __name__ == "__main__":
    main(*sys.argv[1:])
