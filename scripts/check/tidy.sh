#!/usr/bin/env bash
# clang-tidy on the sources that changed ($TABELLA_TIDY_SINCE: a commit, or "all")
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# What changed: since the branch left origin/main; of origin/main itself, where nothing did, in its
# last 20 commits, so that a fresh clone is judged by what is new in it and the time is bounded.
# A clone that knows one commit only is read whole.
recent() { git rev-list --first-parent --max-count=21 HEAD | tail -n 1; }
head=$(git rev-parse HEAD)
since=${TABELLA_TIDY_SINCE:-$(git merge-base origin/main HEAD 2>/dev/null || recent)}
[[ $since == all ]] || since=$(git rev-parse --verify --quiet "$since^{commit}") || {
  echo "TABELLA_TIDY_SINCE: there is no commit $TABELLA_TIDY_SINCE"
  exit 1
}
[[ $since != "$head" || -n ${TABELLA_TIDY_SINCE:-} ]] || since=$(recent)
[[ $since != "$head" || -n ${TABELLA_TIDY_SINCE:-} ]] || since=all

# Tests, benchmarks and fuzz targets are left out: it would read their frameworks' macros.
read_through=('*.cpp' ':!tests' ':!bench' ':!fuzz')
if [[ $since == all ]]; then
  changed=$(git ls-files "${read_through[@]}")
else
  changed=$(git diff --name-only --diff-filter=d "$since" -- '*.h' "${read_through[@]}")
fi

# A header is read through its own source file, or else through one that includes it.
source_of() {
  if [[ $1 == *.cpp ]]; then
    echo "$1"
  elif [[ -f ${1%.h}.cpp ]]; then
    echo "${1%.h}.cpp"
  else
    git grep -lF "#include \"$1\"" -- "${read_through[@]}" | head -n 1 || true
  fi
}
files=$(for file in $changed; do source_of "$file"; done | sort -u)
if [[ -z $files ]]; then
  echo "no C++ file changed since ${since:0:12}"
  exit 0
fi

clang_tidy=$(scripts/pinned_tool.sh clang-tidy)
scripts/build.sh release help >/dev/null  # configures, so that the compile commands are there
# Of the compiler's own warnings GCC has the say: the build has made them errors already.
xargs -P "$(nproc)" -n 1 "$clang_tidy" -p build/release --quiet --extra-arg=-w <<<"$files"
version=$("$clang_tidy" --version | grep -oE 'version .*')
echo "$(wc -l <<<"$files") files, changed since ${since:0:12}, $version"
