#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole shift by keyboard alone: nothing is clicked and no widget is spoken to, from opening the shift to handing it
in. What stands on the screen is read, and in the end what lies in the database."""

import sqlite3
import subprocess
import sys

import office
import people

LITRE = 1000


class Desk:
    """A person with a keyboard and eyes."""

    def __init__(self, seat):
        self.seat = seat

    def press(self, *keys):
        self.seat.key(keys=list(keys))
        self.seat.pause(seconds=0.05)

    def type(self, text):
        self.seat.type_keys(text=text)

    def enter(self, text):
        self.type(text)
        self.press("Return")

    def sees(self, text, timeout=30):
        self.seat.find(name=text, timeout=timeout)

    def sees_money(self, minor):
        """A figure as the totals show it, grouped by threes."""
        whole, cents = divmod(abs(minor), 100)
        text = ("\u2212" if minor < 0 else "") + f"{whole:,}".replace(",", "\u202f") + f".{cents:02}"
        self.seat.find(name=text, prefix=True, role="label", timeout=60)


def make_demo(stage):
    """The demo company, in the folder of the office's profile."""
    folder = stage.folder / "office-w" / "data" / "forecourt" / "profiles" / "w"
    folder.parent.mkdir(parents=True, mode=0o700)
    subprocess.run([str(office.builds()["forecourtctl"]), "demo", str(folder)], check=True, capture_output=True,
                   timeout=120)
    return folder


class Books:
    """The database, read only."""

    def __init__(self, folder):
        self.path = next(folder.glob("*.db"))

    def ask(self, sql, *values):
        store = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        rows = store.execute(sql, values).fetchall()
        store.close()
        return rows

    def newest_shift(self):
        return self.ask("SELECT id FROM shift ORDER BY opened_at DESC, id DESC LIMIT 1")[0][0]

    def nozzles(self, shift):
        """(opening in mL, price, label) of each line, as the sheet lists them."""
        rows = self.ask("SELECT m.opening, m.price, n.label FROM meter_reading m JOIN nozzle n ON n.id = m.nozzle_id"
                        " WHERE m.shift_id = ?", shift)
        return sorted(rows, key=lambda row: row[2])

    def tanks(self, shift):
        return self.ask("SELECT r.opening_volume FROM tank_reading r JOIN tank t ON t.id = r.tank_id"
                        " WHERE r.shift_id = ? ORDER BY t.number", shift)


def half_even(numerator, denominator):
    quotient, rest = divmod(numerator, denominator)
    if rest * 2 > denominator or (rest * 2 == denominator and quotient % 2):
        quotient += 1
    return quotient


def amount_of(volume, price):
    """Minor units of a volume in mL at a price in 1e-5 per litre, rounded once, half to even."""
    return half_even(volume * price * 100, LITRE * 100000)


def litres(volume):
    return f"{volume // LITRE}.{volume % LITRE:03}"


def open_shift(desk, attendants):
    desk.press("ctrl+2")
    desk.sees("Open shift…")
    desk.press("ctrl+n")
    desk.sees("Follows")
    desk.seat.pause(seconds=1)
    desk.type("Anna Costa")
    desk.press("Tab", "Tab")  # over the float
    desk.enter(attendants)


def read_meters(desk, nozzles, sold):
    """Closings one after the other; Enter goes on by itself. The first one as a sum."""
    volume = amount = 0
    for number, (opening, price, _label) in enumerate(nozzles):
        closing = opening + sold[number]
        if number == 0:
            desk.enter(f"{litres(opening)}+{litres(sold[0])}")
        else:
            desk.enter(litres(closing))
        volume += sold[number]
        amount += amount_of(sold[number], price)
    return volume, amount


def count(desk, amount):
    """Pieces from the greatest note down; Enter passes what there is none of. Stays in the last cell."""
    for piece in people.EURO_PIECES:
        pieces, amount = divmod(amount, piece)
        if pieces:
            desk.type(str(pieces))
        if piece > 1:
            desk.press("Return")


def sign(desk, pin):
    """Space on the button, the PIN, and the same once more as it is chosen."""
    desk.press("space")
    desk.seat.pause(seconds=0.5)
    desk.enter(pin)
    desk.enter(pin)


