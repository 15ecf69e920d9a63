package data

import (
	"testing"
	"time"
)

// TestTheTableOfWhatIsAccountedFor says in words what 45 CFR 164.528 makes of
// each disclosure that the office meets (domain 2.1).
func TestTheTableOfWhatIsAccountedFor(t *testing.T) {
	for basis, want := range map[DisclosureBasis]bool{
		BasisOperations: false, BasisIndividual: false, BasisAuthorization: false, BasisInvolved: false, BasisPayment: false, BasisTreatment: false,
		BasisOversight: true, BasisProtective: true, BasisCourt: true, BasisMisdirected: true, BasisRequiredByLaw: true,
		BasisDirectory: false, BasisLimitedSet: false, "of a newer version": true,
	} {
		if basis.Accountable() != want {
			t.Errorf("%s is accountable: %v", basis, !want)
		}
	}
	for _, r := range DisclosureRules {
		if r.Citation == "" || r.Basis.Citation() != r.Citation || r.Basis.String() != r.Label {
			t.Errorf("the row of %s is not found by its basis", r.Basis)
		}
	}
	if n := len(NotAccounted()); n != 8 {
		t.Errorf("%d bases are left out of an accounting", n)
	}
}

func TestTheAccountingReachesSixYearsBack(t *testing.T) {
	today := NewDate(2026, time.March, 2)
	on := func(d Date) Disclosure { return Disclosure{On: d, Basis: BasisOversight} }
	series := on(NewDate(2019, time.May, 1))
	series.Times, series.LastOn = 3, NewDate(2020, time.March, 2)
	kept := on(NewDate(2026, time.January, 5))
	kept.SuspendedUntil = today.AddDays(1)
	over := kept
	over.SuspendedUntil = today
	payment := on(today)
	payment.Basis = BasisPayment
	for name, c := range map[string]struct {
		d          Disclosure
		in, behind bool
	}{
		"on the first day":                   {on(NewDate(2020, time.March, 2)), true, false},
		"the day before the first":           {on(NewDate(2020, time.March, 1)), false, false},
		"today":                              {on(today), true, false},
		"tomorrow":                           {on(today.AddDays(1)), false, false},
		"a series that ended within":         {series, true, false},
		"one that an agency asked to hold":   {kept, false, true},
		"one whose suspension ends today":    {over, true, false},
		"one for payment, never accountable": {payment, false, false},
	} {
		if c.d.InAccounting(today) != c.in || c.d.Suspended(today) != c.behind {
			t.Errorf("%s: listed %v, kept back %v", name, c.d.InAccounting(today), c.d.Suspended(today))
		}
	}
	if from := AccountingFrom(NewDate(2028, time.February, 29)); from != NewDate(2022, time.March, 1) {
		t.Errorf("six years before 29 February 2028 is %s", from)
	}
}

func TestAMisdirectedLetterOwesItsAssessmentAndTheNotice(t *testing.T) {
	found := NewDate(2026, time.March, 2)
	d := Disclosure{RecordBase: RecordBase{By: "Dana Whitfield"}, On: found.AddDays(-4), Basis: BasisMisdirected, Breach: BreachAssessment{DiscoveredOn: found}}
	assess := func(r BreachOutcome) Disclosure {
		d := d
		d.Breach.Result, d.Breach.AssessedOn, d.Breach.AssessedBy, d.Breach.Reasons = r, found, "Privacy officer", "Read by the neighbor."
		return d
	}
	told := assess(BreachYes)
	told.Breach.NotifiedOn = found
	oversight := d
	oversight.Basis = BasisOversight
	for name, c := range map[string]struct {
		d    Disclosure
		what string
		due  Date
	}{
		"not assessed":       {d, "Assess whether the misdirected letter is a breach", found.AddDays(5)},
		"no breach":          {assess(BreachLow), "", 0},
		"a breach":           {assess(BreachYes), "Tell the patient of the breach", found.AddDays(60)},
		"a breach, told":     {told, "", 0},
		"another disclosure": {oversight, "", 0},
		"discovered at once": {Disclosure{On: found, Basis: BasisMisdirected}, "Assess whether the misdirected letter is a breach", found.AddDays(5)},
	} {
		for _, open := range []bool{true, false} { // it does not end with the case
			owed := c.d.Owed(open)
			if c.what == "" {
				if len(owed) > 0 {
					t.Errorf("%s owes %+v", name, owed)
				}
				continue
			}
			if len(owed) != 1 || owed[0].What != c.what || owed[0].Due != c.due || owed[0].Section != SectionDisclosures {
				t.Errorf("%s owes %+v", name, owed)
			}
		}
	}
}

