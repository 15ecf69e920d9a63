package data

import (
	"strings"
	"testing"
	"time"
)

// TestEveryAppealDeadline has a vector for every row of the table. The basis is
// Monday, March 2, 2026 and the filing Friday, March 20, 2026; 0 is "no day".
func TestEveryAppealDeadline(t *testing.T) {
	basis, filed := NewDate(2026, 3, 2), NewDate(2026, 3, 20)
	mar, apr, may, jun := month(3), month(4), month(5), month(6)
	vectors := map[AppealPath]struct{ file, keep, decision, urgent Date }{
		"group_pre":        {month(8)(29), 0, apr(19), mar(23)}, // 180 days; 30 days; 72 hours
		"group_post":       {month(8)(29), 0, may(19), may(19)}, // 180 days; 60 days; no urgent way
		ExternalReview:     {month(7)(2), 0, may(4), mar(23)},   // 4 months; 45 days; 72 hours
		"ma_service":       {may(6), 0, apr(19), mar(23)},       // 65 days since 2025; 30 days; 72 hours
		"ma_payment":       {may(6), 0, may(19), may(19)},       // 65 days; 60 days
		MedicareIRE:        {0, 0, apr(19), mar(23)},            // sent on by the plan
		"part_d":           {may(6), 0, mar(27), mar(23)},       // 65 days; 7 days; 72 hours
		"part_d_ire":       {may(6), 0, mar(27), mar(23)},
		"medicare_1":       {jun(30), 0, may(19), may(19)},      // 120 days; 60 days
		"medicare_2":       {month(8)(29), 0, may(19), may(19)}, // 180 days; 60 days
		"medicare_3":       {may(1), 0, jun(18), jun(18)},       // 60 days; 90 days
		"medicare_4":       {may(1), 0, 0, 0},                   // 60 days
		"medicare_5":       {may(1), 0, 0, 0},                   // 60 days
		MedicaidAppeal:     {may(1), mar(12), apr(19), mar(23)}, // 60 days; benefits 10 days; 30 days; 72 hours
		"medicaid_hearing": {jun(30), 0, 0, 0},                  // 120 days
		QIODischarge:       {mar(2), 0, mar(21), mar(21)},       // midnight of the very day; about a day
		"qio_again":        {mar(3), 0, mar(23), mar(23)},       // noon of the day after; 72 hours
		StatusChange:       {0, 0, 0, 0},                        // the notice tells the day
		ImportantNotice:    {mar(4), 0, 0, 0},                   // within 2 days of admission
		"moon":             {mar(3), 0, 0, 0},                   // 36 hours: the day after
		"good_faith":       {jun(30), 0, 0, 0},                  // 120 days of the bill
		CharityCare:        {month(10)(28), 0, 0, 0},            // 240 days
		"ocr":              {month(8)(29), 0, 0, 0},             // 180 days
		"civil_rights":     {mar(17), 0, apr(19), apr(19)},      // 15 days; 30 days
	}
	for _, r := range AppealRules {
		v, listed := vectors[r.Path]
		if !listed {
			t.Errorf("%s has no vector", r.Path)
			continue
		}
		if got := r.FileBy(basis); got != v.file {
			t.Errorf("%s is to be filed by %s, want %s", r.Path, got, v.file)
		}
		if got := r.KeepBenefitsBy(basis); got != v.keep {
			t.Errorf("%s keeps benefits when asked by %s, want %s", r.Path, got, v.keep)
		}
		if got := r.DecisionBy(filed, false); got != v.decision {
			t.Errorf("%s is decided by %s, want %s", r.Path, got, v.decision)
		}
		if got := r.DecisionBy(filed, true); got != v.urgent {
			t.Errorf("%s, urgent, is decided by %s, want %s", r.Path, got, v.urgent)
		}
		if r.FileBy(0) != 0 || r.KeepBenefitsBy(0) != 0 || r.DecisionBy(0, false) != 0 {
			t.Errorf("%s has a day without a basis", r.Path)
		}
		if r.Citation == "" || r.Source == "" || r.From == "" || r.Label == "" {
			t.Errorf("%s does not say what it rests on: %+v", r.Path, r)
		}
	}
	if len(vectors) != len(AppealRules) {
		t.Errorf("%d vectors for %d rules", len(vectors), len(AppealRules))
	}
}

// month makes days of a month of 2026.
func month(m time.Month) func(int) Date {
	return func(d int) Date { return NewDate(2026, m, d) }
}

