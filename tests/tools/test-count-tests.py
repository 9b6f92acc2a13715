#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line under `make check` must not say that all is well when it is not."""
import importlib.util
import pathlib

SPEC = importlib.util.spec_from_file_location('count_tests', pathlib.Path(__file__).with_name('count-tests.py'))
COUNT = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(COUNT)

CASES = {
    'counts-every-case-of-a-program': (('OK', '1..2\nok 1 /a\nok 2 /b\n'), (2, 0, 0)),
    'counts-a-program-without-cases-once': (('OK', 'hello\n'), (1, 0, 0)),
    'does-not-count-skipped-cases-as-passed': (('OK', '1..2\nok 1 /a # SKIP no data\nok 2 /b\n'), (1, 0, 1)),
    'counts-a-program-of-skipped-cases-as-none': (('OK', '1..1\nok 1 /a # SKIP no data\n'), (0, 0, 1)),
    'counts-a-failed-case': (('FAIL', '1..2\nok 1 /a\nnot ok 2 /b\n'), (1, 1, 0)),
    'counts-a-crash-after-good-cases': (('ERROR', '1..2\nok 1 /a\n'), (1, 1, 0)),
    'counts-a-program-that-hangs': (('TIMEOUT', ''), (0, 1, 0)),
    'counts-a-skipped-program': (('SKIP', ''), (0, 0, 1)),
}

print(f'1..{len(CASES)}')
for number, (name, ((result, stdout), wanted)) in enumerate(CASES.items(), 1):
    found = COUNT.count({'result': result, 'stdout': stdout})
    print(f"{'ok' if found == wanted else 'not ok'} {number} /count-tests/{name}")
    if found != wanted:
        print(f'# wanted {wanted}, found {found}')
