package redact

import (
	"strconv"
	"strings"
	"unicode"

	"rapport/data"
)

// Known are the people of a case and what belongs to them: patients, who speaks for
// them, staff, whoever the office spoke with, its officers, those who answer for the
// units; their addresses, phone numbers, e-mail addresses, days of birth and death,
// record numbers, and the numbers of the case; and the office's units, which are
// nobody's name. Somebody who plays two parts is one
// entity.
func Known(f data.CaseFile, s data.Settings, officers ...data.Officer) []Entity {
	b := &book{count: map[string]int{}, said: map[string]int{}}
	for _, role := range []data.Role{data.RolePatient, data.RoleComplainant, data.RoleRepresentative, data.RoleStaff} {
		for _, p := range f.People {
			if p.Role == role {
				b.person(p)
			}
		}
	}
	b.add(Other, "case number", true, f.Number)
	b.add(Other, "case number", true, f.Earlier)
	b.add(Other, "case number", true, f.MergedInto)
	for _, l := range f.Links {
		b.add(Other, "case number", true, l.Number)
	}
	b.officers(f, officers)
	b.units(s)
	for _, r := range f.Received {
		b.add(Other, "case number", true, r.Number)
		b.named("officer", r.HandedBy)
	}
	b.visits(f)
	b.spokenWith(f)
	if len(s.Units) > 0 {
		b.all = append(b.all, Entity{Kind: unitName, Forms: s.Units})
	}
	return b.all
}

// book collects the entities of a case.
type book struct {
	all   []Entity
	count map[string]int // how many have a tag
	said  map[string]int // for a kind and a plain form: its entity
}

// tag is the next one of a name: [patient], [patient 2]; [staff 1], [staff 2].
func nextTag(count map[string]int, name string, alone bool) string {
	count[name]++
	if alone && count[name] == 1 {
		return "[" + name + "]"
	}
	return "[" + name + " " + strconv.Itoa(count[name]) + "]"
}

// aloneTags are tags of which a case usually has one.
var aloneTags = setOf("patient complainant representative MRN")

// add enters forms of one thing, unless it is there.
func (b *book) add(kind Kind, name string, alone bool, forms ...string) {
	var kept []string
	at := -1
	for _, form := range forms {
		form = strings.TrimSpace(form)
		if form == "" {
			continue
		}
		if i, ok := b.said[string(kind)+"\x00"+bare(form)]; ok {
			at = i
			continue
		}
		kept = append(kept, form)
	}
	if len(kept) == 0 {
		return
	}
	if at < 0 {
		at = len(b.all)
		b.all = append(b.all, Entity{Kind: kind, Tag: nextTag(b.count, name, alone)})
	}
	for _, form := range kept {
		b.said[string(kind)+"\x00"+bare(form)] = at
		b.all[at].Forms = append(b.all[at].Forms, form)
	}
}

// bare is a form without marks, in small plain letters: as two forms are compared.
func bare(form string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, newPage(form).plain)
}

func (b *book) person(p data.Person) {
	name := roleTag(p)
	if p.Given != "" || p.Family != "" {
		b.add(Name, name, aloneTags[name], append([]string{fullName(p.Given, p.Family)}, p.Also...)...)
	}
	b.add(MRN, "MRN", true, p.MRN)
	for _, other := range p.Identifiers {
		if bare(other.Value) != bare(p.MRN) {
			b.number(other.Value)
		}
	}
	b.add(Day, "date of birth", true, p.BirthDate.String())
	b.add(Day, "date of death", true, p.DiedOn.String())
	b.add(Phone, "phone", false, p.Phone)
	b.add(Email, "e-mail", false, p.Email)
	b.address(p.Street, p.City, p.Postal)
	b.address(p.Alternative.Street, p.Alternative.City, p.Alternative.Postal)
	// The free texts about how to reach somebody may hold a number or an address.
	for _, text := range []string{p.Means, p.CallAt, p.SafetyNote} {
		b.numbersIn(text)
	}
}

// fewestInNumber is how long a number must be to be looked for wherever it stands: a
// shorter one is any other number too.
const fewestInNumber = 4

func (b *book) number(value string) {
	if len(bare(value)) >= fewestInNumber {
		b.add(Account, "account", false, value)
	}
}

// visits enters the numbers of the visits and who treated the patient.
func (b *book) visits(f data.CaseFile) {
	for _, v := range f.Visits {
		b.number(v.Number)
		b.named("staff", v.Attending...)
	}
}

func fullName(given, family string) string {
	given, family = strings.TrimSpace(given), strings.TrimSpace(family)
	switch {
	case given == "":
		return family
	case family == "":
		return given
	}
	return family + ", " + given
}

// roleTag is what somebody is called in a copy.
func roleTag(p data.Person) string {
	switch p.Role {
	case data.RolePatient:
		return "patient"
	case data.RoleComplainant:
		return "complainant"
	case data.RoleStaff:
		return "staff"
	}
	switch p.Relation {
	case "spouse", "parent", "child", "sibling", "family":
		return "relative"
	}
	return "representative"
}

func (b *book) address(street, city, postal string) {
	lines := strings.FieldsFunc(street, func(r rune) bool { return r == '\n' || r == '\r' })
	b.add(Place, "street", false, lines...)
	b.add(Place, "city", false, city)
	b.add(Place, "ZIP", false, postal)
}

// numbersIn enters the phone numbers and e-mail addresses of a text.
func (b *book) numbersIn(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	for _, f := range Find(text, nil) {
		switch f.Kind {
		case Phone:
			b.add(Phone, "phone", false, text[f.From:f.To])
		case Email:
			b.add(Email, "e-mail", false, text[f.From:f.To])
		}
	}
}

