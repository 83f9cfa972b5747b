#!/usr/bin/env bash
# Builds the pages: web/client/dist/*.html. Fetches the pinned packages first if they are not there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../web/client"

# Parts of a check may run side by side: one builds at a time.
mkdir -p ../../build
exec {lock}>../../build/client.lock
flock "$lock"

if ! cmp -s package-lock.json node_modules/.installed; then
  npm ci --ignore-scripts --no-audit --no-fund --silent
  cp package-lock.json node_modules/.installed
fi
[[ ${1:-} == packages ]] || npm run --silent build
