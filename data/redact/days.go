package redact

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// months are the names of months, whole and cut, in plain small letters: English,
// Spanish, and those of other languages of Western Europe that differ from them.
var months = func() map[string]time.Month {
	all := map[string]time.Month{}
	for i, names := range strings.Split(`january jan enero ene januari januar janvier janeiro gennaio
february feb febrero februari februar fevrier fevereiro febbraio
march mar marzo maart mrt marz mars marco
april apr abril abr avril aprile
may mayo mei mai maio maggio
june jun junio juni juin junho giugno
july jul julio juli juillet julho luglio
august aug agosto ago augustus aout
september sep sept septiembre setiembre septembre setembro settembre
october oct octubre oktober okt octobre outubro ottobre
november nov noviembre novembre novembro
december dec diciembre dic dezember dez decembre dezembro dicembre`, "\n") {
		for _, n := range strings.Fields(names) {
			all[n] = time.Month(i + 1)
		}
	}
	return all
}()

var monthPattern = func() string {
	var all []string
	for n := range months {
		all = append(all, n)
	}
	return `(?:` + strings.Join(longestFirst(all), "|") + `)`
}()

// Ordinals that stand for the day of a month, and numbers that Spanish writes out.
const (
	ordinalWords = `(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))`
	spanishDays  = `(?:primero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciseis|diecisiete|dieciocho|diecinueve|veinte|veinti\w+|treinta(?: y uno)?)`
	weekdays     = `(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thurs?|fri|sat|sun|lunes|martes|miercoles|jueves|viernes|sabado|domingo)`
	yearAfter    = `(?:(?:,? ?(?:of |del? |-|/)?|\.? ?)(?P<y>(?:1[89]|20)\d\d|'\d\d)\b)?`
)

type dayForm struct {
	re   *regexp.Regexp
	sure bool
	cued bool // a word stands before the date that is no part of it
}

// dayForms are the ways in which people write a day or a part of a date that is more
// than a year. The groups are named: y, m, d, and name for a month in letters.
var dayForms = []dayForm{
	{regexp.MustCompile(`\b(?P<y>(?:1[89]|20)\d\d) ?[-/.] ?(?P<m>\d{1,2}) ?[-/.] ?(?P<d>\d{1,2})(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[-+]\d\d:?\d\d)?)?`), true, false},
	{regexp.MustCompile(`\b(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:\d{4}(?:\d\d)?)?\b`), true, false},
	{regexp.MustCompile(`\b(?P<m>\d{1,2}) ?[-/.] ?(?P<d>\d{1,2}) ?[-/.] ?(?P<y>(?:1[89]|20)\d\d|\d\d)\b`), true, false},
	{regexp.MustCompile(`(?i)\b(?:` + weekdays + `\.?,? (?:the )?)?(?P<name>` + monthPattern + `)\b\.? ?(?:the )?(?P<d>\d{1,2})(?:st|nd|rd|th)?\b(?: ?(?:-|to|through|and|&) ?\d{1,2}(?:st|nd|rd|th)?\b)?` + yearAfter), true, false},
	{regexp.MustCompile(`(?i)\b(?:` + weekdays + `\.?,? (?:the )?)?(?P<d>\d{1,2})(?:st|nd|rd|th|o|\.)?(?: ?(?:-|to|and|y|al?) ?\d{1,2}(?:st|nd|rd|th)?)?[ ./-]{0,2}(?:day )?(?:of |de )?(?P<name>` + monthPattern + `)\b\.?` + yearAfter), true, false},
	{regexp.MustCompile(`(?i)\b(?:the )?(?P<word>` + ordinalWords + `)(?: day)? of (?P<name>` + monthPattern + `)\b` + yearAfter), true, false},
	{regexp.MustCompile(`(?i)\b(?P<name>` + monthPattern + `) (?:the )?(?P<word>` + ordinalWords + `)\b` + yearAfter), true, false},
	{regexp.MustCompile(`(?i)\b(?P<word>` + spanishDays + `) de (?P<name>` + monthPattern + `)\b` + yearAfter), true, false},
	{regexp.MustCompile(`(?i)\b(?:early |late |mid-? ?)?(?P<name>` + monthPattern + `)\b\.?,?(?: of| de| del)? ?-?(?P<y>(?:19|20)\d\d)\b`), true, false},
	{regexp.MustCompile(`\b(?P<m>0?[1-9]|1[0-2]) ?[/-] ?(?P<y>(?:19|20)\d\d)\b`), true, false},
	{regexp.MustCompile(`(?i)\b(?:on|since|until|till|through|from|by|dated?|date|born|dob|of|el|del|al|desde|hasta|dia|fecha|admitted|discharged|seen|and|to)[ :]{1,2}(?:the )?(?P<m>\d{1,2})[/.](?P<d>\d{1,2})\b`), false, true},
	{regexp.MustCompile(`(?i)\b(?:dob|d\.o\.b\.?|born(?: on)?|birth(?:day|date| date)?|date of birth|nacid[oa](?: el)?|nacimiento)\W{1,4}(?:is |was |es |on )?(?P<m>\d{1,2})[ .,/-]{1,3}(?P<d>\d{1,2})[ .,/-]{1,3}(?P<y>\d{4}|\d\d)\b`), true, true},
	{regexp.MustCompile(`(?i)\b(?:in|since|until|till|from|during|last|this|next|early|late|mid|by|of|en|desde|hasta|durante)[ -](?:early |late |mid-? ?)?(?P<name>` + monthPattern + `)\b`), false, true},
	{regexp.MustCompile(`(?i)\bon the (?P<d>\d{1,2})(?:st|nd|rd|th)\b`), false, true},
	{regexp.MustCompile(`\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|[Ll]unes|[Mm]artes|[Mm]iercoles|[Jj]ueves|[Vv]iernes|[Ss]abados?|[Dd]omingos?)\b`), false, false},
	{regexp.MustCompile(`(?i)\b(?:christmas(?: eve| day)?|thanksgiving(?: day)?|easter(?: sunday| monday)?|good friday|new year'?s(?: eve| day)?|labor day|memorial day|independence day|fourth of july|4th of july|valentine'?s day|mother'?s day|father'?s day|halloween|navidad|nochebuena|nochevieja)\b`), false, false},
}

