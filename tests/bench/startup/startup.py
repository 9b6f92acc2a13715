#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From process start to the first painted dashboard of the demo company, against a bare libadwaita window.
   startup.py APP BARE      inside with-display.sh"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 25


def painted(program, env):
    """Milliseconds from the start of the process until it says that it has painted."""
    start = time.monotonic()
    process = subprocess.Popen([program], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    line = process.stdout.readline()
    spent = (time.monotonic() - start) * 1000
    if line.strip() != b'painted' or process.wait() != 0:
        sys.exit(f'{program} did not paint')
    return spent


def main(app, bare):
    folder = tempfile.mkdtemp(prefix='forecourt-startup-')
    env = {**os.environ, 'FORECOURT_DATA_DIR': folder, 'FORECOURT_OFFLINE': '1', 'G_DEBUG': '', 'G_SLICE': '',
           'MALLOC_CHECK_': '0'}
    try:
        subprocess.run([app, '--make'], env=env, check=True)
        times = {app: [], bare: []}
        for round_number in range(ROUNDS + 1):
            for program in (bare, app):
                spent = painted(program, env)
                if round_number > 0:  # the first warms the caches
                    times[program].append(spent)
        mine, theirs = statistics.median(times[app]), statistics.median(times[bare])
        print(f'startup.dashboard\t{mine:.0f}\tms\t{mine / theirs:.2f}\ta bare libadwaita window, {theirs:.0f} ms')
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
