package data

import (
	"testing"
	"time"
)

// closedOn is a case that was closed at noon of the day in New York.
func closedOn(d Date) CaseFile {
	return CaseFile{Case: Case{Number: "PR-2020-00001", Kind: Grievance, State: StateClosed, ClosedAt: d.Start(time.UTC).Add(17 * time.Hour)}}
}

func TestHowLongACaseIsKept(t *testing.T) {
	day := NewDate(2020, 3, 2)
	for _, c := range []struct {
		name string
		set  func(*CaseFile, *Settings)
		want Date // 0: not to be purged at all
	}{
		{"six years after closing", func(*CaseFile, *Settings) {}, NewDate(2026, 3, 2)},
		{"the state asks for ten", func(_ *CaseFile, s *Settings) { s.RetentionYears = 10 }, NewDate(2030, 3, 2)},
		{"settings cannot make it shorter", func(_ *CaseFile, s *Settings) { s.RetentionYears = 2 }, NewDate(2026, 3, 2)},
		{"three years of a civil-rights grievance are within the six", func(f *CaseFile, _ *Settings) { f.Kind = CivilRights }, NewDate(2026, 3, 2)},
		{"closed on 29 February", func(f *CaseFile, _ *Settings) { f.ClosedAt = NewDate(2020, 2, 29).Start(time.UTC).Add(17 * time.Hour) }, NewDate(2026, 3, 1)},
		{"the day is the office's", func(f *CaseFile, _ *Settings) { f.ClosedAt = NewDate(2020, 3, 3).Start(time.UTC).Add(2 * time.Hour) }, NewDate(2026, 3, 2)},
		{"a legal hold comes first", func(f *CaseFile, _ *Settings) { f.Hold = LegalHold{On: day} }, 0},
		{"a hold that was released counts from its release", func(f *CaseFile, _ *Settings) {
			f.Hold = LegalHold{On: day, ReleasedOn: NewDate(2023, 5, 1)}
		}, NewDate(2029, 5, 1)},
		{"open again", func(f *CaseFile, _ *Settings) { f.State, f.ClosedAt, f.Reopened = StateReopened, time.Time{}, 1 }, 0},
		{"reopened and closed again", func(f *CaseFile, _ *Settings) {
			f.Reopened, f.ClosedAt = 1, NewDate(2022, 8, 9).Start(time.UTC).Add(17*time.Hour)
		}, NewDate(2028, 8, 9)},
		{"a disclosure after closing", func(f *CaseFile, _ *Settings) {
			f.Disclosures = []Disclosure{{On: NewDate(2021, 1, 5)}}
		}, NewDate(2027, 1, 5)},
		{"a note after closing", func(f *CaseFile, _ *Settings) {
			f.Notes = []Note{{At: NewDate(2021, 7, 5).Start(time.UTC).Add(17 * time.Hour)}}
		}, NewDate(2027, 7, 5)},
		{"an action plan is not done", func(f *CaseFile, _ *Settings) { f.Actions = []ActionPlan{{What: "x", Due: day}} }, 0},
		{"void is kept as long", func(f *CaseFile, _ *Settings) { f.State = StateVoid }, NewDate(2026, 3, 2)},
		{"purged", func(f *CaseFile, _ *Settings) { f.State = StatePurged }, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, s := closedOn(day), testSettings()
			c.set(&f, &s)
			got := RetentionOf(f, s)
			if got.Until != c.want || got.Because == "" {
				t.Errorf("kept until %s (%s), want %s", got.Until, got.Because, c.want)
			}
			if got.MayPurge(c.want) != !c.want.IsZero() || got.MayPurge(c.want.AddDays(-1)) {
				t.Errorf("purge on the day %v, on the day before %v", got.MayPurge(c.want), got.MayPurge(c.want.AddDays(-1)))
			}
		})
	}
	for _, r := range RetentionRules {
		if r.Source == "" || r.Label == "" {
			t.Errorf("a rule without a source: %+v", r)
		}
	}
}

func TestAPurgeNeedsTwoPeople(t *testing.T) {
	f, s := closedOn(NewDate(2020, 3, 2)), testSettings()
	today := NewDate(2026, 3, 2)
	kept := RetentionOf(f, s)
	wantGap(t, ConfirmGate(f, kept, "Pat Winter", today), "asked", false)
	f.Purged = PurgeRecord{AskedBy: "Dana Whitfield", AskedOn: today}
	wantNone(t, ConfirmGate(f, kept, "Pat Winter", today))
	wantGap(t, ConfirmGate(f, kept, " dana whitfield", today), "second", false)
	wantGap(t, ConfirmGate(f, kept, "Pat Winter", today.AddDays(-1)), "retention.early", false)
	f.Hold = LegalHold{On: today}
	wantGap(t, ConfirmGate(f, RetentionOf(f, s), "Pat Winter", today), "retention", false)
}

func TestMergedCasesAreKeptAsLongAsAnyOfThem(t *testing.T) {
	mine := Retention{Until: NewDate(2026, 3, 2), Because: "x"}
	if got := mine.With("PR-2021-00002", Retention{Until: NewDate(2027, 1, 1), Because: "y"}); got.Until != NewDate(2027, 1, 1) {
		t.Errorf("kept until %s", got.Until)
	}
	if got := mine.With("PR-2021-00002", Retention{Because: "A legal hold stands."}); !got.Until.IsZero() || got.Because == "" {
		t.Errorf("kept until %s, %s", got.Until, got.Because)
	}
	if got := mine.With("PR-2019-00002", Retention{Until: NewDate(2025, 1, 1)}); got.Until != mine.Until {
		t.Errorf("kept until %s", got.Until)
	}
}

func TestASkeletonKeepsNoWords(t *testing.T) {
	c := finishedGrievance(t).Case
	c.Story, c.Remedy, c.OverrideReason, c.Earlier = "words", "words", "words", "words"
	c.Ending, c.Hold, c.Inquiry = CloseRecord{NoAction: "words"}, LegalHold{Reason: "words"}, Inquiry{SignedNote: "words"}
	got := c.Skeleton(PurgeRecord{AskedBy: "Dana Whitfield"})
	if got.Story+got.Remedy+got.OverrideReason+got.Earlier+got.Ending.NoAction+got.Hold.Reason+got.Inquiry.SignedNote+got.Classification.Because != "" {
		t.Errorf("it keeps %+v", got)
	}
	if got.Number != c.Number || got.Kind != c.Kind || got.State != StatePurged || got.ReceivedAt != c.ReceivedAt {
		t.Errorf("it lost %+v", got)
	}
}