def main():
    tap = office.Tap()
    with office.Stage("whole") as stage:
        folder = make_demo(stage)
        seat = office.Office(stage, "w")
        desk = Desk(seat)
        with tap.step("the office starts with the demo company"):
            seat.start()
            desk.sees("Overview", 60)
            books = Books(folder)
        with tap.step("a shift is opened for two attendants"):
            before = books.newest_shift()
            open_shift(desk, "Anna, Ben")
            desk.sees("Meters", 30)
            office.wait_for(lambda: books.newest_shift() != before, 20, "the shift to be opened")
            shift = books.newest_shift()
            seat.pause(seconds=1)
            seat.shot("opened")
        nozzles = books.nozzles(shift)
        sold = [(150 + 37 * number) * LITRE + 125 for number in range(len(nozzles))]
        with tap.step("every nozzle is given to an attendant"):
            desk.press("alt+Up")
            for _ in range(4):  # past the form for one more attendant
                desk.press("Tab")
            for number in range(len(nozzles)):
                desk.enter("1" if number % 2 == 0 else "b")
            office.wait_for(lambda: len(books.ask("SELECT 1 FROM meter_reading WHERE shift_id = ? AND drawer_id IS NOT NULL",
                                                  shift)) == len(nozzles), 20, "all nozzles to be given")
            seat.shot("assigned")
        with tap.step("the closings are typed, one as a sum; the amounts follow while they are"):
            volume, amount = read_meters(desk, nozzles, sold)
            office.wait_for(lambda: books.ask("SELECT count(*) FROM meter_reading WHERE shift_id = ? AND closing IS NULL",
                                              shift)[0][0] == 0, 20, "all closings to be saved")
            seat.shot("meters")
        fuel = [sum(amount_of(sold[i], nozzles[i][1]) for i in range(who, len(nozzles), 2)) for who in (0, 1)]
        rate = nozzles[0][1]
        slip = amount_of(50 * LITRE, rate)
        with tap.step("the tanks are dipped"):
            for _ in books.tanks(shift):
                desk.enter("1000")
                desk.enter("3")
            office.wait_for(lambda: books.ask("SELECT count(*) FROM tank_reading WHERE shift_id = ? AND volume IS NULL",
                                              shift)[0][0] == 0, 20, "all dips to be saved")
        with tap.step("Anna drops a thousand into the safe"):
            desk.press("alt+Down", "alt+Down")  # no deliveries, no transfers
            desk.press("Tab")
            desk.enter("2*500")
            office.wait_for(lambda: books.ask("SELECT movement, amount FROM cash_movement WHERE shift_id = ?", shift)
                            == [("drop", 100000)], 20, "the drop to be saved")
            seat.shot("drop")
        expected = [20000 + fuel[0] - 100000 - 50000 - slip, 20000 + fuel[1] - 30000]
        with tap.step("both drawers are counted; Ben's is two euros short in the end"):
            desk.press("alt+Down")
            count(desk, expected[0])
            desk.press("F8")
            count(desk, expected[1] - 200)
            seat.shot("counted")
        with tap.step("cards of both"):
            desk.press("Return")  # out of the last cell: the next step
            desk.press("shift+F8")
            desk.enter("500")
            desk.press("F8")
            desk.enter("300")
        with tap.step("a slip is typed through: the rate and the amount come by themselves"):
            desk.press("alt+Down", "shift+F8")
            for text in ("Harbour Taxi", "TX 12", "1042"):
                desk.enter(text)
            desk.enter("die")
            desk.enter("50")
            office.wait_for(lambda: books.ask("SELECT amount, price FROM slip WHERE shift_id = ?", shift)
                            == [(slip, rate)], 20, "the slip to be saved")
            seat.shot("slip")
        with tap.step("over and short are what they should be on the screen"):
            desk.press("alt+Down", "alt+Down")
            desk.sees_money(expected[0])
            desk.press("F8")
            desk.sees_money(-200)
            desk.enter("Two euros are missing")
            seat.shot("over-short")
        with tap.step("both attendants and the supervisor sign with PINs they choose now"):
            for number, pin in enumerate(("4711", "0815", "2580")):
                sign(desk, pin)
                office.wait_for(lambda: len(books.ask("SELECT 1 FROM signature WHERE shift_id = ? AND method = 'pin'",
                                                      shift)) == number + 1, 30, "the signature")
                seat.pause(seconds=1)
            seat.shot("signed")
        with tap.step("the last signature leads to what is odd; Ctrl+Enter hands in all the same"):
            desk.sees("Submit this shift?")
            seat.shot("review")
            desk.press("ctrl+Return")
            desk.sees("Submitted")
            seat.shot("submitted")
        with tap.step("the database has the figures to the cent"):
            row = books.ask("SELECT state, fuel_volume, fuel_amount, expected_cash, counted_cash, over_short FROM shift"
                            " WHERE id = ?", shift)[0]
            assert row == ("submitted", volume, amount, sum(expected), sum(expected) - 200, -200), row
            assert books.ask("SELECT attendant, over_short FROM drawer WHERE shift_id = ? ORDER BY number", shift) \
                == [("Anna", 0), ("Ben", -200)]
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
