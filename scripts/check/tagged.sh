#!/usr/bin/env bash
# Builds all test programs of a preset and runs the tests of one tag: tagged.sh PRESET TAG
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

preset=$1
tag=$2
programs=(crypto_tests ballot_tests tally_tests bulletin_board_tests bulletin_board_node_tests verifier_tests web_tests cli_tests)
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
