# SPDX-License-Identifier: GPL-3.0-or-later
"""Offices and hubs for end-to-end tests: real processes, each office with its own screen and D-Bus session."""

import contextlib
import fcntl
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
PATIENCE = float(os.environ.get("FORECOURT_E2E_PATIENCE", "1"))  # how much slower than usual everything may be
APP_ID = "org.forecourt.Forecourt"


def builds():
    """The programs under test, as Meson names them."""
    root = pathlib.Path(os.environ["FORECOURT_BUILD_ROOT"])
    return {name: root / "src" / folder / name
            for name, folder in (("forecourt", "app"), ("forecourt-hub", "hub"), ("forecourtctl", "ctl"))}


def need_tools():
    """Ends the test as skipped where there is no screen to be had; a machine that checks the project has one."""
    missing = [tool for tool in ("Xvfb", "dbus-daemon", "xdotool") if shutil.which(tool) is None]
    binding = subprocess.run(["/usr/bin/python3", "-c", "import gi; gi.require_version('Atspi', '2.0')"],
                             capture_output=True, check=False)
    if binding.returncode != 0:
        missing.append("gir1.2-atspi-2.0")
    if missing:
        print(f"1..0 # SKIP {', '.join(missing)} not installed")
        sys.exit(0)


class Stage:
    """A folder of its own for one test, and everything that must end with it."""

    def __init__(self, name):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"forecourt-{name}-"))
        self.shots = (pathlib.Path(os.environ["FORECOURT_E2E_SHOTS"]) / name if "FORECOURT_E2E_SHOTS" in os.environ
                      else self.folder / "shots")
        self.shots.mkdir(parents=True, exist_ok=True)
        self.ends = []

    def __enter__(self):
        return self

    def __exit__(self, kind, problem, trace):
        for end in reversed(self.ends):
            try:
                end()
            except Exception as second:
                print(f"# while tidying up: {second}", file=sys.stderr)
        if kind is None:
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            print(f"# what was left is in {self.folder}", file=sys.stderr)


def stop(process, patience=10):
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(patience * PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Hub:
    """forecourt-hub on loopback with its embedded store."""

    def __init__(self, stage, *init, port=0, password="demo"):
        self.program = str(builds()["forecourt-hub"])
        self.folder = stage.folder / "hub"
        self.log = open(stage.folder / "hub.log", "ab")
        self.port = port or free_port()
        self.uri = f"http://127.0.0.1:{self.port}"
        self.process = None
        self.init_output = self.run("init", "--uri", self.uri, *init, str(self.folder), text=password + "\n")
        stage.ends.append(self.stop)

    def run(self, *arguments, text=None):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True, input=text, check=False,
                              timeout=300 * PATIENCE)
        if done.returncode != 0:
            raise RuntimeError(f"forecourt-hub {' '.join(arguments)}: {done.stderr or done.stdout}")
        return done.stdout

    def start(self, *options):
        self.process = subprocess.Popen([self.program, "serve", "--listen", f"127.0.0.1:{self.port}",
                                         "--metrics-port", "-1", *options, str(self.folder)],
                                        stdout=self.log, stderr=self.log)
        wait_for(lambda: answers(self.port), 60, "the hub to answer")

    def stop(self):
        if self.process is not None:
            stop(self.process)
            self.process = None


def free_port():
    """Below those from which the system gives one to each connection: it may be a while until the hub takes it."""
    import socket

    while True:
        port = random.randint(20000, 32000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def answers(port):
    import socket

    try:
        socket.create_connection(("127.0.0.1", port), 0.2).close()
        return True
    except OSError:
        return False


def wait_for(question, seconds, what):
    end = time.monotonic() + seconds * PATIENCE
    while not question():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds} s for {what}")
        time.sleep(0.05)


