#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A supervisor reconciles a real shift with the network off; it reaches the hub and a second office, where a
manager approves it, and the approval comes back. One hub, two apps, all real processes."""

import sqlite3
import sys
import uuid

import office
import people


def submitted_shift(hub):
    """The id of the imported shift, as the hub has it; its figures must be those that the supervisor saw."""
    store = sqlite3.connect(f"file:{hub.folder}/hub.sqlite?mode=ro", uri=True)
    shift, over_short = store.execute("SELECT id, over_short FROM shift WHERE state = 'submitted'"
                                      " ORDER BY submitted_at DESC LIMIT 1").fetchone()
    store.close()
    assert over_short == -200, over_short
    return uuid.UUID(bytes=shift)


def opens(seat, shift):
    """Whether the shift is there already, and can be decided."""
    people.go_to(seat, f"forecourt://shift/{shift}")
    try:
        office.wait_for(lambda: seat.exists(name="Approve…", role="push button"), 5, "the sheet")
        return True
    except TimeoutError:
        return False


def main():
    tap = office.Tap()
    with office.Stage("travels") as stage:
        hub = office.Hub(stage, "--demo")
        hub.start()
        a = office.Office(stage, "a")
        b = office.Office(stage, "b")

        with tap.step("the supervisor signs in at the first office"):
            a.start()
            people.sign_in(a, hub, "supervisor@harbour.example")
        with tap.step("the manager signs in at the second office"):
            b.start()
            people.sign_in(b, hub, "manager@harbour.example")
        with tap.step("the network goes: the first office says so and works on"):
            people.wait_for_sync(a, "Nothing waits to be sent")
            hub.stop()
        with tap.step("a day of POS files is dropped and shown before anything is imported"):
            people.drop_files(a, hub.folder / "pos")
            a.find(name="Import", role="push button", timeout=60)
            a.shot("preview")
        with tap.step("the shift appears with its readings, tenders and sales"):
            a.click(name="Import", role="push button")
            a.find(name="Open Carrigmore", prefix=True, role="push button", timeout=60)
            title = a.find(name="Open Carrigmore", prefix=True, role="push button")["name"][len("Open "):]
            a.click(name="Open Carrigmore", prefix=True, role="push button")
            a.find(name="Cash count", role="list item", timeout=30)
            a.shot("sheet")
        with tap.step("the supervisor counts the drawer and sees that two euros are short"):
            a.press(name="Cash count", role="list item")
            expected = people.minor(a.after(name="Expected"))
            people.count_drawer(a, expected - 200)
            office.wait_for(lambda: people.minor(a.after(name="Short")) == -200, 30, "the shortage to show")
            a.shot("counted")
        with tap.step("submits, all with the network off"):
            people.submit(a, lambda: a.shot("submitting"))
            a.find(name="Submitted", timeout=30)
            a.shot("submitted")
            words = people.sync_says(a)
            assert "synced" not in words and "wait" in words, words
        with tap.step("the network comes back: everything goes to the hub"):
            hub.start()
            a.key(keys=["ctrl+r"])  # nobody is told that a hub is back: the next try may be minutes away
            b.key(keys=["ctrl+r"])
            people.wait_for_sync(a, "Nothing waits to be sent", 300)
        with tap.step("it reaches the second office, where the manager approves it"):
            people.go_to(b, "forecourt://page/shifts")
            office.wait_for(lambda: opens(b, submitted_shift(hub)), 120, f"{title} to reach the second office")
            b.shot("to-approve")
            b.click(name="Approve…", role="push button")
            b.find(name="Signed by", timeout=30)  # what a manager reads before it is locked
            b.shot("recap")
            b.click(name="Approve and lock", role="push button")
            b.find(name="Approved", timeout=30)
            people.wait_for_sync(b, "Nothing waits to be sent", 120)
        with tap.step("the approval comes back to the first office"):
            a.find(name="Approved", timeout=60)
            a.shot("approved")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
