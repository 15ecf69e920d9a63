// Torture tries whether a case file loses anything, and whether anybody can
// change it unnoticed: it kills, cuts the power, lets the disk fail, flips bits
// and puts things in their place that do not belong there, and then opens the case
// file as an officer would.
//
//	go run ./data/vault/torture             each part, short
//	go run ./data/vault/torture -full       the figures of the README
//	go run ./data/vault/torture power io    some of the parts
//
// Each part prints one line with its counts and its seed, which makes it happen
// once more. A loss, a wrong sentence or something unnoticed is told in full, and
// the command ends with 1.
//
//	crash   another process works at a case file and is killed; everything that it
//	        had acknowledged must be there, and every check right
//	power   a day is recorded down to the single write, and disks are made that a
//	        power cut at any place could have left: of each file all up to its last
//	        sync, of the rest any part, in sectors of 512 or 4096 bytes
//	io      for every step that a day asks of the disk, that step fails: once and
//	        for good, with an error, a full disk, a half write; what was acknowledged
//	        stays, what failed changed nothing, the sentence names the fault, and
//	        work goes on once the disk is well
//	flip    one bit of every 512 bytes of database, log, key file and backup
//	tamper  wrong keys, files cut off, pages moved and put back, planted files
//	fuzz    the fuzz targets of the readers, each for a while
//
// It imports the store and the sentences of the window, which lie above the
// vault: it is a command of its own that nothing imports.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"
)

// trial is what a part is run with.
type trial struct {
	full   bool
	seed   uint64
	stride int    // of the steps that fail; 0: as the form has it
	reads  bool   // only reading fails
	dir    string // a folder of its own
	out    io.Writer
}

// part is one kind of torture. It prints its line and reports whether all was well.
type part struct {
	name string
	run  func(ctx context.Context, t trial) (ok bool, err error)
}

var parts = []part{
	{"crash", crash}, {"power", power}, {"io", failing}, {"flip", flip}, {"tamper", tamper}, {"fuzz", fuzz},
}

func main() {
	if victim := os.Getenv(victimDir); victim != "" {
		workUntilKilled(victim)
		return
	}
	full := flag.Bool("full", false, "run the long form")
	seed := flag.Uint64("seed", 20261127, "seed of everything that is left to chance")
	stride := flag.Int("stride", 0, "io: let every n-th step fail only; 0: each in the long form")
	reads := flag.Bool("reads", false, "io: let only what reads fail")
	work := flag.String("dir", "", "folder to work in; empty: memory, or the folder for temporary files")
	flag.Parse()
	ok, err := runAll(context.Background(), flag.Args(), trial{full: *full, seed: *seed, stride: *stride, reads: *reads, dir: *work, out: os.Stdout})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

func runAll(ctx context.Context, names []string, t trial) (ok bool, err error) {
	for _, name := range names {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.name == name }) {
			return false, fmt.Errorf("there is no part %q", name)
		}
	}
	if err := takeTheDisk(); err != nil { // before anything is opened
		return false, err
	}
	ok = true
	for _, p := range parts {
		if len(names) > 0 && !slices.Contains(names, p.name) {
			continue
		}
		well, err := runPart(ctx, p, t)
		if err != nil {
			return false, fmt.Errorf("%s: %w", p.name, err)
		}
		ok = ok && well
	}
	return ok, nil
}

func runPart(ctx context.Context, p part, t trial) (ok bool, err error) {
	if t.dir == "" {
		if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
			t.dir = "/dev/shm"
		}
	}
	if t.dir, err = os.MkdirTemp(t.dir, "torture-"); err != nil {
		return false, err
	}
	defer os.RemoveAll(t.dir)
	begun := time.Now()
	ok, err = p.run(ctx, t)
	if err == nil {
		verdict := "ok"
		if !ok {
			verdict = "FAILED"
		}
		fmt.Fprintf(t.out, "       %s: %s, seed %d, %.0f s\n", p.name, verdict, t.seed, time.Since(begun).Seconds())
	}
	return ok, err
}
