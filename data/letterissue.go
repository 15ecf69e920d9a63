package data

// IssueGaps lists what stands between a letter and its issue: the gate of the
// letter, the state of its case, the sheets that go with it, and the second
// person's approval.
func (x LetterFacts) IssueGaps() Missing {
	return append(x.GapsBeforeApproval(), x.ApprovalGap()...).oncePerField()
}

// GapsBeforeApproval is what is mended before a second person is asked.
func (x LetterFacts) GapsBeforeApproval() Missing {
	m := append(x.Gate(), x.stateGaps()...)
	return append(m, x.SheetGaps()...).oncePerField()
}

// stateGaps looks at whether the case stands where a letter of the kind is issued:
// any letter while it is open, a notice of decision once there are findings, and
// a correction also afterwards.
func (x LetterFacts) stateGaps() Missing {
	var m Missing
	f := x.File
	cites := x.Draft.Corrects != (ID{})
	m = append(m, x.correctsGaps()...)
	switch f.State {
	case StateVoid, StateMerged, StatePurged:
		m.add(true, "letter.state", "state", "No letter is issued in a case that is "+lowerFirst(f.State.String())+".")
	case StateSent, StateClosed, StateWithdrawn:
		notice := x.Draft.Kind.Spec().Notice
		m.add(!cites && (notice || !f.Open()), "letter.state.closed", "state", "The matter was answered: only a correction of a letter can be issued. Choose the letter that it corrects, or reopen the case.")
	case StateFindings, StateDraft, StateSignOff:
	default:
		m.add(x.Draft.Kind.Spec().Notice && !cites, "letter.state.early", "state", "The decision comes after the findings; finish the investigation first.")
	}
	return m
}

func (x LetterFacts) correctsGaps() Missing {
	var m Missing
	if x.Draft.Corrects == (ID{}) {
		return m
	}
	old, ok := x.File.LetterByID(x.Draft.Corrects)
	m.add(!ok || old.Kind != x.Draft.Kind, "letter.corrects", "corrects", "Choose the letter that this one corrects; it must be of the same kind.")
	_, corrected := x.File.CorrectedBy(x.Draft.Corrects)
	m.add(ok && corrected, "letter.corrects.again", "corrects", "That letter was corrected before; choose the correction of it.")
	return m
}

// LetterByID returns the issued letter with the id.
func (f *CaseFile) LetterByID(id ID) (Letter, bool) {
	for _, l := range f.Letters {
		if l.ID == id {
			return l, true
		}
	}
	return Letter{}, false
}

// CorrectedBy returns the letter that corrects the one with the id.
func (f *CaseFile) CorrectedBy(letter ID) (Letter, bool) {
	for _, l := range f.Letters {
		if letter != (ID{}) && l.Draft.Corrects == letter {
			return l, true
		}
	}
	return Letter{}, false
}

// ToCorrect is the letter that a new one of the kind would correct, because the
// case has been answered: the newest of the kind. The zero id where a new letter
// stands on its own.
func (f *CaseFile) ToCorrect(k LetterKind) ID {
	answered := f.State == StateSent && k.Spec().Notice || !f.Open()
	if l, ok := f.Letter(k); ok && answered {
		return l.ID
	}
	return ID{}
}

// AuthorizationDays is how many days after a request for the patient's written
// authorization somebody looks whether it came.
const AuthorizationDays = 14

// EmailCopyGaps checks the address for which a protected copy is made.
func EmailCopyGaps(to string) Missing {
	var m Missing
	m.add(blank(to) || !validEmail(to), "to", "to", "The e-mail address is not complete; write it like name@example.org.")
	m.checkText(to, maxLine, "to", "The e-mail address")
	return m
}