@contextlib.contextmanager
def screens():
    """Held while one begins or ends: what ends takes the socket of what gets its number just then. The same file as
    with-display.sh's, since all tests run side by side."""
    with open(f"/tmp/forecourt-screens-{os.getuid()}", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Office:
    """One forecourt window with its own Xvfb, D-Bus session and data folder, driven by names through AT-SPI."""

    def __init__(self, stage, profile, size="1366x768", **environment):
        self.stage = stage
        self.profile = profile
        self.home = stage.folder / f"office-{profile}"
        for name in ("data", "config", "cache", "state", "run"):
            (self.home / name).mkdir(parents=True, mode=0o700, exist_ok=True)
        self.environment = self._environment(environment)
        self.processes = []
        self.app = None
        stage.ends.append(self.close)
        self._start_screen(size)
        self._start_bus()

    def _environment(self, extra):
        own = dict(os.environ)
        for name in ("data", "config", "cache", "state"):
            own[f"XDG_{name.upper()}_HOME"] = str(self.home / name)
        own.update({
            "XDG_RUNTIME_DIR": str(self.home / "run"), "HOME": str(self.home), "GSK_RENDERER": "cairo",
            "GTK_A11Y": "atspi", "GSETTINGS_BACKEND": "keyfile", "FORECOURT_KEYRING": "memory",
            "ADW_DISABLE_PORTAL": "1", "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "0", "LC_ALL": "C.UTF-8",
            "G_MESSAGES_DEBUG": own.get("G_MESSAGES_DEBUG", ""),
        })
        own.pop("WAYLAND_DISPLAY", None)
        own.update(extra)
        return own

    def _start_screen(self, size):
        """Another server that just ended may take the new one's socket with it: then there is a next try."""
        for _ in range(5):
            with screens():
                screen = self._try_screen(size)
            time.sleep(0.3)
            seen = subprocess.run(["xdotool", "getdisplaygeometry"], env=self.environment, capture_output=True,
                                  check=False)
            if seen.returncode == 0:
                self.processes.append(screen)
                return
            with screens():
                stop(screen)
        raise RuntimeError("the X server does not answer")

    def _try_screen(self, size):
        reader, writer = os.pipe()
        screen = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-nolisten", "tcp",
                                   "-noreset"], pass_fds=[writer], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as answer:
            self.environment["DISPLAY"] = ":" + answer.readline().strip()
        return screen

    def _start_bus(self):
        bus = subprocess.Popen(["dbus-daemon", "--session", "--print-address", "--nofork"], stdout=subprocess.PIPE,
                               text=True, env=self.environment, stderr=subprocess.DEVNULL)
        self.processes.append(bus)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        self.driver = subprocess.Popen(["/usr/bin/python3", str(HERE / "driver.py"), "forecourt"], text=True,
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self.environment)
        self.processes.append(self.driver)

    def start(self, *arguments, **environment):
        log = open(self.home / "app.log", "ab")
        self.app = subprocess.Popen([str(builds()["forecourt"]), "--profile", self.profile, *arguments],
                                    env={**self.environment, **environment}, stdout=log, stderr=log)
        return self

    def quit(self):
        if self.app is not None:
            stop(self.app)
            self.app = None

    def kill(self):
        """The power goes: no chance to save anything."""
        self.app.kill()
        self.app.wait()
        self.app = None

    def close(self):
        """The screen last, and whatever became of the others: its number is taken until it ends."""
        screen, others = self.processes[:1], self.processes[1:]
        try:
            self.quit()
            for process in reversed(others):
                if process is self.driver:
                    process.stdin.close()
                process.terminate()
            for process in others:
                stop(process)
        finally:
            with screens():
                for process in screen:
                    stop(process)

    def do(self, verb, **request):
        if self.app is not None and self.app.poll() is not None:
            raise RuntimeError(f"office {self.profile}: the app ended with {self.app.returncode}:\n{self.log_tail()}")
        self.driver.stdin.write(json.dumps({"do": verb, **request}) + "\n")
        self.driver.stdin.flush()
        answer = json.loads(self.driver.stdout.readline())
        if "error" in answer:
            shot = self.stage.shots / f"{self.profile}-failed.png"
            self.driver.stdin.write(json.dumps({"do": "screenshot", "path": str(shot)}) + "\n")
            self.driver.stdin.flush()
            self.driver.stdout.readline()
            raise AssertionError(f"office {self.profile}, {verb} {request}: {answer['error']}\n(picture: {shot})")
        return answer["ok"]

    def __getattr__(self, verb):
        if verb.startswith("_"):
            raise AttributeError(verb)
        return lambda **request: self.do(verb, **request)

    def shot(self, name):
        return self.do("screenshot", path=str(self.stage.shots / f"{self.profile}-{name}.png"))

    def log_tail(self):
        path = self.home / "app.log"
        return re.sub(r"^", "  ", path.read_text(errors="replace")[-3000:], flags=re.M) if path.exists() else ""


class Tap:
    """Prints one TAP line a step, so that a step that fails has a name."""

    def __init__(self):
        self.count = 0
        self.failed = False

    def step(self, name):
        return Step(self, name)

    def done(self):
        print(f"1..{self.count}", flush=True)
        return 1 if self.failed else 0


class Step:
    def __init__(self, tap, name):
        self.tap, self.name = tap, name

    def __enter__(self):
        self.began = time.monotonic()

    def __exit__(self, kind, problem, trace):
        self.tap.count += 1
        took = time.monotonic() - self.began
        if kind is None:
            print(f"ok {self.tap.count} {self.name} # {took:.1f} s", flush=True)
            return False
        self.tap.failed = True
        print(f"not ok {self.tap.count} {self.name}", flush=True)
        for line in str(problem).splitlines()[:120]:
            print(f"# {line}", flush=True)
        return False
