#!/usr/bin/env bash
# A whole election by separate parties from the command line against one server: operator, a
# witness, two of three officials, registrar, five trustees of whom three are needed, voters, an
# observer. Leaves the downloaded record in FOLDER/record. Any step that fails ends it.
#
#   scripts/whole_election.sh FOLDER [VOTERS]
#
# TABELLA_WITNESS: a command that makes another witness watch the log of a policy file, and prints
# its verifier key and URL.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

program=$PWD/build/release/tabella
sample=$PWD/scripts/sample_definition.sh
folder=$1
voters=${2:-6}
[[ ! -e $folder ]] || { echo "$folder is there already"; exit 2; }
mkdir -p "$folder"
cd "$folder"
# Everybody's own in truth; one for all here.
export TABELLA_PASSPHRASE=${TABELLA_PASSPHRASE:-practice board}

say() { printf '\n== %s\n' "$*"; }
tabella() { "$program" "$@" 2>>log.txt; }
# What must be refused, and why it was.
refused() {
  if "$program" "$@" >refusal.txt 2>&1; then echo "was not refused: $*"; exit 1; fi
  tail -n 1 refusal.txt
}
on_board() { tabella "$@" --board "$url" --policy policy.txt; }

say "the board, and a witness who signs that it only grows"
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
await() {
  for _ in $(seq 100); do [[ -s $1 ]] && break; sleep 0.1; done
  cat "$1"
}
tabella board new board --origin board.example/practice >/dev/null
if [[ -n ${TABELLA_WITNESS:-} ]]; then
  read -r witness_key witness_url < <("$TABELLA_WITNESS" board/policy.txt)
else
  witness_key=$(tabella witness new witness --name witness.example/w1)
  "$program" witness serve witness --policy board/policy.txt --port 0 --ready witness-url.txt \
    2>witness.log &
  witness_url=$(await witness-url.txt)
fi
sed -i "s|^quorum none|witness w1 $witness_key $witness_url\nquorum w1|" board/policy.txt
cat board/policy.txt
cp board/policy.txt policy.txt
"$program" serve board --port 0 --ready url.txt --block-ms 10 2>server.log &
server=$!
url=$(await url.txt)
echo "served at $url"

say "keys of every party; trustees rehearse, and prove that a backup opens"
for party in official/1 official/2 official/3 registrar; do
  tabella key "${party/\//-}.key" --name "$party" >"${party/\//-}.public"
done
for i in 1 2 3 4 5; do
  tabella trustee init "trustee-$i" --name "trustee/$i" --board "$url" --policy policy.txt \
    >"trustee-$i.public"
  tabella trustee backup "trustee-$i" "trustee-$i.backup"
done
for i in 1 2 3 4; do tabella trustee rehearse "trustee-$i" | tail -n 1; done

say "two officials and the operator announce the election"
"$sample" town-square-2027 "The town square" "城市广场" 5 3 |
  sed 's/"threshold": 3/&, "must_rehearse": true, "must_show_keys": true/' >definition.json
tabella election new square --definition definition.json --policy policy.txt \
  --registrar registrar.public \
  --officials official-1.public,official-2.public,official-3.public \
  --trustees trustee-1.public,trustee-2.public,trustee-3.public,trustee-4.public,trustee-5.public
tabella election prepare square
tabella sign square/election.post --key board/operator.key
for key in official-1.key official-3.key; do
  tabella sign square/election.post --key "$key" | tail -n 1
done
on_board post square/election.post

say "five trustees compare what they join, and hold the key ceremony"
code=$(tabella trustee join trustee-1 town-square-2027 | sed -n 's/^ *check code *//p')
echo "the check code that all read aloud: $code"
for i in 1 2 3 4 5; do
  tabella trustee join "trustee-$i" town-square-2027 --code "$code" | tail -n 1
done
tabella trustee commit trustee-1 town-square-2027 | tee commit.txt
grep -q '^trustee/1: rehearsed is entry ' commit.txt
refused trustee deal trustee-1 town-square-2027
for i in 2 3 4; do tabella trustee commit "trustee-$i" town-square-2027; done
refused trustee commit trustee-5 town-square-2027
tabella trustee rehearse trustee-5
tabella trustee commit trustee-5 town-square-2027
for round in deal certify; do
  for i in 1 2 3 4 5; do tabella trustee "$round" "trustee-$i" town-square-2027; done
done

say "the registrar makes codes and posts the roll"
{
  echo "name,id"
  for ((v = 1; v <= voters; v++)); do echo "Voter $v,$v"; done
} >voters.csv
sed '3s/.*/,1/' voters.csv >wrong.csv
refused roll make roll town-square-2027 --list wrong.csv --board "$url" --policy policy.txt
on_board roll make roll town-square-2027 --list voters.csv
on_board roll post roll --key registrar.key

say "two officials list the hashes of pages, which anybody can stamp again, and give notice"
# The smallest file that is a page: a place for what it trusts, one for what it may connect to.
cat >release.html <<'HTML'
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'none'">
<script type="application/json" id="tabella-stamp">null</script>
HTML
stamp() {
  on_board page stamp release.html --page "$1" --election town-square-2027 --operators "$url" \
    --out "$2"
}
for page in voter check; do
  stamp "$page" "$page.html"
  tabella election page square "$page" "$page.html" "$page.post"
  for key in official-1.key official-3.key; do tabella sign "$page.post" --key "$key"; done
  on_board post "$page.post"
