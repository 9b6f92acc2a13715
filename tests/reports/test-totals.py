#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""On random days the totals in spreadsheet, CSV and PDF are those that the screen's model computes.
   test-totals.py WRITE-DAYS; FC_TEST_SEED makes a day happen again."""
import csv
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from xml.etree import ElementTree

DAYS = 25
MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
# A unit of the model in the CSV and on the page, in the spreadsheet, and to what the page rounds.
KINDS = {
    'money': (Decimal('0.01'), Decimal('0.01'), Decimal('0.01')),
    'volume': (Decimal('0.001'), Decimal('0.001'), Decimal('0.001')),
    'whole': (Decimal('0.001'), Decimal('0.001'), Decimal('1')),
    'ppm': (Decimal('0.0001'), Decimal('0.000001'), Decimal('0.01')),
}


def tables_of_csv(path):
    """{section: [row, …]} with cells as text."""
    tables, section = {}, None
    for row in csv.reader(path.open(encoding='utf-8', newline='')):
        if len(row) <= 1:
            section = tables.setdefault(row[0], []) if row else None
        elif section is not None:
            section.append(row)
    return tables


def tables_of_xlsx(path):
    tables = {}
    with zipfile.ZipFile(path) as book:
        texts = [''.join(node.itertext()) for node in ElementTree.fromstring(book.read('xl/sharedStrings.xml'))]
        for name in book.namelist():
            if not re.fullmatch(r'xl/worksheets/sheet\d+\.xml', name):
                continue
            rows = []
            for row in ElementTree.fromstring(book.read(name)).iter(MAIN + 'row'):
                cells = [(cell.get('t'), cell.find(MAIN + 'v')) for cell in row.iter(MAIN + 'c')]
                rows.append([texts[int(value.text)] if kind == 's' else value.text
                             for kind, value in cells if value is not None])
            tables[rows[0][0]] = rows[1:]
    return tables


def tables_of_pdf(path, sections):
    """The same without any space in a row: a narrow one may part thousands, or columns."""
    text = subprocess.run(['pdftotext', '-layout', '-enc', 'UTF-8', str(path), '-'], stdout=subprocess.PIPE, check=True,
                          text=True).stdout
    tables, section = {}, None
    for line in text.replace('−', '-').replace('\f', '\n').splitlines():
        if line.strip() in sections:
            section = tables.setdefault(line.strip(), [])
        elif section is not None and line.strip():
            section.append(''.join(line.split()))
    return tables


def numbers(tables, section, label):
    """The row's cells that are numbers."""
    for row in tables.get(section, []):
        if row and row[0] == label:
            return [Decimal(cell) for cell in row[1:] if re.fullmatch(r'-?\d+(\.\d+)?(E-\d+)?', cell)]
    return None


def same(found, wanted):
    return found is not None and len(found) == len(wanted) and all(
        abs(a - b) < Decimal('0.0000001') for a, b in zip(found, wanted))


def differences(day, tables, what, unit):
    for row in day['rows']:
        found = numbers(tables, row['section'], row['label'])
        wanted = [value * KINDS[kind][unit] for kind, value in row['figures']]
        if not same(found, wanted):
            yield f'{what}: {row["section"]}, {row["label"]}: {found} instead of {wanted}'


def on_paper(kind, value):
    """A pattern of what the page writes: rounded; of a volume as many decimals as its column has, one to three."""
    number = (value * KINDS[kind][0]).quantize(KINDS[kind][2], ROUND_HALF_EVEN)
    text = str(abs(number) if number == 0 else number)
    if kind != 'volume':
        return re.escape(text)
    needed = re.sub(r'(\.\d+?)0+$', r'\1', text)
    return re.escape(needed) + '0{0,%d}' % (len(text) - len(needed))


def differences_on_paper(day, tables):
    for row in day['rows']:
        label = ''.join(row['label'].split())
        found = next((line for line in tables.get(row['section'], []) if line.startswith(label)), None)
        wanted = re.escape(label) + ''.join(on_paper(kind, value) for kind, value in row['figures'])
        if found is None or not re.fullmatch(wanted, re.sub('[a-z]*$', '', found)):
            yield f'PDF: {row["section"]}, {row["label"]}: {found} instead of {wanted}'


def check(day, folder, with_pdf):
    sections = {row['section'] for row in day['rows']} | {'Nozzles', 'Deliveries', 'Account slips', 'Remarks'}
    path = folder / str(day['seed'])
    yield from differences(day, tables_of_csv(path.with_suffix('.csv')), 'CSV', 0)
    yield from differences(day, tables_of_xlsx(path.with_suffix('.xlsx')), 'spreadsheet', 1)
    if with_pdf:
        yield from differences_on_paper(day, tables_of_pdf(path.with_suffix('.pdf'), sections))


def main(program):
    given = os.environ.get('FC_TEST_SEED')
    seed, days = (int(given), 1) if given else (random.randrange(2**31), DAYS)
    with_pdf = shutil.which('pdftotext') is not None
    print(f'1..1\n# FC_TEST_SEED from {seed}' + ('' if with_pdf else '\n# without PDF: pdftotext is not here'))
    with tempfile.TemporaryDirectory() as folder:
        lines = subprocess.run([program, folder, str(seed), str(days)], stdout=subprocess.PIPE, text=True, check=True).stdout
        told = [json.loads(line) for line in lines.splitlines()]
        wrong = [f'FC_TEST_SEED={day["seed"]} {text}' for day in told for text in check(day, Path(folder), with_pdf)]
    for text in wrong[:20]:
        print('#', text)
    good = len(told) == days and not wrong
    print('ok' if good else 'not ok', f'1 - the totals of {len(told)} days are the same everywhere')


if __name__ == '__main__':
    main(*sys.argv[1:])
