#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up the cases of Meson's test log (one JSON object a line): TAP lines where a program speaks TAP,
otherwise the program counts as one. Tells what failed, each line with FAILED in front, and prints "N passed, N failed";
fails unless something passed and nothing failed."""
import json
import re
import sys

CASE = re.compile(r'^(not ok|ok)\b(.*)$', re.MULTILINE)
SKIP = re.compile(r'#\s*skip', re.IGNORECASE)
GOOD = ('OK', 'EXPECTEDFAIL')
REMARK = ('#', 'Bail out!')
REMARKS, TAIL = 15, 25  # lines told of a failed case, of a program that ended without one


def count(test):
    """Returns (passed, failed, skipped) of one test program."""
    if test['result'] == 'SKIP':
        return 0, 0, 1
    passed = failed = skipped = 0
    for verdict, rest in CASE.findall(test.get('stdout') or ''):
        if SKIP.search(rest):
            skipped += 1
        elif verdict == 'ok':
            passed += 1
        else:
            failed += 1
    if test['result'] in GOOD:
        return max(passed, 0 if skipped else 1), 0, skipped
    return passed, max(failed, 1), skipped


def failures(test):
    """What to read of a program that failed: its failed cases with the remarks after each, else how it ended."""
    if test['result'] in GOOD or test['result'] == 'SKIP':
        return []
    told, left = [], 0
    for line in (test.get('stdout') or '').splitlines():
        if line.startswith('not ok') and not SKIP.search(line):
            told.append(line)
            left = REMARKS
        elif left and line.startswith(REMARK):
            told.append(line)
            left -= 1
        else:
            left = 0
    if not any(line.startswith(REMARK) for line in told):
        stdout, stderr = ((test.get(stream) or '').strip().splitlines()[-TAIL:] for stream in ('stdout', 'stderr'))
        told += stderr or stdout if CASE.search(test.get('stdout') or '') else stdout + stderr
    name = test['name'].rsplit(' / ', 1)[-1]
    return [f'FAILED {name}: {line}' for line in [f"{test['result']} after {test.get('duration', 0):.0f} s", *told]]


def main(path):
    try:
        with open(path, encoding='utf-8', errors='replace') as log:
            tests = [json.loads(line) for line in log if line.strip()]
    except FileNotFoundError:
        tests = []
    counts = [count(test) for test in tests]
    passed, failed, skipped = (sum(column) for column in zip(*counts)) if counts else (0, 0, 0)
    for line in (line for test in tests for line in failures(test)):
        print(line)
    if skipped:
        print(f'{skipped} skipped')
    print(f'{passed} passed, {failed} failed')
    return 0 if passed and not failed else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
