package data

import "slices"

// kindRule is one gate of some kinds of letter.
type kindRule struct {
	kinds       []LetterKind
	code, field string
	sentence    string
	source      string
	warn        bool
	broken      func(LetterFacts) bool
}

// aboutKinds are those written for one record of the case.
var aboutKinds = []LetterKind{DepartmentInquiry, MeetingConfirmation, AppealSupport, ConductLetter}

// kindRules are the gates that belong to what a letter is for (domain 6).
var kindRules = []kindRule{
	{aboutKinds, "letter.about", "about", "Choose what the letter is about: the referral, the meeting, the appeal or the limit.", "domain 6", false, func(x LetterFacts) bool { return !x.hasSubject() }},

	{[]LetterKind{InterimLetter}, "letter.promise", "clocks", "No clock for the answer is running, so the letter cannot name a day; start or reopen it in the case.", "domain 1.3", false,
		func(x LetterFacts) bool { return x.File.PromisedDay().IsZero() }},
	{[]LetterKind{InterimLetter}, "letter.promise.passed", "clocks", "The day promised is not after the date of the letter; move the due date in the case first, then the letter names the new day.", "domain 1.3", false,
		func(x LetterFacts) bool {
			due := x.File.PromisedDay()
			return !due.IsZero() && due <= max(x.Draft.Date, x.Today)
		}},
	{[]LetterKind{InterimLetter}, "letter.promise.same", "clocks", "An earlier letter promised this very day; move the due date in the case first, then this letter names the new day.", "A-0123 (QECC11)", true,
		LetterFacts.promisedBefore},
	{[]LetterKind{InterimLetter}, "letter.steps", "steps", "Tell what was done so far.", "domain 6", true, func(x LetterFacts) bool { return !tells(x.Draft.Steps) }},
	{[]LetterKind{Acknowledgement}, "letter.promise", "clocks", "No clock for the answer is running, so the letter promises no day.", "domain 6", true, func(x LetterFacts) bool { return !x.answerRuns() }},
	{[]LetterKind{Acknowledgement}, "letter.issues", "issues", "The case has no issues yet, so the letter does not say how you understood the concerns.", "domain 6", true,
		func(x LetterFacts) bool { return len(x.File.Issues) == 0 }},
	{[]LetterKind{Acknowledgement, InterimLetter}, "letter.decided", "kind", "The notice of decision was issued already; look whether this letter is still needed.", "domain 6", true,
		func(x LetterFacts) bool { _, there := currentNotice(x.File); return there }},

	{[]LetterKind{NoContactClosure}, "letter.attempts", "contacts", "Since the person was last spoken with, there are not two attempts to reach them on different days; record them under Contacts.", "domain 1.4, 6", false,
		func(x LetterFacts) bool { return x.vainDays() < minAttempts }},

	{[]LetterKind{ReferralOut}, "letter.referred.agreed", "advocacy", "No action for the patient records that they agreed to the referral; record it there.", "domain 1.6", true, func(x LetterFacts) bool {
		return !slices.ContainsFunc(x.File.Advocacy, func(a Advocacy) bool { return a.Agreed })
	}},

	{[]LetterKind{MeetingConfirmation}, "letter.meeting.held", "about", "This meeting was held already; there is nothing left to confirm.", "domain 5.4", false,
		func(x LetterFacts) bool { m, _ := x.meeting(); return m.Held }},
	{[]LetterKind{MeetingConfirmation}, "letter.meeting.past", "about", "The meeting lies in the past; enter its new day in the case.", "domain 5.4", false, func(x LetterFacts) bool {
		m, ok := x.meeting()
		return ok && m.Day() < max(x.Today, x.Draft.Date)
	}},

	{[]LetterKind{AppealSupport}, "letter.appeal.basis", "about", "Nothing says that the patient agreed to this letter; tick it in the action once they did.", "45 CFR 164.508; domain 1.6", false,
		func(x LetterFacts) bool { a, ok := x.appeal(); return ok && !a.Agreed }},
	{[]LetterKind{AppealSupport}, "letter.appeal.over", "about", "This appeal has ended; add the next level, or choose another.", "domain 5.4", false, func(x LetterFacts) bool {
		a, _ := x.appeal()
		l, _ := x.level()
		return a.Outcome != "" || !l.DecidedOn.IsZero() || l.Outcome != ""
	}},
	{[]LetterKind{AppealSupport}, "letter.appeal.denied.future", "about", "The denial bears a day after the date of the letter; correct it in the action.", "domain 5.4", false,
		func(x LetterFacts) bool { l, _ := x.level(); return l.Basis > x.Draft.Date }},
	{[]LetterKind{AppealSupport}, "letter.appeal.late", "about", "The day by which this level must be filed is past and it was not filed; look at the notice first.", "domain 5.4", true, func(x LetterFacts) bool {
		l, _ := x.level()
		return !l.FileBy.IsZero() && l.FileBy < x.Today && l.FiledOn.IsZero()
	}},

	{[]LetterKind{ConductLetter}, "letter.conduct.person", "addressee", "This limit is on another person's contact; address the letter to them.", "domain 5.7", false,
		func(x LetterFacts) bool { l, ok := x.limit(); return ok && l.Person != x.Draft.Addressee }},
	{[]LetterKind{ConductLetter}, "letter.conduct.decided", "about", "Nobody decided this limit yet; enter in the case who did.", "domain 5.7", false,
		func(x LetterFacts) bool { l, ok := x.limit(); return ok && blank(l.DecidedBy) }},
	{[]LetterKind{ConductLetter}, "letter.conduct.empty", "about", "The limit does not say what was done and what is limited; write it in the case.", "domain 5.7", false,
		func(x LetterFacts) bool {
			l, ok := x.limit()
			return ok && (saysNothing(l.Facts) || saysNothing(l.Limit))
		}},
	{[]LetterKind{ConductLetter}, "letter.conduct.ended", "about", "This limit is not in force: it ended, or its review is due. Review it first.", "domain 5.7", false, func(x LetterFacts) bool {
		l, ok := x.limit()
		return ok && (!l.EndedOn.IsZero() || l.ReviewOn <= max(x.Draft.Date, x.Today))
	}},
}

