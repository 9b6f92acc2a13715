#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets libFuzzer search every decoder for a while, beginning with the kept corpus, and says what it found.
   run-fuzz.py BUILD SECONDS [--keep] [NAME …]      --keep: new inputs that reach new code join tests/fuzz/corpus"""
import argparse
import os
import pathlib
import re
import subprocess
import sys

CORPUS = pathlib.Path(__file__).resolve().parent.parent / 'fuzz' / 'corpus'
LONGEST_KEPT = 8192  # bytes of an input that joins the corpus
MEMORY_MB = 2048


def environment():
    return {**os.environ, 'ASAN_OPTIONS': 'detect_leaks=1:allocator_may_return_null=1', 'G_SLICE': 'always-malloc',
            'UBSAN_OPTIONS': 'print_stacktrace=1:halt_on_error=1', 'LC_ALL': 'C.UTF-8'}


def search(harness, name, folder, seconds):
    """Returns what libFuzzer wrote; new inputs go to FOLDER/NAME, a crash to FOLDER."""
    found = folder / name
    found.mkdir(parents=True, exist_ok=True)
    command = [harness, f'-max_total_time={seconds}', f'-rss_limit_mb={MEMORY_MB}', '-timeout=10', '-print_final_stats=1',
               f'-artifact_prefix={folder}/{name}-', found, CORPUS / name]
    run = subprocess.run(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                         errors='replace')
    return run.returncode, run.stderr


def keep(harness, name, folder):
    subprocess.run([harness, '-merge=1', f'-max_len={LONGEST_KEPT}', CORPUS / name, folder / name], env=environment(),
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('build', type=pathlib.Path)
    parser.add_argument('seconds', type=int)
    parser.add_argument('names', nargs='*')
    parser.add_argument('--keep', action='store_true')
    given = parser.parse_intermixed_args()
    harnesses = sorted((given.build / 'tests' / 'fuzz').glob('fuzz-*'))
    harnesses = [path for path in harnesses if path.is_file() and path.name != 'fuzz-make-seeds']
    if not harnesses:
        sys.exit(f'{given.build} has no harnesses: set it up with -Dfuzz=true (make fuzz does)')
    folder = (given.build / 'found').resolve()
    failed = 0
    for harness in harnesses:
        name = harness.name.removeprefix('fuzz-')
        if given.names and name not in given.names:
            continue
        code, said = search(harness.resolve(), name, folder, given.seconds)
        runs = re.search(r'stat::number_of_executed_units:\s*(\d+)', said)
        print(f'{name}\t{runs.group(1) if runs else "?"} inputs\t{"ok" if code == 0 else "FAILED"}', flush=True)
        if code != 0:
            failed += 1
            print(said[-6000:])
            print(f'The input is kept as {folder}/{name}-…; mended, it belongs into tests/fuzz/corpus/{name}.')
        elif given.keep:
            keep(harness.resolve(), name, folder)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
