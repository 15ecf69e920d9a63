package practice

import (
	"fmt"
	"strings"

	"rapport/data"
)

// authorities of people who are not the patient, with their weights.
var (
	authorities      = []data.Authority{data.AuthorityVerbal, data.AuthorityWritten, data.AuthorityRepresentative, data.AuthorityNone, ""}
	authorityWeights = []int{44, 16, 20, 8, 12}
)

var evidences = map[data.Authority]string{
	data.AuthorityVerbal: "The patient agreed on the phone; noted in the contacts.", data.AuthorityWritten: "Signed authorization on file.",
	data.AuthorityRepresentative: "Health care power of attorney, seen in the chart.",
}

// persons puts patient and complainant into the intake.
func (g *generator) persons(in *data.Intake) {
	if in.Relation == "anonymous" || in.Relation == "staff" && g.chance(50) {
		return
	}
	in.Patient = g.person(g.who.sex)
	in.Patient.MRN = fmt.Sprintf("PX%06d", g.IntN(1_000_000))
	in.Patient.BirthDate = g.day.AddDays(-(20*365 + g.IntN(70*365)))
	if in.Relation == "parent" {
		in.Patient.BirthDate = g.day.AddDays(-g.IntN(17 * 365))
	}
	if in.Relation == data.Self {
		return
	}
	c := g.person(either)
	if g.chance(60) {
		c.Family = in.Patient.Family
	}
	c.Authority = authorities[g.weighted(authorityWeights)]
	switch in.Relation {
	case "parent", "guardian", "hcpoa":
		c.Authority = data.AuthorityRepresentative
	case "staff", "advocate":
		c.Authority = data.AuthorityLimited
	}
	c.Evidence = evidences[c.Authority]
	in.Complainant = c
}

func (g *generator) person(s sex) data.Person {
	names, titles := womensNames, womensTitles
	if s == man || s == either && g.chance(50) {
		names, titles = mensNames, mensTitles
	}
	p := data.Person{
		Title: pick(g, titles), Given: pick(g, names), Family: pick(g, familyNames),
		Street: fmt.Sprintf("%d %s", 1+g.IntN(999), pick(g, streets)), City: "Lakeshore", State: "OH", Postal: fmt.Sprintf("439%02d", g.IntN(100)),
		Phone: fmt.Sprintf("614-555-01%02d", g.IntN(100)), AddressConfirmed: g.day,
	}
	if g.chance(40) {
		p.Email = strings.ToLower(p.Given+"."+p.Family) + "@example.org"
	}
	if g.chance(6) {
		p.Language = pick(g, []string{"Spanish", "Vietnamese", "Arabic", "Somali"})
		p.Access = "Interpreter needed"
	}
	return p
}

// people are the persons of the intake as the case keeps them.
func (g *generator) people(in data.Intake) []data.Person {
	var people []data.Person
	if p := in.Patient; p.Family != "" {
		p.ID, p.Role = g.id(), data.RolePatient
		if in.Relation == data.Self {
			p.Relation, p.Authority = data.Self, data.AuthoritySelf
		}
		people = append(people, p)
	}
	if p := in.Complainant; p.Family != "" {
		p.ID, p.Role, p.Relation = g.id(), data.RoleComplainant, in.Relation
		people = append(people, p)
	}
	return people
}

// comment is one comment of the survey.
func (g *generator) comment(i int, from, to data.Date) data.Feedback {
	f := data.Feedback{
		Source: CommentSource, ExternalID: fmt.Sprintf("PS-%06d", i+1), Received: from.AddDays(g.IntN(max(int(to-from), 1))),
		Unit: pick(g, g.units), Question: pick(g, []string{"What was good?", "What could we do better?"}),
	}
	f.Sentiment = 1 + g.weighted([]int{34, 26, 16, 16, 8})
	if g.chance(7) {
		return f // no words
	}
	var parts []string
	for _, list := range commentParts {
		parts = append(parts, pick(g, list))
	}
	f.Text = strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
	for _, t := range commentThemes {
		if strings.Contains(f.Text, t.word) {
			f.Themes = append(f.Themes, t.theme)
		}
	}
	return f
}

// commentThemes tell the theme of a comment by a word of it.
var commentThemes = []struct{ word, theme string }{
	{"staff", "Staff manner"}, {"nurse", "Staff manner"}, {"wait", "Timeliness of care"}, {"Clean", "Cleanliness"}, {"entrance", "Finding the way"},
	{"phone", "Contacting services"}, {"care", "Care received"}, {"Food", "Food and drink"}, {"Parking", "Parking"}, {"loud", "Noise"},
	{"listened", "Listening"}, {"explained", "Information"}, {"forms", "Organization"},
}
