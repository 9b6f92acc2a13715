#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person makes an alert rule of their own with the keyboard: it is judged at once, changed, deleted and put back."""

import datetime
import subprocess
import sys

import office
import people

RULES = "SELECT name, metric, comparison, threshold, severity FROM alert_rule WHERE key IS NULL"
OPEN = ("SELECT count(*) FROM alert WHERE state <> 'resolved' AND metric = 'tank-stock' AND rule_id IN"
        " (SELECT id FROM alert_rule WHERE key IS NULL)")


def make_company(stage):
    folder = stage.folder / "office-d" / "data" / "forecourt" / "profiles" / "d"
    folder.parent.mkdir(parents=True, mode=0o700)
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    subprocess.run([str(office.builds()["forecourtctl"]), "demo", "--stations", "2", "--years", "1", "--now", now, str(folder)],
                   check=True, capture_output=True, timeout=120)


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("alert-rule") as stage:
        make_company(stage)
        seat = office.Office(stage, "d").start()
        with tap.step("the palette leads to the form"):
            seat.find(name="Sales: ", prefix=True, role="push button", timeout=60)
            people.ask_palette(seat, "Add an alert rule")
            seat.find(name="Add an alert rule", prefix=True, role="list item", timeout=30)
            seat.key(keys=["Return"])
            seat.find(name="New alert rule", role="frame", timeout=30)
        with tap.step("without a name it is not made, and the row says so"):
            seat.key(keys=["alt+a"])
            seat.find(name="Rule — ", prefix=True, timeout=30)
            seat.shot("needed")
        with tap.step("by keys alone it gets a name, what it watches and a limit"):
            seat.type_keys(text="Far too little")
            seat.key(keys=["Tab", "space"])
            seat.pause(seconds=0.5)
            seat.key(keys=["Down", "Return"])
            seat.find(name="Stock above the dead stock", timeout=30)
            seat.press(name="Limit", role="text", timeout=30)
            seat.type_keys(text="900000")
            seat.shot("typed")
            seat.key(keys=["alt+a"])
            office.wait_for(lambda: people.rows_of(seat, RULES) == [("Far too little", "tank-stock", "below", 900_000_000,
                                                                     "warning")], 30, "the rule in the replica")
        with tap.step("it is judged at once"):
            office.wait_for(lambda: people.rows_of(seat, OPEN)[0][0] > 0, 60, "alerts of it")
            seat.find(name="Delete rule", role="push button", timeout=30)
            seat.shot("made")
        with tap.step("deleted it is gone with its alerts, and Undo brings it back"):
            seat.click(name="Delete rule", role="push button")
            office.wait_for(lambda: people.rows_of(seat, RULES) == [], 30, "the rule to be gone")
            seat.click(name="Undo", role="push button", timeout=30)
            office.wait_for(lambda: len(people.rows_of(seat, RULES)) == 1, 30, "the rule to be back")
        with tap.step("a built-in one opens, too, and is not to be deleted"):
            seat.press(name="Tank runs low", role="list item", timeout=30)
            seat.find(name="When nobody acts, tell", timeout=30)
            seat.shot("built-in")
            assert not seat.exists(name="Delete rule", role="push button")
        seat.quit()
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
