package ehr

import (
	"cmp"
	"slices"
	"strings"

	"rapport/data"
)

// order is which outcome of several readings is that of all: the best.
var order = []Outcome{OutcomeImport, OutcomeEither, OutcomeIncomplete, OutcomeNoPatient, OutcomeMap, OutcomeRefuse}

// mergeAll puts readings together: the same patient in several documents is one, with
// what each document adds. What the first says stands.
func mergeAll(all []Reading) Reading {
	out := Reading{Outcome: OutcomeRefuse}
	for _, r := range all {
		if slices.Index(order, r.Outcome) < slices.Index(order, out.Outcome) {
			out.Outcome = r.Outcome
		}
	}
	for _, r := range all {
		out.Maker, out.Version = cmp.Or(out.Maker, r.Maker), cmp.Or(out.Version, r.Version)
		places := out.takePatients(r.Patients)
		out.takeVisits(r.Visits, places)
		for _, rel := range r.Relatives {
			out.Relatives = addRelative(out.Relatives, rel)
		}
		out.Staff, out.Others = union(out.Staff, r.Staff), union(out.Others, r.Others)
		for _, m := range r.Remarks {
			// What explains a lesser outcome of one document does not hold for all.
			if r.Outcome == out.Outcome || m.Field != "" {
				out.Remarks = union(out.Remarks, []Remark{m})
			}
		}
	}
	return out
}

// takePatients adds patients and returns where each of them went.
func (r *Reading) takePatients(patients []data.Registration) []int {
	places := make([]int, len(patients))
	before := len(r.Patients)
	for i, p := range patients {
		// Two patients of one document are two people, however alike they are.
		at := slices.IndexFunc(r.Patients[:before], func(have data.Registration) bool { return samePatient(have, p) })
		if at < 0 {
			at = len(r.Patients)
			r.Patients = append(r.Patients, p)
		} else {
			r.combine(at, p)
		}
		places[i] = at
	}
	return places
}

// samePatient tells that two registrations are of one person: the same day of birth
// and the same name, or one number of one system, and nothing that speaks against it.
func samePatient(a, b data.Registration) bool {
	if a.Merged != b.Merged || a.BirthDate != "" && b.BirthDate != "" && a.BirthDate != b.BirthDate {
		return false
	}
	named := a.Name.Family != "" && strings.EqualFold(a.Name.Family, b.Name.Family) &&
		len(a.Name.Given) > 0 && len(b.Name.Given) > 0 && strings.EqualFold(a.Name.Given[0], b.Name.Given[0])
	if named && a.BirthDate != "" && a.BirthDate == b.BirthDate {
		return true
	}
	return (named || !hasName(a.Name) || !hasName(b.Name)) && slices.ContainsFunc(a.Identifiers, func(id data.Identifier) bool {
		return id.System != "" && slices.ContainsFunc(b.Identifiers, func(other data.Identifier) bool {
			return id.Value == other.Value && bareSystem(id.System) == bareSystem(other.System)
		})
	})
}

func bareSystem(s string) string { return strings.ToLower(strings.TrimPrefix(s, "urn:oid:")) }

func (r *Reading) combine(at int, p data.Registration) {
	have := &r.Patients[at]
	if !hasName(have.Name) {
		have.Name = p.Name
	}
	for _, n := range append([]data.PatientName{p.Name}, p.Also...) {
		if hasName(n) && !sameName(n, have.Name) && !slices.ContainsFunc(have.Also, func(a data.PatientName) bool { return sameName(a, n) }) {
			have.Also = append(have.Also, n)
		}
	}
	have.BirthDate, have.Sex = cmp.Or(have.BirthDate, p.BirthDate), cmp.Or(have.Sex, p.Sex)
	for _, id := range p.Identifiers {
		if !slices.ContainsFunc(have.Identifiers, func(h data.Identifier) bool {
			return h.Value == id.Value && (bareSystem(h.System) == bareSystem(id.System) || id.System == "")
		}) {
			have.Identifiers = append(have.Identifiers, id)
		}
	}
	switch {
	case have.MRN == "":
		have.MRN, have.MRNSure = p.MRN, p.MRNSure
	case p.MRN != "" && p.MRN != have.MRN:
		have.MRNSure = false
	}
	if have.Address == nil {
		have.Address = p.Address
	}
	have.Phones, have.Emails = unionPhones(have.Phones, p.Phones), union(have.Emails, p.Emails)
	if len(have.Languages) == 0 {
		have.Languages = p.Languages
	}
	have.Interpreter = have.Interpreter || p.Interpreter
	have.Deceased, have.DiedOn = have.Deceased || p.Deceased, cmp.Or(have.DiedOn, p.DiedOn)
	for _, rel := range p.Relatives {
		have.Relatives = addRelative(have.Relatives, rel)
	}
	have.MergedInto = cmp.Or(have.MergedInto, p.MergedInto)
	have.SSNDropped = max(have.SSNDropped, p.SSNDropped) // the same one, most likely
}

// takeVisits adds visits that are not there yet.
func (r *Reading) takeVisits(visits []data.FileVisit, places []int) {
	before := len(r.Visits)
	for _, v := range visits {
		if v.Patient >= 0 && v.Patient < len(places) {
			v.Patient = places[v.Patient]
		} else {
			v.Patient = -1
		}
		if !slices.ContainsFunc(r.Visits[:before], func(have data.FileVisit) bool { return sameVisit(have, v) }) {
			r.Visits = append(r.Visits, v)
		}
	}
}

func sameVisit(a, b data.FileVisit) bool {
	if a.Patient != b.Patient || a.From != b.From {
		return false
	}
	if slices.ContainsFunc(a.Identifiers, func(id data.Identifier) bool { return slices.Contains(b.Identifiers, id) }) {
		return true
	}
	return a.From != "" && a.To == b.To && (a.Unit == b.Unit || a.Unit == "" || b.Unit == "")
}

func addRelative(list []data.Relative, rel data.Relative) []data.Relative {
	if slices.ContainsFunc(list, func(have data.Relative) bool { return sameName(have.Name, rel.Name) }) {
		return list
	}
	return append(list, rel)
}

func union[T comparable](a, b []T) []T {
	for _, v := range b {
		if !slices.Contains(a, v) {
			a = append(a, v)
		}
	}
	return a
}

// unionPhones adds numbers that differ in more than how they are written.
func unionPhones(a, b []string) []string {
	for _, p := range b {
		if !slices.ContainsFunc(a, func(have string) bool { return bareNumber(have) == bareNumber(p) }) {
			a = append(a, p)
		}
	}
	return a
}

func bareNumber(s string) string {
	d := digitsOf(s)
	if len(d) == 11 && d[0] == '1' {
		return d[1:] // the country code of North America
	}
	return d
}
