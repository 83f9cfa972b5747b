#!/usr/bin/env bash
# C++ is formatted by the pinned clang-format
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

clang_format=$(scripts/pinned_tool.sh clang-format)
mapfile -t files < <(git ls-files '*.h' '*.cpp')
[[ ${#files[@]} -gt 0 ]] || { echo "no C++ file is known to git: this script is wrong"; exit 1; }
"$clang_format" --dry-run --Werror "${files[@]}"
echo "${#files[@]} files, $("$clang_format" --version)"
