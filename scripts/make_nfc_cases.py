#!/usr/bin/env python3
"""Writes tests/vectors/unicode/nfc.txt: random texts, judged by this Python's Unicode data.

Each line is 1 or 0 (whether the text is in normalisation form C) and the text's code points.
"""
import random
import unicodedata

random.seed(14)
HANGUL = [*range(0x1100, 0x1113), *range(0x1161, 0x1176), *range(0x11A7, 0x11C4),
          *range(0xAC00, 0xAC40)]
KNOWN = [c for c in range(0x20, 0x30000)
         if unicodedata.category(chr(c)) not in ("Cn", "Cs", "Co", "Cc")]
MARKS = [c for c in KNOWN if unicodedata.combining(chr(c))]
PARTS = [[int(part, 16) for part in decomposition.split()] for c in KNOWN
         if (decomposition := unicodedata.decomposition(chr(c))) and decomposition[0] != "<"]


def piece():
    kind = random.randrange(5)
    if kind == 0:
        return random.choice(PARTS)
    return [random.choice([MARKS, HANGUL, [0x41, 0x61, 0x65, 0x6F], KNOWN][kind - 1])]


def text():
    made = ""
    for _ in range(random.randint(1, 4)):
        made += "".join(map(chr, piece()))
        if random.random() < 0.4:
            made = unicodedata.normalize("NFC", made)
    return made


for _ in range(4000):
    made = text()
    verdict = int(unicodedata.is_normalized("NFC", made))
    print(verdict, *(f"{ord(c):04X}" for c in made))
