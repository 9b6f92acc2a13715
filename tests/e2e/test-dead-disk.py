#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of the disk never reads again: what can be read goes to a folder on another disk, Forecourt works there from
then on, and what was not sent reaches the server. Then that disk is taken away, too."""

import os
import sqlite3
import subprocess
import sys

import office
import people

MANAGER = "manager@harbour.example"
WAITING = "SELECT count(*) FROM outbox WHERE state = 0"
FAILS = "The data on this computer is damaged"  # SQLite says no more of a page that the disk does not give


def dead_part(path):
    """What the program is to be told: a stretch in the middle of the file."""
    size = path.stat().st_size
    return {"LD_PRELOAD": os.environ["FORECOURT_DEAD_DISK"], "FC_DEAD_FILE": str(path), "FC_DEAD_FROM": str(size // 3),
            "FC_DEAD_UNTIL": str(size // 2), "ASAN_OPTIONS": "detect_leaks=0:verify_asan_link_order=0"}


def waiting_in(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20) as db:
        return db.execute(WAITING).fetchone()[0]


def bytes_of(path):
    """The file, and the log of what was not brought into it."""
    return [beside.read_bytes() if beside.exists() else b"" for beside in (path, path.with_name(path.name + "-wal"))]


def import_day(seat, hub):
    files = sorted(str(path) for path in (hub.folder / "pos").iterdir())
    subprocess.run([str(office.builds()["forecourtctl"]), "import", "--profile", seat.profile, *files],
                   env=seat.environment, check=True, capture_output=True, timeout=120 * office.PATIENCE)


def fails(tap, hub, seat):
    with tap.step("without the server work is done that waits, then the power goes and a part of the disk with it"):
        hub.stop()
        import_day(seat, hub)
        office.wait_for(lambda: people.rows_of(seat, WAITING)[0][0] > 0, 30, "work that waits")
        n_waiting = people.rows_of(seat, WAITING)[0][0]
        seat.kill()
        seat.start(**dead_part(people.replica_of(seat)))
        seat.find(name=FAILS, role="label", timeout=180)
        seat.shot("fails")
    return n_waiting


def rescued(tap, seat, disk, n_waiting):
    old = people.replica_of(seat)
    before = bytes_of(old)
    with tap.step("what can be read goes to a folder on another disk, and nothing of the old one is touched"):
        seat.click(name="Rescue into another folder…", role="push button")
        people.choose_file(seat, "Choose a folder on another disk", disk, button="Rescue into it")
        seat.find(name="What could be read is safe", role="label", timeout=300)
        seat.shot("rescued")
        new = disk / "forecourt" / "replica.db"
        kept = waiting_in(new)
        assert kept > 0, "nothing was kept"
        assert kept <= n_waiting, (kept, n_waiting)
        assert old.exists(), "the old file is gone"
        assert bytes_of(old) == before, "the old file or its log was changed"
        assert waiting_in(old) == n_waiting, "the old file lost something"
        seat.click(name="Go on", role="push button")
    return new


def goes_on(tap, hub, seat, new):
    with tap.step("the work goes to the server from there"):
        hub.start()
        people.sign_in(seat, hub, MANAGER)
        office.wait_for(lambda: waiting_in(new) == 0, 180, "the work to be sent")
    with tap.step("the next start finds the folder again"):
        seat.quit()
        seat.start()
        seat.find(name="Overview", timeout=120)


def taken_away(tap, seat, disk):
    with tap.step("where that disk is missing no empty folder takes its place"):
        seat.quit()
        disk.rename(disk.with_name("unplugged"))
        seat.start()
        seat.find(name="The disk with the data is missing", role="label", timeout=60)
        seat.shot("missing")
        assert not disk.exists(), "a folder was made"
    with tap.step("and when it is back, all is there"):
        disk.with_name("unplugged").rename(disk)
        seat.click(name="Try again", role="push button")
        seat.find(name="Overview", timeout=120)


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("dead-disk") as stage:
        hub = office.Hub(stage, "--demo")
        hub.start()
        disk = stage.folder / "other-disk"
        disk.mkdir()
        seat = office.Office(stage, "a")
        seat.start()
        people.sign_in(seat, hub, MANAGER)
        n_waiting = fails(tap, hub, seat)
        new = rescued(tap, seat, disk, n_waiting)
        goes_on(tap, hub, seat, new)
        taken_away(tap, seat, disk)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
