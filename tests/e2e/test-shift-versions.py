#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An approved shift is corrected: both versions stand side by side. A signature is drawn, and withdrawn when a figure
changes. Half a site is opened alone, and the whole site after it."""

import importlib
import sqlite3
import subprocess
import sys
import uuid

import office
import people

shift_test = importlib.import_module("test-whole-shift")


def divide(books):
    """Of each station the odd pumps are the east, the even ones the west."""
    with sqlite3.connect(books.path) as store:
        store.execute("UPDATE pump SET part = CASE WHEN number % 2 THEN 'East' ELSE 'West' END")
    store.close()


FORM = {"role": "frame", "name": "Open a shift"}


class Desk:
    """A manager at the office of the demo company."""

    def __init__(self, stage):
        self.folder = shift_test.make_demo(stage)
        self.books = shift_test.Books(self.folder)
        divide(self.books)
        self.before = self.books.ask("SELECT id FROM shift WHERE state = 'approved'"
                                     " AND id NOT IN (SELECT shift_id FROM drawer)"  # the tenders are the whole shift's
                                     " ORDER BY business_date DESC, id DESC LIMIT 1")[0][0]
        self.after = None
        self.seat = office.Office(stage, "w").start(self.address(self.before, "tanks"))

    def ask(self, sql, *values):
        return self.books.ask(sql, *values)

    def wait(self, sql, expected, *values):
        office.wait_for(lambda: self.ask(sql, *values) == expected, 30,
                        f"{expected} by {sql}; there is {self.ask(sql, *values)}")

    @staticmethod
    def address(shift, step):
        return f"forecourt://shift/{uuid.UUID(bytes=shift)}#{step}"

    def open(self, shift, step):
        people.go_to(self.seat, self.address(shift, step))

    def drag(self, left, top, *points):
        """Draws with the mouse, from the first point on."""
        moves = [word for x, y in points for word in ("mousemove", str(left + x), str(top + y), "sleep", "0.05")]
        subprocess.run(["xdotool", *moves[:5], "mousedown", "1", *moves[5:], "mouseup", "1"], check=True,
                       env=self.seat.environment)


def begins_by_mistake(tap, desk):
    seat = desk.seat
    with tap.step("a correction that was begun by mistake is discarded: the approved version is there again"):
        seat.click(name="Correct…", timeout=60)
        seat.type(name="Reason for the correction", text="The wrong shift", timeout=20)
        seat.click(name="Make a new version", role="push button")
        desk.wait("SELECT state FROM shift WHERE corrects_id = ?", [("open",)], desk.before)
        seat.press(name="Discard the correction", role="push button", timeout=30)
        seat.find(name="Nothing was changed in this version.", prefix=True, timeout=30)
        seat.shot("begun-by-mistake")
        seat.click(name="Discard correction", role="push button")
        desk.wait("SELECT state FROM shift WHERE corrects_id = ?", [("discarded",)], desk.before)
        seat.find(name="Correct…", timeout=30)


def is_told_from_a_second_shift(tap, desk):
    seat = desk.seat
    with tap.step("the list says that a correction is one; discarded from there, the list stays"):
        seat.click(name="Correct…", timeout=60)
        seat.type(name="Reason for the correction", text="Again the wrong shift", timeout=20)
        seat.click(name="Make a new version", role="push button")
        desk.wait("SELECT state FROM shift WHERE corrects_id = ?", [("open",)], desk.before)
        people.go_to(seat, "forecourt://page/shifts")
        left, top, width, height = seat.area(name="Open, correction", timeout=30)
        seat.shot("correction-in-the-list")
        subprocess.run(["xdotool", "mousemove", str(left + width // 2), str(top + height // 2), "click", "3"],
                       check=True, env=seat.environment)
        seat.click(name="Discard correction", timeout=30)
        desk.wait("SELECT state FROM shift WHERE corrects_id = ?", [("discarded",)], desk.before)
        seat.find(name="Correction discarded. The approved version stays as it is", timeout=30)
        seat.find(name="Open shift…", timeout=30)
        seat.shot("list-stays")
    desk.open(desk.before, "tanks")


def corrects(tap, desk):
    seat = desk.seat
    with tap.step("an approved shift is corrected: a new version opens, the approved one stays"):
        seat.click(name="Correct…", timeout=60)
        seat.type(name="Reason for the correction", text="A batch of cards was forgotten", timeout=20)
        seat.click(name="Make a new version", role="push button")
        desk.wait("SELECT state FROM shift WHERE corrects_id = ?", [("open",)], desk.before)
        desk.after = desk.ask("SELECT id FROM shift WHERE corrects_id = ?", desk.before)[0][0]
        assert desk.ask("SELECT state FROM shift WHERE id = ?", desk.before) == [("approved",)]
    with tap.step("what differs stands side by side, before and now"):
        desk.open(desk.after, "versions")
        seat.find(name="Corrected because: A batch of cards was forgotten", timeout=30)
        seat.find(name="Nothing differs", timeout=30)
        seat.shot("nothing-differs")
        tenders = "SELECT sum(amount) FROM tender_total WHERE tender = 'card_inside' AND shift_id = ?"
        cards = desk.ask(tenders, desk.before)[0][0]
        desk.open(desk.after, "tenders")
        seat.find(name="Amount, Cards at the till", role="text", timeout=30)
        seat.press(name="Amount, Cards at the till", role="text")
        seat.key(keys=["ctrl+a"])
        seat.type_keys(text=f"{(cards + 1000) / 100:.2f}")
        seat.key(keys=["Return"])
        desk.wait(tenders, [(cards + 1000,)], desk.after)
        desk.open(desk.after, "versions")
        seat.find(name="Cards at the till · Amount", timeout=30)
        labels = seat.names(role="label")
        found = labels.index("Cards at the till · Amount")
        assert list(map(people.minor, labels[found + 1:found + 3])) == [cards, cards + 1000], labels
        seat.shot("versions")


def signs(tap, desk):
    seat = desk.seat
    with tap.step("a link leads to the signatures; one is drawn with the mouse"):
        desk.open(desk.after, "signatures")
        seat.click(name="Colm Harkin signs…", timeout=30)
        left, top, _width, _height = seat.press(name="Signature", timeout=20)
        desk.drag(left, top, (30, 40), (60, 70), (90, 30), (120, 80), (160, 50))
        seat.shot("drawn")
        seat.click(name="Sign with this", role="push button")
        desk.wait("SELECT method, strokes IS NOT NULL FROM signature WHERE shift_id = ?", [("drawn", 1)], desk.after)
        seat.find(name="Submit this shift?", timeout=30)  # the supervisor's signature is the last
    with tap.step("it is withdrawn when a figure changes"):
        desk.open(desk.after, "tenders")
        seat.press(name="Amount, Cards at the till", role="text", timeout=30)
        seat.key(keys=["ctrl+a"])
        seat.type_keys(text="3000")
        seat.key(keys=["Return"])
        desk.open(desk.after, "signatures")
        seat.find(name="Withdrawn: the figures have changed since Colm Harkin signed", prefix=True, timeout=30)
        seat.shot("withdrawn")


def opens(desk, choose):
    """Opens the shift that is suggested after @choose, and returns its id and part."""
    seat = desk.seat
    before = desk.books.newest_shift()
    people.go_to(seat, "forecourt://page/shifts")
    seat.find(name="Open shift…", timeout=30)
    seat.key(keys=["ctrl+n"])
    seat.find(name="Part of the site", within=FORM, timeout=30)
    choose()
    seat.click(name="Open shift", role="push button", within=FORM)
    office.wait_for(lambda: desk.books.newest_shift() != before, 30, "the shift to be opened")
    shift = desk.books.newest_shift()
    return shift, desk.ask("SELECT part FROM shift WHERE id = ?", shift)[0][0]


def opens_halves(tap, desk):
    seat = desk.seat
    nozzles = ("SELECT p.part, m.opening, (SELECT coalesce(closing, opening) FROM meter_reading WHERE shift_id = ?"
               " AND nozzle_id = n.id)"
               " FROM meter_reading m JOIN nozzle n ON n.id = m.nozzle_id JOIN pump p ON p.id = n.pump_id"
               " WHERE m.shift_id = ?")

    def choose_east():
        seat.press(name="Part of the site", within=FORM)
        seat.find(name="West", within=FORM, timeout=30)
        seat.key(keys=["Down", "Return"])
        seat.gone(name="West", timeout=30)

    with tap.step("half a site is opened alone: its nozzles, no tanks"):
        east, part = opens(desk, choose_east)
        assert part == "East", part
        last = desk.ask("SELECT previous_id FROM shift WHERE id = ?", east)[0][0]
        lines = desk.ask(nozzles, last, east)
        assert lines and all(line[0] == "East" and line[1] == line[2] for line in lines), lines
        assert desk.ask("SELECT 1 FROM tank_reading WHERE shift_id = ?", east) == []
        seat.find(name="Meters", timeout=30)
        seat.shot("half")
    with tap.step("the whole site follows that half, and the other half's last shift"):
        number = desk.ask("SELECT number FROM shift WHERE id = ?", east)[0][0]
        whole, part = opens(desk, lambda: seat.find(name=f"Shift {number}, East, ", prefix=True, within=FORM,
                                                          timeout=30))
        assert part is None, part
        west = [line for line in desk.ask(nozzles, last, whole) if line[0] == "West"]
        assert west and all(line[1] == line[2] for line in west), west
        tanks = desk.ask("SELECT 1 FROM tank_reading WHERE shift_id = ? AND opening_volume IS NULL", whole)
        assert tanks == [], "the dips of when it was last whole"
        seat.shot("whole")
    return whole


def opens_once(tap, desk, whole):
    seat = desk.seat
    with tap.step("the same shift is not opened twice: the form says so"):
        number = desk.ask("SELECT number FROM shift WHERE id = ?", whole)[0][0]
        people.go_to(seat, "forecourt://page/shifts")
        seat.find(name="Open shift…", timeout=30)
        seat.key(keys=["ctrl+n"])
        seat.find(name="Part of the site", within=FORM, timeout=30)
        seat.type(name="Shift of the day", text=str(number), within=FORM)
        seat.click(name="Open shift", role="push button", within=FORM)
        seat.find(name="The day has this shift already", within=FORM, timeout=30)
        seat.shot("refused")
        assert desk.books.newest_shift() == whole
        seat.click(name="Cancel", role="push button", within=FORM)


def discards(tap, desk, whole):
    seat = desk.seat
    with tap.step("a shift that was opened by mistake is discarded, and taken back"):
        desk.open(whole, "meters")
        seat.press(name="Discard the shift, or change its number", role="push button", timeout=30)
        seat.find(name="Nothing was entered in this shift.", timeout=30)
        seat.shot("discard")
        seat.click(name="Discard shift", role="push button")
        desk.wait("SELECT state FROM shift WHERE id = ?", [("discarded",)], whole)
        seat.find(name="Shift discarded", timeout=30)
        seat.click(name="Undo", role="push button", timeout=30)
        desk.wait("SELECT state FROM shift WHERE id = ?", [("open",)], whole)
    with tap.step("so it is in the list, by the row's menu under Shift+F10"):
        people.go_to(seat, "forecourt://page/shifts")
        seat.find(name="Open shift…", timeout=30)
        seat.press(name="Open", role="label", nth=0, timeout=30)  # the newest stands first
        seat.key(keys=["shift+F10"])
        seat.find(name="Discard shift", role="menu item", timeout=30)
        seat.shot("row-menu")
        seat.key(keys=["Down", "Return"])
        desk.wait("SELECT state FROM shift WHERE id = ?", [("discarded",)], whole)
        seat.find(name="Shift discarded", timeout=30)
        seat.click(name="Undo", role="push button", timeout=30)
        desk.wait("SELECT state FROM shift WHERE id = ?", [("open",)], whole)


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("versions") as stage:
        desk = Desk(stage)
        begins_by_mistake(tap, desk)
        is_told_from_a_second_shift(tap, desk)
        corrects(tap, desk)
        signs(tap, desk)
        whole = opens_halves(tap, desk)
        opens_once(tap, desk, whole)
        discards(tap, desk, whole)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
