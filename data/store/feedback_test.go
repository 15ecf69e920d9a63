package store

import (
	"context"
	"errors"
	"iter"
	"testing"
	"time"

	"rapport/data"
)

func comments(list ...data.Feedback) iter.Seq2[data.Feedback, error] {
	return func(yield func(data.Feedback, error) bool) {
		for _, f := range list {
			if !yield(f, nil) {
				return
			}
		}
	}
}

func someComments() iter.Seq2[data.Feedback, error] {
	day := data.NewDate(2026, time.January, 10)
	return comments(
		data.Feedback{ExternalID: "a", Received: day, Unit: "ICU", Text: "The soup was cold.", Sentiment: 4, Themes: []string{"Food"}},
		data.Feedback{ExternalID: "b", Received: day + 1, Unit: "4 West", Text: "Lovely nurses, cold soup.", Sentiment: 2, Themes: []string{"Food", "Staff"}},
		data.Feedback{ExternalID: "c", Text: "No date at all."},
		data.Feedback{ExternalID: "a", Received: day, Text: "The same row once more."},
	)
}

func TestImportingFeedbackTwiceAddsNothing(t *testing.T) {
	d := newDesk(t, false)
	first := must[data.ImportCounts](t)(d.ImportFeedback(t.Context(), data.ImportFile{Source: "cards"}, someComments(), nil))
	second := must[data.ImportCounts](t)(d.ImportFeedback(t.Context(), data.ImportFile{Source: "cards"}, someComments(), nil))
	if first.Read != 4 || first.Imported != 3 || first.Already != 1 || second.Imported != 0 || second.Already != 4 {
		t.Errorf("first %+v, second %+v", first, second)
	}
	other := must[data.ImportCounts](t)(d.ImportFeedback(t.Context(), data.ImportFile{Source: "survey"}, someComments(), nil))
	if other.Imported != 3 {
		t.Errorf("the same ids from another source: %+v", other)
	}
	if n := d.number(`select count(*) from feedback`); n != 6 {
		t.Errorf("%d comments are in the file", n)
	}
}

func TestAnImportThatIsBrokenOffLeavesNothing(t *testing.T) {
	d := newDesk(t, false)
	ctx, cancel := context.WithCancel(t.Context())
	rows := func(yield func(data.Feedback, error) bool) {
		for f := range someComments() {
			cancel()
			if !yield(f, nil) {
				return
			}
		}
	}
	if _, err := d.ImportFeedback(ctx, data.ImportFile{Source: "cards"}, rows, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled import gave %v", err)
	}
	if n := d.number(`select count(*) from feedback`) + d.number(`select count(*) from audit where action like 'import%'`); n != 0 {
		t.Errorf("it left %d rows", n)
	}
}

func TestARefusedRowIsListedAndTheOthersComeIn(t *testing.T) {
	d := newDesk(t, false)
	rows := func(yield func(data.Feedback, error) bool) {
		_ = yield(data.Feedback{}, errors.New("its date cannot be read")) &&
			yield(data.Feedback{ExternalID: "b", Text: "x"}, nil)
	}
	counts := must[data.ImportCounts](t)(d.ImportFeedback(t.Context(), data.ImportFile{Source: "cards"}, rows, nil))
	if counts.Read != 2 || counts.Imported != 1 || len(counts.Refused) != 1 || counts.Refused[0] != (data.RefusedRow{Row: 1, Reason: "its date cannot be read"}) {
		t.Errorf("%+v", counts)
	}
}

