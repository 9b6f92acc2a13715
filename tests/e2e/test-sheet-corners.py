#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The corners of the shift sheet: readings that are corrected and cut, slips pasted out of a spreadsheet, photos,
a power cut in mid-typing. Mostly by keyboard; what lies in the database is held against arithmetic done
by hand."""

import importlib
import subprocess
import sys
import uuid

import office
import people

shift_test = importlib.import_module("test-whole-shift")
LITRE = 1000
amount_of, litres = shift_test.amount_of, shift_test.litres

OPENING, PRICE, REPLACEMENT, TEST, PHOTO = range(5)  # items of a nozzle's menu


class Sheet:
    """One shift's sheet, in front of a person who knows its keys."""

    def __init__(self, stage):
        self.folder = shift_test.make_demo(stage)
        self.stage = stage
        self.seat = office.Office(stage, "w")
        self.desk = shift_test.Desk(self.seat)
        self.seat.start()
        self.desk.sees("Overview", 60)
        self.books = shift_test.Books(self.folder)
        self.shift = None

    def ask(self, sql, *values):
        return self.books.ask(sql, *values)

    def wait(self, sql, expected, *values, seconds=20):
        office.wait_for(lambda: self.ask(sql, *values) == expected, seconds,
                        f"{expected} by {sql}; there is {self.ask(sql, *values)}")

    def open(self):
        before = self.books.newest_shift()
        shift_test.open_shift(self.desk, "")
        office.wait_for(lambda: self.books.newest_shift() != before, 20, "the shift to be opened")
        self.shift = self.books.newest_shift()
        self.desk.sees("Meters", 30)
        self.seat.pause(seconds=1)

    def menu(self, item):
        """The row's menu, in one of its cells: the item so many lines down."""
        self.seat.key(keys=["shift+F10"])
        office.wait_for(lambda: self.seat.is_focused(role="menu item"), 30, "the row's menu")
        self.desk.press(*["Down"] * item, "Return")
        self.seat.pause(seconds=1)

    def reading(self, label):
        return self.ask("SELECT m.opening, m.closing, m.test, m.price, m.reason FROM meter_reading m JOIN nozzle n"
                        " ON n.id = m.nozzle_id WHERE m.shift_id = ? AND n.label = ?", self.shift, label)[0]

    def changes(self):
        return self.ask("SELECT kind, closing, opening, price FROM meter_change WHERE shift_id = ? ORDER BY id",
                        self.shift)


def corrects_an_opening(tap, sheet):
    desk, nozzles = sheet.desk, sheet.books.nozzles(sheet.shift)
    opening, _price, label = nozzles[0]
    with tap.step("an opening cannot be typed over without a reason; with one it is"):
        sheet.menu(OPENING)
        desk.enter(litres(opening + 40 * LITRE))
        sheet.seat.shot("no-reason")
        sheet.seat.pause(seconds=1)
        assert sheet.reading(label)[0] == opening, sheet.reading(label)
        desk.press("Tab")
        desk.enter("Misread last night")
        office.wait_for(lambda: sheet.reading(label)[0] == opening + 40 * LITRE, 20, "the opening")
        assert sheet.reading(label)[4] == "Misread last night"
        sheet.seat.shot("opening")


def cuts_a_shift(tap, sheet):
    """Where the rate changed, where the meter was replaced, and a test that went back into a tank."""
    desk, nozzles = sheet.desk, sheet.books.nozzles(sheet.shift)
    opening, price, _label = nozzles[1]
    with tap.step("a price change at a time that cannot be is told beside the field; at a real one it cuts the shift"):
        desk.press("Down")
        sheet.menu(PRICE)
        desk.type("25:00")
        desk.press("Tab")
        desk.type(litres(opening + 60 * LITRE))
        desk.press("Tab")
        desk.enter("1.999")
        sheet.seat.pause(seconds=1)
        sheet.seat.shot("wrong-time")
        assert sheet.changes() == [], sheet.changes()
        desk.press("ctrl+a")  # the cursor is where it is wrong
        desk.enter("0:01")
        office.wait_for(lambda: sheet.changes() == [("price", opening + 60 * LITRE, None, 199900)], 20,
                        f"the change; there is {sheet.changes()}")
        assert sheet.ask("SELECT changed_at / 1000000 % 86400 FROM meter_change WHERE shift_id = ?",
                         sheet.shift) == [(60,)]
        desk.enter(litres(opening + 100 * LITRE))
        sheet.seat.shot("price")
    replaced, _rate, _label = nozzles[2]
    with tap.step("a replaced meter: what the old one said last, and what the new one began with"):
        sheet.menu(REPLACEMENT)
        desk.press("Tab")
        desk.type(litres(replaced + 30 * LITRE))
        desk.press("Tab", "ctrl+a")
        desk.enter("5")
        office.wait_for(lambda: len(sheet.changes()) == 2, 20, "the new meter")
        changes = [change[:3] for change in sheet.changes()]
        assert ("replacement", replaced + 30 * LITRE, 5 * LITRE) in changes, changes
        desk.enter("25")
        sheet.seat.shot("replaced")
    with tap.step("a pump test goes back to another tank than the nozzle's"):
        tested, test_price, label = nozzles[3]
        sheet.menu(TEST)
        desk.press("ctrl+a")
        desk.type("20")
        desk.press("Tab", "space")
        sheet.seat.pause(seconds=0.5)
        desk.press("Down", "Return")
        sheet.seat.pause(seconds=0.5)
        sheet.seat.shot("test")
        desk.press("shift+Tab", "Return")
        office.wait_for(lambda: sheet.reading(label)[2] == 20 * LITRE, 20, "the test")
        assert sheet.ask("SELECT count(*) FROM meter_reading WHERE shift_id = ? AND test_tank_id IS NOT NULL",
                         sheet.shift) == [(1,)]
        desk.enter(litres(tested + 120 * LITRE))
    with tap.step("the figures are those of arithmetic by hand"):
        first_opening, first_price, first = nozzles[0]
        desk.press("Up", "Up", "Up", "Up")
        desk.enter(litres(first_opening + 100 * LITRE))
        sold = [(100, first_price), (60, price), (40, 199900), (50, nozzles[2][1]), (100, test_price)]
        amount = sum(amount_of(litre * LITRE, rate) for litre, rate in sold)
        sheet.seat.pause(seconds=1)
        sheet.seat.shot("cut")
        sheet.seat.find(name=f"Fuel {amount // 100}.{amount % 100:02} · ", prefix=True, timeout=60)
