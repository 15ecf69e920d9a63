package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rapport/data/store"
	"rapport/data/vault"
)

var keyNewCommand = command{
	name: "key new", args: "FILE", does: "makes a hospital key: the secret goes into FILE, the public part is printed",
	notes: "For the hospital's security office, once for all its workstations. Print FILE, put the sheet into a safe and\n" +
		"delete the file: the secret opens every case file to which the public part is given.\n" +
		"It needs no case file.",
	run: keyNew,
}

func keyNew(_ context.Context, c *call) error {
	file, err := c.one("the name of the file that gets the secret")
	if err != nil {
		return err
	}
	if vault.Keeps(filepath.Base(file)) {
		return refusef("%s is the name of a part of a case file. Choose another name.", quoted(filepath.Base(file)))
	}
	secret, recipient, err := vault.NewHospitalKey()
	if err != nil {
		return err
	}
	print, err := vault.Fingerprint(recipient)
	if err != nil {
		return err
	}
	if err := writeSecret(file, hospitalSheet(secret, print, time.Now())); err != nil {
		return err
	}
	if c.json {
		return c.printJSON(map[string]string{"secret_file": file, "fingerprint": print, "recipient": recipient})
	}
	c.printf("The secret is in %s. Print it, put the sheet into a safe, and delete the file.\n\n", file)
	c.printf("Fingerprint: %s\nThe public part, one line, for every workstation:\n\n%s\n", print, recipient)
	return nil
}

// hospitalSheet is the sheet for the safe.
func hospitalSheet(secret, print string, made time.Time) string {
	return fmt.Sprintf(`Hospital key of Rapport, made on %s

Secret:       %s
Fingerprint:  %s

Whoever has this secret can open every case file to which its public part was
given. Keep this sheet in a safe, and no copy on any computer.

To open a case file in an emergency: start Rapport, choose the hospital key where
one signs in, type the secret (capitals, dashes and spaces do not matter), write
why, and choose a new passphrase. The audit log keeps the reason.
`, made.Format(time.DateOnly), secret, print)
}

// writeSecret writes a file that was not there, for its owner alone.
func writeSecret(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return refusef("%s is there already, and a secret replaces nothing. Choose another name.", path)
	}
	if err != nil {
		return fmt.Errorf("making the file for the secret: %w", err)
	}
	_, err = f.WriteString(text)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("writing the secret: %w", err), os.Remove(path))
	}
	return nil
}

var keyHospitalCommand = command{
	name: "key hospital", args: "[FILE] [--label TEXT | --remove]", does: "shows, sets or removes the hospital key of the case file",
	notes: "FILE holds the public part that “rapport key new” printed; - reads it from standard input. The label says whose\nkey it is. Without FILE the key that is set is shown.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.StringVar(&c.label, "label", "", "whose key it is, as it is shown where one signs in")
		c.flags.BoolVar(&c.remove, "remove", false, "takes the hospital key's access away")
	},
	run: keyHospital,
}

func keyHospital(ctx context.Context, c *call) error {
	if len(c.args) > 1 || c.remove && len(c.args) > 0 || len(c.args) == 1 && c.label == "" {
		return misusef("Name one file with the public part and say with --label whose key it is, or give --remove alone, or neither to see the key that is set.")
	}
	recipient := ""
	if len(c.args) == 1 {
		var err error
		if recipient, err = c.recipient(c.args[0]); err != nil {
			return err
		}
	}
	return c.with(ctx, func(s *store.Session) error {
		var err error
		switch {
		case c.remove:
			err = s.RemoveHospitalKey(ctx)
		case recipient != "":
			err = s.SetHospitalKey(ctx, recipient, c.label)
		}
		if err != nil {
			return err
		}
		r, err := s.Keys(ctx)
		if err != nil {
			return err
		}
		if c.json {
			return c.printJSON(map[string]string{"label": r.HospitalKey, "fingerprint": r.Fingerprint})
		}
		if r.HospitalKey == "" {
			c.printf("This case file has no hospital key.\n")
			return nil
		}
		c.printf("Hospital key: %s, fingerprint %s. Compare the fingerprint with the security office's sheet.\n", r.HospitalKey, r.Fingerprint)
		return nil
	})
}

