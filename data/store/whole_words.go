package store

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapport/data/exchange/portable"
)

// columnKind is what the numbers of a column are.
type columnKind int

const (
	asIs      columnKind = iota
	aDay                 // 2026-11-27
	anInstant            // RFC 3339, UTC
	aMonth               // 2026-11
	aTruth               // true, false
)

// wholeColumn is what a column of an export holds, the same in every table that has
// it.
type wholeColumn struct {
	kind  columnKind
	about string
}

// wholeColumns describe the columns, by name. A column that is new must be described
// here, or a test fails.
var wholeColumns = map[string]wholeColumn{
	"ack_due": {aDay, "day by which the acknowledgement is due"}, "ack_on": {aDay, "day of the acknowledgement"},
	"action": {asIs, "what was done, a short code"}, "anonymous": {aTruth, "whether nobody is named"},
	"asks": {aTruth, "whether the comment asks for an answer"}, "asked": {aDay, "day on which it was asked for"}, "asked_by": {asIs, "who asked for it"}, "asked_on": {aDay, "day on which it was asked for"},
	"at": {anInstant, "when"}, "birth": {aDay, "day of birth"}, "body": {asIs, "the record itself, in JSON; its fields are named after what they hold"},
	"born": {aDay, "day of birth"}, "by": {asIs, "who did it"}, "case_key": {asIs, "key of the case, in the table cases"}, "case_number": {asIs, "number of the case that it became"},
	"cases": {asIs, "how many cases"}, "category": {asIs, "code of the category"}, "channel": {asIs, "how it came in"}, "class": {asIs, "who may see it"},
	"clock": {asIs, "which clock runs"}, "closed_at": {anInstant, "when it was closed"}, "closed_on": {aDay, "day on which it was closed"},
	"closings": {asIs, "its closings: month and days since receipt"}, "closure": {asIs, "how it ended"}, "complainant": {asIs, "who speaks up, family name first"},
	"confirmed_by": {asIs, "who confirmed it"}, "counted": {asIs, "as what kind it counts in the figures"}, "days": {asIs, "days from receipt to closing"},
	"decide_due": {aDay, "day by which the decision is due"}, "decide_on": {aDay, "day of the decision"}, "delta": {asIs, "what it does to the number of open cases: 1, 0, -1"},
	"digest": {asIs, "a digest of what the row said, by which a change is known"}, "disability": {asIs, "as the person said"}, "done_on": {aDay, "day on which it was done"},
	"due": {aDay, "day by which it is due"}, "elements": {aTruth, "whether the letter has what the rule asks for"}, "empty": {aTruth, "whether the comment says nothing"},
	"ended_on": {aDay, "day on which it ended"}, "entered_on": {aDay, "day on which it was entered"}, "event_on": {aDay, "day on which it happened"},
	"external_id": {asIs, "its number in the file that it came from"}, "feedback_key": {asIs, "key of the comment, in the table feedback"}, "first": {asIs, "key of one case"},
	"first_day": {aDay, "first day of the period"}, "flags": {asIs, "marks of the case, a sum: 1 harm, 2 discharge appeal, 4 legal hold, 8 restricted notes, 16 reopened, 32 anonymous, and what came later"},
	"flow": {asIs, "received, reopened, closed, withdrawn, or nothing"}, "from_state": {asIs, "state before"}, "grade": {asIs, "school grade that reads it"},
	"headings": {asIs, "the line of headings"}, "id": {asIs, "its id, a UUID; 1 in tables of one row"}, "import": {asIs, "key of the import that it came with, in the table imports; 0: none that is listed"}, "interim_on": {aDay, "day of the interim letter"}, "issued_on": {aDay, "day on which it was issued"},
	"item": {asIs, "id that all versions of it share"}, "key": {asIs, "key of the row, to which others point"}, "kind": {asIs, "what kind it is, a code"},
	"known": {asIs, "id of the person in the register, the table persons"}, "language": {asIs, "code of the language"}, "last": {asIs, "number that was given last"},
	"last_key": {asIs, "greatest key that it gave"}, "last_day": {aDay, "last day of the period"}, "last_on": {aDay, "last day on which it counts"}, "left_on": {aDay, "day on which it left"}, "letter": {asIs, "key of the letter, in the table letters"},
	"mac": {asIs, "seal of the entry and all before it"}, "merged_into": {asIs, "id of the person that it was merged into"}, "met_on": {aDay, "day on which the duty was met"},
	"missed": {aTruth, "whether it was missed"}, "month": {aMonth, "the month"}, "mrn": {asIs, "record number"}, "name": {asIs, "its name"},
	"next_due": {aDay, "day on which something is due next"}, "next_what": {asIs, "what is due next"}, "number": {asIs, "its number"}, "object": {asIs, "id or number of what it is about"},
	"officer": {asIs, "who did it, or whose it is"}, "on_day": {aDay, "the day that it is about"}, "on_the_spot": {aTruth, "whether staff present resolved it"},
	"opened_on": {aDay, "day on which it was opened"}, "opening": {asIs, "first words of the story"}, "outcome": {asIs, "what was found"}, "owner": {asIs, "who is responsible for it"},
	"patient": {asIs, "the patient, family name first"}, "payer": {asIs, "who pays for the care"}, "phone": {asIs, "phone number, ten digits"}, "place": {asIs, "its place in its list"},
	"promise": {aTruth, "whether it was promised"}, "qapi": {asIs, "category of quality improvement"}, "quarter": {aDay, "first day of the quarter"}, "reason": {asIs, "why"},
	"received": {aDay, "day on which it was received"}, "received_at": {anInstant, "when it was received"}, "received_on": {aDay, "day on which it was received"},
	"reopened": {asIs, "how often it was reopened"}, "review": {aDay, "day on which it is to be looked at again"}, "reviewed_at": {anInstant, "when it was reviewed"},
	"role": {asIs, "part that the person plays in the case"}, "satisfied": {asIs, "whether the person was satisfied"}, "saved_at": {anInstant, "when it was saved"}, "seal": {asIs, "seal of the end of the chain"},
	"second": {asIs, "key of the other case"}, "section": {asIs, "where in the case"}, "sentiment": {asIs, "1 to 5, 0 not judged"}, "seq": {asIs, "number of the entry in the audit chain"},
	"severity": {asIs, "0 to 3"}, "sha256": {asIs, "SHA-256 of the bytes, hexadecimal"}, "shelf": {asIs, "on which list of the day it waits"}, "shift": {asIs, "in which shift it happened"},
	"size": {asIs, "bytes"}, "source": {asIs, "where it came from"}, "speaker": {asIs, "id of who speaks up, in the register"}, "stage": {asIs, "how far it is"}, "state": {asIs, "where it stands, a code"},
	"stopped": {aTruth, "whether it was stopped"}, "task": {asIs, "id of the task"}, "taxonomy": {asIs, "version of the list of categories"}, "theme": {asIs, "its theme"}, "title": {asIs, "its title, folded for sorting"},
	"to_state": {asIs, "state after"}, "unit": {asIs, "the unit"}, "urgency": {asIs, "3 less the severity"}, "value": {asIs, "the number"}, "version": {asIs, "its version"}, "what": {asIs, "what is due"},
	"who": {asIs, "who does it"}, "why": {asIs, "cause of a reopening, a code"}, "words": {asIs, "the words by which it is found, folded"}, "worked": {asIs, "whether it worked"}, "year": {asIs, "the year"},
}

