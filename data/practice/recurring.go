package practice

import (
	"fmt"
	"math/rand/v2"

	"rapport/data"
)

// Some people turn to the office more than once. Each of them is drawn from a
// source of their own, so that every case that names them tells the same of them.

const (
	// returning is the share of adult patients, in percent, who are of these people.
	returning = 22
	// casesEach is how many cases there are in the whole for one of them; with the
	// share above, most come two or three times.
	casesEach = 11
)

// returningPatient returns one of the people who come again, of the sex.
func (g *generator) returningPatient(s sex) data.Person {
	n := max(g.total/casesEach, 1)
	which := uint64(g.IntN(n))
	own := generator{office: g.office, Rand: rand.New(rand.NewPCG(g.seed^0xfa3117a5, which<<2|uint64(s))), day: g.day}
	p := own.person(s)
	p.MRN = fmt.Sprintf("PY%05d%d", which%100_000, s)
	p.BirthDate = g.from.AddDays(-(25*365 + own.IntN(60*365)))
	return p
}

// person makes somebody up, with what they need to be reached.
func (g *generator) person(s sex) data.Person {
	names, titles := womensNames, womensTitles
	if s == man || s == either && g.chance(50) {
		names, titles = mensNames, mensTitles
	}
	p := data.Person{
		Title: pick(g, titles), Given: pick(g, names), Family: pick(g, familyNames),
		Street: houseOn(1+g.IntN(999), pick(g, streets)), City: "Lakeshore", State: "OH", Postal: postal(g.IntN(100)),
		Phone: phone(uint32(g.IntN(100))), AddressConfirmed: g.day,
	}
	if g.chance(40) {
		p.Email = emailOf(p)
	}
	g.reach(&p)
	return p
}

// languages that people of the practice town prefer.
var languages = []string{"Spanish", "Spanish", "Vietnamese", "Arabic", "Somali", "Nepali"}

var (
	callTimes   = []string{"Weekdays after four", "Mornings, not before nine", "At work until two, then at home", "Any day but Friday"}
	safetyNotes = []string{
		"Call only while the spouse is at work, from nine to noon. Leave no message.",
		"A relative opens the mail. Call first, and write to the other address alone.",
		"Say only “the hospital's office” until it is sure who has answered.",
	}
	accessNeeds = []string{"Uses a wheelchair; meet on the ground floor", "Hard of hearing; speak slowly and face the person", "A support person takes part in every talk"}
)

// reach adds what some people need: a language, large print, another address, a
// word on safety.
func (g *generator) reach(p *data.Person) {
	switch k := g.IntN(1000); {
	case k < 60:
		p.Language, p.Interpreter = pick(g, languages), "spoken"
		if g.chance(60) {
			p.Written = p.Language
		}
	case k < 66:
		p.Interpreter = "asl"
	case k < 110:
		p.Format = "large_print"
	case k < 116:
		p.Format = "read_aloud"
	case k < 140:
		p.Confidential, p.Alternative = true, data.Address{Street: houseOn(1+g.IntN(99), "Post Box Row"), City: "Lakeshore", State: "OH", Postal: postal(g.IntN(100))}
		if g.chance(40) {
			p.Safety, p.SafetyNote = data.SafetyCareful, pick(g, safetyNotes)
		}
	case k < 240:
		p.CallAt = pick(g, callTimes)
	case k < 290:
		p.Safety = "safe"
	case k < 310:
		p.Access = pick(g, accessNeeds)
	}
}
