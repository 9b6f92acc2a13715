#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people share a computer, each under their own sign-in; another computer is lost, and clears itself."""

import sys

import office
import people

ADMIN = "admin@harbour.example"
MANAGER = "manager@harbour.example"
WHO = {"window": "Who is working here?"}


def choose_pin(seat):
    people.go_to(seat, "forecourt://page/sign-ins")
    seat.click(name="Set PIN…", role="push button", timeout=30)
    window = {"window": "New PIN"}
    seat.type(name="New PIN for this computer", role="text", text="4711", within=window, timeout=30)
    seat.type(name="The new PIN again", role="text", text="4711", within=window)
    seat.click(name="Set PIN", role="push button", within=window)
    seat.find(name="Change PIN…", role="push button", timeout=60)


def sign_in_beside(seat):
    """Somebody who never sat at this computer; at first it comes to nothing, and who sat there goes on."""
    seat.key(keys=["ctrl+shift+l"])
    seat.press(name="Somebody else…", role="list item", within=WHO, timeout=30)
    seat.find(name="E-mail", timeout=30)
    assert seat.text(name="E-mail") == "", "the address of who leaves"
    seat.type_keys(text="nobody@")
    seat.shot("another")
    seat.key(keys=["Escape"])
    seat.find(name="Pages", role="list", timeout=60)
    seat.key(keys=["ctrl+shift+l"])
    seat.press(name="Somebody else…", role="list item", within=WHO, timeout=30)
    seat.type(name="E-mail", text=MANAGER, timeout=30)
    seat.type(name="Password", text="demo")
    seat.click(name="Sign in", role="push button")
    seat.find(name="Overview", timeout=120)


def take_seat(seat, name, pin):
    seat.key(keys=["ctrl+shift+l"])
    seat.press(name=name, role="list item", within=WHO, timeout=30)
    seat.type(name="PIN of this computer", role="text", text=pin, within=WHO, timeout=30)
    seat.shot("pin")
    seat.click(name="Switch", role="push button", within=WHO)


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("people") as stage:
        hub = office.Hub(stage, "--demo")
        hub.start()
        a = office.Office(stage, "a").start()
        b = office.Office(stage, "b").start()
        with tap.step("the administrator signs in and chooses a PIN for this computer"):
            people.sign_in(a, hub, ADMIN)
            choose_pin(a)
        with tap.step("the manager signs in at the same computer"):
            sign_in_beside(a)
            people.wait_for_sync(a, "Nothing waits to be sent", 120)
            people.go_to(a, "forecourt://page/sign-ins")
            a.find(name="Where you are signed in", timeout=30)
            a.shot("manager")
            assert not a.exists(name="Where others are signed in"), "a manager sees other people’s sign-ins"
        with tap.step("a wrong PIN does not take the seat, the right one does"):
            take_seat(a, "Sadhbh Merrick", "0815")
            a.find(name="Wrong PIN. Try again", timeout=30)
            a.shot("wrong-pin")
            a.type(name="PIN of this computer", role="text", text="4711", within=WHO)
            a.click(name="Switch", role="push button", within=WHO)
            people.go_to(a, "forecourt://page/sign-ins")
            a.find(name="Where others are signed in", timeout=60)
        with tap.step("without the server the PIN is there, and the list says where it is"):
            hub.stop()
            people.go_to(a, "forecourt://page/overview")
            people.go_to(a, "forecourt://page/sign-ins")
            a.find(name="The list is kept by the server", timeout=60)
            a.shot("offline")
            a.click(name="Change PIN…", role="push button", timeout=30)
            window = {"window": "Change PIN"}
            a.type(name="Your PIN now", role="text", text="4711", within=window, timeout=30)
            a.type(name="New PIN for this computer", role="text", text="0816", within=window)
            a.type(name="The new PIN again", role="text", text="0816", within=window)
            a.shot("change-pin")
            a.click(name="Set PIN", role="push button", within=window)
            a.gone(name="The new PIN again", timeout=60)
            hub.start()
            a.find(name="Where others are signed in", timeout=120)
        with tap.step("another computer is marked as lost"):
            people.sign_in(b, hub, MANAGER)
            people.wait_for_sync(b, "Nothing waits to be sent", 120)
            people.go_to(a, "forecourt://page/overview")
            people.go_to(a, "forecourt://page/sign-ins")
            a.press(name="Lost: clear its data…: Colm Harkin", prefix=True, role="push button", timeout=30)
            a.find(name="Clear data", role="push button", timeout=30)
            a.shot("sure")
            a.click(name="Clear data", role="push button")
            a.find(name="It is cleared the next time it reaches the server", timeout=30)
            a.shot("marked")
        with tap.step("at its next contact it says what happened, and nothing of the company is left on it"):
            b.key(keys=["ctrl+r"])
            b.find(name="Your company’s data is gone from here", timeout=60)
            b.shot("gone")
            assert not people.replica_of(b).exists(), "the copy is still there"
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
