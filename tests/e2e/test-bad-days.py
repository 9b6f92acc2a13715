#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong in an office: each time a sentence says what happened and what to do, and no work is lost."""

import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import time

import office
import people

SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "core" / "exchange" / "samples" / "bad"
BAD_FILES = ["FPM-bomb.xml", "FPM-broken.xml", "FPM-empty.xml", "FPM-outside-entity.xml"]
COUNTS = "SELECT denomination, quantity FROM cash_count"
SUPERVISOR = "supervisor@harbour.example"


def try_to_sign_in(seat, hub, password):
    seat.find(name="Server address", timeout=120)
    for name, value in (("Server address", hub.uri), ("Company", "harbour"), ("E-mail", SUPERVISOR),
                        ("Password", password)):
        seat.type(name=name, text=value)
    seat.click(name="Sign in", role="push button")


def bad_sign_ins(tap, hub, seat):
    with tap.step("the hub is down at sign-in: the sentence says so"):
        seat.start()
        try_to_sign_in(seat, hub, "demo")
        seat.find(name=f"The server {hub.uri} cannot be reached", prefix=True, timeout=120)
        seat.shot("hub-down")
    hub.start()
    with tap.step("a wrong password: the sentence says so"):
        try_to_sign_in(seat, hub, "not this")
        seat.find(name="Company, e-mail or password is wrong", prefix=True, timeout=120)
        seat.shot("wrong-password")
    with tap.step("the right password lets the supervisor in"):
        people.sign_in(seat, hub, SUPERVISOR)


def bad_files(tap, stage, seat):
    folder = stage.folder / "files"
    folder.mkdir()
    for name in BAD_FILES:
        shutil.copy(SAMPLES / name, folder)
    with tap.step("broken, foreign and hostile files are told one by one, and the window answers meanwhile"):
        people.drop_files(seat, folder)
        for name in BAD_FILES:
            seat.find(name=name, role="list item", timeout=120)
        began = time.monotonic()
        seat.exists(name="Overview")
        assert time.monotonic() - began < 20, "the window hung"
        seat.shot("bad-files")
    with tap.step("an unknown store is asked for, not guessed"):
        seat.find(name="Unknown stores", timeout=30)
        seat.find(name="Store 4417", role="combo box", timeout=30)
    seat.click(name="Choose other files", role="push button")


def second_instance(tap, stage, seat):
    other = office.Office(stage, "b")
    with tap.step("a second Forecourt on the same data says who has it open"):
        other.start("--data-dir", str(people.replica_of(seat).parent))
        other.find(name="Forecourt is already open", role="label", timeout=120)
        other.find(name="Another Forecourt on this computer has this data open", prefix=True, timeout=30)
        other.shot("second")
        other.quit()
    with tap.step("a folder that cannot be made or written is named"):
        other.start("--data-dir", "/proc/forecourt")
        other.find(name="The folder cannot be written", role="label", timeout=120)
        other.find(name="Try again", role="push button")
        other.shot("read-only")
        other.quit()
    other.close()


def power_cut(tap, hub, seat):
    with tap.step("offline, a shift is imported and its drawer counted"):
        hub.stop()
        people.drop_files(seat, hub.folder / "pos")
        seat.click(name="Import", role="push button", timeout=120)
        seat.click(name="Open Carrigmore", prefix=True, role="push button", timeout=120)
        seat.find(name="Cash count", role="list item", timeout=60)
        seat.press(name="Cash count", role="list item")
        seat.press(name="Pieces, 100.00", role="text", timeout=30)
        seat.type_keys(text="3\n")
        office.wait_for(lambda: (10000, 3) in people.rows_of(seat, COUNTS), 30, "the count to be saved")
    with tap.step("the power goes in the middle of the count; afterwards it is all there"):
        seat.type_keys(text="2\n")
        seat.kill()
        seat.start("forecourt://page/shifts")
        seat.find(name="Pages", role="list", timeout=120)
        counts = people.rows_of(seat, COUNTS)
        assert (10000, 3) in counts, counts
        seat.shot("after-power-cut")


def damage(path):
    """A disk that lost a part of the file: pages in its middle are noise, the beginning still reads."""
    size = path.stat().st_size
    with open(path, "r+b") as file:
        file.seek(size // 2 // 4096 * 4096)
        file.write(os.urandom(4096 * 40))


def corrupt(tap, hub, seat):
    with tap.step("a damaged replica is found after an unclean end, before anybody works on it"):
        seat.kill()
        damage(people.replica_of(seat))
        seat.start()
        seat.find(name="The data on this computer is damaged", role="label", timeout=180)
        seat.shot("damaged")
    with tap.step("the work that was not sent is rescued and the file set aside"):
        seat.click(name="Rescue my work", role="push button")
        seat.find(name="What could be read is safe", role="label", timeout=300)
        seat.shot("rescued")
        kept = sorted(path.name for path in people.replica_of(seat).parent.rglob("*"))
        assert any(name.startswith("replica") and name not in ("replica.db", "replica.db-wal", "replica.db-shm")
                   for name in kept), kept
        seat.click(name="Go on", role="push button")
    with tap.step("a fresh pull brings the rest, and the rescued work goes to the hub"):
        hub.start()
        people.sign_in(seat, hub, SUPERVISOR)
        people.wait_for_sync(seat, "Nothing waits to be sent", 180)
        states = people.rows_of(seat, "SELECT quantity FROM cash_count WHERE denomination = 10000 AND quantity = 3")
        assert states, "the count is gone"


def newer_file(tap, seat):
    seat.quit()
    with tap.step("data of a newer Forecourt is left alone, with a sentence"):
        with sqlite3.connect(people.replica_of(seat)) as db:
            db.execute("PRAGMA user_version = 9999")
        seat.start()
        seat.find(name="This data needs a newer Forecourt", role="label", timeout=120)
        seat.shot("newer")


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("bad-days") as stage:
        hub = office.Hub(stage, "--demo")
        seat = office.Office(stage, "a")
        bad_sign_ins(tap, hub, seat)
        bad_files(tap, stage, seat)
        second_instance(tap, stage, seat)
        power_cut(tap, hub, seat)
        corrupt(tap, hub, seat)
        newer_file(tap, seat)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
