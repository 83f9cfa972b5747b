#!/usr/bin/env bash
# What a verifier computes on its way through the good record is in the vectors: record_values.sh
# MAKE_RECORD
set -euo pipefail

vectors=$(dirname "${BASH_SOURCE[0]}")/../vectors/tabella/record_values.json
diff <("$1" --values) "$vectors" || {
  echo "if the protocol changes on purpose: $1 --values >$vectors"
  exit 1
}
