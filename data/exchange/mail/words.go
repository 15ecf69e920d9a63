package mail

import (
	"regexp"
	"strings"
)

var (
	// wrote is the line before an older message that is answered.
	wrote = regexp.MustCompile(`(?i)^(?:>\s*)*(?:on\b.{4,300}\bwrote|el\b.{4,300}\bescribi[oó]|.{1,120}<[^<>@\s]+@[^<>\s]+>.{0,60}\b(?:wrote|escribi[oó])):?\s*$`)
	// wroteBegins is such a line that the mail program has broken.
	wroteBegins = regexp.MustCompile(`(?i)^(?:on (?:mon|tue|wed|thu|fri|sat|sun|\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|el (?:lun|mar|mi[eé]|jue|vie|s[aá]b|dom|\d))`)
	// divider is the line before an older message that is passed on.
	divider = regexp.MustCompile(`(?i)^\s*(?:-{2,}|_{2,})?\s*(?:original message|mensaje original|forwarded message|mensaje reenviado|begin forwarded message|inicio del mensaje reenviado|original appointment)\s*:?\s*(?:-{2,}|_{2,})?\s*$`)
	ruler   = regexp.MustCompile(`^\s*_{10,}\s*$`)
	// fieldLine is a line of the short header that Outlook sets before an older message.
	fieldLine = regexp.MustCompile(`(?i)^\s*\*?(from|de|sent|enviado(?: el)?|date|fecha|to|para|cc|subject|asunto|reply-to)\s*:\*?\s`)
	fromLine  = regexp.MustCompile(`(?i)^\s*\*?(?:from|de)\s*:\*?\s`)
	// device is what telephones and mail programs add below.
	device = regexp.MustCompile(`(?i)^\s*(?:sent (?:from|via|with) (?:my|the|yahoo|mail|outlook|samsung|proton|aol|gmail)\b.*|get outlook for .*|enviado desde (?:mi|el|la|outlook|yahoo)\b.*|obtener outlook para .*|download the .* app.*)$`)
	// notice is the beginning of what law departments add below.
	notice = regexp.MustCompile(`(?i)^\s*\*{0,3}\s*(?:confidentiality(?: notice| note)?\b|confidential:|notice of confidentiality|aviso de confidencialidad|this (?:e-?mail|message)(?:,? (?:and|including) any attachments?| transmission)?.{0,80}\b(?:confidential|intended)|disclaimer\s*:)`)
)

// Parts splits the text of a message: what its writer wrote this time, the older
// messages that it answers or passes on, and the signature. It is a guess by the marks
// that mail programs set; all of the text is in one of the three.
func Parts(body string) (words, quoted, signature string) {
	lines := strings.Split(body, "\n")
	at := historyAt(lines)
	own, old := lines[:at], lines[at:]
	var answers []string
	if at < len(lines) {
		old, answers = between(old)
	}
	own = append(append([]string(nil), own...), answers...)
	own, tail := signatureOf(own)
	return join(own), join(old), join(tail)
}

func join(lines []string) string { return strings.Trim(strings.Join(lines, "\n"), "\n \t") }

// historyAt returns the line with which the older messages begin, or how many lines
// there are.
func historyAt(lines []string) int {
	quotedFrom := len(lines) // from here on all lines are quoted or blank
	for quotedFrom > 0 && (strings.HasPrefix(lines[quotedFrom-1], ">") || strings.TrimSpace(lines[quotedFrom-1]) == "") {
		quotedFrom--
	}
	for i, l := range lines {
		switch {
		case isWrote(l), divider.MatchString(l):
			return i
		case wroteBegins.MatchString(l) && i+1 < len(lines) && isWrote(l+" "+strings.TrimSpace(lines[i+1])):
			return i
		case wroteBegins.MatchString(l) && i+2 < len(lines) && isWrote(l+" "+strings.TrimSpace(lines[i+1])+" "+strings.TrimSpace(lines[i+2])):
			return i
		case ruler.MatchString(l) && i+1 < len(lines) && fromLine.MatchString(lines[i+1]):
			return i
		case fromLine.MatchString(l) && headerBlock(lines[i:]):
			return i
		case strings.HasPrefix(l, ">") && i >= quotedFrom:
			return i
		}
	}
	return len(lines)
}

// isWrote tells the line before an older message. One without a day or an address is
// what somebody tells: On Monday I wrote.
func isWrote(l string) bool { return strings.ContainsAny(l, "0123456789@") && wrote.MatchString(l) }

// headerBlock tells a short header: three of its lines among the first five.
func headerBlock(lines []string) bool {
	seen := 0
	for _, l := range lines[:min(len(lines), 6)] {
		if fieldLine.MatchString(l) {
			seen++
		}
	}
	return seen >= 3
}

// between parts answers that stand within and below the lines of an older message that
// are marked with > from these. Where no line is marked, all is the older message.
func between(lines []string) (old, answers []string) {
	marked := 0
	for _, l := range lines {
		if strings.HasPrefix(l, ">") {
			marked++
		}
	}
	if marked == 0 {
		return lines, nil
	}
	begun := false
	for _, l := range lines {
		begun = begun || strings.HasPrefix(l, ">")
		if !begun || strings.HasPrefix(l, ">") {
			old = append(old, l)
		} else {
			answers = append(answers, l)
		}
	}
	return old, answers
}

// signatureOf parts the signature: below the line of two hyphens, or what telephones,
// mail programs and law departments add.
func signatureOf(lines []string) (words, signature []string) {
	for i, l := range lines {
		if l == "-- " || l == "--" && i > 0 {
			return lines[:i], lines[i:]
		}
	}
	for i, l := range lines {
		if device.MatchString(l) && blankFrom(lines[i+1:], 3) || notice.MatchString(l) && i > 0 {
			return lines[:i], lines[i:]
		}
	}
	return lines, nil
}

// blankFrom tells that no more than a few lines follow.
func blankFrom(lines []string, most int) bool {
	n := 0
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			n++
		}
	}
	return n <= most
}
