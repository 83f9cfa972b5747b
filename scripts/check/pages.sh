#!/usr/bin/env bash
# the pages in three browsers and by ear, against real boards: whole elections, lies, accessibility
# one core
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

scripts/build.sh release tabella
scripts/wasm.sh
scripts/build_client.sh

logs=$PWD/build/check/pages
rm -rf "$logs"
mkdir -p "$logs/notes" "$logs/screens"
export SCREEN_NOTES=$logs/notes SCREENS=$logs/screens PREPARED_BOARD=$logs/board

# The board that most files begin with a copy of; those that begin without it are in front.
node tests/web/pages/prepared.mjs "$PREPARED_BOARD" >"$logs/prepared.log" 2>&1 &
prepared=$!

# Two files at a time, each with boards and a browser of its own, and the longest first: then both
# end together.
longest=(whole/journey whole/screenReader trustee/ceremony trustee/totals voter/everyQuestion
         official/acts voter/sending voter/way check/tests)
files() {
  printf 'tests/web/pages/%s.test.mjs\n' "${longest[@]}"
  printf '%s\n' tests/web/pages/*/*.test.mjs
}
run='log=$2/$(basename "$1").log
timeout 3600 node --test "$1" >"$log" 2>&1 || { cat "$log"; exit 1; }'
files | awk '!seen[$0]++' | xargs -P 2 -I{} bash -c "$run" _ {} "$logs"
wait "$prepared"
grep -hE '^(# |ℹ )(pass|fail|skipped) ' "$logs"/*.log
node tests/web/pages/screensSeen.mjs "$SCREEN_NOTES" "$SCREENS"
skipped=$(sed -nE 's/^ *ok [0-9]+ - .*# SKIP (.+)$/\1/p' "$logs"/*.log | sort -u | paste -sd';')
passed=$(($(sed -nE 's/^(# |ℹ )pass ([0-9]+)$/\2/p' "$logs"/*.log | paste -sd+)))
echo "$passed tests passed${skipped:+; skipped: $skipped}"
