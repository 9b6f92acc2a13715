# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do in the app, in their words; built on the names that a screen reader says."""

import sqlite3
import subprocess

import office


def sign_in(seat, hub, email, password="demo", company="harbour"):
    seat.find(name="Hub address", timeout=60)
    for name, value in (("Hub address", hub.uri), ("Company", company), ("E-mail", email), ("Password", password)):
        seat.type(name=name, text=value)
    seat.click(name="Sign in", role="push button")
    seat.find(name="Overview", timeout=120)


def go_to(seat, address):
    """A deep link, as a notification would open it: forecourt://page/shifts."""
    subprocess.run([str(office.builds()["forecourt"]), "--profile", seat.profile, address], env=seat.environment,
                   timeout=60 * office.PATIENCE, check=True)


def choose_pos_files(seat, folder):
    go_to(seat, "forecourt://page/imports")
    seat.click(name="Choose files…", timeout=30)
    seat.find(name="Open", role="push button", timeout=30)
    seat.key(keys=["ctrl+l"])
    seat.pause(seconds=0.5)
    seat.type_keys(text=f"{folder}\n")
    for _ in range(5):  # the chooser fills its list in its own time and tells nobody
        seat.pause(seconds=2)
        seat.key(keys=["ctrl+a"])
        seat.pause(seconds=0.5)
        seat.click(name="Open", role="push button")
        seat.pause(seconds=1)
        if not seat.exists(name="Open", role="push button"):
            return
    raise AssertionError("the file chooser did not take the files")


def save_report(seat, words, file):
    """Of what is on the screen, by the menu of its button Report; returns what was written."""
    seat.press(name="Report", timeout=30)
    seat.click(name=words, timeout=30)
    chooser = {"window": "Save the report"}
    seat.type(name="Name:", role="text", text=str(file), within=chooser, timeout=30)
    seat.click(name="Save", role="push button", within=chooser)
    office.wait_for(file.exists, 30, f"{file.name} to be written")
    return file.read_bytes()


EURO_PIECES = [50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1]


def minor(text):
    """"1 753.65" as cents."""
    sign = -1 if text.startswith(("-", "\u2212")) else 1
    return sign * int("".join(character for character in text if character.isdigit()))


def count_drawer(seat, amount):
    """Types the pieces that make @amount (cents) into the grid, as after counting them."""
    for piece in EURO_PIECES:
        pieces, amount = divmod(amount, piece)
        if pieces:
            seat.press(name=f"Pieces, {piece // 100}.{piece % 100:02}", role="text")
            seat.type_keys(text=f"{pieces}\n")
            seat.pause(seconds=0.3)


def submit(seat, seen=lambda: None):
    """Hands the open shift in, whether or not something about it is odd (what the demo sells goes by today's date)."""
    seat.click(name="Submit…", role="push button", timeout=30)
    seat.find(name="Submit this shift?", timeout=30)
    seen()
    for _ in range(60):
        for words in ("Submit", "Submit anyway"):
            if seat.exists(name=words, role="push button"):
                return seat.click(name=words, role="push button")
        seat.pause(seconds=0.5)
    raise LookupError("the shift cannot be submitted:\n" + seat.tree())


def sync_says(seat):
    """The sync button's own words: "Sync: Everything is synced. Nothing waits to be sent."."""
    return seat.find(name="Sync:", prefix=True, role="push button", timeout=30)["name"]


def wait_for_sync(seat, words, seconds=60):
    office.wait_for(lambda: words in sync_says(seat), seconds, f"“{words}” in “{sync_says(seat)}”")


def replica_of(seat):
    return seat.home / "data" / "forecourt" / "profiles" / seat.profile / "replica.db"


def rows_of(seat, sql, *values):
    """What lies in the office's database."""
    with sqlite3.connect(f"file:{replica_of(seat)}?mode=ro", uri=True, timeout=20) as db:
        return db.execute(sql, values).fetchall()
