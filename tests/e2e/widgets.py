# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in the windows of an application, as a screen reader is told. Names, roles and states come by one
question to GTK's accessibility cache, children by a bundle of them; to ask one widget after the other takes seconds."""

import os

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ATSPI = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"
ROLES = {int(value): Atspi.role_get_name(value) for value in Atspi.Role.__enum_values__.values()}
PATIENCE_MS = int(60000 * float(os.environ.get("FORECOURT_E2E_PATIENCE", "1")))
WITHIN_WINDOW = int(Atspi.CoordType.WINDOW)
WHOLE = 2 ** 31 - 1  # GTK 4.8 knows no -1 for a text's end
STATES = {name: 1 << int(getattr(Atspi.StateType, name)) for name in ("CHECKED", "FOCUSED", "SENSITIVE", "VISIBLE")}


class Widget:
    """One line of the cache; @above is the path of what it says it is in."""

    __slots__ = ("path", "above", "count", "interfaces", "name", "role", "states", "parent", "children")

    def __init__(self, item):
        (_, self.path), _, (_, self.above), _, self.count, interfaces, self.name, role, _, states = item
        self.interfaces = {interface.removeprefix(ATSPI) for interface in interfaces}
        self.role = ROLES.get(role, "unknown")
        self.states = states[0] | states[1] << 32
        self.parent = None
        self.children = []

    def matches(self, name=None, role=None, prefix=False):
        own = plain(self.name)
        return (name is None or (own.startswith(name) if prefix else own == name)) and role in (None, self.role)

    def has(self, state):
        return bool(self.states & STATES[state])

    def walk(self):
        """Itself and what is in it, in the order of the window; what is hidden is left out."""
        stack = [self]
        while stack:
            widget = stack.pop()
            yield widget
            stack.extend(child for child in reversed(widget.children) if child.has("VISIBLE"))

    def way_up(self):
        widget = self
        while widget is not None:
            yield widget
            widget = widget.parent


def plain(name):
    """Without the mnemonic; GTK 4.8 names a button by its label property and its label: "_Save Save"."""
    own = name.replace("_", "")
    half = len(own) // 2
    return own[:half] if len(own) % 2 and own[half] == " " and own[:half] == own[half + 1:] else own


def full(interface):
    return interface if "." in interface else ATSPI + interface


def packed(signature, arguments):
    return GLib.Variant(signature, arguments) if signature else None


def first(answer):
    return (answer.unpack() or [None])[0]


class Application:
    """The one of this name on the session's accessibility bus. What is wrong on the way is a LookupError."""

    def __init__(self, name):
        self.name = name
        self.owner = None
        self.bus = None

    def _connect(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0,
                                    PATIENCE_MS).unpack()[0]
        self.bus = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)

    def _find_owner(self):
        """Programs come and go under new addresses."""
        if self.bus is None:
            self._connect()
        registry = (ATSPI + "Registry", ROOT, ATSPI + "Accessible", "GetChildren", None, None, 0, PATIENCE_MS)
        for owner, path in self.bus.call_sync(*registry).unpack()[0]:
            self.owner = owner
            if self.get(path, "Accessible", "Name") == self.name:
                return
        self.owner = None
        raise LookupError(f"“{self.name}” is not on the accessibility bus")

    def call(self, path, interface, method, signature=None, *arguments):
        try:
            return first(self.bus.call_sync(self.owner, path, full(interface), method, packed(signature, arguments),
                                            None, 0, PATIENCE_MS))
        except GLib.Error as problem:
            raise LookupError(problem.message) from None

    def get(self, path, interface, name):
        return self.call(path, "org.freedesktop.DBus.Properties", "Get", "(ss)", ATSPI + interface, name)

    def call_each(self, paths, interface, method, signature=None, *arguments):
        """The same question to many widgets, all on their way before the first answer is here; None where there is
        none, as of a widget that went away."""
        answers, waiting = [None] * len(paths), len(paths)

        def answered(bus, result, number):
            nonlocal waiting
            waiting -= 1
            try:
                answers[number] = first(bus.call_finish(result))
            except GLib.Error:
                pass

        for number, path in enumerate(paths):
            self.bus.call(self.owner, path, full(interface), method, packed(signature, arguments), None, 0, PATIENCE_MS,
                          None, answered, number)
        while waiting:
            GLib.MainContext.default().iteration(True)
        return answers

    def windows(self):
        """Of now, each with all that is in it."""
        try:
            if self.owner is None:
                self._find_owner()
            items = self._items()
            lists = self._lists(items)
            if any(path not in items for below in lists.values() for path in below):
                items = self._items()
        except (LookupError, GLib.Error) as problem:
            self.owner = None
            raise LookupError(str(problem)) from None
        for path, below in lists.items():
            if path in items:
                items[path].children = [items[child] for child in below if child in items]
                for child in items[path].children:
                    child.parent = items[path]
        return items[ROOT].children

    def _items(self):
        return {item[0][1]: Widget(item) for item in self.call("/org/a11y/atspi/cache", "Cache", "GetItems")}

    def _lists(self, items):
        """By path, the paths of what is in it. GTK's cache has only what somebody asked for once, and says VISIBLE of
        a popover that was closed; so each widget is asked for its children, all that are likely to be seen at once."""
        def seen(widget):
            while widget is not None and widget.path != ROOT and widget.has("VISIBLE"):
                widget = items.get(widget.above)
            return widget is None or widget.path == ROOT

        lists = {}
        asked = [ROOT, *(widget.path for widget in items.values() if widget.count > 0 and seen(widget))]
        while asked:
            answers = self.call_each(asked, "Accessible", "GetChildren")
            lists.update((path, [child for _owner, child in answer or []]) for path, answer in zip(asked, answers))
            found = {child for path in asked for child in lists[path]} - set(lists)
            asked = [child for child in found
                     if child not in items or items[child].has("VISIBLE") and items[child].count > 0]
        return lists

    def area(self, widget):
        return self.call(widget.path, "Component", "GetExtents", "(u)", WITHIN_WINDOW)

    def sizes(self, widgets):
        """GTK 4.8 says SHOWING of windows only; what was never on screen has no size. By path, whether it has."""
        asked = [widget.path for widget in widgets if "Component" in widget.interfaces]
        areas = self.call_each(asked, "Component", "GetExtents", "(u)", WITHIN_WINDOW)
        return {path: area is not None and area[2] > 0 and area[3] > 0 for path, area in zip(asked, areas)}

    def on_screen(self, widgets, root=None):
        """Those of @widgets that have a size, as has every panel (a page of a stack is one) between them and @root."""
        asked = {above.path: above for widget in widgets for above in widget.way_up()
                 if above is widget or above.role == "panel"}
        shown = self.sizes(asked.values())
        return [widget for widget in widgets
                if all(shown.get(above.path, True) for above in widget.way_up() if above is not root)]

    def texts(self, widgets):
        """What each of them shows, None where that is no text."""
        with_text = [widget for widget in widgets if "Text" in widget.interfaces]
        found = dict(zip(map(id, with_text), self.call_each([widget.path for widget in with_text], "Text", "GetText",
                                                            "(ii)", 0, WHOLE)))
        return [found.get(id(widget)) for widget in widgets]
