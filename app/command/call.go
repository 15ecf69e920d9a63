package command

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"rapport/data/store"
)

// call is one call of a command: its flags, its arguments and where it writes.
type call struct {
	Stdio
	cmd       command
	flags     *flag.FlagSet
	args      []string // what is no flag
	wantsHelp bool

	storeDir       string
	officer        string
	passphraseFile string
	json           bool

	out        string // --out, --to
	force      bool
	month      string
	period     string
	audience   string
	year       string
	all        bool
	restricted bool
	reason     string
	kind       string
	language   string
	largePrint bool
	mapName    string
	intoCase   string // a case that a file is compared with
	fresh      bool   // open a case
	documents  bool   // keep what is attached
	take       string
	mrn        string
	patient    int
	sheetName  string
	dryRun     bool
	leave      bool
	filter     string
	order      string
	reverse    bool
	limit      int
	cases      int
	seed       uint64
	deep       bool
	head       string // of the audit chain, as printed
	label      string
	remove     bool
	yes        bool
	typed      string // a passphrase that was read already

	samePatient          bool
	protect, unprotected bool
	to                   string // the address of another office
	accept               bool   // take it into the case file

	keepPassphrases    bool
	copyPassphraseFile string
}

// parse reads flags and arguments in any order.
func (c *call) parse(cmd command, args []string) error {
	c.cmd = cmd
	c.flags = flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	c.flags.SetOutput(io.Discard)
	c.flags.StringVar(&c.storeDir, "store", "", "the folder of the case file")
	c.flags.BoolVar(&c.json, "json", false, "print one JSON value instead of sentences")
	if cmd.flags != nil {
		cmd.flags(c)
	}
	for {
		err := c.flags.Parse(args)
		if errors.Is(err, flag.ErrHelp) {
			c.wantsHelp = true
			return nil
		}
		if err != nil {
			return misusef("%s. See “rapport help %s”.", flagFault(err), cmd.name)
		}
		if c.flags.NArg() == 0 {
			return nil
		}
		rest := c.flags.Args()
		if n := len(args) - len(rest); n > 0 && args[n-1] == "--" {
			c.args = append(c.args, rest...)
			return nil
		}
		c.args = append(c.args, rest[0])
		args = rest[1:]
	}
}

// flagFault words what the flag package says.
func flagFault(err error) string {
	text := err.Error()
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: -"); ok {
		if name == "passphrase" || name == "password" {
			return "A passphrase is not given on the command line, where other programs could see it; use --passphrase-file or standard input"
		}
		return fmt.Sprintf("There is no flag --%s", name)
	}
	if name, ok := strings.CutPrefix(text, "flag needs an argument: -"); ok {
		return fmt.Sprintf("The flag --%s needs a value after it", name)
	}
	if strings.HasPrefix(text, "invalid") {
		if _, name, ok := strings.Cut(text, "for flag -"); ok {
			name, _, _ = strings.Cut(name, ":")
			return fmt.Sprintf("The value of --%s is not of the right kind", name)
		}
	}
	return "The command line cannot be understood"
}

// signInFlags are the flags of commands that open the case file.
func (c *call) signInFlags() {
	c.flags.StringVar(&c.officer, "officer", "", "who signs in; not needed where there is only one officer")
	c.flags.StringVar(&c.passphraseFile, "passphrase-file", "", "a file whose first line is the passphrase; - reads it from standard input")
}

func (c *call) outFlags(what string) {
	c.flags.StringVar(&c.out, "out", "", what)
	c.flags.BoolVar(&c.force, "force", false, "replace a file that is there already; a PDF is replaced without it")
}

// one returns the only argument.
func (c *call) one(what string) (string, error) {
	if len(c.args) != 1 {
		return "", misusef("“rapport %s” needs %s. See “rapport help %s”.", c.cmd.name, what, c.cmd.name)
	}
	return c.args[0], nil
}

// none refuses arguments.
func (c *call) none() error {
	if len(c.args) > 0 {
		return misusef("“rapport %s” takes no %q. See “rapport help %s”.", c.cmd.name, c.args[0], c.cmd.name)
	}
	return nil
}

func (c *call) usage(cmd command) error {
	var flags bytes.Buffer
	c.flags.VisitAll(func(f *flag.Flag) {
		def := ""
		if f.DefValue != "" && f.DefValue != "0" && f.DefValue != "false" {
			def = " (" + f.DefValue + " unless given)"
		}
		fmt.Fprintf(&flags, "  --%-18s %s%s\n", f.Name, f.Usage, def)
	})
	fmt.Fprintf(c.Out, "rapport %s\n  %s.\n%s\n%s", strings.TrimSpace(cmd.name+" "+cmd.args), upper(cmd.does), notes(cmd.notes), flags.String())
	return nil
}

func notes(text string) string {
	if text == "" {
		return ""
	}
	return "\n" + strings.TrimSpace(text) + "\n"
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// folder returns the folder of the case file.
func (c *call) folder() (string, error) {
	if c.storeDir != "" {
		return c.storeDir, nil
	}
	return store.DefaultDir()
}
