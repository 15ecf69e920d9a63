package command

import (
	"context"
	"strings"

	"rapport/app/spreadsheet"
	"rapport/data"
	"rapport/data/exchange"
	"rapport/data/store"
)

var importCommand = command{
	name: "import complaints", args: "FILE --map MAP", does: "brings in a spreadsheet (CSV) of complaints or comments",
	notes: "MAP says what the columns mean: the name of a map that comes with Rapport (" + strings.Join(exchange.BuiltIn(), ", ") + ")\n" +
		"or a JSON file. All rows come in together or none does; rows that are there already are left alone, so\n" +
		"that the same file may be imported again. A date that can be read in two ways is settled by the rows\n" +
		"around it and the same person's other rows; one that cannot be settled is listed and left out.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.StringVar(&c.mapName, "map", "", "the name of a map, or a JSON file that holds one")
	},
	run: importComplaints,
}

// listed is how many refused rows and unusual dates are printed in words; all
// of them are in --json.
const listed = 20

func importComplaints(ctx context.Context, c *call) error {
	file, err := c.one("the file to import")
	if err != nil {
		return err
	}
	if c.mapName == "" {
		return misusef("Say what the columns mean with --map: %s, or a JSON file.", strings.Join(exchange.BuiltIn(), ", "))
	}
	m, err := exchange.MapFor(c.mapName)
	if err != nil {
		return err
	}
	sheet, err := spreadsheet.Open(file)
	if err != nil {
		return err
	}
	if err := m.Check(sheet); err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		counts, err := c.bringIn(ctx, s, m, sheet)
		if err != nil {
			return err
		}
		if c.json {
			return c.printJSON(counts)
		}
		c.printCounts(counts, m)
		return nil
	})
}

func (c *call) bringIn(ctx context.Context, s *store.Session, m exchange.Map, sheet exchange.Sheet) (data.ImportCounts, error) {
	tell, done := c.progress("Reading rows", len(sheet.Rows))
	defer done()
	return spreadsheet.Import(ctx, s, m, sheet, tell)
}

func (c *call) printCounts(counts data.ImportCounts, m exchange.Map) {
	what := "as comments"
	if m.Record == exchange.RecordCase {
		what = "as cases"
	}
	c.printf("Read %s.\n  %s imported %s\n  %s already there\n  %s refused\n", counted(counts.Read, "row", "rows"),
		grouped(counts.Imported), what, grouped(counts.Already), grouped(len(counts.Refused)))
	for i, r := range counts.Refused {
		if i == listed {
			c.printf("    and %s more; --json lists all\n", grouped(len(counts.Refused)-listed))
			break
		}
		c.printf("    row %d: %s\n", r.Row, r.Reason)
	}
	var unread []data.DateRemark
	for _, d := range counts.Dates {
		if d.Read.IsZero() {
			unread = append(unread, d)
		}
	}
	c.printf("  %s read in another order than the map says; --json lists them\n  %s that could not be read\n",
		counted(len(counts.Dates)-len(unread), "date", "dates"), counted(len(unread), "date", "dates"))
	for i, d := range unread {
		if i == listed {
			c.printf("    and %s more; --json lists all\n", grouped(len(unread)-listed))
			break
		}
		c.printf("    row %d: %s\n", d.Row, d.Why)
	}
}
