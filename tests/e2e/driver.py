#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the one application on this session's accessibility bus.

Reads a JSON request a line from stdin and answers with a JSON line: {"ok": value} or {"error": text}. It runs
inside the office's own D-Bus session, since two sessions cannot be driven by one process (see office.py).
"""

import json
import os
import shutil
import subprocess
import sys
import time

import widgets

POLL = 0.1
PATIENCE = float(os.environ.get("FORECOURT_E2E_PATIENCE", "1"))
LOWER_EDGE = 660  # of the part of a window in which a widget can be pressed


class Driver:
    def __init__(self, app_name):
        self.app = widgets.Application(app_name)

    def _search(self, root=None, **what):
        """The matching widgets of all windows, or of what stands in @root, in their order."""
        roots = self.app.windows() if root is None else [root]
        found = [widget for top in roots for widget in top.walk()
                 if widget is not root and widget.has("VISIBLE") and widget.matches(**what)]
        return self.app.on_screen(found, root)

    def _scope(self, within):
        """The first widget that matches; a window is looked for among the windows only: by the role "frame", or as
        "window" whatever its role (GTK 4.8 says none of a GtkDialog)."""
        if within.get("role") == "frame" or "window" in within:
            windows = self.app.windows()
            found = [window for window in windows if window.matches(within.get("window", within.get("name")),
                                                                    within.get("role"))]
        else:
            found = self._search(**within)
        return found[0] if found else None

    def _until(self, look, timeout, problem):
        """What @look says as soon as it says something; the windows may change while they are looked at."""
        end = time.monotonic() + timeout * PATIENCE
        while True:
            try:
                found = look()
            except LookupError:
                found = None
            if found:
                return found
            if time.monotonic() > end:
                raise LookupError(problem())
            time.sleep(POLL)

    def _find(self, nth=0, timeout=10.0, within=None, **what):
        def look():
            root = self._scope(within) if within is not None else None
            return self._search(root, **what)[nth:nth + 1] if within is None or root is not None else None

        where = what if within is None else {**what, "within": within}
        return self._until(look, timeout,
                           lambda: f"nothing with {where} within {timeout} s; there is:\n{self.tree()}")[0]

    def find(self, **where):
        widget = self._find(**where)
        return {"name": widget.name, "role": widget.role}

    def exists(self, **what):
        try:
            return bool(self._search(**what))
        except LookupError:
            return False

    def gone(self, timeout=10.0, **what):
        self._until(lambda: not self.exists(**what), timeout, lambda: f"{what} is still there after {timeout} s")

    def click(self, **where):
        end = time.monotonic() + 30 * PATIENCE
        while not (widget := self._find(**where)).has("SENSITIVE"):
            if time.monotonic() > end:
                raise LookupError(f"{where} cannot be pressed")
            time.sleep(POLL)
        if "Action" not in widget.interfaces or self.app.get(widget.path, "Action", "NActions") == 0:
            raise LookupError(f"{where} has nothing to press")
        self.app.call(widget.path, "Action", "DoAction", "(i)", 0)

    def press(self, **where):
        """With the mouse: for rows and cells, which have no action of their own to a screen reader's mind."""
        left, top, width, height = self._bring_into_view(self._find(**where))
        subprocess.run(["xdotool", "mousemove", str(left + width // 2), str(top + height // 2), "click", "1"],
                       check=True)
        return [left, top, width, height]

    def area(self, **where):
        """Left, top, width and height on the screen, for what is pressed at a place of its own, as a map."""
        return list(self._area(self._find(**where)))

    def _area(self, widget):
        """Where it is, once it stays there."""
        area, last = self.app.area(widget), None
        while area != last:
            time.sleep(POLL)
            area, last = self.app.area(widget), area
        return area

    def _bring_into_view(self, widget):
        """Scrolls down, as a person with a wheel does, until the widget lies above the window's lower edge."""
        for _ in range(40):
            left, top, width, height = self._area(widget)
            if top + height <= LOWER_EDGE:
                break
            subprocess.run(["xdotool", "mousemove", str(left + width // 2), "400", "click", "5"], check=True)
        return left, top, width, height

    def type(self, text, **where):
        root = self._find(**where)
        for widget in root.walk():
            if "EditableText" in widget.interfaces:
                return self.app.call(widget.path, "EditableText", "SetTextContents", "(s)", text)
        raise LookupError(f"{where} takes no text")

    def text(self, **where):
        root = self._find(**where)
        shown = self.app.texts(list(root.walk()))
        return next((text for text in shown if text is not None), root.name)

    def after(self, name, timeout=10.0):
        """The text of the label that follows the one called @name, as in a list of figures."""
        labels = []

        def look():
            found = self._search(role="label")
            labels[:] = [text or widget.name for widget, text in zip(found, self.app.texts(found))]
            return labels[labels.index(name) + 1:][:1] if name in labels else None

        return self._until(look, timeout, lambda: f"no label {name!r}; there is: {labels}")[0]

    def is_sensitive(self, **where):
        return self._find(**where).has("SENSITIVE")

    def is_checked(self, **where):
        return self._find(**where).has("CHECKED")

    def is_focused(self, **where):
        return any(widget.has("FOCUSED") for widget in self._search(**where))

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
        return [widget.name for widget in self._search(role=role)]

    def tree(self):
        """What a person sees, a line each; boxes and the names of classes left out."""
        try:
            shown = [widget for window in self.app.windows() for widget in window.walk()
                     if widget.role in ("frame", "dialog") or "Text" in widget.interfaces
                     or widget.name and widget.role not in ("filler", "panel", "image", "unknown", "scroll bar")]
            shown = self.app.on_screen(shown)
            texts = [f" = {text!r}" if text not in (None, widget.name) else ""
                     for widget, text in zip(shown, self.app.texts(shown))]
            return "\n".join(f"{widget.role} “{widget.name}”{text}" for widget, text in zip(shown, texts))
        except LookupError as problem:
            return str(problem)

    def screenshot(self, path):
        if shutil.which("import"):  # ImageMagick's: pictures are for people, no test needs one
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
