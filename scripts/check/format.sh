#!/usr/bin/env bash
# C++ is formatted by the pinned clang-format
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

clang_format=$(scripts/pinned_tool.sh clang-format)
mapfile -t files < <(git ls-files '*.h' '*.cpp')
"$clang_format" --dry-run --Werror "${files[@]}"
echo "${#files[@]} files, $("$clang_format" --version)"
