package data

// ConductGroup is one of the five groups of unreasonable conduct of the New
// South Wales Ombudsman's manual: the conduct is named, not the person.
type ConductGroup string

// ConductGroups lists the groups.
var ConductGroups = []Term[ConductGroup]{
	{"persistence", "Persistence"}, {"demands", "Demands"}, {"lack_of_cooperation", "Lack of cooperation"},
	{"arguments", "Arguments"}, {"behaviors", "Behaviors"},
}

// String returns the label.
func (g ConductGroup) String() string { return labelOf(ConductGroups, g) }

// ConductLimit is a limit on contact because of unreasonable conduct: decided by
// somebody senior, told in writing, for a time. It never stands in the way of a
// letter that the law asks for, and each new matter is judged on its merits.
type ConductLimit struct {
	RecordBase
	Group     ConductGroup `json:"group"`
	Person    ID           `json:"person"`
	Facts     string       `json:"facts"` // what was done, without judging the person
	Limit     string       `json:"limit"` // who, what, when, where, how: one contact, in writing only
	From      Date         `json:"from"`
	ReviewOn  Date         `json:"review_on"`
	DecidedBy string       `json:"decided_by"`
	ToldOn    Date         `json:"told_on,omitempty"` // the person was told in writing
	EndedOn   Date         `json:"ended_on,omitempty"`
}

// Kind is [RecConduct].
func (ConductLimit) Kind() RecordKind { return RecConduct }

// Day is the day from which the limit holds.
func (c ConductLimit) Day() Date { return c.From }

// Summary names the record for the history.
func (c ConductLimit) Summary() string {
	if !c.EndedOn.IsZero() {
		return "Ended a limit on contact."
	}
	return "Recorded a limit on contact, to be reviewed on " + c.ReviewOn.String() + "."
}

// Stands reports whether the limit holds on the day. One whose review is past
// holds until it was reviewed, and is owed.
func (c ConductLimit) Stands(on Date) bool {
	return c.From <= on && (c.EndedOn.IsZero() || c.EndedOn > on)
}

// Owed is the review, also after the case was closed, and telling the person.
func (c ConductLimit) Owed(bool) []Owed {
	if !c.EndedOn.IsZero() {
		return nil
	}
	all := []Owed{{Kind: OwedReview, Due: c.ReviewOn, What: "Review the limit on contact", Who: c.DecidedBy, Section: SectionContacts}}
	if c.ToldOn.IsZero() {
		all = append(all, Owed{Kind: OwedTask, Due: c.From, What: "Tell the person in writing about the limit on contact", Who: c.By, Section: SectionContacts})
	}
	return all
}

// mostLimitMonths is how far ahead a review may lie.
const mostLimitMonths = 12

// Validate checks the limit.
func (c ConductLimit) Validate(f CaseFile, s Settings, today Date) Missing {
	var m Missing
	m.add(!Known(ConductGroups, c.Group), "group", "group", "Choose which conduct it is about.")
	p, ok := f.PersonByID(c.Person)
	m.add(!ok || p.Role == RoleStaff, "person", "person", "Choose the person whose contact is limited.")
	m.add(blank(c.Facts), "facts", "facts", "Write what was done, as facts.")
	m.add(blank(c.Limit), "limit", "limit", "Write what is limited: who, what, when, where, how.")
	m.add(blank(c.DecidedBy), "decided_by", "decided_by", "Write which senior person decided it.")
	m.add(c.From.IsZero(), "from", "from", "Enter the day from which the limit holds.")
	m.add(c.ReviewOn.IsZero(), "review_on", "review_on", "Enter the day on which the limit is reviewed.")
	m.add(!c.ReviewOn.IsZero() && c.ReviewOn <= c.From, "review_on.before", "review_on", "The review lies before the limit begins; enter a later day.")
	far := !c.From.IsZero() && c.ReviewOn > c.From.AddDays(mostLimitMonths*31)
	m.add(far, "review_on.far", "review_on", "A limit is reviewed within twelve months; enter an earlier day.")
	doneOn(&m, c.ToldOn, today)
	doneOn(&m, c.EndedOn, today)
	m.checkText(c.Facts, maxText, "facts", "The facts")
	m.checkText(c.Limit, maxText, "limit", "The limit")
	m.checkText(c.DecidedBy, maxLine, "decided_by", "The name")
	return m
}