func TestFeedbackIsFoundByWordThemeUnitAndMonth(t *testing.T) {
	d := newDesk(t, false)
	must[data.ImportCounts](t)(d.ImportFeedback(t.Context(), data.ImportFile{Source: "cards"}, someComments(), nil))
	for _, c := range []struct {
		name string
		q    data.FeedbackQuery
		want string
	}{
		{"everything, the newest first and the undated last", data.FeedbackQuery{}, "bac"},
		{"the beginning of a word", data.FeedbackQuery{Text: "sou"}, "ba"},
		{"two words", data.FeedbackQuery{Text: "cold nurses"}, "b"},
		{"a theme", data.FeedbackQuery{Theme: "Staff"}, "b"},
		{"a unit", data.FeedbackQuery{Unit: "ICU"}, "a"},
		{"a month", data.FeedbackQuery{Month: data.Month{Year: 2026, Month: time.January}}, "ba"},
		{"another month", data.FeedbackQuery{Month: data.Month{Year: 2026, Month: time.February}}, ""},
		{"without a date", data.FeedbackQuery{Undated: true}, "c"},
	} {
		got := ""
		q := c.q
		q.Limit = 1 // a page for each
		for {
			page := must[data.FeedbackPage](t)(d.Feedback(t.Context(), q))
			for _, f := range page.Rows {
				got += f.ExternalID
			}
			if !page.More {
				break
			}
			q.After = page.Next
		}
		if n := must[int](t)(d.CountFeedback(t.Context(), c.q)); got != c.want || n != len(c.want) {
			t.Errorf("%s: found %q and counted %d, want %q", c.name, got, n, c.want)
		}
	}
	themes := must[[]data.NamedCount](t)(d.FeedbackThemes(t.Context()))
	if len(themes) != 2 || themes[0] != (data.NamedCount{Name: "Food", Count: 2}) {
		t.Errorf("the themes are %v", themes)
	}
}

func TestACaseOpenedFromACommentIsLinked(t *testing.T) {
	d := newDesk(t, false)
	must[data.ImportCounts](t)(d.ImportFeedback(t.Context(), data.ImportFile{Source: "cards"}, someComments(), nil))
	f := d.open()
	comment := must[data.FeedbackPage](t)(d.Feedback(t.Context(), data.FeedbackQuery{})).Rows[0]
	if err := d.LinkFeedback(t.Context(), comment.Key, f.Number); err != nil {
		t.Fatal(err)
	}
	if got := must[data.FeedbackPage](t)(d.Feedback(t.Context(), data.FeedbackQuery{})).Rows[0].CaseNumber; got != f.Number {
		t.Errorf("linked to %q", got)
	}
}

func TestImportedCasesKeepTheirDaysAndComeInOnce(t *testing.T) {
	d := newDesk(t, false)
	received := d.clock.now().AddDate(0, -2, 0)
	rows := func(yield func(data.ImportedCase, error) bool) {
		_ = yield(data.ImportedCase{Number: "17/2025", ReceivedAt: received, ClosedAt: received.AddDate(0, 1, 3), Kind: data.Grievance, Channel: data.ByLetter,
			Unit: "ICU", Story: "The corridor was cold.", Closure: data.ClosedSatisfied,
			Issues: []data.Issue{{Words: "Cold.", Category: data.HCAT[0].Code, Severity: 1}}}, nil) &&
			yield(data.ImportedCase{Number: "18/2025", ReceivedAt: received, Kind: data.Complaint, Channel: data.Phone, Story: "The lift was slow."}, nil)
	}
	for run, want := range []data.ImportCounts{{Read: 2, Imported: 2, Open: 1, Oldest: data.DateOf(received, time.UTC)}, {Read: 2, Already: 2}} {
		got := must[data.ImportCounts](t)(d.ImportCases(t.Context(), data.ImportFile{Source: "old log"}, rows, nil))
		if got.Import = (data.ID{}); text(t, got) != text(t, want) {
			t.Errorf("run %d: %+v", run, got)
		}
	}
	f := caseDo(t)(d.Case(t.Context(), "PR-2026-00001"))
	if f.Earlier != "17/2025" || f.State != data.StateClosed || !f.ReceivedAt.Equal(received) || len(f.Issues) != 1 {
		t.Errorf("came in as %s", text(t, f))
	}
	facts := must[data.SummaryFacts](t)(d.SummaryFacts(t.Context(), data.MonthPeriod(d.Settings().Today(received).Month())))
	if facts.Backlog().Received != 2 || len(facts.Open) != 2 {
		t.Errorf("the month of receipt: %+v, %d open at its end", facts.Backlog(), len(facts.Open))
	}
	if got := d.find(data.CaseQuery{Text: "corridor"}); len(got) != 1 {
		t.Errorf("found %v", got)
	}
}
