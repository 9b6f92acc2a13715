#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tank gets near its dead stock: one office raises it, the other hears of it and sees to it, and it comes once. The
day's digest says how many there are."""

import re
import sys
import uuid

import notices
import office
import people

ALERTS = "SELECT state FROM alert WHERE metric = 'tank-stock' AND row_id = ?"
SAID = "SELECT state, comment FROM alert WHERE metric = 'tank-stock' AND row_id = ?"
TWICE = "SELECT key FROM alert WHERE state <> 'resolved' GROUP BY key HAVING count(*) > 1"
TANK = "SELECT id, station_id, capacity FROM tank WHERE number = 1 ORDER BY station_id LIMIT 1"


DIGEST = re.compile(r"(\d+) alerts? needs? you: ")
NEW = "SELECT count(*) FROM alert WHERE state = 'new'"


def settings_of(seat):
    return seat.home / "config" / "glib-2.0" / "settings" / "keyfile"


def digest_at_midnight(seat):
    """Its hour is always past, and it is off until somebody switches it on."""
    settings_of(seat).parent.mkdir(parents=True)
    settings_of(seat).write_text(f"[org/forecourt/Forecourt/profiles/{seat.profile}]\nalert-digest=false\n"
                                 "alert-digest-hour=uint32 0\n")


def kept(seat):
    return settings_of(seat).read_text()


def digests(desktop):
    return [line for line in desktop.all() if DIGEST.match(line.get("title", ""))]


def days_of(seat):
    """Days whose digest is done with, as the office keeps them."""
    rows = people.rows_of(seat, "SELECT value FROM meta WHERE key LIKE 'app.digest.%'")
    return [day for (days,) in rows for day in days.split()]


def switch_digest(seat):
    seat.key(keys=["ctrl+comma"])
    seat.click(name="Daily digest", role="check box", within={"role": "frame", "name": "Preferences"}, timeout=30)
    seat.shot("digest-switched-on")


def raise_dead_stock(seat, tank, station, capacity):
    """All that the tank holds is dead stock: whatever was dipped last is too little."""
    people.go_to(seat, f"forecourt://station/{uuid.UUID(bytes=station)}")
    seat.find(name="Add tank", role="push button", timeout=60)
    seat.press(name="Tank 1", role="list item")
    seat.type(name="Dead stock (L)", role="text", text=f"{capacity // 1000}", timeout=20)
    office.wait_for(lambda: people.rows_of(seat, "SELECT dead_stock FROM tank WHERE id = ?", tank) == [(capacity,)], 30,
                    "the dead stock to be saved")


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("alerts") as stage:
        hub = office.Hub(stage, "--demo")
        hub.start()
        a = office.Office(stage, "a").start()
        b = office.Office(stage, "b")
        desktop = notices.Desktop(stage, b)
        digest_at_midnight(b)
        b.start()
        with tap.step("a manager and an administrator sign in, each at an office"):
            people.sign_in(a, hub, "manager@harbour.example")
            people.sign_in(b, hub, "admin@harbour.example")
            people.wait_for_sync(a, "Nothing waits to be sent", 120)
            tank, station, capacity = people.rows_of(a, TANK)[0]
        with tap.step("a tank near its dead stock is raised, and the other office hears of it"):
            raise_dead_stock(a, tank, station, capacity)
            office.wait_for(lambda: people.rows_of(a, ALERTS, tank) == [("new",)], 60, "the alert to be raised")
            office.wait_for(lambda: people.rows_of(b, ALERTS, tank) == [("new",)], 120, "the alert to arrive")
            alert = people.rows_of(b, "SELECT id FROM alert WHERE metric = 'tank-stock' AND row_id = ?", tank)[0][0]
        with tap.step("the digest, switched on, says how many need somebody, and opens their list"):
            people.wait_for_sync(b, "Nothing waits to be sent", 120)
            assert digests(desktop) == []
            switch_digest(b)
            office.wait_for(lambda: digests(desktop), 60, "the digest on the desktop")
            digest = digests(desktop)[0]
            assert int(DIGEST.match(digest["title"])[1]) == people.rows_of(b, NEW)[0][0], digest
            b.key(keys=["Escape"])
            desktop.press(digest)
            b.find(name="Severity", role="push button", timeout=60)
            b.shot("digest-opened")
        with tap.step("a snooze is taken back, and what was written with it stands in its field again"):
            people.go_to(b, f"forecourt://alert/{uuid.UUID(bytes=alert)}")
            b.find(name="Acknowledge", role="push button", timeout=60)
            b.type(name="Comment", role="text", text="Supplier is called")
            b.press(name="Snooze")
            b.click(name="For one hour", timeout=30)
            office.wait_for(lambda: people.rows_of(b, SAID, tank) == [("snoozed", "Supplier is called")], 30, "the snooze")
            office.wait_for(lambda: b.is_focused(name="0 L left above the dead stock", role="list item"), 30,
                            "the keyboard to stay with the alert")
            b.click(name="Undo", role="push button", timeout=30)
            office.wait_for(lambda: people.rows_of(b, SAID, tank) == [("new", None)], 30, "it to be taken back")
            office.wait_for(lambda: b.text(name="Comment", role="text") == "Supplier is called", 30, "the text to be back")
            b.shot("snooze-taken-back")
        with tap.step("who works there sees to it"):
            b.find(name="Acknowledge", role="push button", timeout=60)
            b.shot("alert")
            b.click(name="Acknowledge", role="push button")
            office.wait_for(lambda: people.rows_of(b, ALERTS, tank) == [("acknowledged",)], 30, "it to be acknowledged")
            office.wait_for(lambda: people.rows_of(a, ALERTS, tank) == [("acknowledged",)], 120, "the first office to know")
        with tap.step("nothing is there twice, in either office"):
            for seat in (a, b):
                people.wait_for_sync(seat, "Nothing waits to be sent", 120)
                office.wait_for(lambda seat=seat: people.rows_of(seat, TWICE) == [], 30, "one alert of each thing")
                assert people.rows_of(seat, ALERTS, tank) == [("acknowledged",)]
        with tap.step("nor does a day have two digests, off and on again"):
            switch_digest(b)
            office.wait_for(lambda: "alert-digest=false" in kept(b), 30, "it to be off")
            b.click(name="Daily digest", role="check box", timeout=30)
            office.wait_for(lambda: "alert-digest=true" in kept(b), 30, "it to be on")
            people.wait_for_sync(b, "Nothing waits to be sent", 60)
            assert len(digests(desktop)) == len(days_of(b)) == len(set(days_of(b))), digests(desktop)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
