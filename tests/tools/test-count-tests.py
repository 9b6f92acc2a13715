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

TOLD = {
    'tells-the-remarks-of-a-failed-case': (('FAIL', 'ok 1 /a\n# fine\nnot ok 2 /b\n# why\nok 3 /c\n# fine\n', 'noise'),
                                           ['not ok 2 /b', '# why']),
    'tells-only-the-first-remarks': (('FAIL', 'not ok 1 /a\n' + '# why\n' * 40, ''), ['not ok 1 /a'] + ['# why'] * 15),
    'tells-how-a-crash-ended': (('ERROR', 'ok 1 /a\n', 'first\n' + 'last\n' * 25), ['last'] * 25),
    'tells-what-a-mute-program-printed': (('TIMEOUT', 'ok 1 /a\nhalf', ''), ['ok 1 /a', 'half']),
    'tells-all-of-a-program-without-cases': (('FAIL', 'found', 'noise'), ['found', 'noise']),
    'tells-nothing-of-what-is-well': (('OK', 'ok 1 /a\n# fine\n', 'noise'), None),
}


def told(result, stdout, stderr):
    """Without the names before each line and the first one, which says how it ended."""
    lines = COUNT.failures({'name': 'forecourt:core / thing', 'result': result, 'stdout': stdout, 'stderr': stderr})
    assert all(line.startswith('FAILED thing: ') for line in lines), lines
    return [line.removeprefix('FAILED thing: ') for line in lines[1:]] if lines else None


def check(number, name, found, wanted):
    print(f"{'ok' if found == wanted else 'not ok'} {number} /count-tests/{name}")
    if found != wanted:
        print(f'# wanted {wanted}, found {found}')


print(f'1..{len(CASES) + len(TOLD)}')
for number, (name, ((result, stdout), wanted)) in enumerate(CASES.items(), 1):
    check(number, name, COUNT.count({'result': result, 'stdout': stdout}), wanted)
for number, (name, (test, wanted)) in enumerate(TOLD.items(), len(CASES) + 1):
    check(number, name, told(*test), wanted)
