package data

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/google/uuid"
)

// isID reports whether a text is the id of a record.
func isID(text string) bool {
	_, err := uuid.Parse(text)
	return len(text) == 36 && err == nil
}

// scales are the numbers that count the levels of a scale.
var scales = map[string][]string{"severity": Severities, "harm": Harms}

// inCents are the numbers that are US cents.
var inCents = []string{"cents", "recovered", "RecoveryLimits.item", "RecoveryLimits.year", "RecoveryLimits.bill_credit"}

// unread are values that say nothing to a reader, or what the entry says by
// itself, by type and name. Without a type: of a record of which only the JSON is
// known.
var unread = map[string]bool{
	"Finding.at": true, "Finding.by": true, "Issue.taxonomy": true, "Classification.rule_version": true, "Case.number": true,
	"Letter.sha256": true, "Contact.by": true,
	".id": true, ".at": true, ".by": true, ".rule_version": true, ".taxonomy": true, ".sha256": true,
}

// fieldLabels are the names of values where the name in the JSON, put into words,
// would not do: by name, or by type and name where a name means several things.
var fieldLabels = map[string]string{
	"ack_on": "Acknowledged on", "advocacy": "For the patient", "agreed_on": "Read back and agreed on", "answers": "Answers to the rules", "answer": "Answer for the letter",
	"alternative": "Other address", "authority": "Authority to receive information", "call_at": "Good times to call", "causes": "Cause", "classification": "The rules",
	"cash": "Cash or a card like cash", "cents": "Amount", "closure": "Closed because", "completed_on": "Investigation completed on", "confidential": "Asked for another address or way",
	"deceased": "Has died", "director": "Passed on to the director on", "dropped": "Will not be done because", "earlier": "Earlier number", "entered_at": "Entered", "event_date": "Date of the event",
	"facts": "What was done", "family": "Family name", "first_check": "Check after 30 days", "second_check": "Check after 90 days",
	"given": "Given name", "grant": "How far and how long", "have": "At hand", "held": "Was held", "in_letter": "In the letter",
	"inbound": "They reached us", "independent": "Decided by somebody without a stake", "inquiry": "Investigation", "interests": "What each needs",
	"levels": "Level", "look_again": "Look again on", "may_share": "May be shared", "may_share_name": "The name may be passed on", "minimum": "Why no more was read",
	"mrn": "Record number", "neutral": "Led by", "next": "Next step", "no_action": "Why nothing else is done", "own_words": "In their own words", "papers": "Document",
	"postal": "ZIP code", "qapi": "Quality program",
	"read_back": "Read back and agreed", "recovered": "Money recovered", "remedy": "What they ask for", "reopened": "Times reopened", "resume": "To go on as", "row": "Row of the rules that fired",
	"rules": "Ground rules", "shared_to": "Shared with", "staff_group": "Staff group", "steps": "Step", "story": "What happened", "subcategory": "Sub-category", "told": "Who was told",
	"told_agency": "Told of the agencies", "told_on": "Told on", "tty": "TTY", "understood": "As understood",
	"whys": "Why", "words": "In their words", "worked": "Did it work?", "worked_on": "Looked at on", "written": "Language to read", "language": "Language to speak",
	"said": "You said", "did": "We did", "shown": "In the shareable report", "disability": "Disability, as they said", "shift": "Shift in which it happened",
	"payer": "Payer of the care", "locale": "Numbers, dates and week", "measure": "Goal for",
	"also": "Also known as", "identifiers": "Other numbers", "sex": "Sex, as registered", "from_time": "At", "to_time": "Until, at", "attending": "Who treated",
	"ending": "At closing", "purged": "Purge",

	"base_url": "Address of the health record", "client_id": "Client id", "record_link": "Link to the health record", "RecordLink.network": "Network allowed", "RecordLink.ports": "Fixed ports",

	"Case.override":        "Kind chosen against the rules",
	"Case.override_reason": "Why against the rules", "Classified.override_reason": "Why against the rules", "Step.subject": "About", "Step.by": "Officer", "Advocacy.by": "Officer",
	"Step.from": "Records from", "Step.to": "Records until", "Grant.from": "From", "Grant.until": "Until", "Grant.event": "Ends when", "Grant.seen_by": "Seen by",
	"Issue.from": "From the case", "Task.from": "Promised in", "Task.owner": "Who does it", "Contact.at": "When", "Contact.update": "Told why it takes longer",
	"Answers.written": "Came in writing", "Answers.survey": "Came on a survey", "Answers.asks_response": "Asks for a response", "Answers.alleges_harm": "Alleges harm, abuse or neglect",
	"Answers.not_about_care": "Not about care", "Answers.not_authorized": "From somebody without authority", "Answers.resolved_now": "Resolved at the time by staff",
	"Answers.minor_comfort": "Minor comfort, met quickly", "Answers.survey_asks": "A written complaint is attached to the survey", "Answers.medicare_billing_rights": "Medicare billing rights",
	"Meeting.when": "When", "Step.when": "When", "Dispatch.on": "Left on", "Dispatch.by": "Recorded by", "LegalHold.on": "Placed on", "LegalHold.by": "Placed by", "LegalHold.release": "Why it was released",
	"Escalation.on": "Known on", "Escalation.what": "What happened", "Disclosure.what": "What was disclosed", "CommitteeReview.on": "Met on", "AppealLevel.cents": "Recovered",
}

// numberWords words a number by its field, with or without the type before it: a
// level of a scale, US cents, or the number itself.
func numberWords(field string, n int64) string {
	name := field[strings.LastIndex(field, ".")+1:]
	switch scale := scales[name]; {
	case n >= 0 && n < int64(len(scale)):
		return scale[n]
	case slices.Contains(inCents, name), slices.Contains(inCents, field):
		return Dollars(n)
	}
	return strconv.FormatInt(n, 10)
}

// fieldLabel is what people read for a value with a name in the JSON.
func fieldLabel(kind, name string) string {
	if label, ok := fieldLabels[kind+"."+name]; ok {
		return label
	}
	if label, ok := fieldLabels[name]; ok {
		return label
	}
	words := []rune(strings.ReplaceAll(name, "_", " "))
	if len(words) > 0 {
		words[0] = unicode.ToUpper(words[0])
	}
	return string(words)
}
