#!/usr/bin/env bash
# A trustee that is killed at each of its writes, in every step from its key to the totals, goes on
# and reaches the result with what it made the first time. And a crash leaves no memory on the disk.
#
#   tests/crash/trustee.sh SHIM PROGRAM FOLDER
set -euo pipefail
shim=$1
program=$2
cd "$3"
export TABELLA_PASSPHRASE="practice board"
id=killed

tabella() { "$program" "$@" 2>>log.txt; }
# Killed at its first write, then at its second, and so on until it comes through.
kills=0
killed_at_each() {
  local at
  for ((at = 1; at < 200; at++)); do
    status=0
    # The shell's own word that it was killed is of no use.
    { CRASH_AT=$at CRASH_MODE=kill LD_PRELOAD=$shim "$program" "$@" >>out.txt 2>>log.txt ||
      status=$?; } 2>/dev/null
    if [[ $status -eq 0 ]]; then
      [[ $at -gt 1 ]] || { echo "$*: was never killed"; exit 1; }
      return
    fi
    # Killed after its folder had its name: a second run says so.
    if [[ $at -gt 1 && $status -eq 2 ]] && tail -n 1 log.txt | grep -q 'is there already'; then
      return
    fi
    # 128 and SIGKILL; anything else is a failure of its own.
    [[ $status -eq 137 ]] || { echo "$*: ended with $status"; tail -n 5 log.txt; exit 1; }
    kills=$((kills + 1))
  done
  echo "$*: never came through"
  tail -n 5 log.txt
  exit 1
}

tabella board new board --origin board.example/killed >/dev/null
"$program" serve board --port 0 --ready url.txt --block-ms 5 2>server.log &
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
for _ in $(seq 100); do [[ -s url.txt ]] && break; sleep 0.1; done
url=$(cat url.txt)

tabella key official.key --name official >official.public
tabella key registrar.key --name registrar >registrar.public
killed_at_each trustee init one --name one --board "$url" --policy board/policy.txt
tabella trustee init two --name two --board "$url" --policy board/policy.txt >two.public
tabella key one/key >one.public
for name in one two; do tabella trustee backup $name $name.backup >/dev/null; done
tabella election new killed --id $id --policy board/policy.txt --registrar registrar.public \
  --officials official.public \
  --trustees one.public,two.public --threshold 2 >/dev/null
tabella election prepare killed >/dev/null
for key in board/operator.key official.key; do
  tabella sign killed/election.post --key $key >/dev/null
done
tabella post killed/election.post --board "$url" --policy board/policy.txt >/dev/null

killed_at_each trustee rehearse one
tabella trustee rehearse two >/dev/null
killed_at_each trustee join one $id
tabella trustee join two $id >/dev/null
for step in commit deal certify; do
  killed_at_each trustee $step one $id
  tabella trustee $step two $id >/dev/null
done
tabella roll make roll $id --voters 1 --board "$url" \
  --policy board/policy.txt >/dev/null
tabella roll post roll --key registrar.key --board "$url" --policy board/policy.txt >/dev/null
act() {
  tabella election "$1" killed "$1.post" >/dev/null
  tabella sign "$1.post" --key official.key >/dev/null
  tabella post "$1.post" --board "$url" --policy board/policy.txt >/dev/null
}
killed_at_each trustee hold one $id
tabella trustee hold two $id >/dev/null
act open
echo '{"question-1":{"chosen":["yes"]}}' >answers.json
TABELLA_CODE=$(sed -n '2s/.*,//p' roll/codes.csv)
export TABELLA_CODE
# Crashes at its first write. Where the system keeps core files, one of a shell that crashed is
# found before, and none of ours.
leaves_no_core() {
  status=0
  {
    (ulimit -c unlimited; CRASH_AT=1 CRASH_MODE=fault LD_PRELOAD=$shim "$program" "$@") \
      >>out.txt 2>>log.txt || status=$?
  } 2>/dev/null
  # 128 and SIGSEGV
  [[ $status -eq 139 ]] || { echo "$*: did not crash but ended with $status"; exit 1; }
  [[ -z $(find . -name 'core*') ]] || { echo "$*: a crash left the memory of the program"; exit 1; }
}
{ (ulimit -c unlimited; exec sh -c 'kill -SEGV $$') || true; } 2>/dev/null
if [[ -n $(find . -name 'core*') ]]; then
  find . -name 'core*' -delete
  leaves_no_core vote seal crashed $id --answers answers.json --board "$url" \
    --policy board/policy.txt
  leaves_no_core trustee hold one $id
  kept="a crash left no memory behind"
else
  kept="NOT TRIED: this system keeps no core files"
fi
killed_at_each vote seal ballot $id --answers answers.json --board "$url" --policy board/policy.txt
killed_at_each vote cast ballot
act close
killed_at_each trustee decrypt one $id
opened=$(sha256sum one/elections/$id/opened.json)
tabella trustee decrypt one $id >/dev/null
[[ $opened == "$(sha256sum one/elections/$id/opened.json)" ]]
tabella trustee decrypt two $id >/dev/null
tabella result $id --board "$url" --policy board/policy.txt >/dev/null
echo "a trustee and a voter were killed at each of their writes, $kills times, and came to the" \
  "result; $kept"
