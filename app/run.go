// Package app starts Rapport: the window where no command is named, the
// command otherwise.
package app

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"

	"rapport/app/away"
	"rapport/app/command"
	"rapport/app/instance"
	"rapport/app/outfile"
	"rapport/app/window"
	"rapport/data/store"
)

// Run does what the arguments ask for and returns the code to end with: 0 done,
// 1 failed, 2 called in a way that it does not know. open makes the Fyne app; it
// is called only when the window opens, so that commands need no display.
func Run(args []string, std command.Stdio, open window.AppMaker) int {
	usual := os.Stderr
	errs := guard()
	if std.Err == usual {
		std.Err = errs
	}
	outfile.Sweep()
	if dir, ok := opensWindow(args); ok {
		return openWindow(dir, open, errs)
	}
	ctx, stop := signal.NotifyContext(context.Background(), endSignals...)
	defer stop()
	std.Witness = witnessDir()
	return command.Run(ctx, args, std)
}

// opensWindow reports whether the arguments open the window, and for which
// folder: none, or --store DIR alone.
func opensWindow(args []string) (dir string, ok bool) {
	switch len(args) {
	case 0:
		return "", true
	case 1:
		for _, flag := range []string{"--store=", "-store="} {
			if dir, ok = strings.CutPrefix(args[0], flag); ok {
				return dir, dir != ""
			}
		}
	case 2:
		if args[0] == "--store" || args[0] == "-store" {
			return args[1], args[1] != ""
		}
	}
	return "", false
}

// witnessDir is where this computer remembers case files; none where there is no
// folder for it.
func witnessDir() string {
	dir, err := store.WitnessDir()
	if err != nil {
		return ""
	}
	return dir
}

func makePractice(ctx context.Context, dir string, progress func(done, total int)) error {
	_, err := command.MakePractice(ctx, dir, command.PracticeCases, command.PracticeSeed, progress)
	return err
}

// envAfter tells a program that took the place of one that a fault ended where
// the report is.
const envAfter = "RAPPORT_AFTER_FAULT"

// openWindow shows the window. When a fault ends it, the program starts again
// once, so that the officer is back at the sign-in with the drafts kept; a
// second fault ends it with a sentence.
func openWindow(dir string, open window.AppMaker, errs *os.File) int {
	if !hasScreen() {
		fmt.Fprintln(errs, "There is no screen to show the window on. Start Rapport on a desktop, or use a command: rapport help lists them.")
		return 1
	}
	after := os.Getenv(envAfter)
	home := dir
	if home == "" {
		home, _ = store.DefaultDir() // where there is none the window says so
	}
	if after == "" && home != "" && instance.Ask(context.Background(), home) == nil {
		return 0 // the window that is open has come to the front
	}
	code, report := window.Open(open, window.Options{Store: dir, Practice: makePractice, Fault: command.KeepFault, After: after, Away: away.Listen, Errs: errs, Witness: witnessDir(), Listen: instance.Listen})
	if code != window.Faulted {
		return code
	}
	if after == "" {
		if err := startAgain(append(os.Environ(), envAfter+"="+cmp.Or(report, "no report")), errs); err == nil {
			return 0
		}
	}
	fmt.Fprintln(errs, command.FaultSentence(report))
	return 1
}
