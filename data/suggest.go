package data

import (
	"fmt"
	"slices"
)

// Advice is a trigger that the facts of a case speak for. An officer decides;
// nothing is passed on by itself.
type Advice struct {
	Trigger Trigger
	Because string
}

// Theme is a kind of issue that comes up again: how many cases of a unit and a
// quarter have an issue of the category.
type Theme struct {
	Category string
	Unit     string
	Cases    int // this one included
}

// ThemeCases is how many similar issues of a unit in a quarter make a theme
// (domain 5.5).
const ThemeCases = 3

// Quarter returns the first and the last day of the calendar quarter of a day.
func Quarter(d Date) (first, last Date) {
	m := d.Month()
	m = m.Add(-((int(m.Month) - 1) % 3))
	return m.First(), m.Add(2).Last()
}

// suggestRule is one reason to think of a trigger.
type suggestRule struct {
	trigger Trigger
	because string
	holds   func(CaseFile) bool
}

// majorHarm is the HCAT level from which harm speaks for a sentinel event: death,
// permanent harm or severe temporary harm.
const majorHarm = 4

// suggestRules is the table of what in a case speaks for which trigger. A harm
// level alone routes nothing (raters disagree about it); it only suggests.
var suggestRules = []suggestRule{
	{"abuse", "The answers to the rules say that abuse, neglect or harm is alleged.", func(f CaseFile) bool { return f.Answers.AllegesHarm || f.Classification.Immediate }},
	{"abuse", "An issue is about neglect or rough handling.", func(f CaseFile) bool {
		return f.about("quality", "hygiene", "nourishment", "neglect", "rough_handling")
	}},
	{"sentinel", "The harm on file is major or catastrophic.", func(f CaseFile) bool { return f.Harm >= majorHarm }},
	{"privacy", "It is a privacy complaint.", func(f CaseFile) bool { return f.Kind == Privacy }},
	{"privacy", "An issue is about confidentiality or privacy.", func(f CaseFile) bool { return f.about("respect", "confidentiality", "privacy") }},
	{"discrimination", "It is a civil-rights grievance.", func(f CaseFile) bool { return f.Kind == CivilRights }},
	{"attorney", "It came from an attorney.", func(f CaseFile) bool { return f.Channel == "attorney" || f.spokenBy("attorney") }},
	{"regulator", "It came from a regulator, the QIO or the accreditor.", func(f CaseFile) bool {
		return slices.Contains([]Channel{"state_agency", "qio", "accreditor"}, f.Channel)
	}},
	{"media", "It came through the news media or social media.", func(f CaseFile) bool { return f.Channel == "media" || f.Channel == "social_media" }},
	{"device", "An issue is about equipment, and harm is on file.", func(f CaseFile) bool { return f.about("environment", "equipment") && f.Harm >= majorHarm }},
}

// SuggestEscalations returns the triggers that the classification, the answers,
// the issues and the themes of the quarter speak for and that were not raised
// yet, in the order of [Triggers]; one reason each.
func SuggestEscalations(f CaseFile, themes []Theme, s Settings) []Advice {
	reasons := map[Trigger]string{}
	for _, r := range suggestRules {
		if reasons[r.trigger] == "" && r.holds(f) {
			reasons[r.trigger] = r.because
		}
	}
	for _, t := range themes {
		if reasons["theme"] == "" && t.Cases >= ThemeCases {
			reasons["theme"] = fmt.Sprintf("%d cases of %s had an issue of “%s” this quarter.", t.Cases, t.Unit, s.Taxonomy().CategoryName(t.Category))
		}
	}
	for _, e := range f.Escalations {
		delete(reasons, e.Trigger)
	}
	var all []Advice
	for _, r := range Triggers {
		if because := reasons[r.Trigger]; because != "" && f.Open() {
			all = append(all, Advice{r.Trigger, because})
		}
	}
	return all
}

// about reports whether an issue is of the category and one of the
// sub-categories.
func (f *CaseFile) about(category string, subs ...string) bool {
	return slices.ContainsFunc(f.Issues, func(i Issue) bool { return i.Category == category && slices.Contains(subs, i.Subcategory) })
}

// spokenBy reports whether whoever complains is this to the patient.
func (f *CaseFile) spokenBy(r Relation) bool {
	who, ok := f.Complainant()
	return ok && who.Relation == r
}
