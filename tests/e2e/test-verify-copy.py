#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy whose file was damaged: it is verified in the sync centre and whole again, and the list of transfers
tells of it."""

import contextlib
import sqlite3
import sys

import office
import people

ADMIN = "admin@harbour.example"


def damage(seat):
    with contextlib.closing(sqlite3.connect(people.replica_of(seat), timeout=20)) as file:
        file.execute("UPDATE product SET code = code || '-BROKEN' WHERE id = (SELECT min (id) FROM product)")
        file.execute("DELETE FROM tank WHERE id = (SELECT min (id) FROM tank)")
        file.commit()


def broken(seat):
    return people.rows_of(seat, "SELECT count(*) FROM product WHERE code LIKE '%-BROKEN'")[0][0]


def verify(tap, seat):
    with tap.step("a damaged copy is verified and repaired"):
        tanks = people.rows_of(seat, "SELECT count(*) FROM tank")[0][0]
        damage(seat)
        assert broken(seat) == 1
        people.go_to(seat, "forecourt://page/sync")
        seat.click(name="Transfers", role="push button", timeout=30)
        seat.find(name="Not verified yet", prefix=True, timeout=30)
        seat.shot("before")
        seat.click(name="Verify now", role="push button", timeout=30)
        seat.find(name="Verified", prefix=True, timeout=60)
        office.wait_for(lambda: broken(seat) == 0, 30, "the product to be whole again")
        assert people.rows_of(seat, "SELECT count(*) FROM tank")[0][0] == tanks
        seat.shot("verified")


def transfers(tap, seat):
    with tap.step("the list of transfers shows errors alone"):
        seat.find(name="This copy was compared with the server.", timeout=30)
        seat.click(name="Errors only", role="push button", timeout=30)
        seat.find(name="No errors", timeout=30)
        seat.shot("errors")
        seat.click(name="Errors only", role="push button", timeout=30)
        seat.find(name="This copy was compared with the server.", timeout=30)


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("verify-copy") as stage:
        hub = office.Hub(stage, "--demo")
        hub.start()
        seat = office.Office(stage, "a")
        seat.start()
        people.sign_in(seat, hub, ADMIN)
        people.wait_for_sync(seat, "Everything is synced")
        verify(tap, seat)
        transfers(tap, seat)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
