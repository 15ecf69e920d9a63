package data

import (
	"testing"
	"time"
)

func TestEveryTemplateIsWholeInTheSampleCase(t *testing.T) {
	set := Settings{Facility: "Harbor Valley", Office: "Patient Relations", Phone: "(555) 014-2270", TTY: "711", TimeZone: "America/New_York", Standards: StartingStandards(),
		Delegation: "Resolution 2026-1", Agencies: []Agency{{Name: "State", Phone: "(555) 014-0900"}}}
	today := NewDate(2026, time.November, 27)
	for _, k := range LetterKinds {
		all := Template{Kind: k.Value, Language: English}
		for _, f := range FieldsFor(k.Value) {
			if f.Name == "corrects.date" {
				continue // of corrections alone
			}
			all.Blocks = append(all.Blocks, Block{Name: f.Name, Kind: BlockParagraph, Text: "[[" + f.Name + "]]"})
		}
		x := SampleFacts(all, set, Officer{Name: "Dana Whitfield", Title: "Officer"}, today)
		if _, gaps := x.Fill(); len(gaps) > 0 {
			t.Errorf("%s lacks %+v", k.Label, gaps)
		}
	}
}

func TestTheProgramsTemplatesLackNothingInTheSampleCaseButTheOfficersWords(t *testing.T) {
	set := Settings{Facility: "Harbor Valley", Office: "Patient Relations", Phone: "(555) 014-2270", TimeZone: "America/New_York", Standards: StartingStandards(), Delegation: "Resolution 2026-1"}
	for _, tmpl := range BuiltinTemplates() {
		_, gaps := SampleFacts(tmpl, set, Officer{Name: "Dana Whitfield", Title: "Officer"}, NewDate(2026, time.November, 27)).Fill()
		for _, g := range gaps.Blocking() {
			if b, ok := tmpl.Block(g.Field); !ok || !b.Slot {
				t.Errorf("%s, %s: %s", tmpl.Kind, tmpl.Language, g.Sentence)
			}
		}
	}
}

func TestASupposedFactShowsTheOtherBranch(t *testing.T) {
	x := LetterFacts{Template: Template{Blocks: []Block{{Name: "yes", When: []string{"has_tty"}}, {Name: "no", When: []string{"!has_tty"}}, {Name: "always"}}}}
	names := func(t Template) (s string) {
		for _, b := range t.Blocks {
			s += b.Name + " "
		}
		return s
	}
	if got := names(x.AsIf(nil)); got != "no always " {
		t.Errorf("as it is: %s", got)
	}
	if got := names(x.AsIf(map[string]bool{"has_tty": true})); got != "yes always " {
		t.Errorf("as if: %s", got)
	}
	if len(x.Template.Blocks[0].When) != 1 {
		t.Error("the template itself was changed")
	}
}

func TestAVersionIsComparedWithTheOneInUseOrTheOneBefore(t *testing.T) {
	all := []Template{{Version: 4, State: TemplateDraft}, {Version: 3, State: TemplateRetired}, {Version: 2, State: TemplateActive}, {Version: 1, State: TemplateRetired}}
	for version, want := range map[int]int{4: 2, 3: 2, 2: 1, 1: 0} {
		got, _ := all[4-version].Before(all)
		if got.Version != want {
			t.Errorf("version %d is compared with %d", version, got.Version)
		}
	}
	if got, _ := (Template{State: TemplateDraft}).Before(all); got.Version != 2 {
		t.Errorf("a new one is compared with %d", got.Version)
	}
}
