#!/usr/bin/env bash
# Processor time that belenios-tool needs to verify a ballot of the same question, against ours.
#
#   bench/belenios.sh [BALLOTS]     ballots of its election (default 20)
#
# Needs the Debian package belenios-tool and the program built (README.md). The group is
# BELENIOS-2048, the one that the servers of Belenios 2.0 use.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

ballots=${1:-20}
options=20
group=BELENIOS-2048
program=$PWD/build/release/tabella
[[ -x $program ]] || { echo "build/release/tabella is missing: see README.md"; exit 2; }
command -v belenios-tool >/dev/null || {
  echo "belenios-tool is missing: apt-get install belenios-tool"
  exit 2
}
export BELENIOS_USE_URANDOM=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# User and system seconds of a command.
cpu_seconds() {
  local TIMEFORMAT='%U %S'
  { time "$@" >>"$folder/log" 2>&1; } 2>"$folder/time"
  awk '{ print $1 + $2 }' "$folder/time"
}

# Sets up an election in the folder.
set_up() {
  cd "$folder"
  local uuid answers
  uuid=$(belenios-tool setup generate-token)
  for ((i = 1; i <= ballots; i++)); do echo "voter$i@example.org,voter$i,1"; done >voters.txt
  belenios-tool setup generate-credentials --uuid "$uuid" --group "$group" --file voters.txt \
    >>log 2>&1
  mv ./*.pubcreds public_creds.json
  mv ./*.privcreds private_creds.txt
  belenios-tool setup generate-trustee-key --group "$group" >>log
  cat ./*.pubkey >public_keys.jsons
  belenios-tool setup make-trustees
  answers=$(for ((i = 1; i <= options; i++)); do echo "\"Option $i\""; done | paste -sd,)
  cat >template.json <<JSON
{"description":"","name":"Benchmark",
 "questions":[{"answers":[$answers],"min":1,"max":1,"question":"Question"}],
 "administrator":"A","credential_authority":"C"}
JSON
  belenios-tool setup make-election --uuid "$uuid" --group "$group" --template template.json
  belenios-tool archive init >>log
  rm -f election.json trustees.json public_creds.json
}

cast_ballots() {
  local i=0 vote
  while read -r _ credential; do
    vote=$(for ((o = 0; o < options; o++)); do echo $((o == i % options)); done | paste -sd,)
    belenios-tool election generate-ballot --privcred <(echo "$credential") \
      --ballot <(echo "[[$vote]]") 2>>log |
      belenios-tool archive add-event --type=Ballot >>log 2>&1
    i=$((i + 1))
  done <private_creds.txt
}

ours=$("$program" bench verify --options "$options" --choose 1 --json 2>/dev/null |
  sed -n 's/.*"ms_per_ballot": \([0-9.]*\).*/\1/p' | head -n 1)
printf 'tabella                   %10.3f ms a ballot (choose 1 of %d, in bulk, one thread)\n' \
  "$ours" "$options"
set_up
empty=$(cpu_seconds belenios-tool election verify)
cast_ballots
full=$(cpu_seconds belenios-tool election verify)
awk -v empty="$empty" -v full="$full" -v n="$ballots" -v ours="$ours" 'BEGIN {
  theirs = 1000 * (full - empty) / n
  printf "belenios-tool, 2048 bits  %10.3f ms a ballot (the same question, %d ballots)\n", theirs, n
  printf "ratio                     %10.0f\n", theirs / ours }'
