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

var importCommand = command{
	name: "import complaints", args: "FILE [--map MAP] [--dry-run]", does: "brings in a spreadsheet (CSV, XLSX, JSON) of complaints or comments",
	notes: "MAP says what the columns mean: the name of a map that comes with Rapport (" + strings.Join(exchange.BuiltIn(), ", ") + ")\n" +
		"or a JSON file. Without it the map of the last file with the same headings is taken, or one that comes with\n" +
		"Rapport and fits; where there is none, say it in the window once, or write a map.\n" +
		"All rows come in together or none does; rows that are there already are left alone, so that the same file may\n" +
		"be imported again. --dry-run says what would come of it and writes nothing. A date that can be read in two\n" +
		"ways is settled by the rows around it and the same person's other rows; one that cannot be settled is listed\n" +
		"and left out. “rapport imports” lists what came in, “rapport import undo” takes it back.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.StringVar(&c.mapName, "map", "", "the name of a map, or a JSON file that holds one")
		c.flags.StringVar(&c.sheetName, "sheet", "", "the name of the sheet, where a workbook has several")
		c.dryRunFlag()
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
	var m *exchange.Map
	if c.mapName != "" {
		chosen, err := exchange.MapFor(c.mapName)
		if err != nil {
			return err
		}
		m = &chosen
	}
	book, err := spreadsheet.OpenBook(ctx, file)
	if err != nil {
		return err
	}
	sheet, err := c.sheetOf(book)
	if err != nil {
		return err
	}
	if m != nil {
		if err := m.Check(sheet); err != nil {
			return err
		}
	}
	return c.with(ctx, func(s *store.Session) error {
		plan, err := planFor(ctx, s, sheet, m)
		if err != nil {
			return err
		}
		counts, err := c.bringIn(ctx, s, plan, book)
		if err != nil {
			return err
		}
		if c.json {
			return c.printJSON(counts)
		}
		c.printCounts(counts, plan.Map)
		c.printUndo(counts)
		return nil
	})
}

// sheetOf is the sheet that was named, or the only one.
func (c *call) sheetOf(book spreadsheet.Book) (exchange.Sheet, error) {
	var names []string
	for _, s := range book.Sheets {
		if strings.EqualFold(s.Name, c.sheetName) || c.sheetName == "" && len(book.Sheets) == 1 {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return exchange.Sheet{}, misusef("Say which sheet with --sheet: %s.", strings.Join(names, ", "))
}

// planFor is the plan by the map that was named, that is remembered, or that fits. A
// guess is not good enough where nobody looks at it.
func planFor(ctx context.Context, s *store.Session, sheet exchange.Sheet, m *exchange.Map) (*exchange.Plan, error) {
	if m != nil {
		return exchange.PlanWith(sheet, *m, s.Settings(), time.Now())
	}
	plan, err := spreadsheet.Plan(ctx, s, sheet)
	if err != nil {
		return nil, err
	}
	if plan.From == exchange.FromGuess {
		return nil, misusef("No map that is known has the columns of this file. Import it once in the window, which remembers what you say, or name a map with --map: %s, or a JSON file.", strings.Join(exchange.BuiltIn(), ", "))
	}
	return plan, nil
}

func (c *call) bringIn(ctx context.Context, s *store.Session, p *exchange.Plan, book spreadsheet.Book) (data.ImportCounts, error) {
	tell, done := c.progress("Reading rows", len(p.Sheet.Rows))
	defer done()
	if c.dryRun {
		return spreadsheet.DryRun(ctx, s, p, book, tell)
	}
	return spreadsheet.Import(ctx, s, p, book, nil, tell)
}

func (c *call) printCounts(counts data.ImportCounts, m exchange.Map) {
	what := "as comments"
	if m.Record == exchange.RecordCase {
		what = "as cases"
	}
	would := ""
	if c.dryRun {
		would = "would be "
	}
	c.printf("Read %s.\n  %s %simported %s\n  %s already there\n", counted(counts.Read, "row", "rows"),
		grouped(counts.Imported), would, what, grouped(counts.Already))
	if n := len(counts.Changed); n > 0 {
		c.printf("  %s there already that the file has otherwise now; they are left as they are\n", grouped(n))
		for _, r := range counts.Changed[:min(n, listed)] {
			c.printf("    row %d: %s\n", r.Row, changedWords(r))
		}
	}
	if counts.Open > 0 {
		c.printf("  %s of these %sopen, the oldest received on %s; their deadlines run from the day of receipt\n", grouped(counts.Open), would, counts.Oldest)
	}
	if counts.Answers > 0 {
		c.printf("  %s of these ask for an answer; the list of comments offers them as cases\n", grouped(counts.Answers))
	}
	c.printf("  %s refused\n", grouped(len(counts.Refused)))
	for i, r := range counts.Refused {
		if i == listed {
			c.printf("    and %s more; --json lists all\n", grouped(len(counts.Refused)-listed))
			break
		}
		c.printf("    row %d%s: %s\n", r.Row, columnWords(r.Column), r.Reason)
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

// printUndo says how the import is taken back.
func (c *call) printUndo(counts data.ImportCounts) {
	if counts.Import != (data.ID{}) {
		c.printf("“rapport import undo %s” takes it back.\n", counts.Import)
	}
}

func columnWords(column string) string {
	if column == "" {
		return ""
	}
	return fmt.Sprintf(", column %q", column)
}

func changedWords(r data.ChangedRow) string {
	if r.Case == "" {
		return r.Number
	}
	return r.Number + ", which is " + r.Case + " here"
}