// wholeAbout says what each table holds. A table that is new must be described here,
// or a test fails.
var wholeAbout = map[string]string{
	"action_facts": "action plans by the days between which they counted", "advocacy": "actions for patients, such as appeals", "attachments": "what is known of the documents; the bytes lie under cases",
	"audit": "the audit chain: who did what and when", "audit_details": "what the entries of the audit chain say", "audit_head": "the end of the audit chain",
	"case_details": "the case itself, with its story", "case_events": "each move of a case from state to state", "case_facts": "what the figures need of a case", "case_links": "cases that belong together",
	"cases": "one row a case, as lists show it", "clocks": "duties with their due dates and how they were moved", "contacts": "calls, visits and messages", "dispatches": "how letters left",
	"drafts": "what was typed and not yet saved", "due_facts": "referrals and promises by their days", "dues": "what open cases owe", "feedback": "comments and survey answers", "feedback_themes": "themes of comments",
	"frozen_reports": "figures as they were reported", "glass_breaks": "restricted cases that were opened against their list", "imported_cases": "which rows of other systems came in as which case",
	"import_maps": "how columns of files that were brought in are read", "imports": "files that were brought in",
	"issues": "what each case is about, with findings", "knowledge": "policies, leaflets and answers of the library", "letter_facts": "what the figures need of a letter", "letters": "issued letters; the pages lie under cases",
	"month_days": "closed cases of a month by days", "month_kinds": "received cases of a month by kind", "month_numbers": "patient days and other numbers of a month", "month_open": "cases open at the end of a month",
	"named_themes": "names that the office gave to themes", "notes": "notes, those of restricted classes too", "number_series": "the last case number of each year", "officers": "who may sign in, and who did",
	"people": "people in cases", "persons": "the register of people", "phrases": "phrases for letters", "purges": "cases that were purged, and requests", "records": "meetings, disclosures, gifts, escalations, plans and other records of cases",
	"restrictions": "to whom cases are kept", "saved_views": "lists that officers keep", "schema_version": "version of the tables", "settings": "settings of the office", "sheets": "sheets that are enclosed with letters; the pages lie under sheets",
	"steps": "steps of investigations", "tasks": "tasks", "templates": "the office's own letter templates",
}

