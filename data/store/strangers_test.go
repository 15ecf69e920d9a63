package store

import (
	"strings"
	"testing"

	"rapport/data"
)

// stranger is the patient of another case.
var stranger = data.Person{Title: "Mr.", Given: "Jérôme Paul", Family: "Vanderbilt-Núñez", MRN: "MRN 0088123", Phone: "(555) 019-4471", BirthDate: data.NewDate(1961, 4, 9),
	Street: "3 Hill Road", City: "Lakeside", State: "NY", Postal: "10002"}

// deskWithStranger is an office with a case whose notice is ready, and another
// case.
func deskWithStranger(t *testing.T) (d *desk, mine, other data.CaseFile) {
	d = newDesk(t, false)
	other = d.of(stranger)
	return d, d.resolve(d.open()), other
}

// strangersIn are the gaps of a notice that says the text.
func (d *desk) strangersIn(f data.CaseFile, text string) data.Missing {
	d.t.Helper()
	x := must[data.LetterFacts](d.t)(d.NewLetter(d.ctx(), f, data.NoticeOfDecision, data.English))
	x.Draft.SetWords("changes", text)
	return must[data.Missing](d.t)(d.Strangers(d.ctx(), f.Key, x))
}

func TestNobodyOfAnotherCaseStandsInALetter(t *testing.T) {
	d, f, other := deskWithStranger(t)
	for text, kind := range map[string]string{
		"Mr. Jérôme Vanderbilt-Núñez was in the next bed.":          "name",
		"Jerome Vanderbilt Nunez's family was there.":               "name",
		"VANDERBILT-NÚÑEZ, JÉRÔME":                                  "name",
		"It was Vanderbilt-Núñez, Jérôme Paul, who rang.":           "name",
		"We asked Jérôme P. Vanderbilt‐Núñez.":                      "name",
		"See case " + other.Number + ".":                            "number",
		"See pr 2026/" + strings.TrimLeft(other.Number[8:], "0"):    "number",
		"Call 555.019.4471 now.":                                    "phone",
		"Call +1 (555) 019–4471":                                    "phone",
		"Call 5550194471":                                           "phone",
		"The record is MRN-0088123.":                                "record",
		"The chart number is 88123.":                                "record",
		"Record number: 088123":                                     "record",
		"MRN0088123":                                                "record",
		"Date of birth: April 9, 1961":                              "birth",
		"DOB 04/09/1961":                                            "birth",
		"Fecha de nacimiento: 9 de abril de 1961":                   "birth",
		"He was born on 9 April 1961.":                              "birth",
		"Mr. Vanderbilt-Núñez, 4/9/1961, was in the next bed.":      "birth",
		"Zoë O'Brien-Løkke was in bed 2.":                           "",
		"Mr. Vanderbilt-Núñez was in the next bed.":                 "", // a family name alone
		"On April 9, 1961 the house was opened.":                    "", // a day that is somebody's birth date
		"Jérôme was kind. Vanderbilt-Núñez Hall is closed.":         "",
		"The bill of $88,123.00 is paid; the ZIP code is 88123.":    "",
		"Your own number MRN004711 and case " + f.Number + ".":      "",
		"Call us at 555-0100, or Dana Whitfield at 1-555-010-1234.": "",
		"We wrote to Lakeside General Hospital on Elm Street.":      "",
	} {
		gaps := d.strangersIn(f, text)
		switch {
		case kind == "" && len(gaps) > 0:
			t.Errorf("%q: %+v", text, gaps)
		case kind != "" && !gaps.Has("letter.stranger."+kind):
			t.Errorf("%q passes as %s: %+v", text, kind, gaps)
		}
		for _, g := range gaps {
			if g.Warn || g.Field != "changes" || !strings.Contains(g.Sentence, other.Number) {
				t.Errorf("%q is told as %+v", text, g)
			}
		}
	}
}

func TestALetterWithAStrangerIsNotIssued(t *testing.T) {
	d, f, _ := deskWithStranger(t)
	l := d.notice(f)
	l.Steps = append(l.Steps, "We spoke with Jérôme Vanderbilt-Núñez.")
	err := only(d.IssueLetter(d.ctx(), f.Key, l, paper(pages)))
	wantMissing(t, err, "letter.stranger.name")
	if strings.Contains(err.Error(), "Vanderbilt") {
		t.Errorf("the error names somebody: %v", err)
	}
	if f = caseDo(t)(d.Case(d.ctx(), f.Number)); len(f.Letters) > 0 {
		t.Error("the letter was issued")
	}
}

