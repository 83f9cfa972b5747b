#!/usr/bin/env bash
# Builds one folder's tests as released and runs them: scripts/check/unit.sh FOLDER
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

folder=$1
scripts/build.sh release "${folder}_tests"
ctest --test-dir build/release -L "^$folder\$" -j "$(nproc)" --no-tests=error --output-on-failure
