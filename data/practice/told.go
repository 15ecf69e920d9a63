package practice

import (
	"encoding/binary"
	"hash/fnv"
	"math/rand/v2"
	"time"

	"rapport/data"
)

// What a case tells of the patient and of the care, for the figures. It is drawn
// from sources of its own, so that the rest of the case is what it was before, and
// a person who comes again is told of alike.

const (
	toldSource   = 0x7e11_0f5e
	personSource = 0x0f_a11_7ab
)

// tell puts payer, shift, stages of care and what is known of the patient into the
// case. Now and then each of them is not known, as in any office.
func (g *generator) tell() {
	f := &g.file
	own := generator{office: g.office, Rand: rand.New(rand.NewPCG(g.seed^toldSource, binary.BigEndian.Uint64(f.ID[8:])))}
	for i := range f.People {
		if p := &f.People[i]; p.Role == data.RolePatient {
			g.tellOf(p, &own)
		}
	}
	patient, there := f.Person(data.RolePatient)
	if f.Kind.Complains() && there && !own.chance(7) {
		f.Payer = own.payer(data.AgeOn(patient.BirthDate, g.day))
	}
	if f.Kind.Complains() && f.Unit != "Billing" && !own.chance(12) {
		f.Shift = own.shift(f.EventDate)
	}
	for i := range f.Issues {
		if !own.chance(9) {
			f.Issues[i].Stage = own.stage(f.Unit)
		}
	}
}

// tellOf puts into a patient what they said of a disability; the birth date of a
// few is not known.
func (g *generator) tellOf(p *data.Person, of *generator) {
	returns := len(p.MRN) > 1 && p.MRN[1] == 'Y'
	if returns {
		h := fnv.New64a()
		h.Write([]byte(p.MRN)) // never fails
		of = &generator{office: g.office, Rand: rand.New(rand.NewPCG(g.seed^personSource, h.Sum64()))}
	}
	age := data.AgeOn(p.BirthDate, g.from)
	if !returns && of.chance(4) {
		p.BirthDate = 0
	}
	p.Disability = of.disability(age)
}

var (
	disabilities       = []data.Disability{"hearing", "seeing", "cognitive", "mobility", "self_care", "independent", "several"}
	disabilityWeights  = []int{18, 9, 16, 28, 6, 8, 15}
	payersUnder65      = []data.Payer{"commercial", "medicaid", "self_pay", "medicare", "military", "other"}
	payerWeights       = []int{58, 24, 8, 4, 4, 2}
	payersOver65       = []data.Payer{"medicare", "medicare_advantage", "commercial", "medicaid", "military"}
	payerWeightsOver65 = []int{46, 40, 6, 4, 4}
	payersOfChildren   = []data.Payer{"commercial", "medicaid", "military", "self_pay"}
	payerWeightsUnder  = []int{52, 40, 5, 3}
)

// disability is what somebody of the age said when asked; many were not asked.
func (g *generator) disability(age int) data.Disability {
	share := 14
	if age >= 65 {
		share = 38
	}
	switch k := g.IntN(100); {
	case k < 31:
		return data.DisabilityNotAsked
	case k < 35:
		return data.DisabilityDeclined
	}
	if !g.chance(share) {
		return data.DisabilityNone
	}
	return disabilities[g.weighted(disabilityWeights)]
}

func (g *generator) payer(age int) data.Payer {
	switch {
	case age >= 65:
		return payersOver65[g.weighted(payerWeightsOver65)]
	case age >= 0 && age < 18:
		return payersOfChildren[g.weighted(payerWeightsUnder)]
	}
	return payersUnder65[g.weighted(payerWeights)]
}

func (g *generator) shift(on data.Date) data.Shift {
	if day := on.Weekday(); !on.IsZero() && (day == time.Saturday || day == time.Sunday) {
		return "weekend"
	}
	return []data.Shift{"day", "evening", "night"}[g.weighted([]int{55, 27, 18})]
}

// stage is a stage of care that there is on the unit.
func (g *generator) stage(unit string) data.Stage {
	switch where := unitPlaces[unit]; {
	case where&surgery != 0:
		return []data.Stage{"procedure", "ward", "discharge"}[g.weighted([]int{50, 35, 15})]
	case where&bedside != 0:
		return []data.Stage{"ward", "examination", "discharge", "admissions"}[g.weighted([]int{62, 14, 17, 7})]
	case where&services != 0:
		return []data.Stage{"unspecified", "admissions", "discharge"}[g.weighted([]int{50, 25, 25})]
	}
	return []data.Stage{"examination", "admissions", "discharge", "procedure"}[g.weighted([]int{60, 20, 12, 8})]
}
