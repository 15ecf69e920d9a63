package data

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// SharedTextCaution stands beside every check of [SharedTextGaps]: a program can
// find patterns, not what somebody in town knows.
const SharedTextCaution = "This check looks for names, dates, numbers and addresses. It may miss some, and it cannot tell whether a rare event points to somebody. Read the text as a neighbor of the patient would before you share it."

// SharedTextGaps looks in a text that may leave the quality circle ("you said, we
// did") for what identifies somebody: the identifiers of 45 CFR 164.514(b)(2)(i)
// (A) to (R) as far as they have a form. known are names and numbers of the
// people concerned, see [CaseFile.Identifiers]; nil where nobody knows them. What
// blocks must be taken out; warnings are to be looked at. The sentences quote the
// text, so they are for the window alone. Finding nothing proves nothing:
// [SharedTextCaution] must stand beside the answer.
func SharedTextGaps(text string, known []string) Missing {
	text = dashes.Replace(asciiDigits(shown(text)))
	m := knownIn(text, known)
	rest := []byte(text)
	for _, rule := range sharedRules {
		for _, hit := range rule.find(string(rest)) {
			said := string(rest[hit[0]:hit[1]])
			if rule.but != nil && rule.but.MatchString(said) {
				continue
			}
			m = append(m, Gap{Code: "shared." + rule.code, Warn: rule.warn, Sentence: "“" + strings.TrimSpace(said) + "” " + rule.sentence})
			for i := hit[0]; i < hit[1]; i++ {
				rest[i] = ';' // what is told once is not told again as something else
			}
		}
	}
	m = append(m, maybeNames(string(rest), m)...)
	return m.once()
}

// sharedRule is one kind of identifier, and what to do about it.
type sharedRule struct {
	code     string
	warn     bool
	find     func(text string) [][]int
	but      *regexp.Regexp // what is found and allowed
	sentence string
}

func placesOf(form *regexp.Regexp) func(string) [][]int {
	return func(text string) [][]int { return form.FindAllStringIndex(text, -1) }
}

func pattern(expr string) func(string) [][]int { return placesOf(regexp.MustCompile(expr)) }

const ageWords = `(?:nine ?ty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one |a )?hundred(?:[- ](?:and[- ])?(?:one|two|three|four|five))?)`

// sharedRules are walked in this order: the longer forms first. The letters are
// those of 45 CFR 164.514(b)(2)(i).
var sharedRules = []sharedRule{
	{code: "email", find: placesOf(emailAddress), sentence: "is an e-mail address; take it out."}, // F
	{code: "url", sentence: "is a web address; take it out.", // N
		find: pattern(`(?i)\b(?:https?://|www\.)\S+|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|health|info|us|io)\b(?:/\S*)?`)},
	{code: "handle", find: pattern(`(?:^|\s)@[A-Za-z][\w.]{2,}`), sentence: "is the name of an account; take it out."},                                                                                 // R
	{code: "ip", find: pattern(`\b\d{1,3}(?:\.\d{1,3}){3}\b`), sentence: "is the address of a device; take it out."},                                                                                   // O
	{code: "ssn", find: placesOf(socialSecurity), sentence: "looks like a Social Security number; take it out."},                                                                                       // G
	{code: "case", find: placesOf(caseNumberIn), sentence: "is the number of a case; take it out."},                                                                                                    // R
	{code: "day", find: writtenDays, sentence: "is a day; write the year alone, or no date."},                                                                                                          // C
	{code: "day", find: pattern(`(?i)\b(?:on|el|since|until) \d{1,2}/\d{1,2}\b`), sentence: "is a day; write the year alone, or no date."},                                                             // C
	{code: "month", warn: true, find: pattern(monthMention), sentence: "names a month. Of what happened to a patient only the year may be told."},                                                      // C
	{code: "feast", warn: true, find: pattern(feasts), sentence: "tells the day. Of what happened to a patient only the year may be told."},                                                            // C
	{code: "phone", find: phonePlaces, sentence: "looks like a phone number; take it out."},                                                                                                            // D, E
	{code: "phone", find: pattern(`(?i)\b(?:ext\.?|extension|pager)[ :#]{1,3}\d{3,}|\b(?:phone|fax|tel\.?)(?: number| no\.?)?[:#] ?\d[\d-]{2,}`), sentence: "looks like a phone number; take it out."}, // D, E
	{code: "account", find: placesOf(accountNumber), sentence: "looks like the number of an account or a member; take it out."},                                                                        // I, J
	{code: "number", find: pattern(`(?i)\b(?:mrn|mr ?#|record|chart|patient|encounter|visit|case|grievance|complaint|file|ticket|reference|license|licence|plate|vin|serial|device|badge|expediente|historia|registro|caso|queja) ?(?:(?:id|no\.?|number|núm\.?|número|#) ?[:#]? ?[A-Z]{0,4}-?\d[\dA-Z-]*|[:#]? ?[A-Z]{0,4}-?\d{4,}[\dA-Z-]*)`), but: regexp.MustCompile(`^\pL+ (?:19|20)\d\d$`),
		sentence: "looks like a number by which somebody is known; take it out."}, // H, K, L, M, R
	{code: "age", find: pattern(`(?i)\b(?:(?:9\d|1[0-2]\d)[- ]?(?:years?|yrs?|y/?o|años)\b(?:[- ](?:old|of age|de edad))?(?: (?:or|and) (?:older|over))?|(?:aged?|edad de) (?:9\d|1[0-2]\d)\b(?:\+| or older| or over| and older| and over)?|` +
		ageWords + `[- ]years?[- ]old)`), but: regexp.MustCompile(`(?i)\b90(?:\+|.* (?:or|and) o)`),
		sentence: "is an age over 89; write “90 or older”, or leave it out."}, // C
	{code: "age.word", warn: true, find: pattern(`(?i)\b(?:nonagenarian|centenarian|newborn twins?|\d{1,2}[- ]?(?:years?|yrs?|y/?o|años)[- ](?:old|of age|de edad)|aged? \d{1,2})\b`), but: regexp.MustCompile(`(?i)^aged? 90$`),
		sentence: "tells an age; an age band or “an older patient” is enough."},
	{code: "room", find: pattern(`(?i)\b(?:room|rm\.?|bed|bay|cubicle|suite|habitación|cuarto|cama) ?#?(?:no\.? ?|number )?\d{1,4}-?[A-Z]?\b(?: (?:hours?|days?|nights?|minutes?|times|horas|días)\b)?`), but: regexp.MustCompile(`(?:s|hour|day|night|minute)$`), sentence: "tells the room or the bed; take it out."}, // B, R
	{code: "street", find: pattern(`\b\d{1,5} (?:[NSEW]\.? )?(?:[\p{Lu}][\p{L}'’]+ ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Way|Terrace|Highway|Hwy)\b|\b(?i:p\.? ?o\.? box) \d+`),
		sentence: "is a street address; take it out."}, // B
	{code: "zip", find: pattern(`\b(?:[A-Z]{2}|(?i:zip(?: code)?:?)) \d{5}(?:-\d{4})?\b|\b\d{5}-\d{4}\b|(?i:\bzip(?: code)?:? \d{3})\b`), sentence: "looks like a ZIP code; take it out."},                  // B
	{code: "place", warn: true, find: pattern(`\b(?:\p{Lu}[\p{L}'’]+ )+(?:County|Township|Parish|Borough)\b`), sentence: "is a place smaller than a state; take it out if it tells where a patient lives."}, // B
	{code: "number", find: longNumbers, sentence: "looks like a number by which somebody is known; take it out."},                                                                                           // H, R
	{code: "zip.maybe", warn: true, find: pattern(`\b\d{5}\b`), but: notRecord, sentence: "may be a ZIP code or a number by which somebody is known; take it out if it is."},
	{code: "title", find: pattern(`\b(?i:mr|mrs|ms|mx|dr|prof|sr|sra|srta|don|doña|nurse|enfermer[oa])\.? (?:\p{Lu}\.? )*\p{Lu}[\p{L}'’-]+`), but: regexp.MustCompile(`(?i)^(?:nurse|enfermera?) (?:` + officeWordsEither + `)$`),
		sentence: "names somebody; write “a patient”, “a family member” or “a nurse”."}, // A
	{code: "rare", warn: true, find: pattern(`(?i)\b(?:triplets?|quadruplets?|conjoined|mayor|senator|celebrity|professional athlete|in the news|newspaper|lawsuit|the only patient|first patient ever)\b`),
		sentence: "may point to one person whom people know of; put it more generally."}, // R
}

