package data

// DraftLetterFor returns the letter of the kind as far as the case can write it,
// in plain words: the officer goes on from there. The page itself adds
// letterhead, what the person told us, the day promised, agencies and
// signature.
func DraftLetterFor(f CaseFile, kind LetterKind, o Officer, s Settings, today Date) LetterDraft {
	d := LetterDraft{Kind: kind, Addressee: addresseeFor(f, kind, today), Date: today, Contact: o.Name, ContactLine: o.Phone}
	if blank(d.ContactLine) {
		d.ContactLine = s.Phone
	}
	if f.Number != "" {
		d.Copies = []string{"Patient relations file " + f.Number}
	}
	received := arrival(f.Channel) + " on " + DateOf(f.ReceivedAt, s.Zone()).Long() + "."
	const thanks, regret = "Thank you for telling us about your concerns. ", " We are sorry for the worry and the trouble that this has caused you."
	if kind == InterimLetter {
		d.Subject = "We are still working on your concerns"
		d.Opening = thanks + received + " We have not finished our review yet. We are sorry that it takes longer than we hoped."
		d.Steps = stepsForLetter(f)
		d.Closing = "Thank you for your patience."
		return d
	}
	if kind != NoticeOfDecision {
		d.Subject = "We have received your concerns"
		d.Opening = thanks + received + regret
		d.Closing = "Thank you for speaking up."
		return d
	}
	d.Subject = "Results of our review of your concerns"
	d.Opening = thanks + received + regret + " We have finished our review. This letter tells you what we did and what we found."
	d.Steps = stepsForLetter(f)
	for _, is := range f.Issues {
		d.Findings = append(d.Findings, IssueAnswer{Issue: is.ID, Text: is.Finding.Answer})
	}
	d.CompletedOn = completedOn(f, s)
	d.Closing = "Thank you again for speaking up. What you told us will help us give better and safer care."
	return d
}

// stepsForLetter are the finished steps of the investigation as a letter tells
// of them.
func stepsForLetter(f CaseFile) []string {
	var steps []string
	for _, st := range f.Steps {
		if !st.DoneOn.IsZero() && !blank(st.InLetter) {
			steps = append(steps, st.InLetter)
		}
	}
	return steps
}

// PromisedDay is the day by which the office's answer is promised: the due date
// of the running clock that its last word meets; zero where none runs. A
// reopened case has two such clocks, and the newer one counts.
func (f CaseFile) PromisedDay() Date {
	var due Date
	for _, c := range f.Clocks {
		if c.Kind == f.Kind.AnswerClock() && !c.Stopped {
			due = c.Due
		}
	}
	return due
}

// addresseeFor chooses who gets the letter: the complainant, who spoke up; a
// representative or the patient where the complainant may not receive it. Nobody
// who has died, or to whom it is not safe to write, is chosen.
func addresseeFor(f CaseFile, kind LetterKind, today Date) ID {
	who, ok := f.Complainant()
	if ok && who.reachable() && (who.MayReceive(today) || kind == Acknowledgement && who.Authority != AuthorityRefused && who.Grant.RevokedOn.IsZero()) {
		return who.ID
	}
	for _, role := range []Role{RoleRepresentative, RolePatient} {
		if p, ok := f.Person(role); ok && p.reachable() && p.MayReceive(today) {
			return p.ID
		}
	}
	return who.ID
}

func (p Person) reachable() bool { return !p.Deceased && p.Safety != SafetyUnsafe }

// arrival says how the matter reached the office.
func arrival(c Channel) string {
	switch c {
	case Phone:
		return "You called us"
	case Voicemail:
		return "You left us a message"
	case InPerson, "rounding":
		return "You spoke with us"
	case ByLetter:
		return "Your letter reached us"
	case Email:
		return "Your e-mail reached us"
	case Fax:
		return "Your fax reached us"
	case WebForm, Portal:
		return "Your message reached us"
	case CommentCard, Survey:
		return "Your comments reached us"
	}
	return "Your concerns reached us"
}

// completedOn returns the day of completion on file or, once every issue has its
// finding, the day of the last step or finding.
func completedOn(f CaseFile, s Settings) Date {
	if !f.CompletedOn.IsZero() {
		return f.CompletedOn
	}
	var last Date
	for _, st := range f.Steps {
		last = max(last, st.DoneOn)
	}
	for _, is := range f.Issues {
		if is.Finding.Outcome == "" {
			return 0
		}
		if !is.Finding.At.IsZero() {
			last = max(last, DateOf(is.Finding.At, s.Zone()))
		}
	}
	return last
}
