package casefile

import (
	"rapport/app/window/healthrecord"
	"rapport/data"
)

// visitDays is how far before the matter the visits are read: a complaint is mostly
// about the last stay, and more is not needed (45 CFR 164.502(b)).
const visitDays = 365

// FillIn reads the patient from the health record, once the case has been read, and
// opens what was found beside what the case has.
func (s *Screen) FillIn() {
	s.ready(func() {
		if !s.desk.Allowed(data.RightImport) {
			return
		}
		if s.file.State == data.StatePurged {
			s.desk.Fail(data.ErrWrongState)
			return
		}
		healthrecord.Open(s.desk, s.wanted(), s.linked)
	})
}

// wanted is the patient of the case, and the day from which their visits matter.
func (s *Screen) wanted() healthrecord.Ask {
	ask := healthrecord.Ask{Case: s.file.Key}
	for _, p := range s.file.People {
		if p.Role == data.RolePatient {
			ask.Patient = p
		}
	}
	from := data.DateOf(s.file.ReceivedAt, s.settings().Zone())
	if event := s.file.EventDate; !event.IsZero() && event < from {
		from = event
	}
	ask.Since = from.AddDays(-visitDays)
	return ask
}

// fillInWork is what can be done about what the health record knows, where there is
// one.
func (s *Screen) fillInWork() []otherWork {
	if !healthrecord.Ready(s.desk) {
		return nil
	}
	return []otherWork{{"Fill in from the health record", "Sign in to it in the browser; what it says of the patient is shown beside what the case has, and you tick what to take.", s.FillIn}}
}
