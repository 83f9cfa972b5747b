#!/usr/bin/env bash
# Three things. An election by separate parties against one server, ended by its verified record.
# The election again that Kraków's district of Zwierzyniec held about its budget in 2022, compared
# with the official outcome. And a board with pages for every role, which goes on running:
# ./demo.sh stop ends it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

demo=$PWD/build/demo
ballots=tests/data/Poland_Krakow_2022_Zwierzyniec.pb

if [[ -d $demo/practice ]]; then scripts/practice_board.sh stop "$demo/practice"; fi
[[ ${1:-} != stop ]] || exit 0

scripts/setup.sh build
scripts/build.sh release tabella
scripts/wasm.sh
scripts/build_client.sh
rm -rf "$demo"
scripts/whole_election.sh "$demo"
echo
echo "== a real election again"
build/release/tabella simulate "$ballots" --report "$demo/report.html"
echo
echo "== pages for every role"
scripts/practice_board.sh start "$demo/practice" "${TABELLA_PORT:-8080}"

echo
echo "The first election's record:            build/demo/record"
echo "The real election as a page with bars:  build/demo/report.html"
echo "The pages go on until:                  ./demo.sh stop"
