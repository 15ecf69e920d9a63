#!/bin/sh
# Measures how fast Rapport is, each thing beside a peer in the same run.
#
#   sh resources/dev/bench.sh
#
# Takes about half an hour, half of it to fill the case file; RAPPORT_BENCH_CASES sets how many cases the case file
# has (200000), RAPPORT_BENCH_STORE a folder to keep it in for the next run. Installs
# first what the tests need and the peers: ReportLab makes the same letters and
# summary, WeasyPrint the same letters, KeePassXC opens an encrypted file of its own,
# sqlcipher and sqlite3 run the same statements over the same data.
# There are no limits to meet: what the figures should be depends on the machine.
set -eu
cd "$(dirname "$0")/../.."

sh resources/dev/setup.sh test
peers='python3-reportlab weasyprint keepassxc sqlcipher sqlite3'
if command -v apt-get >/dev/null 2>&1 && ! dpkg-query -W $peers >/dev/null 2>&1; then
	as_root=
	[ "$(id -u)" -eq 0 ] || as_root=sudo
	echo "Installing with apt-get what Rapport is measured against: $peers"
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $peers ||
		echo "The peers could not be installed: what has none is measured alone." >&2
fi

results=$(mktemp)
kept=
trap 'rm -rf "$results" "$kept"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# measure HOW-OFTEN NAMES PACKAGE [FLAGS]: the benchmarks of one package, one after the other.
measure() {
	often=$1 names=$2 package=$3
	shift 3
	echo "Measuring $package: $names" >&2
	if ! CGO_ENABLED=0 go test -run '^$' -bench "$names" -benchtime "$often" -timeout 30m "$@" "$package" >"$results.part"; then
		cat "$results.part" >&2
		rm -f "$results.part"
		exit 1
	fi
	cat "$results.part" >>"$results"
	rm -f "$results.part"
}

mkdir -p .build
go build -tags migrated_fynedo -o .build/rapport .
RAPPORT_PROGRAM=$(pwd)/.build/rapport
if [ -z "${RAPPORT_BENCH_STORE:-}" ]; then
	kept=$(mktemp -d)
	RAPPORT_BENCH_STORE=$kept/store
fi
export RAPPORT_PROGRAM RAPPORT_BENCH_STORE

measure 9x '^BenchmarkStart$' ./app -tags migrated_fynedo,realwindow
measure 7x '^BenchmarkResolutionLetter$' ./reports/letter
measure 3x '^BenchmarkThousandLetters$' ./reports/letter
measure 5x '^BenchmarkBesideSQLCipher$' ./data/vault
measure 7x '^BenchmarkSignInWithDerivation$' ./data/store
measure 200x '^Benchmark(Load|SignIn|ListPage|SearchKeystroke|CountKeystroke|SearchKeystrokeShown|OpenCase|PeopleLike|Today|MonthFacts|Commit)$' ./data/store
measure 7x '^BenchmarkSummary$' ./app -tags migrated_fynedo # of the case file that data/store has kept

cases=${RAPPORT_BENCH_CASES:-200000}
printf '\n%s; %s processors; load %s; %s cases. Medians in milliseconds; in brackets the 95th percentile.\n\n' \
	"$(sed -n 's/^cpu: //p' "$results" | head -n 1)" "$(getconf _NPROCESSORS_ONLN)" "$(uptime | sed 's/.*average[s]*: //')" "$cases"
