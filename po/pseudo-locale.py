#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pseudo-locale en@pseudo from the strings of the sources that po/POTFILES.in lists.
   pseudo-locale.py SOURCE-ROOT PO-BUILD-DIR STAMP DEPFILE"""
import pathlib
import re
import subprocess
import sys

ACCENTS = str.maketrans('aceginorsuyzACEGINORSUYZ', 'áçéĝïñöŕšüýžÁÇÉĜÏÑÖŔŠÜÝŽ')
# What the program or GTK reads and a person does not: conversions of printf and strftime, mark-up, entities.
KEPT = re.compile(r'(%[-+ #0\'I]*(?:\d+\$)?[-+ #0\'I]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|ll|[hlLqjzt])?[diouxXeEfFgGaAcspn%]'
                  r'|%[-_0^]?[bBYHMSyZ]|%<PRI[a-zA-Z0-9]+>|</?[A-Za-z][^<>]*>|&[a-z]+;|\\.)')
KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'Q_', 'g_dgettext:2', 'g_dngettext:2,3', 'g_dpgettext2:2c,3']


def pseudo(text):
    """Accents what a person reads, and makes it a third longer."""
    parts = KEPT.split(text)
    parts[::2] = [part.translate(ACCENTS) for part in parts[::2]]
    letters = sum(char.isalpha() for part in parts[::2] for char in part)
    if not letters:
        return ''.join(parts)
    body = ''.join(parts)
    tail = '\\n' if body.endswith('\\n') else ''
    body = body[:len(body) - len(tail)]
    return body + ' ' + 'ẃ' * max(1, letters // 3) + tail


def translate(pot):
    """Fills every msgstr of a template whose strings stand on one line each (msgcat --no-wrap)."""
    out, text, plural, header = [], [], [], True
    into = None
    for line in pot.splitlines():
        if line.startswith('msgid_plural '):
            into = plural
            plural.append(line[line.index('"') + 1:-1])
        elif line.startswith('msgid '):
            into, text, plural = None, [line[line.index('"') + 1:-1]], []
            into = text
        elif line.startswith('msgstr'):
            source = plural if line.startswith('msgstr[') and not line.startswith('msgstr[0]') else text
            into = None
            if header:
                header = False
            else:
                line = line[:line.index('"')] + '"' + pseudo(''.join(source)) + '"'
        elif line.startswith('"') and into is not None:
            into.append(line[1:-1])
        elif line.startswith('msgctxt'):
            into = None
        out.append(line)
    return '\n'.join(out) + '\n'


def extract(root):
    command = ['xgettext', '--files-from=po/POTFILES.in', '--from-code=UTF-8', '--no-wrap', '--no-location',
               '--package-name=forecourt', '--output=-'] + [f'--keyword={word}' for word in KEYWORDS]
    pot = subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE, encoding='utf-8').stdout
    return (pot.replace('charset=CHARSET', 'charset=UTF-8')
               .replace('nplurals=INTEGER; plural=EXPRESSION;', 'nplurals=2; plural=n != 1;')
               .replace('"Language: \\n"', '"Language: en@pseudo\\n"'))


def main(root, build, stamp, depfile):
    sources = [line.strip() for line in (pathlib.Path(root) / 'po/POTFILES.in').read_text().splitlines()
               if line.strip() and not line.startswith('#')]
    folder = pathlib.Path(build) / 'en@pseudo' / 'LC_MESSAGES'
    folder.mkdir(parents=True, exist_ok=True)
    po = pathlib.Path(build) / 'en@pseudo.po'
    po.write_text(translate(extract(root)), encoding='utf-8')
    subprocess.run(['msgfmt', '--check-format', '-o', str(folder / 'forecourt.mo'), str(po)], check=True)
    names = ' '.join(str(pathlib.Path(root) / name) for name in sources + ['po/POTFILES.in'])
    pathlib.Path(depfile).write_text(f'{stamp}: {names}\n', encoding='utf-8')
    pathlib.Path(stamp).touch()


if __name__ == '__main__':
    main(*sys.argv[1:])
