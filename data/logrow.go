package data

import (
	"slices"
	"time"
)

// LogRow is one case as the grievance log has it: the columns that a surveyor
// asks for (42 CFR 482.13(a)(2); domain 1.5). It holds names and no note.
type LogRow struct {
	Key         int64
	Number      string
	Kind        Kind
	State       State
	ReceivedAt  time.Time
	ReceivedOn  Date // the office's day of ReceivedAt
	Channel     Channel
	Patient     string // family name, given name; empty where none is named
	Complainant string
	Relation    Relation
	Anonymous   bool
	Unit        string
	Owner       string
	Issues      []LogIssue
	Test        string // the test of the classifier that made it what it is
	Overridden  Kind   // the kind chosen against the classifier; empty: none
	Severity    int    // the highest of the issues

	AcknowledgedOn Date
	InterimOn      []Date // the days on which interim letters left
	ResponseDue    Date   // as it stands, extensions included
	FirstDue       Date   // as it was first
	Steps          []string
	Actions        []string // action plans, then what was done on the patient's behalf
	ResponseOn     Date     // the notice of decision left, or the answer was given
	ResponseHow    string   // how it left
	CompletedOn    Date     // the investigation
	Referrals      []string // to the QIO, the State or another agency
	ClosedOn       Date
	Closure        Closure
	Satisfied      Satisfied
	ReviewedOn     Date   // the committee's last review
	Decision       string // of that review
	LegalHold      bool
	Part2          bool // holds records under 42 CFR part 2
	// Restricted marks a case that whoever makes the log may not see ([LogRow.Shut]).
	Restricted bool
}

// Shut is the row of a restricted case for a log whose maker may not see it: the
// number, the state and the days stay, so that what is counted of them is right;
// names, words, units and what the issues are go.
func (r LogRow) Shut() LogRow {
	return LogRow{Key: r.Key, Number: r.Number, Kind: r.Kind, State: r.State, ReceivedAt: r.ReceivedAt, ReceivedOn: r.ReceivedOn,
		Patient: ShutCase, AcknowledgedOn: r.AcknowledgedOn, InterimOn: r.InterimOn, ResponseDue: r.ResponseDue, FirstDue: r.FirstDue,
		ResponseOn: r.ResponseOn, CompletedOn: r.CompletedOn, ClosedOn: r.ClosedOn, ReviewedOn: r.ReviewedOn, Restricted: true}
}

// LogIssue is one issue of a [LogRow].
type LogIssue struct {
	Category    string // in the words of the version that it was coded with
	Subcategory string
	Unit        string // where it is another than that of the case
	Severity    int
	Outcome     Outcome
}

// Finding is what the investigation concluded, in words.
func (i LogIssue) Finding() string {
	if i.Outcome == "" {
		return "no finding yet"
	}
	return i.Outcome.String()
}

// NewLogRow returns the row of a case. It looks at its people, issues, clocks,
// steps, letters, actions for the patient and records, and at no note, contact or
// document.
func NewLogRow(f CaseFile, s Settings) LogRow {
	r := LogRow{
		Key: f.Key, Number: f.Number, Kind: f.Kind, State: f.State, ReceivedAt: f.ReceivedAt.In(s.Zone()), ReceivedOn: DateOf(f.ReceivedAt, s.Zone()),
		Channel: f.Channel, Anonymous: f.anonymous(), Unit: f.Unit, Owner: f.Owner, Test: f.Classification.Test, Overridden: f.Override,
		Severity: f.MaxSeverity(), CompletedOn: f.CompletedOn, Closure: f.Closure, Satisfied: f.Ending.Satisfied,
		LegalHold: f.Hold.Stands(), Part2: f.HoldsPart2(),
	}
	if !f.ClosedAt.IsZero() && !f.Open() {
		r.ClosedOn = DateOf(f.ClosedAt, s.Zone())
	}
	r.people(f)
	r.issues(f, s)
	r.duties(f)
	r.work(f, s.Locale)
	for _, review := range f.Reviews {
		if review.On >= r.ReviewedOn {
			r.ReviewedOn, r.Decision = review.On, review.Decision
		}
	}
	return r
}

func (r *LogRow) people(f CaseFile) {
	if p, ok := f.Person(RolePatient); ok {
		r.Patient = p.ListName()
	}
	if p, ok := f.Complainant(); ok {
		r.Complainant, r.Relation = p.ListName(), p.Relation
		if p.Role == RolePatient {
			r.Relation = Self
		}
	}
}

func (r *LogRow) issues(f CaseFile, s Settings) {
	for _, is := range f.Issues {
		category, sub := is.About(s)
		line := LogIssue{Category: category, Subcategory: sub, Severity: is.Severity, Outcome: is.Finding.Outcome}
		if is.Unit != f.Unit {
			line.Unit = is.Unit
		}
		r.Issues = append(r.Issues, line)
	}
}

