package command

import (
	"context"
	"fmt"
	"strings"
	"time"

	"rapport/app/spreadsheet"
	"rapport/data"
	"rapport/data/exchange"
	"rapport/data/store"
)

// numbersFile says what a file of numbers looks like.
const numbersFile = "FILE has the columns month (2026-10), unit (empty: the whole hospital), and either kind (patient_days, encounters,\n" +
	"survey_answers, survey_top_box) and value, or a column for each kind; where kind and value are columns, an empty\n" +
	"value takes the number away. All rows come in or none does."

var importNumbersCommand = command{
	name: "import numbers", args: "FILE [--dry-run]", does: "brings in patient days, encounters and survey results by month",
	notes: numbersFile,
	flags: func(c *call) { c.signInFlags(); c.dryRunFlag() },
	run: func(ctx context.Context, c *call) error {
		file, err := c.one("the file to import")
		if err != nil {
			return err
		}
		return c.importNumbers(ctx, file)
	},
}

var importUnitsCommand = command{
	name: "import units", args: "FILE [--dry-run]", does: "adds the units of a file to those of the office",
	notes: "FILE has a column unit. Units that are there already stay as they are, and those that the file does not name\nare listed and stay too.",
	flags: func(c *call) { c.signInFlags(); c.dryRunFlag() },
	run: func(ctx context.Context, c *call) error {
		return c.importDirectory(ctx, func(s exchange.Sheet, set data.Settings) (exchange.Directory, error) { return exchange.Units(s, set) },
			func(ctx context.Context, s *store.Session, d exchange.Directory) error {
				set := s.Settings()
				set.Units = d.Units
				return s.SaveSettings(ctx, set)
			})
	},
}

var importContactsCommand = command{
	name: "import contacts", args: "FILE [--dry-run]", does: "brings in who answers for the units: managers, deputies, directors",
	notes: "FILE has a column unit and any of manager, deputy, director, phone, e-mail, note and verified (the day on which\n" +
		"the entry was checked). What a cell says takes the place of what stands there; an empty cell changes nothing, and\n" +
		"entries that the file does not name are listed and stay.",
	flags: func(c *call) { c.signInFlags(); c.dryRunFlag() },
	run: func(ctx context.Context, c *call) error {
		return c.importDirectory(ctx, func(s exchange.Sheet, set data.Settings) (exchange.Directory, error) {
			return exchange.Contacts(s, set, set.Today(time.Now()))
		}, func(ctx context.Context, s *store.Session, d exchange.Directory) error {
			return s.SaveDirectory(ctx, d.Contacts, s.Settings().Agencies)
		})
	},
}

func (c *call) dryRunFlag() {
	c.flags.BoolVar(&c.dryRun, "dry-run", false, "say what would change, and write nothing")
}

func (c *call) importNumbers(ctx context.Context, file string) error {
	sheet, err := spreadsheet.Open(file)
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		set := s.Settings()
		all, err := exchange.MonthNumbers(sheet, set, set.Today(time.Now()))
		if err != nil {
			return err
		}
		var save, clear []data.MonthNumber
		for _, f := range all {
			switch {
			case f.Err != nil: // half of a month's denominators is worse than none
				return refusef("Row %d: %s. Nothing was saved; correct the row and import the file again.", f.Row, strings.TrimSuffix(f.Err.Error(), "."))
			case f.Blank:
				clear = append(clear, f.Number)
			default:
				save = append(save, f.Number)
			}
		}
		said := "Saved"
		if c.dryRun {
			said = "Would save"
		} else if err := s.ImportMonthNumbers(ctx, save, clear); err != nil {
			return err
		}
		if c.json {
			return c.printJSON(map[string]any{"saved": len(save), "cleared": len(clear), "dry_run": c.dryRun})
		}
		c.printf("%s %s, cleared %s.\n", said, counted(len(save), "number", "numbers"), grouped(len(clear)))
		return nil
	})
}

func (c *call) importDirectory(ctx context.Context, read func(exchange.Sheet, data.Settings) (exchange.Directory, error),
	save func(context.Context, *store.Session, exchange.Directory) error) error {
	file, err := c.one("the file to import")
	if err != nil {
		return err
	}
	sheet, err := spreadsheet.Open(file)
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		d, err := read(sheet, s.Settings())
		if err != nil {
			return err
		}
		fresh, changed, same, refused := d.Count()
		if !c.dryRun && fresh+changed > 0 {
			if err := save(ctx, s, d); err != nil {
				return err
			}
		}
		if c.json {
			return c.printJSON(map[string]any{"new": fresh, "changed": changed, "there_already": same, "refused": refused, "not_named": d.Unnamed, "rows": d.Rows, "dry_run": c.dryRun})
		}
		c.printDirectory(d)
		return nil
	})
}

func (c *call) printDirectory(d exchange.Directory) {
	fresh, changed, same, refused := d.Count()
	would := ""
	if c.dryRun {
		would = " would be"
	}
	c.printf("%s%s new, %s%s changed, %s there already, %s left out.\n", grouped(fresh), would, grouped(changed), would, grouped(same), grouped(refused))
	for _, r := range d.Rows {
		switch {
		case r.Refused != "":
			c.printf("  row %d, %s: left out, %s\n", r.Row, orDash(r.Unit), r.Refused)
		case r.New:
			c.printf("  row %d, %s: new%s\n", r.Row, r.Unit, changeWords(r.Changes))
		case len(r.Changes) > 0:
			c.printf("  row %d, %s%s\n", r.Row, r.Unit, changeWords(r.Changes))
		}
	}
	if len(d.Unnamed) > 0 {
		c.printf("Not in the file, and as they were: %s.\n", strings.Join(d.Unnamed, ", "))
	}
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func changeWords(all []exchange.DirectoryChange) string {
	var b strings.Builder
	for _, c := range all {
		if c.Was == "" {
			fmt.Fprintf(&b, "; %s: %s", strings.ToLower(c.Field), c.Is)
		} else {
			fmt.Fprintf(&b, "; %s: %s instead of %s", strings.ToLower(c.Field), c.Is, c.Was)
		}
	}
	return b.String()
}
