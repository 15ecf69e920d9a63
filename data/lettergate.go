package data

import (
	"fmt"
	"strings"
)

// warnGrade is the Flesch-Kincaid grade above which a letter is called hard to
// read. The target is grade 6; the AMA and NIH name 6 to 8.
const warnGrade = 9

// Gate lists what stands between a draft and the issued letter. A notice of
// decision needs the four elements of 42 CFR 482.13(a)(2)(iii) - contact person,
// steps, results, date of completion - and an answer to every issue; an
// acknowledgement needs the contact, an interim letter the reason and the new
// day. All need a reader who may have the letter at a full, checked address,
// dates in order, and no placeholder. Warnings do not hinder.
func (x LetterFacts) Gate() Missing {
	var m Missing
	f, d := x.File, x.Draft
	m.add(!Known(LetterKinds, d.Kind) || x.Template.Kind != d.Kind, "letter.kind", "kind", "Choose the kind of letter.")
	m = append(m, x.readerGaps()...)
	m = append(m, dateGaps(f, d, x.Settings, x.Today)...)
	if d.Kind.Spec().Notice {
		m = append(m, decisionGaps(f, d, x.Settings, x.Today)...)
	}
	filled, gaps := x.Fill()
	m = append(m, gaps...)
	switch d.Kind {
	case InterimLetter:
		m.warn(!tells(d.Steps), "letter.steps", "steps", "Tell what was done so far.")
	case Acknowledgement:
		m = append(m, acknowledgementGaps(f)...)
	}
	m = append(m, x.wordGaps(filled)...)
	m = append(m, noteGaps(f, x.parts(filled))...)
	m.warn(f.HoldsPart2(), "letter.part2", "findings", "This case holds records of substance use treatment. Leave such facts out of the letter; where consent lets one in, "+
		"the page must carry the notice: “"+Part2Notice+"”")
	return m.oncePerField()
}

// oncePerField leaves out gaps of a code and a field that one before has: two
// rules may find the same thing missing.
func (m Missing) oncePerField() Missing {
	seen := map[Gap]bool{}
	var kept Missing
	for _, g := range m {
		key := Gap{Code: g.Code, Field: g.Field, Warn: g.Warn}
		if !seen[key] {
			kept = append(kept, g)
		}
		seen[key] = true
	}
	return kept
}

// readerGaps looks at whom the letter goes to.
func (x LetterFacts) readerGaps() Missing {
	var m Missing
	switch to := x.Draft.To; x.Draft.Kind.Spec().Reader {
	case ToPerson:
		return addresseeGaps(x.File, x.Draft, x.Today)
	case ToStaff:
		m.add(blank(to.Name) && blank(to.Organization), "letter.addressee", "to", "Choose to whom it goes.")
	case ToOutside:
		m.add(blank(to.Name) && blank(to.Organization), "letter.addressee", "to", "Write to whom the letter goes.")
		m.add(blank(to.Street) || blank(to.City) || blank(to.State) || blank(to.Postal), "letter.address", "to", "The address is not complete; enter street, city, state and ZIP code.")
	}
	return m
}

func addresseeGaps(f CaseFile, d LetterDraft, today Date) Missing {
	var m Missing
	p, ok := f.PersonByID(d.Addressee)
	if !ok || p.Role == RoleStaff {
		m.add(true, "letter.addressee", "addressee", "Choose the person to whom the letter goes: the patient, the complainant or a representative.")
		return m
	}
	m.add(blank(p.Given) && blank(p.Family), "letter.name", "addressee", "The person to whom the letter goes has no name; enter it.")
	m = append(m, reachGaps(p)...)
	m.add(p.AddressConfirmed.IsZero(), "letter.address_confirmed", "addressee", "Check the address with the person and enter the day on which you did.")
	m.add(p.AddressConfirmed > today, "letter.address_confirmed.future", "addressee", "The day on which the address was checked lies in the future; correct it.")
	m.warn(!blank(p.Language) && !strings.EqualFold(strings.TrimSpace(p.Language), "english"), "letter.language", "addressee",
		"The person prefers another language; have the letter translated or enclose the offer of a free interpreter.")
	m.warn(!blank(p.Access), "letter.access", "addressee", "The person has access needs on file; check that the letter meets them.")
	m = append(m, authorityGaps(p, d.Kind, today)...)
	return m
}

