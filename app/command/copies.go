package command

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"rapport/app/copyout"
	"rapport/data/exchange/sealed"
	"rapport/data/store"
)

// copyFlags are the flags of commands that write what names patients.
func (c *call) copyFlags(what string) {
	c.outFlags(what)
	c.flags.StringVar(&c.reason, "reason", "", "why it leaves the case file, and for whom; the audit log keeps it")
	c.flags.BoolVar(&c.protect, "protect", false, "protected with a passphrase, as it is unless --unprotected is given")
	c.flags.BoolVar(&c.unprotected, "unprotected", false, "not protected: whoever has the file can read it")
	c.flags.StringVar(&c.copyPassphraseFile, "copy-passphrase-file", "", "a file whose first line is the passphrase of the copy; without it one is made and printed")
}

const protectNotes = "The file is protected with a passphrase: a PDF by AES-256, any other file in an envelope of age, which “rapport\n" +
	"open” and the age tools (age-encryption.org) open; give --out a name that ends in .age for it. The passphrase is made and printed\n" +
	"this once, or read from the file that --copy-passphrase-file names. --unprotected leaves the file open to whoever has it.\n" +
	"The audit log keeps what left, why, how it is protected and its SHA-256."

// checkCopy refuses what is wrong with the flags before anybody is asked for a
// passphrase.
func (c *call) checkCopy() error {
	switch {
	case c.protect && c.unprotected:
		return misusef("--protect and --unprotected contradict each other. Leave one of them out.")
	case c.unprotected && c.copyPassphraseFile != "":
		return misusef("--copy-passphrase-file goes with a protected copy. Leave it out, or --unprotected.")
	case strings.TrimSpace(c.reason) == "":
		return misusef("Say why this leaves the case file, and for whom, with --reason; the audit log keeps it.")
	}
	if err := c.checkOut(); err != nil {
		return err
	}
	switch right := copyout.Name(c.out, !c.unprotected); {
	case right == c.out:
		return nil
	case c.unprotected:
		return misusef("An unprotected file is no envelope of age. Give --out a name without %s at its end.", sealed.Ending)
	default:
		return misusef("A protected file of this kind is an envelope of age. Give --out a name that ends in %s, or add --unprotected.", filepath.Ext(c.out)+sealed.Ending)
	}
}

// copyOrder is how the file is to be written. made reports that its passphrase was
// made here and must be shown.
func (c *call) copyOrder(s *store.Session) (o copyout.Order, made bool, err error) {
	o = copyout.Order{Path: c.out, Reason: c.reason}
	switch {
	case c.unprotected:
	case c.copyPassphraseFile != "":
		if o.Passphrase, err = passphraseIn(c.copyPassphraseFile); err != nil {
			return o, false, err
		}
	default:
		o.Passphrase, made = copyout.NewPassphrase(), true
	}
	return o, made, o.Check(s)
}

// passphraseIn is the first line of a file.
func passphraseIn(file string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", fmt.Errorf("opening the file with the passphrase: %w", err)
	}
	defer f.Close()
	return firstLine(f)
}

// toldCopy says what was written; more goes with it in JSON.
func (c *call) toldCopy(o copyout.Order, made bool, said string, more map[string]any) error {
	if c.json {
		more["file"], more["protected"] = c.out, o.Passphrase != ""
		if made {
			more["passphrase"] = o.Passphrase
		}
		return c.printJSON(more)
	}
	c.printf("%s to %s.\n", said, c.out)
	switch {
	case made:
		c.printf("It opens with this passphrase, which is shown this once and kept nowhere:\n\n    %s\n\nTell it by phone, never in the message that the file goes with.\n", o.Passphrase)
	case o.Passphrase == "":
		c.printf("IT IS NOT PROTECTED: keep it where only those can look who need to, and delete it after use.\n")
	default:
		c.printf("It opens with the passphrase that you gave.\n")
	}
	return nil
}

var packageCommand = command{
	name: "package", args: "CASE --out FILE.zip.age --reason WHY", does: "packs one case whole: record, letters, documents, JSON, and a manifest with SHA-256",
	notes: "Notes and documents of a restricted class are left out, unless --restricted is given.\n" + protectNotes,
	flags: func(c *call) {
		c.signInFlags()
		c.flags.BoolVar(&c.restricted, "restricted", false, "with the notes and documents of restricted classes; the history of the case keeps the reason")
		c.copyFlags("the package to write")
	},
	run: writePackage,
}

