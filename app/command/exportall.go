package command

import (
	"context"
	"path/filepath"
	"strings"

	"rapport/app/copyout"
	"rapport/data/exchange/sealed"
	"rapport/data/store"
)

var exportAllCommand = command{
	name: "export all", args: "DIR | --out FILE.zip.age --reason WHY", does: "writes everything that the case file holds in open formats: CSV, JSON, PDF, and the documents",
	notes: "DIR is made, or must be empty. THE FILES IN IT ARE NOT PROTECTED: choose a folder on an encrypted disk. With --out\n" +
		"everything goes into one archive instead. README.txt in it describes each file, table and column; SHA256SUMS has the\n" +
		"digest of each file. Restricted notes are in it; where a case is restricted to others nothing is written.\n" + protectNotes,
	flags: func(c *call) {
		c.signInFlags()
		c.copyFlags("one archive instead of a folder")
	},
	run: exportAll,
}

func exportAll(ctx context.Context, c *call) error {
	if (len(c.args) == 1) == (c.out != "") || len(c.args) > 1 {
		return misusef("Name a folder to write into, or an archive with --out, one of the two. See “rapport help export all”.")
	}
	if c.out == "" {
		if strings.TrimSpace(c.reason) == "" {
			return misusef("Say why everything leaves the case file, and for whom, with --reason; the audit log keeps it.")
		}
		if c.protect || c.copyPassphraseFile != "" {
			return misusef("The files of a folder cannot be protected. Name an archive with --out FILE.zip%s instead.", sealed.Ending)
		}
		dir, err := filepath.Abs(c.args[0])
		if err != nil {
			return err
		}
		return c.with(ctx, func(s *store.Session) error {
			tell, done := c.progress("Writing row ", 0)
			r, err := copyout.Folder(ctx, s, dir, c.reason, func(n, _ int64) { tell(int(n)) })
			done()
			if err != nil {
				return err
			}
			c.out, c.unprotected = dir, true
			return c.toldCopy(copyout.Order{Path: dir}, false, wholeWords(r), wholeJSON(r))
		})
	}
	if err := c.checkCopy(); err != nil {
		return err
	}
	if !strings.EqualFold(filepath.Ext(strings.TrimSuffix(c.out, sealed.Ending)), ".zip") {
		return misusef("Everything goes into a ZIP archive. Give --out a name that ends in .zip%s, or in .zip with --unprotected.", sealed.Ending)
	}
	return c.with(ctx, func(s *store.Session) error {
		o, made, err := c.copyOrder(s)
		if err != nil {
			return err
		}
		tell, done := c.progress("Writing row ", 0)
		r, err := copyout.Archive(ctx, s, o, func(n, _ int64) { tell(int(n)) })
		done()
		if err != nil {
			return err
		}
		return c.toldCopy(o, made, wholeWords(r), wholeJSON(r))
	})
}

func wholeWords(r store.WholeReport) string {
	return "Wrote " + counted(r.Cases, "case", "cases") + ", " + counted(r.Letters, "letter", "letters") + ", " + counted(r.Documents, "document", "documents") +
		" and " + counted(len(r.Rows), "table", "tables") + ", with README.txt that describes them,"
}

func wholeJSON(r store.WholeReport) map[string]any {
	return map[string]any{"cases": r.Cases, "letters": r.Letters, "documents": r.Documents, "rows": r.Rows, "files": len(r.Files)}
}
