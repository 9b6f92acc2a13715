#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the benchmarks of a build and passes their lines through: name, value, unit, ratio, against what, with tabs.
   run-bench.py BUILD [ONLY]     ONLY is a benchmark ("pull") or one of its figures ("pull.stream")"""
import json
import os
import subprocess
import sys


def wanted(name, only):
    return not only or name == only or name.startswith(only + '.') or only.startswith(name + '.')


def run(bench, only):
    """Passes the benchmark's lines through as they come; returns whether it went well."""
    process = subprocess.Popen(bench['cmd'], env={**os.environ, **bench['env']}, cwd=bench['workdir'],
                               stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if '\t' not in line or wanted(line.split('\t')[0], only):
            print(line, end='', flush=True)
    if process.wait() != 0:
        print(f"{bench['name']}: ended with {process.returncode}", file=sys.stderr)
    return process.returncode == 0


def main(build, only=''):
    build = os.path.abspath(build)
    os.chdir(build)
    listing = subprocess.run(['meson', 'introspect', '--benchmarks', build], check=True, stdout=subprocess.PIPE)
    benches = [bench for bench in json.loads(listing.stdout) if wanted(bench['name'], only)]
    if not benches:
        print(f'No benchmark is called "{only}".' if only else 'There are no benchmarks.', file=sys.stderr)
        return 1
    results = [run(bench, only) for bench in benches]
    return 0 if all(results) else 1


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
