#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person looks at a report, saves one, and has one made by itself: what is missing is said, Undo brings it back."""

import datetime
import subprocess
import sys

import office
import people

KEPT = "SELECT count(*) FROM meta WHERE key = 'app.reports' AND value LIKE '%\"report\":\"day\"%'"


def make_company(stage):
    folder = stage.folder / "office-d" / "data" / "forecourt" / "profiles" / "d"
    folder.parent.mkdir(parents=True, mode=0o700)
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    subprocess.run([str(office.builds()["forecourtctl"]), "demo", "--stations", "2", "--years", "1", "--now", now, str(folder)],
                   check=True, capture_output=True, timeout=120)


def kept(seat):
    return people.rows_of(seat, KEPT)[0][0]


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("reports") as stage:
        make_company(stage)
        reports = stage.folder / "reports"
        reports.mkdir()
        seat = office.Office(stage, "d").start()
        with tap.step("a row is a report, and a click shows it"):
            seat.find(name="Sales: ", prefix=True, role="push button", timeout=60)
            people.go_to(seat, "forecourt://page/reports")
            seat.press(name="Wet stock", role="list item", timeout=30)
            seat.find(name="Page 1 of ", prefix=True, timeout=30)
            seat.shot("preview")
            seat.key(keys=["Escape"])
            seat.gone(name="Page 1 of 1", timeout=30)
        with tap.step("one is saved into a folder, under the name of its days"):
            seat.press(name="Save Sales", timeout=30)
            seat.click(name="Save as CSV…", timeout=30)
            people.choose_file(seat, "Folder for the reports", reports, "Choose")
            office.wait_for(lambda: len(list(reports.glob("Sales 20??-??-??*.csv"))) == 1, 30, "the file")
            seat.find(name="Put Sales", prefix=True, role="push button", timeout=30)
            seat.shot("saved")
        with tap.step("the palette leads to a schedule, which begins with the same folder"):
            people.ask_palette(seat, "New report schedule")
            seat.find(name="New report schedule", prefix=True, role="list item", timeout=30)
            seat.key(keys=["Return"])
            seat.find(name="New schedule", role="frame", timeout=30)
            seat.shot("schedule")
            seat.key(keys=["alt+s"])
            seat.find(name="Delete the schedule of Day report", prefix=True, role="push button", timeout=30)
            office.wait_for(lambda: kept(seat) == 1, 30, "the schedule to be kept")
        with tap.step("deleted it is gone, and Undo brings it back"):
            seat.click(name="Delete the schedule of Day report", prefix=True, role="push button")
            office.wait_for(lambda: kept(seat) == 0, 30, "the schedule to be gone")
            seat.click(name="Undo", role="push button", timeout=30)
            office.wait_for(lambda: kept(seat) == 1, 30, "the schedule to be back")
            seat.shot("back")
        seat.quit()
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