func TestADisclosureIsCheckedBeforeItIsLogged(t *testing.T) {
	today := NewDate(2026, time.March, 2)
	patient := Person{ID: NewID(), Role: RolePatient}
	f := CaseFile{People: []Person{patient, {ID: NewID(), Role: RoleComplainant}}}
	good := Disclosure{On: today, Recipient: "State agency", What: "The file", Purpose: "A survey", Basis: BasisOversight}
	wrong := good
	wrong.Basis = BasisMisdirected
	for name, c := range map[string]struct {
		d      Disclosure
		change func(*Disclosure)
		gap    string
	}{
		"all is well":                  {good, func(*Disclosure) {}, ""},
		"no day":                       {good, func(d *Disclosure) { d.On = 0 }, "on"},
		"tomorrow":                     {good, func(d *Disclosure) { d.On = today + 1 }, "on.future"},
		"nobody":                       {good, func(d *Disclosure) { d.Recipient = " " }, "recipient"},
		"nothing":                      {good, func(d *Disclosure) { d.What = "" }, "what"},
		"for nothing":                  {good, func(d *Disclosure) { d.Purpose = "" }, "purpose"},
		"on no basis":                  {good, func(d *Disclosure) { d.Basis = "" }, "basis"},
		"a series without its end":     {good, func(d *Disclosure) { d.Times = 3 }, "last_on"},
		"suspended by nobody":          {good, func(d *Disclosure) { d.SuspendedUntil = today }, "suspended_by"},
		"about who is no patient":      {good, func(d *Disclosure) { d.Patient = f.People[1].ID }, "patient"},
		"about the patient":            {good, func(d *Disclosure) { d.Patient = patient.ID }, ""},
		"a breach of another basis":    {good, func(d *Disclosure) { d.Breach.Result = BreachLow }, "breach.basis"},
		"a breach without a day":       {wrong, func(d *Disclosure) { d.Breach.Result = BreachLow }, "assessed_on"},
		"a breach without its reasons": {wrong, func(d *Disclosure) { d.Breach.Result = BreachLow; d.Breach.AssessedOn = today }, "reasons"},
		"discovered before it left":    {wrong, func(d *Disclosure) { d.Breach.DiscoveredOn = today - 1 }, "discovered_on.before"},
		"told of what was no breach": {wrong, func(d *Disclosure) {
			d.Breach = BreachAssessment{Result: BreachLow, AssessedOn: today, AssessedBy: "x", Reasons: "y", NotifiedOn: today}
		}, "notified_on"},
		"told tomorrow": {wrong, func(d *Disclosure) {
			d.Breach = BreachAssessment{Result: BreachYes, AssessedOn: today, AssessedBy: "x", Reasons: "y", NotifiedOn: today + 1}
		}, "notified_on.future"},
	} {
		c.change(&c.d)
		gaps := ValidateRecord(&c.d, f, testSettings(), today).Blocking()
		if c.gap == "" && len(gaps) > 0 || c.gap != "" && !gaps.Has(c.gap) {
			t.Errorf("%s: %+v", name, gaps)
		}
	}
	if !ValidateRecord(&wrong, f, testSettings(), today).Has("breach") {
		t.Error("a misdirected letter gives no warning")
	}
}

func TestTheEntryForALetterIsFilledInFromIt(t *testing.T) {
	person := func(role Role, a Authority) Person {
		return Person{ID: NewID(), Role: role, Authority: a, Given: "Rosalind", Family: "Fennimore", Street: "12 Heron Street", City: "Lakeshore", State: "OH", Postal: "43999"}
	}
	for name, c := range map[string]struct {
		to      Person
		basis   DisclosureBasis
		outside bool
	}{
		"the patient":                {person(RolePatient, AuthoritySelf), BasisIndividual, false},
		"a personal representative":  {person(RoleRepresentative, AuthorityRepresentative), BasisIndividual, false},
		"a wife with a written form": {person(RoleComplainant, AuthorityWritten), BasisAuthorization, true},
		"a wife by word of mouth":    {person(RoleComplainant, AuthorityVerbal), BasisInvolved, true},
		"somebody without authority": {person(RoleComplainant, AuthorityNone), "", true},
	} {
		f := CaseFile{People: []Person{c.to}}
		l := Letter{ID: NewID(), Kind: NoticeOfDecision, Addressee: c.to.FullName(), Date: testToday, Draft: LetterDraft{Addressee: c.to.ID}, Dispatches: []Dispatch{{On: testToday}}}
		d := DisclosureByLetter(f, l)
		if d.Basis != c.basis || d.On != testToday || d.Letter != l.ID || d.Recipient != "Rosalind Fennimore" || d.Address != "12 Heron Street\nLakeshore, OH 43999" {
			t.Errorf("%s: %+v", name, d)
		}
		if f.OutsideParty(l) != c.outside {
			t.Errorf("%s is outside: %v", name, !c.outside)
		}
		l.Dispatches = nil
		if f.OutsideParty(l) {
			t.Errorf("%s: a letter that has not left discloses nothing", name)
		}
		f.Disclosures = []Disclosure{d}
		if _, logged := f.LetterDisclosed(l.ID); !logged {
			t.Errorf("%s: the logged letter is not found", name)
		}
	}
}
