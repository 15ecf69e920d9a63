#!/bin/sh
# Runs every test of Rapport; installs first what the tests need.
#
#   sh resources/dev/test.sh
#
# Stops at the first step that fails, and says at the end what was run, and which
# tests were skipped for want of rights or tools.
set -eu
cd "$(dirname "$0")/../.."
home=$(pwd)

scratch=$(mktemp -d)
step='getting ready'
passed=
skipped=

finish() {
	code=$?
	trap - EXIT
	if [ -s "$scratch/skipped" ]; then
		skipped="$skipped
$(sort -u "$scratch/skipped" | sed 's/^/  /')"
	fi
	rm -rf "$scratch"
	echo
	printf 'Passed:%s\n' "${passed:- nothing}"
	[ -z "$skipped" ] || printf 'Not run:%s\n' "$skipped"
	if [ "$code" -eq 0 ]; then
		echo 'All tests passed.'
	else
		printf 'FAILED: %s. The steps after it were not run.\n' "$step"
	fi
	exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# run_step NAME FUNCTION: the function is called on its own, so that set -e holds inside it.
run_step() {
	step=$1
	printf '\n== %s\n' "$step"
	"$2"
	passed="$passed
  $step"
}

skip_step() { # NAME REASON
	skipped="$skipped
  $1: $2"
}

# tested [NAME=VALUE ...] go test -json ...: shows its lines as without -json, and
# keeps the names and reasons of skipped tests for the end.
tested() {
	{ env "$@" || touch "$scratch/failed"; } | "$scratch/results" "$scratch/skipped"
	[ ! -e "$scratch/failed" ]
}

# A screen of our own. Without the two variables a Wayland desktop would get the window instead.
on_screen() {
	env -u WAYLAND_DISPLAY -u XDG_SESSION_TYPE xvfb-run -a -s '-screen 0 1920x1080x24' "$@"
}

# All packages but the program itself, whose one file needs cgo and OpenGL.
packages_without_window() {
	packages=$(go list -f '{{if ne .ImportPath "rapport"}}{{.ImportPath}}{{end}}' ./...)
	tested CGO_ENABLED=0 go test -json -tags migrated_fynedo -timeout 15m $packages
}

# Where goroutines meet. The program is left out: with it the race detector
# would compile OpenGL's C code a second time.
concurrency='./data/vault ./app/window/ui ./app/away ./app/outfile'
# Of the store those files alone whose tests have several goroutines: the others
# are random walks of one, which take ten times as long under the race detector.
together='data/store/session_test.go data/store/together_test.go'
races() {
	tested CGO_ENABLED=1 go test -json -race -tags migrated_fynedo -timeout 15m $concurrency
	tested CGO_ENABLED=1 go test -json -race -tags migrated_fynedo -timeout 15m -run "^($(sed -n 's/^func \(Test[A-Za-z0-9_]*\).*/\1/p' $together | paste -s -d '|'))\$" ./data/store
}

programs() {
	mkdir -p .build
	go build -tags migrated_fynedo -o .build/rapport .
	go build -o .build/rapport-thread-check .
}

# Folders with tests of the real window: files with the build tag realwindow.
real_window_folders() {
	find app -name '*_test.go' -exec grep -l '^//go:build.*realwindow' {} + | sed 's|^|./|; s|/[^/]*$||' | sort -u
}

# Each of these tests starts a screen of its own.
real_window() {
	tested RAPPORT_PROGRAM="$home/.build/rapport" CGO_ENABLED=0 \
		go test -json -count 1 -tags migrated_fynedo,realwindow -timeout 25m $(real_window_folders)
}

# A program built without Fyne's thread migration logs each call that is made off
# the main goroutine. It is started in an empty folder, because Fyne reads the
# migration from a FyneApp.toml in the working folder too; and with a home of its
# own, so that every file it writes can be searched.
thread_check() (
	program="$home/.build/rapport-thread-check"
	mkdir -p "$scratch/home/.cache" "$scratch/tmp"
	cd "$scratch/home"
	export HOME="$scratch/home" TMPDIR="$scratch/tmp" RAPPORT_EXIT_AFTER_FIRST_FRAME=1 RAPPORT_DEBUG=1
	unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME
	"$program" demo --store "$scratch/home/practice" --cases 200 --seed 1

	# The limit only ends a program that hangs (Fyne may not hear the first signal); a start takes a second or two.
	ended=0
	on_screen timeout -k 10 120 "$program" --store "$scratch/home/practice" >"$scratch/home/output.log" 2>&1 || ended=$?
	cat "$scratch/home/output.log"
	if [ "$ended" -ne 0 ]; then
		echo "The program ended with code $ended; it should have left by itself after its first frame." >&2
		exit 1
	fi
	if grep -rqa 'Error in Fyne call thread' "$scratch/home"; then
		echo 'The window was touched from a goroutine that does not own it: see "Error in Fyne call thread" in the log.' >&2
		grep -rah -A 3 --exclude=output.log 'Error in Fyne call thread' "$scratch/home" >&2 || true
		exit 1
	fi
	echo 'ok  	the window was touched from its own goroutine only'
)

sh resources/dev/setup.sh test
go build -o "$scratch/results" ./resources/dev/results

run_step 'packages, without a window' packages_without_window
run_step 'race detector' races
run_step 'building the program' programs
if command -v xvfb-run >/dev/null 2>&1; then
	if [ -n "$(real_window_folders)" ]; then
		run_step 'the real window' real_window
	else
		skip_step 'the real window' 'there are no tests of it'
	fi
	run_step 'window thread check' thread_check
else
	skip_step 'the real window, window thread check' 'they need Xvfb, which this system does not have'
fi
