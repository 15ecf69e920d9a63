package command

import (
	"context"
	"errors"
	"path/filepath"

	"rapport/data"
	"rapport/data/store"
	"rapport/data/vault"
)

var salvageCommand = command{
	name: "salvage", args: "DIR", does: "writes every case that can be read out of a damaged case file, in plain text",
	notes: "DIR is made, or must be empty. Each case becomes a folder with its record, its letters and its documents; a\n" +
		"report says what could not be read. THE FILES ARE NOT ENCRYPTED: choose a folder on an encrypted disk, and remove\n" +
		"them when the cases are back in a case file. Look first whether a backup will do: “rapport verify” checks them.\n" +
		"It works where signing in does not any more. It returns 3 when something could not be read.",
	flags: func(c *call) { c.signInFlags() },
	run:   salvage,
}

func salvage(ctx context.Context, c *call) error {
	dir, err := c.one("a folder for what is written")
	if err != nil {
		return err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	return c.atDoor(ctx, func(file *store.File, officer, passphrase string) error {
		r, err := salvageCases(ctx, file, officer, passphrase, dir)
		if err != nil {
			return err
		}
		if c.json {
			if err := c.printJSON(r); err != nil {
				return err
			}
		} else {
			c.printf("Wrote %s, %s and %s in plain text into %s. “READ ME FIRST.txt” there says what could not be read.\n",
				counted(r.Cases, "case", "cases"), counted(r.Letters, "letter", "letters"), counted(r.Documents, "document", "documents"), r.Dir)
			for _, l := range r.Losses {
				c.printf("  %s\n", l)
			}
		}
		if !r.Whole() {
			return incomplete{r.Missing()}
		}
		return nil
	})
}

// salvageCases salvages through a session where one can be had: then the audit
// log has it.
func salvageCases(ctx context.Context, file *store.File, officer, passphrase, dir string) (store.SalvageReport, error) {
	s, err := file.SignIn(ctx, officer, passphrase, store.ForCommand())
	switch {
	case err == nil:
		return s.Salvage(ctx, dir, nil)
	case errors.Is(err, vault.ErrWrongPassphrase), errors.Is(err, vault.ErrUnknownOfficer), errors.Is(err, data.ErrNewerVersion), errors.Is(err, store.ErrUnfinished), ctx.Err() != nil:
		return store.SalvageReport{}, err
	}
	return file.Salvage(ctx, officer, passphrase, dir, nil)
}
