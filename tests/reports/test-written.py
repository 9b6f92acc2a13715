#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of the demo company as forecourtctl writes them: spreadsheet and CSV hold the same numbers, to the last unit.
   test-written.py FORECOURTCTL"""
import csv
import datetime
import re
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

OTHERWISE = ('%', 'From')  # shares and times, which a spreadsheet keeps in a way of its own
MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'


def run(program, *arguments):
    return subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)


def numbers_of_csv(path):
    """Every number of the tables."""
    found, heads = [], None
    for row in csv.reader(path.open(encoding='utf-8', newline='')):
        if len(row) <= 1:
            heads = None
        elif heads is None:
            heads = row
        else:
            found += [Decimal(cell) for head, cell in zip(heads, row)
                      if head not in OTHERWISE and re.fullmatch(r'-?\d+(\.\d+)?', cell)]
    return found


def numbers_of_xlsx(path):
    """Every number of the sheets, in their order."""
    found = []
    with zipfile.ZipFile(path) as book:
        texts = [''.join(node.itertext()) for node in ElementTree.fromstring(book.read('xl/sharedStrings.xml'))]
        sheets = sorted((name for name in book.namelist() if re.fullmatch(r'xl/worksheets/sheet\d+\.xml', name)),
                        key=lambda name: int(re.search(r'\d+', name)[0]))
        for sheet in sheets[1:]:
            others = set()
            for cell in ElementTree.fromstring(book.read(sheet)).iter(MAIN + 'c'):
                value, column = cell.find(MAIN + 'v'), re.match('[A-Z]+', cell.get('r'))[0]
                if value is None:
                    continue
                if cell.get('t') == 's':
                    if texts[int(value.text)] in OTHERWISE:
                        others.add(column)
                elif column not in others:
                    found.append(Decimal(value.text))
    return found


def close(first, second):
    """The same to a thousandth; text cells that look like numbers (slips, tanks) are only in the CSV."""
    rest = list(second)
    for number in first:
        while rest and abs(rest[0] - number) >= Decimal('0.001'):
            rest.pop(0)
        if not rest:
            return False
        rest.pop(0)
    return True


def prices_of(path):
    """Today's and tomorrow's price of each product in the day report."""
    rows = list(csv.reader(path.open(encoding='utf-8', newline='')))
    start = rows.index(['Tomorrow’s prices']) + 2
    end = next((n for n in range(start, len(rows)) if len(rows[n]) <= 1), len(rows))
    return {row[0]: row[1:3] for row in rows[start:end]}


def period_reports(program, folder):
    """Those of the page Reports, of all stations, and what is said of one that there is not."""
    last = datetime.date.today() - datetime.timedelta(days=1)
    common = ['report', '--data-dir', str(folder / 'demo'), '--from', (last - datetime.timedelta(days=13)).isoformat(),
              '--until', last.isoformat()]
    for number, what in enumerate(('sales', 'wet-stock', 'over-short')):
        results = [run(program, *common, '--report', what, '-o', str(folder / f'{what}.{kind}'))
                   for kind in ('csv', 'xlsx', 'pdf')]
        for result in results:
            if result.returncode != 0:
                print('#', result.stderr)
        left, right = numbers_of_xlsx(folder / f'{what}.xlsx'), numbers_of_csv(folder / f'{what}.csv')
        good = len(left) >= 6 and close(left, right) and (folder / f'{what}.pdf').read_bytes().startswith(b'%PDF-')
        print('ok' if good else 'not ok', number + 6, f'- {what} of two weeks: {len(left)} numbers in both')
    refused = run(program, *common, '--report', 'weather', '-o', str(folder / 'none.pdf'))
    told = refused.returncode == 2 and 'over-short' in refused.stderr and not (folder / 'none.pdf').exists()
    print('ok' if told else 'not ok', '9 - of a report that there is not, it says which there are')
    wrong = run(program, 'report', '--data-dir', str(folder / 'demo'), '--report', 'sales', '-o', str(folder / 'none.pdf'))
    print('ok' if wrong.returncode == 2 and '--from' in wrong.stderr else 'not ok', '10 - a period is asked for')


def main(program):
    print('1..10')
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        run(program, 'demo', str(folder / 'demo'))
        date = (datetime.date.today() - datetime.timedelta(days=3)).isoformat()
        common = ['--data-dir', str(folder / 'demo'), '--station', 'HF02', '--date', date]
        for number, (what, more) in enumerate((('shift', ['--shift', '1']), ('day', []))):
            results = [run(program, 'report', *common, *more, '-o', str(folder / f'{what}.{kind}'))
                       for kind in ('csv', 'xlsx', 'pdf')]
            for result in results:
                if result.returncode != 0:
                    print('#', result.stderr)
            left, right = numbers_of_xlsx(folder / f'{what}.xlsx'), numbers_of_csv(folder / f'{what}.csv')
            good = len(left) > 50 and close(left, right)
            print('ok' if good else 'not ok', number + 1, f'- the {what} report: {len(left)} numbers in both')
        pdf = (folder / 'shift.pdf').read_bytes()
        print('ok' if pdf.startswith(b'%PDF-') and b'%%EOF' in pdf[-32:] else 'not ok', '3 - the PDF is whole')
        refused = run(program, 'report', *common, '--shift', '99', '-o', str(folder / 'none.pdf'))
        told = refused.returncode == 1 and 'no shift 99' in refused.stderr and not (folder / 'none.pdf').exists()
        print('ok' if told else 'not ok', '4 - a shift that is not there is named')
        prices = prices_of(folder / 'day.csv')
        good = len(prices) >= 2 and all(Decimal(price) > 0 for pair in prices.values() for price in pair)
        print('ok' if good else 'not ok', f'5 - the day report names tomorrow’s prices of {len(prices)} products')
        period_reports(program, folder)


if __name__ == '__main__':
    main(*sys.argv[1:])
