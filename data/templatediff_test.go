package data

import (
	"slices"
	"strings"
	"testing"
)

func TestTheDifferenceOfTwoVersionsIsToldBlockByBlock(t *testing.T) {
	a := Template{Blocks: []Block{{Name: "subject", Text: "Your concern"}, {Name: "opening", Text: "Thank you for calling us."},
		{Name: "old", Text: "We regret."}, {Name: "last", Text: "Goodbye"}, {Name: "sign", Text: "Sincerely,"}}}
	b := Template{Blocks: []Block{{Name: "last", Text: "Goodbye"}, {Name: "subject", Text: "Your concern"}, {Name: "opening", Text: "Thank you for writing to us.", Slot: true},
		{Name: "new", Text: "We are sorry."}, {Name: "sign", Text: "Sincerely,"}}}
	var told []string
	for _, c := range DiffTemplates(a, b) {
		line := c.Name + " " + string(c.Kind)
		if c.Moved {
			line += " moved"
		}
		told = append(told, line)
	}
	want := []string{"last same moved", "subject same", "opening changed", "old removed", "new added", "sign same"}
	if !slices.Equal(told, want) {
		t.Errorf("told are %q", told)
	}
	opening := DiffTemplates(a, b)[2]
	if len(opening.Facts) != 1 || opening.Facts[0].Field != "The officer may write anew" {
		t.Errorf("beside the words %v changed", opening.Facts)
	}
	if got := opening.Pieces; len(got) < 3 || got[0] != (DiffPiece{ChangeNone, "Thank you for "}) {
		t.Errorf("the words are %q", got)
	}
}

func TestTheWordsOfADifferenceGiveBackBothTexts(t *testing.T) {
	long := strings.Repeat("word other ", 2000)
	for _, pair := range [][2]string{
		{"", ""}, {"a", ""}, {"", "b"}, {"one two", "one  two"}, {"line\n\nnext é", "line\nnext e"},
		{long, strings.Repeat("else again ", 2000)}, {long, long + "x"},
	} {
		var was, is strings.Builder
		for _, p := range DiffWords(pair[0], pair[1]) {
			if p.Kind != ChangeAdded {
				was.WriteString(p.Text)
			}
			if p.Kind != ChangeRemoved {
				is.WriteString(p.Text)
			}
		}
		if was.String() != pair[0] || is.String() != pair[1] {
			t.Errorf("%.20q and %.20q come back otherwise", pair[0], pair[1])
		}
	}
}

func TestASecondPersonIsWantedWhereTheSettingSaysSo(t *testing.T) {
	calm, grave := CaseFile{}, CaseFile{Issues: []Issue{{Severity: 3}}}
	held, harmed := CaseFile{}, CaseFile{}
	held.Hold = LegalHold{On: testToday}
	harmed.Harm = 4
	for _, c := range []struct {
		rule ApprovalRule
		f    CaseFile
		k    LetterKind
		want bool
	}{
		{"", grave, NoticeOfDecision, false}, {ApprovalNever, grave, NoticeOfDecision, false},
		{ApprovalSerious, calm, NoticeOfDecision, false}, {ApprovalSerious, grave, NoticeOfDecision, true},
		{ApprovalSerious, held, NoContactClosure, true}, {ApprovalSerious, harmed, ConductLetter, true},
		{ApprovalSerious, grave, Acknowledgement, false}, {ApprovalAlways, calm, Acknowledgement, true}, {ApprovalAlways, grave, DepartmentInquiry, false},
	} {
		if got := (Settings{LetterApproval: c.rule}).WantsApproval(c.f, c.k); got != c.want {
			t.Errorf("%q, %s: %v", c.rule, c.k, got)
		}
	}
}

func TestALetterOutsideIsDisclosedOnTheBasisOfItsReader(t *testing.T) {
	qio, plan := Advocacy{ID: NewID(), Kind: "qio_appeal"}, Advocacy{ID: NewID(), Kind: "denial"}
	f := CaseFile{Advocacy: []Advocacy{qio, plan}}
	for name, c := range map[string]struct {
		l       Letter
		basis   DisclosureBasis
		outside bool
	}{
		"to the QIO":     {Letter{Kind: AppealSupport, Draft: LetterDraft{About: qio.ID}}, BasisOversight, true},
		"to the insurer": {Letter{Kind: AppealSupport, Draft: LetterDraft{About: plan.ID}}, BasisPayment, true},
		"to a manager":   {Letter{Kind: DepartmentInquiry}, BasisOperations, false},
	} {
		c.l.Dispatches = []Dispatch{{On: testToday}}
		if got := DisclosureByLetter(f, c.l).Basis; got != c.basis || f.OutsideParty(c.l) != c.outside {
			t.Errorf("%s: %s, outside %v", name, got, f.OutsideParty(c.l))
		}
	}
}
