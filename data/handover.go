package data

// FilingOffer records that somebody who did not want to file formally was told
// how to, and what they said. It does not keep the matter out of the rules: the
// classifier is asked all the same (domain 5.6).
type FilingOffer struct {
	RecordBase
	On       Date   `json:"on"`
	Declined bool   `json:"declined"`
	Reason   string `json:"reason,omitempty"` // in their words
	// ToldAgency records that they were told they may go to the State agency
	// directly.
	ToldAgency bool `json:"told_agency,omitempty"`
	// Again is the day on which it is offered once more.
	Again    Date   `json:"again,omitempty"`
	SharedTo string `json:"shared_to,omitempty"` // the manager it was shared with
}

// Kind is [RecOffer].
func (FilingOffer) Kind() RecordKind { return RecOffer }

// Day is the day of the offer.
func (o FilingOffer) Day() Date { return o.On }

// Summary names the record for the history.
func (o FilingOffer) Summary() string {
	if o.Declined {
		return "Recorded that formal filing was offered and declined."
	}
	return "Recorded that formal filing was offered and taken up."
}

// Owed is the next offer.
func (o FilingOffer) Owed(open bool) []Owed {
	if !open || o.Again.IsZero() || !o.Declined {
		return nil
	}
	return []Owed{{Kind: OwedReview, Due: o.Again, What: "Offer the formal way once more", Who: o.By, Section: SectionContacts}}
}

// Validate checks the offer.
func (o FilingOffer) Validate(f CaseFile, s Settings, today Date) Missing {
	var m Missing
	m.add(o.On.IsZero(), "on", "on", "Enter the day of the offer.")
	m.add(o.On > today, "on.future", "on", "The day lies in the future; correct it.")
	m.add(o.Declined && blank(o.Reason), "reason", "reason", "Write why they declined, in their words.")
	m.add(!o.Again.IsZero() && o.Again <= o.On, "again", "again", "The next offer lies before this one; enter a later day.")
	m.warn(!o.ToldAgency, "told_agency", "told_agency", "Tell the person that they may go to the State agency directly.")
	m.checkText(o.Reason, maxText, "reason", "The reason")
	m.checkText(o.SharedTo, maxLine, "shared_to", "The name")
	return m
}

// Handout records that a policy, a leaflet on rights or an answer of the library
// was given to somebody.
type Handout struct {
	RecordBase
	On      Date   `json:"on"`
	Item    ID     `json:"item,omitzero"` // of the library
	Title   string `json:"title"`
	Version string `json:"version,omitempty"`
	To      string `json:"to"`
	How     string `json:"how,omitempty"`
}

// HandoutWays are the usual ways in which something is given to somebody.
var HandoutWays = []string{"By hand", "By mail", "By e-mail", "Through the portal", "Read to them on the phone"}

// Kind is [RecHandout].
func (Handout) Kind() RecordKind { return RecHandout }

// Day is the day on which it was given.
func (h Handout) Day() Date { return h.On }

// Summary names the record for the history.
func (h Handout) Summary() string {
	return "Gave out: " + joinWords(", version ", h.Title, h.Version) + "."
}

// Owed is nothing.
func (Handout) Owed(bool) []Owed { return nil }

// Validate checks the record.
func (h Handout) Validate(f CaseFile, s Settings, today Date) Missing {
	var m Missing
	m.add(h.On.IsZero(), "on", "on", "Enter the day on which it was given.")
	m.add(h.On > today, "on.future", "on", "The day lies in the future; correct it.")
	m.add(blank(h.Title), "title", "title", "Choose what was given.")
	m.add(blank(h.To), "to", "to", "Write to whom it was given.")
	m.checkText(h.Title, maxLine, "title", "The title")
	m.checkText(h.Version, maxLine, "version", "The version")
	m.checkText(h.To, maxLine, "to", "The name")
	m.checkText(h.How, maxLine, "how", "The way")
	return m
}

