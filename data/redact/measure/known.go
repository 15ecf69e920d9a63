package main

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapport/data/redact"
)

// countries and states may stay.
var countries = func() map[string]bool {
	all := map[string]bool{}
	for name := range strings.SplitSeq(`tunisia,canada,estonia,south africa,italy,denmark,australia,austria,belgium,brazil,croatia,cyprus,czech republic,finland,france,germany,greece,greenland,hungary,iceland,ireland,
netherlands,new zealand,norway,poland,portugal,russia,slovenia,spain,sweden,switzerland,united kingdom,uk,england,scotland,wales,united states,united states of america,usa,uruguay,mexico,japan,china,india,vietnam,iran,iraq,israel,kazakhstan,
españa,cuba,great britain,britain,luxembourg,bulgaria,romania,serbia,turkey,ukraine,argentina,chile,peru,colombia,venezuela,california,texas,florida,new york,alaska,ohio,georgia,tennessee,kentucky,virginia,faroe islands,lithuania,latvia,malta,monaco,morocco,
egypt,kenya,nigeria,thailand,singapore,philippines,indonesia,south korea,korea,pakistan,bangladesh,the netherlands,washington,oregon,michigan,pennsylvania,illinois,massachusetts,new jersey,north carolina,south carolina,maryland,indiana,wisconsin,missouri,minnesota,arizona,colorado,louisiana,alabama,oklahoma,connecticut,iowa,kansas,utah,nevada,arkansas,mississippi,nebraska,new mexico,idaho,hawaii,maine,new hampshire,rhode island,montana,delaware,south dakota,north dakota,vermont,wyoming,west virginia`, ",") {
		all[strings.TrimSpace(name)] = true
	}
	return all
}()

// known is what a case would know of a text: of each person the fullest name, not
// every form in which the text has it; and addresses, numbers and days of birth.
func (t marked) known(mode string) []redact.Entity {
	if mode == "bare" {
		return nil
	}
	var all []redact.Entity
	seen := map[string]bool{}
	add := func(kind redact.Kind, form string) {
		if key := string(kind) + strings.ToLower(form); form != "" && !seen[key] {
			seen[key] = true
			all = append(all, redact.Entity{Kind: kind, Tag: "[" + string(kind) + "]", Forms: []string{form}})
		}
	}
	names := t.names()
	for _, n := range names {
		add(redact.Name, n)
	}
	for _, m := range t.marks {
		said := strings.TrimSpace(m.words(t))
		switch {
		case !m.counts || m.kind == redact.Name:
		case m.kind == redact.Day:
			// a case knows the day of birth alone
		case m.kind == redact.Place:
			for line := range strings.Lines(said) {
				add(redact.Place, strings.TrimSpace(line))
			}
		default:
			add(m.kind, said)
		}
	}
	return all
}

func (m mark) words(t marked) string {
	if m.said != "" {
		return m.said
	}
	return t.text[m.from:m.to]
}

// names are the fullest names of a text: those that are within another are left out.
// A given name and a family name in fields of their own are one name.
func (t marked) names() []string {
	var all []string
	given := ""
	marks := slices.Clone(t.marks)
	slices.SortFunc(marks, func(a, b mark) int { return a.from - b.from })
	for _, m := range marks {
		if m.kind != redact.Name || !m.counts {
			continue
		}
		said := strings.Join(strings.Fields(m.words(t)), " ")
		if m.label == "NOMBRE_SUJETO_ASISTENCIA" {
			if given == "" {
				given = said
				continue
			}
			said, given = said+", "+given, ""
		}
		all = append(all, said)
	}
	if given != "" {
		all = append(all, given)
	}
	return slices.DeleteFunc(all, func(n string) bool {
		return slices.ContainsFunc(all, func(other string) bool { return other != n && within(n, other) })
	})
}

// within reports whether all words of a name are words of another that has more.
func within(n, other string) bool {
	mine, theirs := fields(n), fields(other)
	return len(mine) < len(theirs) && !slices.ContainsFunc(mine, func(w string) bool { return !slices.Contains(theirs, w) })
}

func fields(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// hiddenIn reports whether no letter and no digit of the mark is left. Of an address,
// the country, the state and words of two letters may stay.
func (m mark) hiddenIn(text string, hidden []bool) bool {
	if m.kind == redact.Place {
		left := ""
		for i, r := range text[m.from:m.to] {
			if hidden[m.from+i] {
				r = ' '
			}
			left += string(r)
		}
		left = strings.NewReplacer("(greek)", "", "greenlander", "", "nan", "", "the corner of", "").Replace(strings.ToLower(left))
		for _, w := range strings.FieldsFunc(left, func(r rune) bool { return r == ',' || r == '\n' || r == '.' || r == ';' || r == ':' }) {
			w = strings.TrimSpace(w)
			if !countries[w] && (utf8.RuneCountInString(w) > 2 || strings.ContainsAny(w, "0123456789")) {
				return false
			}
		}
		return true
	}
	for i, r := range text[m.from:m.to] {
		if (unicode.IsLetter(r) || unicode.IsDigit(r)) && !hidden[m.from+i] {
			return false
		}
	}
	return true
}

// as is the text as it is measured in a mode. Rewritten, each name and number stands
// in another form than the one that the case knows.
func (t marked) as(mode string) marked {
	if mode != "rewritten" {
		return t
	}
	marks := slices.Clone(t.marks)
	slices.SortFunc(marks, func(a, b mark) int { return a.from - b.from })
	var b strings.Builder
	r := marked{}
	at := 0
	for i, m := range marks {
		if m.from < at {
			continue
		}
		b.WriteString(t.text[at:m.from])
		said := t.text[m.from:m.to]
		next := m
		next.said, next.from = said, b.Len()
		if m.counts {
			b.WriteString(rewrite(m.kind, said, i+len(t.text)))
		} else {
			b.WriteString(said)
		}
		next.to = b.Len()
		at = m.to
		r.marks = append(r.marks, next)
	}
	b.WriteString(t.text[at:])
	r.text = b.String()
	return r
}

// rewrite writes the same thing in another form; n chooses which.
func rewrite(kind redact.Kind, said string, n int) string {
	words := strings.Fields(said)
	switch kind {
	case redact.Name:
		switch n % 6 {
		case 0:
			return strings.ToUpper(said)
		case 1:
			return plain(said)
		case 2:
			if len(words) > 1 {
				return words[len(words)-1] + ", " + strings.Join(words[:len(words)-1], " ")
			}
			return said
		case 3:
			if r, _ := utf8.DecodeRuneInString(said); len(words) > 1 && unicode.IsLetter(r) {
				return string(r) + ". " + words[len(words)-1]
			}
			return said
		case 4:
			return strings.Join(words, "\n")
		}
		return words[len(words)-1]
	case redact.Phone, redact.Fax, redact.MRN, redact.HealthPlan, redact.Account, redact.License, redact.SSN:
		bare := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, said)
		if n%2 == 0 || len(bare) < 7 {
			return bare
		}
		return bare[:3] + "-" + bare[3:6] + " " + bare[6:]
	case redact.Email, redact.Place:
		return strings.ToUpper(said)
	}
	return said
}

// plain is a name as somebody types it without accents.
func plain(s string) string {
	return strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ñ", "n", "ü", "u", "ö", "o", "ä", "a", "Á", "A", "É", "E", "ø", "o", "å", "a", "ő", "o", "ű", "u", "č", "c", "š", "s", "ž", "z", "ř", "r", "ě", "e", "ý", "y", "Š", "S", "Č", "C", "Ž", "Z").Replace(s)
}
