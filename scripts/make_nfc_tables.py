#!/usr/bin/env python3
"""Writes text/nfc_tables.cpp from the Unicode data that this Python carries.

The tables are part of the protocol: what is a text must not depend on anybody's library. A new
version of Unicode is a new version of them. Run: scripts/make_nfc_tables.py > text/nfc_tables.cpp
"""
import unicodedata

SURROGATES = range(0xD800, 0xE000)
POINTS = [c for c in range(0x110000) if c not in SURROGATES]


def never_in_nfc(c):
    return unicodedata.normalize("NFC", chr(c)) != chr(c)


def composition(c):
    """The pair that composes to c, or None."""
    decomposition = unicodedata.decomposition(chr(c))
    if not decomposition or decomposition.startswith("<"):
        return None
    pair = [int(each, 16) for each in decomposition.split()]
    composed = unicodedata.normalize("NFC", "".join(map(chr, pair)))
    return pair if len(pair) == 2 and composed == chr(c) else None


def runs(points, value):
    """Ranges of neighbours with one value: [first, last, value]."""
    found = []
    for c in points:
        if found and found[-1][1] == c - 1 and found[-1][2] == value(c):
            found[-1][1] = c
        else:
            found.append([c, c, value(c)])
    return found


def table(kind, name, rows):
    print(f"const std::array<{kind}, {len(rows)}> {name} = {{{{")
    line = "   "
    for row in rows:
        item = " {" + ", ".join(row) + "},"
        if len(line) + len(item) > 100:
            print(line)
            line = "   "
        line += item
    print(line.rstrip(",") + "}};\n")


combining = unicodedata.combining
print("// Made by scripts/make_nfc_tables.py from Unicode " + unicodedata.unidata_version + ".")
print('#include "text/nfc_tables.h"\n\nnamespace tabella::ballot::nfc {\n\n// clang-format off')
table("Range", "kNeverInNfc",
      [[f"{a:#x}", f"{b:#x}"] for a, b, _ in runs(filter(never_in_nfc, POINTS), lambda c: 0)])
marks = [c for c in POINTS if combining(chr(c))]
table("ClassRange", "kCombiningClasses",
      [[f"{a:#x}", f"{b:#x}", str(k)] for a, b, k in runs(marks, lambda c: combining(chr(c)))])
pairs = [[c, *pair] for c in POINTS if (pair := composition(c))]
table("Composite", "kComposites", [[f"{each:#x}" for each in row] for row in pairs])
print("// clang-format on\n\n}  // namespace tabella::ballot::nfc")
