#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A neighbouring file manager: a small window in the screen's corner from which FILES can be dragged. Prints "begun"
when the pointer has taken them, "welcome" when what lies under it would have them, and "taken" or "refused" in the
end."""

import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402


def say(word):
    print(word, flush=True)


def begun(_source, drag):
    drag.connect("notify::selected-action", lambda *_: drag.get_selected_action() and say("welcome"))
    drag.connect("dnd-finished", lambda *_: say("taken"))
    drag.connect("cancel", lambda *_: say("refused"))
    say("begun")


def main():
    Gtk.init()
    loop = GLib.MainLoop()
    window = Gtk.Window(title="Files", decorated=False, default_width=60, default_height=60)
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    files = Gdk.FileList.new_from_list([Gio.File.new_for_path(path) for path in sys.argv[1:]])
    source.connect("prepare", lambda *_: Gdk.ContentProvider.new_for_value(files))
    source.connect("drag-begin", begun)
    window.set_child(Gtk.Label(label="Files"))
    window.add_controller(source)
    window.present()
    GLib.timeout_add_seconds(300, loop.quit)
    loop.run()


if __name__ == "__main__":
    main()
