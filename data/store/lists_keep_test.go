package store

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"

	"rapport/data"
)

func viewNames(views []data.SavedView) []string {
	var all []string
	for _, v := range views {
		name := v.Name
		if v.Start {
			name += " (start)"
		}
		all = append(all, name)
	}
	return all
}

func (d *desk) views(want ...string) []data.SavedView {
	d.t.Helper()
	got := must[[]data.SavedView](d.t)(d.SavedViews(d.t.Context()))
	if !slices.Equal(viewNames(got), want) {
		d.t.Errorf("the views are %q, want %q", viewNames(got), want)
	}
	return got
}

func (d *desk) do(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func TestAViewIsSavedRenamedRemovedAndBroughtBack(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	q := data.CaseQuery{Text: "pump", Kinds: []data.Kind{data.Grievance}, States: []data.State{data.StateNew, data.StateOnHold}, OpenOnly: true, Overdue: true,
		Flags: data.FlagHarm | data.FlagLegalHold, Unit: "4 West", Owner: "Dana Whitfield", ReceivedFrom: data.NewDate(2026, 1, 2), ReceivedTo: data.NewDate(2026, 3, 4),
		DueFrom: data.NewDate(2026, 3, 1), DueTo: data.NewDate(2026, 4, 1), MinSeverity: 2, Order: data.ByPatient, Reverse: true}
	d.do(d.SaveView(ctx, data.SavedView{Name: " Late ones ", Query: q, Columns: []string{"number", "due"}, Start: true}))
	d.do(d.SaveView(ctx, data.SavedView{Name: "All"}))
	d.again()
	kept := d.views("All", "Late ones (start)")[1]
	if got, want := text(t, kept.Query), text(t, q); got != want || !slices.Equal(kept.Columns, []string{"number", "due"}) {
		t.Errorf("the view reads back as %s, want %s", got, want)
	}
	d.do(d.SaveView(ctx, data.SavedView{Name: "All", Start: true}))
	d.views("All (start)", "Late ones")
	d.do(d.RenameView(ctx, "Late ones", "What is late"))
	d.views("All (start)", "What is late")
	var m data.Missing
	if err := d.RenameView(ctx, "What is late", "All"); !errors.As(err, &m) || !m.Has("name.taken") {
		t.Errorf("a name that is taken gave %v", err)
	}
	if err := d.SaveView(ctx, data.SavedView{Name: "  "}); !errors.As(err, &m) {
		t.Errorf("a view without a name gave %v", err)
	}
	if err := d.DeleteView(ctx, "Late ones"); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("removing what is not there gave %v", err)
	}
	gone := d.views("All (start)", "What is late")[0]
	d.do(d.DeleteView(ctx, "All"))
	d.views("What is late")
	d.do(d.SaveView(ctx, gone))
	d.views("All (start)", "What is late")
}

func TestEachOfficerHasViewsOfTheirOwn(t *testing.T) {
	d := newDesk(t, false)
	d.do(d.SaveView(t.Context(), data.SavedView{Name: "Mine", Start: true}))
	const theirs = "herons over the weir seven quiet"
	d.do(d.AddOfficer(t.Context(), data.Officer{Name: "Pat Winter", Title: "Officer"}, theirs))
	d.do(d.Lock(t.Context()))
	s, err := d.File().SignIn(t.Context(), "Pat Winter", theirs)
	d.do(err)
	d.Session = s
	d.views()
	d.do(d.SaveView(t.Context(), data.SavedView{Name: "Mine"}))
	d.again()
	d.views("Mine (start)")
}

// marked is a snippet with its hits in brackets.
func marked(s data.Snippet) string {
	var b strings.Builder
	b.WriteString(s.Where + ": ")
	for _, p := range s.Parts {
		if p.Hit {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestAHitIsShownInItsSentence(t *testing.T) {
	d := newDesk(t, false)
	in := spoken(d.clock.now())
	in.Story = "She came on Monday. The call light was not answered\nfor an hour; the infusion ran dry. Nobody said why. " +
		strings.Repeat("And so it went on for a long while, ", 20) + "until the pump-house alarm rang and everybody came running at last to see what it was all about in the end, though no one could say who had rung it."
	f := caseDo(t)(d.OpenCase(t.Context(), in))
	ctx := t.Context()
	f = caseDo(t)(d.AddNote(ctx, f.Key, data.Note{Class: data.NoteOrdinary, Text: "Her sister Perpétua O’Hara will call. Thursday suits her best."}))
	f = caseDo(t)(d.AddContact(ctx, f.Key, data.Contact{At: d.clock.now(), Mode: "phone", With: "Perpetua", Summary: "Asked for the wristband."}, false))
	f = caseDo(t)(d.RecordFinding(ctx, f.Key, f.Issues[0].ID, data.Finding{Outcome: data.Substantiated, Reasons: "The log.", Answer: "We apologise wholeheartedly."}))
	for typed, want := range map[string]string{
		"infus":            "What happened: for an hour; the [infusion] ran dry.",
		"LIGHT call":       "What happened: The [call] [light] was not answered",
		"nobody":           "What happened: [Nobody] said why.",
		"nobody rang":      "Issue: [Nobody] came when I [rang].",
		"perpetua ohara":   "Note: Her sister [Perpétua] [O’Hara] will call.",
		"perpétua O'Hara":  "Note: Her sister [Perpétua] [O’Hara] will call.",
		"thursd":           "Note: [Thursday] suits her best.",
		"wristband":        "Contact: Asked for the [wristband].",
		"wholehe":          "Answer to an issue: We apologise [wholeheartedly].",
		"lokke":            "",
		"løkke":            "Patient: Zoë O'Brien-[Løkke]",
		"obrien":           "Patient: Zoë [O'Brien]-Løkke",
		"mrn0047":          "Record number: [MRN004711]",
		"zebra":            "",
		"2026-1":           "",
		"house":            "What happened: … so it went on for a long while, until the pump-[house] alarm rang and everybody came running at last to see what it was all about in the end, though no one …",
		"dry infusion zoe": "What happened: for an hour; the [infusion] ran [dry].",
	} {
		got := must[map[int64]data.Snippet](t)(d.Snippets(ctx, typed, []int64{f.Key}))
		if s, there := got[f.Key]; marked(s) != want && (there || want != "") {
			t.Errorf("%q shows %q, want %q", typed, marked(s), want)
		}
	}
}

func TestNoSnippetShowsARestrictedNote(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	for _, class := range data.NoteClasses {
		f = caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: class.Value, Text: noteText(class.Value, "The infusion is Secretword", ".")}))
	}
	for _, typed := range []string{"secretword", "infusion secretword", "s", "is"} {
		for _, s := range must[map[int64]data.Snippet](t)(d.Snippets(t.Context(), typed, []int64{f.Key})) {
			for _, class := range data.NoteClasses {
				word := "Secretword" + strings.ReplaceAll(string(class.Value), "_", "")
				if class.Value != data.NoteOrdinary && strings.Contains(marked(s), word) {
					t.Errorf("%q shows %q", typed, marked(s))
				}
			}
		}
	}
}