// kindGaps walks the rules of the letter's kind.
func (x LetterFacts) kindGaps() Missing {
	var m Missing
	for _, r := range kindRules {
		if slices.Contains(r.kinds, x.Draft.Kind) && r.broken(x) {
			m = append(m, Gap{Code: r.code, Field: r.field, Sentence: r.sentence, Warn: r.warn})
		}
	}
	return m
}

// hasSubject reports whether what the letter is about is in the case.
func (x LetterFacts) hasSubject() bool {
	return slices.ContainsFunc(x.Draft.Kind.Subjects(x.File), func(s LetterSubjectOf) bool { return s.ID == x.Draft.About && s.ID != (ID{}) })
}

func (x LetterFacts) answerRuns() bool {
	return slices.ContainsFunc(x.File.Clocks, func(c Clock) bool { return c.Running() && c.Kind != ClockAcknowledge })
}

// promisedBefore reports whether an earlier interim letter named the day that
// this one would.
func (x LetterFacts) promisedBefore() bool {
	due := x.File.PromisedDay()
	return !due.IsZero() && slices.ContainsFunc(x.File.Letters, func(l Letter) bool {
		return l.Kind == InterimLetter && l.Fields["due.date"] == due.In(cmpLang(l.Draft.Language))
	})
}

func cmpLang(l Lang) Lang {
	if l == "" {
		return English
	}
	return l
}

// vainDays counts the days on which the office tried in vain to reach the person
// since somebody last spoke with them.
func (x LetterFacts) vainDays() int {
	days := map[Date]bool{}
	contacts := slices.Clone(x.File.Contacts)
	slices.SortStableFunc(contacts, func(a, b Contact) int { return a.At.Compare(b.At) })
	for _, c := range contacts {
		switch {
		case c.spoken():
			clear(days)
		case !c.Inbound && c.Outcome.Fruitless():
			days[DateOf(c.At, x.Settings.Zone())] = true
		}
	}
	return len(days)
}

// spoken reports whether the person was reached, or reached the office.
func (c Contact) spoken() bool {
	switch c.Outcome {
	case "reached", "call_back", "refused":
		return true
	case "":
		return c.Inbound || c.Mode == "phone" || c.Mode == "in_person" || c.Mode == "video"
	}
	return c.Inbound && !c.Outcome.Fruitless()
}

// decisionGaps checks the elements of a notice of decision.
func (x LetterFacts) decisionGaps() Missing {
	var m Missing
	f, d, s := x.File, x.Draft, x.Settings
	m.add(!tells(d.Steps), "letter.steps", "steps", "Tell at least one step that was taken to look into the concerns.")
	m = append(m, x.completedGaps()...)
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
	m.add(f.ComplainedAbout(x.Officer.Name), "letter.conflict", "officer", "You are named in this case as staff involved. The person complained about does not decide; let another officer sign.")
	for _, g := range conflictedFindings(f, s) {
		g.Code = "letter.conflict"
		m = append(m, g)
	}
	return m
}