const monthMention = `(?i)\b(?:in|since|until|from|during|of|last|this|early|late|mid|en|desde|hasta)[ -](?:early |late |mid-?)?(?:` + monthNames + `)\b|\b(?:` + monthNames + `)\b\.?,? +(?:del? )?\d{4}\b`

const feasts = `(?i)\b(?:christmas(?: eve| day)?|thanksgiving|easter|new year['’]?s(?: eve| day)?|labor day|memorial day|independence day|fourth of july|valentine['’]?s day|mother['’]?s day|father['’]?s day|halloween|navidad|nochebuena)\b`

func writtenDays(text string) [][]int {
	var all [][]int
	for _, w := range daysWritten(text) {
		all = append(all, []int{w.at, w.end})
	}
	return disjoint(all)
}

func phonePlaces(text string) [][]int {
	var all [][]int
	for _, n := range phonesIn(text) {
		all = append(all, []int{n.at, n.end})
	}
	return disjoint(append(all, localPhone.FindAllStringIndex(text, -1)...))
}

// longNumbers are the numbers of so many digits that they count nothing in a
// sentence of this kind.
func longNumbers(text string) [][]int {
	line := notRecord.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat(";", len(s)) })
	line = thousands.ReplaceAllStringFunc(line, func(s string) string { return strings.Repeat(";", len(s)) })
	var all [][]int
	for _, hit := range longNumber.FindAllStringIndex(line, -1) {
		said := line[hit[0]:hit[1]]
		digits := len(digitsOf(said))
		lettered := unicode.IsLetter(rune(said[0])) && !strings.ContainsAny(said, " :")
		if digits >= plainDigits || lettered && digits >= plainDigits-2 {
			all = append(all, hit)
		}
	}
	return all
}

var (
	longNumber = regexp.MustCompile(`\b[A-Za-z]{0,4}[ #:-]?\d[\d-]*\d[A-Za-z]?\b`)
	localPhone = regexp.MustCompile(`\b\d{3}[-. ]\d{4}\b`)
	thousands  = regexp.MustCompile(`\b\d{1,3}(?:,\d{3})+\b`) // a count or an amount with its marks
)

// disjoint leaves out what lies in another place of the list.
func disjoint(places [][]int) [][]int {
	slices.SortFunc(places, func(a, b []int) int {
		if a[0] != b[0] {
			return a[0] - b[0]
		}
		return b[1] - a[1]
	})
	var kept [][]int
	for _, p := range places {
		if len(kept) == 0 || p[0] >= kept[len(kept)-1][1] {
			kept = append(kept, p)
		}
	}
	return kept
}
