// Package command is Rapport without a window: each command reads its flags,
// opens the case file, calls the session and prints what came of it. It needs
// no display.
//
// A command prints to standard output, in plain sentences or, with --json, as
// one JSON value. It returns 0, or 1 with one sentence on standard error when
// something went wrong, or 2 when it was called in a way that it does not know, or
// 3 when it did its work and one sentence says what is missing in it.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"rapport/app/plain"
)

// The codes with which a command ends.
const (
	Done       = 0
	Failed     = 1
	Misuse     = 2
	Incomplete = 3 // done, and something is missing in what was written
)

// Stdio is where a command reads and writes. Files that are a terminal are
// asked for the passphrase and shown progress.
type Stdio struct {
	In       io.Reader
	Out, Err io.Writer
	// Witness is the folder outside the case file in which this computer remembers
	// it ([store.WithWitness]); empty: it does not.
	Witness string
}

// command is one row of the table of commands.
type command struct {
	name  string // one word, or two: "import complaints"
	args  string // as the usage line shows them
	does  string // one line for the list
	notes string // more, for its own help
	flags func(*call)
	run   func(context.Context, *call) error
}

// commands is the table, in the order of the help.
func commands() []command {
	return []command{
		demoCommand,
		importCommand,
		importPatientCommand,
		importEmailCommand,
		importsCommand,
		importUndoCommand,
		importNumbersCommand,
		importUnitsCommand,
		importContactsCommand,
		summaryCommand,
		freezeCommand,
		numbersCommand,
		logCommand,
		exceptionsCommand,
		packetCommand,
		ko41aCommand,
		recordCommand,
		packageCommand,
		handoverCommand,
		addressCommand,
		receiveCommand,
		openCommand,
		exportAllCommand,
		letterCommand,
		accountingCommand,
		casesCommand,
		caseCommand,
		backupCommand,
		backupsCommand,
		restoreCommand,
		drillCommand,
		verifyCommand,
		salvageCommand,
		keyNewCommand,
		keyHospitalCommand,
		keyRecoveryCommand,
		keyRotateCommand,
		versionCommand,
	}
}

