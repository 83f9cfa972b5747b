#!/usr/bin/env bash
# Configures a preset if needed and builds targets of it: scripts/build.sh PRESET [TARGET...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=$1
shift

# A compiler cache, where there is one, that hits in every clone of the project.
if [[ -z ${CMAKE_CXX_COMPILER_LAUNCHER:-} ]] && command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros

# Parts of a check may run side by side: one builds at a time.
mkdir -p build
exec {lock}>"build/$preset.lock"
flock "$lock"
[[ -f build/$preset/build.ninja ]] || cmake --preset "$preset"
cmake --build "build/$preset" ${*:+--target "$@"}
