package data

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Identifiers are the names and numbers by which people of the case are known, in
// the form that [SharedTextGaps] takes: patients, family, staff, whom the
// investigation spoke with; record numbers, phone numbers, e-mail addresses,
// cities other than the facility's, the number of the case.
func (f CaseFile) Identifiers(s Settings) []string {
	all := []string{f.Number, f.Owner}
	for _, p := range f.People {
		all = append(all, joinWords(" ", p.Given, p.Family), p.MRN, p.Phone, p.Email, p.Street, p.Alternative.Street)
		for _, city := range []string{p.City, p.Alternative.City} {
			if !sameName(city, s.Address.City) {
				all = append(all, city)
			}
		}
	}
	for _, st := range f.Steps {
		all = append(all, st.With)
	}
	for _, l := range f.Limits {
		all = append(all, l.DecidedBy)
	}
	for _, c := range s.Contacts {
		all = append(all, c.Manager, c.Deputy, c.Director)
	}
	return slices.DeleteFunc(all, blank)
}

// SharedGaps checks what a plan says in "you said, we did" against the people of
// its case; see [SharedTextGaps].
func (a ActionPlan) SharedGaps(f CaseFile, s Settings) Missing {
	known := append(f.Identifiers(s), a.Owner, a.VerifiedBy, a.First.By, a.Second.By)
	var m Missing
	for _, part := range []struct{ field, text string }{{"said", a.Said}, {"did", a.Did}} {
		for _, g := range SharedTextGaps(part.text, known) {
			g.Field = part.field
			m = append(m, g)
		}
	}
	return m
}

// SharedTraces finds in "you said, we did" what may point to somebody in the
// register, of this case or another; the store looks it up.
func (a ActionPlan) SharedTraces(f CaseFile, s Settings) []Trace {
	x := LetterFacts{Settings: s}
	x.File.ReceivedAt = f.ReceivedAt
	return append(x.tracesIn("said", a.Said, nil), x.tracesIn("did", a.Did, nil)...)
}

// SharedOwnerGaps judges whose the traces are, by the owners that the store found:
// whoever has a case is not named. The sentences quote the text and nothing of the
// register.
func SharedOwnerGaps(traces []Trace, owners []Owner) Missing {
	var m Missing
	for _, o := range owners {
		t := traces[o.Trace]
		if len(o.Cases) == 0 || t.Kind == TraceBirth && !t.cue && !o.namedBy(t.line) {
			continue
		}
		m.add(true, "shared.register."+string(t.Kind), t.Field, "“"+strings.TrimSpace(t.Said)+"” is also in the register of people or among the cases; take it out.")
	}
	return m.once()
}

// wordsAndNames are names that are words too: at the beginning of a sentence they
// may be either.
var wordsAndNames = set(`an art baker bell best bill bishop black bond brown bush butler carpenter case chance charity church
	clay cook cross day dean do drew drop faith field fields fisher ford fox frank free french gay gene glass gold good grace grant gray green grey hall
	hand hardy harmony head heath hill holly hope house hunter iris ivy jack joy judge king knight lane law lily little long love low man march mark marsh
	mason may mercy merry miles miller mills min moon more my new noble north norm page park parks pat patience pearl pierce pool poor price prince rich
	river rivers robin rock rose ruby rusty sandy see sharp short smith so song spring star stone storm strong summer sun sunny than thorn to truth turner violet
	walker wall waters way weaver wells west white will winter wise wish wood woods worth young`)

// WordAndName reports whether a word in small letters is a name as well as an
// ordinary word: May, Grace, Hall.
func WordAndName(word string) bool { return wordsAndNames[word] }

// NameParticle reports whether a word in small letters joins the words of a family
// name: de, van.
func NameParticle(word string) bool { return nameParticles[word] }

// NameTitle reports whether a word in small letters stands before a name: mr, dra.
func NameTitle(word string) bool { return nameTitles[word] }

// OfficeWord reports whether a word is one of a hospital and its office that is
// written with capitals and is no name: Unit, Nursing, Relations.
func OfficeWord(word string) bool { return len(officeWord(word)) > 0 }

