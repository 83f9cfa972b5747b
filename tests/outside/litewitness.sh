#!/usr/bin/env bash
# A whole election whose witness is litewitness, a program of others.
#
#   tests/outside/litewitness.sh LITEWITNESS FOLDER
set -euo pipefail
program=$1
folder=$2
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT

ssh-keygen -q -t ed25519 -N '' -f "$work/key"
ssh-agent -D -a "$work/agent" >/dev/null &
for _ in $(seq 100); do [[ -S $work/agent ]] && break; sleep 0.1; done
SSH_AUTH_SOCK=$work/agent ssh-add -q "$work/key"
free_port='import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
port=$(python3 -c "$free_port")
key=$(ssh-keygen -l -f "$work/key.pub" | cut -d' ' -f2)
"$program" -db "$work/witness.db" -name witness.example/lite -ssh-agent "$work/agent" \
  -key "$key" -listen "127.0.0.1:$port" 2>"$work/log" &
for _ in $(seq 100); do [[ -s $work/log ]] && grep -q 'vkey=' "$work/log" && break; sleep 0.1; done
vkey=$(sed -n 's/.*vkey=\([^ ]*\).*/\1/p' "$work/log" | head -n 1)

# What witnessctl add-log and add-key write.
cat >"$work/watch" <<WATCH
#!/usr/bin/env bash
python3 - "\$1" <<'PYTHON'
import base64, hashlib, sqlite3, sys
log = next(line.split()[1] for line in open(sys.argv[1]) if line.startswith("log "))
origin = log.split("+")[0]
database = sqlite3.connect("$work/witness.db", timeout=10)
root = base64.b64encode(hashlib.sha256(b"").digest()).decode()
database.execute("INSERT INTO log (origin, tree_size, tree_hash) VALUES (?, 0, ?)", (origin, root))
database.execute("INSERT INTO key (origin, key) VALUES (?, ?)", (origin, log))
database.commit()
PYTHON
echo "$vkey http://127.0.0.1:$port"
WATCH
chmod +x "$work/watch"
TABELLA_WITNESS=$work/watch "$root/scripts/whole_election.sh" "$folder" 3
