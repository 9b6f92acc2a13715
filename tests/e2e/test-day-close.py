#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A closed day is reopened with a reason and closed again, and does not close while money is missing."""

import sqlite3
import subprocess
import sys
import uuid

import office
import people


def make_demo(stage):
    folder = stage.folder / "office-d" / "data" / "forecourt" / "profiles" / "d"
    folder.parent.mkdir(parents=True, mode=0o700)
    subprocess.run([str(office.builds()["forecourtctl"]), "demo", str(folder)], check=True, capture_output=True,
                   timeout=240)
    return next(folder.glob("*.db"))


# The last one, if no tank of it was found out of tolerance: that would have to be explained before it closes again.
QUIET_DAY = """SELECT id, deposited FROM day_close d ORDER BY EXISTS (SELECT 1 FROM day_tank t
 WHERE t.day_close_id = d.id AND abs (t.variance) * 1000 > t.sales * 4), business_date DESC, id LIMIT 1"""


def ask(path, sql, *values):
    store = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    rows = store.execute(sql, values).fetchall()
    store.close()
    return rows


def says_missing(seat):
    return any(words.endswith("is missing") for words in seat.names(role="label"))


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("day-close") as stage:
        books = make_demo(stage)
        day, deposited = ask(books, QUIET_DAY)[0]
        state = lambda: ask(books, "SELECT state, revision, deposited FROM day_close WHERE id = ?", day)[0]
        signed = lambda: ask(books, "SELECT signer IS NOT NULL, method FROM day_close WHERE id = ?", day)[0]
        seat = office.Office(stage, "d")
        seat.start()
        seat.find(name="Overview", timeout=120)
        with tap.step("a closed day opens by its link"):
            people.go_to(seat, f"forecourt://day_close/{uuid.UUID(bytes=day)}")
            seat.find(name="Reopen…", timeout=30)
            seat.shot("closed")
        with tap.step("its report opens as a preview"):
            seat.key(keys=["ctrl+shift+p"])
            seat.find(name="Page 1 of", prefix=True, timeout=30)
            seat.shot("preview")
            seat.key(keys=["Escape"])
            seat.gone(name="Page 1 of", prefix=True, timeout=20)
        with tap.step("its report is saved as a PDF and as a spreadsheet"):
            for words, name, begin in (("Save as PDF…", "day.pdf", b"%PDF-"), ("Save as spreadsheet…", "day.xlsx", b"PK")):
                written = people.save_report(seat, words, stage.folder / name)
                assert len(written) > 500 and written.startswith(begin), (name, written[:20])
        with tap.step("it is reopened with a reason"):
            seat.click(name="Reopen…", role="push button")
            seat.find(name="Reason", timeout=20)
            seat.type(name="Reason", text="a late file")
            seat.click(name="Reopen", role="push button")
            office.wait_for(lambda: state()[0] == "reopened", 20, "the day to be reopened")
            seat.find(name="Close day…", timeout=20)
            seat.shot("reopened")
        with tap.step("it does not close while twelve are missing"):
            seat.key(keys=["ctrl+d"])
            seat.key(keys=["ctrl+a"])
            seat.type_keys(text=f"{(deposited - 1200) / 100:.2f}")
            office.wait_for(lambda: says_missing(seat), 20, "the missing money to be told")
            seat.key(keys=["ctrl+Return"])
            seat.shot("missing")
            assert state()[0] == "reopened"
        with tap.step("tomorrow's diesel is to begin at half past six"):
            seat.type(name="Diesel, now", prefix=True, role="text", text="1.234", timeout=20)
            seat.type(name="From: time", role="text", text="630", timeout=20)
            seat.shot("prices")
        with tap.step("with the right sum it is signed and closed"):
            seat.key(keys=["ctrl+d"])
            seat.key(keys=["ctrl+a"])
            seat.type_keys(text=f"{deposited / 100:.2f}")
            office.wait_for(lambda: not says_missing(seat), 20, "the sum to be taken")
            seat.key(keys=["ctrl+Return"])
            assert signed() == (0, None), signed()  # the reopening has withdrawn it
            seat.find(name="Sign with the PIN", timeout=20)
            seat.shot("sign")
            for _ in range(2):  # chosen now, and the same again
                seat.type_keys(text="4711")
                seat.key(keys=["Return"])
            office.wait_for(lambda: state() == ("closed", 2, deposited), 20, f"the day to be closed, it is {state()}")
            assert signed() == (1, "pin"), signed()
            begins = ask(books, "SELECT effective_at / 60000000 % 1440 FROM price WHERE price = 123400")
            assert begins in ([(390,)], [(330,)]), begins  # by the clock in Dublin, in summer an hour before UTC
            seat.shot("closed-again")
        with tap.step("its history says who reopened it and why"):
            seat.click(name="History of the day", role="push button")
            seat.find(name="a late file", timeout=20)
            seat.shot("history")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
