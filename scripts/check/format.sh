#!/usr/bin/env bash
# C++ and TypeScript are formatted by pinned formatters, and no line is longer than 100 columns
# one core
#
#   format.sh --write    formats what is not
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

clang_format=$(scripts/pinned_tool.sh clang-format)
scripts/build_client.sh packages
prettier=web/client/node_modules/.bin/prettier

# Where the client's sources and their tests are.
client=(web/client tests/web/client tests/web/pages tests/web/wasm)
mapfile -t cpp < <(git ls-files '*.h' '*.cpp')
mapfile -t ts < <(git ls-files "${client[@]/%//*.ts}" "${client[@]/%//*.mjs}")
mapfile -t styles < <(git ls-files "${client[@]/%//*.css}" "${client[@]/%//*.html}")
[[ ${#cpp[@]} -gt 0 && ${#ts[@]} -gt 0 && ${#styles[@]} -gt 0 ]] ||
  { echo "git knows no sources of one kind: this script is wrong"; exit 1; }

if [[ ${1:-} == --write ]]; then
  "$clang_format" -i "${cpp[@]}"
  "$prettier" --config web/client/.prettierrc.json --log-level warn --write "${ts[@]}"
  exit
fi

"$clang_format" --dry-run --Werror "${cpp[@]}"
"$prettier" --config web/client/.prettierrc.json --log-level warn --check "${ts[@]}" ||
  { echo "npm run format, in web/client, formats them"; exit 1; }
# What a formatter does not break: comments, texts, styles.
if LC_ALL=C.UTF-8 grep -nE '^.{101,}$' "${ts[@]}" "${styles[@]}"; then
  echo "^ lines of more than 100 columns"
  exit 1
fi
cpp_version=$("$clang_format" --version | grep -oE 'clang-format version [0-9.]+')
echo "${#cpp[@]} C++ files, $cpp_version;" \
  "${#ts[@]} TypeScript files, prettier $("$prettier" --version)"
