package migrate

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"time"

	"rapport/app/spreadsheet"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange"
	"rapport/data/store"
)

// kind is what the rows are, with the right that bringing them in takes.
type kind struct {
	rows       desk.Rows
	label      string
	one, many  string // what a row becomes
	right      data.Right
	record     exchange.Record // empty for what has a reader of its own
	foundUnder string          // where they are found afterwards
}

var kinds = []kind{
	{desk.RowsCases, "Cases: a log of complaints and grievances", "case", "cases", data.RightImport, exchange.RecordCase, "Cases"},
	{desk.RowsComments, "Comments of surveys and comment cards", "comment", "comments", data.RightImport, exchange.RecordFeedback, "Feedback"},
	{desk.RowsNumbers, "Patient days and other numbers of months", "number", "numbers", data.RightNumbers, "", "Patient days and survey"},
	{desk.RowsUnits, "Units and departments of the office", "unit", "units", data.RightSettings, "", "Settings"},
	{desk.RowsManagers, "Managers: who answers for each unit", "entry", "entries", data.RightLibrary, "", "Library"},
}

func kindOf(rows desk.Rows) kind {
	for _, k := range kinds {
		if k.rows == rows {
			return k
		}
	}
	return kind{one: "row", many: "rows"}
}

// kindOptions are the kinds that the officer's roles may bring in.
func kindOptions(d *desk.Desk) []ui.Option[desk.Rows] {
	var all []ui.Option[desk.Rows]
	for _, k := range kinds {
		if d.May(k.right) {
			all = append(all, ui.Option[desk.Rows]{Value: k.rows, Label: k.label})
		}
	}
	return all
}

// counted is a number of what the rows of an import became.
func counted(of string, n int) string {
	k := kindOf(desk.Rows(of))
	return ui.Plural(n, k.one, k.many)
}

// source is a file, or what was copied, as it was read.
type source struct {
	spreadsheet.Book
	pasted bool
}

// job is the import as far as it is settled. It is read off the main goroutine and
// changed on it.
type job struct {
	source
	sheet int
	what  desk.Rows
	why   string // how that was told

	plan    *exchange.Plan
	columns []exchange.Column
	earlier []data.Import // of the very same file, that stand
	dates   exchange.DateAsk
	unknown []exchange.UnknownValue
	scale   exchange.ScaleQuestion
	scored  bool     // there is a column with scores
	units   []string // that become units of the office

	kept    string      // the map as the case file has it, or as it was guessed
	tried   string      // the map by which the rows were looked at
	office  *officeWork // of a file that changes the office's own
	dry     *data.ImportCounts
	samples []exchange.PreviewRow
	done    *data.ImportCounts
}

// openText reads what was copied from a spreadsheet.
func openText(ctx context.Context, text string) (source, error) {
	sheets, err := exchange.ReadSheets(ctx, []byte(text))
	return source{Book: spreadsheet.Book{Sheets: sheets}, pasted: true}, err
}

// current is the sheet that was chosen.
func (j *job) current() exchange.Sheet { return j.Sheets[j.sheet] }

// name is the file's, without its folder.
func (s source) name() string {
	if s.pasted {
		return "What was pasted"
	}
	return filepath.Base(s.Path)
}

// facts says how large the sheet is.
func (j *job) facts() string {
	s := j.current()
	words := ui.Plural(len(s.Rows), "row", "rows") + " and " + ui.Plural(len(s.Header), "column", "columns") + " beneath the heading."
	if len(j.earlier) > 0 {
		words += " This very file was brought in before; what is there already does not come in twice."
	}
	return words
}

func (j *job) counted(n int) string { return counted(string(j.what), n) }

// study is what the plan says about the file: what the officer has to settle.
type study struct {
	dates   exchange.DateAsk
	unknown []exchange.UnknownValue
	scale   exchange.ScaleQuestion
	scored  bool
}

func studyOf(p *exchange.Plan) study {
	var s study
	s.dates, s.unknown = p.Dates(), p.Unknown()
	s.scale, s.scored = p.Scale()
	s.scored = s.scored && !s.scale.Words
	return s
}

// mapText is the map as text, to tell whether it has changed.
func (j *job) mapText() string {
	text, err := json.Marshal(j.plan.Map)
	if err != nil {
		return "" // a map is texts and numbers
	}
	return string(bytes.TrimSpace(text))
}

// ofOffice reports whether the rows change what the office has of its own, and become
// no record.
func (j *job) ofOffice() bool { return j.what != "" && kindOf(j.what).record == "" }

// tryOut looks at every row as the import will, and keeps nothing.
func (j *job) tryOut(ctx context.Context, in *store.Session, tell func(done, total int)) error {
	j.dry, j.office, j.samples = nil, nil, nil
	if j.ofOffice() {
		w, err := officeWorkOf(ctx, in, j.what, j.current())
		if err != nil {
			return err
		}
		counts := w.counts()
		j.office, j.dry = &w, &counts
		return nil
	}
	samples, err := j.plan.Preview(firstSamples)
	if err != nil {
		return err
	}
	total := len(j.current().Rows)
	counts, err := spreadsheet.DryRun(ctx, in, j.plan, j.Book, func(read int) { tell(read, total) })
	j.dry, j.samples = &counts, samples
	return err
}

// today is the day of the office.
func (s *Screen) today() data.Date { return s.desk.Session.Settings().Today(time.Now()) }
