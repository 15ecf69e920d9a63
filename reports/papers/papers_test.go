package papers_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
	"rapport/reports/page"
	"rapport/reports/papers"
	"rapport/reports/pdf/pdftest"
	"rapport/reports/report"
	"rapport/reports/workbook"
)

var (
	today = data.NewDate(2026, time.November, 27)
	asOf  = time.Date(2026, 11, 27, 15, 0, 0, 0, time.UTC)
	month = data.MonthPeriod(data.Month{Year: 2026, Month: time.October})
)

// office are practice cases, numbered as the store would.
func office(n int) (data.Settings, []data.CaseFile) {
	s := practice.Settings()
	all := slices.Collect(practice.Cases(5, n, s, today.AddDays(-240), today))
	for i := range all {
		all[i].Key, all[i].Number = int64(i+1), fmt.Sprintf("PR-2026-%05d", i+1)
	}
	return s, all
}

// october are the grievances of the month.
func october(n int) data.LogFacts {
	s, all := office(n)
	l := data.LogFacts{Period: month, AsOf: asOf, MadeBy: "Robin Ashdown", Settings: s}
	for _, f := range all {
		row := data.NewLogRow(f, s)
		switch {
		case !f.Kind.NeedsNotice():
		case month.Has(row.ReceivedOn):
			l.Rows = append(l.Rows, row)
		case row.ReceivedOn < month.From && (row.ClosedOn.IsZero() || row.ClosedOn >= month.From):
			l.Carried = append(l.Carried, row)
		}
	}
	return l
}

