package data

// dateGaps looks at the days that the letter names: none before what it follows,
// none in the future that tells of something done. Days inside the officer's own
// sentences are not read.
func (x LetterFacts) dateGaps() Missing {
	var m Missing
	f, d, received := x.File, x.Draft, x.receivedOn()
	m.add(d.Date.IsZero(), "letter.date", "date", "Enter the date of the letter.")
	if d.Date.IsZero() {
		return m
	}
	m.add(d.Date < received, "letter.date.before", "date", "The letter bears a date before the day of receipt; correct it.")
	m.add(d.Date > x.Today, "letter.date.future", "date", "The letter bears a date in the future; correct it.")
	m.warn(d.Date < x.Today, "letter.date.old", "date", "The letter bears the date of "+d.Date.Long()+"; it should bear the day on which it is signed.")
	m.add(f.EventDate > received, "letter.event.after", "event_date", "The event lies after the day of receipt; correct one of the two in the case.")
	for _, l := range f.Letters {
		same := l.Kind.Spec().Reader == d.Kind.Spec().Reader && l.Draft.Addressee == d.Addressee
		m.add(same && l.Date > d.Date, "letter.date.earlier", "date", "This reader has a letter of "+l.Date.Long()+" already; date this one later.")
		m.add(l.ID == d.Corrects && max(l.Date, l.Dispatched()) > d.Date, "letter.date.corrects", "date", "The letter is older than the one that it corrects; correct its date.")
	}
	return append(m, x.typedDateGaps()...)
}

// receivedOn is the office's day of receipt.
func (x LetterFacts) receivedOn() Date { return DateOf(x.File.ReceivedAt, x.Settings.Zone()) }

// typedDateGaps looks at the days that are typed for this letter alone.
func (x LetterFacts) typedDateGaps() Missing {
	var m Missing
	for _, f := range FieldsFor(x.Draft.Kind) {
		typed := x.Draft.Values[f.Name]
		if f.Source != FromLetter || f.Type != FieldDate || blank(typed) || !x.Template.uses(f.Name) {
			continue
		}
		day, err := ParseDate(typed)
		if err != nil {
			m.add(true, "letter.value.date", f.Name, "“"+f.Label+"” is no day of the calendar; enter the date.")
			continue
		}
		switch f.Name {
		case "referred.date":
			m.add(day > x.Draft.Date, "letter.referred.future", f.Name, "The matter was sent there after the date of the letter; correct one of the two.")
			m.add(day < x.receivedOn(), "letter.referred.before", f.Name, "The matter was sent there before it was received; correct the day.")
		case "committee.date":
			m.add(day < x.receivedOn(), "letter.committee.before", f.Name, "The committee met before the matter was received; correct the day.")
			m.warn(day < x.Draft.Date, "letter.committee.past", f.Name, "The committee's meeting lies before the date of the sheet; check the day.")
		}
	}
	return m
}

// completedGaps looks at the day of completion, element 4 of
// 42 CFR 482.13(a)(2)(iii).
func (x LetterFacts) completedGaps() Missing {
	var m Missing
	done := x.Draft.CompletedOn
	m.add(done.IsZero(), "letter.completed", "completed_on", "Enter the day on which the review was completed.")
	if done.IsZero() {
		return m
	}
	m.add(done < x.receivedOn(), "letter.completed.before", "completed_on", "The review was completed before the day of receipt; correct the day.")
	m.add(done > x.Today, "letter.completed.future", "completed_on", "The day of completion lies in the future; correct it.")
	m.add(!x.Draft.Date.IsZero() && done > x.Draft.Date, "letter.completed.after", "completed_on", "The review was completed after the date of the letter; correct one of the two.")
	for _, st := range x.File.Steps {
		m.add(st.DoneOn > done && !blank(st.InLetter), "letter.completed.step", "completed_on",
			"A step of the investigation was done on "+st.DoneOn.Long()+", after the review was completed; correct one of the two.")
	}
	for _, is := range x.File.Issues {
		m.warn(!is.Finding.At.IsZero() && DateOf(is.Finding.At, x.Settings.Zone()) > done, "letter.completed.finding", "completed_on",
			"A finding was recorded after the day of completion; check the day.")
	}
	return m
}
