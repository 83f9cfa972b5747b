#!/usr/bin/env python3
"""Links between documents lead somewhere, and sections that the code cites are there."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CITATION = re.compile(r'docs/([a-z-]+)\.md(, (?:"[^"]+"(?:, | and )?)+)?')


def tracked(*patterns):
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [ROOT / line for line in listed.stdout.splitlines()]


def headings(path):
    return set(re.findall(r"^#+ (.*)$", path.read_text(), re.MULTILINE))


def dead_links():
    for document in tracked("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text()):
            is_address = target.startswith(("http://", "https://"))
            if not is_address and not (document.parent / target).exists():
                yield f"{document.relative_to(ROOT)}: {target} is not there"


def missing_sections():
    known = {path.stem: headings(path) for path in tracked("docs/*.md")}
    for source in tracked("*.h", "*.cpp"):
        # A comment may break a citation over two lines.
        text = re.sub(r"\n\s*// ?", " ", source.read_text())
        for document, cited in CITATION.findall(text):
            if document not in known:
                yield f"{source.relative_to(ROOT)}: there is no docs/{document}.md"
            for title in re.findall(r'"([^"]+)"', cited):
                if title not in known.get(document, ()):
                    yield f'{source.relative_to(ROOT)}: {document}.md has no section "{title}"'


mistakes = [*dead_links(), *missing_sections()]
for mistake in mistakes:
    print(mistake)
sys.exit(1 if mistakes else 0)
