// Package app starts Rapport: the window where no command is named, the
// command otherwise.
package app

import (
	"context"
	"os/signal"
	"strings"

	"rapport/app/command"
	"rapport/app/window"
)

// Run does what the arguments ask for and returns the code to end with: 0 done,
// 1 failed, 2 called in a way that it does not know. open makes the Fyne app; it
// is called only when the window opens, so that commands need no display.
func Run(args []string, std command.Stdio, open window.AppMaker) int {
	forbidCoreDumps()
	if dir, ok := opensWindow(args); ok {
		return window.Open(open, window.Options{Store: dir, Practice: makePractice, Fault: keepFault})
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

func keepFault(dir, kind string, stack []byte) { command.KeepFault(dir, kind, stack) }
