package summary

import "rapport/reports/figures"

// The names of the counts behind the measures of the catalog, where the same
// counts stand in a table under those names: a count has one name wherever it
// stands.
var (
	countNames = map[string]string{
		"received": "received", "grievances": "grievances", "complaints": "complaints", "closed": "closed", "open": "open", "issues": "issues",
		"escalations": "escalations", "actions_opened": "actions/opened", "actions_closed": "actions/closed", "actions_verified": "actions/verified",
		"actions_overdue": "actions/overdue", "letters_sent": "letters/sent", "advocacy": "advocacy", "compliments": "compliments", "themes": "themes",
		"repeat_complainants": "repeat complainants",
	}
	ratioNames = map[string][2]string{
		"acknowledged_in_time":  {"acknowledged/on time", "acknowledged/received"},
		"decided_in_time":       {"decided/on time", "decided/received"},
		"decided_as_promised":   {"promised/on time", "promised/received"},
		"interim_in_time":       {"interim/on time", "interim/received"},
		"closed_in_30":          {"cohort/30", "cohort/received"},
		"closed_in_60":          {"cohort/60", "cohort/received"},
		"reopened":              {"reopened", "reopened/closed"},
		"reopened_new":          {"reopened/cause/new_information", "reopened/closed"},
		"reopened_dissatisfied": {"reopened/cause/dissatisfied", "reopened/closed"},
		"high_severity":         {"issues/severity/3", "issues"},
		"substantiated":         {"findings/upheld", "findings"},
		"effect_confirmed":      {"actions/effective", "actions/checked"},
		"promises_kept":         {"promises/on time", "promises/received"},
		"referrals_on_time":     {"referrals/on time", "referrals/received"},
		"letters_on_time":       {"letters/on time", "letters/received"},
		"letters_elements":      {"letters/complete", "letters/notices"},
		"advocacy_achieved":     {"advocacy/achieved", "advocacy"},
		"appeals_overturned":    {"appeals/overturned", "appeals"},
		"missing_category":      {"no category", "no category/of"},
		"unmapped":              {"unmapped", "unmapped/of"},
		"missing_finding":       {"no finding", "no finding/of"},
		"missing_unit":          {"no unit", "no unit/of"},
		"late_entered":          {"entered late", "entered late/of"},
		"missing_language":      {"no language", "no language/of"},
		"missing_age":           {"no birth", "no birth/of"},
		"missing_disability":    {"no disability", "no disability/of"},
		"survey_top_box":        {"survey/top box", "survey"},
	}
)

// shareNames are the names of the part and the whole of a measure; of a count the
// first one alone.
func shareNames(m figures.Measure) (part, whole string) {
	if name, known := countNames[m.Code]; known {
		return name, name
	}
	if names, known := ratioNames[m.Code]; known {
		return names[0], names[1]
	}
	return key("measure", m.Code), key("measure", m.Code, "of")
}

// basis names the counts that a measure comes from which is no count and no share,
// and says whether it is a statistic of so many cases. The counts are noted even
// where no table has them.
func (c *composer) basis(f *figures.Figures, prefix, code string) (names []string, statistic bool) {
	note := func(name string, n int) []string {
		c.silent(prefix+name, n)
		return []string{prefix + name}
	}
	switch code {
	case "grievance_rate_days", "grievance_rate_encounters":
		return note("grievances", f.Grievances.N()), false
	case "complaint_rate_days", "complaint_rate_encounters":
		return note("complaints", f.Complaints.N()), false
	case "compliment_ratio":
		return append(note("compliments", f.Compliments.N()), note("complaints", f.Complaints.N())...), false
	case "days_mean", "days_median", "days_p90":
		return note("closed", f.Closed.N()), true
	case "grievance_days_median":
		return note("closed/grievances", f.Days.Grievances.N), true
	case "manager_days":
		return note("referrals/answered", f.Referrals.Answered.N()), true
	case "letters_grade":
		return note("letters/graded", f.Letters.Graded.N()), true
	case "recovered":
		return note("advocacy/money", f.Advocacy.Money.N()), true
	}
	return note(key("measure", code), 0), false
}
