package practice

import "rapport/data"

// appealed are the ways of appeal that patients of the practice hospital take.
var appealed = []data.AppealPath{"group_post", "group_pre", "ma_service", "medicare_1", data.MedicaidAppeal}

// papers that an appeal needs, and that of a discharge.
var (
	papers          = []string{"Denial letter of the insurer", "Letter of the treating physician", "Record of the stay", "Signed authorization"}
	dischargePapers = []string{"Important Message from Medicare, signed", "Detailed Notice of Discharge", "Record of the stay"}
)

// appeal adds the levels of an appeal, in whatever state the case lets them be:
// to be filed, filed, decided, or gone on to the next level.
func (g *generator) appeal(a *data.Advocacy) {
	needed := papers[:2+g.IntN(3)]
	if a.Kind == "qio_appeal" {
		needed = dischargePapers
		a.Levels = []data.AppealLevel{g.decided(g.filed(g.notice(data.QIODischarge, g.day), g.day), a.DoneOn)}
	} else {
		a.Levels = g.levels(pick(g, appealed), a.DoneOn)
	}
	for i, l := range a.Levels {
		a.Levels[i].ID = g.id()
		for _, duty := range l.Duties() {
			if l.DecidedOn.IsZero() || l.DecidedOn >= g.day { // what was decided before is told, not measured
				k := data.AppealClock(a.Levels[i].ID, duty.Name, duty.Due, duty.Met, g.received, g.Settings)
				k.ID, k.MetOn, k.EnteredOn = g.id(), duty.Met, duty.Met
				g.file.Clocks = append(g.file.Clocks, k)
			}
		}
	}
	for i, name := range needed {
		a.Papers = append(a.Papers, data.Paper{Name: name, Have: i == 0 || !a.DoneOn.IsZero() || g.chance(50)})
	}
}

// levels plays one level, or a second after the first was denied before the
// case came.
func (g *generator) levels(path data.AppealPath, ended data.Date) []data.AppealLevel {
	var all []data.AppealLevel
	l := g.notice(path, g.day.AddDays(-g.IntN(15)))
	if g.chance(35) {
		first := g.filed(g.notice(path, g.day.AddDays(-75)), g.day.AddDays(-60))
		first.Outcome, first.DecidedOn = data.AppealUpheld, g.day.AddDays(-6)
		if next, on := first.Next(); on {
			all, l = append(all, first), next
			l.Verified = true
		}
	}
	rule, _ := l.Path.Rule()
	switch filed := g.workday(g.day.AddDays(1 + g.IntN(2))); {
	case rule.Forwarded:
		l.DecisionDue = l.Calculate().DecisionBy
	case !ended.IsZero():
		l = g.filed(l, min(max(filed, l.Basis), ended))
	case g.past(filed) && g.chance(60):
		l = g.filed(l, filed)
	}
	return append(all, g.decided(l, ended))
}

// notice begins a level with the notice that it answers.
func (g *generator) notice(path data.AppealPath, basis data.Date) data.AppealLevel {
	l := data.AppealLevel{Path: path, Basis: basis, Verified: g.chance(80)}
	dates := l.Calculate()
	l.FileBy = dates.FileBy
	if path == data.MedicaidAppeal && g.chance(50) {
		l.KeepBy = dates.KeepBy
	}
	return l
}

func (g *generator) filed(l data.AppealLevel, on data.Date) data.AppealLevel {
	l.FiledOn = on
	l.DecisionDue = l.Calculate().DecisionBy
	return l
}

// decided ends a level with its action, and one whose decision is overdue.
func (g *generator) decided(l data.AppealLevel, on data.Date) data.AppealLevel {
	if on.IsZero() && !l.DecisionDue.IsZero() && g.past(l.DecisionDue) {
		on = g.workday(l.DecisionDue)
	}
	if on.IsZero() || !g.past(on) {
		return l
	}
	l.DecidedOn = on
	switch g.IntN(6) {
	case 0:
		l.Outcome = data.AppealUpheld
	case 1:
		l.Outcome = data.AppealDismissed
	case 2:
		l.Outcome = data.AppealWithdrawn
	case 3:
		l.Outcome, l.Cents = data.AppealPartly, int64(2_500+g.IntN(40_000))
	default:
		l.Outcome, l.Cents = "overturned", int64(2_500+g.IntN(90_000))
	}
	if l.Path == data.QIODischarge {
		l.Cents = 0 // days in the hospital, no money
	}
	return l
}

// endings of an action by how its last level was decided.
var appealEndings = map[data.AppealOutcome]data.AdvocacyOutcome{
	"overturned": "achieved", data.AppealPartly: "partly", data.AppealUpheld: "not", data.AppealDismissed: "not", data.AppealWithdrawn: "declined",
}
