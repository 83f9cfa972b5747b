#!/usr/bin/env bash
# a node ended at each of its writes, in 2,000 ways: nothing acknowledged is lost; a trustee too
# one core
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

scripts/build.sh release crash tabella
# Power failures are made by the shim, so the files may live in memory.
folder=$(mktemp -d -p "$([[ -d /dev/shm ]] && echo /dev/shm || echo /tmp)")
trap 'rm -rf "$folder"' EXIT
program=build/release/tests/crash
"$program/crash_harness" "$PWD/$program/libcrash_shim.so" "$PWD/$program/crash_child" "$folder" \
  "${TABELLA_CRASH_RUNS:-2000}"
mkdir "$folder/trustee"
tests/crash/trustee.sh "$PWD/$program/libcrash_shim.so" "$PWD/build/release/tabella" \
  "$folder/trustee"