awk '
/^Benchmark/ {
	name = $1
	sub(/^Benchmark/, "", name)
	sub(/-[0-9]+$/, "", name)
	for (i = 3; i < NF; i += 2)
		value[name " " $(i + 1)] = $i
}
function number(v) { return sprintf(v < 10 ? "%.1f" : "%.0f", v) }
function row(what, ours, peer, ratio) { printf "| %s | %s | %s | %s |\n", what, ours, peer, ratio }
function ratio(ours, peer) { return peer > 0 ? sprintf("%.2f", ours / peer) : "" }
# beside: two metrics of one benchmark.
function beside(what, name, ours, peer) {
	if (!((name " " ours) in value)) return
	ours = value[name " " ours]; peer = value[name " " peer]
	row(what, number(ours), peer == "" ? "not installed" : number(peer), ratio(ours, peer))
}
# summary: one of a month of the case file.
function summary(what, name) {
	if (!((name " cases") in value)) return
	what = what " of " value[name " cases"] " cases"
	beside(what ", from facts to pages, in a running program", name, "ours-ms", "reportlab-ms")
	beside(what ", a whole process", name, "process-ours-ms", "process-reportlab-ms")
	beside(what ", the most memory it held, in MB", name, "peak-ours-MB", "peak-reportlab-MB")
}
# store: the encrypted case file beside plain SQLite.
function store(what, name) {
	if (!((name " sealed-p50-ms") in value)) return
	row(what, number(value[name " sealed-p50-ms"]) " (" number(value[name " sealed-p95-ms"]) ")",
		number(value[name " plain-p50-ms"]) " (" number(value[name " plain-p95-ms"]) ")", sprintf("%.2f", value[name " sealed/plain"]))
}
# cipher: the vault beside sqlcipher, and what the driver costs beside the sqlite3 program.
function cipher(what, name,    ours, peer, driver) {
	name = "BesideSQLCipher " name
	ours = value[name "-sealed-ms"]; peer = value[name "-sqlcipher-ms"]
	driver = value[name "-driver/sqlite3"]
	if (ours == "") return
	row(what (driver > 0 ? sprintf(" (the driver beside sqlite3: %.2f; beside the driver on a plain file: %.2f)", driver, value[name "-sealed/driver"]) : ""),
		number(ours), peer == "" ? "not installed" : number(peer), peer == "" ? "" : sprintf("%.2f", value[name "-sealed/sqlcipher"]))
}
END {
	row("what", "Rapport", "peer", "ratio"); row("---", "---:", "---:", "---:")
	print "| **Beside KeePassXC** | | | |"
	beside("start to the first frame", "Start", "ours-first-ms", "keepassxc-first-ms")
	beside("start to the page that asks for the passphrase", "Start", "ours-asks-ms", "keepassxc-asks-ms")
	print "| **Beside ReportLab** | | | |"
	beside("resolution letter, in a running program", "ResolutionLetter", "ours-ms", "reportlab-ms")
	beside("resolution letter, a whole process", "ResolutionLetter", "process-ours-ms", "process-reportlab-ms")
	beside("letter in a batch of 1,000 (200 different ones), processor time", "ThousandLetters", "batch-cpu-ours-ms", "batch-cpu-reportlab-ms")
	summary("monthly summary", "Summary/internal")
	summary("shareable summary", "Summary/shareable")
	print "| **Beside WeasyPrint** | | | |"
	beside("resolution letter, in a running program", "ResolutionLetter", "ours-ms", "weasyprint-ms")
	beside("resolution letter, a whole process", "ResolutionLetter", "process-ours-ms", "process-weasyprint-ms")
	beside("letter in a batch (WeasyPrint: of 40), processor time", "ThousandLetters", "batch-cpu-ours-ms", "batch-cpu-weasyprint-ms")
	print "| **Beside the sqlcipher program** | | | |"
	cipher("4,000 cases with notes and words, in transactions of 1,000", "insert")
	cipher("300 notes, each on disk for good", "commit")
	cipher("2,000 pages of a list, from a freshly opened file", "list")
	cipher("2,000 searches in a table of words, likewise", "search")
	cipher("2,000 cases opened, likewise", "open")
	print "| **Beside plain SQLite, not encrypted** | | | |"
	row("sign-in with key derivation", number(value["SignInWithDerivation p50-ms"]), "none", "")
	store("sign-in, key derivation apart", "SignIn")
	store("search key-stroke: the page of cases", "SearchKeystroke")
	store("search key-stroke: how many there are", "CountKeystroke")
	store("search key-stroke: 200 cases and the sentences in sight", "SearchKeystrokeShown")
	store("page of the list, newest first", "ListPage/newest")
	store("page of the list, next due first", "ListPage/due")
	store("page of the list, severest first", "ListPage/severity")
	store("page of the list, by patient", "ListPage/patient")
	store("page of the list, one unit", "ListPage/unit")
	store("page of the list, kind, state and dates", "ListPage/filtered")
	store("page of the list, filters that find nothing", "ListPage/none")
	store("opening a case", "OpenCase")
	store("who in the register is like somebody", "PeopleLike")
	store("Today", "Today/all")
	store("the facts of a month", "MonthFacts")
	store("adding a note, on disk for good", "Commit")
	printf "| loading cases, a second | %d | %d | %s |\n", value["Load sealed-cases/s"], value["Load plain-cases/s"],
		ratio(value["Load sealed-cases/s"], value["Load plain-cases/s"])
	printf "\nThe summary of %d cases has %d pages in %d kB, the shareable one %d in %d kB.\n", value["Summary/internal cases"],
		value["Summary/internal pages"], value["Summary/internal kB"], value["Summary/shareable pages"], value["Summary/shareable kB"]
}' "$results"
