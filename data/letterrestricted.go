package data

import (
	"path"
	"regexp"
	"strings"
	"unicode"
)

// How many words in a row make a passage of a note that a letter must not have
// taken over: few from what must not be known, more from what may be.
const (
	restrictedRun = 6
	ordinaryRun   = 12
	leastRun      = 3 // a note of fewer words is no passage
)

// noteGaps is the review between the officer's notes and a letter: text of a
// restricted class never goes out, text of another is pointed out. It sees what
// the case holds of the notes, so the store asks it with all of them.
func noteGaps(f CaseFile, parts []letterPart) Missing {
	var m Missing
	for _, part := range parts {
		words := plainWords(part.text)
		for _, n := range f.Notes {
			switch {
			case n.Class == NotePSWP:
				id := plainWords(n.Text)
				m.add(len(id) > 0 && sharesRun(words, id, len(id)), "letter.restricted", part.field,
					"This names a patient safety report; a letter never does. Take it out.")
			case n.Class.Restricted():
				m.add(sharesRun(words, plainWords(n.Text), restrictedRun), "letter.restricted", part.field,
					"This repeats words of a restricted note; a letter never does. Say it from what the investigation found.")
			default:
				m.warn(sharesRun(words, plainWords(n.Text), ordinaryRun), "letter.note", part.field,
					"This repeats words of one of your notes; check that they are meant for the reader.")
			}
		}
	}
	return m.once()
}

// sharesRun reports whether run words of the note, or all of them where it has
// fewer, stand in a row in the text. One or two words are no passage, unless
// just so many are asked for.
func sharesRun(text, note []string, run int) bool {
	if len(note) < min(run, leastRun) || len(note) == 0 {
		return false
	}
	run = min(run, len(note))
	there := map[string]bool{}
	for i := 0; i+run <= len(text); i++ {
		there[strings.Join(text[i:i+run], " ")] = true
	}
	for i := 0; i+run <= len(note); i++ {
		if there[strings.Join(note[i:i+run], " ")] {
			return true
		}
	}
	return false
}

