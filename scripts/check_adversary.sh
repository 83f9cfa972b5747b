#!/usr/bin/env bash
# Compares the tables of docs/adversary.md with the tests: each row of the catalogue has a test, or
# a file that has one, and the table of attacks is what the tests' names say. With --write, writes
# that table.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

document=docs/adversary.md
# Catch2 version 2 exits with the number of tests; version 3 has another option for their names.
program=build/release/tests/adversary_tests
names=$("$program" --list-test-names-only 2>/dev/null || true)
grep -q '^PF3 ' <<<"$names" || names=$("$program" --list-tests --verbosity quiet || true)

# "PF3 S2: words (C9 ballot.bits at ballot 4)" as a row of the table.
table() {
  local named='^([A-Z]{2}[0-9]+) (S[0-4]): (.*) \(((C[0-9]+ )+)([a-z_.]+ )?at (.*)\)$'
  printf '| row | level | attack | checks | code | object |\n|---|---|---|---|---|---|\n'
  sed -nE "s/$named/| \\1 | \\2 | \\3 | \\4| \\6| \\7 |/p" <<<"$names" | LC_ALL=C sort -V
}
listed() { sed -n '/^<!-- attacks -->$/,/^<!-- end -->$/p' "$document" | grep '^|' || true; }

if [[ ${1:-} == --write ]]; then
  table >build/attacks.table
  sed -i -e '/^<!-- attacks -->$/,/^<!-- end -->$/{/^|/d}' \
    -e '/^<!-- attacks -->$/r build/attacks.table' "$document"
fi

failures=0
if ! diff <(listed) <(table); then
  echo "$document does not list the attacks as the tests do: scripts/check_adversary.sh --write"
  failures=1
fi
# Rows of the catalogue: "| PF7 | ... | tests/crypto/x_test.cpp |" or "| PF3 | ... | here |".
rows=0
while IFS='|' read -r _ row _ where _; do
  rows=$((rows + 1))
  row=${row// /}
  read -r where <<<"$where"
  case $where in
    here) grep -qE "^$row( |,|:)" <<<"$names" || { echo "$row has no test here"; failures=1; } ;;
    '- '*) ;;
    *) grep -qsw "$row" "$where" || { echo "$row: $where has no test of that name"; failures=1; } ;;
  esac
done < <(sed -n '/^<!-- catalogue -->$/,/^<!-- end -->$/p' "$document" |
  grep -E '^\| [A-Z]{2}[0-9]+ ')
count=$(table | tail -n +3 | wc -l)
[[ $count -ge 80 ]] || { echo "only $count attacks are listed"; failures=1; }
[[ $rows -ge 75 ]] || { echo "only $rows rows of the catalogue were read"; failures=1; }
[[ $failures -eq 0 ]] || exit 1
echo "$count attacks"
