#!/usr/bin/env bash
# A real election from its questions to its result, every ballot secret: builds the program and
# holds the election again that Kraków's district of Zwierzyniec held about its budget in 2022.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

ballots=tests/data/Poland_Krakow_2022_Zwierzyniec.pb
report=build/demo/report.html

scripts/setup.sh build
scripts/build.sh release tabella
mkdir -p "$(dirname "$report")"
build/release/tabella simulate "$ballots" --report "$report"

echo
echo "The same as a page with bars and tables: $report"
