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
	"rapport/app/window"
)

// Run does what the arguments ask for and returns the code to end with: 0 done,
// 1 failed, 2 called in a way that it does not know. open makes the Fyne app; it
// is called only when the window opens, so that commands need no display.
func Run(args []string, std command.Stdio, open window.AppMaker) int {
	forbidCoreDumps()
	if dir, ok := opensWindow(args); ok {
		return openWindow(dir, open)
	}
	ctx, stop := signal.NotifyContext(context.Background(), endSignals...)
	defer stop()
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
func openWindow(dir string, open window.AppMaker) int {
	if !hasScreen() {
		fmt.Fprintln(os.Stderr, "There is no screen to show the window on. Start Rapport on a desktop, or use a command: rapport help lists them.")
		return 1
	}
	after := os.Getenv(envAfter)
	code, report := window.Open(open, window.Options{Store: dir, Practice: makePractice, Fault: command.KeepFault, After: after, Away: away.Listen})
	if code != window.Faulted {
		return code
	}
	if after == "" {
		if err := startAgain(append(os.Environ(), envAfter+"="+cmp.Or(report, "no report"))); err == nil {
			return 0
		}
	}
	fmt.Fprintln(os.Stderr, command.FaultSentence(report))
	return 1
}
