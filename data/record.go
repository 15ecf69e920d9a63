package data

import "time"

// RecordKind names a kind of [Record].
type RecordKind string

// The kinds of record.
const (
	RecMeeting    RecordKind = "meeting"
	RecDisclosure RecordKind = "disclosure"
	RecRecovery   RecordKind = "recovery"
	RecEscalation RecordKind = "escalation"
	RecAction     RecordKind = "action_plan"
	RecReview     RecordKind = "committee_review"
	RecConduct    RecordKind = "conduct_limit"
	RecOffer      RecordKind = "filing_offer"
	RecHandout    RecordKind = "handout"
	RecHandover   RecordKind = "handover"
	RecApproval   RecordKind = "letter_approval"
	RecReturn     RecordKind = "letter_return"
	RecReceived   RecordKind = "received"
	RecVisit      RecordKind = "visit"
)

// KeptForGood reports whether a record of the kind is never taken out again: what
// was disclosed is accounted for (45 CFR 164.528), and what was escalated or
// decided by the committee is what a surveyor asks for.
func (k RecordKind) KeptForGood() bool {
	return k == RecDisclosure || k == RecEscalation || k == RecReview || k.ByItself()
}

// ByItself reports whether records of the kind come of what is done with letters, or
// with the case from another office, and are not written down by hand.
func (k RecordKind) ByItself() bool {
	return k == RecApproval || k == RecReturn || k == RecReceived
}

// RecordBase is what every record of a case has: who wrote it down, and when.
// Neither changes when the record is corrected; the history keeps each state.
type RecordBase struct {
	ID ID        `json:"id"`
	At time.Time `json:"at"`
	By string    `json:"by"`
}

// Base returns what every record has, to be filled in by the store.
func (b *RecordBase) Base() *RecordBase { return b }

// Record is one thing written down in a case beside its people, issues, steps,
// contacts, notes and letters. All records are saved, changed and removed in one
// way; what is special about a kind is in its rules.
type Record interface {
	Kind() RecordKind
	Base() *RecordBase
	// Validate checks the record against the case that it belongs to; the day is
	// the office's today.
	Validate(f CaseFile, s Settings, today Date) Missing
	// Summary names the record for the history, without a person's data.
	Summary() string
	// Day is the office day that the record is about, by which lists and reports
	// find it.
	Day() Date
	// Owed is what the record asks to be done; open tells whether its case is.
	Owed(open bool) []Owed
}

// ValidateRecord checks a record by its own rules and looks at every text in it.
func ValidateRecord(r Record, f CaseFile, s Settings, today Date) Missing {
	m := r.Validate(f, s, today)
	m.checkTexts(r)
	return m
}

// recordList is where a case file keeps the records of one kind.
type recordList struct {
	kind   RecordKind
	fresh  func() Record
	put    func(*CaseFile, Record)
	remove func(*CaseFile, ID)
	all    func(*CaseFile) []Record
}

// recordsOf makes the list of one kind of record.
func recordsOf[T any, P interface {
	*T
	Record
}](kind RecordKind, in func(*CaseFile) *[]T) recordList {
	return recordList{
		kind:  kind,
		fresh: func() Record { return P(new(T)) },
		put: func(f *CaseFile, r Record) {
			list, one := in(f), *r.(P)
			for i := range *list {
				if P(&(*list)[i]).Base().ID == r.Base().ID {
					// A new list: the caller's copy of the case keeps its own.
					*list = append([]T(nil), *list...)
					(*list)[i] = one
					return
				}
			}
			*list = append((*list)[:len(*list):len(*list)], one)
		},
		remove: func(f *CaseFile, id ID) {
			var kept []T
			for i := range *in(f) {
				if one := (*in(f))[i]; P(&one).Base().ID != id {
					kept = append(kept, one)
				}
			}
			*in(f) = kept
		},
		all: func(f *CaseFile) []Record {
			var all []Record
			for i := range *in(f) {
				all = append(all, P(&(*in(f))[i]))
			}
			return all
		},
	}
}

var recordLists = []recordList{
	recordsOf(RecMeeting, func(f *CaseFile) *[]Meeting { return &f.Meetings }),
	recordsOf(RecDisclosure, func(f *CaseFile) *[]Disclosure { return &f.Disclosures }),
	recordsOf(RecRecovery, func(f *CaseFile) *[]Recovery { return &f.Recoveries }),
	recordsOf(RecEscalation, func(f *CaseFile) *[]Escalation { return &f.Escalations }),
	recordsOf(RecAction, func(f *CaseFile) *[]ActionPlan { return &f.Actions }),
	recordsOf(RecReview, func(f *CaseFile) *[]CommitteeReview { return &f.Reviews }),
	recordsOf(RecConduct, func(f *CaseFile) *[]ConductLimit { return &f.Limits }),
	recordsOf(RecOffer, func(f *CaseFile) *[]FilingOffer { return &f.Offers }),
	recordsOf(RecHandout, func(f *CaseFile) *[]Handout { return &f.Handouts }),
	recordsOf(RecHandover, func(f *CaseFile) *[]Handover { return &f.Handovers }),
	recordsOf(RecApproval, func(f *CaseFile) *[]LetterApproval { return &f.Approvals }),
	recordsOf(RecReturn, func(f *CaseFile) *[]LetterReturn { return &f.Returns }),
	recordsOf(RecReceived, func(f *CaseFile) *[]Received { return &f.Received }),
	recordsOf(RecVisit, func(f *CaseFile) *[]Visit { return &f.Visits }),
}

func listFor(kind RecordKind) (recordList, bool) {
	for _, l := range recordLists {
		if l.kind == kind {
			return l, true
		}
	}
	return recordList{}, false
}

// NewRecord returns an empty record of the kind; false for a kind that a newer
// version wrote.
func NewRecord(kind RecordKind) (Record, bool) {
	l, ok := listFor(kind)
	if !ok {
		return nil, false
	}
	return l.fresh(), true
}

// Put adds the record to its list, or puts it in the place of the one with its
// id.
func (f *CaseFile) Put(r Record) {
	if l, ok := listFor(r.Kind()); ok {
		l.put(f, r)
	}
}

// Remove takes the record with the kind and the id of r out of its list.
func (f *CaseFile) Remove(r Record) {
	if l, ok := listFor(r.Kind()); ok {
		l.remove(f, r.Base().ID)
	}
}

// Records returns every record of the case, kind by kind.
func (f *CaseFile) Records() []Record {
	var all []Record
	for _, l := range recordLists {
		all = append(all, l.all(f)...)
	}
	return all
}

// Record returns the record of the kind with the id.
func (f *CaseFile) Record(kind RecordKind, id ID) (Record, bool) {
	if l, ok := listFor(kind); ok {
		for _, r := range l.all(f) {
			if r.Base().ID == id {
				return r, true
			}
		}
	}
	return nil, false
}
