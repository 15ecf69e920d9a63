package data

import (
	"fmt"
	"strings"
)

// Lang is a language in which the office writes (BCP 47, without a region).
type Lang string

// The languages of the letters. Each has templates of its own, which somebody
// approved; a letter is whole in one language.
const (
	English Lang = "en"
	Spanish Lang = "es"
)

// Langs lists the languages.
var Langs = []Term[Lang]{{English, "English"}, {Spanish, "Spanish"}}

// String returns the label.
func (l Lang) String() string { return labelOf(Langs, l) }

// Tag returns the language with its region, as documents name it.
func (l Lang) Tag() string {
	if l == Spanish {
		return "es-US"
	}
	return "en-US"
}

// LangOf returns the language of the office's letters that the person reads: the
// one preferred in writing, else the one spoken. Where the office writes no such
// language it is English, and false.
func LangOf(p Person) (Lang, bool) {
	reads := p.Written
	if blank(reads) {
		reads = p.Language
	}
	reads = strings.ToLower(strings.TrimSpace(reads))
	switch {
	case reads == "", reads == "english":
		return English, true
	case strings.HasPrefix(reads, "spanish"), strings.HasPrefix(reads, "español"):
		return Spanish, true
	}
	return English, false
}

var spanishMonths = [...]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}

// In writes the date as a letter in the language does: March 4, 2026, or 4 de
// marzo de 2026. The zero Date is nothing.
func (d Date) In(l Lang) string {
	if l != Spanish || d.IsZero() {
		return d.Long()
	}
	t := d.utc()
	return fmt.Sprintf("%d de %s de %d", t.Day(), spanishMonths[t.Month()-1], t.Year())
}

var spanishWeekdays = [...]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"}

// withWeekday writes the date with its day of the week: Wednesday, March 4, 2026,
// or miércoles 4 de marzo de 2026. The zero Date is nothing.
func (d Date) withWeekday(l Lang) string {
	switch {
	case d.IsZero():
		return ""
	case l == Spanish:
		return spanishWeekdays[d.utc().Weekday()] + " " + d.In(l)
	}
	return d.utc().Weekday().String() + ", " + d.In(l)
}

// PhraseIn writes the standard's length in the language: "7 days".
func (t Standard) PhraseIn(l Lang) string {
	if l != Spanish {
		return t.Phrase()
	}
	return daysIn(t.Days, t.Unit, l)
}

// daysIn counts days in the language: "1 day", "5 días hábiles".
func daysIn(n int, unit ClockUnit, l Lang) string {
	if l != Spanish {
		return Standard{Days: n, Unit: unit}.Phrase()
	}
	what := "días"
	if n == 1 {
		what = "día"
	}
	if unit == BusinessDays {
		what += map[bool]string{true: " hábil", false: " hábiles"}[n == 1]
	}
	return fmt.Sprintf("%d %s", n, what)
}

// spanishTitles are the titles before a name, with the word that greets.
var spanishTitles = map[string][2]string{
	"mr": {"Estimado", "Sr."}, "ms": {"Estimada", "Sra."}, "mrs": {"Estimada", "Sra."}, "miss": {"Estimada", "Srta."},
	"dr": {"Estimado/a", "Dr./Dra."},
	"sr": {"Estimado", "Sr."}, "sra": {"Estimada", "Sra."}, "srta": {"Estimada", "Srta."}, "dra": {"Estimada", "Dra."},
}

// SalutationIn is how a letter in the language addresses the person: "Dear Ms.
// Achterberg:", or with the full name where no title is known.
func (p Person) SalutationIn(l Lang) string {
	if l != Spanish {
		return p.Salutation()
	}
	if t, ok := spanishTitles[strings.ToLower(strings.Trim(p.Title, ". "))]; ok && !blank(p.Family) {
		return t[0] + " " + t[1] + " " + strings.TrimSpace(p.Family) + ":"
	}
	if name := joinWords(" ", p.Given, p.Family); name != "" {
		return "Estimado/a " + name + ":"
	}
	return "Hola:"
}
