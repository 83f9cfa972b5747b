#!/usr/bin/env bash
# includes and imports follow the arrows between the folders and stop at the libraries' doors
# one core
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

status=0
cpp=$(python3 scripts/check_includes.py) || status=1
ts=$(python3 scripts/check_ts_imports.py) || status=1
drawn=$(python3 scripts/draw_arrows.py) || status=1
if [[ $status -ne 0 ]]; then
  printf '%s\n' "$cpp" "$ts" "$drawn"
  exit 1
fi
echo "C++: $cpp; TypeScript: $ts"
