#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the one application on this session's accessibility bus.

Reads a JSON request a line from stdin and answers with a JSON line: {"ok": value} or {"error": text}. It runs
inside the office's own D-Bus session, since two sessions cannot be driven by one process (see office.py).
"""

import json
import os
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

POLL = 0.05
PATIENCE = float(os.environ.get("FORECOURT_E2E_PATIENCE", "1"))
STEP_LIMIT = 20000  # widgets walked before a search is called lost


def application(name):
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        if child is not None and child.get_name() == name:
            return child
    return None


def children(node):
    try:
        count = node.get_child_count()
    except Exception:  # the widget went away while we looked
        return
    for index in range(count):
        try:
            child = node.get_child_at_index(index)
        except Exception:
            continue
        if child is not None:
            yield child


def has_size(node):
    if "Component" not in node.get_interfaces():
        return True
    area = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
    return area.width > 0 and area.height > 0


def visible_branch(node):
    """GTK 4.8 says SHOWING of windows only; a page that was never on screen has no size."""
    if not node.get_state_set().contains(Atspi.StateType.VISIBLE):
        return False
    return node.get_role() != Atspi.Role.PANEL or has_size(node)


def describe(node):
    try:
        return {"name": node.get_name(), "role": node.get_role_name(), "description": node.get_description()}
    except Exception:
        return {"name": "", "role": "gone", "description": ""}


def text_of(node):
    if "Text" not in node.get_interfaces():
        return None
    count = Atspi.Text.get_character_count(node)
    return Atspi.Text.get_text(node, 0, count)


def plain_name(node):
    """Without the mnemonic; GTK 4.8 names a button by its label property and its label: "_Save Save"."""
    own = (node.get_name() or "").replace("_", "")
    half = len(own) // 2
    return own[:half] if len(own) % 2 and own[half] == " " and own[:half] == own[half + 1:] else own


def matches(node, name, role, prefix):
    own = plain_name(node)
    if name is not None and not (own.startswith(name) if prefix else own == name):
        return False
    return role is None or node.get_role_name() == role


def search(root, name=None, role=None, prefix=False, visible=True, limit=0):
    """The matching widgets in the order of the window, what is hidden left out; at most @limit where that is not 0."""
    found, stack, walked = [], [root], 0
    while stack and walked < STEP_LIMIT:
        node = stack.pop()
        walked += 1
        try:
            if visible and node is not root and not visible_branch(node):
                continue
            if node is not root and matches(node, name, role, prefix) and (not visible or has_size(node)):
                found.append(node)
                if len(found) == limit:
                    break
        except Exception:
            continue
        stack.extend(reversed(list(children(node))))
    return found


def scope(app, within):
    """The first widget that matches; a window is looked for among the windows only, without walking them: by the role
    "frame", or as "window" whatever its role (GTK 4.8 says none of a GtkDialog)."""
    if within.get("role") == "frame":
        return next((child for child in children(app) if matches(child, within["name"], "frame", False)), None)
    if "window" in within:
        return next((child for child in children(app) if plain_name(child) == within["window"]), None)
    found = search(app, **within)
    return found[0] if found else None


class Driver:
    def __init__(self, app_name):
        self.app_name = app_name

    def root(self):
        context = GLib.MainContext.default()
        while context.pending():  # what the window told since the last look
            context.iteration(False)
        app = application(self.app_name)
        if app is not None:
            app.set_cache_mask(Atspi.Cache.ROLE | Atspi.Cache.INTERFACES)  # what never changes
        else:
            raise LookupError(f"“{self.app_name}” is not on the accessibility bus")
        return app

    def _find(self, name=None, role=None, nth=0, prefix=False, timeout=10.0, within=None):
        end = time.monotonic() + timeout * PATIENCE
        while True:
            try:
                root = self.root()
                if within is not None:
                    root = scope(root, within)
                found = search(root, name, role, prefix, limit=nth + 1) if root is not None else []
            except LookupError:
                found = []
            if len(found) > nth:
                return found[nth]
            if time.monotonic() > end:
                raise LookupError(f"nothing named {name!r} with role {role!r} within {timeout} s; there is:\n"
                                  + self.tree())
            time.sleep(POLL)

    def find(self, **where):
        return describe(self._find(**where))

    def exists(self, name=None, role=None, prefix=False):
        try:
            return bool(search(self.root(), name, role, prefix, limit=1))
        except LookupError:
            return False

    def gone(self, name=None, role=None, prefix=False, timeout=10.0):
        end = time.monotonic() + timeout * PATIENCE
        while self.exists(name, role, prefix):
            if time.monotonic() > end:
                raise LookupError(f"{name!r} is still there after {timeout} s")
            time.sleep(POLL)

    def click(self, **where):
        node = self._find(**where)
        for _ in range(int(600 * PATIENCE)):
            if node.get_state_set().contains(Atspi.StateType.SENSITIVE):
                break
            time.sleep(POLL)
        else:
            raise LookupError(f"{where} cannot be pressed")
        if "Action" not in node.get_interfaces() or Atspi.Action.get_n_actions(node) == 0:
            raise LookupError(f"{where} has nothing to press")
        Atspi.Action.do_action(node, 0)

    def press(self, **where):
        """With the mouse: for rows and cells, which have no action of their own to a screen reader's mind."""
        node = self._find(**where)
        area = self._bring_into_view(node)
        subprocess.run(["xdotool", "mousemove", str(area.x + area.width // 2), str(area.y + area.height // 2),
                        "click", "1"], check=True)
        return [area.x, area.y, area.width, area.height]

    def _bring_into_view(self, node):
        """Scrolls down, as a person with a wheel does, until the widget lies above the window's lower edge."""
        area = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
        for _ in range(40):
            if area.y + area.height <= 660:
                break
            subprocess.run(["xdotool", "mousemove", str(area.x + area.width // 2), "400", "click", "5"], check=True)
            time.sleep(0.3)
            area = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
        return area

    def select(self, **where):
        """Selects a row or item of a list through its parent."""
        node = self._find(**where)
        parent = node.get_parent()
        Atspi.Selection.select_child(parent, node.get_index_in_parent())

    def type(self, text, **where):
        node = self._editable(self._find(**where))
        Atspi.EditableText.set_text_contents(node, text)

    def _editable(self, node):
        if "EditableText" in node.get_interfaces():
            return node
        for child in search(node, visible=False):
            if "EditableText" in child.get_interfaces():
                return child
        raise LookupError(f"{describe(node)} takes no text")

    def text(self, **where):
        node = self._find(**where)
        own = text_of(node)
        if own is not None:
            return own
        for child in search(node, visible=False):
            own = text_of(child)
            if own is not None:
                return own
        return node.get_name()

    def after(self, name, timeout=10.0):
        """The text of the label that follows the one called @name, as in a list of figures."""
        end = time.monotonic() + timeout * PATIENCE
        while True:
            labels = [text_of(node) or node.get_name() for node in search(self.root(), role="label")]
            if name in labels[:-1]:
                return labels[labels.index(name) + 1]
            if time.monotonic() > end:
                raise LookupError(f"no label {name!r}; there is: {labels}")
            time.sleep(POLL)

    def is_sensitive(self, **where):
        return self._find(**where).get_state_set().contains(Atspi.StateType.SENSITIVE)

    def is_checked(self, **where):
        return self._find(**where).get_state_set().contains(Atspi.StateType.CHECKED)

    def key(self, keys):
        windows = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "."], capture_output=True,
                                 text=True, check=False).stdout.split()
        if windows:
            subprocess.run(["xdotool", "windowfocus", windows[-1]], check=False)
        subprocess.run(["xdotool", "key", "--delay", "20", *keys], check=True)

    def pause(self, seconds):
        time.sleep(seconds * min(PATIENCE, 2))

    def type_keys(self, text):
        subprocess.run(["xdotool", "type", "--delay", "15", text], check=True)

    def names(self, role=None):
        return [node.get_name() for node in search(self.root(), role=role)]

    def tree(self, visible=True):
        lines = []

        def walk(node, depth):
            if len(lines) > 1500:
                return
            if visible and depth > 1:
                try:
                    if not visible_branch(node):
                        return
                except Exception:
                    return
            about = describe(node)
            try:
                text = text_of(node)
            except Exception:
                text = None
            if about["name"] or text or about["role"] not in ("filler", "panel", "unknown", "generic", "group"):
                lines.append("  " * depth + f"{about['role']} “{about['name']}”" + (f" = {text!r}" if text else ""))
            for child in children(node):
                walk(child, depth + 1)

        try:
            walk(self.root(), 0)
        except LookupError as problem:
            lines.append(str(problem))
        return "\n".join(lines)

    def screenshot(self, path):
        subprocess.run(["import", "-window", "root", path], check=False)
        return path


def main():
    driver = Driver(sys.argv[1])
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"ok": getattr(driver, request.pop("do"))(**request)}
        except Exception as problem:  # whatever it is, the test wants to read it
            answer = {"error": f"{type(problem).__name__}: {problem}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
