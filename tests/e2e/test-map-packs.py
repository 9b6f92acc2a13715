#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A map pack by hand: a file that is none is told, one that is good shows, is deleted and taken back; a server has to be safe."""

import datetime
import sqlite3
import subprocess
import sys
import uuid

import office
import people

DIALOG = {"window": "Map packs"}


def make_company(stage):
    """One that lies on this computer only, with its administrator at the desk."""
    folder = stage.folder / "office-m" / "data" / "forecourt" / "profiles" / "m"
    folder.parent.mkdir(parents=True, mode=0o700)
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    subprocess.run([str(office.builds()["forecourtctl"]), "demo", "--stations", "2", "--years", "1", "--now", now, str(folder)],
                   check=True, capture_output=True, timeout=120)
    store = sqlite3.connect(next(folder.glob("*.db")))
    admin = uuid.UUID(bytes=store.execute("SELECT id FROM user WHERE email = 'admin@harbour.example'").fetchone()[0])
    store.execute("UPDATE meta SET value = ? WHERE key = 'actor.user'", (str(admin),))
    store.commit()
    store.close()
    return folder


def write_pack(path, tile):
    """The world in five zooms."""
    store = sqlite3.connect(path)
    store.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
    store.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
    store.executemany("INSERT INTO metadata VALUES (?, ?)",
                      [("name", "Coloured squares"), ("attribution", "&copy; <b>Squares</b>")])
    for zoom in range(5):
        for column in range(2 ** zoom):
            for row in range(2 ** zoom):
                store.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (zoom, column, row, tile(column + row)))
    store.commit()
    store.close()


def stored(folder):
    store = sqlite3.connect(f"file:{next(folder.glob('*.db'))}?mode=ro", uri=True, timeout=20)
    names = [name for name, in store.execute("SELECT name FROM map_pack")]
    store.close()
    return names


def import_file(seat, path):
    seat.click(name="Import…", role="push button", within=DIALOG, timeout=30)
    people.choose_file(seat, "Import a map pack", path, button="Import")


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("map-packs") as stage:
        folder = make_company(stage)
        good, shapes = stage.folder / "squares.mbtiles", stage.folder / "shapes.mbtiles"
        write_pack(good, lambda at: people.picture(256, 256, 200, 120 + at * 40 % 120, 120))
        write_pack(shapes, lambda at: b"\x1f\x8b shapes")
        seat = office.Office(stage, "m").start()
        with tap.step("a vector map is refused, in words, and nothing is kept"):
            seat.find(name="Pages", role="list", timeout=120)
            people.go_to(seat, "forecourt://page/map")
            seat.press(name="What the map shows", timeout=60)
            seat.click(name="Map packs…", role="push button", timeout=30)
            import_file(seat, shapes)
            seat.find(name="shapes.mbtiles is a vector map", prefix=True, role="label", timeout=60)
            seat.shot("refused")
            assert stored(folder) == [] and not list((folder / "maps").iterdir())
        with tap.step("one with pictures is kept and listed; a second time it is told"):
            import_file(seat, good)
            seat.find(name="Delete Coloured squares", role="push button", timeout=60)
            assert stored(folder) == ["Coloured squares"], stored(folder)
            assert len(list((folder / "maps").iterdir())) == 1
            import_file(seat, good)
            seat.find(name="This map is here already", prefix=True, timeout=60)
            seat.shot("listed")
            assert stored(folder) == ["Coloured squares"], stored(folder)
        with tap.step("it is deleted, and Undo brings it back"):
            seat.click(name="Delete Coloured squares", role="push button")
            seat.find(name="No map pack yet", timeout=30)
            seat.click(name="Undo", role="push button", timeout=30)
            seat.find(name="Delete Coloured squares", role="push button", timeout=30)
            assert stored(folder) == ["Coloured squares"], stored(folder)
        with tap.step("a server that everybody could listen to is refused"):
            seat.press(name="Address of the tiles", role="text", within=DIALOG)
            seat.type_keys(text="http://tiles.example.com/{z}/{x}/{y}.png")
            seat.key(keys=["Return"])
            seat.find(name="The address has to begin with https://", prefix=True, role="label", timeout=30)
            seat.shot("server")
        with tap.step("the map shows the pack and thanks its makers"):
            seat.key(keys=["Escape"])
            seat.find(name="© Squares", timeout=30)
            seat.shot("map")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
