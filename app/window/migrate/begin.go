package migrate

import (
	"context"
	"slices"
	"time"

	"rapport/app/plain"
	"rapport/app/spreadsheet"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange"
)

// Begin begins with rows of a kind and, unless file is "", with a file. What is under
// way stays, unless the officer says that it may go.
func (s *Screen) Begin(rows desk.Rows, file string) {
	fresh := func() {
		s.reset(rows)
		if file != "" {
			s.pages[stepFile].(*filePage).take(file)
		}
	}
	switch {
	case s.saving.Busy():
	case !s.halfway():
		fresh()
	case file != "":
		s.askLeave("Begin anew with this file", fresh)
	}
}

// reset begins anew.
func (s *Screen) reset(rows desk.Rows) {
	s.stop()
	s.job = job{what: rows}
	s.pages[stepFile].(*filePage).clear()
	s.show(stepFile)
}

// halfway reports whether something was settled that has not come in.
func (s *Screen) halfway() bool { return s.at > stepFile && s.at < stepDone }

// askAnew begins anew, after asking where something would be lost.
func (s *Screen) askAnew() {
	if !s.halfway() {
		s.reset(s.job.what)
		return
	}
	s.askLeave("Begin anew", func() { s.reset(s.job.what) })
}

// Closing asks before the wizard is closed half-way.
func (s *Screen) Closing(close func()) {
	gone := func() {
		s.stop()
		s.job = job{} // nothing of the file stays in the memory
		close()
	}
	switch {
	case s.saving.Busy(): // the dialog over it says how far it is
	case s.halfway():
		s.askLeave("Close it", gone)
	default:
		gone()
	}
}

// askLeave asks before what was settled goes.
func (s *Screen) askLeave(yes string, do func()) {
	ui.Ask(s.desk.Window, ui.Question{Title: "Leave this import half-way?", Text: "Nothing of the file has come in. What you said about its columns and words would have to be said again.",
		Yes: yes, No: "Go on with it", Danger: true}, do)
}

// take begins with a file that was read: its first sheet that has rows.
func (s *Screen) take(from source, on func()) {
	s.message.Clear()
	s.job = job{source: from, what: s.job.what}
	for i, sheet := range from.Sheets {
		if len(sheet.Rows) > 0 {
			s.job.sheet = i
			break
		}
	}
	s.plan(on)
}

// chooseSheet takes another sheet of the workbook.
func (s *Screen) chooseSheet(i int) {
	if i != s.job.sheet {
		s.job = job{source: s.job.source, sheet: i, what: s.job.what}
		s.plan(func() {})
	}
}

// chooseKind says what the rows are.
func (s *Screen) chooseKind(rows desk.Rows) {
	j := &s.job
	if rows == j.what && j.plan != nil {
		return
	}
	j.what, j.why, j.dry = rows, "", nil
	if j.ofOffice() {
		j.why = knownByName
	}
	k := kindOf(rows)
	if j.plan == nil || k.record == "" || j.plan.Map.Record == k.record {
		s.pages[stepFile].(*filePage).show()
		return
	}
	p := *j.plan
	ui.Load(&s.work, func(context.Context) (*exchange.Plan, error) { p.Guess(k.record); return &p, nil }, func(p *exchange.Plan, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		j.plan, j.why = p, whyWords(p)
		s.pages[stepFile].(*filePage).show()
	})
}

// knownByName says how the columns of what the office has of its own are known.
const knownByName = "Its columns are known by their names."

// plan makes the plan of the sheet: by what is remembered of its headings, or by a
// guess. Where the officer came for rows of a kind, that counts.
func (s *Screen) plan(on func()) {
	session, sheet, book, wanted := s.desk.Session, s.job.current(), s.job.Book, kindOf(s.job.what)
	page := s.pages[stepFile].(*filePage)
	ui.Load(&s.work, func(ctx context.Context) (begun, error) {
		p, err := spreadsheet.Plan(ctx, session, sheet)
		if err != nil {
			return begun{}, err
		}
		if wanted.record != "" && p.Map.Record != wanted.record {
			p.Guess(wanted.record)
		}
		earlier, err := spreadsheet.Earlier(ctx, session, book)
		return begun{p, p.Columns(), earlier}, err
	}, func(b begun, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.job.plan, s.job.columns, s.job.earlier = b.plan, b.columns, b.earlier
		s.job.kept = s.job.mapText()
		s.job.why = whyWords(b.plan)
		if s.job.what == "" {
			s.job.what = desk.Rows(b.plan.Map.Record)
			s.guessOffice()
		}
		if s.job.ofOffice() {
			s.job.why = knownByName
		}
		page.show()
		on()
	})
}

// guessOffice tells a file of the office's own, which has neither stories nor
// comments, by its columns.
func (s *Screen) guessOffice() {
	j := &s.job
	if j.plan.From != exchange.FromGuess || !lacks(j.plan) {
		return
	}
	set := s.desk.Session.Settings()
	sheet := j.current()
	sheet.Rows = sheet.Rows[:min(len(sheet.Rows), firstRows)] // the heading tells
	_, numbers := exchange.MonthNumbers(sheet, set, s.today())
	_, managers := exchange.Contacts(sheet, set, s.today())
	_, units := exchange.Units(sheet, set)
	switch {
	case numbers == nil && s.desk.May(data.RightNumbers):
		j.what = desk.RowsNumbers
	case managers == nil && s.desk.May(data.RightLibrary):
		j.what = desk.RowsManagers
	case units == nil && len(sheet.Header) == 1 && s.desk.May(data.RightSettings):
		j.what = desk.RowsUnits
	}
}

// lacks reports whether no column was found for something that every record needs.
func lacks(p *exchange.Plan) bool {
	return slices.ContainsFunc(exchange.Fields(p.Map.Record), func(f exchange.Field) bool { return f.Needed && p.Map.Columns[f.Name] == "" })
}

// begun is a plan with the columns of its sheet and the imports of the very same file that stand.
type begun struct {
	plan    *exchange.Plan
	columns []exchange.Column
	earlier []data.Import
}

// leaveTime is how long keeping the map may hold up the window.
const leaveTime = 2 * time.Second

// keepMap keeps what was said of the columns and words of a file that has not come in
// yet. It waits for the disk: the window may lock in the next moment.
func (s *Screen) keepMap() {
	j := &s.job
	if !s.halfway() || j.plan == nil || s.saving.Busy() {
		return
	}
	s.takeFields()
	text := j.mapText()
	if text == j.kept || len(j.plan.Gaps()) > 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), leaveTime)
	defer cancel()
	if err := spreadsheet.Remember(ctx, s.desk.Session, j.plan); err != nil {
		s.desk.Fail(err)
		return
	}
	j.kept = text
}

// whyWords says how it was told what the rows and the columns are.
func whyWords(p *exchange.Plan) string {
	switch p.From {
	case exchange.FromMemory:
		return "A file with these columns was brought in before. What was said of them then is set already."
	case exchange.FromBuiltIn:
		return "Rapport knows these columns: " + p.Map.About + "."
	}
	return "Guessed by the names of the columns. Change it where it is wrong."
}

// study looks at the file by the plan and calls on with what has to be settled.
func (s *Screen) study(on func()) {
	p := *s.job.plan
	s.message.Say("Looking at the rows …", ui.ToneMuted)
	ui.Load(&s.work, func(context.Context) (study, error) { return studyOf(&p), nil }, func(found study, err error) {
		s.message.Clear()
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		j := &s.job
		j.dates, j.unknown, j.scale, j.scored = found.dates, found.unknown, found.scale, found.scored
		on()
	})
}
