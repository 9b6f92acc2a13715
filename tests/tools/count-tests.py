#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up the cases of Meson's test log (one JSON object a line): TAP lines where a program speaks TAP,
otherwise the program counts as one. Prints "N passed, N failed"; fails unless something passed and nothing failed."""
import json
import re
import sys

CASE = re.compile(r'^(not ok|ok)\b(.*)$', re.MULTILINE)
SKIP = re.compile(r'#\s*skip', re.IGNORECASE)
GOOD = ('OK', 'EXPECTEDFAIL')


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


def main(path):
    try:
        with open(path, encoding='utf-8', errors='replace') as log:
            tests = [json.loads(line) for line in log if line.strip()]
    except FileNotFoundError:
        tests = []
    counts = [count(test) for test in tests]
    passed, failed, skipped = (sum(column) for column in zip(*counts)) if counts else (0, 0, 0)
    if skipped:
        print(f'{skipped} skipped')
    print(f'{passed} passed, {failed} failed')
    return 0 if passed and not failed else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