// duties fills in when the case was acknowledged, and when and how it was
// answered.
func (r *LogRow) duties(f CaseFile) {
	r.AcknowledgedOn = f.ofCase(ClockAcknowledge).MetOn
	answer := f.ofCase(f.Kind.AnswerClock())
	r.FirstDue, r.ResponseDue, r.ResponseOn = answer.Base, answer.Due, answer.MetOn
	for _, l := range f.Letters {
		if left := l.Dispatched(); l.Kind == InterimLetter && !left.IsZero() {
			r.InterimOn = append(r.InterimOn, left)
		}
	}
	notice, issued := currentNotice(f)
	if left := notice.Dispatched(); issued && !left.IsZero() {
		r.ResponseOn = left
		for _, d := range notice.Dispatches {
			if d.On == left {
				r.ResponseHow = d.Method.String()
			}
		}
	}
	if r.CompletedOn.IsZero() && issued {
		r.CompletedOn = notice.Draft.CompletedOn
	}
}

// ofCase returns the clock of the kind that follows from the case itself, the one
// that is owed before one that is not; an empty one where there is none.
func (f *CaseFile) ofCase(kind ClockKind) (found Clock) {
	for _, c := range f.Clocks {
		if c.Kind == kind && c.About == (ID{}) && (found.Kind == "" || found.Stopped || !c.Stopped) {
			found = c
		}
	}
	return found
}

// work fills in what was done: the steps, the actions, and what went to an
// agency.
func (r *LogRow) work(f CaseFile, l Locale) {
	for _, st := range f.Steps {
		r.Steps = append(r.Steps, st.logLine(l))
	}
	for _, a := range f.Actions {
		r.Actions = append(r.Actions, a.What+" ("+lowerFirst(a.State().String())+")")
	}
	for _, a := range f.Advocacy {
		line := joinWords(": ", a.Kind.String(), a.With)
		if !a.DoneOn.IsZero() {
			line = joinWords(", ", line, l.Short(a.DoneOn))
		}
		r.Actions = append(r.Actions, line+" ("+lowerFirst(a.Outcome.String())+")")
		if slices.Contains([]AdvocacyKind{QIOReferral, "qio_appeal", "agency"}, a.Kind) {
			r.Referrals = append(r.Referrals, line)
		}
	}
	for _, letter := range f.Letters {
		if letter.Kind == ReferralOut {
			r.Referrals = append(r.Referrals, joinWords(", ", letter.Kind.String(), l.Short(letter.Dispatched())))
		}
	}
	for _, d := range f.Disclosures {
		if d.Basis == BasisOversight {
			r.Referrals = append(r.Referrals, joinWords(", ", d.Recipient, l.Short(d.On)))
		}
	}
}

func (st Step) logLine(l Locale) string {
	line := st.Kind.String() + ": " + oneLine(st.Subject)
	switch {
	case st.Kind == TimelineStep:
		return line
	case !st.DoneOn.IsZero():
		return line + " (done " + l.Short(st.DoneOn) + ")"
	case st.Kind == Referral:
		return line + " (not answered)"
	}
	return line + " (open)"
}

// DaysTaken is how many days passed from receipt to the answer, the day of
// receipt not counted; -1 while there is none.
func (r LogRow) DaysTaken() int {
	if r.ResponseOn.IsZero() {
		return -1
	}
	return int(r.ResponseOn - r.ReceivedOn)
}

// LogFacts are the rows of a log of a period.
type LogFacts struct {
	Period   Period
	AsOf     time.Time // when they were read
	MadeBy   string    // the officer
	Settings Settings
	All      bool     // every kind of case; otherwise those that need a written notice
	Rows     []LogRow // received in the period, by number
	// Carried are those received before the period that were open in it, by number;
	// read for a committee's packet alone.
	Carried []LogRow
	// Apart and ApartCarried are what is counted of the restricted cases among Rows
	// and Carried that whoever makes the log may not see, without saying of which.
	Apart, ApartCarried []LogRow
}

// Counted are the rows that a count over the log looks at, and CountedCarried those
// of the cases carried over.
func (l LogFacts) Counted() []LogRow { return openAnd(l.Rows, l.Apart) }

// CountedCarried is Counted for the cases carried over.
func (l LogFacts) CountedCarried() []LogRow { return openAnd(l.Carried, l.ApartCarried) }

func openAnd(rows, apart []LogRow) []LogRow {
	if len(apart) == 0 {
		return rows
	}
	open := slices.DeleteFunc(slices.Clone(rows), func(r LogRow) bool { return r.Restricted })
	return append(open, apart...)
}

// Bare is what a count needs of a restricted case, under a key that leads
// nowhere: its state, its days, its severity and whether something was found right.
func (r LogRow) Bare(key int64) LogRow {
	q := LogRow{Key: key, State: r.State, ReceivedOn: r.ReceivedOn, ResponseDue: r.ResponseDue, ResponseOn: r.ResponseOn, Severity: r.Severity,
		ReviewedOn: r.ReviewedOn, LegalHold: r.LegalHold}
	for _, is := range r.Issues {
		q.Issues = append(q.Issues, LogIssue{Outcome: is.Outcome})
	}
	return q
}

// Part2 reports whether a case of the log holds records under 42 CFR part 2.
func (l LogFacts) Part2() bool {
	part2 := func(r LogRow) bool { return r.Part2 }
	return slices.ContainsFunc(l.Rows, part2) || slices.ContainsFunc(l.Carried, part2)
}
