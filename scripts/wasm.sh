#!/usr/bin/env bash
# Builds the verifier for browsers, build/wasm/verifier.wasm: scripts/wasm.sh [FOLDER]
# FOLDER is where to build instead, so that two builds can be compared.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build=${1:-build/wasm}
scripts/setup.sh wasm

# Parts of a check may run side by side: one builds at a time.
mkdir -p build
exec {lock}>build/wasm.lock
flock "$lock"

# libsodium's sources come from PyPI, held to their hash. The client prepares what it downloads,
# and stops where it would build it.
sodium=build/tools/libsodium-1.0.20
if [[ ! -f $sodium/complete ]]; then
  rm -rf "$sodium" build/tools/libsodium.new
  mkdir -p build/tools/libsodium.new
  python3 -m venv build/tools/libsodium.new/venv
  build/tools/libsodium.new/venv/bin/pip download --quiet --disable-pip-version-check --no-deps \
    --no-binary :all: --require-hashes --dest build/tools/libsodium.new -r web/wasm/libsodium.txt
  tar -xzf build/tools/libsodium.new/*.tar.gz -C build/tools/libsodium.new \
    --strip-components=3 --wildcards '*/src/libsodium/*'
  cp build/tools/libsodium.new/builds/msvc/version.h \
    build/tools/libsodium.new/src/libsodium/include/sodium/version.h
  rm -rf build/tools/libsodium.new/venv build/tools/libsodium.new/*.tar.gz
  touch build/tools/libsodium.new/complete
  mv build/tools/libsodium.new "$sodium"
fi

if [[ -z ${CMAKE_CXX_COMPILER_LAUNCHER:-} ]] && command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache CMAKE_C_COMPILER_LAUNCHER=ccache
fi
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
[[ -f $build/build.ninja ]] ||
  cmake -S web/wasm -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=None \
    -DCMAKE_TOOLCHAIN_FILE="$PWD/web/wasm/toolchain.cmake" \
    -DTABELLA_SODIUM_SOURCE="$PWD/$sodium"
cmake --build "$build"
