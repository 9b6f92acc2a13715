#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The corners of a day: a sign-in kept by the desktop's keyring, working offline by the switch, a change the hub
refuses, undo, news on the desktop, a sign-in that has ended, and a backup."""

import sys
import uuid

import keyring
import notices
import office
import people

SUPERVISOR = "supervisor@harbour.example"
MANAGER = "manager@harbour.example"
ADMIN = "admin@harbour.example"
COUNTS = "Enter readings and count the drawer"


def id_of(seat, sql):
    return uuid.UUID(bytes=people.rows_of(seat, sql)[0][0])


def open_sync(seat):
    seat.click(name="Sync:", prefix=True, role="push button", nth=1)  # the first is what it stands in


def work_offline(seat, state):
    """By the switch of the sync popover. It closes with Escape, and the keyboard's focus is with no window then."""
    open_sync(seat)
    seat.pause(seconds=0.7)
    seat.click(name="Work offline", role="check box", timeout=20)
    seat.key(keys=["Escape"])
    office.wait_for(lambda: ("Working offline" in people.sync_says(seat)) == state, 30, f"offline {state}")


def keeps_the_sign_in(tap, stage, hub, seat):
    with tap.step("the desktop's keyring keeps the sign-in over a restart"):
        keyring.start(stage, seat)
        seat.start()
        people.sign_in(seat, hub, SUPERVISOR)
        people.wait_for_sync(seat, "Nothing waits to be sent", 120)
        seat.quit()
        seat.start()
        seat.find(name="Pages", role="list", timeout=120)
        people.wait_for_sync(seat, "Everything is synced", 60)


def offline_by_the_switch(tap, hub, seat):
    with tap.step("offline by the switch a shift is imported and its drawer counted; nothing leaves"):
        work_offline(seat, True)
        people.drop_files(seat, hub.folder / "pos")
        seat.click(name="Import", role="push button", timeout=120)
        seat.find(name="Open Carrigmore", prefix=True, role="push button", timeout=120)
        assert "wait" in people.sync_says(seat), people.sync_says(seat)
        seat.shot("offline")
    with tap.step("the switch back: it is sent"):
        work_offline(seat, False)
        people.wait_for_sync(seat, "Nothing waits to be sent", 120)
    with tap.step("one of them again, by the file chooser, is told to be here already"):
        seat.click(name="Choose other files", role="push button")
        people.choose_pos_file(seat, next((hub.folder / "pos").glob("FGM*")))
        seat.find(name="Already imported; adds what is new", timeout=120)
        seat.shot("again")


def set_permission(seat, allowed):
    """The administrator lets supervisors count, or not."""
    role = id_of(seat, "SELECT id FROM role WHERE name = 'supervisor'")
    people.go_to(seat, f"forecourt://role/{role}")
    seat.find(name=COUNTS, role="check box", timeout=60)
    if seat.is_checked(name=COUNTS, role="check box") != allowed:
        seat.click(name=COUNTS, role="check box")
    people.wait_for_sync(seat, "Nothing waits to be sent", 60)


def count_once(seat, pieces):
    shift = id_of(seat, "SELECT id FROM shift WHERE state = 'open' AND source = 'pos' ORDER BY opened_at DESC LIMIT 1")
    people.go_to(seat, f"forecourt://shift/{shift}")
    seat.find(name="Cash count", role="list item", timeout=60)
    seat.press(name="Cash count", role="list item")
    seat.key(keys=["Shift_L"])  # the keyboard's focus was with the popover
    seat.press(name="Pieces, 100.00", role="text", timeout=30)
    seat.type_keys(text=str(pieces))
    seat.key(keys=["Return"])
    seat.shot(f"count-{pieces}")
    office.wait_for(lambda: (pieces,) in people.rows_of(seat, "SELECT quantity FROM cash_count WHERE denomination = 10000"),
                    30, "the count to be saved")


