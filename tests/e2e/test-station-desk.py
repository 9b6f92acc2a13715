#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A station manager's desk: a tank's capacity, a price with the time it holds from, and a day's files from the file
manager."""

import datetime
import sys
import uuid
import zoneinfo

import office
import people

MANAGER = "manager@harbour.example"
LITRE = 1000
DIALOG = {"role": "frame", "name": "Change a price"}


def id_text(blob):
    return str(uuid.UUID(bytes=blob))


def open_tank(seat, station):
    people.go_to(seat, f"forecourt://station/{id_text(station)}")
    seat.find(name="Add tank", role="push button", timeout=60)
    seat.press(name="Tank 1", role="list item")
    seat.find(name="Capacity (L)", role="text", timeout=10)


def capacity(tap, seat, station):
    with tap.step("a manager changes a tank's capacity on the station page"):
        open_tank(seat, station)
        seat.type(name="Capacity (L)", role="text", text="31000")
        office.wait_for(lambda: people.rows_of(seat, "SELECT capacity FROM tank WHERE number = 1 AND station_id = ?",
                                               station) == [(31000 * LITRE,)], 30, "the capacity to be saved")
        seat.shot("capacity")


def price(tap, seat):
    with tap.step("a price holds from a time on its station's wall"):
        people.go_to(seat, "forecourt://page/prices")
        seat.find(name="Change price…", role="push button", timeout=30)
        seat.press(name="Unleaded 98", role="label")
        seat.click(name="Change price…", role="push button")
        seat.type(name="Price (per litre)", role="text", text="2.345", within=DIALOG, timeout=30)
        seat.type(name="From: time", role="text", text="25:00", within=DIALOG)
        seat.click(name="Set price", role="push button", within=DIALOG)
        seat.find(name="From — “25:00” is no time of day; write it as 06:30", within=DIALOG)
        seat.type(name="From: time", role="text", text="630", within=DIALOG)
        seat.shot("price")
        seat.click(name="Set price", role="push button", within=DIALOG)
        made = "SELECT effective_at, (SELECT time_zone FROM station s WHERE s.id = station_id) FROM price" \
               " WHERE price = 234500"
        office.wait_for(lambda: people.rows_of(seat, made), 30, "the price to be saved")
        at, zone = people.rows_of(seat, made)[0]
        wall = datetime.datetime.fromtimestamp(at / 1e6, zoneinfo.ZoneInfo(zone))
        assert (wall.hour, wall.minute) == (6, 30), wall


def dropped(tap, hub, seat):
    with tap.step("POS files that are dropped on any page are looked at by the import page"):
        people.go_to(seat, "forecourt://page/stations")
        seat.find(name="Stations", timeout=30)
        people.drop_files(seat, hub.folder / "pos")
        seat.find(name="Import", role="push button", timeout=60)
        seat.shot("dropped")


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("station-desk") as stage:
        hub = office.Hub(stage, "--demo")
        hub.start()
        seat = office.Office(stage, "a")
        seat.start()
        people.sign_in(seat, hub, MANAGER)
        station = people.rows_of(seat, "SELECT station_id FROM tank WHERE number = 1 LIMIT 1")[0][0]
        capacity(tap, seat, station)
        price(tap, seat)
        dropped(tap, hub, seat)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
