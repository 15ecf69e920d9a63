package data

import "time"

// Meeting is a meeting with the patient or family, or a mediation between them
// and the staff (domain 5.4).
type Meeting struct {
	RecordBase
	Mediation bool      `json:"mediation,omitempty"`
	When      time.Time `json:"when"`
	// On is the office's day of When; [Meeting.Settle] fills it in.
	On      Date     `json:"on,omitempty"`
	Place   string   `json:"place,omitempty"`
	Parties []string `json:"parties"`
	// Neutral leads a mediation and takes no side.
	Neutral   string `json:"neutral,omitempty"`
	Rules     string `json:"rules,omitempty"`     // ground rules that all agreed to
	Interests string `json:"interests,omitempty"` // what each party needs, behind what they ask for
	Agreed    string `json:"agreed,omitempty"`    // the agreed points
	// Held marks a meeting that took place.
	Held        bool         `json:"held,omitempty"`
	Commitments []Commitment `json:"commitments,omitempty"`
	FollowUp    Date         `json:"follow_up,omitempty"`
	FollowedOn  Date         `json:"followed_on,omitempty"` // the follow-up took place
	// MayShare records the parties' consent that what was agreed may be shared
	// with those who carry it out.
	MayShare bool `json:"may_share,omitempty"`
}

// Commitment is what one party undertook in a meeting. It is a promise: it stays
// on the Today page until it is kept.
type Commitment struct {
	ID     ID     `json:"id"`
	Who    string `json:"who"`
	ToWhom string `json:"to_whom,omitempty"`
	What   string `json:"what"`
	Due    Date   `json:"due"`
	DoneOn Date   `json:"done_on,omitempty"` // kept
	// NotKept is why it will not be kept; empty while it may be.
	NotKept string `json:"not_kept,omitempty"`
}

// Open reports whether the commitment is still to be kept.
func (c Commitment) Open() bool { return c.DoneOn.IsZero() && blank(c.NotKept) }

// Commitment returns the meeting in which the commitment with the id was made,
// and its place there.
func (f *CaseFile) Commitment(id ID) (m Meeting, at int, ok bool) {
	for _, m := range f.Meetings {
		for i, c := range m.Commitments {
			if c.ID == id && id != (ID{}) {
				return m, i, true
			}
		}
	}
	return Meeting{}, 0, false
}

// Kind is [RecMeeting].
func (Meeting) Kind() RecordKind { return RecMeeting }

// Name is what the meeting is called: "Meeting" or "Mediation".
func (m Meeting) Name() string {
	if m.Mediation {
		return "Mediation"
	}
	return "Meeting"
}

// Summary names the record for the history.
func (m Meeting) Summary() string {
	if m.Held {
		return "Recorded a " + lowerFirst(m.Name()) + " that took place."
	}
	return "Planned a " + lowerFirst(m.Name()) + "."
}

// Day is the office's day of the meeting; zero while none is set.
func (m Meeting) Day() Date { return m.On }

// Settle fills in what follows from the rest before the meeting is saved: its
// day in the office's zone, and an id for each commitment.
func (m *Meeting) Settle(s Settings) {
	m.On = 0
	if !m.When.IsZero() {
		m.On = DateOf(m.When, s.Zone())
	}
	m.Commitments = append([]Commitment(nil), m.Commitments...)
	for i := range m.Commitments {
		if m.Commitments[i].ID == (ID{}) {
			m.Commitments[i].ID = NewID()
		}
	}
}

// Owed lists the meeting itself until it was held, the commitments that are not
// kept, and the follow-up.
func (m Meeting) Owed(open bool) []Owed {
	if !open {
		return nil
	}
	var all []Owed
	if !m.Held {
		all = append(all, Owed{Kind: OwedReview, Due: m.Day(), What: m.Name(), Who: m.By, Section: SectionAdvocacy})
	}
	for _, c := range m.Commitments {
		if c.Open() {
			all = append(all, Owed{Kind: OwedPromise, Due: c.Due, What: c.What, Who: c.Who, Section: SectionAdvocacy, Task: c.ID})
		}
	}
	if m.Held && !m.FollowUp.IsZero() && m.FollowedOn.IsZero() {
		all = append(all, Owed{Kind: OwedReview, Due: m.FollowUp, What: "Follow up on the " + lowerFirst(m.Name()), Who: m.By, Section: SectionAdvocacy})
	}
	return all
}

// Validate checks the meeting.
func (m Meeting) Validate(f CaseFile, s Settings, today Date) Missing {
	var g Missing
	g.add(m.When.IsZero(), "when", "when", "Enter the day and the time of the meeting.")
	g.add(len(m.Parties) == 0, "parties", "parties", "Write who takes part, one name to a line.")
	g.add(m.Held && DateOf(m.When, s.Zone()) > today, "held.future", "when", "The meeting lies in the future, so it cannot have been held; correct one of the two.")
	g.add(m.Mediation && m.Held && blank(m.Neutral), "neutral", "neutral", "Name the neutral person who led the mediation.")
	g.add(len(m.Commitments) > 0 && !m.Held, "commitments", "commitments", "Mark the meeting as held before you write what was undertaken in it.")
	for _, c := range m.Commitments {
		g.add(blank(c.Who), "commitment.who", "commitments", "Write who undertook it.")
		g.add(blank(c.What), "commitment.what", "commitments", "Write what was undertaken.")
		g.add(c.Due.IsZero(), "commitment.due", "commitments", "Enter the day by which it is to be done.")
		g.add(c.DoneOn > today, "commitment.future", "commitments", "A commitment cannot be kept in the future; correct the day.")
		g.add(!c.DoneOn.IsZero() && !blank(c.NotKept), "commitment.both", "commitments", "A commitment is kept or not kept; choose one of the two.")
		g.checkText(c.NotKept, maxText, "commitments", "The reason")
		g.checkText(c.ToWhom, maxLine, "commitments", "The name")
		g.checkText(c.Who, maxLine, "commitments", "The name")
		g.checkText(c.What, maxText, "commitments", "What was undertaken")
	}
	g.add(!m.FollowUp.IsZero() && !m.When.IsZero() && m.FollowUp < DateOf(m.When, s.Zone()), "follow_up.before", "follow_up", "The follow-up lies before the meeting; enter a later day.")
	g.add(m.FollowedOn > today, "followed_on.future", "followed_on", "The day lies in the future; enter the day on which it was done.")
	for _, p := range m.Parties {
		g.checkText(p, maxLine, "parties", "A name")
	}
	g.checkText(m.Place, maxLine, "place", "The place")
	g.checkText(m.Neutral, maxLine, "neutral", "The name")
	g.checkText(m.Rules, maxText, "rules", "The ground rules")
	g.checkText(m.Interests, maxText, "interests", "The interests")
	g.checkText(m.Agreed, maxText, "agreed", "The agreed points")
	g.warn(m.Held && blank(m.Agreed), "agreed", "agreed", "Nothing is written as agreed; write the points, or that none was reached.")
	return g
}
