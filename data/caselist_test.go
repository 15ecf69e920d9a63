package data

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestNoCellIsTakenForAFormula(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1", "|x": "'|x", "%x": "'%x",
		"＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x", "  =1": "'  =1", "\u00a0=1": "'\u00a0=1", "\ufeff=1": "'\ufeff=1", "\u200b@x": "'\u200b@x", "\x00=1": "'\x00=1",
		"": "", "4 West": "4 West", "a=b": "a=b", "2026-03-04": "2026-03-04", "'=1": "''=1", "''=1": "'''=1", "'tis": "'tis", "'": "'", "Zoë": "Zoë",
	} {
		if got := PlainCell(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
		if got := WithoutGuard(want); got != text {
			t.Errorf("%q is read back as %q, want %q", want, got, text)
		}
	}
}

func TestEveryTextComesBackFromACell(t *testing.T) {
	signs := []rune("'''=+-@|%\t\r\n＝＋－＠ \u00a0\u200b\ufeff\x00a1Ж") // apostrophes more often than the others
	random := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		text := make([]rune, random.IntN(6))
		for i := range text {
			text[i] = signs[random.IntN(len(signs))]
		}
		cell := PlainCell(string(text))
		if got := WithoutGuard(cell); got != string(text) {
			t.Fatalf("%q was written as %q and is read back as %q", string(text), cell, got)
		}
		if cell != string(text) && PlainCell(cell) == cell {
			t.Fatalf("%q was guarded once; a text that looks so must be guarded again", cell)
		}
	}
}

func TestPersonalColumnsLeaveOnlyWhenAskedFor(t *testing.T) {
	for name, c := range map[string]struct {
		list CaseList
		want []string
	}{
		"the usual list":                    {CaseList{}, []string{"number", "kind", "state", "received", "unit", "due", "severity"}},
		"the usual list with names":         {CaseList{Names: true}, []string{"number", "kind", "state", "received", "patient", "mrn", "unit", "due", "severity"}},
		"chosen columns":                    {CaseList{Columns: []string{"mrn", "owner", "complainant", "number"}}, []string{"number", "owner"}},
		"chosen columns with names":         {CaseList{Columns: []string{"owner", "complainant"}, Names: true}, []string{"patient", "complainant", "mrn", "owner"}},
		"personal columns without a reason": {CaseList{Columns: []string{"patient"}}, nil},
	} {
		var got []string
		for _, column := range c.list.Taken() {
			got = append(got, column.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestEveryColumnSorts(t *testing.T) {
	for _, c := range CaseColumns {
		if !Known(CaseOrders, c.Order) || c.Value == nil || c.Title == "" {
			t.Errorf("the column %s has no order, title or value", c.ID)
		}
	}
}

func TestFlagsSayWhatTheCaseIs(t *testing.T) {
	appeal := Advocacy{Levels: []AppealLevel{{Path: QIODischarge}}}
	decided := Advocacy{Levels: []AppealLevel{{Path: QIODischarge, DecidedOn: 20_000}}}
	for name, c := range map[string]struct {
		file CaseFile
		want CaseFlags
	}{
		"nothing special":       {CaseFile{Notes: []Note{{Class: NoteOrdinary}}, Advocacy: []Advocacy{decided}}, 0},
		"harm alleged":          {CaseFile{Case: Case{Classification: Classification{Immediate: true}}}, FlagHarm},
		"discharge appealed":    {CaseFile{Case: Case{State: StateNew}, Advocacy: []Advocacy{decided, appeal}}, FlagDischarge},
		"appealed, case closed": {CaseFile{Case: Case{State: StateClosed}, Advocacy: []Advocacy{appeal}}, 0},
		"legal hold":            {CaseFile{Case: Case{Hold: LegalHold{On: 20_000}}}, FlagLegalHold},
		"hold released":         {CaseFile{Case: Case{Hold: LegalHold{On: 20_000, ReleasedOn: 20_001}}}, 0},
		"restricted note":       {CaseFile{Notes: []Note{{Class: NoteOrdinary}, {Class: NoteLegal}}}, FlagRestricted},
		"reopened, anonymous":   {CaseFile{Case: Case{Reopened: 1, Anonymous: true}}, FlagReopened | FlagAnonymous},
		"restricted document":   {CaseFile{Attachments: []Attachment{{Class: NoteLegal}}}, FlagRestricted},
		"substance use note":    {CaseFile{Notes: []Note{{Class: NoteSubstance}}}, FlagRestricted | FlagSubstance},
		"marked as Part 2":      {CaseFile{Case: Case{SubstanceUse: true}}, FlagSubstance},
	} {
		if got := c.file.Flags(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	var all CaseFlags
	for _, f := range FlagList {
		all |= f.Flag
	}
	raw, err := json.Marshal(all)
	var back CaseFlags
	if err != nil || json.Unmarshal(raw, &back) != nil || back != all || len(all.Each()) != len(FlagList) || len(FlagList) < 6 {
		t.Errorf("the flags read back as %q from %s", back, raw)
	}
	if err := json.Unmarshal([]byte(`["harm","of a newer version"]`), &back); err != nil || back != FlagHarm {
		t.Errorf("an unknown flag: %q, %v", back, err)
	}
}
