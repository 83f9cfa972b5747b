#!/usr/bin/env bash
# Runs a part of ./check.sh again and again, on a machine that is busy with other work: scripts/long/repeat.sh
# PART COUNT. Luck shows so: a test that hangs on time, order or random bytes fails sooner or later. Each run has
# its line in build/long/PART.txt: its number, its verdict, its seconds, and which tests failed; the log of a run that
# failed is kept beside it. Started again, it goes on where it stopped. TABELLA_LOAD says how many busy loops take
# processors meanwhile (2).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

part=${1:?which part of ./check.sh?} count=${2:?how many runs in all?}
[[ -f scripts/check/$part.sh ]] || { echo "there is no part $part"; exit 2; }
lines=build/long/$part.txt log=build/check/$part.log
mkdir -p build/long
touch "$lines"

loops=()
for ((i = 0; i < ${TABELLA_LOAD:-2}; ++i)); do
  nice -n 0 bash -c 'while :; do :; done' &
  loops+=($!)
done
trap '[[ ${#loops[@]} -eq 0 ]] || kill "${loops[@]}"' EXIT

# The tests that failed, as node's and Catch2's runners and ctest say it; without one, the log's last line.
name_failures() {
  grep -hoE '^ *not ok [0-9]+ - .*|\(Failed\)|^The following tests FAILED:.*' "$log" | sed 's/^ *//' | sort -u | paste -sd';' | grep . ||
    tail -n 1 "$log"
}

for ((run = $(wc -l <"$lines") + 1; run <= count; ++run)); do
  begin=$SECONDS status=0
  ./check.sh "$part" >/dev/null || status=$?
  if [[ $status -eq 0 ]]; then
    said="ok      $((SECONDS - begin)) s"
  else
    said="failed  $((SECONDS - begin)) s  $(name_failures)"
    cp "$log" "build/long/$part-$run.log"
  fi
  echo "$run $said" | tee -a "$lines"
done

failed=$(grep -cE '^[0-9]+ failed' "$lines" || true)
echo "$(wc -l <"$lines") runs of $part, $failed failed"
[[ $failed -eq 0 ]]
