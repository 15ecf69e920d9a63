package ehr

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"rapport/data"
)

// concept is what a Coding, a CodeableConcept, a list of these or a bare code says.
type concept struct {
	codes []string
	text  string // for people: the text, else the first display
}

// concept reads them all: versions of FHIR differ in which of them stands where.
func (l *limits) concept(v value) concept {
	var c concept
	for _, item := range l.items(v) {
		if item.kind() == '"' {
			c.codes = append(c.codes, l.text(item.str()))
			continue
		}
		o := l.object(item)
		if o["concept"].kind() == '{' { // CodeableReference of R5
			o = l.object(o["concept"])
		}
		c.text = cmp.Or(c.text, l.text(o["text"].str()))
		codings := l.items(o["coding"])
		if !o["code"].none() || !o["display"].none() {
			codings = append(codings, item)
		}
		for _, coding := range codings {
			if p := l.object(coding); p != nil {
				c.text = cmp.Or(c.text, l.text(p["display"].str()))
				if code := l.text(p["code"].str()); code != "" {
					c.codes = append(c.codes, code)
				}
			}
		}
	}
	return c
}

// words is what a concept says, in words where it has any, else by its first code.
func (c concept) words() string {
	if c.text != "" || len(c.codes) == 0 {
		return c.text
	}
	return c.codes[0]
}

func (c concept) has(codes ...string) bool {
	return slices.ContainsFunc(c.codes, func(have string) bool {
		return slices.ContainsFunc(codes, func(want string) bool { return strings.EqualFold(have, want) })
	})
}

// ended tells that the period of a part lies behind us.
func (l *limits) ended(o object) bool {
	end := l.object(o["period"])["end"].str()
	if end == "" {
		return false
	}
	day, ok := dayOf(end)
	return ok && day < l.now.Format(time.DateOnly)[:len(day)]
}

// texts are the values of a list of texts that have something in them.
func (l *limits) texts(v value) []string {
	var out []string
	for _, item := range l.items(v) {
		if s := l.text(item.str()); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func hasName(n data.PatientName) bool { return n.Family != "" || len(n.Given) > 0 || n.Text != "" }

// fileName is a name with what decides whether it is the one in use.
type fileName struct {
	data.PatientName
	ended bool
}

// names reads all names that have something in them.
func (l *limits) names(v value) []fileName {
	var out []fileName
	for _, item := range l.items(v) {
		n := fileName{}
		if item.kind() == '"' {
			n.Text = l.text(item.str())
		} else {
			o := l.object(item)
			n.PatientName = data.PatientName{
				Family: strings.Join(l.texts(o["family"]), " "), Given: l.texts(o["given"]),
				Prefix: l.texts(o["prefix"]), Suffix: l.texts(o["suffix"]),
				Text: l.text(o["text"].str()), Use: l.text(o["use"].str()),
			}
			n.ended = l.ended(o)
		}
		if hasName(n.PatientName) {
			out = append(out, n)
		}
	}
	return out
}

// former are uses of names that are not the name somebody goes by.
var former = []string{"old", "maiden", "nickname", "anonymous"}

// chooseName returns the place of the name in use: official, else usual, else the
// first that is no former one, never one whose time is over; -1 where there is none.
func chooseName(names []fileName) int {
	for _, fits := range []func(fileName) bool{
		func(n fileName) bool { return n.Use == "official" },
		func(n fileName) bool { return n.Use == "usual" },
		func(n fileName) bool { return !slices.Contains(former, n.Use) },
	} {
		if i := slices.IndexFunc(names, func(n fileName) bool { return !n.ended && fits(n) }); i >= 0 {
			return i
		}
	}
	return -1
}

// name returns the name in use, and the others that are not the same.
func (l *limits) name(v value) (data.PatientName, []data.PatientName) {
	names := l.names(v)
	if len(names) == 0 {
		return data.PatientName{}, nil
	}
	at := chooseName(names)
	if at < 0 {
		at = 0
		l.remark("name", "The file has only an earlier name or a nickname.")
	}
	chosen := names[at].PatientName
	var also []data.PatientName
	for i, n := range names {
		if i == at || sameName(n.PatientName, chosen) || slices.ContainsFunc(also, func(a data.PatientName) bool { return sameName(a, n.PatientName) }) {
			continue
		}
		also = append(also, n.PatientName)
	}
	return chosen, also
}

// sameName compares the parts; a text in one piece counts where there are none.
func sameName(a, b data.PatientName) bool {
	return strings.EqualFold(a.Family, b.Family) && strings.EqualFold(strings.Join(a.Given, " "), strings.Join(b.Given, " ")) &&
		(a.Family != "" || len(a.Given) > 0 || strings.EqualFold(a.Text, b.Text))
}

// inOne is a name for a list of staff: as the file writes it in one piece, else its
// parts in their order.
func inOne(n data.PatientName) string {
	if n.Text != "" {
		return n.Text
	}
	return strings.Join(slices.DeleteFunc(slices.Concat(n.Prefix, n.Given, []string{n.Family}, n.Suffix), func(s string) bool { return s == "" }), " ")
}

// telecom returns phones and e-mail addresses in use, those that are preferred first.
func (l *limits) telecom(v value) (phones, emails []string) {
	type point struct {
		object
		rank int
	}
	var points []point
	for _, item := range l.items(v) {
		o := l.object(item)
		if item.kind() == '"' {
			o = object{"value": item}
		}
		if o["use"].str() == "old" || l.ended(o) {
			continue
		}
		rank := o["rank"].rank()
		if rank <= 0 {
			rank = 1 << 30
		}
		points = append(points, point{o, rank})
	}
	slices.SortStableFunc(points, func(a, b point) int { return cmp.Compare(a.rank, b.rank) })
	for _, p := range points {
		said := l.text(p.object["value"].str())
		switch system := p.object["system"].str(); {
		case said == "":
		case system == "email" || system == "" && strings.Contains(said, "@"):
			emails = append(emails, strings.TrimPrefix(said, "mailto:"))
		case system == "phone" || system == "sms" || system == "" && looksLikePhone(said):
			phones = append(phones, strings.TrimSpace(strings.TrimPrefix(said, "tel:")))
		}
	}
	return phones, emails
}

func looksLikePhone(s string) bool {
	digits := 0
	for _, r := range strings.TrimPrefix(s, "tel:") {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune(" +-().x/", r):
			return false
		}
	}
	return digits >= 7
}

// address returns the address in use: at home, else the first that is not an old one.
func (l *limits) address(v value) *data.FileAddress {
	type place struct {
		*data.FileAddress
		use string
	}
	var places []place
	for _, item := range l.items(v) {
		o := l.object(item)
		if item.kind() == '"' {
			o = object{"text": item}
		}
		a := &data.FileAddress{
			Lines: l.texts(o["line"]), City: l.text(o["city"].str()), State: l.text(o["state"].str()),
			Postal: l.text(o["postalCode"].str()), Country: l.text(o["country"].str()), Text: l.lines(o["text"].str()),
		}
		use := o["use"].str()
		if use != "old" && !l.ended(o) && (len(a.Lines) > 0 || a.City+a.State+a.Postal+a.Country+a.Text != "") {
			places = append(places, place{a, use})
		}
	}
	if len(places) == 0 {
		return nil
	}
	return places[max(0, slices.IndexFunc(places, func(p place) bool { return p.use == "home" }))].FileAddress
}