// recipient reads the public part of a hospital key: the last line that is one,
// so that all that “rapport key new” printed may be in the file.
func (c *call) recipient(file string) (string, error) {
	const most = 64 << 10
	in := c.In
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return "", fmt.Errorf("opening the file with the public part: %w", err)
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, most))
	if err != nil {
		return "", fmt.Errorf("reading the public part: %w", err)
	}
	at := strings.LastIndex(string(text), "rapport-hospital-")
	if at < 0 {
		return "", vault.ErrBadRecipient
	}
	return string(text[at:]), nil
}

var keyRecoveryCommand = command{
	name: "key recovery", args: "FILE", does: "makes a new recovery key, which goes into FILE; the one before opens nothing any more",
	notes: "Print FILE, put the sheet where the one before was, destroy that one, and delete the file.",
	flags: func(c *call) { c.signInFlags() },
	run:   keyRecovery,
}

func keyRecovery(ctx context.Context, c *call) error {
	file, err := c.one("the name of the file that gets the recovery key")
	if err != nil {
		return err
	}
	if vault.Keeps(filepath.Base(file)) {
		return refusef("%s is the name of a part of a case file. Choose another name.", quoted(filepath.Base(file)))
	}
	return c.with(ctx, func(s *store.Session) error {
		// A file that cannot be written must be known before the old key is gone.
		if err := writeSecret(file, ""); err != nil {
			return err
		}
		key, err := s.NewRecoveryKey(ctx)
		if err != nil {
			return errors.Join(err, os.Remove(file))
		}
		text := fmt.Sprintf("Recovery key of the case file in %s, made on %s\n\n%s\n", s.File().Dir(), time.Now().Format(time.DateOnly), key)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return fmt.Errorf("writing the recovery key, so make another: %w", err)
		}
		if c.json {
			return c.printJSON(map[string]string{"file": file})
		}
		c.printf("The new recovery key is in %s. Print it, put the sheet into a safe, and delete the file. The key before opens nothing any more.\n", file)
		return nil
	})
}

var keyRotateCommand = command{
	name: "key rotate", does: "gives the case file a new data key; everybody signs in as before",
	notes: "After somebody was removed who may have kept a copy of the key file. It needs as much free space as the case\nfile takes. One that was broken off goes on where it was.",
	flags: func(c *call) { c.signInFlags() },
	run:   keyRotate,
}

func keyRotate(ctx context.Context, c *call) error {
	if err := c.none(); err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		r, err := s.Keys(ctx)
		if err != nil {
			return err
		}
		if len(r.Gaps) > 0 {
			return refusef("The data key cannot be changed yet: %s.", gapsInWords(r.Gaps))
		}
		tell, done := c.progress("Changing the data key", 100)
		err = s.RotateKey(ctx, func(at, total int64) { tell(int(100 * at / max(total, 1))) })
		done()
		if err != nil {
			return err
		}
		if c.json {
			return c.printJSON(map[string]bool{"changed": true})
		}
		c.printf("The data key was changed. Everybody signs in as before; copies of the key file from before open nothing that is written from now on.\n")
		return nil
	})
}

// gapsInWords says what has to happen before the data key can be changed.
func gapsInWords(gaps []string) string {
	var officers, all []string
	for _, g := range gaps {
		if g == vault.RotationGap {
			all = append(all, "the recovery key is of an older form; make a new one with “rapport key recovery FILE”")
			continue
		}
		officers = append(officers, g)
	}
	if len(officers) > 0 {
		all = append(all, strings.Join(officers, ", ")+" must sign in once before")
	}
	return strings.Join(all, "; ")
}