// Run runs the command that args name and returns its code. A panic becomes a
// report beside the case file, without anybody's data, and a sentence.
func Run(ctx context.Context, args []string, std Stdio) (code int) {
	out := &output{to: std.Out}
	c := &call{Stdio: Stdio{std.In, out, std.Err, std.Witness}}
	defer func() {
		if fault := recover(); fault != nil {
			dir, _ := c.folder() // without one nothing is kept, which the sentence says
			fmt.Fprintln(std.Err, FaultSentence(KeepFault(dir, fmt.Sprintf("%T", fault), Stack())))
			code = Failed
		}
	}()
	err := c.dispatch(ctx, args)
	if out.err != nil {
		err = errors.Join(errOutput, out.err, err)
	}
	if err == nil {
		return Done
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	fmt.Fprintln(std.Err, plain.Sentence(err))
	if wrong := (misuse{}); errors.As(err, &wrong) {
		return Misuse
	}
	if left := (incomplete{}); errors.As(err, &left) {
		return Incomplete
	}
	return Failed
}

func (c *call) dispatch(ctx context.Context, args []string) error {
	if len(args) == 0 || slices.Contains([]string{"help", "-h", "-help", "--help"}, args[0]) {
		return c.help(args)
	}
	if args[0] == "--version" || args[0] == "-version" {
		args = append([]string{"version"}, args[1:]...)
	}
	cmd, rest, err := find(commandFirst(args))
	if err != nil {
		return err
	}
	if err := c.parse(cmd, rest); err != nil {
		return err
	}
	if c.wantsHelp {
		return c.usage(cmd)
	}
	return cmd.run(ctx, c)
}

// commandFirst moves the common flags that stand before the command behind it:
// rapport --store DIR cases.
func commandFirst(args []string) []string {
	n := 0
	for n < len(args) && strings.HasPrefix(args[n], "-") {
		name, _, inOne := strings.Cut(strings.TrimLeft(args[n], "-"), "=")
		n++
		if !inOne && slices.Contains([]string{"store", "officer", "passphrase-file"}, name) {
			n++
		}
	}
	if n >= len(args) {
		return args
	}
	return slices.Concat(args[n:], args[:n])
}

// find returns the command that the first one or two words name.
func find(args []string) (command, []string, error) {
	all := commands()
	for _, cmd := range all {
		words := strings.Fields(cmd.name)
		if len(args) >= len(words) && slices.Equal(args[:len(words)], words) {
			return cmd, args[len(words):], nil
		}
	}
	typed := strings.Join(args[:min(2, len(args))], " ")
	if first, _, two := strings.Cut(typed, " "); two && (strings.HasPrefix(args[1], "-") || first != "import") {
		typed = first
	}
	nearest, far := "", 4
	for _, cmd := range all {
		if d := distance(typed, cmd.name); d < far {
			nearest, far = cmd.name, d
		}
		if first, _, two := strings.Cut(cmd.name, " "); two && typed == first && far > 0 {
			nearest, far = cmd.name, 0
		}
	}
	if nearest != "" {
		return command{}, nil, misusef("There is no command %s. Did you mean “rapport %s”? “rapport help” lists them all.", quoted(typed), nearest)
	}
	return command{}, nil, misusef("There is no command %s. “rapport help” lists them all.", quoted(typed))
}

// distance is the number of letters to put in, take out or change (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal, row[j+1] = row[j+1], min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func (c *call) help(args []string) error {
	if len(args) > 1 {
		cmd, _, err := find(args[1:])
		if err != nil {
			return err
		}
		if err := c.parse(cmd, nil); err != nil {
			return err
		}
		return c.usage(cmd)
	}
	fmt.Fprint(c.Out, "Rapport keeps, answers and counts what patients complain of.\n\n")
	line := func(usage, does string) { fmt.Fprintf(c.Out, "  rapport %s\n      %s\n", usage, does) }
	line("[--store DIR]", "opens the window")
	for _, cmd := range commands() {
		line(strings.TrimSpace(cmd.name+" "+cmd.args), cmd.does)
	}
	line("help COMMAND", "tells more about one command")
	fmt.Fprint(c.Out, "\nEvery command that opens the case file takes:\n"+
		"  --store DIR             the folder of the case file; without it, the usual one for your user\n"+
		"  --officer NAME          who signs in; not needed where there is only one officer\n"+
		"  --passphrase-file FILE  a file whose first line is the passphrase; - reads it from standard input\n"+
		"  --json                  prints one JSON value instead of sentences\n\n"+
		"Without --passphrase-file the passphrase is asked for, or read from standard input when that is no terminal.\n"+
		"It is never taken from the command line, where other programs could see it.\n\n"+
		"A command ends with 0; or with one sentence on standard error and 1 when something went wrong, 2 when it was\n"+
		"called in a way that it does not know, 3 when it did its work and something is missing in what it wrote.\n")
	return nil
}

// errOutput is about what could not be printed, whatever the reason.
var errOutput = refusef("Not all could be printed, so do not rely on what was. Look whether the disk is full or the other program has ended.")

// misuse is a call that the command does not know; it words itself.
type misuse struct{ sentence string }

func misusef(format string, args ...any) error { return misuse{fmt.Sprintf(format, args...)} }

func (m misuse) Error() string    { return m.sentence }
func (m misuse) Sentence() string { return m.sentence }

// incomplete is work that was done with something missing in it; it words itself.
type incomplete struct{ sentence string }

func (i incomplete) Error() string    { return i.sentence }
func (i incomplete) Sentence() string { return i.sentence }

// refusal is a sentence of this package's own about something that cannot be
// done.
type refusal struct{ sentence string }

func refusef(format string, args ...any) error { return refusal{fmt.Sprintf(format, args...)} }

func (r refusal) Error() string    { return r.sentence }
func (r refusal) Sentence() string { return r.sentence }
