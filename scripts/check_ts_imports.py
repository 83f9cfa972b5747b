#!/usr/bin/env python3
"""Checks that the imports of web/client/src follow the arrows between its folders, that no file
leads back to itself, and that packages, the network and the engine's parser of JSON are used behind
their doors alone. Imports of types count like all others. First the check is tried on small trees
that are made up here: it has to find the fault of each."""

import re
import subprocess
import sys
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "web/client/src"
TESTS = "tests/web/client"

# What a folder may import, besides itself. A page is a folder of pages/: it may import every folder
# that pages/ may, and no other page. "index.ts" is what the npm package shows.
ARROWS = {
    "crypto": set(),
    "text": set(),
    "ballot": {"crypto"},
    "tally": {"crypto", "ballot"},
    "worker": {"crypto", "ballot"},
    "bulletinBoard": {"crypto", "ballot"},
    "verifier": {"crypto", "ballot", "worker", "bulletinBoard"},
    "authority": {"crypto", "ballot", "bulletinBoard", "verifier"},
    "trustee": {"crypto", "ballot", "tally", "bulletinBoard", "verifier"},
    "ui": {"crypto", "text", "ballot", "worker", "bulletinBoard"},
    "voting": {"crypto", "text", "ballot", "worker", "bulletinBoard", "ui"},
    "pages": {"crypto", "text", "ballot", "tally", "worker", "bulletinBoard", "verifier",
              "authority", "trustee", "ui", "voting"},
    "index.ts": {"crypto", "ballot", "bulletinBoard"},
}

# package -> the files that may import it.
DOORS = {
    "libsodium-wrappers-sumo": {"crypto/sodium.ts"},
    "@scure/bip39": {"ui/codeWords.ts"},
    "qrcode-generator": {"worker/qrTrace.ts"},
    "embedded:verifier.wasm": {"verifier/embeddedModule.ts"},
    "embedded:verifierWorker.js": {"verifier/verifyInWorker.ts"},
}

# what -> how it is written, and the files that may: the rest asks them.
WORDS = {
    "JSON.parse": (re.compile(r"\bJSON\.parse\b"), {"ballot/shape.ts"}),
    "fetch": (re.compile(r"\bfetch\("), {"bulletinBoard/operators.ts"}),
    "EventSource": (re.compile(r"\bEventSource\b"), {"bulletinBoard/operators.ts"}),
    "XMLHttpRequest": (re.compile(r"\bXMLHttpRequest\b|\bsendBeacon\b"), set()),
    # Fields are #name; a constructor has no other word.
    "private": (re.compile(r"^(?!\s*//).*\b(private|protected)\b(?! constructor)", re.MULTILINE),
                set()),
}

IMPORT = re.compile(r'\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"', re.MULTILINE)


def imports_of(text):
    """Yields (line number, what is imported)."""
    for match in IMPORT.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, next(filter(None, match.groups()))


def folder_of(path):
    """The box of the diagram that a file lies in."""
    return PurePosixPath(path).parts[0]


def page_of(path):
    parts = PurePosixPath(path).parts
    return parts[1] if parts[0] == "pages" else None


def resolve(path, name):
    """The file that `name` means in `path`, counted from the sources' root."""
    parts = list(PurePosixPath(path).parent.parts)
    for part in PurePosixPath(name).parts:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return None
    return "/".join(parts)


def error_of_package(path, name):
    for package, door in DOORS.items():
        if name == package or name.startswith(f"{package}/"):
            return None if path in door else f'"{name}" is only for {", ".join(sorted(door))}'
    return f'"{name}" has no door: add it to DOORS if it is needed'


def error_of(path, target, arrows):
    """What is wrong with a file's import of another file of the tree, or None."""
    here, there = folder_of(path), folder_of(target)
    if page_of(target) is not None and page_of(path) != page_of(target):
        return "a page is imported by nothing but itself"
    if here != there and there not in arrows.get(here, set()):
        return f"no arrow lets {here} import {there}"
    return None


def circles(graph):
    """The sets of files that lead back to themselves, each as a sorted list: Tarjan's algorithm."""
    found, number, low, stack = [], {}, {}, []

    def visit(file):
        number[file] = low[file] = len(number)
        stack.append(file)
        for target in graph[file]:
            if target not in number:
                visit(target)
                low[file] = min(low[file], low[target])
            elif target in stack:
                low[file] = min(low[file], number[target])
        if low[file] == number[file]:
            circle = stack[stack.index(file):]
            del stack[stack.index(file):]
            if len(circle) > 1 or file in graph[file]:
                found.append(sorted(circle))

    for file in graph:
        if file not in number:
            visit(file)
    return found


def words_of(path, text):
    """Yields (line number, what is wrong) for what is used outside its door."""
    for word, (pattern, doors) in WORDS.items():
        if path in doors:
            continue
        for match in pattern.finditer(text):
            where = ", ".join(sorted(doors)) or "nobody"
            yield text.count("\n", 0, match.end()) + 1, f"{word} is only for {where}"


