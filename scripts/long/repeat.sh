#!/usr/bin/env bash
# Runs a part of ./check.sh again and again, on a machine that is busy with other work:
#   scripts/long/repeat.sh PART COUNT
# A test that depends on time, order or random bytes fails sooner or later, and this shows it. Each
# run has a line in build/long/PART.txt: its number, its verdict, its seconds, and which tests
# failed; the log of a run that failed is kept next to it. Started again, the script goes on where
# it stopped. TABELLA_LOAD says how many busy loops take processors meanwhile (2).
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

# The tests that failed, as the test runners say it; without one, the log's last line.
name_failures() {
  local said='^ *not ok [0-9]+ - .*|\(Failed\)|^The following tests FAILED:.*'
  grep -hoE "$said" "$log" | sed 's/^ *//' | sort -u | paste -sd';' | grep . || tail -n 1 "$log"
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
