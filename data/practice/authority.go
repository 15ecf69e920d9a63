package practice

import "rapport/data"

// authorities of people who are not the patient, with their weights.
var (
	authorities      = []data.Authority{data.AuthorityVerbal, data.AuthorityWritten, data.AuthorityRepresentative, data.AuthorityNone, ""}
	authorityWeights = []int{44, 16, 20, 8, 12}
)

var evidences = map[data.Authority]string{
	data.AuthorityVerbal: "The patient agreed on the phone; noted in the contacts.", data.AuthorityWritten: "Signed authorization on file.",
	data.AuthorityRepresentative: "Health care power of attorney, seen in the chart.",
}

// authorize gives a person the authority, with what it rests on.
func (g *generator) authorize(p *data.Person, a data.Authority, patient data.Person, officer string) {
	p.Authority, p.Evidence = a, evidences[a]
	switch a {
	case data.AuthorityWritten:
		p.Grant = g.signed(*p, patient, officer)
	case data.AuthorityVerbal:
		p.Grant = data.Grant{Scope: "This matter and its answer", From: g.day, SeenBy: officer}
	case data.AuthorityRepresentative:
		p.Grant = data.Grant{SeenBy: officer}
	}
}

// signed is a written authorization with the elements of 45 CFR 164.508(c). It
// holds for some months, so that those of the winter are over by the fall.
func (g *generator) signed(p, patient data.Person, officer string) data.Grant {
	return data.Grant{
		Scope: "The stay that the complaint is about", From: g.day, Until: g.day.AddDays(120 + g.IntN(120)), SeenBy: officer,
		Authorization: data.Authorization{
			Information: "Records of the stay, and what the review finds", Discloser: g.Facility, Recipient: p.FullName(), Purpose: "At the request of the individual",
			SignedOn: g.day, SignedBy: patient.FullName(), Revocable: true, Conditions: true, Redisclose: true, CopyGiven: g.chance(85),
		},
	}
}

// settleAuthority records that the patient lets the complainant speak for them,
// asked when the matter was acknowledged.
func (g *generator) settleAuthority() {
	patient, _ := g.file.Person(data.RolePatient)
	for i := range g.file.People {
		if p := &g.file.People[i]; p.Role == data.RoleComplainant && !p.MayReceive(0) {
			g.authorize(p, data.AuthorityVerbal, patient, g.file.Owner)
		}
	}
}