// pages makes the PDF, looks at its tags and reads its words back.
func pages(t *testing.T, r report.Report, name string) (words string, n int) {
	t.Helper()
	file, n, err := report.PDF(r)
	if err != nil {
		t.Fatal(err)
	}
	if to := os.Getenv("RAPPORT_SHOTS"); to != "" {
		if err := os.WriteFile(filepath.Join(to, name+".pdf"), file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	root := pdftest.Check(t, file)
	inside(t, r)
	path := pdftest.Save(t, file)
	pdftest.Run(t, "qpdf", "--check", path)
	if got := pdftest.Run(t, "pdfinfo", path); !strings.Contains(got, fmt.Sprintf("Pages:           %d", n)) {
		t.Errorf("pdfinfo says %s, want %d pages", got, n)
	}
	if read := flat(pdftest.Run(t, "pdftotext", path, "-")); !strings.Contains(read, flat(r.Foot)) || !strings.Contains(read, fmt.Sprintf("Page %d of %d", n, n)) {
		t.Errorf("pdftotext does not find the foot %q on the pages", r.Foot)
	}
	return flat(root.Words()), n
}

// Who made a copy and when stands at the foot of every page, and of every sheet of a
// workbook, in the time of the office.
func TestEveryPageSaysWhoMadeItAndWhen(t *testing.T) {
	l := october(60)
	l.MadeBy, l.AsOf = "Robin Ashdown", time.Date(2026, 11, 28, 8, 10, 0, 0, time.UTC)
	l.Settings.TimeZone = "America/New_York"
	l.Rows[0].Part2 = true
	f := data.CasePrint{AsOf: l.AsOf, MadeBy: l.MadeBy, Settings: l.Settings}
	_, all := office(1)
	f.File = all[0].Concealed()
	const want = "Made by Robin Ashdown, November 28, 2026, 03:10"
	for _, r := range []report.Report{papers.Log(l, papers.Paper, papers.Options{}), papers.Packet(l, papers.Paper, papers.Options{}), papers.Record(f, papers.Options{})} {
		_, n := pages(t, r, "made "+r.Title)
		file, _, err := report.PDF(r)
		if err != nil {
			t.Fatal(err)
		}
		made := wordsOf(t, file)
		if len(made) != n {
			t.Errorf("%s: %d of %d pages were read", r.Title, len(made), n)
		}
		for _, p := range made {
			if strings.Count(p, want) != 1 {
				t.Errorf("%s: a page ends: %s", r.Title, p[max(0, len(p)-200):])
			}
		}
	}
	list := papers.CaseList(data.CaseExport{AsOf: l.AsOf, MadeBy: l.MadeBy}, l.Settings, papers.Options{})
	if list.Made != want {
		t.Errorf("the list of cases says %q", list.Made)
	}
	if r := papers.Redacted("Words.", l.AsOf, false, l.Settings, papers.Options{}); r.Made != "" {
		t.Errorf("a copy for others says %q", r.Made)
	}
}

// wordsOf are the words of each page of a PDF.
func wordsOf(t *testing.T, file []byte) []string {
	all := strings.Split(pdftest.Run(t, "pdftotext", pdftest.Save(t, file), "-"), "\f")
	for i := range all {
		all[i] = flat(all[i])
	}
	return all[:len(all)-1]
}

func flat(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00a0", " ")), " ")
}

// inside checks that no text runs out of the margins, and none over another.
func inside(t *testing.T, r report.Report) {
	t.Helper()
	doc, _ := report.Pages(r)
	for n, p := range doc.Pages {
		var texts []page.Text
		for _, item := range p.Items {
			text, ok := item.(page.Text)
			if !ok || text.String == "PRACTICE DATA" {
				continue
			}
			if text.X < 36 || text.X+text.Width() > doc.Size.W-36 || text.Y > doc.Size.H-30 {
				t.Errorf("page %d: %q leaves the page at %.0f, %.0f", n+1, text.String, text.X, text.Y)
			}
			texts = append(texts, text)
		}
		for i, a := range texts {
			for _, b := range texts[:i] {
				if a.Y == b.Y && a.X < b.X+b.Width()-0.5 && b.X < a.X+a.Width()-0.5 && strings.TrimSpace(a.String) != "" && strings.TrimSpace(b.String) != "" {
					t.Errorf("page %d: %q stands over %q", n+1, a.String, b.String)
				}
			}
		}
	}
}

func has(t *testing.T, words string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(words, w) {
			t.Errorf("it lacks %q", w)
		}
	}
}

func hasNot(t *testing.T, words string, no ...string) {
	t.Helper()
	for _, w := range no {
		if w != "" && strings.Contains(words, w) {
			t.Errorf("it tells %q", w)
		}
	}
}

func TestTheLogHasEveryColumnOfEveryCaseOnPaper(t *testing.T) {
	l := october(900)
	words, n := pages(t, papers.Log(l, papers.Paper, papers.Options{}), "log")
	if n < 3 || strings.Count(words, "Who and how") != 1 {
		t.Errorf("%d pages, the heads are read %d times", n, strings.Count(words, "Who and how"))
	}
	labels := []string{"Received:", "By:", "Patient:", "Complainant:", "Unit:", "Owner:", "Severity:", "Classified:", "Issue 1:", "Steps:", "Actions:", "QIO or State:",
		"Acknowledged:", "Interim:", "Due:", "Answered:", "Completed:", "Closed:", "Satisfied:", "Committee:"}
	for _, label := range labels {
		if got := strings.Count(words, label); got < len(l.Rows) {
			t.Errorf("%q stands %d times for %d cases", label, got, len(l.Rows))
		}
	}
	at := -1
	for _, row := range l.Rows {
		if next := strings.Index(words, row.Number); next <= at {
			t.Fatalf("%s stands at %d, after %d", row.Number, next, at)
		} else {
			at = next
		}
		has(t, words, row.Patient, row.Unit, row.Owner)
	}
	has(t, words, "Contains patient information.", "PR-2026-")
}

func TestEachCaseOfTheLogIsOneRowOfTheSheetAndLeadsToItsCase(t *testing.T) {
	l := october(500)
	r := papers.Log(l, papers.Sheet, papers.Options{})
	table := tableOf(t, r, "Grievance log")
	if len(table.Rows) != len(l.Rows) || len(table.Columns) < 22 {
		t.Fatalf("%d rows of %d columns for %d cases", len(table.Rows), len(table.Columns), len(l.Rows))
	}
	for i, row := range table.Rows {
		if len(row) != len(table.Columns) || !slices.Equal(row[0].Door.Cases(), []int64{l.Rows[i].Key}) {
			t.Fatalf("row %d has %d cells and leads to %v", i, len(row), row[0].Door)
		}
		for k, c := range table.Columns {
			if slices.Contains([]string{"Received", "Response due", "Closed"}, c.Head) && row[k].Kind != report.Day && row[k].Text != "" {
				t.Errorf("%s of row %d is no date: %+v", c.Head, i, row[k])
			}
		}
	}
	csv, err := workbook.CSV(r)
	if err != nil || strings.Count(string(csv), "PR-2026-") != len(l.Rows) {
		t.Errorf("the separated values have %d cases, want %d; %v", strings.Count(string(csv), "PR-2026-"), len(l.Rows), err)
	}
	if book, err := workbook.Write(r); err != nil || !strings.HasPrefix(string(book), "PK") {
		t.Errorf("the workbook: %v", err)
	}
}

func tableOf(t *testing.T, r report.Report, id string) report.Table {
	t.Helper()
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			if table, ok := b.(report.Table); ok && table.ID == id {
				return table
			}
		}
	}
	t.Fatalf("there is no table %q", id)
	return report.Table{}
}

