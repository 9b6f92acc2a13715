#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A chart of the overview by keyboard: its menu, its values as a table, and files of them that other programs can read."""

import csv
import datetime
import subprocess
import sys
import xml.etree.ElementTree

import office

CHART = {"name": "Sales by hour", "prefix": True, "role": "image", "timeout": 60}


def make_company(stage):
    folder = stage.folder / "office-c" / "data" / "forecourt" / "profiles" / "c"
    folder.parent.mkdir(parents=True, mode=0o700)
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    subprocess.run([str(office.builds()["forecourtctl"]), "demo", "--stations", "2", "--years", "1", "--now", now, str(folder)],
                   check=True, capture_output=True, timeout=120)


def choose(seat, verb, shot=None):
    """From the menu of the chart that has the focus."""
    seat.key(keys=["shift+F10"])
    seat.find(name=verb, timeout=30)
    if shot is not None:
        seat.shot(shot)
    seat.click(name=verb)


def save_as(seat, verb, title, path):
    choose(seat, verb)
    seat.find(name="Save", role="push button", within={"window": title}, timeout=30)
    seat.key(keys=["ctrl+a"])
    seat.type_keys(text=str(path))
    seat.key(keys=["Return"])
    office.wait_for(path.exists, 30, f"{path.name} to be there")
    seat.find(name=f"Saved as {path.name}", timeout=30)


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("plot-menu") as stage:
        make_company(stage)
        seat = office.Office(stage, "c").start()
        with tap.step("the menu shows the values as a table, Escape leads back"):
            seat.press(**CHART)
            choose(seat, "Show as table", "menu")
            seat.find(name="Back to the chart", role="push button", timeout=30)
            seat.find(name="Hour", timeout=30)
            seat.shot("table")
            seat.key(keys=["Escape"])
            seat.gone(name="Back to the chart", role="push button", timeout=30)
            seat.find(**CHART)
        with tap.step("the values are saved as CSV"):
            file = stage.folder / "hours.csv"
            save_as(seat, "Save data…", "Save the chart’s data", file)
            rows = list(csv.reader(file.open(encoding="utf-8", newline="")))
            assert rows[0][0] == "Hour" and rows[0][1].endswith("(EUR)"), rows[0]
            assert [row[0] for row in rows[1:]] == [str(hour) for hour in range(24)], rows
            seat.shot("saved")
        with tap.step("the chart is saved as SVG because its name says so, and as PNG"):
            drawing, picture = stage.folder / "hours.svg", stage.folder / "hours.png"
            save_as(seat, "Save image…", "Save the chart as an image", drawing)
            tags = {element.tag.split("}")[-1] for element in xml.etree.ElementTree.parse(drawing).iter()}
            assert "path" in tags and "image" not in tags, tags
            save_as(seat, "Save image…", "Save the chart as an image", picture)
            assert picture.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
        seat.quit()
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
