#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The map by keyboard and mouse: a geofence is drawn, changed and taken back, and a station opens by a click."""

import json
import subprocess
import sys
import uuid

import office
import people

FENCE = "SELECT kind, radius, points FROM geofence WHERE name = 'Yard'"


def start_adding(seat):
    office.wait_for(lambda: seat.is_sensitive(name="Add geofence", role="push button"), 60, "the verb of the map")
    seat.click(name="Add geofence", role="push button")
    office.wait_for(lambda: not seat.is_sensitive(name="Add geofence", role="push button"), 30, "the drawing to begin")


def click_map(seat, right=0, down=0):
    """So many pixels from its middle."""
    left, top, width, height = seat.area(name="Map", role="image")
    subprocess.run(["xdotool", "mousemove", str(left + width // 2 + right), str(top + height // 2 + down), "click", "1"],
                   env=seat.environment, check=True)


def unfinished(seat):
    """What is kept of geofences that were drawn and not saved."""
    return list((people.replica_of(seat).parent / "unfinished").glob("fence-*.json"))


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("draw-geofence") as stage:
        hub = office.Hub(stage, "--demo")
        hub.start()
        seat = office.Office(stage, "m").start()
        people.sign_in(seat, hub, "admin@harbour.example")
        with tap.step("what is typed before there is a place is told, and nothing is saved"):
            people.go_to(seat, "forecourt://page/map")
            start_adding(seat)
            seat.type(name="Geofence", role="text", text="Yard", timeout=20)
            seat.type(name="Point 1", role="text", text="here", timeout=20)
            seat.click(name="Save", role="push button")
            seat.find(name="Point 1 cannot be read", prefix=True, role="label", timeout=20)
            assert people.rows_of(seat, FENCE) == []
            seat.click(name="Cancel", role="push button")
        with tap.step("a key puts a circle into the middle of the map, and it is saved"):
            start_adding(seat)
            seat.key(keys=["Insert"])
            seat.shot("circle")
            seat.type(name="Radius (m)", role="text", text="200", timeout=20)  # it is as wide as the map wants it
            seat.type(name="Geofence", role="text", text="Yard", timeout=20)
            seat.click(name="Save", role="push button")
            office.wait_for(lambda: len(people.rows_of(seat, FENCE)) == 1, 30, "the geofence to be saved")
            kind, radius, points = people.rows_of(seat, FENCE)[0]
            assert (kind, radius, len(json.loads(points))) == ("circle", 200000, 1), (kind, radius, points)
            seat.gone(name="Undo", role="push button", timeout=60)  # of making it
        with tap.step("arrow keys move its rim, and a step is taken back"):
            fence = people.rows_of(seat, "SELECT id FROM geofence WHERE name = 'Yard'")[0][0]
            people.go_to(seat, f"forecourt://fence/{uuid.UUID(bytes=fence)}")
            office.wait_for(lambda: seat.text(name="Radius (m)", role="text") == "200", 30, "its numbers")
            seat.key(keys=["Next", "Next", "shift+Right"])
            office.wait_for(lambda: float(seat.text(name="Radius (m)", role="text")) > 201, 30, "the rim to move")
            seat.key(keys=["ctrl+z"])
            office.wait_for(lambda: seat.text(name="Radius (m)", role="text") == "200", 30, "the step to be taken back")
            seat.key(keys=["shift+Right"])
            seat.shot("rim")
            seat.click(name="Save", role="push button")
            office.wait_for(lambda: people.rows_of(seat, FENCE)[0][1] > 201000, 30, "the wider circle")
        with tap.step("Undo brings back what was"):
            seat.click(name="Undo", role="push button", timeout=30)
            office.wait_for(lambda: people.rows_of(seat, FENCE)[0][1] == 200000, 30, "the circle of before")
        with tap.step("a click puts a circle where it is"):
            people.go_to(seat, "forecourt://page/map")
            start_adding(seat)
            click_map(seat, 30, 40)
            seat.shot("clicked")
            seat.type(name="Geofence", role="text", text="Depot", timeout=20)
            seat.click(name="Save", role="push button")
            office.wait_for(lambda: people.rows_of(seat, FENCE.replace("Yard", "Depot")), 30, "the geofence to be saved")
        with tap.step("what was being drawn when the program died is on the map again"):
            start_adding(seat)
            click_map(seat, -60, 30)
            seat.type(name="Geofence", role="text", text="Wharf", timeout=20)
            office.wait_for(lambda: [file for file in unfinished(seat) if "Wharf" in file.read_text()], 30, "the draft")
            seat.kill()
            seat.start("forecourt://page/map")
            seat.find(name="Geofence", role="text", timeout=120)
            office.wait_for(lambda: seat.text(name="Geofence", role="text") == "Wharf", 60, "the geofence to come back")
            seat.shot("back")
            seat.click(name="Save", role="push button")
            office.wait_for(lambda: people.rows_of(seat, FENCE.replace("Yard", "Wharf")), 30, "the geofence to be saved")
            office.wait_for(lambda: not unfinished(seat), 30, "the draft to go")
        with tap.step("a station in the list is in the middle of the map, and opens by a click there"):
            station = people.rows_of(seat, "SELECT name FROM station ORDER BY name LIMIT 1")[0][0]
            seat.click(name="Fit to the selection, or to all (Home)", role="push button")
            seat.press(name=station, role="label", timeout=30)
            seat.pause(seconds=1)
            click_map(seat)
            seat.find(name="Add tank", role="push button", timeout=60)
            seat.shot("station")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
