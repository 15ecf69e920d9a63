package data

import (
	"strings"
	"testing"
)

func TestTaxonomyHasThirtySixSubcategoriesAndAnOtherInEachCategory(t *testing.T) {
	want := map[string]int{"quality": 7, "safety": 6, "environment": 6, "processes": 6, "listening": 3, "communication": 3, "respect": 5}
	domains, total := map[string]bool{}, 0
	if len(HCAT) != len(want) {
		t.Fatalf("%d categories", len(HCAT))
	}
	for _, c := range HCAT {
		domains[c.Domain] = true
		seen := map[string]bool{}
		for _, s := range c.Subs {
			if seen[s.Code] || s.Name == "" || s.Code == "" {
				t.Errorf("%s: %q is listed twice or has no name", c.Code, s.Code)
			}
			seen[s.Code] = true
		}
		if !seen[OtherSub] || len(c.Subs)-1 != want[c.Code] {
			t.Errorf("%s has %d sub-categories and other %v", c.Code, len(c.Subs)-1, seen[OtherSub])
		}
		total += len(c.Subs) - 1
	}
	if len(domains) != 3 || total != 36 {
		t.Errorf("%d domains, %d sub-categories", len(domains), total)
	}
}

// The codes are stored in case files; this list only ever grows.
func TestTaxonomyCodesAreStable(t *testing.T) {
	const stable = `quality: hygiene nourishment neglect rough_handling examination care_plans outcomes other
safety: error_diagnosis error_medication error_general failure_to_respond clinician_skills teamwork other
environment: accommodation preparedness cleanliness equipment staffing security other
processes: delay_access delay_procedure delay_general bureaucracy visiting documentation other
listening: ignoring dismissing token_listening other
communication: delayed incorrect absent other
respect: disrespect confidentiality rights consent privacy other
`
	var now strings.Builder
	for _, c := range HCAT {
		now.WriteString(c.Code + ":")
		for _, s := range c.Subs {
			now.WriteString(" " + s.Code)
		}
		now.WriteString("\n")
	}
	if now.String() != stable {
		t.Errorf("the codes changed:\n%s", now.String())
	}
}

func TestNamesOfCategories(t *testing.T) {
	list := DefaultSettings().Taxonomy()
	if list.CategoryName("processes") != "Institutional processes" || list.SubName("safety", "teamwork") != "Teamwork" {
		t.Error("a known code has another name")
	}
	if list.CategoryName("from_2030") != "from_2030" || list.SubName("safety", "visiting") != "visiting" {
		t.Error("an unknown code does not show itself")
	}
}
