# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do in the app, in their words; built on the names that a screen reader says."""

import itertools
import select
import sqlite3
import struct
import subprocess
import time
import zlib

import office


def sign_in(seat, hub, email, password="demo", company="harbour"):
    seat.find(name="Server address", timeout=60)
    for name, value in (("Server address", hub.uri), ("Company", company), ("E-mail", email), ("Password", password)):
        seat.type(name=name, text=value)
    seat.click(name="Sign in", role="push button")
    seat.find(name="Overview", timeout=120)


def go_to(seat, address):
    """A deep link, as a notification would open it: forecourt://page/shifts."""
    subprocess.run([str(office.builds()["forecourt"]), "--profile", seat.profile, address], env=seat.environment,
                   timeout=60 * office.PATIENCE, check=True)


def ask_palette(seat, text):
    """Once it is there: what is typed before goes to the page."""
    seat.key(keys=["ctrl+k"])
    office.wait_for(lambda: seat.is_focused(name="Find anything", role="entry"), 30, "the palette")
    seat.type_keys(text=text)


def choose_file(seat, window, path, button="Open"):
    """In the file chooser of that title: the whole path in its location field, which needs nothing of its list. Keys are
    lost until the chooser has the focus: they are pressed until the field is there."""
    chooser = {"window": window}
    entry = {"name": "GtkFileChooserEntry", "role": "text", "within": chooser}
    seat.find(name=button, role="push button", within=chooser, timeout=30)
    for left in reversed(range(6)):
        seat.key(keys=["ctrl+l"])
        try:
            seat.find(timeout=5, **entry)
            break
        except AssertionError:
            if left == 0:
                raise
    seat.type(text=str(path), **entry)
    seat.click(name=button, role="push button", within=chooser)


def choose_pos_file(seat, path):
    go_to(seat, "forecourt://page/imports")
    seat.click(name="Choose files…", timeout=30)
    choose_file(seat, "Choose POS files", path)


def drop_files(seat, folder):
    """All that lies in @folder, dragged from a file manager's window onto whatever page is shown. Each move waits for
    what the last one did: a button that is let go too early drops nothing."""
    files = sorted(str(path) for path in folder.iterdir())
    manager = subprocess.Popen(["/usr/bin/python3", str(office.HERE / "dragged.py"), *files], env=seat.environment,
                               stdout=subprocess.PIPE, bufsize=0)
    seat.stage.ends.append(lambda: office.stop(manager))
    end = time.monotonic() + 60 * office.PATIENCE

    def pointer(*words):
        return subprocess.run(["xdotool", *words], env=seat.environment, capture_output=True, check=False).stdout

    def until(word, *moves):
        for move in itertools.cycle(moves):
            pointer(*move)
            if select.select([manager.stdout], [], [], 0.2)[0]:
                said = manager.stdout.readline().decode().strip()
                if said == word:
                    return
                assert said, f"the files were let go before they were {word}"
            assert time.monotonic() < end, f"the files were never {word}"

    office.wait_for(lambda: pointer("search", "--onlyvisible", "--name", "^Files$"), 60, "the file manager")
    until("begun", ["mousemove", "30", "30", "mousedown", "1"], ["mousemove", "40", "40"], ["mousemove", "50", "50"],
          ["mousemove", "30", "30", "mouseup", "1"])
    until("welcome", ["mousemove", "640", "340"], ["mousemove", "644", "344"])
    until("taken", ["mouseup", "1"])
    office.stop(manager)


def save_report(seat, words, file):
    """Of what is on the screen, by the menu of its button Report; returns what was written."""
    seat.press(name="Report", timeout=30)
    seat.click(name=words, timeout=30)
    chooser = {"window": "Save the report"}
    seat.type(name="Name:", role="text", text=str(file), within=chooser, timeout=30)
    seat.click(name="Save", role="push button", within=chooser)
    office.wait_for(file.exists, 30, f"{file.name} to be written")
    return file.read_bytes()


def picture(width, height, red, green, blue):
    """A PNG of one colour."""
    def part(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = (b"\0" + bytes((red, green, blue)) * width) * height
    return (b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b""))


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


def submit(seat, seen=lambda: None):
    """Hands the open shift in, whether or not something about it is odd (what the demo sells goes by today's date)."""
    seat.click(name="Submit…", role="push button", timeout=30)
    seat.find(name="Submit this shift?", timeout=30)
    seen()
    for _ in range(150):
        for words in ("Submit", "Submit anyway"):
            if seat.exists(name=words, role="push button"):
                return seat.click(name=words, role="push button")
        seat.pause(seconds=0.2)
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
