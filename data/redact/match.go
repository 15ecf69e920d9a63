package redact

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"rapport/data"
)

// matcher finds what the case knows.
type matcher struct {
	known    []Entity
	owners   map[string][]owner // of a word of a name
	people   map[int]*somebody
	initials map[string]int    // rma, ra: whose they are, the first who has them
	lines    map[string][]line // by their first word
	numbers  []number
	emails   map[string]int
	days     []knownDay
	units    map[string][][]string // of the office, as words in small letters, by their first
}

// owner is an entity with a word in its name.
type owner struct {
	entity   int
	nickname bool
}

// somebody is what a name gives beside its words.
type somebody struct {
	letters   string          // with which its words begin
	particles map[string]bool // de, van
}

// line is a part of an address as a row of words.
type line struct {
	words  []string
	entity int
	weak   bool // an ordinary word: it must have its capital
}

// number is a number without marks, as it is compared.
type number struct {
	key    string
	entity int
	whole  bool // so short that no mark may stand in it
}

type knownDay struct {
	year   int
	month  time.Month
	day    int
	entity int
}

func newMatcher(known []Entity) *matcher {
	m := &matcher{known: known, owners: map[string][]owner{}, people: map[int]*somebody{}, initials: map[string]int{}, lines: map[string][]line{}, emails: map[string]int{}, units: map[string][][]string{}}
	for i, e := range known {
		for _, form := range e.Forms {
			switch e.Kind {
			case unitName:
				m.addUnit(form)
			case Name:
				m.addName(i, form)
			case Place:
				m.addPlace(i, form)
			case Day:
				m.addDay(i, form)
			case Email:
				m.emails[emailKey(form)] = i
				m.addNumber(i, form)
			default:
				m.addNumber(i, form)
			}
		}
	}
	return m
}

// addName enters the words of a name, the nicknames that go with the given ones and
// the initials.
func (m *matcher) addName(i int, form string) {
	p := newPage(form)
	comma := strings.Index(p.plain, ",")
	var given, family []word
	for n, w := range p.words {
		switch {
		case data.NameTitle(w.low) && n == 0 && len(p.words) > 1 || credentials[w.low] && n > 1:
		case comma >= 0 && w.from < comma || comma < 0 && n == len(p.words)-1 && n > 0:
			family = append(family, w)
		default:
			given = append(given, w)
		}
	}
	who := m.people[i]
	if who == nil {
		who = &somebody{particles: map[string]bool{}}
		m.people[i] = who
	}
	initials := ""
	for _, part := range [][]word{given, family} {
		for _, w := range part {
			if data.NameParticle(w.low) && len(p.words) > 1 {
				who.particles[w.low] = true
				continue
			}
			r, _ := utf8.DecodeRuneInString(w.low)
			initials += string(r)
			m.own(w.low, owner{entity: i})
		}
	}
	who.letters += initials
	if first, _ := utf8.DecodeRuneInString(initials); utf8.RuneCountInString(initials) > 1 {
		last, _ := utf8.DecodeLastRuneInString(initials)
		for _, short := range []string{initials, string(first) + string(last)} {
			if _, taken := m.initials[short]; !taken {
				m.initials[short] = i
			}
		}
	}
	for n, w := range given {
		for _, nick := range nicknames()[w.low] {
			if n == 0 || len(nick) > 3 {
				m.own(nick, owner{entity: i, nickname: true})
			}
		}
	}
	m.joined(i, given)
	m.joined(i, family)
}

// joined enters two words that people also write as one: Rosalind Mae, Smith-Jones.
func (m *matcher) joined(i int, words []word) {
	if len(words) >= 2 {
		all := ""
		for _, w := range words {
			all += w.low
		}
		m.own(all, owner{entity: i})
	}
}

func (m *matcher) own(w string, o owner) {
	if utf8.RuneCountInString(w) < 2 {
		return
	}
	if !slices.ContainsFunc(m.owners[w], func(other owner) bool { return other.entity == o.entity }) {
		m.owners[w] = append(m.owners[w], o)
	}
}

// ownersOf are those whose name has the word, also in the plural and with an s that
// lost its apostrophe.
func (m *matcher) ownersOf(w word) []owner {
	for _, form := range []string{w.base, w.low} {
		if o := m.owners[form]; o != nil {
			return o
		}
	}
	for _, s := range []string{"es", "s"} {
		if stem, ok := strings.CutSuffix(w.low, s); ok && len(stem) > 2 && !isOrdinary(w.low) {
			if o := m.owners[stem]; o != nil {
				return o
			}
		}
	}
	return nil
}

