#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does what clang-format cannot: puts each parameter of a function definition on its own line, names lined up.
   line-up-parameters.py FILE…"""
import pathlib
import re
import sys

DEFINITION = re.compile(r'^(?P<name>\w+) \((?P<parameters>[^(){};]*)\)(?=\n\{)', re.MULTILINE)
PARAMETER = re.compile(r'^(?P<type>.*?)\s*(?P<stars>\**(?:const )?)(?P<name>\w+(?:\[[^\]]*\])*)$', re.DOTALL)

QUARK = re.compile(r'^G_DEFINE_QUARK \([a-z -]+,', re.MULTILINE)  # its dashes are no minus signs


def lined_up(match):
    pieces = [' '.join(piece.split()) for piece in match['parameters'].split(',')]
    parsed = [PARAMETER.match(piece) for piece in pieces]
    if not all(one and one['type'] for one in parsed):  # (void), "..."
        if pieces[-1] != '...' or not all(one and one['type'] for one in parsed[:-1]):
            return match[0]
    width = max(len(one['type']) for one in parsed if one)
    stars = max(len(one['stars']) for one in parsed if one)
    lines = [f"{one['type']:<{width}} {one['stars']:>{stars}}{one['name']}" if one else '...' for one in parsed]
    indent = ',\n' + ' ' * (len(match['name']) + 2)
    return f"{match['name']} ({indent.join(lines)})"


for file in sys.argv[1:]:
    path = pathlib.Path(file)
    text = path.read_text(encoding='utf-8')
    text = QUARK.sub(lambda match: match[0].replace(' - ', '-'), DEFINITION.sub(lined_up, text))
    path.write_text(text, encoding='utf-8')
