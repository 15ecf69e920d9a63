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
	named     bool // names patients or their cases: it leaves with the passphrase given again
	shareable bool // may be seen by those who see nothing internal
	nhs       bool // a return of the NHS, offered where the office writes as the United Kingdom does
	// fit is the period that it is made of, where that is not the one chosen.
	fit  func(data.Period) data.Period
	make func(context.Context, *store.Session, wish, papers.Form) (report.Report, error)
}

// documents lists what the screen can show. What is laid out for a sheet is the
// same document with a column for each fact.
var documents = []document{
	{id: "summary", name: "Summary", about: "Figures for the quality committee and the board.", file: "Patient relations summary", audiences: true, frozen: true, shareable: true,
		make: func(ctx context.Context, s *store.Session, w wish, _ papers.Form) (report.Report, error) {
			facts, err := s.SummaryFacts(ctx, w.period)
			if err != nil {
				return report.Report{}, err
			}
			return summary.Make(ctx, facts, w.audience, s.Practice())
		}},
	{id: "log", name: "Grievance log", about: "What a surveyor asks for. It names patients.", file: "Grievance log", kinds: true, named: true,
		make: func(ctx context.Context, s *store.Session, w wish, form papers.Form) (report.Report, error) {
			facts, err := s.GrievanceLog(ctx, w.period, w.all)
			return papers.Log(facts, form, optionsOf(s)), err
		}},
	{id: "exceptions", name: "Exceptions", about: "What a surveyor would cite, with what to do about it.", file: "Exceptions", named: true,
		make: func(ctx context.Context, s *store.Session, w wish, _ papers.Form) (report.Report, error) {
			facts, err := s.Exceptions(ctx, w.period)
			return papers.Exceptions(facts, optionsOf(s)), err
		}},
	{id: "packet", name: "Committee packet", about: "The grievances of the period, for review and sign-off.", file: "Committee packet", named: true,
		make: func(ctx context.Context, s *store.Session, w wish, form papers.Form) (report.Report, error) {
			facts, err := s.CommitteePacket(ctx, w.period)
			return papers.Packet(facts, form, optionsOf(s)), err
		}},
	{id: "ko41a", name: "KO41a", about: "Counts for the NHS return on written complaints, by financial year, April to March.", file: "KO41a counts", nhs: true,
		fit: func(p data.Period) data.Period { return data.KO41aYear(p.To.Month().Add(-3).Year) },
		make: func(ctx context.Context, s *store.Session, w wish, _ papers.Form) (report.Report, error) {
			facts, err := s.KO41a(ctx, w.period)
			return papers.KO41a(facts, optionsOf(s)), err
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
