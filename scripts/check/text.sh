#!/usr/bin/env bash
# licence, links, citations, codes, columns, prose, commits, checklist; nothing names one machine
# one core
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

failures=0
# Complains about every line that matches: refuse WHAT PATTERN [git grep's path arguments]
refuse() {
  local what=$1 pattern=$2 status=0
  shift 2
  git grep -nIE "$pattern" -- "$@" || status=$?
  case $status in
    0) echo "^ $what"; failures=$((failures + 1)) ;;
    1) ;;  # no line matches
    *) echo "git grep cannot search for: $what"; exit 1 ;;
  esac
}

# This file holds the patterns, so it would find itself.
rest=(. ':!scripts/check/text.sh' ':!LICENSE')
refuse "a path of one machine" \
  '(^|[^A-Za-z0-9_.>])/(work|farm|home|root|Users|mnt)/[A-Za-z0-9]' "${rest[@]}"
refuse "a TODO needs its issue: TODO(#12)" '\b(TODO|FIXME|XXX)\b($|[^(]|\([^#])' "${rest[@]}"
# Other people's files are kept as they came.
ours=("${rest[@]}" ':!tests/vectors' ':!tests/data' ':!fuzz/corpus')
refuse "white space at the end of the line" '[[:blank:]]$' "${ours[@]}"
refuse "a carriage return" $'\r' "${ours[@]}"

# The licence's text as the Apache Software Foundation publishes it.
apache=cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30
sha256sum --quiet -c - <<<"$apache  LICENSE" || failures=$((failures + 1))

for document in README CHANGELOG CONTRIBUTING SECURITY docs/architecture docs/protocol; do
  [[ -s $document.md ]] || { echo "$document.md is missing"; failures=$((failures + 1)); }
done

for check in docs codes checklist columns prose commits; do
  python3 "scripts/check_$check.py" || failures=$((failures + 1))
done

if [[ $failures -gt 0 ]]; then
  echo "$failures kinds of mistakes"
  exit 1
fi
echo "$(git ls-files | wc -l) files"
