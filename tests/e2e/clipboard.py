#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A neighbouring program from which something was copied: holds FILE's bytes on the session's clipboard as MEDIA-TYPE
until its stdin ends."""

import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402


def main():
    media_type, path = sys.argv[1:]
    Gtk.init()
    loop = GLib.MainLoop()
    with open(path, "rb") as file:
        content = Gdk.ContentProvider.new_for_bytes(media_type, GLib.Bytes.new(file.read()))
    Gdk.Display.get_default().get_clipboard().set_content(content)
    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, lambda *_: loop.quit())
    GLib.idle_add(lambda: print("ready", flush=True))
    loop.run()


if __name__ == "__main__":
    main()
