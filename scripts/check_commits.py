#!/usr/bin/env python3
"""Messages of the newest commits: "area: verb ..." in at most 72 characters, where the area names
what the commit touches, and a body that says why.

It reads the commits since the last tag, or the newest 20 where there is no tag, also those that a
merge brought in, but no merges and none from before this script was there."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NEWEST = 20
SUBJECT_LENGTH = 72
NAME = r"[A-Za-z0-9_][A-Za-z0-9_.+-]*"
AREA = rf"{NAME}(?:/{NAME})*"
SUBJECT = re.compile(rf"({AREA}(?:, {AREA})*): ([^\s:.,]\S*(?: \S+)+)")
TRAILER = re.compile(r"(?:[A-Z][A-Za-z]*(?:-[A-Za-z]+)+|Fixes|Closes|Refs): \S")


def git(*arguments):
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, check=False, capture_output=True, text=True
    )
    return done.stdout.strip() if done.returncode == 0 else ""


def touches(area, paths):
    """A folder, a file or a file without its ending, wherever it is: web/client, pages, README."""
    named = re.compile(rf"(?:^|/){re.escape(area)}(?:$|/|\.[A-Za-z0-9.]+$)")
    return any(named.search(path) for path in paths)


def says_why(body):
    return any(line.strip() and not TRAILER.match(line) for line in body)


def faults(message, paths):
    subject, *rest = message.rstrip("\n").split("\n")
    if len(subject) > SUBJECT_LENGTH:
        yield f"the subject has {len(subject)} characters, at most {SUBJECT_LENGTH}"
    form = SUBJECT.fullmatch(subject)
    if form is None or subject.endswith("."):
        yield 'the subject is not "area: verb ..."'
    else:
        for area in form[1].split(", "):
            if not touches(area, paths):
                yield f'the commit touches nothing of the name "{area}"'
    if rest and rest[0] != "":
        yield "the second line is not empty"
    if not says_why(rest):
        yield "no body says why"


def expect(count, message, *paths):
    if len(list(faults(message, paths))) != count:
        sys.exit(f"check_commits.py judges this otherwise than it should:\n{message}")


def test():
    why = "\n\nTwo programs could differ about it."
    expect(0, "crypto: refuse keys of small order" + why, "crypto/ed25519.cpp")
    expect(0, "cli, crypto: name wiped vectors" + why, "cli/main.cpp", "crypto/secret.h")
    expect(0, "tests/web/pages: end what waits" + why, "tests/web/pages/browser.mjs")
    expect(0, "docs/pages, README: wrap lines" + why, "docs/pages.md", "README.md")
    expect(0, "pages: take a file" + why + "\n\nSigned-off-by: A <a@b>", "src/pages/a/b.ts")
    expect(1, "crypto: refuse keys of small order", "crypto/ed25519.cpp")
    expect(1, "crypto: refuse keys\n\nSigned-off-by: A <a@b>\n", "crypto/ed25519.cpp")
    expect(1, "crypto: refuse keys\nTwo programs could differ.", "crypto/ed25519.cpp")
    expect(1, "crypto: refuse keys" + why, "ballot/seal.cpp")
    expect(1, "crypto: " + "x y " * 17 + "z" + why, "crypto/ed25519.cpp")
    expect(1, "Refuse keys of small order" + why, "crypto/ed25519.cpp")
    expect(1, "crypto: refuse keys of small order." + why, "crypto/ed25519.cpp")
    expect(1, "crypto: fix" + why, "crypto/ed25519.cpp")
    expect(2, "wip", "crypto/ed25519.cpp")


def has_this_script(commit):
    this = pathlib.Path(__file__).resolve().relative_to(ROOT).as_posix()
    return git("ls-tree", "--name-only", commit, "--", this) == this


def is_merge(commit):
    """By what the commit says itself: where a shallow clone ends, git knows of no parents."""
    header = git("cat-file", "commit", commit).split("\n\n")[0]
    return len(re.findall(r"^parent ", header, re.MULTILINE)) > 1


def judged():
    """What is read, newest first, and how far that goes in words."""
    tag = git("describe", "--tags", "--abbrev=0")
    if tag:
        line, since = git("rev-list", f"{tag}..HEAD").splitlines(), f"since {tag}"
    else:
        line = git("rev-list", f"--max-count={NEWEST}", "HEAD").splitlines()
        since = f"of the newest {NEWEST}"
    line = [commit for commit in line if has_this_script(commit)]
    if git("rev-parse", "--is-shallow-repository") == "true":
        since += ", as far as this shallow clone goes"
    return [commit for commit in line if not is_merge(commit)], since


def main():
    test()
    commits, since = judged()
    wrong = 0
    for commit in commits:
        message = git("show", "--no-patch", "--format=%B", commit)
        paths = git("show", "--root", "--no-renames", "--name-only", "--format=", commit)
        for fault in faults(message, paths.splitlines()):
            print(f"{commit[:12]} {message.splitlines()[0]}: {fault}")
            wrong += 1
    print(f"messages read: {len(commits)}, {since}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
