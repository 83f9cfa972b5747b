#!/usr/bin/env bash
# Runs the tests of one tag, in the programs that have any: tagged.sh PRESET TAG
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

preset=$1
tag=$2
# A folder of tests is a program.
mapfile -t programs < <(git grep -lE "\[\.?$tag\]" -- 'tests/*.cpp' | cut -d/ -f2 | sort -u |
  sed 's/$/_tests/')
[[ ${#programs[@]} -gt 0 ]] || { echo "no test is tagged [$tag]"; exit 1; }
scripts/build.sh "$preset" "${programs[@]}"

count=0
for program in "${programs[@]}"; do
  path=build/$preset/tests/$program
  # Catch2 ends this list with "N matching test cases", or with "0" or "No" for none; version 2
  # exits with N.
  list=$("$path" --list-tests "[$tag]" || true)
  matching=$(sed -n 's/^\([1-9][0-9]*\) matching test case.*/\1/p' <<<"$list")
  [[ -n $matching ]] || continue
  "$path" "[$tag]" --durations yes
  count=$((count + matching))
done

[[ $count -gt 0 ]] || { echo "no test is tagged [$tag]: the tag or this script is wrong"; exit 1; }
echo "$count tests tagged [$tag] passed"
