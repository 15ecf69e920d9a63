package papers_test

import (
	"slices"
	"strings"
	"testing"

	"rapport/data"
	"rapport/reports/papers"
	"rapport/reports/pdf/pdftest"
	"rapport/reports/report"
)

func TestALongCaseAndNamesOfOtherScriptsStayInsideThePage(t *testing.T) {
	l := october(500)
	l.Settings.Locale = "en-GB"
	long := &l.Rows[0]
	long.Patient, long.Complainant, long.Relation = "Abdulrahman-Featherstonehaugh-Wolfeschlegelsteinhausen, Maximiliana", "محمود، ليلى", "child"
	long.Unit = "Interdisciplinary Outpatient Rehabilitation and Pain Medicine"
	for range 60 {
		long.Steps = append(long.Steps, "Record review: "+strings.Repeat("observations ", 6))
		long.Issues = append(long.Issues, data.LogIssue{Category: "Communication", Subcategory: "Absent communication", Severity: 2, Outcome: data.Inconclusive})
	}
	words, _ := pages(t, papers.Log(l, papers.Paper, papers.Options{}), "stress")
	has(t, words, "Maximiliana", "Issue 61:", l.Settings.Locale.Short(long.ReceivedOn))
	file, _, err := report.PDF(papers.Log(l, papers.Paper, papers.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	spoken := slices.ContainsFunc(pdftest.Check(t, file).All(), func(e *pdftest.Element) bool {
		return strings.Contains(e.Said(), "Complainant: محمود، ليلى") && strings.Contains(e.Said(), "Received:") && strings.Contains(e.Said(), "Maximiliana")
	})
	if !spoken {
		t.Error("a name in Arabic letters is not read out with the lines around it")
	}
	words, _ = pages(t, papers.Packet(l, papers.Paper, papers.Options{}), "stress-packet")
	has(t, words, "61: Communication")
}

func TestEveryNumberOfThePapersThatCountsCasesLeadsToThem(t *testing.T) {
	r := papers.Packet(october(500), papers.Paper, papers.Options{})
	_, spots := report.Pages(r)
	if len(spots) == 0 {
		t.Fatal("no number leads anywhere")
	}
	for _, row := range tableOf(t, r, "Counts").Rows {
		for _, c := range row[1:] {
			if open := c.Door.Open(); open != (c.Value > 0) || open && len(c.Door.Cases()) != int(c.Value) {
				t.Errorf("%s: %v cases, the door leads to %v", row[0].Text, c.Value, c.Door.Name)
			}
		}
	}
}