// reachGaps keeps a letter from going to somebody who has died, who is in danger
// by it, or past the address that they asked for (45 CFR 164.522(b)).
func reachGaps(p Person) Missing {
	var m Missing
	m.add(p.Deceased, "letter.deceased", "addressee", "This person has died; address the letter to the representative or the next of kin.")
	m.add(p.Safety == SafetyUnsafe, "letter.safety", "addressee",
		"It is not safe to write to this person; agree on a safe way and record it, or address the letter to somebody else.")
	m.warn(p.Safety == SafetyCareful, "letter.safety", "addressee", "Write to this person only as the note on safety says.")
	m.warn(!blank(p.Means), "letter.means", "addressee", "This person asked to be reached another way; see the entry on the person.")
	confidential := p.Confidential && !p.Alternative.blank()
	m.add(confidential && !p.AddressComplete(), "letter.address", "addressee",
		"The confidential address is not complete; enter its street, city, state and ZIP code.")
	m.add(!confidential && !p.AddressComplete(), "letter.address", "addressee", "The address is not complete; enter street, city, state and ZIP code.")
	return m
}

// authorityGaps lets an acknowledgement without the patient's information go to
// a person who has no authority yet; the page then asks for it. Nothing goes to
// one whom the patient refused, or whose authority the patient took back.
func authorityGaps(p Person, kind LetterKind, today Date) Missing {
	var m Missing
	if p.MayReceive(today) {
		m.warn(p.Authority == AuthorityWritten && p.Grant.Gaps().Err() != nil, "letter.authority.elements", "addressee",
			"What is on file of the written authorization is not complete (45 CFR 164.508(c)); look at the form again.")
		return m
	}
	said, what := "This person may not receive the patient's information", "has no authority yet"
	g := p.Grant
	switch {
	case !g.RevokedOn.IsZero() && g.RevokedOn <= today:
		said = "This person's authority was taken back on " + g.RevokedOn.Long()
	case !g.Until.IsZero() && g.Until < today && p.Authority.MayReceive():
		said, what = "This person's authority ended on "+g.Until.Long(), "has no authority any more"
	case g.From > today && p.Authority.MayReceive():
		said = "This person's authority begins on " + g.From.Long()
	}
	if !kind.Spec().Health && p.Authority != AuthorityRefused && g.RevokedOn.IsZero() {
		m.warn(true, "letter.authority", "addressee", "This person "+what+"; say nothing about the patient, not even that they were here.")
		return m
	}
	m.add(true, "letter.authority", "addressee", said+"; record the authority, or send the letter to the patient.")
	return m
}

func dateGaps(f CaseFile, d LetterDraft, s Settings, today Date) Missing {
	var m Missing
	m.add(d.Date.IsZero(), "letter.date", "date", "Enter the date of the letter.")
	m.add(!d.Date.IsZero() && d.Date < DateOf(f.ReceivedAt, s.Zone()), "letter.date.before", "date", "The letter bears a date before the day of receipt; correct it.")
	m.add(d.Date > today, "letter.date.future", "date", "The letter bears a date in the future; correct it.")
	return m
}

// decisionGaps checks the elements of a notice of decision.
func decisionGaps(f CaseFile, d LetterDraft, s Settings, today Date) Missing {
	var m Missing
	m.add(!tells(d.Steps), "letter.steps", "steps", "Tell at least one step that was taken to look into the concerns.")
	m.add(d.CompletedOn.IsZero(), "letter.completed", "completed_on", "Enter the day on which the review was completed.")
	if !d.CompletedOn.IsZero() {
		m.add(d.CompletedOn < DateOf(f.ReceivedAt, s.Zone()), "letter.completed.before", "completed_on", "The review was completed before the day of receipt; correct the day.")
		m.add(d.CompletedOn > today, "letter.completed.future", "completed_on", "The day of completion lies in the future; correct it.")
		m.add(!d.Date.IsZero() && d.CompletedOn > d.Date, "letter.completed.after", "completed_on", "The review was completed after the date of the letter; correct one of the two.")
	}
	m.add(len(f.Issues) == 0, "letter.issues", "findings", "Add the issues to the case; the letter answers each.")
	answers := map[ID]string{}
	for _, a := range d.Findings {
		answers[a.Issue] = a.Text
	}
	for i, is := range f.Issues {
		name := issueName(i, is, s)
		m.add(is.Finding.Outcome == "", "letter.finding", is.ID.String(), name+" has no finding yet; record one.")
		m.add(saysNothing(answers[is.ID]), "letter.answer", is.ID.String(), name+" has no answer in the letter; write one.")
		m.warn(generic(answers[is.ID]), "letter.generic", is.ID.String(), "The answer to "+lowerFirst(name)+" says nothing about this concern; say what was found.")
		delete(answers, is.ID)
	}
	m.warn(len(answers) > 0, "letter.stray", "findings", "The letter answers an issue that is no longer in the case; that answer is not printed.")
	return m
}

