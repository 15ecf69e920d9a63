package ehr

import (
	"slices"
	"strings"
	"unicode"

	"rapport/data"
)

// patient reads a PID segment and returns the patient's place in the reading. The
// same patient in a later message of the file is the same entry.
func (r *hl7Reader) patient(m hl7Message, s hl7Segment) int {
	var p data.Registration
	r.ssns = ssnSet{}
	for _, v := range r.each(m, s, 19) {
		r.ssns.add(v.c(1))
	}
	r.name(&p, m, s)
	p.Identifiers = r.numbers(r.each(m, s, 3))
	if len(p.Identifiers) == 0 {
		p.Identifiers = r.numbers(r.each(m, s, 2)) // where messages before v2.3 have it
	}
	p.MRN, p.MRNSure = mrnByType(p.Identifiers)
	p.BirthDate = r.l.date("birth_date", r.first(m, s, 7).c(1))
	p.Sex = sexOf(r.first(m, s, 8).c(1))
	p.Address = hl7Address(r.l, r.each(m, s, 11))
	for _, field := range []int{13, 14, 40} {
		if field == 40 && len(p.Phones) > 0 {
			break // since v2.7 PID-40 holds what PID-13 and PID-14 held
		}
		reach(r.each(m, s, field), &p.Phones, &p.Emails)
	}
	r.language(&p, r.each(m, s, 15))
	p.DiedOn = r.l.date("deceased", r.first(m, s, 29).c(1))
	p.Deceased = isYes(r.first(m, s, 30).c(1)) || p.DiedOn != ""
	r.numbers(r.each(m, s, 18)) // an account number that is a Social Security number counts
	p.SSNDropped = len(r.ssns)
	for i := range r.Patients {
		if samePerson(r.Patients[i], p) {
			p.Relatives = r.Patients[i].Relatives
			r.Patients[i] = p
			return i
		}
	}
	r.Patients = append(r.Patients, p)
	return len(r.Patients) - 1
}

// samePerson tells that two registrations of one file are of one person: the same
// numbers, name and birth date.
func samePerson(a, b data.Registration) bool {
	return len(a.Identifiers) > 0 && slices.Equal(a.Identifiers, b.Identifiers) && a.Name.Family == b.Name.Family &&
		slices.Equal(a.Name.Given, b.Name.Given) && a.BirthDate == b.BirthDate && !a.Merged && !b.Merged
}

// name takes the first name of PID-5 that is no alias; the others, and PID-9, are
// also known as.
func (r *hl7Reader) name(p *data.Registration, m hl7Message, s hl7Segment) {
	var all []data.PatientName
	for _, v := range r.each(m, s, 5) {
		if n := hl7Name(v); hasName(n) {
			all = append(all, n)
		}
	}
	if len(all) == 0 {
		return
	}
	at := max(slices.IndexFunc(all, func(n data.PatientName) bool { return !earlierName(n.Use) }), 0)
	p.Name = all[at]
	all = slices.Delete(all, at, at+1)
	for _, v := range r.each(m, s, 9) {
		if n := hl7Name(v); hasName(n) {
			all = append(all, n)
		}
	}
	for _, n := range all {
		if !sameName(n, p.Name) && !slices.ContainsFunc(p.Also, func(o data.PatientName) bool { return sameName(n, o) }) {
			p.Also = append(p.Also, n)
		}
	}
}

// earlierName tells the types of a name (HL7 table 0200) that are not the name one
// goes by: alias, maiden name, at birth, of adoption, nickname, pseudonym.
func earlierName(use string) bool {
	return slices.Contains([]string{"A", "M", "B", "C", "N", "S", "NOUSE", "BAD"}, strings.ToUpper(use))
}

// hl7Name reads a name (XPN). The surname is the first sub-component of its part.
func hl7Name(v hl7Value) data.PatientName {
	n := data.PatientName{Family: v.c(1), Use: v.c(7)}
	for _, to := range []struct {
		list *[]string
		from int
	}{{&n.Given, 2}, {&n.Given, 3}, {&n.Prefix, 5}, {&n.Suffix, 4}} {
		if part := v.c(to.from); part != "" {
			*to.list = append(*to.list, part)
		}
	}
	// Interfaces that are one field off have the title where a suffix belongs.
	if len(n.Suffix) == 1 && len(n.Prefix) == 0 && slices.Contains([]string{"mr", "mrs", "ms", "miss", "dr"}, strings.ToLower(strings.Trim(n.Suffix[0], "."))) {
		n.Prefix, n.Suffix = n.Suffix, nil
	}
	return n
}

// numbers reads identifiers (CX). Social Security numbers are counted and left out.
func (r *hl7Reader) numbers(values []hl7Value) []data.Identifier {
	var all []data.Identifier
	for _, v := range values {
		id := data.Identifier{Value: v.c(1), Type: v.c(5), System: orElse(v.c(4), v.sub(4, 2), v.c(6))}
		if id.Value == "" || slices.Contains(all, id) {
			continue
		}
		if r.ssns.has(id.Value) || isSSN(id) || isSSN(data.Identifier{Value: id.Value, System: v.sub(4, 2)}) {
			r.ssns.add(id.Value)
			continue
		}
		all = append(all, id)
	}
	return all
}

