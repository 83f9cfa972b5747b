#!/usr/bin/env bash
# A board on which everything can be tried in a browser: a real election that is over, a practice
# election in which people vote, and one whose trustees have not met yet. Serves it until stopped.
#
#   scripts/practice_board.sh start FOLDER [PORT]
#   scripts/practice_board.sh stop FOLDER
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

program=$PWD/build/release/tabella
sample=$PWD/scripts/sample_definition.sh
pages=$PWD/web/client/dist
ballots=$PWD/tests/data/Poland_Krakow_2022_Zwierzyniec.pb
action=$1
folder=$2
port=${3:-8080}

stop() {
  for pid in "$folder"/*.pid; do
    [[ -f $pid ]] || continue
    kill "$(cat "$pid")" 2>/dev/null || true
    while kill -0 "$(cat "$pid")" 2>/dev/null; do sleep 0.1; done
    rm "$pid"
  done
}
if [[ $action == stop ]]; then
  stop
  exit 0
fi
[[ $action == start ]] || { sed -n '5,6s/^# *//p' "$0"; exit 2; }

stop
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
folder=$PWD
export TABELLA_PASSPHRASE="practice board"
tabella() {
  "$program" "$@" >>log.txt 2>&1 || { tail -n 3 log.txt; echo "failed: tabella $*"; exit 1; }
}
# Goes on running when this script has ended: background NAME COMMAND...
background() {
  local name=$1
  shift
  setsid "$@" </dev/null >"$name.log" 2>&1 &
  echo $! >"$name.pid"
}
await() {
  for _ in $(seq 200); do [[ -s $1 ]] && break; sleep 0.1; done
  [[ -s $1 ]] || { cat ./*.log; echo "nothing was written to $1"; exit 1; }
  cat "$1"
}

echo "a board with a witness"
tabella board new board --origin board.example/practice
"$program" witness new witness --name witness.example/w1 >witness.key 2>>log.txt
background witness "$program" witness serve witness --policy board/policy.txt --port 0 \
  --ready witness-url.txt
witness="witness w1 $(cat witness.key) $(await witness-url.txt)"
sed -i "s|^quorum none|$witness\nquorum w1|" board/policy.txt
cp board/policy.txt policy.txt

echo "the real ballots of Kraków-Zwierzyniec, 2022, sealed and counted on it"
tabella simulate "$ballots" --board board

background server "$program" serve board --port "$port" --ready url.txt --pages "$pages" --practice
url=$(await url.txt)
on_board() { tabella "$@" --board "$url" --policy policy.txt; }

echo "a practice election: two of three officials, two of three trustees, 24 voters"
for party in official/1 official/2 official/3 registrar; do
  "$program" key "${party/\//-}.key" --name "$party" >"${party/\//-}.public" 2>>log.txt
done
for i in 1 2 3; do
  "$program" trustee init "trustee-$i" --name "trustee/$i" --board "$url" --policy policy.txt \
    >"trustee-$i.public" 2>>log.txt
  tabella trustee backup "trustee-$i" "trustee-$i.backup"
done
announce() {
  tabella election new "$1" --definition "$1.json" --policy policy.txt \
    --registrar registrar.public \
    --officials official-1.public,official-2.public,official-3.public --officials-threshold 2 \
    --trustees trustee-1.public,trustee-2.public,trustee-3.public
  tabella election prepare "$1"
  for key in board/operator.key official-1.key official-2.key; do
    tabella sign "$1/election.post" --key "$key"
  done
  on_board post "$1/election.post"
}
# By two officials: act FILE.post
act() {
  for key in official-1.key official-2.key; do tabella sign "$1" --key "$key"; done
  on_board post "$1"
}
"$sample" town-square "The town square" "城市广场" 3 2 >town-square.json
announce town-square
for round in join commit deal certify; do
  for i in 1 2 3; do tabella trustee "$round" "trustee-$i" town-square; done
done
on_board roll make roll town-square --voters 24
on_board roll post roll --key registrar.key
for page in voter check; do
  on_board page stamp "$pages/$page.html" --election town-square --operators "$url" --practice \
    --out "$page.html"
  tabella election page town-square "$page" "$page.html" "$page.post"
  act "$page.post"
done
on_board roll letters roll/codes.csv town-square letters.html \
  --address "$url/e/town-square/vote" --check-address "$url/e/town-square/check"
tabella election open town-square open.post
act open.post

echo "another one, whose trustees have not met yet"
"$sample" park "The park" "公园" 3 2 >park.json
announce park

cat <<TEXT

Everything can be tried in a browser now, until scripts/practice_board.sh stop $folder

  all elections      $url/
  vote               $url/e/town-square/vote       codes: $folder/letters.html
  check a receipt    $url/e/town-square/check
  observe, verify    $url/e/town-square/observe
                     the real one: $url/e/poland-krakow-2022-zwierzyniec
  hold a ceremony    $url/e/park/trustee           keys: $folder/trustee-1/ to trustee-3/
  totals of a vote   $url/e/town-square/trustee    after two officials have closed it
  run an election    $url/authority                keys: $folder/official-1.key and others

Every key's passphrase is: practice board
TEXT
