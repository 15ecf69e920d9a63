package data

import (
	"slices"
	"strings"
)

// readerGaps looks at whom the letter goes to.
func (x LetterFacts) readerGaps() Missing {
	var m Missing
	switch to := x.Draft.To; x.Draft.Kind.Spec().Reader {
	case ToPerson:
		m = x.addresseeGaps()
		m = append(m, x.copyGaps()...)
	case ToStaff:
		m.add(blank(to.Name) && blank(to.Organization), "letter.addressee", "to", "Choose to whom it goes.")
	case ToOutside:
		m = x.copyGaps()
		m.add(blank(to.Name) && blank(to.Organization), "letter.addressee", "to", "Write to whom the letter goes.")
		m.add(blank(to.Street) || blank(to.City) || blank(to.State) || blank(to.Postal), "letter.address", "to", "The address is not complete; enter street, city, state and ZIP code.")
	}
	return m
}

// confirmedMonths is how long a checked address is trusted.
const confirmedMonths = 12

func (x LetterFacts) addresseeGaps() Missing {
	var m Missing
	d, today := x.Draft, x.Today
	p, ok := x.To()
	if !ok {
		m.add(true, "letter.addressee", "addressee", "Choose the person to whom the letter goes: the patient, the complainant or a representative.")
		return m
	}
	m.add(blank(p.Given) && blank(p.Family), "letter.name", "addressee", "The person to whom the letter goes has no name; enter it.")
	m = append(m, reachGaps(p)...)
	m.add(p.AddressConfirmed.IsZero(), "letter.address_confirmed", "addressee", "Check the address with the person and enter the day on which you did.")
	m.add(p.AddressConfirmed > today, "letter.address_confirmed.future", "addressee", "The day on which the address was checked lies in the future; correct it.")
	m.warn(!p.AddressConfirmed.IsZero() && p.AddressConfirmed.AddMonths(confirmedMonths) <= today, "letter.address_confirmed.old", "addressee",
		"The address was checked more than a year ago; ask the person whether it still holds.")
	reads, known := LangOf(p)
	m.warn(!known || reads != x.lang(), "letter.language", "addressee",
		"The person reads another language than this letter; have it translated or enclose the offer of a free interpreter.")
	m.warn(!blank(p.Access), "letter.access", "addressee", "The person has access needs on file; check that the letter meets them.")
	m.warn(p.Format == "large_print" && !d.LargePrint, "letter.format", "large_print", "This person reads large print; set the letter in it.")
	m.warn(p.Format != "" && p.Format != "large_print", "letter.format", "large_print",
		"This person asked for letters as: "+lowerFirst(p.Format.String())+". Give it to them that way too.")
	m.add(blank(d.Contact), "letter.contact", "contact", "Name the contact person.")
	m.add(blank(contactLine(x)), "letter.contact_line", "contact_line", "Enter the phone number of the contact person.")
	m = append(m, authorityGaps(p, d.Kind, today)...)
	if d.Kind.Spec().Health && !x.MayTell() {
		m.add(p.MayReceive(today), "letter.authority", "addressee", "On the date of the letter this person had no authority; date the letter today, or record since when.")
	}
	return m
}

// copyGaps reminds of those who get a copy: each needs a right to it of their own.
func (x LetterFacts) copyGaps() Missing {
	var m Missing
	m.warn(slices.ContainsFunc(x.Draft.Copies, func(c string) bool {
		return !blank(c) && !strings.HasPrefix(strings.TrimSpace(c), strings.TrimSpace(fileCopy(x.lang())))
	}), "letter.copies", "copies", "Whoever gets a copy must have the right to it as the reader does; take out who has not.")
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