func TestACaseUnderPart2BringsItsNoticeOntoEveryPage(t *testing.T) {
	l := october(500)
	for _, rows := range [][]data.LogRow{l.Rows, l.Carried} {
		for i := range rows {
			rows[i].Part2 = false
		}
	}
	for _, r := range []report.Report{papers.Log(l, papers.Paper, papers.Options{}), papers.Packet(l, papers.Paper, papers.Options{})} {
		if words, _ := pages(t, r, "plain"); strings.Contains(words+r.Foot, data.Part2Notice) {
			t.Errorf("%s has the notice without such a case", r.Title)
		}
	}
	l.Rows[2].Part2 = true
	for _, r := range []report.Report{papers.Log(l, papers.Paper, papers.Options{}), papers.Packet(l, papers.Paper, papers.Options{})} {
		words, _ := pages(t, r, "part2")
		has(t, words, data.Part2Notice)
		has(t, r.Foot, data.Part2Notice)
	}
	sheet := papers.Log(l, papers.Sheet, papers.Options{})
	csv, err := workbook.CSV(sheet)
	if err != nil || strings.Count(string(csv), data.Part2Notice) != 1 {
		t.Errorf("the notice stands %d times in the separated values, %v", strings.Count(string(csv), data.Part2Notice), err)
	}
}

func TestAMonthWithoutGrievancesIsANilReturn(t *testing.T) {
	l := data.LogFacts{Period: month, AsOf: asOf, MadeBy: "Robin Ashdown", Settings: practice.Settings()}
	words, n := pages(t, papers.Log(l, papers.Paper, papers.Options{}), "nil")
	has(t, words, "No grievance was received", "Nil return")
	words, _ = pages(t, papers.Packet(l, papers.Paper, papers.Options{}), "nil-packet")
	has(t, words, "No grievance was received", "Signature")
	words, _ = pages(t, papers.Exceptions(data.ExceptionFacts{Period: month, AsOf: asOf, MadeBy: "Robin Ashdown", Settings: practice.Settings()}, papers.Options{}), "nil-exceptions")
	has(t, words, "No case has an exception.")
	if n != 1 {
		t.Errorf("a nil return has %d pages", n)
	}
}

func TestTheExceptionListSaysWhatItLookedForAndLeadsToTheCases(t *testing.T) {
	s, all := office(900)
	s.Delegation = ""
	x := data.ExceptionFacts{Period: month, AsOf: asOf, MadeBy: "Robin Ashdown", Settings: s}
	for _, f := range all {
		x.Cases++
		for _, rule := range data.LogExceptions(f, s, today) {
			x.Lines = append(x.Lines, data.Exception{ExceptionRule: rule, Case: data.NewLogRow(f, s)})
		}
	}
	if len(x.Lines) == 0 {
		t.Fatal("the practice cases have no exception")
	}
	r := papers.Exceptions(x, papers.Options{})
	words, _ := pages(t, r, "exceptions")
	for _, rule := range append(slices.Clone(data.ExceptionRules), data.NoDelegation) {
		has(t, words, flat(rule.Wrong), flat(rule.Citation))
	}
	for i, row := range tableOf(t, r, "Exceptions").Rows {
		if !slices.Equal(row[0].Door.Cases(), []int64{x.Lines[i].Case.Key}) {
			t.Fatalf("line %d leads to %v", i, row[0].Door.Cases())
		}
		hasNot(t, words, x.Lines[i].Case.Patient, x.Lines[i].Case.Complainant)
	}
}

