"""Runs the README's shell blocks in their order, each line on its own, and stops at the first that
fails. ./check.sh itself is left out: this is a part of it."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
THIS_RUN = "./check.sh"


def commands(markdown):
    for block in re.findall(r"^```sh\n(.*?)^```$", markdown, re.MULTILINE | re.DOTALL):
        yield from filter(None, (line.strip() for line in block.splitlines()))


def main():
    markdown = (ROOT / "README.md").read_text(encoding="utf-8")
    count = 0
    for command in commands(markdown):
        if command == THIS_RUN:
            continue
        print(f"$ {command}", flush=True)
        if subprocess.run(["bash", "-c", command], cwd=ROOT, check=False).returncode != 0:
            print(f"README.md: this command failed: {command}")
            return 1
        count += 1
    # The demonstration goes on running; a check leaves nothing behind.
    subprocess.run(["./demo.sh", "stop"], cwd=ROOT, check=True)
    print(f"{count} commands ran")
    return 1 if count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