def refused_work(tap, desktop, seat, boss):
    with tap.step("meanwhile the administrator takes a permission away; the count made offline is refused and kept"):
        work_offline(seat, True)
        count_once(seat, 7)
        set_permission(boss, False)
        work_offline(seat, False)
        seat.find(name="1 change was refused by the server and is kept here", prefix=True, timeout=60)
        seat.shot("refused")
        assert people.rows_of(seat, "SELECT quantity FROM cash_count WHERE denomination = 10000 AND quantity = 7") == []
    with tap.step("the desktop says so once, and a click opens it in the sync centre with the hub's reason"):
        news = desktop.wait("The server refused a change")
        desktop.press(news)
        seat.find(name="Your roles do not allow “shift.count-cash”", prefix=True, timeout=60)
        seat.shot("refused-work")
    with tap.step("discarded, and taken back by Undo"):
        seat.click(name="Discard", role="push button", timeout=30)
        office.wait_for(lambda: not people.rows_of(seat, "SELECT 1 FROM outbox WHERE state = 2"), 30, "the draft to go")
        seat.click(name="Undo", role="push button", timeout=12)
        office.wait_for(lambda: people.rows_of(seat, "SELECT 1 FROM outbox WHERE state = 2"), 30, "the draft to be back")
    with tap.step("with the permission back it is tried again, and is sent"):
        set_permission(boss, True)
        office.wait_for(lambda: "shifts.count" in people.rows_of(seat, "SELECT permissions FROM role WHERE name = 'supervisor'")
                        [0][0], 60, "the permission to come")
        people.go_to(seat, f"forecourt://refused/{id_of(seat, 'SELECT op_id FROM outbox WHERE state = 2')}")
        seat.click(name="Try again", role="push button", timeout=30)
        office.wait_for(lambda: not people.rows_of(seat, "SELECT 1 FROM outbox WHERE state = 2"), 30, "the draft to go")
        people.wait_for_sync(seat, "Nothing waits to be sent", 60)
        assert people.rows_of(seat, "SELECT quantity FROM cash_count WHERE denomination = 10000 AND quantity = 7")
        assert not people.rows_of(seat, "SELECT 1 FROM outbox WHERE state IN (2, 3, 4)")


def sign_in_again(tap, hub, seat):
    with tap.step("the hub ends the sign-in: a notice says so, and the password goes on where it stopped"):
        hub.run("user", "password", "--tenant", "harbour", "--email", SUPERVISOR, "--password-stdin", str(hub.folder),
                text="quiet harbour\n")
        seat.key(keys=["ctrl+r"])
        seat.click(name="Sign in again…", role="push button", timeout=120)
        seat.type(name="Password", text="quiet harbour", within={"name": "Sign in again", "role": "frame"}, timeout=30)
        seat.shot("sign-in-again")
        seat.click(name="Sign in", role="push button", within={"name": "Sign in again", "role": "frame"})
        people.wait_for_sync(seat, "Everything is synced", 60)


def backup(tap, seat):
    with tap.step("a backup is made and gone back to"):
        seat.click(name="Main menu", role="push button", nth=1, timeout=30)
        seat.click(name="Backups…", timeout=30)
        seat.click(name="Back up now", role="push button", timeout=30)
        folder = seat.home / "data" / "forecourt" / "profiles" / seat.profile / "backups"
        office.wait_for(lambda: list(folder.glob("*.db")), 60, "the copy")
        seat.click(name="Restore the backup of", prefix=True, role="push button", timeout=30)
        seat.click(name="Restore", role="push button", timeout=30)
        seat.find(name="Pages", role="list", timeout=120)
        people.wait_for_sync(seat, "Everything is synced", 120)


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("corners") as stage:
        hub = office.Hub(stage, "--demo")
        hub.start()
        seat = office.Office(stage, "a")
        desktop = notices.Desktop(stage, seat)
        keeps_the_sign_in(tap, stage, hub, seat)
        offline_by_the_switch(tap, hub, seat)
        boss = office.Office(stage, "b").start()
        people.sign_in(boss, hub, ADMIN)
        refused_work(tap, desktop, seat, boss)
        sign_in_again(tap, hub, seat)
        backup(tap, seat)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
