#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A neighbouring file manager: a small window in the screen's corner from which FILES can be dragged. Prints "ready",
then "done" when they were taken."""

import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402


def main():
    Gtk.init()
    loop = GLib.MainLoop()
    window = Gtk.Window(title="Files", decorated=False, default_width=60, default_height=60)
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    files = Gdk.FileList.new_from_list([Gio.File.new_for_path(path) for path in sys.argv[1:]])
    source.connect("prepare", lambda *_: Gdk.ContentProvider.new_for_value(files))
    source.connect("drag-end", lambda *_: (print("done", flush=True), loop.quit()))
    window.set_child(Gtk.Label(label="Files"))
    window.add_controller(source)
    window.present()
    GLib.timeout_add(500, lambda: print("ready", flush=True))
    GLib.timeout_add_seconds(120, loop.quit)
    loop.run()


if __name__ == "__main__":
    main()
