package data

import "testing"

func TestTheLetterThatFitsFollowsFromTheCase(t *testing.T) {
	f := finishedGrievance(t)
	today := DateOf(f.ReceivedAt, f.ReceivedAt.Location()).AddDays(3)
	if !f.LetterFits(NoticeOfDecision, today) {
		t.Errorf("the decision does not fit a case in the state %q", f.State)
	}
	for _, k := range []LetterKind{ReferralOut, ComplimentForward, MeetingConfirmation, AppealSupport, ConductLetter, CommitteeCover} {
		if f.LetterFits(k, today) {
			t.Errorf("%s fits", k)
		}
	}
	f.Kind = Compliment
	f.Meetings = []Meeting{{On: today}}
	f.Limits = []ConductLimit{{}}
	for _, k := range []LetterKind{ComplimentForward, MeetingConfirmation, ConductLetter} {
		if !f.LetterFits(k, today) {
			t.Errorf("%s does not fit", k)
		}
	}
	f.Meetings[0].Held, f.Limits[0].ToldOn = true, today
	for _, k := range []LetterKind{MeetingConfirmation, ConductLetter} {
		if f.LetterFits(k, today) {
			t.Errorf("%s still fits", k)
		}
	}
	f.State = StateClosed
	if f.LetterFits(ComplimentForward, today) {
		t.Error("a letter fits a closed case")
	}
}

func TestALetterAboutARecordNeedsTheRecord(t *testing.T) {
	f := CaseFile{}
	for k, want := range map[LetterKind]LetterSubject{
		DepartmentInquiry: AboutReferral, MeetingConfirmation: AboutMeeting, AppealSupport: AboutAppeal, ConductLetter: AboutConduct, Acknowledgement: AboutCase,
	} {
		if got := f.LetterLack(k); got != want {
			t.Errorf("%s lacks %q, want %q", k, got, want)
		}
	}
	f.Meetings = []Meeting{{}}
	if got := f.LetterLack(MeetingConfirmation); got != AboutCase {
		t.Errorf("with a meeting, %q is lacking", got)
	}
}
