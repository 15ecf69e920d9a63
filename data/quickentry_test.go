package data

import (
	"testing"
	"time"
)

func TestWhatAQuickEntryBecomes(t *testing.T) {
	s := testSettings()
	now := time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC)
	today := s.Today(now)
	q := QuickEntry{Kind: QuickCompliment, On: today, Unit: "5 East", Words: "She sat with me.", Who: "Fennimore, Rosalind", MayShare: true}
	in := q.Intake(s, now)
	if in.Nature != Compliment || in.Channel != CommentCard || !in.ReceivedAt.Equal(now) || !in.MayShareName || in.Anonymous ||
		in.Complainant.Given != "Rosalind" || in.Complainant.Family != "Fennimore" {
		t.Errorf("%+v", in)
	}
	q.On, q.Who = today-3, ""
	in = q.Intake(s, now)
	if DateOf(in.ReceivedAt, s.Zone()) != today-3 || !in.Anonymous || in.MayShareName {
		t.Errorf("of an earlier day, without a name: %+v", in)
	}
	if err := in.Validate(s, now).Err(); err != nil {
		t.Error(err)
	}
	if k := in.KindFor(Classify(AnswersFor(in), s.Policy())); k != Compliment {
		t.Errorf("praise without a name is a %s", k)
	}
	q = QuickEntry{Kind: QuickCard, On: today, Words: "Hot soup.", Sentiment: 2, Themes: []string{"Food"}}
	if f := q.Feedback(); f.Source != CardSource || f.Received != today || f.Sentiment != 2 || f.Themes[0] != "Food" {
		t.Errorf("%+v", f)
	}
}

func TestWhatAQuickEntryAsksFor(t *testing.T) {
	today := NewDate(2026, 3, 2)
	for code, q := range map[string]QuickEntry{
		"":          {Kind: QuickSuggestion, On: today, Words: "A clock in the room."},
		"kind":      {On: today, Words: "x"},
		"on":        {Kind: QuickCard, Words: "x"},
		"on.future": {Kind: QuickCard, On: today + 1, Words: "x"},
		"on.old":    {Kind: QuickCard, On: NewDate(1926, 3, 2), Words: "x"},
		"words":     {Kind: QuickCard, On: today, Words: " "},
		"channel":   {Kind: QuickCard, On: today, Words: "x", Channel: "pigeon"},
	} {
		m := q.Validate(today)
		if code == "" && len(m) > 0 || code != "" && (len(m) != 1 || !m.Has(code)) {
			t.Errorf("%q: %+v", code, m)
		}
	}
}

func TestNamesArePartedAsPeopleWriteThem(t *testing.T) {
	for name, want := range map[string][2]string{
		"Rosalind Fennimore": {"Rosalind", "Fennimore"}, "Fennimore,  Rosalind": {"Rosalind", "Fennimore"},
		" Mary Ann  Lee ": {"Mary Ann", "Lee"}, "Fennimore": {"", "Fennimore"}, "": {"", ""},
	} {
		if given, family := splitName(name); given != want[0] || family != want[1] {
			t.Errorf("%q is %q, %q", name, given, family)
		}
	}
}