// TestAppealDeadlinesAtTheEndsOfMonths: days that a month lacks, leap years,
// weekends and federal holidays.
func TestAppealDeadlinesAtTheEndsOfMonths(t *testing.T) {
	for name, c := range map[string]struct {
		path        AppealPath
		basis, want Date
	}{
		"four months, the same day":                                       {ExternalReview, NewDate(2026, 1, 13), NewDate(2026, 5, 13)},
		"October 31: February has no 31st, so March 1, Sunday, so Monday": {ExternalReview, NewDate(2025, 10, 31), NewDate(2026, 3, 2)},
		"October 30 before a leap year: March 1, a Friday":                {ExternalReview, NewDate(2023, 10, 30), NewDate(2024, 3, 1)},
		"October 29 before a leap year: February 29":                      {ExternalReview, NewDate(2023, 10, 29), NewDate(2024, 2, 29)},
		"a Saturday moves to Monday":                                      {ExternalReview, NewDate(2026, 2, 20), NewDate(2026, 6, 22)},
		"a federal holiday on a Wednesday moves to Thursday":              {ExternalReview, NewDate(2026, 7, 11), NewDate(2026, 11, 12)},
		"a Saturday before Labor Day moves to Tuesday":                    {ExternalReview, NewDate(2026, 5, 5), NewDate(2026, 9, 8)},
		"over the end of the year, New Year's Day and weekend":            {ExternalReview, NewDate(2026, 9, 1), NewDate(2027, 1, 4)},
		"60 days from the last day of the year":                           {MedicaidAppeal, NewDate(2025, 12, 31), NewDate(2026, 3, 1)},
		"65 days over a leap day":                                         {"ma_service", NewDate(2024, 2, 29), NewDate(2024, 5, 4)},
		"180 days from the end of February":                               {"ocr", NewDate(2026, 2, 28), NewDate(2026, 8, 27)},
		"a discharge on New Year's Eve":                                   {QIODischarge, NewDate(2026, 12, 31), NewDate(2026, 12, 31)},
	} {
		rule, ok := c.path.Rule()
		if got := rule.FileBy(c.basis); !ok || got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	medicaid, _ := MedicaidAppeal.Rule()
	if got := medicaid.KeepBenefitsBy(NewDate(2026, 1, 31)); got != NewDate(2026, 2, 10) {
		t.Errorf("benefits go on when asked by %s", got)
	}
}

func TestADenialLeadsToTheNextLevel(t *testing.T) {
	decided := NewDate(2026, 3, 2)
	for path, want := range map[AppealPath]AppealPath{
		"group_pre": ExternalReview, "group_post": ExternalReview, ExternalReview: "", "ma_service": MedicareIRE, "ma_payment": MedicareIRE,
		"part_d": "part_d_ire", "medicare_1": "medicare_2", "medicare_2": "medicare_3", "medicare_3": "medicare_4", "medicare_4": "medicare_5",
		"medicare_5": "", MedicaidAppeal: "medicaid_hearing", QIODischarge: "qio_again", "ocr": "",
	} {
		for _, outcome := range AppealOutcomes {
			l := AppealLevel{Path: path, DecidedOn: decided, Outcome: outcome.Value, Urgent: true}
			next, ok := l.Next()
			denied := outcome.Value == AppealUpheld || outcome.Value == AppealPartly || outcome.Value == AppealDismissed
			if ok != (denied && want != "") || ok && next.Path != want {
				t.Errorf("%s, %s: the next level is %q, %v", path, outcome.Label, next.Path, ok)
				continue
			}
			after, _ := next.Path.Rule()
			if ok && (next.Basis != decided || next.FileBy != after.FileBy(decided) || next.Urgent != (after.UrgentDays > 0)) {
				t.Errorf("%s leads to %+v", path, next)
			}
		}
	}
	for _, r := range AppealRules {
		if _, known := r.Next.Rule(); r.Next != "" && !known {
			t.Errorf("%s leads to %q, which is no path", r.Path, r.Next)
		}
	}
	if _, ok := (AppealLevel{Path: "medicare_1"}).Next(); ok {
		t.Error("a level that is not decided has a next one")
	}
}

func TestTheCalculatorCountsFromTheFilingOnceThereIsOne(t *testing.T) {
	basis := NewDate(2026, 3, 2)
	l := AppealLevel{Path: MedicaidAppeal, Basis: basis}
	if d := l.Calculate(); d != (AppealDates{NewDate(2026, 5, 1), NewDate(2026, 3, 12), NewDate(2026, 5, 31)}) {
		t.Errorf("before it is filed: %+v", d)
	}
	if l.FileBy = NewDate(2026, 4, 15); l.Calculate().DecisionBy != NewDate(2026, 5, 15) {
		t.Errorf("with the notice's own day: %+v", l.Calculate())
	}
	l.FiledOn, l.Urgent = NewDate(2026, 3, 20), true
	if d := l.Calculate(); d.DecisionBy != NewDate(2026, 3, 23) {
		t.Errorf("filed and urgent: %+v", d)
	}
	if d := (AppealLevel{Path: MedicareIRE, Basis: basis}).Calculate(); d != (AppealDates{DecisionBy: NewDate(2026, 4, 1)}) {
		t.Errorf("sent on by the plan: %+v", d)
	}
}

func TestWhatALevelAsksOfThePatient(t *testing.T) {
	day := NewDate(2026, 3, 2)
	l := AppealLevel{Path: MedicaidAppeal, Basis: day, FileBy: day.AddDays(60), KeepBy: day.AddDays(10)}
	names := func() string {
		var all []string
		for _, d := range l.Duties() {
			word, _, _ := strings.Cut(d.Name, ":")
			all = append(all, word+" "+d.Due.String()+" "+d.Met.String())
		}
		return strings.Join(all, "; ")
	}
	if got := names(); got != "To file 2026-05-01 ; Ask that benefits go on 2026-03-12 " {
		t.Errorf("it asks %q", got)
	}
	l.FiledOn = day.AddDays(3)
	if got := names(); got != "To file 2026-05-01 2026-03-05; Ask that benefits go on 2026-03-12 2026-03-05" {
		t.Errorf("once filed it asks %q", got)
	}
	l.FiledOn, l.Outcome = 0, AppealWithdrawn
	if got := names(); got != "" {
		t.Errorf("given up it asks %q", got)
	}
}

func TestALevelOfAnAppealIsChecked(t *testing.T) {
	today := NewDate(2026, 3, 18)
	good := AppealLevel{ID: NewID(), Path: "ma_service", Basis: today.AddDays(-10), FileBy: today.AddDays(55), Verified: true}
	if gaps := good.Gaps(today); len(gaps) > 0 {
		t.Fatalf("the good level has %+v", gaps)
	}
	done := func(l *AppealLevel) {
		l.FiledOn, l.DecidedOn, l.Outcome = today.AddDays(-5), today.AddDays(-1), AppealUpheld
	}
	for code, spoil := range map[string]func(*AppealLevel){
		"level.path":           func(l *AppealLevel) { l.Path = "nowhere" },
		"level.basis":          func(l *AppealLevel) { l.Basis = today.AddDays(1) },
		"level.basis.old":      func(l *AppealLevel) { l.Basis = NewDate(1926, 3, 2) },
		"level.file_by":        func(l *AppealLevel) { l.FileBy = 0 },
		"level.file_by.before": func(l *AppealLevel) { l.FileBy = l.Basis - 1 },
		"level.keep_by.before": func(l *AppealLevel) { l.KeepBy = l.Basis - 1 },
		"level.urgent":         func(l *AppealLevel) { l.Path, l.Urgent = "ma_payment", true },
		"level.filed.future":   func(l *AppealLevel) { l.FiledOn = today + 1 },
		"level.filed.before":   func(l *AppealLevel) { l.FiledOn = l.Basis - 1 },
		"level.decided.future": func(l *AppealLevel) { done(l); l.DecidedOn = today + 1 },
		"level.decided":        func(l *AppealLevel) { done(l); l.DecidedOn = 0 },
		"level.outcome.open":   func(l *AppealLevel) { done(l); l.Outcome = "" },
		"level.outcome":        func(l *AppealLevel) { done(l); l.Outcome = "won" },
		"level.filed":          func(l *AppealLevel) { done(l); l.FiledOn = 0 },
		"level.decided.before": func(l *AppealLevel) { done(l); l.DecidedOn = l.FiledOn - 1 },
		"level.cents":          func(l *AppealLevel) { l.Cents = -1 },
		"remark.long":          func(l *AppealLevel) { l.Remark = strings.Repeat("x", maxText+1) },
	} {
		l := good
		spoil(&l)
		if !l.Gaps(today).Blocking().Has(code) {
			t.Errorf("%s is not missed in %+v: %+v", code, l, l.Gaps(today))
		}
	}
	late := good
	late.FileBy, late.FiledOn, late.Verified = today.AddDays(-8), today.AddDays(-2), false
	if w := late.Gaps(today).Warnings(); !w.Has("level.filed.late") || !w.Has("level.verify") {
		t.Errorf("a late level warns of %+v", w)
	}
	tomorrow := AppealLevel{Path: QIODischarge, Basis: today + 1, FileBy: today + 1, FiledOn: today, Verified: true}
	if gaps := tomorrow.Gaps(today).Blocking(); len(gaps) > 0 {
		t.Errorf("a discharge of tomorrow cannot be appealed today: %+v", gaps)
	}
}

func TestStepsPapersAndLevelsOfAnActionAreChecked(t *testing.T) {
	today := NewDate(2026, 3, 18)
	level := AppealLevel{ID: NewID(), Path: "medicare_1", Basis: today.AddDays(-10), FileBy: today.AddDays(110), Verified: true}
	good := Advocacy{Kind: "appeal", Goal: "The stay is paid", Steps: []AdvocacyStep{{What: "Ask for the denial letter", DoneOn: today}},
		Papers: []Paper{{Name: "Denial letter", Have: true}}, Levels: []AppealLevel{level}}
	if gaps := good.Validate(today).Blocking(); len(gaps) > 0 {
		t.Fatalf("the good action has %+v", gaps)
	}
	for code, spoil := range map[string]func(*Advocacy){
		"step.what":   func(a *Advocacy) { a.Steps = []AdvocacyStep{{What: " "}} },
		"step.future": func(a *Advocacy) { a.Steps = []AdvocacyStep{{What: "x", DoneOn: today + 1}} },
		"steps.long":  func(a *Advocacy) { a.Steps = []AdvocacyStep{{What: strings.Repeat("x", maxText+1)}} },
		"paper.name":  func(a *Advocacy) { a.Papers = []Paper{{Have: true}} },
		"papers.long": func(a *Advocacy) { a.Papers = []Paper{{Name: strings.Repeat("x", maxLine+1)}} },
		"level.twice": func(a *Advocacy) { a.Levels = []AppealLevel{level, level} },
		"level.open":  func(a *Advocacy) { a.Outcome, a.DoneOn = "achieved", today },
		"level.path":  func(a *Advocacy) { a.Levels[0].Path = "" },
		"agreed":      func(a *Advocacy) { a.Kind = QIOReferral },
		"due.old":     func(a *Advocacy) { a.Due = NewDate(1926, 3, 1) },
	} {
		a := good.WithLevel(level)
		spoil(&a)
		if !a.Validate(today).Blocking().Has(code) {
			t.Errorf("%s is not missed: %+v", code, a.Validate(today))
		}
	}
}

func TestStepsAndPapersKeepWhatWasTicked(t *testing.T) {
	day := NewDate(2026, 3, 2)
	a := Advocacy{Recovered: 500, Steps: []AdvocacyStep{{"Call the plan", day}, {"Write the letter", 0}}, Papers: []Paper{{"Denial", true}, {"Bill", false}},
		Levels: []AppealLevel{{ID: NewID(), Cents: 1_000}, {ID: NewID(), Cents: 20}}}
	if got := a.StepsFrom([]string{"Write the letter", "Ask the doctor", "Call the plan"}); len(got) != 3 || got[2].DoneOn != day || !got[0].DoneOn.IsZero() || !got[1].DoneOn.IsZero() {
		t.Errorf("the steps are %+v", got)
	}
	if got := a.PapersFrom([]string{"Bill", "Denial"}); len(got) != 2 || got[0].Have || !got[1].Have {
		t.Errorf("the papers are %+v", got)
	}
	if a.RecoveredInAll() != 1_520 {
		t.Errorf("recovered is %d", a.RecoveredInAll())
	}
	changed := a.WithLevel(AppealLevel{ID: a.Levels[1].ID, Cents: 30})
	if a.Levels[1].Cents != 20 || changed.Levels[1].Cents != 30 || len(changed.Levels) != 2 || len(changed.WithoutLevel(a.Levels[0].ID).Levels) != 1 {
		t.Errorf("the levels are %+v, and before %+v", changed.Levels, a.Levels)
	}
}

// TestEveryActionOfThePolicyIsThere: the actions that domain 5.4 names.
func TestEveryActionOfThePolicyIsThere(t *testing.T) {
	for _, want := range []AdvocacyKind{"appeal", "qio_appeal", QIOReferral, "second_opinion", "transfer", "change_provider", "interpreter", "accommodation",
		"ethics", "palliative", "social_work", "meeting", "mediation", "records", "property", "bill_hold", "visitation", "advance_directive",
		"discharge", "community", "transport", "financial", "agency", "other"} {
		if !Known(AdvocacyKinds, want) {
			t.Errorf("%s is not listed", want)
		}
		if p := want.UsualPath(); p != "" {
			if _, ok := p.Rule(); !ok {
				t.Errorf("%s leads to %q, which is no path", want, p)
			}
		}
	}
}