func TestThoseOfThisCaseAndOfLinkedOnesAreNoStrangers(t *testing.T) {
	name := "Jérôme Vanderbilt-Núñez was there."
	t.Run("the same person in two cases", func(t *testing.T) {
		d, f, other := deskWithStranger(t)
		p := stranger
		p.Role, p.Known, p.Relation, p.Authority = data.RoleRepresentative, other.People[0].Known, "spouse", data.AuthorityVerbal
		f = caseDo(t)(d.SavePerson(t.Context(), f.Key, p))
		if gaps := d.strangersIn(f, name+" 555-019-4471, MRN 0088123, DOB 4/9/1961"); len(gaps) > 0 {
			t.Errorf("%+v", gaps)
		}
	})
	t.Run("a linked case", func(t *testing.T) {
		d, f, other := deskWithStranger(t)
		f = caseDo(t)(d.LinkCases(t.Context(), f.Key, other.Number, "The same night."))
		if gaps := d.strangersIn(f, name+" See "+other.Number); len(gaps) > 0 {
			t.Errorf("%+v", gaps)
		}
	})
	t.Run("a namesake", func(t *testing.T) {
		d, f, _ := deskWithStranger(t)
		p := stranger
		p.Role, p.MRN, p.Phone, p.BirthDate, p.Relation, p.Authority = data.RoleRepresentative, "", "", 0, "child", data.AuthorityVerbal
		f = caseDo(t)(d.SavePerson(t.Context(), f.Key, p))
		if gaps := d.strangersIn(f, name); len(gaps) > 0 {
			t.Errorf("%+v", gaps)
		}
		if gaps := d.strangersIn(f, "Call 555-019-4471"); !gaps.Has("letter.stranger.phone") {
			t.Error("the phone of the other one passes")
		}
	})
	t.Run("an entry merged into that of the case", func(t *testing.T) {
		d, f, other := deskWithStranger(t)
		if _, err := d.MergePersons(t.Context(), f.People[0].Known, other.People[0].Known, "Changed her name."); err != nil {
			t.Fatal(err)
		}
		if gaps := d.strangersIn(f, name); len(gaps) > 0 {
			t.Errorf("%+v", gaps)
		}
	})
	t.Run("a nurse of that name whom the investigation spoke with", func(t *testing.T) {
		d, f, _ := deskWithStranger(t)
		f = caseDo(t)(d.SaveStep(t.Context(), f.Key, data.Step{Kind: data.Interview, Subject: "Jerome Vanderbilt Nunez, RN", DoneOn: d.Settings().Today(d.clock.now()), Result: "Nothing."}))
		if gaps := d.strangersIn(f, name); len(gaps) > 0 {
			t.Errorf("%+v", gaps)
		}
	})
	t.Run("an officer who is a patient elsewhere", func(t *testing.T) {
		d, f, _ := deskWithStranger(t)
		if err := d.AddOfficer(t.Context(), data.Officer{Name: "Jérôme Vanderbilt-Núñez", Title: "Officer"}, "nine brown otters in the reeds"); err != nil {
			t.Fatal(err)
		}
		if gaps := d.strangersIn(f, name); len(gaps) > 0 {
			t.Errorf("%+v", gaps)
		}
	})
}

func TestStrangersAreLookedUpByAnIndex(t *testing.T) {
	d := newDesk(t, false)
	for _, where := range []string{`phone = 'x' and phone <> ''`, `mrn = 'x' and mrn <> ''`, `birth = 1 and birth <> 0`, `name = 'x'`, `name >= 'x ' and name < 'x!'`} {
		if plan := d.plan(`select body from persons where ` + where + ` limit 50`); !strings.Contains(plan, "USING INDEX persons_") {
			t.Errorf("%s: %s", where, plan)
		}
	}
}

func TestPhonesOfAnOlderCaseFileAreFilledIn(t *testing.T) {
	d, f, _ := deskWithStranger(t)
	if err := d.raw(`update persons set phone = ''`); err != nil {
		t.Fatal(err)
	}
	if gaps := d.strangersIn(f, "Call 555-019-4471"); gaps.Has("letter.stranger.phone") {
		t.Fatal("the number is found without its column")
	}
	if err := d.base.write(t.Context(), phonesOlder); err != nil {
		t.Fatal(err)
	}
	if gaps := d.strangersIn(f, "Call 555-019-4471"); !gaps.Has("letter.stranger.phone") {
		t.Error("the number is not found")
	}
}

func TestNobodyOfTheRegisterStandsInWhatEverybodyReads(t *testing.T) {
	d, f, other := deskWithStranger(t)
	for text, code := range map[string]string{
		"Jerome Vanderbilt Nunez waited in the hall.":   "shared.register.name",
		"Jérôme Vanderbilt-Núñez’s family waited.":      "shared.register.name",
		"The chart number is 88123.":                    "shared.register.record",
		"Call 555.019.4471 now.":                        "shared.register.phone",
		"It was case " + other.Number + ".":             "shared.register.number",
		f.People[0].Family + " waited in the hall.":     "shared.known.name",
		"The wards were loud at night, and it is quiet": "",
		"We answer the phone within 3 rings on 4 West.": "",
	} {
		m := must[data.Missing](t)(d.SharedPlanGaps(d.ctx(), f.Key, data.ActionPlan{Said: "You waited.", Did: text}))
		if code == "" && len(m) > 0 || code != "" && !m.Blocking().Has(code) {
			t.Errorf("%q: %+v", text, m)
		}
		for _, g := range m {
			if g.Field != "did" || strings.Contains(g.Sentence, other.Number) && !strings.Contains(text, other.Number) {
				t.Errorf("%q is told as %+v", text, g)
			}
		}
	}
}

func TestAPlanThatIsToldIsCheckedAgainForEachReport(t *testing.T) {
	d, f, _ := deskWithStranger(t)
	save := func(said string) {
		f = caseDo(t)(d.SaveRecord(d.ctx(), f.Key, &data.ActionPlan{What: "Round", Owner: "Otto Brandt", Due: d.Session.today(), Strength: "weak", Said: said, Did: "We round.", Shown: true}))
	}
	save("You waited in the hall.")
	save("Jerome Vanderbilt Nunez waited in the hall.") // of another case
	identifies := map[string]bool{}
	for _, a := range d.facts(data.MonthPeriod(d.Session.today().Month())).Actions {
		identifies[a.Plan.Said] = a.Identifies
	}
	if len(identifies) != 2 || identifies["You waited in the hall."] || !identifies["Jerome Vanderbilt Nunez waited in the hall."] {
		t.Errorf("the facts say %v", identifies)
	}
}
