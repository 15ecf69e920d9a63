package data

// CommitteeReview is the grievance committee's look at a case, under the
// governing body's written delegation (42 CFR 482.13(a)(2); cited as A-0119).
type CommitteeReview struct {
	RecordBase
	On         Date     `json:"on"`
	Delegation string   `json:"delegation"` // reference and date of the board's resolution
	Members    []string `json:"members"`
	Decision   string   `json:"decision"`
	Minutes    string   `json:"minutes,omitempty"` // where the minutes are
}

// Kind is [RecReview].
func (CommitteeReview) Kind() RecordKind { return RecReview }

// Day is the day of the review.
func (r CommitteeReview) Day() Date { return r.On }

// Summary names the record for the history.
func (CommitteeReview) Summary() string { return "Recorded the committee's review." }

// Owed is nothing.
func (CommitteeReview) Owed(bool) []Owed { return nil }

// Validate checks the review. Nobody of the case sits on it.
func (r CommitteeReview) Validate(f CaseFile, s Settings, today Date) Missing {
	var m Missing
	m.add(r.On.IsZero(), "on", "on", "Enter the day of the review.")
	m.add(r.On > today, "on.future", "on", "The day lies in the future; enter the day of the review.")
	m.add(!r.On.IsZero() && r.On < DateOf(f.ReceivedAt, s.Zone()), "on.before", "on", "The review lies before the day of receipt; correct it.")
	m.add(blank(r.Delegation), "delegation", "delegation", "Write the reference and the date of the board's written delegation.")
	m.add(len(r.Members) == 0, "members", "members", "Write who took part, one name to a line.")
	m.add(blank(r.Decision), "decision", "decision", "Write what the committee decided.")
	for _, name := range r.Members {
		m.checkText(name, maxLine, "members", "A name")
		for _, p := range f.People {
			m.add(p.Role == RoleStaff && sameName(name, joinWords(" ", p.Given, p.Family)), "members.conflict", "members",
				"A member of the committee is involved in the case; have somebody else review it.")
		}
	}
	m.checkText(r.Delegation, maxLine, "delegation", "The delegation")
	m.checkText(r.Decision, maxText, "decision", "The decision")
	m.checkText(r.Minutes, maxLine, "minutes", "The minutes")
	return m
}
