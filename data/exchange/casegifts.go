package exchange

import (
	"regexp"
	"strconv"
	"strings"

	"rapport/data"
)

var (
	amountInText = regexp.MustCompile(`(?i)(?:\$ ?|\busd ?)(\d{1,3}(?:,\d{3})+|\d{1,7})(\.\d{2})?\b`)
	amountAlone  = regexp.MustCompile(`^(\d{1,3}(?:,\d{3})+|\d{1,7})(\.\d{1,2})?$`)
	billWords    = regexp.MustCompile(`(?i)\b(?:bill|bills|billing|charges?|co-?pay(?:ment)?|balance|adjust(?:ed|ment)|waived?|write[- ]?off|written off|writeoff)\b`)
	cashWords    = regexp.MustCompile(`(?i)\b(?:cash|che(?:ck|que))\b`)
)

// gift makes service recovery of what the log says was given, where it is one amount
// and the day is known by which it was: that of the ending, or else of the letter.
// Anything else stays a text.
func (r rowReader) gift(in *data.ImportedCase, heading, text string) bool {
	cents, ok := centsIn(text)
	day := in.AnsweredOn
	if !in.ClosedAt.IsZero() {
		day = data.DateOf(in.ClosedAt, r.settings.Zone())
	}
	if !ok || day.IsZero() {
		return false
	}
	g := data.Recovery{On: day, Item: text, Cents: cents, BillCredit: billWords.MatchString(heading + " " + text), Cash: cashWords.MatchString(text),
		Reason: "From the log, column “" + heading + "”, which gives no day: it is that of the ending."}
	if amountAlone.MatchString(text) { // what it was, only the heading says
		g.Item = heading + ": " + text
	}
	if len(g.Validate(data.CaseFile{}, r.settings, r.today).Blocking()) > 0 {
		return false
	}
	in.Gifts = append(in.Gifts, g)
	return true
}

// centsIn is the amount in a text, where it has exactly one.
func centsIn(text string) (int64, bool) {
	found := amountAlone.FindStringSubmatch(text)
	if found == nil {
		all := amountInText.FindAllStringSubmatch(text, 2)
		if len(all) != 1 {
			return 0, false
		}
		found = all[0]
	}
	whole, err := strconv.ParseInt(strings.ReplaceAll(found[1], ",", ""), 10, 64)
	if err != nil {
		return 0, false
	}
	part, err := strconv.ParseInt((strings.TrimPrefix(found[2], ".") + "00")[:2], 10, 64)
	return whole*100 + part, err == nil && whole*100+part > 0
}