func TestThePacketKnowsPatientsByTheirCaseAlone(t *testing.T) {
	l := october(900)
	if len(l.Carried) == 0 {
		t.Fatal("no grievance was carried over")
	}
	r := papers.Packet(l, papers.Paper, papers.Options{})
	words, _ := pages(t, r, "packet")
	has(t, words, l.Settings.Delegation, "A-0119", "Signature", "Received before, and open in the period", "Where the minutes are kept")
	for _, row := range append(slices.Clone(l.Rows), l.Carried...) {
		has(t, words, row.Number)
		hasNot(t, words, row.Patient, row.Complainant)
	}
	if got := strings.Count(words, "Committee’s decision:"); got != len(l.Rows)+len(l.Carried) {
		t.Errorf("%d lines to decide on for %d grievances", got, len(l.Rows)+len(l.Carried))
	}
	counts := tableOf(t, r, "Counts").Rows
	if counts[0][1].Value != float64(len(l.Rows)) || counts[0][2].Value != float64(len(l.Carried)) || counts[0][1].Value != counts[1][1].Value+counts[2][1].Value+counts[3][1].Value {
		t.Errorf("the counts are %v", counts[:4])
	}
	if sheet := tableOf(t, papers.Packet(l, papers.Sheet, papers.Options{}), "Grievances"); len(sheet.Rows) != len(l.Rows)+len(l.Carried) {
		t.Errorf("the sheet has %d rows", len(sheet.Rows))
	}
	l.Settings.Delegation = ""
	words, _ = pages(t, papers.Packet(l, papers.Paper, papers.Options{}), "packet-no-delegation")
	has(t, words, flat(data.NoDelegation.Wrong))
}

func TestTheReturnPrintsWhatItCountsAndHow(t *testing.T) {
	s, all := office(600)
	k := data.KO41aFacts{Period: data.KO41aYear(2026), AsOf: asOf, MadeBy: "Robin Ashdown", Settings: s, Units: []string{"Emergency Department", "Zzyzx"}}
	for _, f := range all {
		if !f.Kind.InKO41a() {
			continue
		}
		k.New = append(k.New, data.NewKO41aCase(f, s))
		if f.State.Open() {
			k.Carried = append(k.Carried, f.Key)
		} else {
			k.Resolved = append(k.Resolved, data.NewKO41aCase(f, s))
		}
	}
	r := papers.KO41a(k, papers.Options{})
	words, _ := pages(t, r, "ko41a")
	has(t, words, "April to March, 2026-27", "Provisional.", "Total carried forward", "75 and over", "general knowledge", "Zzyzx Unmapped", "Values and behaviours of staff")
	hasNot(t, words, "Does not balance")
	for _, id := range []string{"Age of patient", "Status of complainant"} {
		rows, sum := tableOf(t, r, id).Rows, 0.0
		for _, row := range rows[:len(rows)-1] {
			sum += row[1].Value
		}
		if last := rows[len(rows)-1][1].Value; sum != last || int(last) != len(k.New) {
			t.Errorf("%s adds up to %v of %d", id, sum, len(k.New))
		}
	}
	k.Carried = k.Carried[1:]
	words, _ = pages(t, papers.KO41a(k, papers.Options{}), "ko41a-unbalanced")
	has(t, words, "Does not balance.")
}

func TestTheRecordOfACaseHidesWhatIsRestrictedAndSaysSo(t *testing.T) {
	s, all := office(300)
	f := all[0]
	for _, one := range all {
		if len(one.Steps)+len(one.Contacts)+len(one.Advocacy) > len(f.Steps)+len(f.Contacts)+len(f.Advocacy) {
			f = one
		}
	}
	f.Notes = append(f.Notes, data.Note{At: asOf, By: "Robin Ashdown", Class: data.NoteLegal, Text: "Counsel said so."},
		data.Note{At: asOf, By: "Robin Ashdown", Class: data.NoteSubstance, Text: "Methadone."}, data.Note{At: asOf, By: "Robin Ashdown", Class: data.NoteOrdinary, Text: "Called back.\nShe was calm."})
	p := data.CasePrint{File: f.Concealed(), AsOf: asOf, MadeBy: "Robin Ashdown", Settings: s,
		History: []data.HistoryEntry{{Seq: 41, At: asOf, By: "Robin Ashdown", Action: "case.open", Summary: "Opened the case."}}}
	r := papers.Record(p, papers.Options{})
	words, _ := pages(t, r, "record")
	has(t, words, f.Number, "Contains patient information.", "Left out.", "2 notes or documents", "Called back.", "41", "Opened the case.", data.Part2Notice, "What happened", "Clocks", "Issues")
	hasNot(t, words+r.Foot, "Counsel said so", "Methadone", "Restricted. ")
	has(t, r.Foot, data.Part2Notice, "Contains patient information.")

	p.File, p.Restricted, p.Reason = f, true, "Subpoena of May 4"
	r = papers.Record(p, papers.Options{})
	words, _ = pages(t, r, "record-restricted")
	has(t, words, "Restricted.", "Subpoena of May 4", "Counsel said so.", "Methadone.")
	has(t, r.Foot, "Restricted.", "Contains patient information.")
	hasNot(t, words, "Left out.")
}