// in finds a form in the lines that have what it needs: a digit, or the name of a
// month.
func (d dayForm) in(p *page) [][]int {
	if d.re.SubexpIndex("name") < 0 {
		if d.re.SubexpIndex("d") < 0 && d.re.SubexpIndex("m") < 0 {
			return p.search(d.re, aWord)
		}
		return p.search(d.re, aDigit)
	}
	named := page{flow: p.flow}
	for _, s := range p.lines {
		if s.month {
			named.lines = append(named.lines, s)
		}
	}
	return named.search(d.re, aWord)
}

// daysIn finds the dates of a text. One that is a day of the case, a birth date, has
// its tag.
func (m *matcher) daysIn(p *page) []hit {
	var all []hit
	for _, form := range dayForms {
		for _, at := range form.in(p) {
			w := written{form.re, p.plain, at}
			h := hit{from: at[0], to: at[1], kind: Day, entity: nobody, sure: form.sure}
			if first := w.first(); first >= 0 && form.cued {
				h.from = first // without the word before it
			}
			if !w.isDate(&h) {
				continue
			}
			h.entity = m.dayOf(w)
			all = append(all, h)
		}
	}
	return all
}

// written is a date as it was found.
type written struct {
	re    *regexp.Regexp
	plain string
	at    []int
}

func (w written) part(name string) string {
	if i := w.re.SubexpIndex(name); i >= 0 && w.at[2*i] >= 0 {
		return w.plain[w.at[2*i]:w.at[2*i+1]]
	}
	return ""
}

// first is where the first named part begins.
func (w written) first() int {
	first := -1
	for i := 1; i < len(w.at)/2; i++ {
		if at := w.at[2*i]; at >= 0 && (first < 0 || at < first) {
			first = at
		}
	}
	return first
}

func number2(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// isDate reports whether the numbers can be those of a date. May, March and their
// like count only with a capital, where they stand without a day.
func (w written) isDate(h *hit) bool {
	d, month := w.part("d"), w.part("m")
	if n := number2(d); d != "" && (n < 1 || n > 31) {
		return false
	}
	if n := number2(month); month != "" && (n < 1 || n > 31 || n > 12 && (d == "" || number2(d) > 12)) {
		return false
	}
	name, whole := w.part("name"), w.plain[w.at[0]:w.at[1]]
	if (name == "may" || name == "mar" || name == "mai") && w.part("y") == "" && !strings.HasPrefix(whole, name) && !strings.Contains(whole, "of ") && !strings.Contains(whole, "de ") {
		return false // the verb
	}
	if name != "" && d == "" && w.part("word") == "" {
		if c := name[0]; c >= 'a' && (name == "may" || name == "march" || name == "mar" || name == "mai" || name == "marco" || len(name) < 4) {
			return false
		}
	}
	// 3.5.12 and 1-2-30 may be versions or doses: with points, a year has four digits
	// or the day two.
	if y := w.part("y"); month != "" && len(y) == 2 && strings.Contains(w.plain[w.at[0]:w.at[1]], ".") && len(d) < 2 && len(month) < 2 {
		h.sure = false
	}
	return true
}

// dayOf is the day of the case that was meant; nobody where it is none.
func (m *matcher) dayOf(w written) int {
	if len(m.days) == 0 {
		return nobody
	}
	d, month := number2(w.part("d")), time.Month(number2(w.part("m")))
	named := false
	if name := w.part("name"); name != "" {
		month, named = months[strings.ToLower(name)], true
	}
	year := w.part("y")
	for _, k := range m.days {
		if year != "" && !sameYear(year, k.year) {
			continue
		}
		if k.month == month && k.day == d || !named && int(k.month) == d && k.day == int(month) {
			return k.entity
		}
		if named && d < 0 && k.month == month && year != "" && w.part("word") == "" { // the month of the year
			return k.entity
		}
	}
	return nobody
}

func sameYear(written string, year int) bool {
	written = strings.TrimPrefix(written, "'")
	n := number2(written)
	return n == year || len(written) == 2 && n == year%100
}
