package accounting_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/reports/accounting"
	"rapport/reports/page"
)

func day(y int, m time.Month, d int) data.Date { return data.NewDate(y, m, d) }

func sample() (data.Accounting, data.Settings) {
	s := data.DefaultSettings()
	s.Facility, s.Office, s.Phone = "Lakeside General Hospital", "Patient Relations", "555-0100"
	today := day(2026, time.March, 2)
	a := data.Accounting{
		Patient: data.Person{Title: "Mr.", Given: "Walter", Family: "Fennimore", BirthDate: day(1948, time.May, 2), MRN: "0047811"},
		From:    data.AccountingFrom(today), To: today, MadeAt: time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC), MadeBy: "Dana Whitfield", Cases: 2,
		Lines: []data.AccountingLine{
			{Number: "PR-2025-00007", Disclosure: data.Disclosure{On: day(2025, time.June, 3), Recipient: "State Department of Health", Address: "200 Capitol Square\nColumbus, OH 43215",
				What: "Complaint, findings and the answer", Purpose: "Survey of complaint 25-118", Basis: data.BasisOversight}},
			{Number: "PR-2026-00001", Disclosure: data.Disclosure{On: day(2026, time.January, 12), Times: 4, LastOn: day(2026, time.February, 9), Recipient: "Adult Protective Services",
				What: "Name, room and what was observed", Purpose: "Report of suspected neglect and what followed", Basis: data.BasisProtective}},
			{Number: "PR-2026-00001", Disclosure: data.Disclosure{On: day(2026, time.February, 20), Recipient: "A neighbor", What: "Acknowledgement letter", Purpose: "Sent to a wrong house number", Basis: data.BasisMisdirected}},
		},
	}
	return a, s
}

// words is all text of the pages, as one line.
func words(doc *page.Document) string {
	var all []string
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			if t, ok := item.(page.Text); ok {
				all = append(all, t.String)
			}
		}
	}
	return strings.Join(strings.Fields(strings.Join(all, " ")), " ")
}

func TestTheAccountingTellsWhatTheRuleAsksFor(t *testing.T) {
	a, s := sample()
	got := words(accounting.Compose(a, s, accounting.Options{}))
	for _, want := range []string{
		"Mr. Walter Fennimore", "0047811", "March 2, 2020 to March 2, 2026", "Dana Whitfield", // whose, which years, by whom
		"June 3, 2025", "State Department of Health", "200 Capitol Square", "Complaint, findings", "Survey of complaint", // a line, with its address
		"the first of 4", "February 9, 2026", // of a series how many and the last
		"45 CFR 164.512(d)", "45 CFR 164.528", "left out", "authorization", "free of charge", "Three", "555-0100",
	} {
		if want == "Three" {
			want = "3 disclosures"
		}
		if !strings.Contains(got, want) {
			t.Errorf("the accounting lacks %q in: %s", want, got)
		}
	}
	for _, no := range []string{"PR-2026", "Withheld"} {
		if strings.Contains(got, no) {
			t.Errorf("the accounting tells %q", no)
		}
	}
}

func TestEveryBasisThatIsNotAccountableIsNamedAsLeftOut(t *testing.T) {
	a, s := sample()
	a.Lines = nil
	got := words(accounting.Compose(a, s, accounting.Options{}))
	for _, r := range data.DisclosureRules {
		if named := strings.Contains(got, r.Label); named == r.Accountable {
			t.Errorf("%q is named: %v, accountable: %v", r.Label, named, r.Accountable)
		}
	}
	if !strings.Contains(got, "made no disclosure") {
		t.Errorf("an empty accounting does not say so: %s", got)
	}
}

func TestASecondAccountingWithinTwelveMonthsIsNotCalledFree(t *testing.T) {
	a, s := sample()
	a.Before = day(2025, time.December, 1)
	got := words(accounting.Compose(a, s, accounting.Options{}))
	if strings.Contains(got, "free of charge") || !strings.Contains(got, "December 1, 2025") {
		t.Errorf("the cost is told as: %s", got)
	}
}

func TestThePagesAreWrittenAndMarkedAsPractice(t *testing.T) {
	a, s := sample()
	for range 40 {
		a.Lines = append(a.Lines, a.Lines[0])
	}
	file, pages, err := accounting.PDF(a, s, accounting.Options{Practice: true})
	if err != nil || pages < 2 || !strings.HasPrefix(string(file), "%PDF-") {
		t.Fatalf("%d pages, %v", pages, err)
	}
	if got := words(accounting.Compose(a, s, accounting.Options{Practice: true})); !strings.Contains(got, "PRACTICE DATA") {
		t.Error("practice pages are not marked")
	}
	if to := os.Getenv("RAPPORT_SHOTS"); to != "" {
		if err := os.WriteFile(to+"/accounting.pdf", file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
