package redact

import (
	"testing"

	"rapport/data"
)

// theCase is a case as an office has it.
func theCase() (data.CaseFile, data.Settings) {
	f := data.CaseFile{}
	f.Number, f.Owner = "PR-2026-00412", "Robin Ashdown"
	f.People = []data.Person{
		{Role: data.RolePatient, Title: "Ms.", Given: "Rosalind Mae", Family: "Achterberg", Street: "412 Larkspur Street, Apt 4B", City: "Tullamore Falls", State: "OR", Postal: "97123-4410",
			Phone: "(503) 555-0142", Email: "roz.achterberg@example.com", BirthDate: data.NewDate(1958, 3, 4), MRN: "MRN-0047115", DiedOn: data.NewDate(2026, 10, 2),
			Also: []string{"Rosalind Quillfeather"}, Identifiers: []data.Identifier{{Value: "E 88-40213"}, {Value: "MRN0047115"}}},
		{Role: data.RoleComplainant, Relation: "child", Given: "Daniel", Family: "Achterberg-Voss", Phone: "+1 971 555 0188"},
		{Role: data.RoleRepresentative, Relation: "sibling", Given: "María José", Family: "Peña de la Cruz"},
		{Role: data.RoleStaff, Title: "Dr.", Given: "Will", Family: "Young"},
		{Role: data.RoleStaff, Given: "Grace", Family: "O’Brien"},
	}
	f.Visits = []data.Visit{{Number: "V-2026XQ7-9", Attending: []string{"Howard Lindqvist, MD", "Oduya, Temperance"}}}
	f.Advocacy = []data.Advocacy{{With: "Ingeborg Salcedo"}}
	s := data.DefaultSettings()
	s.Contacts = []data.UnitContact{{Unit: "4 West", Manager: "Priya Raman, RN", Phone: "503-555-7700"}}
	return f, s
}

func redacted(text string) string {
	f, s := theCase()
	return NewReview(text, NewFinder(Known(f, s))).Text()
}

func TestWhatTheCaseKnowsIsHidden(t *testing.T) {
	for said, want := range map[string]string{
		"Rosalind Mae Achterberg was here.":                             "[patient] was here.",
		"Achterberg, Rosalind M. called":                                "[patient] called",
		"ROSALIND ACHTERBERG’S CHART":                                   "[patient]’S CHART",
		"Mrs. Achterberg's bed and the Achterbergs' car":                "Mrs. [patient]'s bed and the [patient]' car",
		"Roz and R. Achterberg; R.M.A. and R.A. too":                    "[patient] and [patient]; [patient] and [patient] too",
		"Rosalind\nAchterberg and Achter-\nberg":                        "[patient] and [patient]",
		"Daniel Achterberg-Voss; Daniel Voss; Danny Voss":               "[complainant]; [complainant]; [complainant]",
		"Maria Jose Pena Cruz, MARÍA, Sra. Peña":                        "[relative 1], [relative 1], Sra. [relative 1]",
		"Dr. Young will see the young woman. Will Young":                "Dr. [staff 1] will see the young woman. [staff 1]",
		"Will you come? Hope so. The grace of it.":                      "Will you come? Hope so. The grace of it.",
		"Grace told us. Nurse OBrien and O'Brien":                       "[staff 2] told us. Nurse [staff 2] and [staff 2]",
		"call 503.555.0142 or 1 (503) 555 0142, 5550142":                "call [phone 1] or [phone 1], [phone 1]",
		"mrn 0047115, MRN0047115, #47115":                               "[MRN], [MRN], #[MRN]",
		"born 3/4/58, 1958-03-04, March 4th, 4 de marzo de 1958":        "born [date of birth], [date of birth], [date of birth], [date of birth]",
		"lives at 412 Larkspur St., Apt. 4B, Tullamore Falls, OR 97123": "lives at [street 1], [city 1], OR [ZIP 1]",
		"write to ROZ.ACHTERBERG@EXAMPLE.COM":                           "write to [e-mail 1]",
		"case PR 2026-00412 of Robin Ashdown":                           "case [case number] of [officer 1]",
		"Mrs. Quillfeather; Roz Quillfeather":                           "Mrs. [patient]; [patient]",
		"acct. E8840213 or e 88 40213; visit v2026xq79":                 "acct. [account 1] or [account 1]; visit [account 2]",
		"Dr. Lindqvist saw her, then TEMPERANCE ODUYA":                  "Dr. [staff 4] saw her, then [staff 5]",
		"we wrote to Ms. Salcedo":                                       "we wrote to Ms. [person 1]",
		"Roz Achterberg called at (614) 555-0199 today.":                "[patient] called at [phone 4] today.",
		"Agreed 11/19/2026. Committee 3. Disrespect: Dismissing":        "Agreed [date 1]. Committee 3. Disrespect: Dismissing",
		"We met in calle Mayor 3":                                       "We met in [street 2]",
		"Lives at Goudsbloemstraat 12":                                  "Lives at [street 2]",
		"Ms. Raman (Priya)":                                             "Ms. [staff 3] ([staff 3])",
	} {
		if got := redacted(said); got != want {
			t.Errorf("%q\n became %q\n    not %q", said, got, want)
		}
	}
}

func TestTheOfficesUnitsAreNobodysName(t *testing.T) {
	f, s := theCase()
	s.Units = []string{"Labor and Delivery", "Heron Ward", "Miriam Parks"}
	finder := NewFinder(Known(f, s))
	for said, want := range map[string]string{
		"She came to Labor and Delivery at night.":          "She came to Labor and Delivery at night.",
		"Labor and Delivery called. Heron Ward did not.":    "Labor and Delivery called. Heron Ward did not.",
		"Nobody of Labor and Delivery told Miriam Tolstede": "Nobody of Labor and Delivery told [name 1]",
		"We spoke with Miriam Parks":                        "We spoke with [name 1]", // a unit that may be somebody
		"Roz left Heron Ward":                               "[patient] left Heron Ward",
		"My name is Heron Ward":                             "My name is [name 1] Ward", // as without units
		"They live at 12 Heron Ward Road, Springfield":      "They live at [street 2], [name 1]",
	} {
		if got := NewReview(said, finder.Another()).Text(); got != want {
			t.Errorf("%q\n became %q\n    not %q", said, got, want)
		}
	}
}
