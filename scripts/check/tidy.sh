#!/usr/bin/env bash
# clang-tidy on the sources changed since origin/main ($TABELLA_TIDY_SINCE; "all")
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# In a clone of the change itself nothing is newer than origin/main: then every file is read.
since=${TABELLA_TIDY_SINCE:-$(git merge-base origin/main HEAD 2>/dev/null || echo all)}
[[ $since == all || $(git rev-parse "$since") != $(git rev-parse HEAD) ]] || since=all

if [[ $since == all ]]; then
  changed=$(git ls-files '*.cpp' '*.h')
else
  changed=$(git diff --name-only --diff-filter=d "$since" -- '*.cpp' '*.h')
fi

# A header is read through its own source file, or else through one that includes it.
source_of() {
  case $1 in
    *.cpp) echo "$1" ;;
    *) if [[ -f ${1%.h}.cpp ]]; then
         echo "${1%.h}.cpp"
       else
         git grep -lF "#include \"$1\"" -- '*.cpp' | head -n 1 || true
       fi ;;
  esac
}
# Tests, benchmarks and fuzz targets are left out: it would read their frameworks' macros.
files=$(for file in $changed; do source_of "$file"; done | grep -vE '^(tests|bench|fuzz)/' | sort -u) || true
if [[ -z $files ]]; then
  echo "no C++ file changed since $since"
  exit 0
fi

clang_tidy=$(scripts/pinned_tool.sh clang-tidy)
scripts/build.sh release help >/dev/null  # configures, so that the compile commands are there
# Of the compiler's own warnings GCC has the say: the build has made them errors already.
xargs -P "$(nproc)" -n 1 "$clang_tidy" -p build/release --quiet --extra-arg=-w <<<"$files"
echo "$(wc -l <<<"$files") files since $since, $("$clang_tidy" --version | grep -oE 'version .*')"