def takes_back(tap, sheet):
    """By Ctrl+Z, from another step, with the cursor going where it was entered; and by Ctrl+Shift+Z again."""
    desk, (opening, _price, label) = sheet.desk, sheet.books.nozzles(sheet.shift)[0]
    closing = opening + 100 * LITRE

    def wait(expected):
        office.wait_for(lambda: sheet.reading(label)[1] == expected, 20,
                        f"a closing of {expected}; there is {sheet.reading(label)[1]}")
    with tap.step("what was entered is taken back from another step, where the cursor goes, and entered again"):
        desk.press("alt+Down")
        sheet.seat.pause(seconds=0.5)
        desk.press("ctrl+z")
        wait(None)
        desk.enter(litres(closing))
        wait(closing)
        desk.press("ctrl+z")
        wait(None)
        desk.press("ctrl+shift+z")
        wait(closing)
    with tap.step("half a figure is the entry's own; then come the test, the new meter and the change of price"):
        desk.type("7")
        desk.press("ctrl+z")
        sheet.seat.pause(seconds=0.5)
        assert sheet.reading(label)[1] == closing, sheet.reading(label)
        desk.press("Escape")
        for _ in range(7):
            desk.press("ctrl+z")
        office.wait_for(lambda: sheet.changes() == [], 20, f"no change; there is {sheet.changes()}")
        assert {sheet.reading(line[2])[1] for line in sheet.books.nozzles(sheet.shift)} == {None}
        for _ in range(7):
            desk.press("ctrl+y")
        wait(closing)
        assert len(sheet.changes()) == 2, sheet.changes()
        sheet.seat.shot("taken-back")


def put_on_clipboard(sheet, media_type, path):
    """What was copied in another program; closing it takes it away."""
    program = subprocess.Popen(["/usr/bin/python3", str(office.HERE / "clipboard.py"), media_type, str(path)],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=sheet.seat.environment)
    sheet.stage.ends.append(lambda: office.stop(program))
    assert program.stdout.readline().strip() == "ready"
    return program


def pastes_a_photo(tap, sheet, row, sql):
    """A picture that was copied, pasted in a cell of the row."""
    with tap.step(f"a picture is pasted onto {row}"):
        path = sheet.folder.parent / "receipt.png"
        path.write_bytes(people.picture(64, 48, 192, 96, 32))
        program = put_on_clipboard(sheet, "image/png", path)
        pasted = lambda: sheet.ask(sql, sheet.shift) == [(1,)]
        for _ in range(6):  # a desktop tells late what is on the clipboard; who sees nothing come pastes again
            sheet.desk.press("ctrl+v")
            try:
                office.wait_for(pasted, 5, f"the photo of {row}")
                break
            except TimeoutError:
                sheet.seat.shot("not-pasted")
        assert pasted(), f"no photo of {row}"
        office.stop(program)
        sheet.seat.shot(f"photo-{row.replace(' ', '-')}")


SLIPS = """Harbour Taxi\tTX 12\t1042\tDiesel\t50\t1.629\t
Quay Haulage\tHV 7\t1043\tKerosene\t20\t\t33.30
\t\t1044\tDiesel\t10
Lorne Bakery\t\t1045\tDiesel\tten\t\t
"""


