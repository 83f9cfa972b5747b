#!/usr/bin/env bash
# Two elections, every ballot secret. First a practice election by separate parties against one
# server, ended by its verified record. Then the election again that Kraków's district of Zwierzyniec
# held about its budget in 2022, compared with the official outcome.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

demo=build/demo
ballots=tests/data/Poland_Krakow_2022_Zwierzyniec.pb

scripts/setup.sh build
scripts/build.sh release tabella
rm -rf "$demo"
scripts/whole_election.sh "$PWD/$demo"
echo
echo "== a real election again"
build/release/tabella simulate "$ballots" --report "$demo/report.html"

echo
echo "The practice election's record:                $demo/record"
echo "The real election as a page with bars:         $demo/report.html"
