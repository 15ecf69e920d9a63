package handover

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/reports/page"
)

var (
	day = data.NewDate(2026, 3, 4)
	now = time.Date(2026, 3, 4, 15, 0, 0, 0, time.UTC)
)

func settings() data.Settings {
	s := data.DefaultSettings()
	s.Facility = "Lakeshore General Hospital"
	return s
}

// board is a day with a late promise, a duty of today, an answer of tomorrow and
// one of the day after.
func board() data.TodayBoard {
	row := func(n string) data.CaseRow {
		return data.CaseRow{Number: n, Unit: "5 East", Owner: "Dana Whitfield", Patient: "Fennimore, Walter", Complainant: "Fennimore, Rosalind", MRN: "0047811", Opening: "He rang four times."}
	}
	item := func(i data.TodayItem) data.TodayItem { return data.NewTodayItem(i, day) }
	return data.TodayBoard{Day: day, Items: []data.TodayItem{
		item(data.TodayItem{Group: data.GroupOthers, Kind: data.OwedReferral, Due: day + 1, What: "Referral to a department", Who: "Joss Hallowick", Case: row("PR-2026-00003")}),
		item(data.TodayItem{Group: data.GroupToday, Kind: data.OwedClock, Clock: data.ClockDecide, Due: day, What: "Written decision", Case: row("PR-2026-00002")}),
		item(data.TodayItem{Group: data.GroupOverdue, Kind: data.OwedPromise, Due: day - 2, What: "Call Mr. Fennimore about his leg", Case: row("PR-2026-00001")}),
		item(data.TodayItem{Group: data.GroupOffice, Kind: data.OwedStep, Due: day + 2, What: "Interview", Case: row("PR-2026-00004")}),
		item(data.TodayItem{Group: data.GroupOffice, Case: row("PR-2026-00005")}),
	}}
}

func text(t *testing.T, b data.TodayBoard, practice bool) string {
	t.Helper()
	doc, err := Document(b, settings(), "Dana Whitfield", practice, now)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			if line, ok := item.(page.Text); ok {
				words = append(words, line.String)
			}
		}
	}
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

func TestTheSheetTellsWhatIsOwedTodayAndTomorrowTheLatestFirst(t *testing.T) {
	got := text(t, board(), false)
	at := -1
	for _, want := range []string{"Lakeshore General Hospital", "Wednesday, March 4, 2026", "3 in all, 1 of them overdue.", "Overdue", "PR-2026-00001", "A promise",
		"Due today", "PR-2026-00002", "Written decision", "Due tomorrow", "PR-2026-00003", "A department's answer"} {
		i := strings.Index(got, want)
		if i < 0 || i < at {
			t.Fatalf("%q is missing or out of its order in: %s", want, got)
		}
		at = i
	}
	for _, later := range []string{"PR-2026-00004", "PR-2026-00005"} {
		if strings.Contains(got, later) {
			t.Errorf("%s is not owed by tomorrow: %s", later, got)
		}
	}
}

func TestTheSheetNamesNobodyButTheOffice(t *testing.T) {
	got := text(t, board(), false)
	for _, secret := range []string{"Fennimore", "0047811", "rang", "leg", "Hallowick"} {
		if strings.Contains(got, secret) {
			t.Errorf("the sheet holds %q: %s", secret, got)
		}
	}
}

func TestADayWithoutAnythingOwedSaysSo(t *testing.T) {
	if got := text(t, data.TodayBoard{Day: day}, true); !strings.Contains(got, "Nothing is owed today or tomorrow.") || !strings.Contains(got, "PRACTICE DATA") {
		t.Error(got)
	}
}

func TestASheetThatLeavesSomethingOutSaysSo(t *testing.T) {
	b := board()
	b.Counts = map[data.TodayGroup]int{data.GroupOverdue: 301}
	if got := text(t, b, false); !strings.Contains(got, "the rest is on the page of the day") {
		t.Error(got)
	}
}

func TestTheSheetIsAFileOfPDF(t *testing.T) {
	file, err := PDF(board(), settings(), "Dana Whitfield", true, now)
	if err != nil || !bytes.HasPrefix(file, []byte("%PDF-")) {
		t.Errorf("%d bytes, %v", len(file), err)
	}
}
