#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two offices without a network count the same drawer. Both values are kept, a manager decides in the sync
centre, and both offices end up equal."""

import sys
import uuid

import office
import people

SHIFT = "SELECT id FROM shift WHERE state = 'open' AND source = 'pos' ORDER BY opened_at DESC LIMIT 1"
PIECES = "SELECT quantity FROM cash_count WHERE shift_id = ? AND denomination = 10000 AND drawer_id IS NULL"


def pieces(seat, shift):
    return [row[0] for row in people.rows_of(seat, PIECES, shift)]


def count(seat, shift, number):
    """Notes of a hundred, into the grid."""
    people.go_to(seat, f"forecourt://shift/{uuid.UUID(bytes=shift)}")
    seat.find(name="Cash count", role="list item", timeout=60)
    seat.pause(seconds=1)
    seat.press(name="Cash count", role="list item")
    for _ in range(3):  # while the sheet is still settling the first click may go astray
        seat.pause(seconds=1)
        seat.press(name="Pieces, 100.00", role="text", timeout=30)
        seat.type_keys(text=f"{number}")
        seat.key(keys=["Return"])
        try:
            office.wait_for(lambda: number in pieces(seat, shift), 10, "the count to be saved")
            return
        except TimeoutError:
            seat.shot("count-again")
    raise AssertionError("the count was not saved")


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("two-offices") as stage:
        hub = office.Hub(stage, "--demo")
        hub.start()
        a = office.Office(stage, "a").start()
        b = office.Office(stage, "b").start()
        with tap.step("a supervisor and a manager sign in, each at an office"):
            people.sign_in(a, hub, "supervisor@harbour.example")
            people.sign_in(b, hub, "manager@harbour.example")
            people.wait_for_sync(a, "Nothing waits to be sent", 120)
            people.wait_for_sync(b, "Nothing waits to be sent", 120)
        with tap.step("a day of POS files makes a shift that both have"):
            people.drop_files(a, hub.folder / "pos")
            a.click(name="Import", role="push button", timeout=60)
            a.find(name="Open Carrigmore", prefix=True, role="push button", timeout=60)
            people.wait_for_sync(a, "Nothing waits to be sent", 120)
            shift = people.rows_of(a, SHIFT)[0][0]
            b.key(keys=["ctrl+r"])
            office.wait_for(lambda: people.rows_of(b, "SELECT id FROM shift WHERE id = ?", shift), 120, "the shift to arrive")
        with tap.step("without a network both count the same drawer, and each sees their own"):
            hub.stop()
            count(a, shift, 7)
            count(b, shift, 8)
            a.shot("own")
            assert 7 in pieces(a, shift) and 8 in pieces(b, shift)
        with tap.step("the network comes back: what came first stands, what came second is kept beside it"):
            hub.start()
            a.key(keys=["ctrl+r"])
            people.wait_for_sync(a, "Nothing waits to be sent", 300)
            b.key(keys=["ctrl+r"])
            people.wait_for_sync(b, "Nothing waits to be sent", 300)
            a.key(keys=["ctrl+r"])
            for seat in (a, b):
                office.wait_for(lambda seat=seat: people.rows_of(seat, "SELECT count(*) FROM conflict WHERE state = 'open'")[0][0]
                                == 1, 60, "the conflict to be here")
            office.wait_for(lambda: pieces(a, shift) == pieces(b, shift), 60, "the first value to stand")
            # b tries again by itself, too: either may have come first
            first, second = (7, 8) if 7 in pieces(a, shift) else (8, 7)
            assert first in pieces(a, shift) and second not in pieces(a, shift)
        with tap.step("both offices show both values, with who and when"):
            conflict = uuid.UUID(bytes=people.rows_of(a, "SELECT id FROM conflict")[0][0])
            for seat in (a, b):
                people.go_to(seat, "forecourt://page/sync")
                seat.pause(seconds=2)
                seat.shot("needs-you")
                people.go_to(seat, f"forecourt://conflict/{conflict}")
                seat.find(name="Keep this", role="push button", timeout=60)
                seat.find(name="Take this", role="push button")
                seat.shot("conflict")
        with tap.step("the manager takes the second value"):
            b.type(name="Why, for the others (optional)", role="text", text="Counted again together")
            b.click(name="Take this", role="push button")
            office.wait_for(lambda: second in pieces(b, shift), 30, "the decision to be made")
            people.wait_for_sync(b, "Nothing waits to be sent", 120)
            b.shot("decided")
        with tap.step("both offices end up equal, and nothing is left to decide"):
            a.key(keys=["ctrl+r"])
            office.wait_for(lambda: second in pieces(a, shift), 120, "the decision to arrive")
            for seat in (a, b):
                office.wait_for(lambda seat=seat: people.rows_of(seat, "SELECT state, comment FROM conflict")
                                == [("decided", "Counted again together")], 60, "the conflict to be closed")
            ours, theirs = (people.rows_of(seat, "SELECT * FROM cash_count WHERE shift_id = ? ORDER BY id", shift)
                            for seat in (a, b))
            assert ours and ours == theirs, f"the counts differ: {ours} {theirs}"
            a.find(name="Decided", role="list item", timeout=60)
            a.shot("decided")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
