#!/bin/sh
# Installs what Rapport needs to be built (the default) or tested.
#
#   sh resources/dev/setup.sh [build|test]
#
# Silent when nothing is missing. On Debian and Ubuntu the missing packages are
# installed with apt-get; on other systems they are named and nothing is changed.
set -eu
cd "$(dirname "$0")/../.."

purpose=${1:-build}
case $purpose in
build | test) ;;
*)
	echo "setup.sh takes one word, build or test; it was given: $purpose" >&2
	exit 2
	;;
esac

# gcc only recommends libc6-dev, and xvfb only recommends xauth: both are needed.
# libgl1-mesa-dri draws OpenGL in software under Xvfb.
debian_build='gcc libc6-dev pkg-config libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev'
debian_test='dbus-daemon xvfb xauth xdotool libgl1-mesa-dri poppler-utils qpdf mupdf-tools python3 python3-openpyxl strace tzdata'

say() { printf '%s\n' "$*"; }
have() { command -v "$1" >/dev/null 2>&1; }

# go_number prints a Go version such as go1.26.8 or 1.26 as a number that can be compared.
go_number() {
	printf '%s\n' "$1" | sed 's/^.*go//' | awk -F. '{ printf "%d%03d%03d\n", $1 + 0, $2 + 0, $3 + 0 }'
}

check_go() {
	needed=$(awk '$1 == "go" { print $2; exit }' go.mod)
	if ! have go; then
		say "Go is missing. Install Go $needed or newer from https://go.dev/dl/ and start again." >&2
		exit 1
	fi
	# In this folder a Go from 1.21 on fetches the version that go.mod names, unless it may not.
	if ! found=$(go env GOVERSION 2>&1); then
		say "$found" >&2
		say "Go could not get version $needed by itself. Install it from https://go.dev/dl/ and start again." >&2
		exit 1
	fi
	found=$(printf '%s\n' "$found" | tail -n 1) # above it stands what was fetched
	if [ "$(go_number "$found")" -lt "$(go_number "$needed")" ]; then
		say "Rapport needs Go $needed or newer; this is $found." >&2
		say "Install a newer one from https://go.dev/dl/. From Go 1.21 on it can also fetch it by itself: go env -w GOTOOLCHAIN=auto" >&2
		exit 1
	fi
}

# missing_packages prints those of its arguments that dpkg does not have installed.
missing_packages() {
	for package in "$@"; do
		dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
			printf '%s ' "$package"
	done
}

install_on_debian() {
	wanted=$debian_build
	[ "$purpose" = build ] || wanted="$wanted $debian_test"
	# The lists are split at their spaces on purpose, here and below.
	missing=$(missing_packages $wanted)
	missing=${missing% }
	[ -n "$missing" ] || return 0

	as_root=
	if [ "$(id -u)" -ne 0 ]; then
		if ! have sudo; then
			say "These packages are missing: $missing" >&2
			say "Install them as root, then start again: apt-get install $missing" >&2
			exit 1
		fi
		as_root=sudo
	fi
	say "Installing with apt-get what is needed to $purpose Rapport: $missing"
	# env, because sudo does not hand on the variables of the shell that calls it.
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}

# missing_tools prints what is missing where there is no apt-get to ask.
missing_tools() {
	have cc || have gcc || have clang || printf 'a C compiler, '
	if [ "$system" = Linux ]; then
		for library in gl x11 xcursor xrandr xinerama xi xxf86vm wayland-client wayland-cursor wayland-egl xkbcommon; do
			pkg-config --exists "$library" 2>/dev/null || printf 'the headers of %s, ' "$library"
		done
	fi
	[ "$purpose" = test ] || return 0
	for tool in pdftotext qpdf mutool; do
		have "$tool" || printf '%s, ' "$tool"
	done
	python3 -c 'import openpyxl' 2>/dev/null || printf 'openpyxl for Python, '
	[ "$system" = Linux ] || return 0
	for tool in xvfb-run xdotool dbus-daemon strace; do
		have "$tool" || printf '%s, ' "$tool"
	done
}

ask_elsewhere() {
	system=$(uname -s)
	missing=$(missing_tools)
	[ -n "$missing" ] || return 0
	say "Missing: ${missing%, }." >&2
	cat >&2 <<'LIST'
Install what Rapport needs with your system's own tools, then start again.
  Fedora    sudo dnf install gcc pkgconf-pkg-config mesa-libGL-devel libX11-devel libXcursor-devel
              libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel wayland-devel libxkbcommon-devel
            for the tests also: xorg-x11-server-Xvfb xdotool strace mesa-dri-drivers poppler-utils qpdf mupdf python3-openpyxl
  Arch      sudo pacman -S gcc pkgconf mesa libx11 libxcursor libxrandr libxinerama libxi libxxf86vm
              wayland libxkbcommon
            for the tests also: xorg-server-xvfb xdotool strace poppler qpdf mupdf-tools python-openpyxl
  macOS     xcode-select --install
            for the tests also: brew install poppler qpdf mupdf python; python3 -m pip install openpyxl
  Windows   MSYS2 (https://www.msys2.org), then in its MINGW64 shell:
              pacman -S mingw-w64-x86_64-gcc
            for the tests also: mingw-w64-x86_64-poppler mingw-w64-x86_64-qpdf mingw-w64-x86_64-mupdf-tools
              mingw-w64-x86_64-python-openpyxl
LIST
	exit 1
}

check_go
if have apt-get && have dpkg-query; then
	install_on_debian
else
	ask_elsewhere
fi