done
stamp voter again.html >/dev/null
[[ $(tabella page hash again.html) == $(tabella page hash voter.html) ]]

say "the registrar compares the codes with the roll, and prints letters with the pages' check codes"
on_board roll check roll/codes.csv town-square-2027
sed '$d' roll/codes.csv >short.csv
refused roll check short.csv town-square-2027 --board "$url" --policy policy.txt
on_board roll letters roll/codes.csv town-square-2027 letters.html \
  --address https://vote.example --check-address https://check.example --contact "+49 30 123456"
for page in voter check; do
  grep -q "$(tabella page hash "$page.html" | sed -n 's/check code *//p')" letters.html
done

say "officials give notice"
echo '{"en": "Letters are on their way.", "zh-Hans": "信件正在寄送。"}' >notice.json
tabella election notice square notice.json notice.post
for key in official-2.key official-3.key; do tabella sign notice.post --key "$key"; done
refused sign notice.post --key official-3.key
on_board post notice.post
echo '{"en": 7}' >wrong.json
refused election notice square wrong.json wrong.post

say "trustees show that they still hold their keys; one is away, and nothing opens before"
tabella election open square open.post
for key in official-1.key official-2.key; do tabella sign open.post --key "$key" | tail -n 1; done
refused post open.post --board "$url" --policy policy.txt
refused trustee destroyed trustee-1 town-square-2027
for i in 1 3 4; do tabella trustee hold "trustee-$i" town-square-2027; done
tabella trustee next trustee-5 town-square-2027
tabella trustee next trustee-5 town-square-2027

say "what two officials signed opens voting"
on_board post open.post

say "voters seal, test and cast"
mkdir receipts
# From the letters; a code is the last column.
mapfile -t codes < <(sed -n '2,$s/.*,//p' roll/codes.csv)
answers() {
  printf '{"trees":{"chosen":["%s"]},"name":{"ranking":[["%s"],["%s"],["%s"]]}}\n' "$@"
}
answers yes linden market peace >linden.json
answers no market peace linden >market.json
answers yes peace linden market >peace.json
choices=(linden market peace linden)
# Casts what is in FOLDER and keeps receipt and ballot as receipts/NAME.
cast() {
  tabella vote cast "$1"
  cp "$1/receipt.tlog-proof" "receipts/$2.tlog-proof"
  cp "$1/ballot.post" "receipts/$2.tlog-proof.post"
}
for ((v = 0; v < voters; v++)); do
  export TABELLA_CODE=${codes[v]}
  on_board vote seal "ballot-$((v + 1))" town-square-2027 --answers "${choices[v % 4]}.json"
  cast "ballot-$((v + 1))" "voter-$((v + 1))"
done
export TABELLA_CODE=${codes[0]}
echo "voter 1 tests the app with a second device:"
on_board vote seal trial town-square-2027 --answers peace.json | tee sealed.txt
tabella vote test trial --answers peace.json --out trial.test
on_board test open trial.test --code "$(sed -n 's/receipt code *//p' sealed.txt)"
refused vote cast trial
echo "voter 1 changes her mind:"
on_board vote seal again town-square-2027 --answers market.json
cast again voter-1-again
refused vote test again --answers market.json --out again.test
TABELLA_CODE=2222-2222-2222-2222-2222-2222 refused vote seal stranger town-square-2027 \
  --answers linden.json --board "$url" --policy policy.txt
unset TABELLA_CODE

say "an official loses its key; the others revoke it, and it signs nothing more"
tabella election revoke square revoke.post --official 1 \
  --reason "The key was left on a train."
for key in official-2.key official-3.key; do tabella sign revoke.post --key "$key" | tail -n 1; done
on_board post revoke.post
tabella election close square stolen.post
for key in official-1.key official-2.key; do tabella sign stolen.post --key "$key" | tail -n 1; done
refused post stolen.post --board "$url" --policy policy.txt
tabella election revoke square last.post --official 2 --reason "One too many."
for key in official-2.key official-3.key; do tabella sign last.post --key "$key" | tail -n 1; done
refused post last.post --board "$url" --policy policy.txt

say "two officials close"
tabella election close square close.post
for key in official-2.key official-3.key; do tabella sign close.post --key "$key" | tail -n 1; done
on_board post close.post

say "three trustees open the totals, once; two are away"
for i in 1 4 5; do tabella trustee decrypt "trustee-$i" town-square-2027; done
tabella trustee status trustee-2 town-square-2027
say "a trustee destroys its key, and says so"
tabella trustee destroyed trustee-4 town-square-2027
refused trustee hold trustee-2 town-square-2027

say "anybody downloads the record"
tabella record record --board "$url" --policy policy.txt
cp -r receipts record/receipts
say "the operator copies the board while it is served"
tabella board backup board backup
kill $(jobs -p) && wait || true
trap - EXIT

say "and verifies it without the server"
for receipt in record/receipts/*.tlog-proof; do
  tabella receipt check "$receipt" "$receipt.post" --policy record/policy.txt
done
tabella receipt check record/receipts/voter-1.tlog-proof record/receipts/voter-1.tlog-proof.post \
  --policy record/policy.txt --board record | tail -n 1
tabella verify record --policy record/policy.txt
say "the operator checks the board and its copy"
tabella board check board
tabella board check backup
tabella board export backup exported
tabella verify exported --policy policy.txt | tail -n 1
say "the result"
tabella result town-square-2027 --board record --policy record/policy.txt