// streetWords are words of addresses that are written in several ways. St is a street
// and a saint: both are read as the same, on both sides of a comparison.
var streetWords = map[string]string{"st": "street", "str": "street", "ave": "avenue", "av": "avenue", "rd": "road", "ln": "lane", "dr": "drive", "blvd": "boulevard", "ct": "court", "pl": "place",
	"ter": "terrace", "terr": "terrace", "hwy": "highway", "pkwy": "parkway", "cir": "circle", "sq": "square", "trl": "trail", "apt": "apartment", "ste": "suite", "bldg": "building", "fl": "floor", "rm": "room",
	"n": "north", "s": "south", "e": "east", "w": "west", "no": "number", "mt": "mount", "ft": "fort", "saint": "street", "avda": "avenida", "c": "calle", "pza": "plaza", "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}

func streetWord(w string) string {
	if long, ok := streetWords[w]; ok {
		return long
	}
	return w
}

// apartmentWords begin the part of an address behind the street.
var apartmentWords = setOf("apartment suite unit building floor room number lot piso puerta depto departamento")

// streetEnds are words that make a street of the words before them.
var streetEnds = setOf("street avenue road lane drive boulevard court place terrace highway parkway circle square trail way")

func (m *matcher) addPlace(i int, form string) {
	var words []string
	for _, w := range newPage(form).words {
		words = append(words, streetWord(w.low))
	}
	m.addLine(i, words)
	if at := slices.IndexFunc(words, func(w string) bool { return apartmentWords[w] }); at > 1 {
		m.addLine(i, words[:at])
		words = words[:at]
	}
	if len(words) > 2 && strings.ContainsAny(words[0], "0123456789") { // without the number of the house
		m.addLine(i, words[1:])
		if last := len(words) - 1; streetEnds[words[last]] { // “412 Larkspur”
			m.addLine(i, words[:last])
		}
	}
	if len(words) == 1 && len(words[0]) == 9 && strings.Trim(words[0], "0123456789") == "" { // ZIP+4 in one
		m.addLine(i, []string{words[0][:5]})
	}
	if len(words) == 2 && len(words[0]) == 5 && len(words[1]) == 4 && strings.Trim(words[0]+words[1], "0123456789") == "" {
		m.addLine(i, words[:1])
		m.addLine(i, []string{words[0] + words[1]})
	}
}

func (m *matcher) addLine(i int, words []string) {
	if len(words) == 0 || len(words) == 1 && utf8.RuneCountInString(words[0]) < 3 {
		return
	}
	weak := true
	for _, w := range words {
		weak = weak && isOrdinary(w)
	}
	m.lines[words[0]] = append(m.lines[words[0]], line{words: words, entity: i, weak: weak})
}

func (m *matcher) addDay(i int, form string) {
	d, err := data.ParseDate(form)
	if err != nil || d.IsZero() {
		return
	}
	t := d.Start(time.UTC)
	m.days = append(m.days, knownDay{t.Year(), t.Month(), t.Day(), i})
}

// The fewest digits of a number that is looked for: with marks in it, and in one
// piece. Fewer are in every text.
const (
	markedDigits = 6
	wholeDigits  = 4
	localDigits  = 7
	phoneDigits  = 10
)

// addNumber enters a number, with and without the letters and zeros before it, and a
// phone number with and without the codes before it.
func (m *matcher) addNumber(i int, form string) {
	key := bare(form)
	add := func(k string) {
		if len(k) < wholeDigits || !strings.ContainsAny(k, "0123456789") && m.known[i].Kind != Email {
			return
		}
		if !slices.ContainsFunc(m.numbers, func(n number) bool { return n.key == k && n.entity == i }) {
			m.numbers = append(m.numbers, number{key: k, entity: i, whole: len(k) < markedDigits})
		}
	}
	add(key)
	if m.known[i].Kind == Email {
		return
	}
	tail := strings.TrimLeft(key, "abcdefghijklmnopqrstuvwxyz")
	if len(tail) >= wholeDigits+1 {
		add(tail)
	}
	if trimmed := strings.TrimLeft(tail, "0"); len(trimmed) >= wholeDigits+1 {
		add(trimmed)
	}
	if kind := m.known[i].Kind; (kind == Phone || kind == Fax) && strings.Trim(key, "0123456789") == "" {
		if len(key) >= phoneDigits {
			add(key[len(key)-phoneDigits:])
			add("1" + key[len(key)-phoneDigits:])
		}
		if len(key) > localDigits {
			add(key[len(key)-localDigits:])
		}
	}
}
