package data

import "regexp"

// Comments are counted, not worked on: nobody who fills in a survey waits for a
// letter. One who asks for an answer does, and what they complain of is then a
// matter for the office (42 CFR 482.13(a)(2), interpretive guidelines A-0118: a
// complaint attached to a survey with a request for resolution is a grievance).

// asking are the words by which a comment asks for an answer.
var asking = []struct {
	words *regexp.Regexp
	why   string
}{
	{regexp.MustCompile(`(?i)\b(?:please|pls|kindly|can|could|would|will|want|like|need|expect|waiting for|hoping)\b[^.!?\n]{0,60}\b(?:call|phone|ring|contact|text|e-?mail|write to|reply to|respond to|get back to|answer|reach out to|speak (?:to|with)|talk (?:to|with))\b[^.!?\n]{0,12}\b(?:me|us|my|myself)\b`), "it asks to be called or written to"},
	{regexp.MustCompile(`(?i)(?:^|[.!?\n]\s*)(?:call|phone|ring|contact|e-?mail|text) me\b`), "it asks to be called or written to"},
	{regexp.MustCompile(`(?i)\b(?:want|would like|wish|need|demand|expect|request)(?:s|ed|ing)?\b[^.!?\n]{0,40}\b(?:someone|somebody|a manager|the manager|a supervisor|patient (?:relations|advocate))\b[^.!?\n]{0,30}\b(?:call|contact|phone|speak|talk|answer|explain)`), "it asks to be called or written to"},
	{regexp.MustCompile(`(?i)\b(?:would like|want|expect|await|awaiting|waiting for|look forward to|hoping for|demand|request)\b[^.!?\n]{0,25}\b(?:a (?:response|reply|call ?back|phone call|written answer)|an answer|to hear (?:back|from you)|your (?:response|reply|call))\b`), "it asks for an answer"},
	{regexp.MustCompile(`(?i)\b(?:formal|official|file a|make a|lodge a|filing a)\b[^.!?\n]{0,15}\b(?:complaint|grievance)\b`), "it says that it is a complaint"},
}

// phoneInText is a phone number as people write one in the United States.
var phoneInText = regexp.MustCompile(`(?:^|[^\d\-])(?:\+?1[\s.\-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.\-])\d{3}[\s.\-]\d{4}(?:[^\d\-]|$)`)

// emailInText is an e-mail address within a text.
var emailInText = regexp.MustCompile(`[\pL\pN._%+\-]+@[\pL\pN\-]+(?:\.[\pL\pN\-]+)*\.\pL{2,}`)

// AsksForAnswer says why a comment asks for an answer; empty where it does not.
// ticked is what the person said in a box of its own. A phone number alone is
// enough: nobody leaves one who does not want to be called. An empty comment with
// a number does not, because surveys ask for it beforehand.
func AsksForAnswer(f Feedback, ticked bool) string {
	switch {
	case ticked:
		return "it was ticked that an answer is wanted"
	case blank(f.Text):
		return ""
	}
	for _, a := range asking {
		if a.words.MatchString(f.Text) {
			return a.why
		}
	}
	switch {
	case phoneInText.MatchString(f.Text):
		return "it gives a phone number"
	case emailInText.MatchString(f.Text):
		return "it gives an e-mail address"
	}
	return ""
}