def errors_of_tree(tree, arrows):
    """(imports against the rules, circles) of a tree {path: text}, in words."""
    errors, graph, used = [], {path: set() for path in tree}, set()
    for path, text in sorted(tree.items()):
        if folder_of(path) not in arrows:
            errors.append(f"{path}:1: no folder of the diagram")
        errors.extend(f"{path}:{line}: {error}" for line, error in words_of(path, text))
        for line, name in imports_of(text):
            if not name.startswith("."):
                error = error_of_package(path, name)
            elif (target := resolve(path, name)) not in tree:
                error = None if name.endswith(".json") else f'"{name}" is no file'
            else:
                error = error_of(path, target, arrows)
                graph[path].add(target)
                used.add((folder_of(path), folder_of(target)))
            if error is not None:
                errors.append(f"{path}:{line}: {error}")
    for here, targets in arrows.items():
        for there in sorted(targets):
            if (here, there) not in used:
                errors.append(f"the arrow from {here} to {there} is needed by no import")
    return errors, [" and ".join(circle) + " lead back to themselves" for circle in circles(graph)]


# What the check must find, else it proves nothing: a tree, its arrows, and a part of the one error
# that it has. None: there is none.
MADE_UP = [
    ({"low/a.ts": "", "high/b.ts": 'import { a } from "../low/a.ts";'},
     {"low": set(), "high": {"low"}}, None),
    ({"low/a.ts": 'import { b } from "../high/b.ts";', "high/b.ts": ""},
     {"low": set(), "high": set()}, "low/a.ts:1: no arrow lets low import high"),
    ({"low/a.ts": '// why\nimport {\n  type B,\n} from "../high/b.ts";', "high/b.ts": ""},
     {"low": set(), "high": set()}, "low/a.ts:4: no arrow lets low import high"),
    ({"low/a.ts": 'export const b = () => import("../high/b.ts");', "high/b.ts": ""},
     {"low": set(), "high": set()}, "no arrow lets low import high"),
    ({"low/a.ts": 'export * from "./b.ts";', "low/b.ts": 'import type { A } from "./a.ts";'},
     {"low": set()}, "low/a.ts and low/b.ts lead back"),
    ({"low/a.ts": 'import "./b.ts";', "low/b.ts": 'import "./c.ts";',
      "low/c.ts": 'import "./a.ts";'}, {"low": set()},
     "low/a.ts and low/b.ts and low/c.ts lead back"),
    ({"pages/one/main.ts": 'import { b } from "../two/b.ts";', "pages/two/b.ts": ""},
     {"pages": set()}, "a page is imported by nothing but itself"),
    ({"low/a.ts": 'import { b } from "../pages/two/b.ts";', "pages/two/b.ts": ""},
     {"low": {"pages"}, "pages": set()}, "a page is imported by nothing but itself"),
    ({"low/a.ts": 'import { b } from "./b.ts";'}, {"low": set()}, '"./b.ts" is no file'),
    ({"low/a.ts": 'import { b } from "../../../b.ts";'}, {"low": set()}, "is no file"),
    ({"low/a.ts": 'import sodium from "libsodium-wrappers-sumo";'}, {"low": set()},
     "only for crypto/sodium.ts"),
    ({"low/a.ts": 'import left from "left-pad";'}, {"low": set()}, "has no door"),
    ({"low/a.ts": "const a = JSON.parse(text) as A;"}, {"low": set()}, "only for ballot/shape.ts"),
    ({"low/a.ts": "\nawait fetch(address);"}, {"low": set()}, "low/a.ts:2: fetch is only for"),
    ({"low/a.ts": "globalThis.fetch(address);"}, {"low": set()}, "fetch is only for"),
    ({"low/a.ts": "new EventSource(address);"}, {"low": set()}, "EventSource is only for"),
    ({"low/a.ts": "class A {\n  private readonly b = 1;\n}"}, {"low": set()}, "a.ts:2: private is"),
    ({"low/a.ts": "// private\nclass A {\n  private constructor() {}\n}"}, {"low": set()}, None),
    ({"other/a.ts": ""}, {}, "no folder of the diagram"),
    ({"low/a.ts": "", "high/b.ts": ""}, {"low": set(), "high": {"low"}}, "is needed by no import"),
]


def overlooked():
    """The made-up trees in which the check does not find exactly the fault that is there."""
    for tree, arrows, expected in MADE_UP:
        errors, found = errors_of_tree(tree, arrows)
        every = errors + found
        if (expected is None and every) or (
                expected is not None and (len(every) != 1 or expected not in every[0])):
            yield f"this check is wrong: in {tree} it finds {every}, not {expected}"


def tracked(folder):
    listed = subprocess.run(["git", "ls-files", f"{folder}/*.ts"], cwd=ROOT, check=True,
                            text=True, capture_output=True).stdout.split()
    return [name.removeprefix(f"{folder}/") for name in listed]


def misplaced_tests(tree):
    """A test lies in the folder of what it tests; helpers of all tests lie above."""
    folders = {str(PurePosixPath(path).parent) for path in tree}
    for path in tracked(TESTS):
        if path.endswith(".test.ts") and str(PurePosixPath(path).parent) not in folders:
            yield f"{TESTS}/{path}:1: there is no such folder in {SOURCE}"


def main():
    wrong = list(overlooked())
    tree = {path: Path(ROOT, SOURCE, path).read_text(encoding="utf-8") for path in tracked(SOURCE)}
    errors, found = errors_of_tree(tree, ARROWS)
    errors += misplaced_tests(tree)
    for line in wrong + errors + found:
        print(line)
    print(f"{len(tree)} files, {len(errors)} imports against the rules, {len(found)} circles")
    return 1 if wrong or errors or found or not tree else 0


if __name__ == "__main__":
    sys.exit(main())
