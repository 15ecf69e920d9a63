package store

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"strings"
	"testing"

	"rapport/data"
)

// audited says of a method of the session which entry it leaves, and calls it
// so that it does; or why it leaves none.
type audited struct {
	entry string
	call  func(d *desk, f data.CaseFile) error
	none  string
}

// only drops what a method answers, unless it is a case that gives away what is
// to stay hidden.
func only(answer any, err error) error {
	if f, ok := answer.(data.CaseFile); ok {
		for _, n := range f.Notes {
			if n.Class.Restricted() && (n.Text != "" || !n.Hidden) {
				return errors.New("a restricted note left the session with its text")
			}
		}
		for _, a := range f.Attachments {
			if a.Class.Restricted() && (a.Name != "" || !a.Hidden) {
				return errors.New("a restricted document left the session with its name")
			}
		}
	}
	return err
}

const (
	showsLists = "lists show no more than a line of a case; opening one is logged"
	ownScrap   = "a draft is the officer's own and is logged once it becomes a record"
	noData     = "says nothing of anybody"
)

// auditedMethods are all methods of the session.
var auditedMethods = oneTable(auditedCase, auditedPapers, auditedOffice, unaudited)

// oneTable is one table of several, no method of which stands in two.
func oneTable(tables ...map[string]audited) map[string]audited {
	all := map[string]audited{}
	for _, rows := range tables {
		for name := range rows {
			if _, twice := all[name]; twice {
				panic("Session." + name + " is in the table twice")
			}
		}
		maps.Copy(all, rows)
	}
	return all
}

// unaudited are the methods that leave no entry.
var unaudited = map[string]audited{
	"AccessReview":      {none: "taking it out for a review is logged by RecordAccessReview"},
	"OpenWork":          {none: noData},
	"AuditMonth":        {none: "counts of entries"},
	"UnreviewedMonth":   {none: noData},
	"PurgeableCases":    {none: showsLists},
	"PurgeRequests":     {none: showsLists},
	"PurgeCertificate":  {none: noData},
	"Themes":            {none: noData},
	"Close":             {none: "locks, which is logged, and gives the file back"},
	"CanUndo":           {none: noData},
	"GiftsThisYear":     {none: "a sum, read while the entry of a gift is written, which is logged"},
	"Cases":             {none: showsLists},
	"BrokenGlass":       {none: "reading what waits for a review; the review is logged"},
	"CountCases":        {none: showsLists},
	"Snippets":          {none: showsLists},
	"ActionPlans":       {none: showsLists},
	"SavedViews":        {none: ownScrap},
	"Today":             {none: showsLists},
	"PeopleLike":        {none: showsLists},
	"Feedback":          {none: "comments are read as a list and name nobody by their fields"},
	"CountFeedback":     {none: noData},
	"Library":           {none: "the library is about no patient"},
	"FeedbackThemes":    {none: noData},
	"Exceptions":        {none: "case numbers without names; putting the list out is logged by RecordExport"},
	"CommitteePacket":   {none: "case numbers without names; putting the packet out is logged by RecordExport"},
	"KO41a":             {none: noData},
	"SummaryFacts":      {none: "figures without names; putting the summary out is logged by RecordExport"},
	"Months":            {none: noData},
	"MonthNumbers":      {none: noData},
	"FrozenReports":     {none: noData},
	"QuarterThemes":     {none: noData},
	"ProposeClockMoves": {none: showsLists},
	"History":           {none: "the log of a case is read with the case, which is logged"},
	"Audit":             {none: "reading the log would fill the log"},
	"VerifyChain":       {none: noData},
	"Backups":           {none: noData},
	"BackupPlaces":      {none: noData},
	"Copies":            {none: noData},
	"LastDrill":         {none: noData},
	"Officers":          {none: noData},
	"SaveDraft":         {none: ownScrap},
	"Draft":             {none: ownScrap},
	"Drafts":            {none: ownScrap},
	"DeleteDraft":       {none: ownScrap},
	"SaveLetterDraft":   {none: ownScrap},
	"NewLetter":         {none: "makes a letter of a case that was read before"},
	"Strangers":         {none: "looks names and numbers up that the officer wrote, and shows nothing else of other cases"},
	"SharedPlanGaps":    {none: "looks names and numbers up that the officer wrote, and shows nothing else of any case"},
	"LetterFacts":       {none: "makes a letter of a case that was read before"},
	"Template":          {none: noData},
	"Templates":         {none: noData},
	"Phrases":           {none: noData},
	"Sheets":            {none: noData},
	"SheetPDF":          {none: "a sheet of the hospital is about no patient"},
	"LettersDue":        {none: showsLists},
	"LetterDraft":       {none: ownScrap},
	"File":              {none: noData},
	"Officer":           {none: noData},
	"Settings":          {none: noData},
	"Practice":          {none: noData},
	"Locked":            {none: noData},
	"Subscribe":         {none: noData},
}

// byPat are the methods that take a second officer.
var byPat = map[string]bool{"ReviewBrokenGlass": true, "ConfirmPurge": true, "ApproveLetter": true, "SendBackLetter": true}

func (d *desk) ctx() context.Context { return d.t.Context() }

func TestEveryMethodLeavesAnEntryOrSaysWhyNot(t *testing.T) {
	session := reflect.TypeFor[*Session]()
	for i := range session.NumMethod() {
		name := session.Method(i).Name
		m, ok := auditedMethods[name]
		switch {
		case !ok:
			t.Errorf("Session.%s is not in the table: which entry does it leave in the audit chain?", name)
		case (m.entry == "") == (m.none == ""):
			t.Errorf("Session.%s must name its entry or the reason for none", name)
		}
	}
	for name, m := range auditedMethods {
		if _, ok := session.MethodByName(name); !ok {
			t.Errorf("the table knows Session.%s, which is not there any more", name)
		}
		if m.entry == "" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, true)
			f := d.open()
			caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteRestricted, Text: "Known to counsel alone."}))
			f = caseDo(t)(d.AddAttachment(t.Context(), f.Key, data.NewAttachment{Name: "evaluation.txt", Class: data.NoteLegal}, strings.NewReader("Known to counsel alone.")))
			d.again() // writes the views that wait
			start := d.number(`select max(seq) from audit`)
			if err := m.call(d, f); err != nil {
				var missing data.Missing
				errors.As(err, &missing)
				t.Fatal(err, missing)
			}
			if d.Locked() {
				d.Session = must[*Session](t)(d.File().SignIn(t.Context(), "Dana Whitfield", passphrase))
			}
			if err := d.write(t.Context(), data.RightOffice, func(*work) error { return nil }); err != nil { // writes the views that wait
				t.Fatal(err)
			}
			for _, e := range must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Limit: 500})) {
				if e.Seq > start && strings.HasPrefix(e.Action, m.entry) && (e.By == "Dana Whitfield" || byPat[name] && e.By == "Pat Winter") {
					return
				}
			}
			t.Errorf("no entry %q", m.entry)
		})
	}
}
