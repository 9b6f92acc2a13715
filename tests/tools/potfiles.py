#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names the files that hold translatable text, as po/POTFILES.in should list them.
   potfiles.py ROOT             prints the list
   potfiles.py ROOT --update    writes it"""
import pathlib
import re
import sys

IN_C = re.compile(r'(?<![A-Za-z0-9_])(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"')
IN_UI = re.compile(r'translatable="(?:yes|true|1)"')
COMMENT = re.compile(r'/\*.*?\*/', re.DOTALL)


def translatable(path):
    text = path.read_text(encoding='utf-8')
    if path.suffix in ('.c', '.h'):
        return bool(IN_C.search(COMMENT.sub('', text)))
    return path.suffix != '.ui' or bool(IN_UI.search(text))


def potfiles(root):
    found = [path for pattern in ('data/*.desktop.in', 'data/*.metainfo.xml.in', 'data/*.gschema.xml',
                                  'resources/**/*.ui', 'src/**/*.c', 'src/**/*.h') for path in root.glob(pattern)]
    return sorted(str(path.relative_to(root)) for path in found if translatable(path))


def listed(root):
    lines = (root / 'po/POTFILES.in').read_text(encoding='utf-8').splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith('#')]


def main(root, *options):
    root = pathlib.Path(root)
    lines = '\n'.join(['# SPDX-License-Identifier: GPL-3.0-or-later'] + potfiles(root)) + '\n'
    if '--update' in options:
        (root / 'po/POTFILES.in').write_text(lines, encoding='utf-8')
    else:
        print(lines, end='')


if __name__ == '__main__':
    main(*sys.argv[1:])
