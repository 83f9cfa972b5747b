#!/usr/bin/env python3
"""Holds the diagram in docs/architecture.md to the tables of arrows that the checks of includes and
imports go by. With --write, writes it."""

import re
import sys
from pathlib import Path

import check_includes
import check_ts_imports

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs/architecture.md"
BEGIN, END = "<!-- arrows -->\n", "<!-- end -->\n"


def direct(room, arrows):
    """The arrows from a room that no two others make up for, so that the picture can be read."""
    through = {far for near in arrows[room] for other in arrows[near]
               for far in check_includes.reach(other, arrows)}
    return [other for other in arrows if other in arrows[room] and other not in through]


def diagram(title, arrows, root):
    """A table of arrows in Mermaid's words, each room above what it includes."""
    name = {room: f"{title}_{re.sub('[^a-zA-Z]', '_', room)}" for room in arrows}
    lines = [f"subgraph {title}"]
    # A room of the table that nothing lies in yet.
    still = {room: "" if (ROOT / root / room).exists() else " (to come)" for room in arrows}
    lines += [f'{name[room]}["{room}{still[room]}"]' for room in arrows]
    lines += [f"{name[room]} --> {' & '.join(name[other] for other in direct(room, arrows))}"
              for room in arrows if arrows[room]]
    return [*lines, "end"]


def block():
    lines = ["```mermaid", "flowchart TD", *diagram("Cpp", check_includes.ARROWS, "."),
             *diagram("TypeScript", check_ts_imports.ARROWS, "web/client/src"), "```"]
    return "".join(f"{line}\n" for line in lines)


def main():
    text = DOCUMENT.read_text(encoding="utf-8")
    before, found, rest = text.partition(BEGIN)
    drawn, closed, after = rest.partition(END)
    if not found or not closed:
        print(f"{DOCUMENT.name} has no place for the diagram: {BEGIN.strip()} ... {END.strip()}")
        return 1
    if "--write" in sys.argv[1:]:
        DOCUMENT.write_text(before + BEGIN + block() + END + after, encoding="utf-8")
    elif drawn != block():
        print(f"{DOCUMENT.name}: the diagram is not that of the tables; it is written by\n"
              "  scripts/draw_arrows.py --write")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
