package data

import "slices"

// Goal is what the office wants a measure to reach. The measures and their
// codes are those of package figures.
type Goal struct {
	Measure string  `json:"measure"` // code, such as decided_in_time
	Target  float64 `json:"target"`  // percent, days, or a count, as the measure is written
}

// MaxGoal is the greatest target that can be entered; more is a slip.
const MaxGoal = 1_000_000

// GoalFor returns the goal of a measure; false where the office has none.
func (s Settings) GoalFor(measure string) (Goal, bool) {
	i := slices.IndexFunc(s.Goals, func(g Goal) bool { return g.Measure == measure })
	if i < 0 {
		return Goal{}, false
	}
	return s.Goals[i], true
}

// validateGoals checks the goals by themselves; which measures there are, package
// figures knows.
func (s Settings) validateGoals(m *Missing) {
	seen := map[string]bool{}
	for _, g := range s.Goals {
		field := "goals." + g.Measure
		m.add(blank(g.Measure), "goal.measure", field, "A goal names no measure; remove it.")
		m.checkText(g.Measure, maxLine, field, "The measure")
		m.add(seen[g.Measure], "goal.twice", field, "A measure has two goals; remove one.")
		m.add(!(g.Target >= 0 && g.Target <= MaxGoal), "goal.target", field, "Enter a target from 0 to 1,000,000.")
		seen[g.Measure] = true
	}
}
