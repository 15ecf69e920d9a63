package data

// LetterDue is a case that owes a letter by today, as the list of the letters
// that are prepared in one go has it.
type LetterDue struct {
	Key       int64
	Number    string
	Addressee string // to whom the letter would go
	Due       Date
	Language  Lang
	Draft     bool   // a letter was begun
	Blocking  int    // how many things hinder its issue
	First     string // the first of them, a sentence
}

// LetterBatch is the letters of a kind that are due, the most overdue first.
type LetterBatch struct {
	Rows []LetterDue
	More bool // there are more than one batch holds
}

// LetterOwed reports whether the case waits for a letter of the kind by the day:
// its clock runs and is due, and no letter of the kind was issued since the clock
// began.
func (f *CaseFile) LetterOwed(k LetterKind, today Date) (due Date, owed bool) {
	for _, kind := range k.Meets() {
		for _, c := range f.Clocks {
			_, paused := c.Paused()
			if c.Kind != kind || !c.Running() || paused || c.Due > today {
				continue
			}
			if l, issued := f.Letter(k); issued && !l.IssuedAt.Before(c.Start) {
				continue
			}
			return c.Due, true
		}
	}
	return 0, false
}