// knownIn finds what is known of the people concerned: a number or an address
// anywhere, a name by any of its words written with a capital.
func knownIn(text string, known []string) Missing {
	var m Missing
	words := capitalWords(text)
	plain := nameWords(text)
	for _, k := range known {
		switch {
		case blank(k):
		case strings.ContainsFunc(k, unicode.IsDigit) || strings.Contains(k, "@"):
			there := holdsNumber(text, k) || len(k) > 3 && strings.Contains(strings.ToLower(text), strings.ToLower(strings.TrimSpace(k)))
			m.add(there, "shared.known.number", "", "“"+k+"” belongs to somebody of the case; take it out.")
		default:
			name := slices.DeleteFunc(nameWords(k), func(w string) bool { return nameTitles[w] || nameParticles[w] || utf8.RuneCountInString(w) < 2 })
			if len(name) > 1 && sharesRun(plain, name, len(name)) {
				m.add(true, "shared.known.name", "", "“"+k+"” is somebody of the case; take the name out.")
				continue
			}
			m = append(m, nameWordIn(text, words, name)...)
		}
	}
	return m
}

// nameWordIn finds a single word of a name. Written with a capital within a
// sentence it is the name; where a word stands that is a name as well as a word,
// or a long one without its capital, it is only pointed out.
func nameWordIn(text string, words []nameWord, name []string) Missing {
	var m Missing
	for _, w := range words {
		for _, half := range append([]string{w.text}, strings.Split(w.text, "-")...) {
			as := strings.Join(nameWords(half), "")
			if !slices.Contains(name, as) {
				continue
			}
			first, _ := utf8.DecodeRuneInString(half)
			doubtful := wordsAndNames[as] && beginsSentence(text[:w.at])
			switch {
			case unicode.IsUpper(first) && !doubtful:
				m.add(true, "shared.known.name", "", "“"+w.text+"” is the name of somebody of the case; take it out.")
			case unicode.IsUpper(first) || !wordsAndNames[as] && utf8.RuneCountInString(as) >= 4:
				m.warn(true, "shared.known.maybe", "", "“"+w.text+"” may be the name of somebody of the case; take it out if it is.")
			}
		}
	}
	return m
}

// beginsSentence reports whether a sentence begins after the text.
func beginsSentence(before string) bool {
	before = strings.TrimRight(before, " \t“”\"'‘’(¿¡")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".!?:;\n\r")
}

// officeWordsEither are words of a hospital that are written with capitals and are
// no name.
const officeWordsEither = `(?i:admissions?|admitting|advocates?|board|call|care|cardiology|center|centre|champions?|clinic|committee|council|department|desk|discharge|education|educator|emergency|family|floor|handoff|health|hospital|` +
	`hours?|imaging|intensive|laboratory|leaders?|manager|managers|maternity|medical|medicine|nurse|nurses|nursing|office|oncology|outpatient|pain|patients?|pediatrics|pharmacy|practitioner|programs?|radiology|` +
	`registration|rehabilitation|relations|residents?|room|rounding|rounds|safety|security|services?|staff|station|supervisor|surgery|surgical|team|therapy|training|transport|triage|unit|ward|women|` +
	`north|south|east|west|quiet|time|guide|policy|plan|checklist|question|feedback|experience|quality|joint|commission|medicare|medicaid|spanish|english|american|sign|language)`

var officeWord = pattern(`^` + officeWordsEither + `$`)

// maybeNames points out runs of words with capitals that may be the name of
// somebody, of whom no rule and no list has told already. One word of the hospital
// among them makes them something else.
func maybeNames(text string, told Missing) Missing {
	var m Missing
	for _, run := range nameRuns(text) {
		var said []string
		office := false
		for _, w := range run {
			said = append(said, w.text)
			office = office || len(officeWord(w.text)) > 0
		}
		name := strings.Join(said, " ")
		known := slices.ContainsFunc(told, func(g Gap) bool {
			return slices.ContainsFunc(said, func(w string) bool { return strings.Contains(g.Sentence, w) })
		})
		m.warn(!office && !known, "shared.name.maybe", "", "“"+name+"” may be the name of somebody; take it out if it is.")
	}
	return m
}
