#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A computer changes hands: its data is cleared, but not while work waits to be sent; then nothing of the company is
left, nor of the gauges' codes in the desktop's keyring."""

import subprocess
import sys
import uuid

import keyring
import office
import people

MANAGER = "manager@harbour.example"
SHIFTS = "SELECT count(*) FROM shift"
WAITING = "SELECT count(*) FROM outbox WHERE state = 0"


def ask_to_clear(seat):
    seat.key(keys=["ctrl+comma"])
    seat.click(name="Clear…", role="push button", within={"role": "frame", "name": "Preferences"}, timeout=30)


def import_day(seat, hub):
    """As a script does, through the window that is open."""
    files = sorted(str(path) for path in (hub.folder / "pos").iterdir())
    subprocess.run([str(office.builds()["forecourtctl"]), "import", "--profile", seat.profile, *files],
                   env=seat.environment, check=True, capture_output=True, timeout=120 * office.PATIENCE)


def refused(tap, hub, seat):
    with tap.step("with work that waits the data is not cleared, and a sentence says so"):
        hub.stop()
        import_day(seat, hub)
        office.wait_for(lambda: people.rows_of(seat, WAITING)[0][0] > 0, 30, "work that waits")
        ask_to_clear(seat)
        seat.find(name="Not yet", role="label", timeout=30)
        seat.shot("not-yet")
        seat.key(keys=["Escape", "Escape"])
        assert people.rows_of(seat, SHIFTS)[0][0] > 0
    with tap.step("it is sent when the hub is back"):
        hub.start()
        seat.key(keys=["ctrl+r"])
        office.wait_for(lambda: people.rows_of(seat, WAITING)[0][0] == 0, 120, "the work to be sent")


def cleared(tap, seat):
    with tap.step("cleared: nothing is left of the company, nor in the keyring"):
        keyring.ask(seat, "keep", "gauges", str(uuid.uuid4()), "4711")
        assert keyring.ask(seat, "count", "gauges") == "1"
        assert keyring.ask(seat, "count", seat.profile) == "1"
        ask_to_clear(seat)
        seat.find(name="Clear this computer’s data?", role="label", timeout=30)
        seat.shot("sure")
        seat.click(name="Clear", role="push button")
        seat.find(name="Server address", timeout=60)
        seat.shot("cleared")
        assert people.rows_of(seat, SHIFTS)[0][0] == 0
        assert keyring.ask(seat, "count", seat.profile) == "0"
        office.wait_for(lambda: keyring.ask(seat, "count", "gauges") == "0", 20, "the gauges' codes to be gone")


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("clear-data") as stage:
        hub = office.Hub(stage, "--demo")
        hub.start()
        seat = office.Office(stage, "a")
        keyring.start(stage, seat)
        seat.start()
        people.sign_in(seat, hub, MANAGER)
        refused(tap, hub, seat)
        cleared(tap, seat)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
