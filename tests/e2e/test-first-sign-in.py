#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first day of somebody new, in a window of half a small screen: an enrolment file, a password that somebody else
set, a server that is away in between; later the company is suspended and resumed: nobody signs in again for
it, and what was done meanwhile is kept and sent."""

import json
import shutil
import signal
import subprocess
import sys

import office
import people

EMAIL = "nuala@harbour.example"
WIDTH, HEIGHT = 480, 800
SHIFTS = "SELECT count(*) FROM shift"
SUSPENDED = "Your company is suspended"


def fit(seat, folder):
    """As the window was left the last time, with that folder watched."""
    settings = seat.home / "config" / "glib-2.0" / "settings"
    settings.mkdir(parents=True)
    (settings / "keyfile").write_text(f"[org/forecourt/Forecourt/profiles/{seat.profile}]\n"
                                      f"window-width={WIDTH}\nwindow-height={HEIGHT}\nwatch-folder='{folder}'\n")


def width_of(seat):
    """Of the widest window, in pixels."""
    def ask(*words):
        return subprocess.run(["xdotool", *words], env=seat.environment, capture_output=True, text=True,
                              check=False).stdout

    shown = ask("search", "--onlyvisible", "--name", ".").split()
    sizes = [dict(line.split("=", 1) for line in ask("getwindowgeometry", "--shell", window).splitlines() if "=" in line)
             for window in shown]
    return max(int(size["WIDTH"]) for size in sizes if "WIDTH" in size)


def add_person(hub):
    hub.run("user", "add", "--tenant", "harbour", "--email", EMAIL, "--name", "Nuala Quirke", "--role", "supervisor",
            "--station", "HF01", "--password-stdin", "--must-change", str(hub.folder), text="given by the boss\n")


def import_file(seat, path):
    seat.click(name="Import an enrolment file…", role="push button", timeout=60)
    people.choose_file(seat, "Choose an enrolment file", path, button="Import")


def enrol(tap, stage, hub, seat):
    with tap.step("the first page fits into half a small screen"):
        seat.find(name="Server address", timeout=120)
        assert width_of(seat) <= WIDTH, f"{width_of(seat)} px wide"
        seat.shot("first")
    with tap.step("a file that is none, and one of a newer program: a sentence says what it is and what to do"):
        other = stage.folder / "recipe.json"
        other.write_text(json.dumps({"soup": "leek"}))
        import_file(seat, other)
        seat.find(name="“recipe.json” is not an enrolment file. Ask your administrator", prefix=True, timeout=60)
        newer = json.loads((hub.folder / "enrolment.json").read_text())
        newer["forecourt_enrolment"] = 7
        other.write_text(json.dumps(newer))
        import_file(seat, other)
        seat.find(name="“recipe.json” is of a newer Forecourt.", prefix=True, timeout=60)
        seat.shot("newer")
    with tap.step("the right one fills in server and company, and the e-mail address is next"):
        import_file(seat, hub.folder / "enrolment.json")
        office.wait_for(lambda: seat.text(name="Server address", role="text") == hub.uri, 60, "the address")
        assert seat.text(name="Company", role="text") == "harbour"
        seat.key(keys=["Shift_L"])  # the keyboard's focus was with the chooser
        seat.type_keys(text=EMAIL)
        office.wait_for(lambda: seat.text(name="E-mail", role="text") == EMAIL, 30, "what was typed to be there")


def cancel(tap, hub, seat):
    with tap.step("the server does not answer: cancelled, the keyboard is at the button again"):
        seat.type(name="Password", text="given by the boss")
        hub.process.send_signal(signal.SIGSTOP)
        try:
            seat.click(name="Sign in", role="push button")
            seat.click(name="Cancel", role="push button", timeout=30)
            office.wait_for(lambda: seat.is_focused(name="Sign in", role="push button"), 30, "the focus")
        finally:
            hub.process.send_signal(signal.SIGCONT)


def choose_password(tap, hub, seat):
    with tap.step("with the first password one of one's own is asked for, and two that differ are none"):
        seat.click(name="Sign in", role="push button")
        seat.find(name="Back", role="push button", timeout=60)
        assert width_of(seat) <= WIDTH, f"{width_of(seat)} px wide"
        seat.type(name="New password", role="text", text="kettle rat 4")
        seat.type(name="New password again", role="text", text="kettle rat 5")
        seat.click(name="Set password and sign in", role="push button")
        seat.find(name="The two passwords differ.", timeout=30)
    with tap.step("the server is away: a sentence says so, what was typed stays, and the button has the focus"):
        hub.stop()
        seat.type(name="New password again", role="text", text="kettle rat 4")
        seat.click(name="Set password and sign in", role="push button")
        seat.find(name=f"The server {hub.uri} cannot be reached", prefix=True, timeout=60)
        office.wait_for(lambda: seat.is_focused(name="Set password and sign in", role="push button"), 30, "the focus")
        assert seat.text(name="New password", role="text") == "kettle rat 4"
        seat.shot("away")
    with tap.step("when it is back Return is all it takes"):
        hub.start()
        seat.key(keys=["Return"])
        seat.find(name="Overview", timeout=120)
        people.wait_for_sync(seat, "Everything is synced", 120)
        seat.shot("in")


def waiting(seat):
    return people.rows_of(seat, "SELECT count(*) FROM outbox WHERE state = 0")[0][0]


def suspend(tap, hub, seat, folder):
    """The office raises alerts of its own; whether they wait by then is as it may be: the button says the same."""
    with tap.step("the company is suspended: the sync button says so by itself, and nobody is signed out"):
        hub.run("tenant", "suspend", "--tenant", "harbour", "--reason", "unpaid", str(hub.folder))
        people.wait_for_sync(seat, SUSPENDED, 120)
        seat.click(name="Sync:", prefix=True, role="push button", nth=1)
        seat.find(name="Your company is suspended at the server.", prefix=True, timeout=30)
        seat.shot("suspended")
        seat.key(keys=["Escape"])
        assert not seat.exists(name="Sign in again…", role="push button")
    with tap.step("work goes on and is kept: a shift comes from the watched folder"):
        before = people.rows_of(seat, SHIFTS)[0][0]
        for path in (hub.folder / "pos").iterdir():
            shutil.copy(path, folder)
        office.wait_for(lambda: people.rows_of(seat, SHIFTS)[0][0] > before, 90, "the shift")
        seat.key(keys=["ctrl+r"])
        office.wait_for(lambda: all(words in people.sync_says(seat) for words in (SUSPENDED, "to be sent")), 60,
                        "both to be said")
        assert waiting(seat) > 0
        seat.shot("suspended-work")
    with tap.step("resumed, it goes on by itself and without a password, and all of it is sent"):
        hub.run("tenant", "resume", "--tenant", "harbour", str(hub.folder))
        people.wait_for_sync(seat, "Everything is synced", 180)
        office.wait_for(lambda: waiting(seat) == 0, 60, "all to be sent")
        assert people.rows_of(seat, "SELECT reason FROM outbox WHERE reason IS NOT NULL") == []
    with tap.step("suspended once more and resumed, it goes on as soon as somebody asks for it"):
        hub.run("tenant", "suspend", "--tenant", "harbour", "--reason", "unpaid", str(hub.folder))
        people.wait_for_sync(seat, SUSPENDED, 120)
        hub.run("tenant", "resume", "--tenant", "harbour", str(hub.folder))
        seat.key(keys=["ctrl+r"])
        people.wait_for_sync(seat, "Everything is synced", 60)


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("first-sign-in") as stage:
        hub = office.Hub(stage, "--demo")
        add_person(hub)
        hub.start()
        seat = office.Office(stage, "a", size=f"{WIDTH}x{HEIGHT}", ADW_DEBUG_COLOR_SCHEME="prefer-dark")
        folder = stage.folder / "BOOutbox"
        folder.mkdir()
        fit(seat, folder)
        seat.start()
        enrol(tap, stage, hub, seat)
        cancel(tap, hub, seat)
        choose_password(tap, hub, seat)
        suspend(tap, hub, seat, folder)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