// hl7Address reads the first address (XAD) that is not known to be bad.
func hl7Address(l *limits, values []hl7Value) *data.FileAddress {
	for _, v := range values {
		if strings.EqualFold(v.c(7), "BA") && len(values) > 1 {
			continue
		}
		a := data.FileAddress{City: v.c(3), State: v.c(4), Postal: v.c(5), Country: v.c(6)}
		for _, i := range []int{1, 2} {
			if line := v.c(i); line != "" {
				a.Lines = append(a.Lines, line)
			}
		}
		// The street may be in parts: as a whole, its name, the number of the house.
		if parts := v.all(1); len(parts) > 1 && !strings.Contains(parts[0], parts[1]) {
			a.Street = strings.Join(parts, " ")
			l.remark("address", "The file has the street in parts. Compare the address with the screen of the record system.")
		}
		if hasAddress(a) {
			return &a
		}
	}
	return nil
}

// reach reads telephone numbers and electronic addresses (XTN). A number stands in
// the first component, or cut into area (6) and local number (7), or, since v2.7,
// in the twelfth. Fax machines are left out.
func reach(values []hl7Value, phones, emails *[]string) {
	for _, v := range values {
		kind := strings.ToUpper(v.c(3))
		if kind == "FX" {
			continue
		}
		for _, i := range []int{4, 1} {
			if mail := v.c(i); isEmail(mail) && !slices.Contains(*emails, mail) {
				*emails = append(*emails, mail)
			}
		}
		number := v.c(1)
		if !hasDigit(number) || isEmail(number) {
			number = orElse(strings.TrimSpace(v.c(6)+v.c(7)), v.c(12))
		}
		if kind == "INTERNET" && !hasDigit(number) {
			continue
		}
		if hasDigit(number) {
			*phones = append(*phones, number)
		}
	}
}

// language takes PID-15, a code or words. Some systems write there what is no
// language at all.
func (r *hl7Reader) language(p *data.Registration, values []hl7Value) {
	for _, v := range values {
		code, text := v.c(1), v.c(2)
		if text == "" && !isLanguage(code) || !strings.ContainsFunc(code+text, unicode.IsLetter) {
			r.l.remark("languages", "The file has something for the language that is no language. It was left out.")
			continue
		}
		p.Languages = append(p.Languages, data.FileLanguage{Code: code, Text: text, Preferred: len(p.Languages) == 0})
	}
}

// relative reads an NK1 segment: next of kin, an emergency contact, a guardian.
func (r *hl7Reader) relative(m hl7Message, s hl7Segment, whose int) {
	var one data.Relative
	for _, v := range r.each(m, s, 2) {
		if n := hl7Name(v); hasName(n) {
			one.Name = n
			break
		}
	}
	if !hasName(one.Name) || !r.l.resource() {
		return // an organization, or an empty line of a form
	}
	relation := r.first(m, s, 3)
	one.Relation = relationWords(relation.c(1), relation.c(2))
	if one.Relation == "" {
		role := r.first(m, s, 7)
		one.Relation = relationWords(role.c(1), role.c(2))
	}
	one.Address = hl7Address(r.l, r.each(m, s, 4))
	for _, field := range []int{5, 6, 40} {
		reach(r.each(m, s, field), &one.Phones, &one.Emails)
	}
	list := &r.Relatives
	if whose >= 0 {
		list = &r.Patients[whose].Relatives
	}
	if !slices.ContainsFunc(*list, func(o data.Relative) bool { return sameName(o.Name, one.Name) && o.Relation == one.Relation }) {
		*list = append(*list, one)
	}
}

// mergeEvents are the events (HL7 table 0003) by which records or their numbers are
// put together, moved or changed: of a patient, of an account, of a visit.
var mergeEvents = map[string]bool{
	"A18": true, "A30": true, "A34": true, "A36": true, "A39": true, "A40": true, "A43": true, "A46": true, "A47": true, "A48": true,
	"A35": true, "A41": true, "A42": true, "A44": true, "A45": true, "A49": true, "A50": true, "A51": true,
}

// given takes the numbers that an MRG segment says are no longer in use.
func (r *hl7Reader) given(m hl7Message, s hl7Segment, whose int) {
	if whose < 0 {
		return
	}
	p := &r.Patients[whose]
	r.ssns = ssnSet{}
	old := r.numbers(r.each(m, s, 1))
	if len(old) == 0 {
		old = r.numbers(r.each(m, s, 4))
	}
	p.SSNDropped += len(r.ssns)
	for _, id := range old {
		if !slices.Contains(p.MergedFrom, id) && !slices.Contains(p.Identifiers, id) {
			p.MergedFrom = append(p.MergedFrom, id)
		}
	}
}

// merged marks the patient of a merge message: not a registration, but the news
// under which number the record goes on.
func (r *hl7Reader) merged(whose int) {
	p := &r.Patients[whose]
	p.Merged, p.MergedInto = true, p.MRN
	if p.MergedInto == "" && len(p.Identifiers) > 0 {
		p.MergedInto = p.Identifiers[0].Value
	}
}
