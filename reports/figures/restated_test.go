package figures

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

// frozen freezes the facts as the store does.
func frozen(f data.SummaryFacts) data.FrozenReport {
	return data.FrozenReport{Period: f.Period, Version: 1, At: f.AsOf, By: "Dana Whitfield", Figures: Compute(f).Frozen(), Cases: f.Snapshot()}
}

func october2026() data.SummaryFacts {
	f := facts(day(33))
	grievance := func(key int64, decided data.Date) data.CaseFact {
		return data.CaseFact{Key: key, Kind: data.Grievance, Unit: "ICU", Received: day(int(key)), Entered: day(int(key)), AckDue: day(int(key) + 2), AckOn: day(int(key)), DecideOn: decided, Closed: decided}
	}
	for key := range int64(6) {
		f.Received = append(f.Received, grievance(key+1, day(int(key)+5)))
		f.Issues = append(f.Issues, data.IssueFact{Case: key + 1, Category: "quality", Severity: 1})
	}
	f.Received[5].DecideOn, f.Received[5].Closed = 0, 0
	f.Closed, f.Open = slices.Clone(f.Received[:5]), slices.Clone(f.Received[5:])
	f.Open[0].Closed = 0
	return f
}

func said(r Restatement) string {
	var all []string
	for _, c := range r.Causes {
		all = append(all, fmt.Sprint(c.Words, " ", c.Cases.Cases()))
	}
	return strings.Join(all, "; ")
}

func TestFrozenReportThatStillHoldsIsNotRestated(t *testing.T) {
	f := october2026()
	old := frozen(f)
	f.AsOf = f.AsOf.Add(time.Hour)
	if r := Restated(old, f); r.Changed() || len(r.Causes) > 0 {
		t.Errorf("%+v; %s", r.Figures, said(r))
	}
}

func TestRestatementSaysWhatHappenedToTheCases(t *testing.T) {
	for _, row := range []struct {
		name   string
		change func(f *data.SummaryFacts)
		want   string
		codes  []string // some of the measures that differ
	}{
		{"entered late", func(f *data.SummaryFacts) {
			f.Received = append(f.Received, data.CaseFact{Key: 7, Kind: data.Complaint, Received: day(30), Entered: day(36)})
		}, "1 case was entered since. [7]", []string{"received", "complaints", "late_entered"}},
		{"two moved into the period", func(f *data.SummaryFacts) {
			f.Received = append(f.Received, data.CaseFact{Key: 7, Received: day(30), Entered: day(30)}, data.CaseFact{Key: 8, Received: day(30), Entered: day(30)})
		}, "2 cases had their dates corrected. [7 8]", []string{"received"}},
		{"reclassified and moved", func(f *data.SummaryFacts) {
			f.Received[0].Kind, f.Received[0].Unit = data.Complaint, "Oncology"
			f.Closed[0] = f.Received[0]
		}, "1 case was reclassified. [1]; 1 case was moved to another unit. [1]", []string{"grievances", "decided_in_time"}},
		{"closed since", func(f *data.SummaryFacts) { f.Received[5].Closed, f.Received[5].DecideOn = day(34), day(34) },
			"1 case was closed since. [6]; 1 case had its decision recorded or corrected. [6]", []string{"closed_in_30"}},
		{"reopened since", func(f *data.SummaryFacts) {
			f.Received[1].Closed = 0
			f.Reopened = []data.ReopenFact{{Case: 2, ClosedOn: day(6), On: day(35)}}
			f.Closed = slices.Delete(f.Closed, 1, 2)
			f.Closed = append(f.Closed, data.CaseFact{Key: 2, Kind: data.Grievance, Unit: "ICU", Received: day(2), AckOn: day(2), DecideOn: day(6), Closed: day(6)})
		}, "1 case was reopened since. [2]", []string{"reopened", "closed_in_30"}},
		{"acknowledgement corrected", func(f *data.SummaryFacts) { f.Received[2].AckOn = day(20); f.Closed[2].AckOn = day(20) },
			"1 case had its acknowledgement recorded or corrected. [3]", []string{"acknowledged_in_time"}},
		{"another category", func(f *data.SummaryFacts) { f.Issues[0].Category = "" }, "1 case had its issues changed. [1]", []string{"missing_category"}},
		{"a finding", func(f *data.SummaryFacts) { f.Issues[0].Outcome = data.Substantiated }, "1 case had a finding recorded or changed. [1]", []string{"substantiated", "missing_finding"}},
		{"purged", func(f *data.SummaryFacts) {
			f.Received[0].State, f.Closed[0].State, f.Issues = data.StatePurged, data.StatePurged, f.Issues[1:]
		}, "1 case was purged since; its issues no longer count. [1]", []string{"issues"}},
		{"voided", func(f *data.SummaryFacts) {
			f.Received, f.Closed, f.Issues, f.Voided = f.Received[1:], f.Closed[1:], f.Issues[1:], []int64{1}
		}, "1 case was withdrawn, merged or voided since. [1]", []string{"received", "closed", "issues"}},
		{"moved out of the period", func(f *data.SummaryFacts) {
			f.Received, f.Closed, f.Issues = f.Received[1:], f.Closed[1:], f.Issues[1:]
		},
			"1 case no longer belongs to the period. [1]", []string{"received", "closed", "issues"}},
	} {
		f := october2026()
		old := frozen(f)
		f.AsOf = f.AsOf.AddDate(0, 0, 4)
		row.change(&f)
		r := Restated(old, f)
		if said(r) != row.want {
			t.Errorf("%s: %q, want %q", row.name, said(r), row.want)
		}
		for _, code := range row.codes {
			if !slices.ContainsFunc(r.Figures, func(x Restate) bool { return x.Code == code }) {
				t.Errorf("%s: %s is not restated", row.name, code)
			}
		}
	}
}

func TestMeasureThatWasProvisionalIsSaidToHaveBeen(t *testing.T) {
	f := october2026()
	old := frozen(f)
	f.AsOf = f.AsOf.AddDate(0, 0, 70)
	f.Received[5].Closed = day(40)
	figures := Restated(old, f).Figures
	at := slices.IndexFunc(figures, func(x Restate) bool { return x.Code == "closed_in_60" })
	if at < 0 {
		t.Fatal("the cohort is not restated")
	}
	if x := figures[at]; !x.Provisional || x.Was.Share != (Share{0, 6}) || x.Is.Share != (Share{1, 6}) {
		t.Errorf("%v is now %v; provisional: %v", x.Was.Share, x.Is.Share, x.Provisional)
	}
}

func TestMeasureThatTheFrozenReportDidNotHaveIsNotRestated(t *testing.T) {
	f := october2026()
	old := frozen(f)
	old.Figures = slices.DeleteFunc(old.Figures, func(x data.FrozenFigure) bool { return x.Code == "received" })
	f.Received = f.Received[1:]
	if r := Restated(old, f); slices.ContainsFunc(r.Figures, func(x Restate) bool { return x.Code == "received" }) {
		t.Error("a measure of a newer version is no restatement")
	}
}
