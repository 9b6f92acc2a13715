#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person arranges their overview with keyboard and mouse: a figure goes and comes back, another moves, and it is kept."""

import datetime
import json
import sqlite3
import subprocess
import sys

import office
import people

AT_ONCE = 3 / office.PATIENCE  # an offer of Undo that nobody takes away stays for twelve seconds, however patient a walk is


def make_company(stage):
    folder = stage.folder / "office-d" / "data" / "forecourt" / "profiles" / "d"
    folder.parent.mkdir(parents=True, mode=0o700)
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    subprocess.run([str(office.builds()["forecourtctl"]), "demo", "--stations", "2", "--years", "1", "--now", now, str(folder)],
                   check=True, capture_output=True, timeout=120)
    return folder


def kept(folder):
    """Names and tiles (kind: x, y, w, h) of the dashboards that are stored."""
    store = sqlite3.connect(f"file:{next(folder.glob('*.db'))}?mode=ro", uri=True)
    rows = store.execute("SELECT name, layout FROM dashboard").fetchall()
    store.close()
    return {name: {tile["kind"]: (tile["x"], tile["y"], tile["w"], tile["h"]) for tile in json.loads(layout)["widgets"]}
            for name, layout in rows}


def arrange(seat):
    people.ask_palette(seat, "Arrange the overview")
    seat.find(name="Arrange the overview", prefix=True, role="list item", timeout=30)
    seat.key(keys=["Return"])
    seat.find(name="Done", role="push button", timeout=30)


def show_dashboard(seat, name):
    seat.click(name="Dashboards", role="push button", nth=1, timeout=30)
    seat.click(name=name, role="menu item", timeout=30)


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("dashboard") as stage:
        folder = make_company(stage)
        seat = office.Office(stage, "d").start()
        with tap.step("the palette knows the verb"):
            seat.find(name="Sales: ", prefix=True, role="push button", timeout=60)
            people.ask_palette(seat, "Arrange the overview")
            seat.key(keys=["Return"])  # quicker than the entry looks for it
            seat.find(name="Done", role="push button", timeout=30)
            seat.shot("arranging")
        with tap.step("a figure that was removed comes back"):
            seat.click(name="Remove “Volume”", role="push button", timeout=30)
            seat.gone(name="Volume: ", prefix=True, role="push button", timeout=30)
            seat.click(name="Undo", role="push button", timeout=30)
            seat.find(name="Volume: ", prefix=True, role="push button", timeout=30)
        with tap.step("arrows move a figure, Shift and arrows size it, and it is kept"):
            seat.press(name="Volume", role="panel", timeout=30)
            seat.key(keys=["shift+Right"])
            seat.key(keys=["Down"])
            seat.shot("moved")
            seat.click(name="Done", role="push button")
            office.wait_for(lambda: "My overview" in kept(folder), 30, "the dashboard in the replica")
            tiles = kept(folder)["My overview"]
            assert len(tiles) == 9, tiles
            assert tiles["volume"][2] == 4, tiles
            seat.shot("kept")
        with tap.step("Escape puts back what was arranged, and nothing of it is kept"):
            people.ask_palette(seat, "Arrange the overview")
            seat.find(name="Arrange the overview", prefix=True, role="list item", timeout=30)
            seat.key(keys=["Return"])
            seat.click(name="Remove “Volume”", role="push button", timeout=30)
            seat.gone(name="Volume: ", prefix=True, role="push button", timeout=30)
            seat.key(keys=["Escape"])
            seat.find(name="Volume: ", prefix=True, role="push button", timeout=30)
            seat.gone(name="Done", role="push button", timeout=30)
            assert kept(folder)["My overview"] == tiles, kept(folder)
            seat.shot("cancelled")
        with tap.step("what was cancelled is not offered back piece by piece, but whole"):
            seat.gone(name="“Volume” was removed", timeout=AT_ONCE)
            seat.click(name="Undo", role="push button", timeout=30)
            seat.gone(name="Volume: ", prefix=True, role="push button", timeout=30)
            office.wait_for(lambda: "volume" not in kept(folder)["My overview"], 30, "the dashboard without the volume")
            tiles = kept(folder)["My overview"]
        with tap.step("a later arranging is not replaced by what was cancelled before"):
            arrange(seat)
            seat.click(name="Remove “Fuel margin”", role="push button", timeout=30)
            seat.gone(name="Fuel margin: ", prefix=True, role="push button", timeout=30)
            seat.click(name="Cancel", role="push button")
            seat.find(name="The dashboard is as it was before", role="label", timeout=30)
            arrange(seat)
            seat.gone(name="The dashboard is as it was before", timeout=AT_ONCE)
            seat.click(name="Done", role="push button")
            assert kept(folder)["My overview"] == tiles, kept(folder)
        with tap.step("a removal is not taken back on another dashboard"):
            arrange(seat)
            seat.click(name="Remove “Fuel margin”", role="push button", timeout=30)
            seat.gone(name="Fuel margin: ", prefix=True, role="push button", timeout=30)
            seat.click(name="Done", role="push button")
            seat.find(name="Undo", role="push button", timeout=30)
            show_dashboard(seat, "Overview")
            seat.find(name="Fuel margin: ", prefix=True, role="push button", timeout=30)
            seat.gone(name="Undo", role="push button", timeout=AT_ONCE)
            assert list(kept(folder)) == ["My overview"], kept(folder)
        with tap.step("the period that is chosen already can be chosen again"):
            seat.click(name="Period: ", prefix=True, role="push button", nth=1, timeout=30)
            seat.find(name="Today", role="check box", timeout=30)
            office.wait_for(lambda: seat.is_focused(name="Today", role="check box"), 30, "the chosen period under the focus")
            seat.key(keys=["space"])
            seat.gone(name="Other dates…", role="push button", timeout=30)
        with tap.step("sales say from when on they are listed one by one"):
            last = "Today"
            for period in ("Yesterday", "This week", "Last week", "Last 7 days", "This month", "Last month"):
                seat.click(name=f"Period: {last}", role="push button", nth=1, timeout=30)
                office.wait_for(lambda: seat.is_focused(name=last, role="check box"), 30, f"the focus on {last}")
                seat.key(keys=["Down"])
                seat.find(name=f"Period: {period}", role="push button", timeout=30)
                last = period
            seat.press(name="Sales", role="list item", timeout=30)
            seat.find(name="Single sales only since ", prefix=True, role="label", timeout=30)
            seat.shot("sales")
        with tap.step("a station opens by its name, typed in one go"):
            people.ask_palette(seat, "Carrigmore")
            seat.key(keys=["Return"])
            seat.find(name="Add tank", role="push button", timeout=30)
            seat.shot("station")
        seat.quit()
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
