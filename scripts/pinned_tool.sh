#!/usr/bin/env bash
# Prints the path of clang-format or clang-tidy in the one version that every machine uses:
# scripts/pinned_tool.sh clang-format. Releases differ in their taste, so the version is part of
# the rule; clang-tidy 22 leaves the system's headers out, which takes a third of the time. It is
# installed from PyPI into build/tools, unless the system's is that very version.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case ${1:-} in
  clang-format) version=14.0.6 ;;
  clang-tidy) version=22.1.8 ;;
  *) echo "usage: scripts/pinned_tool.sh clang-format|clang-tidy" >&2; exit 2 ;;
esac
tool=$1
installed=$PWD/build/tools/$tool-$version/bin/$tool

is_pinned() { "$1" --version 2>/dev/null | grep -qF "version $version"; }

if system=$(command -v "$tool") && is_pinned "$system"; then
  echo "$system"
elif is_pinned "$installed"; then
  echo "$installed"
else
  python3 -m venv "build/tools/$tool-$version" >&2
  "build/tools/$tool-$version/bin/pip" install --quiet "$tool==$version" >&2
  is_pinned "$installed"
  echo "$installed"
fi
