package data

// LetterReturn is a letter that the mail brought back. The clock that the letter
// met stays met; the person has not had it, so it is sent again.
type LetterReturn struct {
	RecordBase
	Letter ID     `json:"letter"`
	On     Date   `json:"on"`
	Why    string `json:"why"` // what the mail wrote on it
	// Dispatches is how many times the letter had left when it came back.
	Dispatches int `json:"dispatches,omitempty"`
	// SentAgainOn is the day on which it, or a correction of it, left again; Settled
	// is how the person was told where there is no other address.
	SentAgainOn Date   `json:"sent_again_on,omitempty"`
	Settled     string `json:"settled,omitempty"`
}

// Kind is [RecReturn].
func (LetterReturn) Kind() RecordKind { return RecReturn }

// Day is the day on which the letter came back.
func (r LetterReturn) Day() Date { return r.On }

// Summary names the record for the history.
func (r LetterReturn) Summary() string {
	switch {
	case !blank(r.Settled):
		return "Settled what becomes of a letter that came back."
	case !r.SentAgainOn.IsZero():
		return "A letter that came back was sent again."
	}
	return "A letter came back."
}

// Open reports whether the person still waits for the letter.
func (r LetterReturn) Open() bool { return r.SentAgainOn.IsZero() && blank(r.Settled) }

// Owed is the search for the right address, also after the case was closed.
func (r LetterReturn) Owed(bool) []Owed {
	if !r.Open() {
		return nil
	}
	return []Owed{{Kind: OwedTask, Due: r.On, What: "The letter came back: find the right address and send it again", Who: r.By, Section: SectionLetters}}
}

// Validate checks the record.
func (r LetterReturn) Validate(f CaseFile, _ Settings, today Date) Missing {
	var m Missing
	l, ok := f.LetterByID(r.Letter)
	m.add(!ok, "letter", "letter", "Choose the letter that came back.")
	m.add(ok && l.Dispatched().IsZero(), "letter.kept", "letter", "This letter has not left yet; record how it left first.")
	m.add(r.On.IsZero(), "on", "on", "Enter the day on which the letter came back.")
	m.add(r.On > today, "on.future", "on", "The day lies in the future; enter the day on which the letter came back.")
	m.add(ok && !l.Dispatched().IsZero() && r.On < l.Dispatched(), "on.before", "on", "The letter came back before it left; correct the day.")
	m.add(blank(r.Why), "why", "why", "Write why it came back, as the mail marked it: moved, unknown, refused.")
	m.checkText(r.Why, maxText, "why", "The reason")
	m.checkText(r.Settled, maxText, "settled", "What was done instead")
	return m
}

// CameBack returns the return of the letter that is still open: it was not sent
// again, and the person was not told otherwise.
func (f *CaseFile) CameBack(letter ID) (LetterReturn, bool) {
	for i := len(f.Returns) - 1; i >= 0; i-- {
		if r := f.Returns[i]; r.Letter == letter && r.Open() {
			return r, true
		}
	}
	return LetterReturn{}, false
}
