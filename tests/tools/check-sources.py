#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the tree to what src/DESIGN.md and HACKING.md promise; speaks TAP.
   check-sources.py ROOT"""
import pathlib
import re
import sys

from potfiles import listed, potfiles

# Which rooms may include the headers of which. "core" stands for every folder of src/core.
ARROWS = {
    'core/base': set(),
    'core/analytics': {'core/base'},
    'core/catalog': {'core/base'},
    'core/command': {'core/base', 'core/catalog'},
    'reports': {'core'},
    'db': {'core'},
    'replica': {'core', 'db'},
    'sync': {'core', 'replica'},
    'office': {'core', 'reports', 'db', 'replica', 'sync'},  # db to read: exports of any entity, row by row
    'hub': {'core', 'db'},
    'app': {'core', 'reports', 'replica', 'sync', 'office'},
    'ctl': {'core', 'reports', 'replica', 'sync', 'office'},
}
SCREEN = ('gtk', 'gdk/', 'gsk', 'adwaita', 'shumate')  # gdk-pixbuf needs none
NETWORK = ('libsoup',)
STORE = ('sqlite3', 'libpq')
# System headers by the beginning of their name.
REFUSED = {
    'core': SCREEN + NETWORK + STORE + ('libsecret',),
    'reports': SCREEN + NETWORK + STORE + ('libsecret',),
    'db': SCREEN + NETWORK + ('libsecret',),
    'replica': SCREEN + NETWORK + ('libsecret', 'libpq'),
    'sync': SCREEN + ('libpq',),
    'office': SCREEN + STORE + NETWORK + ('libsecret',),
    'hub': SCREEN + ('libsecret',),
    'app': STORE + NETWORK + ('json-glib',),
    'ctl': SCREEN + STORE,
}
# Below the app: where sentences for people are made, and which argument of these calls is one.
SPEAKING = ('core', 'replica', 'sync', 'db', 'office', 'reports')
SENTENCES = re.compile(r'\b(g_set_error|g_set_error_literal|g_error_new|g_error_new_literal|g_task_return_new_error'
                       r'|fc_messages_add|fc_naxml_complain|fc_shift_sheet_warn|fc_shift_sheet_odd|fc_sync_failure_new'
                       r'|fc_report_add_section|fc_report_add_column) \(')
TRANSLATED = re.compile(r'(?<!\w)(?:N?_|C_|ngettext) \(')
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)+\'|[()]')
WORDS = re.compile(r'"(?:[^"\\]|\\.)*[A-Za-z]{2,} [A-Za-z](?:[^"\\]|\\.)*"')
COMMENT = re.compile(r'/\*.*?\*/', re.DOTALL)
LINES_OF_FILE = 1000
LINES_OF_FUNCTION = 80
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)
HEADED = {'.c', '.h', '.py', '.sh', '.ui', '.css', '.svg', '.sql', '.in', '.xml', '.build', '.txt', '.supp'}
# Lists that hold nothing but names, and text in the format of somebody else.
UNHEADED = ('data/debian-packages', 'po/LINGUAS')


def room_of(path):
    """The room of a path under src/: "core/base", "db", … ; None at the top."""
    parts = path.parts[1:-1]
    if not parts:
        return None
    return '/'.join(parts[:2]) if parts[0] == 'core' else parts[0]


def may_include(room, other):
    if room == other:
        return True
    if room in ARROWS:
        return other in ARROWS[room] or other.split('/')[0] in ARROWS[room]
    return other.startswith('core/')  # a module of core: base, catalog, command and its sisters


def own_includes(root, sources):
    """Yields (path, name of the header, where it is) for every quoted include that is ours."""
    by_name = {path.name: path for path in sources if path.suffix == '.h'}
    for path in sources:
        for mark, name in INCLUDE.findall((root / path).read_text(encoding='utf-8')):
            target = by_name.get(pathlib.PurePath(name).name)
            if mark == '"' and target is not None:
                yield path, name, target


def wrong_arrows(root, sources):
    for path, name, target in own_includes(root, sources):
        room, other = room_of(path), room_of(target)
        if room and other and not may_include(room, other):
            yield f'{path}: {room} may not include {name} of {other}'
        if name.endswith('-private.h') and path.parent != target.parent:
            yield f'{path}: {name} is private to {target.parent}'


def refused_libraries(root, sources):
    for path in sources:
        room = room_of(path)
        refused = REFUSED.get(room.split('/')[0], ()) if room else ()
        for mark, name in INCLUDE.findall((root / path).read_text(encoding='utf-8')):
            if mark == '<' and name.startswith(refused):
                yield f'{path}: {room} may not include <{name}>'


def twin_headers(root, sources):
    seen = {}
    for path in sources:
        if path.suffix == '.h' and seen.setdefault(path.name, path) != path:
            yield f'{path}: another header has this name: {seen[path.name]}'


def long_files(root, sources):
    for path in sources:
        lines = (root / path).read_text(encoding='utf-8').count('\n')
        if lines > LINES_OF_FILE:
            yield f'{path}: {lines} lines'


def long_functions(root, sources):
    for path in sources:
        start = None
        for number, line in enumerate((root / path).read_text(encoding='utf-8').splitlines(), 1):
            if line.startswith('{'):
                start = number
            elif line.startswith('}') and start:
                if number - start > LINES_OF_FUNCTION:
                    yield f'{path}:{start}: {number - start} lines'
                start = None


def without_licence(root, everything):
    for path in everything:
        wants = path.suffix in HEADED or path.name == 'Makefile'
        if wants and 'tests' in path.parts and path.suffix in ('.xml', '.txt', '.sql', '.in'):
            wants = False  # fixtures stand as their vendors write them
        if wants and not str(path).startswith(UNHEADED):
            head = (root / path).read_text(encoding='utf-8', errors='replace')[:400]
            if 'SPDX-License-Identifier: GPL-3.0-or-later' not in head:
                yield f'{path}: no SPDX line'


def missing_from_potfiles(root, sources):
    wanted, found = set(potfiles(root)), set(listed(root))
    for name in sorted(wanted - found):
        yield f'po/POTFILES.in lacks {name} (tests/tools/potfiles.py . --update)'
    for name in sorted(found - wanted):
        yield f'po/POTFILES.in names {name}, which has nothing to translate'


def end_of_call(text, start):
    """Where the parenthesis that was opened just before start closes."""
    depth = 1
    for token in TOKEN.finditer(text, start):
        depth += {'(': 1, ')': -1}.get(token.group(), 0)
        if depth == 0:
            return token.start()
    return len(text)


def without_translated(args):
    while (call := TRANSLATED.search(args)) is not None:
        args = args[:call.start()] + args[end_of_call(args, call.end()) + 1:]
    return args


def speaking(root, sources):
    """Yields (path, text without comments) of the rooms whose sentences reach the screen."""
    for path in sources:
        room = room_of(path)
        if room and room.split('/')[0] in SPEAKING and path.suffix == '.c':
            text = (root / path).read_text(encoding='utf-8')
            yield path, COMMENT.sub(lambda match: '\n' * match.group().count('\n'), text)


def bare_sentences(root, sources):
    for path, text in speaking(root, sources):
        for call in SENTENCES.finditer(text):
            for words in WORDS.findall(without_translated(text[call.end():end_of_call(text, call.end())])):
                line = text.count('\n', 0, call.start()) + 1
                yield f'{path}:{line}: {call.group(1)} () says {words}, which is not translated'


def unread_formats(root, sources):
    for path in sources:
        text = (root / path).read_text(encoding='utf-8')
        for call in TRANSLATED.finditer(text):
            if re.search(r'G_\w+_FORMAT', text[call.end():end_of_call(text, call.end())]):
                yield f'{path}:{text.count(chr(10), 0, call.start()) + 1}: write PRId64, xgettext stops at other macros'


def files_under(root, *folders):
    return sorted(path.relative_to(root) for folder in folders for path in (root / folder).rglob('*')
                  if path.is_file() and '__pycache__' not in path.parts)


def main(root):
    root = pathlib.Path(root)
    sources = [path for path in files_under(root, 'src') if path.suffix in ('.c', '.h')]
    c_files = sources + [path for path in files_under(root, 'tests') if path.suffix in ('.c', '.h')]
    everything = files_under(root, 'src', 'tests', 'data', 'resources', 'po', 'flatpak')
    everything += [pathlib.Path(name) for name in ('meson.build', 'meson_options.txt', 'Makefile')]
    checks = [
        ('includes-follow-the-arrows', wrong_arrows, sources),
        ('each-room-uses-its-own-libraries', refused_libraries, sources),
        ('headers-have-names-of-their-own', twin_headers, sources),
        ('no-file-above-1000-lines', long_files, c_files),
        ('no-function-above-80-lines', long_functions, c_files),
        ('every-file-names-its-licence', without_licence, everything),
        ('every-translatable-file-is-listed', missing_from_potfiles, sources),
        ('sentences-are-translated', bare_sentences, sources),
        ('translators-see-whole-formats', unread_formats, sources),
    ]
    print(f'1..{len(checks)}')
    failed = False
    for number, (name, check, files) in enumerate(checks, 1):
        faults = list(check(root, files))
        failed |= bool(faults)
        print(f"{'not ok' if faults else 'ok'} {number} /sources/{name}")
        for fault in faults:
            print(fault, file=sys.stderr)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
