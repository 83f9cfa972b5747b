#!/usr/bin/env bash
# a whole election by separate parties from the command line against one server
# one core
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

scripts/build.sh release tabella
rm -rf build/check/election
scripts/whole_election.sh "$PWD/build/check/election"
grep -q '"outcome":"elected"' <(build/release/tabella result town-square-2027 --json \
  --board build/check/election/record --policy build/check/election/record/policy.txt)
# The same in one file; and an observer's monitor agrees with it, also when it comes back.
record=build/check/election/record
policy=$record/policy.txt
build/release/tabella record build/check/election/record.tar --board $record --policy $policy
build/release/tabella verify build/check/election/record.tar --policy $policy \
  --report build/check/election/report.html |
  grep -q '^21 checks passed, 0 failed, 0 not done, 0 without objects$'
build/release/tabella follow $record --policy $policy --state build/check/election/followed --once
build/release/tabella follow build/check/election/record.tar --policy $policy \
  --state build/check/election/followed --once
# One altered byte of an entry must be noticed.
cp -r build/check/election/record build/check/election/altered
bundle=$(find build/check/election/altered/tile/entries -type f -print -quit)
printf '\001' | dd of="$bundle" bs=1 seek=20000 conv=notrunc,nocreat status=none
status=0
build/release/tabella verify build/check/election/altered --policy $policy >/dev/null 2>&1 ||
  status=$?
[[ $status -eq 1 ]] || { echo "tabella verify ended with $status on an altered record"; exit 1; }
echo "a whole election held and verified; an altered record refused"