// plainWords are the words of a text without capitals and marks.
func plainWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(shown(text), "’", "'")), func(r rune) bool {
		return r != '\'' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// documentGaps keeps the name and the description of a document of a restricted
// class out of a letter.
func documentGaps(f CaseFile, parts []letterPart) Missing {
	var m Missing
	for _, part := range parts {
		words := plainWords(part.text)
		for _, a := range f.Attachments {
			if !a.Class.Restricted() {
				continue
			}
			name := plainWords(strings.TrimSuffix(a.Name, path.Ext(a.Name)))
			whole := part.field == "enclosures" && len(name) > 0 && strings.Join(words, " ") == strings.Join(name, " ")
			m.add(whole || sharesRun(words, name, restrictedRun) || sharesRun(words, plainWords(a.About), restrictedRun), "letter.restricted", part.field,
				"This names a document of a restricted class; a letter never does. Take it out.")
		}
	}
	return m.once()
}

// peerFindings say what peer review or a patient safety evaluation found. That a
// concern went to the appropriate review may be said (A-0123, 70ZK11).
var peerFindings = regexp.MustCompile(`(?i)\bpeer[ -]review(?:ers?|ed)?(?: committee| panel| board| process| team)? (?:has |have |had )?(?:found|concluded|determined|showed|decided|identified|recommended|ruled|agreed|said)\b` +
	`|\b(?:findings?|results?|conclusions?|outcome|minutes|report|recommendations?) (?:of|from|by) (?:(?:the|our|its|a) )?peer[ -]review` +
	`|\bpeer[ -]review(?:'s)? (?:findings?|results?|conclusions?|outcome|minutes|report|recommendations?)\b` +
	`|\bpatient safety work product\b|\bPSWP\b` +
	`|\brevisión (?:de|por|entre) pares (?:encontró|concluyó|determinó|halló|decidió|recomendó)|\b(?:hallazgos?|resultados?|conclusi(?:ón|ones)|informe) de (?:la )?revisión (?:de|por|entre) pares`)

// staffDiscipline tells what was done to a member of the staff.
var staffDiscipline = regexp.MustCompile(`(?i)\b(?:nurses?|doctors?|physicians?|surgeons?|residents?|employees?|staff(?: members?)?|aides?|technicians?|clerks?|workers?|managers?|therapists?|(?:s?he|they)) (?:was|were|has been|have been|is being|are being|will be) (?:also |formally |since |promptly |verbally )?` +
	`(?:disciplined|reprimanded|fired|suspended|terminated|demoted|counsell?ed|written up|placed on (?:leave|probation)|let go)\b` +
	`|\b(?:written|verbal|final) warning\b|\bdisciplinary (?:action|measures?|proceedings?)\b|\bperformance improvement plan\b|\bpersonnel (?:file|record)\b` +
	`|\b(?:enfermer[oa]|médic[oa]|doctora?|emplead[oa]|técnic[oa]) (?:fue|ha sido|será) (?:sancionad[oa]|despedid[oa]|suspendid[oa]|amonestad[oa])\b|\bmedidas? disciplinarias?\b`)

// substanceWords tell of treatment for substance use.
var substanceWords = []string{"substance use", "substance abuse", "addiction", "addicted", "methadone", "buprenorphine", "suboxone", "subutex", "naltrexone", "vivitrol",
	"detox", "detoxification", "rehab", "opioid use disorder", "alcohol use disorder", "alcoholism", "alcoholic", "overdose", "sober", "sobriety", "withdrawal symptoms",
	"drug treatment", "alcohol treatment", "drug test", "heroin", "cocaine", "fentanyl use", "intoxicated",
	"adicción", "adicciones", "metadona", "buprenorfina", "desintoxicación", "sobredosis", "abuso de sustancias", "consumo de sustancias", "alcoholismo", "heroína", "cocaína"}

// restrictedGaps keeps out what a letter must not hold (domain 6): text of a
// restricted class, what peer review found, what was done to staff, and facts of
// substance use treatment without the notice of 42 CFR 2.32.
func (x LetterFacts) restrictedGaps(filled []Filled, parts []letterPart) Missing {
	m := noteGaps(x.File, parts)
	m = append(m, documentGaps(x.File, parts)...)
	outward := x.Draft.Kind.Spec().Reader != ToStaff
	substance := ""
	for _, p := range parts {
		text := strings.ReplaceAll(p.text, "’", "'")
		m.add(outward && !p.quoted && peerFindings.MatchString(text), "letter.peer_review", p.field,
			"This tells what a protected review found. Say only that the concern went to the appropriate review.")
		m.add(outward && !p.quoted && staffDiscipline.MatchString(text), "letter.discipline", p.field,
			"This tells what was done to a member of the staff, which is confidential. Say what will be different for patients.")
		if _, found := firstWord(p.text, substanceWords); found && substance == "" {
			substance = p.field
		}
	}
	return append(m, x.part2Gaps(filled, substance)...)
}

// part2Gaps asks for the notice where records under 42 CFR part 2 leave with the
// letter: with a fact of them in it, or with any word to another body or a
// department about such a case. substance is the field that holds such a fact.
func (x LetterFacts) part2Gaps(filled []Filled, substance string) Missing {
	var m Missing
	if !x.File.HoldsPart2() {
		return m
	}
	noticed := printsPart2Notice(filled)
	field := cmpOr(substance, "findings")
	asked := substance != "" || x.Draft.Kind.Spec().Reader != ToPerson
	m.add(asked && !noticed, "letter.part2.notice", field,
		"This case holds records of substance use treatment. Take such facts out, or, where consent lets them in, write this notice into the letter: “"+Part2Notice+"”")
	m.warn(true, "letter.part2", field, "This case holds records of substance use treatment. Leave such facts out of the letter; where consent lets one in, "+
		"the page must carry the notice: “"+Part2Notice+"”")
	return m
}

// printsPart2Notice reports whether the notice stands on the page.
func printsPart2Notice(filled []Filled) bool {
	for _, b := range filled {
		words := strings.Join(plainWords(b.Text()), " ")
		if b.Shown && (strings.Contains(words, strings.Join(plainWords(Part2Notice), " ")) ||
			strings.Contains(words, "42 cfr") && strings.Contains(words, "prohíbe") && strings.Contains(words, "divulgación")) {
			return true
		}
	}
	return false
}