func TestEveryHitOfTheSearchHasItsSnippet(t *testing.T) {
	d, all := loaded(t, 120)
	for _, typed := range []string{"the", "nurse", all[3].Patient, all[7].MRN, "a"} {
		page := must[data.CasePage](t)(d.Cases(t.Context(), data.CaseQuery{Text: typed, Limit: 90}))
		var keys []int64
		for _, r := range page.Rows {
			keys = append(keys, r.Key)
		}
		got := must[map[int64]data.Snippet](t)(d.Snippets(t.Context(), typed, keys))
		if len(got) != len(keys) || len(keys) == 0 {
			t.Errorf("%q finds %d cases and shows %d sentences", typed, len(keys), len(got))
		}
		for _, s := range got {
			if !slices.ContainsFunc(s.Parts, func(p data.SnippetPart) bool { return p.Hit }) {
				t.Errorf("%q is not marked in %q", typed, marked(s))
			}
		}
	}
}

func TestAListLeavesWithoutNamesUnlessTheyAreAskedFor(t *testing.T) {
	d := newDesk(t, false)
	d.open()
	in := spoken(d.clock.now())
	in.Unit, in.Patient.Family, in.Patient.MRN = "=cmd|' /C calc'!A0", "@Sum", "-77"
	d.clock.set(d.clock.now().AddDate(0, 0, 1))
	g := caseDo(t)(d.OpenCase(t.Context(), in))
	table := func(l data.CaseList) [][]string {
		t.Helper()
		raw, n := d.list(l)
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff")))).ReadAll()
		if err != nil || len(rows) != n+1 {
			t.Fatalf("%d rows for %d cases, error %v", len(rows), n, err)
		}
		return rows
	}
	rows := table(data.CaseList{})
	want := []string{"Number", "Kind", "State", "Received", "Unit", "Next due", "Severity"}
	if !slices.Equal(rows[0], want) || len(rows) != 3 || rows[1][0] != g.Number || rows[1][4] != "'=cmd|' /C calc'!A0" || rows[2][4] != "4 West" {
		t.Errorf("the list is %q", rows)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.Contains(cell, "Sum") || strings.Contains(cell, "Brien") || strings.Contains(cell, "4711") {
				t.Errorf("the cell %q tells who it is", cell)
			}
		}
	}
	rows = table(data.CaseList{Query: data.CaseQuery{Text: "sum"}, Columns: []string{"number", "complainant"}, Names: true})
	if want := [][]string{{"Number", "Patient", "Complainant", "Record number"}, {g.Number, "'@Sum, Zoë", "", "'-77"}}; !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("with names the list is %q", rows)
	}
	if entries := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "case.export"})); len(entries) != 2 ||
		!strings.Contains(entries[0].Summary, "1 rows with Number, Patient, Complainant, Record number") {
		t.Errorf("the log tells %+v", entries)
	}
}

// list puts out a list as values, with the number of its cases.
func (d *desk) list(l data.CaseList) ([]byte, int) {
	d.t.Helper()
	e := must[data.CaseExport](d.t)(d.ExportCases(d.ctx(), l))
	return must[[]byte](d.t)(e.CSV()), len(e.Rows)
}

func TestAListOfManyPagesLeavesWhole(t *testing.T) {
	d, all := loaded(t, 1100)
	raw, n := d.list(data.CaseList{Query: data.CaseQuery{Order: data.ByUnit}, Columns: []string{"number"}})
	if n != len(all) {
		t.Fatal(n)
	}
	for _, r := range all {
		if !bytes.Contains(raw, []byte(r.Number)) {
			t.Errorf("%s is not in the list", r.Number)
		}
	}
}