def pastes_slips(tap, sheet):
    desk = sheet.desk
    path = sheet.folder.parent / "slips.tsv"
    path.write_text(SLIPS, encoding="utf-8")
    with tap.step("slips out of a spreadsheet: what is right is taken, what is wrong stays and says why"):
        program = put_on_clipboard(sheet, "text/plain;charset=utf-8", path)
        for _ in range(7):
            desk.press("alt+Down")
        sheet.seat.pause(seconds=1)
        desk.press("ctrl+v")
        office.wait_for(lambda: len(sheet.ask("SELECT 1 FROM slip WHERE shift_id = ?", sheet.shift)) == 2, 20,
                        f"the slips; there is {sheet.ask('SELECT customer, amount FROM slip')}")
        office.stop(program)
        assert sheet.ask("SELECT customer, vehicle, number, quantity, amount FROM slip WHERE shift_id = ? ORDER BY id",
                         sheet.shift) == [("Harbour Taxi", "TX 12", "1042", 50 * LITRE, amount_of(50 * LITRE, 162900)),
                                          ("Quay Haulage", "HV 7", "1043", 20 * LITRE, 3330)]
        sheet.seat.shot("pasted")
        desk.sees("No product is called “Kerosene”: type its name or code", 60)
        desk.sees("Not in the shift yet: whose account is it?", 60)


def has_a_power_cut(tap, sheet):
    desk = sheet.desk
    with tap.step("the power goes in mid-typing: cells that were left are there, also of slips that are not whole"):
        desk.press("alt+Up")  # to the cards
        desk.enter("500")
        sheet.wait("SELECT sum(amount) FROM tender_total WHERE shift_id = ?", [(50000,)], sheet.shift)
        desk.type("12")  # half a figure
        sheet.seat.pause(seconds=0.1)
        sheet.seat.kill()
        sheet.seat.start()
        desk.sees("Overview", 120)
        people.go_to(sheet.seat, f"forecourt://shift/{uuid_of(sheet.shift)}")
        sheet.wait("SELECT sum(amount) FROM tender_total WHERE shift_id = ?", [(50000,)], sheet.shift)
        assert len(sheet.ask("SELECT 1 FROM slip WHERE shift_id = ?", sheet.shift)) == 2
        desk.sees("Meters", 60)
        sheet.seat.pause(seconds=1)
        people.go_to(sheet.seat, f"forecourt://shift/{uuid_of(sheet.shift)}#slips")
        desk.sees("Not in the shift yet: whose account is it?", 60)
        sheet.seat.shot("after")


def takes_back_rows(tap, sheet):
    """Of forms, as of grids: the last entry goes, whichever row the cursor stands in, and nothing else."""
    desk, shop = sheet.desk, "SELECT shop_sales, shop_tax, voids, opening_float FROM shift WHERE id = ?"
    reason = "SELECT over_short_reason FROM shift WHERE id = ?"
    with tap.step("figures of the shop are taken back one by one, and the float stays"):
        people.go_to(sheet.seat, f"forecourt://shift/{uuid_of(sheet.shift)}#shop")
        desk.sees("Lottery, sold less paid out", 60)
        sheet.seat.pause(seconds=1)
        first = sheet.ask(shop, sheet.shift)[0]
        desk.enter("12.5")
        desk.enter("3")
        desk.press("Return")
        desk.enter("2")
        sheet.wait(shop, [(1250, 300, 2, first[3])], sheet.shift)
        for voids, tax, sales in ((None, 300, 1250), (None, None, 1250), (None, None, None)):
            desk.press("ctrl+z")
            sheet.wait(shop, [(sales, tax, voids, first[3])], sheet.shift)
        for voids, tax, sales in ((None, None, 1250), (None, 300, 1250), (2, 300, 1250)):
            desk.press("ctrl+shift+z")
            sheet.wait(shop, [(sales, tax, voids, first[3])], sheet.shift)
        sheet.seat.shot("shop")
    with tap.step("so is a reason, and it comes again"):
        people.go_to(sheet.seat, f"forecourt://shift/{uuid_of(sheet.shift)}#over-short")
        desk.sees("Reason for over/short", 60)
        sheet.seat.pause(seconds=1)
        desk.enter("lost")
        sheet.wait(reason, [("lost",)], sheet.shift)
        for key, text in (("ctrl+z", None), ("ctrl+shift+z", "lost"), ("ctrl+z", None), ("ctrl+y", "lost")):
            desk.press(key)
            sheet.wait(reason, [(text,)], sheet.shift)


def uuid_of(raw):
    return str(uuid.UUID(bytes=raw))


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("sheet") as stage:
        sheet = Sheet(stage)
        sheet.open()
        corrects_an_opening(tap, sheet)
        cuts_a_shift(tap, sheet)
        takes_back(tap, sheet)
        pastes_a_photo(tap, sheet, "a reading", "SELECT count(*) FROM meter_reading WHERE shift_id = ? AND photo_id"
                       " IN (SELECT id FROM attachment)")
        pastes_slips(tap, sheet)
        sheet.desk.press("Up", "Up", "Up", "Up")
        pastes_a_photo(tap, sheet, "a slip", "SELECT count(*) FROM slip WHERE shift_id = ? AND photo_id"
                       " IN (SELECT id FROM attachment)")
        has_a_power_cut(tap, sheet)
        takes_back_rows(tap, sheet)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