func (b *book) officers(f data.CaseFile, officers []data.Officer) {
	b.named("officer", f.Owner, f.EnteredBy, f.Inquiry.Lead, f.Inquiry.IndependentBy, f.Inquiry.SignedBy)
	for _, o := range officers {
		b.named("officer", o.Name)
		b.add(Phone, "phone", false, o.Phone)
		b.add(Email, "e-mail", false, o.Email)
	}
	for _, n := range f.Notes {
		b.named("officer", n.By)
	}
	for _, c := range f.Contacts {
		b.named("officer", c.By)
	}
	for _, st := range f.Steps {
		b.named("officer", st.By)
	}
	for _, a := range f.Advocacy {
		b.named("officer", a.By)
	}
}

func (b *book) units(s data.Settings) {
	for _, c := range s.Contacts {
		b.named("staff", c.Manager, c.Deputy, c.Director)
		b.add(Phone, "phone", false, c.Phone)
		b.add(Email, "e-mail", false, c.Email)
	}
}

// spokenWith enters whom the records of the case name.
func (b *book) spokenWith(f data.CaseFile) {
	for _, st := range f.Steps {
		b.named("staff", st.With)
		for _, one := range namesOf(st.Present) {
			b.named("person", one)
		}
		if st.Kind == data.Interview {
			b.named("staff", st.Subject)
		}
	}
	for _, a := range f.Actions {
		b.named("staff", a.Owner, a.VerifiedBy, a.First.By, a.Second.By)
	}
	for _, l := range f.Limits {
		b.named("staff", l.DecidedBy)
	}
	for _, r := range f.Reviews {
		b.named("staff", r.Members...)
	}
	for _, c := range f.Contacts {
		b.named("person", c.With, c.PromisedBy, c.PromisedTo)
	}
	for _, m := range f.Meetings {
		b.named("person", append(m.Parties, m.Neutral)...)
		for _, c := range m.Commitments {
			b.named("person", c.Who, c.ToWhom)
		}
	}
	for _, h := range f.Handovers {
		b.named("person", h.To)
	}
	for _, h := range f.Handouts {
		b.named("person", h.To)
	}
	for _, a := range f.Advocacy {
		b.named("person", a.With)
	}
	for _, t := range f.Tasks {
		b.named("person", t.Owner, t.DoneBy, t.PromisedTo)
	}
	for _, l := range f.Letters {
		b.named("person", l.Addressee, l.IssuedBy, l.ApprovedBy)
	}
	for _, e := range f.Escalations {
		b.named("person", namesOf(e.Told)...)
	}
	for _, d := range f.Disclosures {
		b.named("person", d.Recipient)
	}
	for _, o := range f.Offers {
		b.named("person", o.SharedTo)
	}
}

// named enters names from lines that may hold something else: “Charge nurse”, “the
// daughter”, “Dana Whitfield, RN”. Whom the case knows already is left out.
func (b *book) named(tag string, lines ...string) {
	for _, line := range lines {
		name := nameIn(line)
		if name == "" || b.knows(name) {
			continue
		}
		b.add(Name, tag, false, name)
	}
}

// knows reports whether all words of a name are those of one person.
func (b *book) knows(name string) bool {
	words := newPage(name).words
next:
	for _, e := range b.all {
		if e.Kind != Name {
			continue
		}
		theirs := map[string]bool{}
		for _, form := range e.Forms {
			for _, w := range newPage(form).words {
				theirs[w.base] = true
			}
		}
		for _, w := range words {
			if !theirs[w.base] {
				continue next
			}
		}
		return true
	}
	return false
}

// namesOf parts a line into the names that it lists.
func namesOf(line string) []string {
	return strings.FieldsFunc(strings.NewReplacer(" and ", ";", " y ", ";", " & ", ";", ",", ";").Replace(line), func(r rune) bool { return r == ';' || r == '\n' })
}

// credentials stand after a name.
var credentials = setOf(`rn bsn msn lpn lvn md do np pa dnp phd edd mha mba mph msw lcsw lmsw cpxp cna rt pt ot slp pharmd esq jr sr ii iii iv cno coo ceo cfo cmo bs ba ma crna cnm fnp aprn`)

// nameIn is the name in a line; empty where it is a position, a department or a few
// words. A name has a capital, and of its words at least one is no ordinary word or
// there are two.
func nameIn(line string) string {
	line, _, _ = strings.Cut(line, "(")
	p := newPage(line)
	var words []string
	unusual := 0
	for i, w := range p.words {
		if credentials[w.low] && (w.capitals || i > 0) || data.NameTitle(w.low) || careTitles[w.low] {
			continue
		}
		if data.OfficeWord(w.low) || !w.capital && !data.NameParticle(w.low) {
			return ""
		}
		from, to := p.span(w.from, w.to)
		words = append(words, line[from:to])
		if !isOrdinary(w.base) {
			unusual++
		}
	}
	if len(words) == 0 || unusual == 0 && len(words) < 2 {
		return ""
	}
	if comma := strings.Index(p.plain, ","); comma > 0 && len(words) > 1 && len(p.words) > 1 && !credentials[p.words[len(p.words)-1].low] && p.words[0].to <= comma {
		n := 0
		for _, w := range p.words {
			if w.to <= comma {
				n++
			}
		}
		n = min(n, len(words)-1)
		return strings.Join(words[:n], " ") + ", " + strings.Join(words[n:], " ")
	}
	return strings.Join(words, " ")
}
