#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shift comes from the watched folder by itself, is handed in and sent back with a comment that the supervisor reads.
Approved, it stays as it is when a corrected file comes late: that one makes a new version."""

import shutil
import sys
import uuid

import office
import people

SUPERVISOR = "supervisor@harbour.example"
MANAGER = "manager@harbour.example"


def watch(seat, folder):
    """The folder of the settings, as chosen in the preferences once."""
    settings = seat.home / "config" / "glib-2.0" / "settings"
    settings.mkdir(parents=True)
    (settings / "keyfile").write_text(f"[org/forecourt/Forecourt/profiles/{seat.profile}]\nwatch-folder='{folder}'\n")


def state_of(seat, shift):
    return people.rows_of(seat, f"SELECT state FROM shift WHERE id = X'{shift.hex}'")[0][0]


def from_the_folder(tap, hub, folder, a):
    with tap.step("files that fall into the watched folder are a shift without anybody's doing"):
        before = {row[0] for row in people.rows_of(a, "SELECT id FROM shift")}
        for path in (hub.folder / "pos").iterdir():
            shutil.copy(path, folder)
        office.wait_for(lambda: {row[0] for row in people.rows_of(a, "SELECT id FROM shift")} - before, 90, "the shift")
        new = ({row[0] for row in people.rows_of(a, "SELECT id FROM shift")} - before).pop()
        a.shot("imported")
        return uuid.UUID(bytes=new)


def count_and_submit(tap, a, shift):
    with tap.step("its drawer is counted and it is handed in, two euros short"):
        people.go_to(a, f"forecourt://shift/{shift}")
        a.find(name="Cash count", role="list item", timeout=60)
        a.press(name="Cash count", role="list item")
        expected = people.minor(a.after(name="Expected"))
        people.count_drawer(a, expected - 200)
        office.wait_for(lambda: people.minor(a.after(name="Short")) == -200, 30, "the shortage to show")
        people.submit(a)
        office.wait_for(lambda: state_of(a, shift) == "submitted", 30, "the shift to be handed in")
        people.wait_for_sync(a, "Nothing waits to be sent", 120)


def dispute(tap, a, b, shift):
    with tap.step("the manager cannot send it back without saying why"):
        office.wait_for(lambda: people.rows_of(b, f"SELECT 1 FROM shift WHERE id = X'{shift.hex}' AND state = 'submitted'"), 120,
                        "the shift at the second office")
        people.go_to(b, f"forecourt://shift/{shift}")
        b.click(name="Dispute", role="push button", timeout=60)
        b.pause(seconds=2)
        assert state_of(b, shift) == "submitted"
    with tap.step("with a comment it goes back, and the supervisor reads it"):
        b.type(name="Comment", role="text", text="Two coins lie under the drawer")
        b.click(name="Dispute", role="push button")
        office.wait_for(lambda: state_of(b, shift) == "disputed", 30, "the dispute")
        a.find(name="Sent back: Two coins lie under the drawer", timeout=120)
        a.shot("sent-back")


def all_of_them(tap, b):
    with tap.step("a card of the overview opens all shifts, not the one last looked at"):
        people.go_to(b, "forecourt://page/overview")
        b.click(name="Cash over/short", prefix=True, role="push button", timeout=60)
        b.find(name="Shifts", role="frame", timeout=30)
        b.gone(name="Cash count", role="list item", timeout=30)
        b.find(name="Open shift…", prefix=True, role="push button", timeout=30)
        b.shot("all-shifts")


def approve(tap, a, b, shift):
    with tap.step("handed in again, it is approved: first the manager reads what matters"):
        people.go_to(a, f"forecourt://shift/{shift}#meters")
        people.submit(a)
        office.wait_for(lambda: state_of(b, shift) == "submitted", 120, "the shift at the second office again")
        people.go_to(b, f"forecourt://shift/{shift}")
        b.click(name="Approve…", role="push button", timeout=60)
        b.find(name="Handed in as it is", timeout=30)
        b.shot("recap")
        b.click(name="Approve and lock", role="push button")
        office.wait_for(lambda: state_of(a, shift) == "approved", 120, "the approval at the first office")


def late(tap, hub, folder, a, shift):
    drops = "SELECT sum(amount) FROM cash_movement WHERE movement = 'drop' AND shift_id = "
    with tap.step("a corrected POS file falls into the folder late: a new version, and the approved one stays"):
        before = people.rows_of(a, drops + f"X'{shift.hex}'")
        path = next((hub.folder / "pos").glob("MSM*"))
        text = path.read_text()
        head, tail = text.split("<MiscellaneousSummarySubCode>safeDrop<", 1)
        amount, rest = tail.split("<MiscellaneousSummaryAmount>", 1)
        (folder / path.name).write_text(head + "<MiscellaneousSummarySubCode>safeDrop<" + amount
                                        + "<MiscellaneousSummaryAmount>1" + rest)
        version = f"(SELECT id FROM shift WHERE corrects_id = X'{shift.hex}' AND state = 'open')"
        office.wait_for(lambda: people.rows_of(a, f"SELECT 1 WHERE {version} IS NOT NULL"), 90, "the new version")
        assert people.rows_of(a, drops + f"X'{shift.hex}'") == before, "the approved version has changed"
        assert people.rows_of(a, drops + version) != before, "the new version has the old figures"
        assert state_of(a, shift) == "approved"


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("second-look") as stage:
        hub = office.Hub(stage, "--demo")
        hub.start()
        folder = stage.folder / "BOOutbox"
        folder.mkdir()
        a, b = office.Office(stage, "a"), office.Office(stage, "b")
        watch(a, folder)
        a.start()
        people.sign_in(a, hub, SUPERVISOR)
        b.start()
        people.sign_in(b, hub, MANAGER)
        people.wait_for_sync(a, "Nothing waits to be sent", 120)
        shift = from_the_folder(tap, hub, folder, a)
        count_and_submit(tap, a, shift)
        dispute(tap, a, b, shift)
        approve(tap, a, b, shift)
        late(tap, hub, folder, a, shift)
        all_of_them(tap, b)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
