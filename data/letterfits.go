package data

import "slices"

// letterFits say when a kind of letter is the one that the state of a case asks
// for (domain 6).
var letterFits = map[LetterKind]func(f *CaseFile, today Date) bool{
	Acknowledgement: func(f *CaseFile, _ Date) bool { return f.waitsForLetter(Acknowledgement) },
	InterimLetter:   func(f *CaseFile, today Date) bool { _, owed := f.LetterOwed(InterimLetter, today); return owed },
	NoticeOfDecision: func(f *CaseFile, _ Date) bool {
		return f.State == StateFindings || f.State == StateDraft || f.State == StateSignOff
	},
	NoContactClosure: func(f *CaseFile, _ Date) bool {
		tried := slices.ContainsFunc(f.Contacts, func(c Contact) bool { return c.Outcome.Fruitless() })
		spoken := slices.ContainsFunc(f.Contacts, func(c Contact) bool { return !c.Outcome.Fruitless() })
		return f.State == StateFindings && tried && !spoken
	},
	ReferralOut: func(f *CaseFile, _ Date) bool { return f.State == StateReferred },
	AuthorizationRequest: func(f *CaseFile, today Date) bool {
		return slices.ContainsFunc(f.People, func(p Person) bool { return p.Role == RoleComplainant && !p.MayReceive(today) })
	},
	DepartmentInquiry: func(f *CaseFile, _ Date) bool {
		return slices.ContainsFunc(f.Steps, func(st Step) bool { return st.Kind == Referral && st.SentOn.IsZero() && st.DoneOn.IsZero() })
	},
	ComplimentForward: func(f *CaseFile, _ Date) bool { return f.Kind == Compliment },
	MeetingConfirmation: func(f *CaseFile, today Date) bool {
		return slices.ContainsFunc(f.Meetings, func(m Meeting) bool { return !m.Held && m.On >= today })
	},
	AppealSupport: func(f *CaseFile, _ Date) bool {
		return slices.ContainsFunc(f.Advocacy, func(a Advocacy) bool {
			n := len(a.Levels)
			return n > 0 && a.Levels[n-1].DecidedOn.IsZero()
		})
	},
	ConductLetter: func(f *CaseFile, _ Date) bool {
		return slices.ContainsFunc(f.Limits, func(l ConductLimit) bool { return l.ToldOn.IsZero() && l.EndedOn.IsZero() })
	},
}

// LetterFits reports whether the case, as it stands on the day, asks for a letter
// of the kind. Others may be written all the same.
func (f *CaseFile) LetterFits(k LetterKind, today Date) bool {
	fits, ok := letterFits[k]
	_, underWay := f.PendingApproval(k)
	return f.Open() && (underWay || ok && fits(f, today))
}

// waitsForLetter reports whether a clock runs that a letter of the kind meets,
// however far off its day is, and none was issued since it began.
func (f *CaseFile) waitsForLetter(k LetterKind) bool {
	_, waits := f.LetterOwed(k, maxDate)
	return waits
}

// maxDate lies after every day on which something is due.
const maxDate = Date(1 << 30)

// LetterLack is the record without which a letter of the kind cannot be written;
// empty where the case has one, or none is needed.
func (f *CaseFile) LetterLack(k LetterKind) LetterSubject {
	about := k.Spec().About
	if about == AboutCase || len(k.Subjects(*f)) > 0 {
		return AboutCase
	}
	return about
}

// ReturnReasons are what the mail writes on a letter that it brings back.
var ReturnReasons = []string{
	"Moved, no address to forward to", "Moved, a new address is on the envelope", "Unknown at this address", "No such address",
	"No mailbox", "Refused", "Not claimed", "The addressee has died",
}
