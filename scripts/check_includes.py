#!/usr/bin/env python3
"""Checks the house: includes follow the arrows between its rooms, no two files need each other, a
foreign library's headers stop at its door, and no folder grows beyond what one can overlook."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path, PurePosixPath

# A room is a folder with what lies below it, as far as that is no room of its own. It includes what
# its arrows name, and what those reach in their turn. Rooms that nothing lies in yet are here too,
# so that their first file cannot be put wrong.
ARROWS = {
    "crypto": [],
    "text": ["crypto"],
    "ballot": ["text"],
    "tally": ["ballot"],
    "consultation": ["text"],
    "bulletin_board/log": ["text"],
    "bulletin_board/rules": ["bulletin_board/log"],
    "bulletin_board/election": ["bulletin_board/rules", "tally"],
    "bulletin_board/register": ["bulletin_board/rules"],
    "bulletin_board/consultation": ["bulletin_board/register", "consultation"],
    "bulletin_board": ["bulletin_board/election", "bulletin_board/consultation"],
    "bulletin_board/node": ["bulletin_board"],
    "bulletin_board/replication": ["bulletin_board/node"],
    "verifier": ["bulletin_board"],
    "web/wasm": ["verifier"],
    "web/server/http": ["bulletin_board/log"],
    "web/server/html": ["bulletin_board/node"],
    "web/server/pages": ["bulletin_board/node"],
    "web/server/witness": ["bulletin_board/node", "web/server/http"],
    "web/server": ["web/server/http", "web/server/html", "web/server/pages",
                   "web/server/witness"],
    "cli/terminal": ["crypto"],
    "cli/files": ["text"],
    "cli/html": ["web/server/html"],
    "cli/vectors": ["text"],
    "cli/party": ["cli/terminal", "cli/files", "verifier", "bulletin_board/node",
                  "web/server/http"],
    "cli/voter": ["cli/party"],
    "cli/trustee": ["cli/party"],
    "cli/registrar": ["cli/party", "cli/html"],
    "cli/observer": ["cli/party", "cli/html"],
    "cli/operator": ["cli/party"],
    "cli/simulation": ["cli/party", "cli/html"],
    "cli/bench": ["cli/simulation", "web/server"],
    "cli/commands": ["cli/voter", "cli/trustee", "cli/registrar", "cli/observer", "cli/operator",
                     "cli/simulation", "cli/bench", "cli/vectors",
                     "bulletin_board/replication"],
    "cli": ["cli/commands"],
}
# Outside the house: they may look at every part, and nothing may include them.
OUTSIDE = {"tests", "bench", "fuzz"}

# header -> the one door it comes in by, in words and as a predicate. Tests compare with the
# libraries themselves, so they pass every door.
DOORS = [
    ("sodium", "crypto/*.cpp",
     lambda p: p.parts[0] == "crypto" and p.suffix == ".cpp"),
    ("sqlite3", "bulletin_board/node/sqlite.cpp",
     lambda p: str(p) == "bulletin_board/node/sqlite.cpp"),
    ("archive", "cli/party/record_archive.cpp",
     lambda p: str(p) == "cli/party/record_archive.cpp"),
    ("curl", "cli/registrar/mail_server.cpp",
     lambda p: str(p) == "cli/registrar/mail_server.cpp"),
    ("boost", "web/server/",
     lambda p: p.parts[:2] == ("web", "server")),
    ("openssl", "web/server/http/tls.cpp",
     lambda p: str(p) == "web/server/http/tls.cpp"),
    ("gmp", "crypto/modp_group.*",
     lambda p: p.parts[0] == "crypto" and p.stem == "modp_group"),
    ("qrencode", "cli/html/qr_code.cpp",
     lambda p: str(p) == "cli/html/qr_code.cpp"),
    ("nlohmann", "*_json.h, *_json.cpp and cli/",
     lambda p: p.stem.endswith("_json") or p.parts[0] == "cli"),
    ("catch2", "tests/", lambda p: False),
    ("benchmark", "bench/", lambda p: False),
]

MOST_FILES_IN_A_FOLDER = 45
# Data, of which a folder may hold any number.
DATA = ("tests/vectors/", "tests/data/", "fuzz/corpus/")

# All others read JSON through these two, which refuse a zero byte: the library alone takes one for
# the end of the text.
JSON_PARSERS = ("text/strict_json.cpp", "text/loose_json.h")
JSON_PARSE = re.compile(r"\b[Jj]son::(?:sax_)?(?:parse|accept)\b")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def reach(room, arrows=None):
    """The rooms that arrows lead to from this one, itself among them."""
    arrows = ARROWS if arrows is None else arrows
    reached, waiting = set(), [room]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += arrows[here]
    return reached


def room_of(path, arrows=None):
    """The innermost room that a file lies in; none outside the house."""
    arrows = ARROWS if arrows is None else arrows
    return next((str(folder) for folder in path.parents if str(folder) in arrows), None)


def is_outside(path):
    return path.parts[0] in OUTSIDE


def includes_of(text):
    """(line number, quote, name) of each include."""
    for match in INCLUDE.finditer(text):
        yield text.count("\n", 0, match.start(1)) + 1, match.group(1), match.group(2)


def errors_of(path, text, known):
    """Yields (line number, what is wrong) for one source file."""
    lines = text.splitlines()
    if path.suffix == ".h":
        if "#pragma once" not in lines:
            yield 1, "a header needs #pragma once"
        if not lines or not lines[0].startswith("// "):
            yield 1, "a header opens with what it is"
    if not is_outside(path) and str(path) not in JSON_PARSERS:
        for number, line in enumerate(lines, 1):
            if JSON_PARSE.search(line):
                yield number, f"JSON is parsed in {' and '.join(JSON_PARSERS)} alone"
    for number, quote, name in includes_of(text):
        check = project_errors(path, name, known) if quote == '"' else library_errors(path, name)
        yield from ((number, error) for error in check)


def project_errors(path, name, known):
    if name.endswith(".inc"):
        return  # made by CMake, as store.sql.inc from store.sql
    there = PurePosixPath(name)
    if there.parent == path.parent and name in known:
        return
    if name not in known:
        yield f'"{name}" is no file of this project, counted from its root'
    elif is_outside(path):
        return
    elif is_outside(there):
        yield f"{room_of(path)}/ includes {there.parts[0]}/, which nothing may"
    elif room_of(there) not in reach(room_of(path)):
        yield f"no arrow leads from {room_of(path)}/ to {room_of(there)}/"


def library_errors(path, name):
    if is_outside(path):
        return
    top = re.split(r"[/._]", name, maxsplit=1)[0]
    top = "gmp" if top == "gmpxx" else top
    for library, door, may_pass in DOORS:
        if top == library and not may_pass(path):
            yield f"<{name}> is only for {door}"


def circles(needs):
    """The sets of nodes that reach one another, of a graph as a dict of sets (Tarjan 1972)."""
    order, lowest, stack, found = {}, {}, [], []
    for root in needs:
        if root in order:
            continue
        calls = [(root, iter(sorted(needs[root])))]
        order[root] = lowest[root] = len(order)
        stack.append(root)
        while calls:
            node, rest = calls[-1]
            for child in rest:
                if child not in order:
                    order[child] = lowest[child] = len(order)
                    stack.append(child)
                    calls.append((child, iter(sorted(needs.get(child, ())))))
                    break
                if child in stack:
                    lowest[node] = min(lowest[node], order[child])
            else:
                calls.pop()
                if calls:
                    lowest[calls[-1][0]] = min(lowest[calls[-1][0]], lowest[node])
                if lowest[node] == order[node]:
                    circle = stack[stack.index(node):]
                    del stack[stack.index(node):]
                    if len(circle) > 1:
                        found.append(sorted(circle))
    return found


def units_of(texts):
    """Which unit, a header with its source, includes which others."""
    unit = lambda name: str(PurePosixPath(name).with_suffix(""))
    needs = {}
    for name, text in texts.items():
        here = needs.setdefault(unit(name), set())
        here.update(unit(there) for _, quote, there in includes_of(text)
                    if quote == '"' and there in texts and unit(there) != unit(name))
    return needs


def crowded(names):
    count = Counter(str(PurePosixPath(name).parent) for name in names
                    if not name.startswith(DATA))
    return [(folder, files) for folder, files in sorted(count.items())
            if files > MOST_FILES_IN_A_FOLDER]


def tracked(*patterns):
    return subprocess.run(["git", "ls-files", *patterns], check=True, text=True,
                          capture_output=True).stdout.split("\n")[:-1]


def test_this_check():
    """A check that finds nothing may be one that cannot: these faults it must find."""
    known = {"crypto/a.h", "ballot/b.h", "bulletin_board/node/n.h", "tests/t.h"}
    found = lambda name, text: [e for _, e in errors_of(PurePosixPath(name), text, known)]
    assert found("crypto/c.cpp", '#include "ballot/b.h"') == \
        ["no arrow leads from crypto/ to ballot/"]
    assert found("verifier/v.cpp", '#include "bulletin_board/node/n.h"')
    assert found("cli/commands/c.cpp", '#include "tests/t.h"')
    assert found("ballot/c.cpp", "#include <sodium.h>") and found("ballot/c.h", "")
    assert not found("ballot/c.cpp", '#include "crypto/a.h"\n#include "ballot/b.h"')
    assert found("cli/c.cpp", "auto json = nlohmann::json::parse(text);") == \
        ["JSON is parsed in text/strict_json.cpp and text/loose_json.h alone"]
    assert not found("text/strict_json.cpp", "json::sax_parse(text);")
    pair = {"a/x.h": "", "a/x.cpp": '#include "a/y.h"', "a/y.h": '#include "a/x.h"'}
    assert circles(units_of(pair)) == [["a/x", "a/y"]]
    assert not circles(units_of({"a/x.h": "", "a/x.cpp": '#include "a/x.h"'}))
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == [["b", "c"]]
    assert crowded(["a/%d" % i for i in range(46)]) == [("a", 46)]
    assert not circles({room: set(arrows) for room, arrows in ARROWS.items()})


def main():
    test_this_check()
    listed = tracked("*.h", "*.cpp")
    known = set(listed)
    texts = {name: Path(name).read_text(encoding="utf-8") for name in listed}
    failures = 0
    for name, text in texts.items():
        path = PurePosixPath(name)
        if not is_outside(path) and room_of(path) is None:
            print(f"{name}:1: no room of the house")
            failures += 1
            continue
        for number, error in errors_of(path, text, known):
            print(f"{name}:{number}: {error}")
            failures += 1
    # What lies outside shares its helpers as it likes.
    round_trips = circles(units_of({name: text for name, text in texts.items()
                                    if not is_outside(PurePosixPath(name))}))
    for circle in round_trips:
        print(f"these need one another: {', '.join(circle)}")
    full = crowded(tracked())
    for folder, files in full:
        print(f"{folder}/ has {files} files flat, more than {MOST_FILES_IN_A_FOLDER}")
    print(f"{len(listed)} files of C++: {failures} includes or headers against the rules, "
          f"{len(round_trips)} circles, {len(full)} crowded folders")
    return 1 if failures or round_trips or full or not listed else 0


if __name__ == "__main__":
    sys.exit(main())
