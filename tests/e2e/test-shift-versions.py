#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An approved shift is corrected: both versions stand side by side. A signature is drawn, and withdrawn when a figure
changes."""

import importlib
import subprocess
import sys
import uuid

import office
import people

shift_test = importlib.import_module("test-whole-shift")


class Desk:
    """A manager at the office of the demo company."""

    def __init__(self, stage):
        self.folder = shift_test.make_demo(stage)
        self.books = shift_test.Books(self.folder)
        self.before = self.books.ask("SELECT id FROM shift WHERE state = 'approved'"
                                     " ORDER BY business_date DESC, id DESC LIMIT 1")[0][0]
        self.after = None
        self.seat = office.Office(stage, "w").start(self.address(self.before, "meters"))

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


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("versions") as stage:
        desk = Desk(stage)
        corrects(tap, desk)
        signs(tap, desk)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
