// Rapport keeps, answers and counts what patients complain of: a desktop
// program for the patient relations office of a hospital.
package main

import (
	"os"
	_ "time/tzdata" // the office's time zone, also where the system knows none

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"rapport/app"
	"rapport/app/command"
)

// appID is the program's name towards the desktop; FyneApp.toml has the same.
const appID = "org.rapport.desktop"

func main() {
	std := command.Stdio{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
	os.Exit(app.Run(os.Args[1:], std, func() fyne.App { return fyneapp.NewWithID(appID) }))
}
