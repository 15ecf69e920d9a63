package practice

import (
	"fmt"
	"strconv"
	"strings"

	"rapport/data"
)

// persons puts patient and complainant into the intake.
func (g *generator) persons(in *data.Intake) {
	if in.Relation == "anonymous" || in.Relation == "staff" && g.chance(50) {
		return
	}
	switch {
	case in.Relation == "parent":
		in.Patient = g.newPatient()
		in.Patient.BirthDate = g.day.AddDays(-g.IntN(17 * 365))
	case g.chance(returning):
		in.Patient = g.returningPatient(g.who.sex)
	default:
		in.Patient = g.newPatient()
	}
	if in.Relation == data.Self {
		return
	}
	c := g.person(either)
	if g.chance(60) {
		c.Family = in.Patient.Family
	}
	authority := authorities[g.weighted(authorityWeights)]
	switch in.Relation {
	case "parent", "guardian", "hcpoa":
		authority = data.AuthorityRepresentative
	case "staff", "advocate":
		authority = data.AuthorityLimited
	}
	g.authorize(&c, authority, in.Patient, g.owner)
	in.Complainant = c
}

// newPatient is a grown-up patient who was never here before.
func (g *generator) newPatient() data.Person {
	p := g.person(g.who.sex)
	p.MRN = fmt.Sprintf("PX%06d", g.IntN(1_000_000))
	p.BirthDate = g.day.AddDays(-(20*365 + g.IntN(70*365)))
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

func houseOn(n int, street string) string { return strconv.Itoa(n) + " " + street }

// postal is a ZIP code that belongs to no town.
func postal(n int) string { return "439" + string([]byte{byte('0' + n/10%10), byte('0' + n%10)}) }

func emailOf(p data.Person) string { return strings.ToLower(p.Given+"."+p.Family) + "@example.org" }

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