// HandoverPurpose is why a case was handed over.
type HandoverPurpose string

// HandoverPurposes lists the purposes.
var HandoverPurposes = []Term[HandoverPurpose]{
	{"compliment", "Compliment for the unit's manager"}, {"information", "Request for information"},
	{"suggestion", "Suggestion"}, {"policy", "Concern about a policy"}, {"billing", "Billing office"},
	{"privacy", "Privacy officer"}, {"property", "Lost property"}, {"other", "Other"},
}

// String returns the label.
func (p HandoverPurpose) String() string { return labelOf(HandoverPurposes, p) }

// Handover passes a case that needs no investigation to whoever answers it: a
// compliment to the unit's manager, a request for information to the desk that
// has it. It ends with what came of it, and with the person told or thanked.
type Handover struct {
	RecordBase
	Purpose HandoverPurpose `json:"purpose"`
	To      string          `json:"to"`
	Unit    string          `json:"unit,omitempty"`
	On      Date            `json:"on"`
	Due     Date            `json:"due,omitempty"`
	Outcome string          `json:"outcome,omitempty"`
	DoneOn  Date            `json:"done_on,omitempty"`
	// MayShareName records consent to share who said it.
	MayShareName bool `json:"may_share_name,omitempty"`
	// ThankedOn is the day on which the person was thanked or told the answer.
	ThankedOn Date `json:"thanked_on,omitempty"`
}

// Kind is [RecHandover].
func (Handover) Kind() RecordKind { return RecHandover }

// Day is the day of the handover.
func (h Handover) Day() Date { return h.On }

// Summary names the record for the history.
func (h Handover) Summary() string {
	if !h.DoneOn.IsZero() {
		return "Recorded what came of a handover: " + h.Purpose.String() + "."
	}
	return "Handed over: " + h.Purpose.String() + "."
}

// Owed is the answer, and then the word to the person.
func (h Handover) Owed(open bool) []Owed {
	switch {
	case !open || h.Due.IsZero():
		return nil
	case h.AwaitsAnswer():
		return []Owed{{Kind: OwedReferral, Due: h.Due, What: "Answer to the handover: " + h.Purpose.String(), Who: h.To, Section: SectionHandover, Others: true}}
	case h.ThankedOn.IsZero():
		return []Owed{{Kind: OwedTask, Due: h.Due, What: "Tell or thank the person", Who: h.By, Section: SectionHandover}}
	}
	return nil
}

// Validate checks the handover.
func (h Handover) Validate(f CaseFile, s Settings, today Date) Missing {
	var m Missing
	m.add(!Known(HandoverPurposes, h.Purpose), "purpose", "purpose", "Choose why it is handed over.")
	m.add(blank(h.To), "to", "to", "Write to whom it is handed over.")
	m.add(h.On.IsZero(), "on", "on", "Enter the day of the handover.")
	m.add(h.On > today, "on.future", "on", "The day lies in the future; correct it.")
	m.add(!h.Due.IsZero() && h.Due < h.On, "due.before", "due", "The due date lies before the handover; correct it.")
	m.add(!h.DoneOn.IsZero() && blank(h.Outcome), "outcome", "outcome", "Write what came of it.")
	m.add(h.DoneOn.IsZero() && !blank(h.Outcome), "done_on", "done_on", "Enter the day on which the answer came.")
	m.add(!h.DoneOn.IsZero() && h.DoneOn < h.On, "done_on.before", "done_on", "The answer lies before the handover; correct the day.")
	doneOn(&m, h.DoneOn, today)
	m.add(h.ThankedOn > today, "thanked_on.future", "thanked_on", "The day lies in the future; enter the day on which the person was told.")
	m.checkText(h.To, maxLine, "to", "The name")
	m.checkText(h.Unit, maxLine, "unit", "The unit")
	m.checkText(h.Outcome, maxText, "outcome", "The outcome")
	return m
}
