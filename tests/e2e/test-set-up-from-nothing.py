#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A company that has nothing yet: a hub's store, an enrolment file, two stations by the assistant, a supervisor
who is let in at one of them and sees only that one."""

import sys

import office
import people

ASSISTANT = {"name": "New station", "role": "frame"}
ADMIN = "ana@delta.example"
SUPERVISOR = "rui@delta.example"


def enrol(seat, hub):
    seat.click(name="Import an enrolment file…", role="push button", timeout=120)
    people.choose_file(seat, "Choose an enrolment file", hub.folder / "enrolment.json", "Import")
    office.wait_for(lambda: seat.text(name="Server address") == hub.uri, 30, "the enrolment")
    assert seat.text(name="Company") == "delta"


def sign_in(seat, email, password):
    seat.type(name="E-mail", text=email)
    seat.type(name="Password", text=password)
    seat.click(name="Sign in", role="push button")
    seat.find(name="Pages", role="list", timeout=120)


def choose_password(seat):
    """The first password was the administrator's; until there is a good one of their own nobody gets in."""
    seat.type(name="E-mail", text=SUPERVISOR)
    seat.type(name="Password", text="quiet harbour")
    seat.click(name="Sign in", role="push button")
    seat.find(name="Choose your own password", role="label", timeout=60)
    seat.type(name="New password", role="text", text="kettle rat 4")
    seat.type(name="New password again", role="text", text="kettle rat 5")
    seat.click(name="Set password and sign in", role="push button")
    seat.find(name="The two passwords differ.", timeout=10)
    seat.shot("passwords-differ")
    seat.type(name="New password again", role="text", text="kettle rat 4")
    seat.click(name="Set password and sign in", role="push button")
    seat.find(name="Pages", role="list", timeout=120)


def step(seat, title):
    seat.click(name="Next", role="push button", within=ASSISTANT)
    seat.find(name=title, role="label", within=ASSISTANT, timeout=30)


def set_up_station(seat, code, name, store, product):
    people.go_to(seat, "forecourt://page/stations")
    seat.find(name="Stations", role="frame", timeout=30)
    seat.pause(seconds=1)
    seat.key(keys=["ctrl+n"])
    seat.type(name="Code", text=code, within=ASSISTANT, timeout=30)
    seat.type(name="Station", role="text", text=name, within=ASSISTANT)
    seat.type(name="POS store number", text=store, within=ASSISTANT)
    step(seat, "Step 2 of 6")
    if product is not None:
        products = {"name": "Products of the company", "role": "list"}
        seat.click(name="Add product", role="push button", within=ASSISTANT)
        seat.type(name="Code", role="text", text=product[0], within=products)
        seat.type(name="Product", role="text", text=product[1], within=products)
    step(seat, "Step 3 of 6")
    seat.type(name="Capacity (L)", role="text", text="30000", within=ASSISTANT)
    seat.type(name="Diameter (mm)", role="text", text="2500", within=ASSISTANT)
    seat.type(name="Length (mm)", role="text", text="6000", within=ASSISTANT)
    seat.shot(f"tank-{code}")
    step(seat, "Step 4 of 6")
    seat.click(name="Add nozzle", role="push button", within=ASSISTANT)
    seat.type(name="Nozzle", role="text", text="1A", within=ASSISTANT)
    seat.shot(f"pumps-{code}")
    seat.type(name="Opening totalizer (L)", role="text", text="184220.1", within=ASSISTANT)
    step(seat, "Step 5 of 6")
    seat.shot(f"prices-{code}")
    seat.type(name="Diesel", role="text", text="1.639", within=ASSISTANT)
    step(seat, "Step 6 of 6")
    seat.shot(f"limits-{code}")
    seat.click(name="Create station", role="push button", within=ASSISTANT)
    seat.gone(name="New station", role="frame", timeout=60)
    seat.find(name=name, timeout=60)


def add_supervisor(seat):
    """Of Riverside only; the administrator gives the first password."""
    user = {"name": "New user", "role": "frame"}
    people.go_to(seat, "forecourt://page/users")
    seat.find(name="Users", role="frame", timeout=30)
    seat.pause(seconds=1)
    seat.key(keys=["ctrl+n"])
    seat.type(name="Name", role="text", text="Rui", within=user, timeout=30)
    seat.type(name="E-mail", role="text", text=SUPERVISOR, within=user)
    seat.click(name="Supervisor", role="check box", within=user)
    seat.click(name="Riverside", role="check box", within=user)
    seat.shot("user")
    seat.click(name="Add user", role="push button", within=user)
    people.wait_for_sync(seat, "Nothing waits to be sent", 60)
    asked = {"name": "Set password", "role": "frame"}
    seat.type(name="New password", role="text", text="quiet harbour", within=asked, timeout=30)
    seat.type(name="New password again", role="text", text="quiet harbour", within=asked)
    seat.shot("password")
    seat.click(name="Set password", role="push button", within=asked)
    seat.gone(name="Set password", role="frame", timeout=60)


def main():
    office.need_tools()
    tap = office.Tap()
    with office.Stage("nothing") as stage:
        with tap.step("forecourt-hub init makes a store, a company, its administrator and an enrolment file"):
            hub = office.Hub(stage, "--tenant", "delta", "--name", "Delta Fuel", "--email", ADMIN, "--admin-name",
                             "Ana", "--password-stdin", "--currency", "EUR", "--time-zone", "Europe/Lisbon",
                             password="correct horse")
            hub.start()
        a = office.Office(stage, "a").start()
        with tap.step("the app takes the enrolment file and the administrator signs in"):
            enrol(a, hub)
            sign_in(a, ADMIN, "correct horse")
            a.shot("nothing-yet")
        with tap.step("the assistant sets up a station: product, tank, pump, nozzle, price, limits"):
            set_up_station(a, "DF01", "Riverside", "4417", ("DSL", "Diesel"))
            a.shot("first-station")
        with tap.step("and a second one"):
            set_up_station(a, "DF02", "Hilltop", "4418", None)
            people.wait_for_sync(a, "Nothing waits to be sent", 60)
        with tap.step("a supervisor of the first station is added and given a password"):
            add_supervisor(a)
        b = office.Office(stage, "b").start()
        with tap.step("the supervisor signs in on another computer, chooses a password, and sees that station only"):
            enrol(b, hub)
            choose_password(b)
            people.go_to(b, "forecourt://page/stations")
            b.find(name="Riverside", timeout=60)
            b.shot("stations")
            assert not b.exists(name="Hilltop"), "the other station is here too"
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
