package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"rapport/app/outfile"
	"rapport/data/exchange/sealed"
)

var openCommand = command{
	name: "open", args: "FILE.age --out FILE", does: "opens a file that was protected with a passphrase; it needs no case file",
	notes: "The passphrase is that of the file. What is written is not protected any more: delete it after use.",
	flags: func(c *call) {
		c.flags.StringVar(&c.passphraseFile, "passphrase-file", "", "a file whose first line is the passphrase of the file; - reads it from standard input")
		c.outFlags("the file to write")
	},
	run: openSealed,
}

func openSealed(ctx context.Context, c *call) error {
	name, err := c.one("a file that ends in " + sealed.Ending)
	if err != nil {
		return err
	}
	if err := c.checkOut(); err != nil {
		return err
	}
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("opening a protected file: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("opening a protected file: %w", err)
	}
	c.officer = "the file" // whom the question names
	passphrase, err := c.passphrase(ctx, c.officer)
	if err != nil {
		return err
	}
	r, n, err := sealed.OpenWithPassphrase(file, info.Size(), strings.TrimSpace(passphrase))
	switch {
	case errors.Is(err, sealed.ErrPassphrase):
		return refusef("This passphrase does not open the file. Ask for it once more, and type each word as it was said; a file that was handed over to an office is taken in with “rapport receive”.")
	case err != nil:
		return refusef("This is no protected file, or only a part of one. Have it sent once more.")
	}
	err = outfile.Make(c.out, func(to io.Writer) error {
		_, err := io.Copy(to, io.NewSectionReader(r, 0, n))
		return err
	}, nil)
	if err != nil {
		return fmt.Errorf("writing the file: %w", err)
	}
	c.printf("Wrote %s. It is not protected any more: delete it after use.\n", c.out)
	return nil
}