func writePackage(ctx context.Context, c *call) error {
	number, err := c.one("the number of a case")
	if err != nil {
		return err
	}
	if err := c.checkCopy(); err != nil {
		return err
	}
	if !strings.EqualFold(filepath.Ext(strings.TrimSuffix(c.out, sealed.Ending)), ".zip") {
		return misusef("A package is a ZIP archive. Give --out a name that ends in .zip%s, or in .zip with --unprotected.", sealed.Ending)
	}
	return c.withPackage(ctx, number, func(s *store.Session, p *store.CasePackage) error {
		o, made, err := c.copyOrder(s)
		if err != nil {
			return err
		}
		tell, done := c.progress("Packing part ", len(p.File.Letters)+len(p.File.Attachments)+2)
		err = copyout.Package(ctx, s, o, p, func(n, _ int) { tell(n) })
		done()
		if err != nil {
			return err
		}
		return c.toldCopy(o, made, "Packed "+p.File.Number+withheld(p.Withheld())+",", map[string]any{"case": p.File.Number, "left_out": p.Withheld()})
	})
}

// withheld says how much stayed behind.
func withheld(n int) string {
	if n == 0 {
		return ""
	}
	return ", without " + counted(n, "restricted note or document", "restricted notes or documents")
}

// withPackage signs in and has the case handed out whole.
func (c *call) withPackage(ctx context.Context, number string, do func(*store.Session, *store.CasePackage) error) error {
	return c.with(ctx, func(s *store.Session) error {
		f, err := s.Case(ctx, number)
		if err != nil {
			return noCase(err, number)
		}
		p, err := s.CaseForPackage(ctx, f.Key, c.restricted, c.reason)
		if err != nil {
			return err
		}
		return do(s, p)
	})
}

var handoverCommand = command{
	name: "handover", args: "CASE --to ADDRESS --out FILE.age --reason WHY", does: "packs one case for another office that works with Rapport, which alone can open it",
	notes: "ADDRESS is the address of the other office as “rapport address” prints it there, or a file that holds it. Compare the\n" +
		"fingerprint by phone before you send the file. The case stays here as it is; the history keeps that it was handed over.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.StringVar(&c.to, "to", "", "the address of the other office, or a file that holds it")
		c.flags.BoolVar(&c.restricted, "restricted", false, "with the notes and documents of restricted classes; the history of the case keeps the reason")
		c.flags.StringVar(&c.reason, "reason", "", "why the case is handed over; the other office reads it")
		c.outFlags("the file to write")
	},
	run: handOver,
}

func handOver(ctx context.Context, c *call) error {
	number, err := c.one("the number of a case")
	if err != nil {
		return err
	}
	if strings.TrimSpace(c.reason) == "" {
		return misusef("Say why the case is handed over with --reason; the other office reads it, and the audit log keeps it.")
	}
	to, err := addressFrom(c.to)
	if err != nil {
		return err
	}
	if err := c.checkOut(); err != nil {
		return err
	}
	if !strings.HasSuffix(c.out, sealed.Ending) {
		return misusef("A case that is handed over is an envelope of age. Give --out a name that ends in %s.", sealed.Ending)
	}
	return c.withPackage(ctx, number, func(s *store.Session, p *store.CasePackage) error {
		tell, done := c.progress("Packing part ", len(p.File.Letters)+len(p.File.Attachments)+2)
		err := copyout.HandOver(ctx, s, c.out, c.reason, to, p, func(n, _ int) { tell(n) })
		done()
		if err != nil {
			return err
		}
		if c.json {
			return c.printJSON(map[string]any{"file": c.out, "case": p.File.Number, "to": to.String(), "fingerprint": to.Fingerprint(), "left_out": p.Withheld()})
		}
		c.printf("Packed %s%s for the office with the fingerprint %s to %s. Compare the fingerprint by phone before you send it.\n",
			p.File.Number, withheld(p.Withheld()), to.Fingerprint(), c.out)
		return nil
	})
}