func acknowledgementGaps(f CaseFile) Missing {
	var m Missing
	promised := false
	for _, c := range f.Clocks {
		promised = promised || c.Running() && c.Kind != ClockAcknowledge
	}
	m.warn(!promised, "letter.promise", "clocks", "No clock for the answer is running, so the letter promises no day.")
	m.warn(len(f.Issues) == 0, "letter.issues", "issues", "The case has no issues yet, so the letter does not say how you understood the concerns.")
	return m
}

// letterPart is a stretch of what the letter says, with the field to go to.
type letterPart struct{ field, text string }

// parts returns what the officer wrote: the blocks in their own words, the typed
// fields, steps, answers and lists.
func (x LetterFacts) parts(filled []Filled) []letterPart {
	d := x.Draft
	parts := []letterPart{{"contact", d.Contact}, {"contact_line", d.ContactLine}, {"to", joinWords(" ", d.To.Name, d.To.Title, d.To.Organization)}}
	for _, b := range filled {
		if b.Shown && b.Slot {
			parts = append(parts, letterPart{b.Name, b.Text()})
		}
	}
	for _, f := range FieldsFor(d.Kind) {
		if f.Source == FromLetter && x.Template.uses(f.Name) {
			parts = append(parts, letterPart{f.Name, d.Values[f.Name]})
		}
	}
	for _, s := range d.Steps {
		parts = append(parts, letterPart{"steps", s})
	}
	for _, e := range d.Enclosures {
		parts = append(parts, letterPart{"enclosures", e.Title})
	}
	for _, c := range d.Copies {
		parts = append(parts, letterPart{"copies", c})
	}
	for _, a := range d.Findings {
		parts = append(parts, letterPart{a.Issue.String(), a.Text})
	}
	return parts
}

// wordGaps reads the words: placeholders, health facts in the subject, tone, ease
// of reading.
func (x LetterFacts) wordGaps(filled []Filled) Missing {
	var m Missing
	for _, part := range x.parts(filled) {
		if p, found := Placeholder(part.text); found && !m.Has("letter."+part.field) {
			m.add(true, "letter.placeholder", part.field, fmt.Sprintf("%q still waits to be filled in; write what belongs there.", p))
		}
		if w, found := firstWord(part.text, harshWords); found {
			m.warn(true, "letter.tone", part.field, fmt.Sprintf("%q may hurt the reader; say it another way.", w))
		}
	}
	for _, b := range filled {
		if w, found := firstWord(b.Text(), healthWords); found && b.Shown && b.Kind == BlockSubject {
			m.warn(true, "letter.subject", b.Name, fmt.Sprintf("The subject line names a health fact (%q); keep it general.", w))
		}
	}
	if g := Measure(Running(filled)).Grade(); g > warnGrade && x.lang() == English {
		m.warn(true, "letter.reading", "findings", fmt.Sprintf("The letter reads like school grade %.0f (an estimate); short sentences and common words help. Grade 6 is the aim.", g))
	}
	return m
}

// Running is the running text of a letter, for the measure of reading: its
// paragraphs and lists, without headings, subject and greeting.
func Running(filled []Filled) string {
	var lines []string
	for _, b := range filled {
		switch {
		case !b.Shown || b.Lock != nil && b.Kind == BlockBullets && b.Name == "agency_list":
		case b.Kind == BlockParagraph, b.Kind == BlockBullets, b.Kind == BlockNumbered, b.Kind == BlockClosing:
			lines = append(lines, b.Text())
		}
	}
	return strings.Join(lines, "\n")
}

// tells reports whether any of the lines says something.
func tells(lines []string) bool {
	for _, l := range lines {
		if !saysNothing(l) {
			return true
		}
	}
	return false
}
