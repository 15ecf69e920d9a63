package command

import (
	"context"
	"errors"
	"path/filepath"

	"rapport/data"
	"rapport/data/store"
	"rapport/data/vault"
)

var backupCommand = command{
	name: "backup", args: "--to DIR", does: "makes an encrypted, verified copy of the case file",
	notes: "The copy gets a folder of its own in DIR. The same passphrases and the same recovery key open it. Without --to\nit is put beside the case file.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.StringVar(&c.out, "to", "", "the folder that gets the copy")
	},
	run: backup,
}

func backup(ctx context.Context, c *call) error {
	if err := c.none(); err != nil {
		return err
	}
	to := c.out
	if to != "" {
		var err error
		if to, err = filepath.Abs(to); err != nil {
			return err
		}
	}
	return c.with(ctx, func(s *store.Session) error {
		b, err := s.Backup(ctx, to)
		if err != nil {
			return err
		}
		if c.json {
			return c.printJSON(map[string]any{"path": b.Path, "taken": b.Taken, "bytes": b.Bytes})
		}
		c.printf("Made a copy of %s bytes and verified it: %s\n", grouped(int(b.Bytes)), b.Path)
		return nil
	})
}

var verifyCommand = command{
	name: "verify", args: "[--deep] [--head \"ENTRY HEAD\"]", does: "checks the case file: its pages, the audit chain, the letters, the documents and the backups",
	notes: "It changes nothing but the audit chain, which records that it was run. It ends with 1 when anything is wrong.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.BoolVar(&c.deep, "deep", false, "checks every backup, not only the newest, and every entry of every index")
		c.flags.StringVar(&c.head, "head", "", "the head of the audit chain as a summary prints it, to hold against the chain: \"12345 3f9a1c22\"")
	},
	run: verify,
}

func verify(ctx context.Context, c *call) error {
	if err := c.none(); err != nil {
		return err
	}
	var printed data.ChainMark
	if c.head != "" {
		var err error
		if printed, err = data.ReadChainMark(c.head); err != nil {
			return err
		}
	}
	err := c.with(ctx, func(s *store.Session) error {
		r, unwritten := s.Verify(ctx, c.deep, nil)
		if len(r.Checks) == 0 {
			return unwritten
		}
		if c.head != "" {
			v, err := s.CompareHead(ctx, printed)
			if err != nil {
				return err
			}
			r.Checks = append(r.Checks, store.Check{Name: "printed", OK: v.Same, Found: v.Sentence(s.Settings())})
		}
		if c.json {
			if err := c.printJSON(verdictOf(r)); err != nil {
				return err
			}
		} else {
			for _, check := range r.Checks {
				sign := "ok   "
				if !check.OK {
					sign = "WRONG"
				}
				c.printf("%s  %s %s\n", sign, cell(check.Name, 11), check.Found)
			}
		}
		if !r.OK() {
			return refusef("The case file did not pass every check. Do not delete anything; keep the newest backup safe and tell whoever looks after Rapport.")
		}
		return unwritten
	})
	if errors.Is(err, vault.ErrDamaged) {
		return tooDamaged(err)
	}
	return err
}

// tooDamaged words the damage that keeps the case file from being opened, and so
// from being looked through.
func tooDamaged(err error) error {
	where := ""
	var page *vault.PageFault
	if errors.As(err, &page) {
		where = " (" + page.Error() + ")"
	}
	return refusef("The case file is damaged or was altered%s, and cannot be opened to look further. Do not delete anything; keep the newest backup safe and tell whoever looks after Rapport.", where)
}

type checked struct {
	Name  string `json:"name"`
	OK    bool   `json:"ok"`
	Found string `json:"found"`
}

type verdict struct {
	OK     bool      `json:"ok"`
	Checks []checked `json:"checks"`
}

func verdictOf(r store.VerifyReport) verdict {
	v := verdict{OK: r.OK()}
	for _, check := range r.Checks {
		v.Checks = append(v.Checks, checked(check))
	}
	return v
}
