#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tank gauge on the network: the tanks page shows what it says, the shift takes its dips from it, and an hour's reading
and every delivery are kept. The gauge is a small server that speaks the real framing and checksum."""

import datetime
import shutil
import socketserver
import sqlite3
import struct
import subprocess
import sys
import threading
import uuid

import office
import people

NOW = datetime.datetime.now()
DROP = [(NOW - datetime.timedelta(minutes=minutes)).strftime("%y%m%d%H%M") for minutes in (180, 135)]
VOLUMES = {1: 9876.5, 2: 21234.25, 3: 4000.0}  # litres


def hexed(*values):
    return "".join(struct.pack(">f", value).hex().upper() for value in values)


class Gauge(socketserver.BaseRequestHandler):
    """A TLS with three tanks and one delivery."""

    def handle(self):
        heard = b""
        while len(heard) < 7:
            more = self.request.recv(64)
            if not more:
                return
            heard += more
        function = heard[1:5].decode()
        now = datetime.datetime.now().strftime("%y%m%d%H%M")
        body = f"\x01{function}00{now}"
        if function == "i201":
            for tank, volume in VOLUMES.items():
                body += f"{tank:02}1000007" + hexed(volume, volume * 0.99, 5000, 1111 + tank, 7, 14.5, 20)
        else:
            body += "011" + "01" + DROP[0] + DROP[1] + "0A" + hexed(5000, 4990, 7, 15, 15000, 14900, 7, 18, 500, 1300)
        body += "&&"
        check = -sum(body.encode()) & 0xFFFF
        self.request.sendall(b"noise" + body.encode() + f"{check:04X}\x03".encode())


def make_company(stage, port):
    """The demo company, with a gauge at the station whose shift is open."""
    folder = stage.folder / "office-g" / "data" / "forecourt" / "profiles" / "g"
    folder.parent.mkdir(parents=True, mode=0o700)
    for hours in range(12):  # there are hours at which no shift is open
        ends = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=hours)
        subprocess.run([str(office.builds()["forecourtctl"]), "demo", "--stations", "2", "--years", "1", "--now",
                        ends.strftime("%Y-%m-%dT%H:%M:%SZ"), str(folder)], check=True, capture_output=True, timeout=120)
        store = sqlite3.connect(next(folder.glob("*.db")))
        found = store.execute("SELECT id, station_id FROM shift WHERE state = 'open'").fetchone()
        if found is not None:
            break
        store.close()
        shutil.rmtree(folder)
    shift, station = found
    gauge = uuid.uuid4().bytes
    store.execute("INSERT INTO gauge (id, station_id, name, kind, address, port, volume_unit, length_unit,"
                  " temperature_unit, interval, enabled) VALUES (?, ?, 'TLS', 'tcp', '127.0.0.1', ?, 'litre', 'mm',"
                  " 'celsius', 30, 1)", (gauge, station, port))
    store.execute("UPDATE tank SET gauge_id = ? WHERE station_id = ?", (gauge, station))
    store.commit()
    store.close()
    return folder, shift


def ask(folder, sql, *values):
    store = sqlite3.connect(f"file:{next(folder.glob('*.db'))}?mode=ro", uri=True)
    rows = store.execute(sql, values).fetchall()
    store.close()
    return rows


def digits(text):
    return "".join(filter(str.isdigit, text or ""))


def main():
    office.need_tools()
    tap = office.Tap()
    socketserver.TCPServer.allow_reuse_address = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Gauge) as server, office.Stage("gauge") as stage:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        folder, shift = make_company(stage, server.server_address[1])
        seat = office.Office(stage, "g").start()
        with tap.step("a person with several stations reads no gauge until this computer is said to stand at one"):
            seat.find(name="Overview", timeout=60)
            seat.pause(seconds=4)
            assert ask(folder, "SELECT count(*) FROM gauge_reading")[0][0] == 0
            station = ask(folder, "SELECT name FROM station WHERE id = (SELECT station_id FROM shift WHERE id = ?)", shift)[0][0]
            seat.key(keys=["ctrl+comma"])
            seat.click(name=f"Read the gauges of {station}", prefix=True, role="check box", timeout=30)
            seat.shot("preferences")
            seat.key(keys=["Escape"])
        with tap.step("an hour's reading and each delivery are kept"):
            office.wait_for(lambda: ask(folder, "SELECT count(*) FROM gauge_reading")[0][0] == 3, 60, "three readings")
            office.wait_for(lambda: ask(folder, "SELECT count(*) FROM gauge_delivery")[0][0] == 1, 30, "the delivery")
            seat.pause(seconds=1)
            assert ask(folder, "SELECT end_volume FROM gauge_delivery")[0][0] == 15000000
        with tap.step("the tanks page shows what the gauge says"):
            people.go_to(seat, "forecourt://page/tanks")
            office.wait_for(lambda: "21234" in map(digits, seat.names(role="label")), 30, "tank 2 with 21,234 L")
            seat.shot("tanks")
        with tap.step("the shift takes its dips from the gauge"):
            people.go_to(seat, f"forecourt://shift/{uuid.UUID(bytes=shift)}")
            seat.find(name="Meters", role="list item", timeout=20)
            seat.press(name="Tanks", role="list item", timeout=20)
            seat.click(name="Take from the gauge", timeout=30)
            office.wait_for(lambda: [(volume, level, source) for volume, level, source in ask(
                folder, "SELECT r.volume, r.level, r.source FROM tank_reading r JOIN tank t ON t.id = r.tank_id"
                " WHERE r.shift_id = ? ORDER BY t.number", shift)]
                == [(9876500, 1112, "gauge"), (21234250, 1113, "gauge"), (4000000, 1114, "gauge")], 40, "the dips")
            seat.shot("dips")
        with tap.step("the delivery note takes volumes, dips and temperatures from what the gauge saw"):
            seat.key(keys=["alt+Down"])
            seat.type(name="Ticketed volume (L)", text="10000", timeout=30)
            seat.click(name="Take the gauge’s delivery", timeout=30)
            office.wait_for(lambda: any(digits(label).endswith("500015000") for label in seat.names(role="label")), 20,
                            "what the gauge saw")
            seat.shot("delivery")
            seat.click(name="Add delivery", timeout=20)
            office.wait_for(lambda: ask(
                folder, "SELECT d.ticketed_volume, d.volume_before, d.volume_after, d.level_before, d.level_after,"
                " d.temperature_before, d.temperature_after, d.gauge_delivery_id = g.id, d.tank_id = g.tank_id"
                " FROM delivery d, gauge_delivery g WHERE d.shift_id = ?", shift)
                == [(10000000, 5000000, 15000000, 500, 1300, 15000, 18000, 1, 1)], 20, "the delivery")
            seat.shot("delivered")
        with tap.step("what is noted is not offered again"):
            seat.click(name="Take the gauge’s delivery", timeout=30)
            seat.find(name="No gauge has seen a delivery near that time that is not noted yet", timeout=20)
        seat.quit()
        server.shutdown()
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
