#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a replica's file as SQL: dump.py replica.db > version-N.sql, once for each version of its form."""
import sqlite3
import sys

db = sqlite3.connect(sys.argv[1])


def literal(value):
    if value is None:
        return 'NULL'
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value)


print('-- SPDX-License-Identifier: GPL-3.0-or-later')
for pragma in ('application_id', 'user_version'):
    print(f"PRAGMA {pragma} = {db.execute(f'PRAGMA {pragma}').fetchone()[0]};")
print('BEGIN;')
shadows = tuple(f'search_index_{part}' for part in ('data', 'idx', 'content', 'docsize', 'config'))
schema = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY type = 'view', rowid").fetchall()
for kind, name, sql in schema:
    if kind != 'trigger' and name not in shadows and not name.startswith('sqlite_'):
        print(f'{sql};')
for kind, name, sql in schema:
    if kind != 'table' or name in shadows or name.startswith('sqlite_'):
        continue
    columns = 'rowid, text' if name == 'search_index' else '*'
    for row in db.execute(f'SELECT {columns} FROM "{name}"'):
        into = f'"{name}" (rowid, text)' if name == 'search_index' else f'"{name}"'
        print(f"INSERT INTO {into} VALUES ({', '.join(map(literal, row))});")
for kind, name, sql in schema:
    if kind == 'trigger':  # after the rows, or they would count twice
        print(f'{sql};')
print('COMMIT;')
