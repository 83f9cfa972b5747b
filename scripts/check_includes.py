"""Checks that includes follow the arrows between the folders, and that a foreign library's headers
are included behind its door alone. The arrows are those of docs/architecture.md."""

import re
import subprocess
import sys
from pathlib import Path, PurePosixPath

# What a folder may include, besides itself.
ARROWS = {
    "crypto": set(),
    "text": {"crypto"},
    "ballot": {"crypto", "text"},
    "tally": {"crypto", "text", "ballot"},
    "bulletin_board": {"crypto", "text", "ballot", "tally"},
    "web": {"crypto", "text", "ballot", "tally", "bulletin_board"},
    "verifier": {"crypto", "text", "ballot", "tally", "bulletin_board"},
    "web/wasm": {"crypto", "text", "ballot", "tally", "bulletin_board", "verifier"},
    "cli": {"crypto", "text", "ballot", "tally", "bulletin_board", "web", "verifier"},
}
# These stand outside the diagram and may look at every part; nothing may include them.
OUTSIDE = {"tests", "bench", "fuzz"}


# What verifiers and browsers link: no store, socket or clock.
PURE = {"crypto", "text", "ballot", "tally", "bulletin_board", "verifier"}


def folder_of(path):
    """The box of the diagram that a file stands in."""
    return "web/wasm" if path.parts[:2] == ("web", "wasm") else path.parts[0]


def is_node(path):
    return path.parts[:2] == ("bulletin_board", "node")


def is_outside(path):
    return path.parts[0] in OUTSIDE


# header -> who may include it, in words and as a predicate. Tests compare with the libraries
# themselves, so they pass every door.
DOORS = [
    ("sodium", "crypto/*.cpp",
     lambda p: p.parts[0] == "crypto" and p.suffix == ".cpp"),
    ("sqlite3", "bulletin_board/node/sqlite.cpp",
     lambda p: str(p) == "bulletin_board/node/sqlite.cpp"),
    ("archive", "cli/party/record_archive.cpp",
     lambda p: str(p) == "cli/party/record_archive.cpp"),
    ("boost", "web/server/",
     lambda p: p.parts[:2] == ("web", "server")),
    ("gmp", "crypto/modp_group.*",
     lambda p: p.parts[0] == "crypto" and p.stem == "modp_group"),
    ("qrencode", "cli/html/qr_code.cpp",
     lambda p: str(p) == "cli/html/qr_code.cpp"),
    ("nlohmann", "*_json.h, *_json.cpp and cli/",
     lambda p: p.stem.endswith("_json") or p.parts[0] == "cli"),
    ("catch2", "tests/", lambda p: False),
    ("benchmark", "bench/", lambda p: False),
]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def errors_of(path, known):
    """Yields (line number, what is wrong) for one source file."""
    text = Path(path).read_text(encoding="utf-8")
    lines = text.splitlines()
    if path.suffix == ".h":
        if "#pragma once" not in lines:
            yield 1, "a header needs #pragma once"
        if not lines or not lines[0].startswith("// "):
            yield 1, "a header opens with what it is"
    for number, line in enumerate(lines, start=1):
        match = INCLUDE.match(line)
        if not match:
            continue
        quote, name = match.groups()
        if quote == '"':
            yield from ((number, e) for e in project_errors(path, name, known))
        else:
            yield from ((number, e) for e in library_errors(path, name))


def project_errors(path, name, known):
    if name.endswith(".inc"):
        return  # made by CMake, as store.sql.inc from store.sql
    if name not in known:
        yield f'"{name}" is no file of this project, counted from its root'
        return
    here, there = folder_of(path), PurePosixPath(name).parts[0]
    if PurePosixPath(name).parent == path.parent:
        return
    if not is_node(path) and is_node(PurePosixPath(name)) and here in PURE:
        yield f"{here}/ includes the part that touches the world"
    if here == there or is_outside(path):
        return
    if there in OUTSIDE:
        yield f"{here}/ includes {there}/, which nothing may"
    elif there not in ARROWS.get(here, set()):
        yield f"no arrow lets {here}/ include {there}/"


def library_errors(path, name):
    if is_outside(path):
        return
    top = re.split(r"[/._]", name, maxsplit=1)[0]
    top = "gmp" if top == "gmpxx" else top
    for library, door, may_pass in DOORS:
        if top == library and not may_pass(path):
            yield f"<{name}> is only for {door}"


def main():
    listed = subprocess.run(["git", "ls-files", "*.h", "*.cpp"], check=True, text=True,
                            capture_output=True).stdout.split()
    known = set(listed)
    failures = 0
    for name in listed:
        path = PurePosixPath(name)
        if path.parts[0] not in ARROWS and not is_outside(path):
            print(f"{name}:1: no folder of the architecture")
            failures += 1
            continue
        for number, error in errors_of(path, known):
            print(f"{name}:{number}: {error}")
            failures += 1
    print(f"{len(listed)} files, {failures} includes or headers against the rules")
    return 1 if failures or not listed else 0


if __name__ == "__main__":
    sys.exit(main())
