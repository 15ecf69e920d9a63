package data

import (
	"fmt"
	"strings"
)

// maxQuoted is how many characters of a person's own words about one issue are
// quoted back.
const maxQuoted = 600

// toldIssues tells each issue in the person's own words, between quotation marks,
// or its category where none were written down. An acknowledgement tells the
// issue as it was understood, where that was put into words, so that the person
// can set it right.
func toldIssues(x LetterFacts) []string {
	var told []string
	for _, is := range x.File.Issues {
		understood, own := oneLine(is.Understood), oneLine(is.Words)
		category, _ := is.About(x.Settings)
		switch {
		case understood != "" && x.Draft.Kind == Acknowledgement:
			told = append(told, shortened(understood))
		case own != "" && x.lang() == Spanish:
			told = append(told, "«"+shortened(own)+"»")
		case own != "":
			told = append(told, "“"+shortened(own)+"”")
		case category != "" && x.lang() == English:
			told = append(told, category)
		default:
			told = append(told, map[Lang]string{English: "Your concern", Spanish: "Su inquietud"}[x.lang()])
		}
	}
	return told
}

// oneLine is a text on one line, without doubled blanks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// unbroken is a phone number that no line end may cut.
func unbroken(phone string) string { return strings.Join(strings.Fields(phone), "\u00a0") }

// shortened cuts what is too long to be told in a letter.
func shortened(text string) string {
	runes := []rune(text)
	if len(runes) > maxQuoted {
		runes = append(runes[:maxQuoted], '…')
	}
	return string(runes)
}

// answersInOrder holds the answers in the order of the case, one for each issue;
// an answer that is missing is empty.
func answersInOrder(x LetterFacts) []string {
	given := map[ID]string{}
	for _, a := range x.Draft.Findings {
		given[a.Issue] = a.Text
	}
	all := make([]string, len(x.File.Issues))
	for i, is := range x.File.Issues {
		all[i] = given[is.ID]
	}
	return all
}

func agencyItems(x LetterFacts) []string {
	var lines []string
	for _, a := range x.Settings.Agencies {
		line := joinWords(", ", oneLine(a.Name), unbroken(a.Phone))
		if note := strings.TrimSuffix(oneLine(a.Note), "."); note != "" {
			if lowerFirst(note) == note {
				line += ", " + note // goes on: for people with Medicare
			} else {
				line += ". " + note + "."
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// attempts are the contacts out of the office that did not reach the person.
func attempts(f CaseFile) []Contact {
	var all []Contact
	for _, c := range f.Contacts {
		if !c.Inbound && c.Outcome != "" && c.Outcome != "reached" && c.Outcome != "call_back" {
			all = append(all, c)
		}
	}
	return all
}

// attemptWords say in a letter how an attempt was made.
var attemptWords = map[Lang]map[ContactMode]string{
	English: {"phone": "we called you", "voicemail": "we left you a message", "letter": "we wrote to you", "email": "we sent you an e-mail", "in_person": "we came to see you"},
	Spanish: {"phone": "le llamamos por teléfono", "voicemail": "le dejamos un mensaje", "letter": "le escribimos", "email": "le enviamos un correo electrónico", "in_person": "fuimos a verle"},
}

func attemptLines(x LetterFacts) []string {
	var lines []string
	for _, c := range attempts(x.File) {
		how, ok := attemptWords[x.lang()][c.Mode]
		if !ok {
			how = map[Lang]string{English: "we tried to reach you", Spanish: "intentamos comunicarnos con usted"}[x.lang()]
		}
		lines = append(lines, DateOf(c.At, x.Settings.Zone()).In(x.lang())+": "+how)
	}
	return lines
}

func severityLine(x LetterFacts) string {
	words := map[Lang][]string{English: {"0, not present", "1, low", "2, medium", "3, high"}, Spanish: {"0, ninguna", "1, baja", "2, media", "3, alta"}}
	return words[x.lang()][min(max(x.File.MaxSeverity(), 0), 3)]
}

func caseKindLine(x LetterFacts) string { return labelIn(x.lang(), Kinds, x.File.Kind) }

// stepsDoneLine counts the steps that wait for nothing: "3 of 4".
func stepsDoneLine(x LetterFacts) string {
	done, all := 0, 0
	for _, st := range x.File.Steps {
		if st.Kind != TimelineStep {
			all++
		}
		if !st.DoneOn.IsZero() && st.Kind != TimelineStep {
			done++
		}
	}
	if all == 0 {
		return ""
	}
	return fmt.Sprintf(map[Lang]string{English: "%d of %d", Spanish: "%d de %d"}[x.lang()], done, all)
}

// outcomeLines tell each issue for the committee without a person's words.
func outcomeLines(x LetterFacts) []string {
	form := map[Lang]string{English: "Issue %d: %s; severity %d; %s", Spanish: "Asunto %d: %s; gravedad %d; %s"}[x.lang()]
	open := map[Lang]string{English: "no finding yet", Spanish: "todavía sin conclusión"}[x.lang()]
	var lines []string
	for i, is := range x.File.Issues {
		category, sub := is.About(x.Settings)
		if x.lang() == Spanish {
			category, sub = cmpOr(spanishCategories[is.Category], category), ""
		}
		outcome := cmpOr(lowerFirst(labelIn(x.lang(), Outcomes, is.Finding.Outcome)), open)
		lines = append(lines, fmt.Sprintf(form, i+1, joinWords(", ", category, sub, is.Unit), is.Severity, outcome))
	}
	return lines
}

func letterLines(x LetterFacts) []string {
	dated := map[Lang]string{English: ", dated ", Spanish: ", con fecha del "}[x.lang()]
	left := map[Lang]string{English: ", sent ", Spanish: ", enviada el "}[x.lang()]
	var lines []string
	for _, l := range x.File.Letters {
		line := labelIn(x.lang(), LetterKinds, l.Kind) + dated + l.Date.In(x.lang())
		if sent := l.Dispatched(); !sent.IsZero() {
			line += left + sent.In(x.lang())
		}
		lines = append(lines, line)
	}
	return lines
}
