#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop that shows notifications, for one office's D-Bus session: each one is a JSON line in FILE. A line
"press N" on stdin is a click on the notification that came as the N-th."""

import json
import sys

from gi.repository import Gio, GLib

INTERFACE = """<node><interface name="org.freedesktop.Notifications">
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation">
    <arg type="s" direction="out"/><arg type="s" direction="out"/>
    <arg type="s" direction="out"/><arg type="s" direction="out"/>
  </method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>"""


class Desktop:
    def __init__(self, path):
        self.file = open(path, "a", encoding="utf-8")
        self.shown = 0
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        about = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.bus.register_object("/org/freedesktop/Notifications", about, self.called)
        Gio.bus_own_name_on_connection(self.bus, "org.freedesktop.Notifications", Gio.BusNameOwnerFlags.NONE)
        GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, self.told)

    def write(self, **line):
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()

    def called(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        values = arguments.unpack()
        if method == "Notify":
            self.shown += 1
            self.write(id=self.shown, title=values[3], body=values[4], actions=values[5])
            invocation.return_value(GLib.Variant("(u)", (self.shown,)))
        elif method == "GetCapabilities":
            invocation.return_value(GLib.Variant("(as)", (["body", "actions"],)))
        elif method == "GetServerInformation":
            invocation.return_value(GLib.Variant("(ssss)", ("test", "test", "1", "1.2")))
        else:
            self.write(closed=values[0])
            invocation.return_value(None)

    def told(self, stream, _condition):
        words = stream.readline().split()
        if not words:
            LOOP.quit()
            return False
        self.bus.emit_signal(None, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked",
                             GLib.Variant("(us)", (int(words[1]), "default")))
        return True


LOOP = GLib.MainLoop()
DESKTOP = Desktop(sys.argv[1])
print("ready", flush=True)
LOOP.run()
