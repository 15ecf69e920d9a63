package reports

import (
	"context"
	"slices"

	"rapport/data"
	"rapport/data/store"
	"rapport/reports/papers"
	"rapport/reports/report"
	"rapport/reports/summary"
)

// wish is what the officer asked to see.
type wish struct {
	document string // id of the document
	period   data.Period
	audience report.Audience
	all      bool // kinds beside grievances, too
}

// document is one of the office's reports, as a row of the table of them.
type document struct {
	id    string
	name  string
	about string // for whom, and what is in it
	file  string // how its file is called, before the period
	// What can be chosen for it beside the period.
	audiences bool // internal or shareable
	kinds     bool // grievances alone or every kind
	frozen    bool // its figures can be frozen
	tables    bool // several of them: as CSV it is an archive
	shareable bool // may be seen by those who see nothing internal
	nhs       bool // a return of the NHS, offered where the office writes as the United Kingdom does
	// named is how patients are known in it; then it leaves protected, with the
	// passphrase given again and a reason. Empty: it names nobody, and is saved as it is.
	named string
	// fit is the period that it is made of, where that is not the one chosen.
	fit  func(data.Period) data.Period
	make func(context.Context, *store.Session, wish, papers.Form) (made, error)
}

// made is a document with how many cases it names.
type made struct {
	report.Report
	cases int
}

// byNumber is what a document says of how it knows patients.
const byNumber = "Patients are known in it by the number of their case."

// documents lists what the screen can show. What is laid out for a sheet is the
// same document with a column for each fact.
var documents = []document{
	{id: "summary", name: "Summary", about: "Figures for the quality committee and the board.", file: "Patient relations summary", audiences: true, tables: true, frozen: true, shareable: true,
		make: func(ctx context.Context, s *store.Session, w wish, _ papers.Form) (made, error) {
			facts, err := s.SummaryFacts(ctx, w.period)
			if err != nil {
				return made{}, err
			}
			r, err := summary.Make(ctx, facts, w.audience, s.Practice())
			return made{Report: r}, err
		}},
	{id: "log", name: "Grievance log", about: "What a surveyor asks for. It names patients.", file: "Grievance log", kinds: true, named: "It names patients.",
		make: func(ctx context.Context, s *store.Session, w wish, form papers.Form) (made, error) {
			facts, err := s.GrievanceLog(ctx, w.period, w.all)
			return made{papers.Log(facts, form, optionsOf(s)), len(facts.Rows)}, err
		}},
	{id: "exceptions", name: "Exceptions", about: "What a surveyor would cite, with what to do about it.", file: "Exceptions", tables: true, named: byNumber,
		make: func(ctx context.Context, s *store.Session, w wish, _ papers.Form) (made, error) {
			facts, err := s.Exceptions(ctx, w.period)
			return made{papers.Exceptions(facts, optionsOf(s)), facts.Named()}, err
		}},
	{id: "packet", name: "Committee packet", about: "The grievances of the period, for review and sign-off.", file: "Committee packet", tables: true, named: byNumber,
		make: func(ctx context.Context, s *store.Session, w wish, form papers.Form) (made, error) {
			facts, err := s.CommitteePacket(ctx, w.period)
			return made{papers.Packet(facts, form, optionsOf(s)), len(facts.Rows) + len(facts.Carried)}, err
		}},
	{id: "ko41a", name: "KO41a", about: "Counts for the NHS return on written complaints, by financial year, April to March.", file: "KO41a counts", tables: true, nhs: true,
		fit: func(p data.Period) data.Period { return data.KO41aYear(p.To.Month().Add(-3).Year) },
		make: func(ctx context.Context, s *store.Session, w wish, _ papers.Form) (made, error) {
			facts, err := s.KO41a(ctx, w.period)
			return made{Report: papers.KO41a(facts, optionsOf(s))}, err
		}},
}

func optionsOf(s *store.Session) papers.Options { return papers.Options{Practice: s.Practice()} }

// offered are the documents that the office can use and the officer's roles allow.
func (s *Screen) offered() []document {
	locale, internal := s.desk.Session.Settings().Locale, s.desk.May(data.RightReports)
	return slices.DeleteFunc(slices.Clone(documents), func(d document) bool {
		return d.nhs && locale != "en-GB" || !d.shareable && !internal
	})
}

// documentOf returns the document with the id.
func documentOf(id string) document {
	for _, d := range documents {
		if d.id == id {
			return d
		}
	}
	return documents[0]
}