// addressFrom reads an address, or the file that holds it.
func addressFrom(text string) (sealed.Address, error) {
	if text == "" {
		return sealed.Address{}, misusef("Say to which office with --to, followed by its address or a file that holds it.")
	}
	if a, err := sealed.ParseAddress(text); err == nil {
		return a, nil
	}
	f, err := os.Open(text)
	if err != nil {
		return sealed.Address{}, misusef("%s is neither the address of an office nor a file that holds one. Copy the whole address; it begins with age1.", quoted(text))
	}
	defer f.Close()
	held, err := io.ReadAll(io.LimitReader(f, 4096))
	if err != nil {
		return sealed.Address{}, fmt.Errorf("reading the address of the other office: %w", err)
	}
	a, err := sealed.ParseAddress(string(held))
	if err != nil {
		return a, misusef("The file %s does not hold the address of an office. Ask for it once more.", quoted(filepath.Base(text)))
	}
	return a, nil
}

var addressCommand = command{
	name: "address", does: "prints the address under which this office receives cases, and its fingerprint",
	flags: (*call).signInFlags,
	run: func(ctx context.Context, c *call) error {
		if err := c.none(); err != nil {
			return err
		}
		return c.with(ctx, func(s *store.Session) error {
			a, err := s.OfficeAddress(ctx)
			if err != nil {
				return err
			}
			if c.json {
				return c.printJSON(map[string]any{"address": a.String(), "fingerprint": a.Fingerprint()})
			}
			c.printf("%s\nFingerprint: %s\n", a, a.Fingerprint())
			return nil
		})
	},
}

var receiveCommand = command{
	name: "receive", args: "FILE [--accept]", does: "shows a case that another office handed over, and takes it in",
	notes: "Without --accept it says what the file is and who vouches for it, and takes nothing in. Compare the fingerprint of the\n" +
		"sender by phone first. The same case is taken in once.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.BoolVar(&c.accept, "accept", false, "take the case in")
	},
	run: receive,
}

// received is what a command tells of a case that was handed over.
type received struct {
	From        string `json:"from"`
	Fingerprint string `json:"fingerprint"`
	Number      string `json:"number"` // there
	HandedBy    string `json:"handed_by"`
	MadeAt      string `json:"made_at"`
	Reason      string `json:"reason"`
	Letters     int    `json:"letters"`
	Documents   int    `json:"documents"`
	Entries     int    `json:"entries"`
	Withheld    int    `json:"withheld"`
	Case        string `json:"case,omitempty"` // here
	New         bool   `json:"new"`
}

func receive(ctx context.Context, c *call) error {
	path, err := c.one("a file that another office handed over")
	if err != nil {
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("opening what another office handed over: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("opening what another office handed over: %w", err)
	}
	return c.with(ctx, func(s *store.Session) error {
		h, err := s.OpenHandover(ctx, file, info.Size())
		if err != nil {
			return err
		}
		m, f := h.Manifest, h.Content.Case
		r := received{From: m.Facility + ", " + m.Office, Fingerprint: h.From.Fingerprint(), Number: m.Number, HandedBy: m.MadeBy,
			MadeAt: m.MadeAt.In(s.Settings().Zone()).Format("2006-01-02 15:04"), Reason: m.Reason, Letters: len(f.Letters), Documents: len(f.Attachments),
			Entries: len(h.Content.History), Withheld: m.Withheld, Case: h.Number}
		if c.accept {
			taken, isNew, err := s.ReceiveCase(ctx, h)
			if err != nil {
				return err
			}
			r.Case, r.New = taken.Number, isNew
		}
		return c.toldReceived(r)
	})
}

func (c *call) toldReceived(r received) error {
	if c.json {
		return c.printJSON(r)
	}
	c.printf("From %s, packed by %s on %s.\nFingerprint of the sender: %s\nTheir number: %s. Why: %s\nWith %s, %s and %s of its history.\n", r.From, r.HandedBy, r.MadeAt,
		r.Fingerprint, r.Number, cmp.Or(r.Reason, "not said"), counted(r.Letters, "letter", "letters"), counted(r.Documents, "document", "documents"), counted(r.Entries, "entry", "entries"))
	if r.Withheld > 0 {
		c.printf("%s stayed there.\n", counted(r.Withheld, "Restricted note or document", "restricted notes or documents"))
	}
	switch {
	case r.New:
		c.printf("Taken in as %s.\n", r.Case)
	case r.Case != "":
		c.printf("It was received before and is %s here. Nothing was added.\n", r.Case)
	default:
		c.printf("Nothing is taken in yet. Compare the fingerprint by phone, then add --accept.\n")
	}
	return nil
}
