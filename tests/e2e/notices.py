# SPDX-License-Identifier: GPL-3.0-or-later
"""What an office's desktop was asked to show; see desktop.py."""

import json
import subprocess

import office


class Desktop:
    """Notifications of one office."""

    def __init__(self, stage, seat):
        self.path = seat.home / "notifications"
        self.path.touch()
        self.process = subprocess.Popen(["/usr/bin/python3", str(office.HERE / "desktop.py"), str(self.path)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env=seat.environment)
        assert self.process.stdout.readline().strip() == "ready"
        stage.ends.append(self.end)

    def end(self):
        self.process.stdin.close()
        self.process.wait(10)

    def all(self):
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]

    def shown(self, title):
        return [line for line in self.all() if line.get("title") == title]

    def wait(self, title, n=1):
        office.wait_for(lambda: len(self.shown(title)) >= n, 60, f"“{title}” on the desktop")
        return self.shown(title)[-1]

    def press(self, notification):
        self.process.stdin.write(f"press {notification['id']}\n")
        self.process.stdin.flush()
