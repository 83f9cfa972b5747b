#!/usr/bin/env bash
# Installs what the project needs from Debian's or Ubuntu's packages. Asks nothing and touches no
# network when everything is there.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: scripts/setup.sh [build|check|wasm|bench]

  build   what ./demo.sh and the build need (default)
  check   the tools of ./check.sh too: Clang, its sanitizer runtimes, Valgrind, Python, OpenSSH,
          ccache, Maude, three browsers, and a screen reader
  wasm    what scripts/wasm.sh needs to compile the verifier for browsers
  bench   Belenios too, which `tabella bench verify` is measured against

Debian 12, Debian 13 and Ubuntu 24.04; as root, or as a user with sudo.
USAGE
}

build=(g++ cmake ninja-build pkg-config libsodium-dev libgmp-dev libsqlite3-dev libarchive-dev
       libboost-dev libqrencode-dev libssl-dev libcurl4-openssl-dev nlohmann-json3-dev catch2
       libbenchmark-dev ca-certificates)
check=(git ccache clang valgrind python3 python3-venv openssh-client fonts-noto-cjk maude)
# Of these Ubuntu does not have all as packages.
browsers=(chromium firefox-esr webkit2gtk-driver xvfb orca at-spi2-core dbus-daemon libglib2.0-bin
          openbox xdotool xclip)
wasm=(clang-19 lld-19 wasi-libc libc++-19-dev-wasm32 libclang-rt-19-dev-wasm32 cmake ninja-build
      nlohmann-json3-dev python3 python3-venv ca-certificates)
bench=(belenios-tool)

case ${1:-build} in
  build) wanted=("${build[@]}") ;;
  check) wanted=("${build[@]}" "${check[@]}" "${browsers[@]}") ;;
  wasm) wanted=("${wasm[@]}") ;;
  bench) wanted=("${build[@]}" "${check[@]}" "${browsers[@]}" "${bench[@]}") ;;
  -h | --help) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac

cannot() {
  printf 'setup.sh: %s\n' "$1" >&2
  printf 'The project needs these packages, or what other systems call them:\n  %s\n' \
    "${wanted[*]}" >&2
  exit 1
}

command -v dpkg-query >/dev/null || cannot "this system has no dpkg, so nothing was installed"

is_installed() {
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# The pages are built with Node. Any release from 18 on will do, wherever it came from.
if ! node -e 'process.exit(process.versions.node.split(".")[0] >= 18 ? 0 : 1)' 2>/dev/null ||
  ! command -v npm >/dev/null; then
  wanted+=(nodejs npm)
fi

# Browsers that no package holds: their tests say which variable names one.
forgone=()
forgo_browsers() {
  local package
  for package in "${browsers[@]}"; do
    [[ " ${missing[*]} " == *" $package "* && -z $(apt-cache madison "$package") ]] || continue
    echo "This system has no package $package, which ./check.sh pages needs (docs/pages.md)"
    forgone+=("$package")
  done
}

list_missing() {
  missing=()
  for package in "${wanted[@]}"; do
    [[ " ${forgone[*]} " == *" $package "* ]] || is_installed "$package" || missing+=("$package")
  done
  # libFuzzer and the sanitizers' runtimes are a package of their own, named after the version that
  # the package clang means.
  if [[ " ${wanted[*]} " == *" clang "* ]] && is_installed clang; then
    local major
    major=$(dpkg-query -W -f '${Depends}' clang | sed -n 's/.*clang-\([0-9]*\).*/\1/p')
    is_installed "libclang-rt-$major-dev" || missing+=("libclang-rt-$major-dev")
  fi
}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    cannot "not root and no sudo, so these could not be installed: ${missing[*]}"
  fi
}

# Twice at most: the version of the runtimes is known once clang is there.
for _ in first second; do
  list_missing
  [[ ${#missing[@]} -gt 0 ]] || exit 0
  echo "Installing: ${missing[*]}"
  as_root apt-get update -qq || cannot "apt-get update failed; is there a network?"
  forgo_browsers
  list_missing
  [[ ${#missing[@]} -gt 0 ]] || exit 0
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    cannot "apt-get could not install: ${missing[*]}"
done
list_missing
[[ ${#missing[@]} -eq 0 ]] || cannot "still missing after installation: ${missing[*]}"
