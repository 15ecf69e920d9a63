package data

import (
	"slices"
	"testing"
	"time"
)

var smallOffice = []Officer{{Name: "Robin Ashdown", Roles: FullRoles}, {Name: "Pat Winter", Roles: RoleOfficer}, {Name: "Kim Ode", Roles: RoleAdministrator}}

func TestARestrictionIsSuggestedWhereAnOfficerOfTheOfficeIsNamed(t *testing.T) {
	staff := CaseFile{People: []Person{{Role: RoleStaff, Given: "robin", Family: "Ashdown"}}}
	told := func(words string) CaseFile { return CaseFile{Case: Case{Story: words}} }
	for _, c := range []struct {
		name  string
		f     CaseFile
		about []string
	}{
		{"as staff involved", staff, []string{"Robin Ashdown"}},
		{"in the story", told("On Monday, ROBIN  Ashdown's desk was empty."), []string{"Robin Ashdown"}},
		{"in an issue", CaseFile{Issues: []Issue{{Words: "“Pat Winter” hung up."}}}, []string{"Pat Winter"}},
		{"a part of the name alone", told("The robin and Mr. Ashdown of the kitchen."), nil},
		{"as a part of another name", told("Mrs. Pat Winterbottom called."), nil},
		{"over the end of a text", CaseFile{Case: Case{Story: "I asked Pat", Remedy: "Winter coats."}}, nil},
		{"nobody", told("Nobody came."), nil},
		{"restricted already", CaseFile{People: staff.People, Restriction: &Restriction{}}, nil},
	} {
		a, suggested := SuggestRestriction(c.f, smallOffice)
		if suggested != (len(c.about) > 0) || !slices.Equal(a.About, c.about) {
			t.Errorf("%s: %v %+v", c.name, suggested, a)
		}
		if suggested && (slices.Contains(a.Names, c.about[0]) || slices.Contains(a.Names, "Kim Ode") || len(a.Names) != 1) {
			t.Errorf("%s: could be named %v", c.name, a.Names)
		}
	}
}

func TestARestrictionAdmitsThoseItNamesButNotWhomItIsAbout(t *testing.T) {
	r := Restriction{Names: []string{"Robin Ashdown", "Pat Winter"}, About: []string{"pat winter"}}
	for name, want := range map[string]bool{"Robin Ashdown": true, " robin  ashdown ": true, "Pat Winter": false, "Kim Ode": false, "": false} {
		if r.Admits(name) != want {
			t.Errorf("admits %q: %v", name, !want)
		}
	}
	if !r.SamePeople(Restriction{Names: []string{"ROBIN ASHDOWN"}}) || r.SamePeople(Restriction{Names: r.Names}) {
		t.Error("the same people are not those whom it admits")
	}
}

func TestABrokenGlassIsReviewedBySomebodyElse(t *testing.T) {
	officer := func(name string, roles OfficeRole) Officer { return Officer{Name: name, Roles: roles} }
	robin := officer("Robin Ashdown", FullRoles)
	pat, kim := officer("Pat Winter", RolePrivacy), officer("Kim Ode", RoleOfficer|RoleManager)
	for _, c := range []struct {
		name   string
		by     string
		me     Officer
		office []Officer
		lacks  string
	}{
		{"another privacy officer", "Robin Ashdown", pat, []Officer{robin, pat, kim}, ""},
		{"her own", "Robin Ashdown", robin, []Officer{robin, pat, kim}, "reviewer.own"},
		{"a manager, with another privacy officer there", "Robin Ashdown", kim, []Officer{robin, pat, kim}, "reviewer.role"},
		{"a manager, where the only privacy officer broke it", "Robin Ashdown", kim, []Officer{robin, kim}, ""},
		{"an officer of one", "Robin Ashdown", robin, []Officer{robin}, "reviewer.nobody"},
		{"the privacy officer, of an officer's", "Lee Moss", robin, []Officer{robin, kim}, ""},
		{"somebody who has left", "Robin Ashdown", officer("Pat Winter", 0), []Officer{robin, kim}, "reviewer.role"},
	} {
		g := GlassBreak{By: c.by, At: time.Unix(0, 0)}
		m := g.ReviewGaps(c.me, c.office)
		if c.lacks == "" && len(m) > 0 || c.lacks != "" && !m.Has(c.lacks) || g.MayReview(c.me, c.office) != (c.lacks == "") {
			t.Errorf("%s: %v", c.name, []Gap(m))
		}
	}
}

func TestAListThatLeavesTheCaseFileHasTheNumberOfAShutCaseAlone(t *testing.T) {
	row := CaseRow{Key: 7, Number: "PR-2026-00007", Restricted: true, Shut: true}
	for _, c := range CaseColumns {
		want := map[string]string{"number": row.Number, "kind": ShutCase}[c.ID]
		if got := c.Cell(row); got != want {
			t.Errorf("the column %s has %q, want %q", c.ID, got, want)
		}
	}
}