// readMe describes the export for somebody who has nothing else.
func (x *whole) readMe(tables []wholeTable) string {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	say("Everything that the case file of %s, %s, holds", x.set.Facility, x.set.Office)
	say("Put out on %s UTC by Rapport. Version of the tables: see tables/schema_version.csv.", x.now.Format("2006-01-02 15:04"))
	if x.practice {
		say("This is practice data: nobody in it is real.")
	}
	say("")
	say("THESE FILES HOLD PATIENTS' DATA, RESTRICTED NOTES INCLUDED. Keep them where only those can look who need to.")
	say("")
	say("cases/NUMBER/case.json    a case whole, with its history; format %s, version %d", portable.Format, portable.Version)
	say("cases/NUMBER/letters      its letters as they were issued, PDF")
	say("cases/NUMBER/documents    its documents, byte for byte; those that were voided too")
	say("sheets                    the sheets that are enclosed with letters, by their ids, PDF")
	say("tables/NAME.csv           a table for a spreadsheet: RFC 4180, UTF-8 with a byte order mark, a row for the columns")
	say("tables/NAME.jsonl         the same table for a program: one JSON object a line, a field for each column")
	say("SHA256SUMS                each file with its SHA-256, as “sha256sum -c” reads it")
	say("")
	say("Days are written 2026-11-27, months 2026-11, instants after RFC 3339 in UTC, ids as UUIDs, digests in hexadecimal; what is not")
	say("known is empty, or null. Amounts are US cents. A cell of the CSV that a spreadsheet would take for a formula has an apostrophe")
	say("before it; the JSON has the text as it is. The column “body” is a record in JSON. The search index is left out: it holds words")
	say("of the other tables alone.")
	say("")
	for _, t := range tables {
		say("%s, %d rows: %s", t.name, t.rows, wholeAbout[t.name])
		for _, c := range t.columns {
			say("    %-18s %s", c, wholeColumns[c].about)
		}
	}
	say("")
	for _, name := range slices.Sorted(maps.Keys(wholeElsewhere)) {
		say("%s: %s", name, wholeElsewhere[name])
	}
	return b.String()
}
