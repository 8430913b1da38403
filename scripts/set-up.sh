# Sourced by the commands beside it: installs what is missing and checks the toolchain.
# Leaves the working directory at the root of the project.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

debian_packages=(
  git pkg-config libsndfile1-dev libfftw3-dev libsqlite3-dev sqlite3
  libsoxr-dev librubberband-dev
)

install_packages() {
  local missing=() package
  for package in "${debian_packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
      missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      echo "These Debian packages are missing: ${missing[*]}" >&2
      echo "Installing them needs root. Type this line, then run the command again:" >&2
      echo "  sudo apt-get update && sudo apt-get install -y ${missing[*]}" >&2
      exit 2
    fi
    as_root=(sudo -n)
  fi
  echo "Installing ${missing[*]}" >&2
  local log
  log=$(mktemp)
  # An old list of packages is refreshed only where the installation does not work without it.
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
    if ! { "${as_root[@]}" apt-get update &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
      tail -n 20 "$log" >&2
      echo "The Debian packages above could not be installed: ${missing[*]}" >&2
      exit 2
    fi
  fi
  rm -f "$log"
}

check_swift() {
  local found=""
  command -v swift >/dev/null 2>&1 &&
    found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
  if [ -z "$found" ] || [ "$(printf '%s\n6.1\n' "$found" | sort -V | head -n 1)" != 6.1 ]; then
    echo "Swift 6.1 or newer is needed; found ${found:-none}." >&2
    echo "Get it for Debian 12 from https://www.swift.org/install/linux and put its usr/bin on PATH." >&2
    exit 2
  fi
}

if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "This is not a Debian system; install the counterparts of: ${debian_packages[*]}" >&2
else
  install_packages
fi
check_swift
