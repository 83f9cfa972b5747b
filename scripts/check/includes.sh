#!/usr/bin/env bash
# includes and imports follow the arrows between the folders and stop at the libraries' doors
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

cpp=$(python3 scripts/check_includes.py) || { echo "$cpp"; python3 scripts/check_ts_imports.py; exit 1; }
ts=$(python3 scripts/check_ts_imports.py) || { echo "$ts"; exit 1; }
echo "C++: $cpp; TypeScript: $ts"
