package exchange

import "slices"

// Field is what a column may hold.
type Field struct {
	Name  string // as a map writes it
	Label string
	Help  string
	// Listed marks a field whose words are of a list that Rapport has: a word that
	// is not on it is asked for once ([Plan.Unknown]).
	Listed bool
	Date   bool
	Needed bool

	heads []string // headings by which it is known, in plain letters
}

// The fields that a map may give a column to.
const (
	fieldID         = "id" // the row's own number: the same row is not imported twice
	fieldDate       = "date"
	fieldUnit       = "unit"
	fieldText       = "text"
	fieldMore       = "more" // a second free text, added to the first
	fieldQuestion   = "question"
	fieldSentiment  = "sentiment" // by the scale of the map
	fieldRespondent = "respondent"
	fieldPhone      = "phone"
	fieldEmail      = "email"
	fieldReply      = "reply"

	fieldChannel      = "channel"
	fieldKind         = "kind"
	fieldComplainant  = "complainant"
	fieldRelation     = "relation"
	fieldAddress      = "address"
	fieldCity         = "city"
	fieldState        = "state"
	fieldPostal       = "postal"
	fieldPatient      = "patient"
	fieldMRN          = "mrn"
	fieldBirthDate    = "birth_date"
	fieldEvent        = "event_date"
	fieldRemedy       = "remedy"
	fieldCategory     = "category"
	fieldCategory2    = "category2"
	fieldSeverity     = "severity"
	fieldFinding      = "finding"
	fieldStaff        = "staff"
	fieldStatus       = "status"
	fieldClosed       = "closed"
	fieldClosure      = "closure"
	fieldDays         = "days_to_close"
	fieldAcknowledged = "acknowledged"
	fieldAnswered     = "letter_date"
	fieldOwner        = "owner"
	fieldAuthor       = "author"
	fieldWritten      = "written"
	fieldAction       = "action"
	fieldResolution   = "resolution"
	fieldCompensation = "compensation"
	fieldNotes        = "notes"
)

var commentFields = []Field{
	{Name: fieldID, Label: "Number", Help: "The row's own number. By it a row is known again, so that none comes in twice. Without one the row is known by its content.",
		heads: words("comment id", "response id", "survey id", "record id", "id", "no", "number", "nr", "ref", "reference", "case id", "uuid", "response number", "responseid", "card no", "card number")},
	{Name: fieldDate, Label: "Received", Help: "The day on which the comment came.", Date: true, Needed: true,
		heads: words("date", "received", "date received", "received date", "recdate", "response date", "survey date", "completed", "completed on", "date completed", "end date", "enddate", "submitted", "submission date", "timestamp", "recorded date", "visit date", "disdate", "discharge date", "day", "comment date", "date of comment", "start date")},
	{Name: fieldText, Label: "Comment", Help: "What the person wrote.", Needed: true,
		heads: words("comment", "comments", "feedback", "free text", "text", "verbatim", "answer", "response", "what did we do well", "tell us more", "your comments", "remarks", "words", "open text", "comment text", "what could we do better", "said", "fft answer", "additional comments", "review", "message")},
	{Name: fieldMore, Label: "Second comment", Help: "A second free text; it is added to the first.",
		heads: words("what could we do better", "what could we improve", "improvement", "suggestions", "suggestion", "anything else", "other comments", "additional comments", "comment 2", "what went well", "tell us more")},
	{Name: fieldQuestion, Label: "Question", Help: "What the person was asked.",
		heads: words("question", "prompt", "item", "fft question", "question text", "survey question", "survey section", "section")},
	{Name: fieldUnit, Label: "Unit", Help: "The unit or service that the comment is about.",
		heads: words("unit", "ward", "department", "dept", "service", "clinic", "location", "area", "site", "nursing unit", "service line", "service type", "facility", "team")},
	{Name: fieldSentiment, Label: "Score", Help: "How satisfied the person is: a number, stars or words. The scale is asked and remembered.",
		heads: words("sentiment", "score", "rating", "stars", "star rating", "satisfaction", "overall satisfaction", "overall rating", "overall", "mood", "nps", "likelihood to recommend", "would you recommend", "recommend", "how satisfied", "experience", "top box", "mean score", "comment sentiment", "grade")},
	{Name: fieldRespondent, Label: "Who said it", Help: "The name or the number of the person. Comments of one person carry one date.",
		heads: words("respondent", "respondent id", "patient id", "name", "patient", "patient name", "your name", "who", "participant", "full name")},
	{Name: fieldPhone, Label: "Phone", Help: "A number under which the person can be reached. Who leaves one is offered for an answer.",
		heads: words("phone", "telephone", "tel", "phone number", "mobile", "cell", "cell phone", "contact number", "home phone")},
	{Name: fieldEmail, Label: "E-mail", Help: "An address to which an answer can go.",
		heads: words("email", "e-mail", "mail", "email address", "e-mail address")},
	{Name: fieldReply, Label: "Wants an answer", Help: "A tick, a 1 or a yes where the person asks for an answer.",
		heads: words("wants reply", "wants an answer", "reply wanted", "reply", "contact me", "may we contact you", "please contact me", "follow up", "follow up requested", "followup", "callback", "call back", "call back requested", "wants contact", "contact requested", "would you like a reply", "would you like to be contacted", "reply requested")},
}

var caseFields = []Field{
	{Name: fieldID, Label: "Number", Help: "The number that the case had before. By it a row is known again, so that none comes in twice. Without one the row is known by its content.",
		heads: words("number", "no", "nr", "id", "case", "case no", "case number", "case id", "complaint no", "complaint number", "complaint id", "grievance no", "grievance number", "grievance id", "file no", "file number", "ref", "reference", "ref no", "reference number", "log no", "log number", "log", "record number", "tracking number", "ticket", "incident no", "event number")},
	{Name: fieldDate, Label: "Received", Help: "The day on which the matter reached the office.", Date: true, Needed: true,
		heads: words("received", "date received", "received date", "received on", "date", "date of complaint", "complaint date", "grievance date", "date of grievance", "date opened", "opened", "open date", "opened on", "date in", "date reported", "reported", "reported on", "intake date", "created", "date created", "start date", "date logged")},
	{Name: fieldText, Label: "What happened", Help: "The complaint, in the person's words or in those of the log.", Needed: true,
		heads: words("what happened", "description", "complaint", "grievance", "concern", "story", "summary", "details", "issue", "issues", "nature of complaint", "description of complaint", "description of grievance", "complaint description", "complaint details", "complaint summary", "complaint text", "text of complaint", "narrative", "text", "allegation", "allegations", "subject", "brief description", "problem", "event description", "comment", "comments")},
	{Name: fieldMore, Label: "More of what happened", Help: "A second text; it is added to the first.",
		heads: words("more", "additional details", "additional information", "details", "narrative", "further details", "background")},
	{Name: fieldUnit, Label: "Unit", Help: "The unit that the case is about.",
		heads: words("unit", "ward", "department", "dept", "service", "clinic", "location", "area", "nursing unit", "unit department", "department unit", "service line", "site", "facility", "where", "location of event", "unit involved", "department involved")},
	{Name: fieldChannel, Label: "Channel", Help: "How the matter reached the office.", Listed: true,
		heads: words("channel", "source", "how received", "method", "method received", "received via", "received by", "mode", "mode of contact", "contact method", "intake method", "via", "method of complaint", "how reported", "submitted via", "medium")},
	{Name: fieldKind, Label: "Kind", Help: "Grievance, complaint, concern and so on. Where the log has none, Rapport's rules decide.", Listed: true,
		heads: words("kind", "type", "case type", "complaint type", "classification", "class", "complaint or grievance", "type of complaint", "complaint grievance", "grievance complaint", "feedback type", "record type")},
	{Name: fieldCategory, Label: "Category", Help: "What it is about; several are parted by a semicolon.", Listed: true,
		heads: words("category", "categories", "issue type", "issue category", "complaint category", "primary category", "category 1", "subject", "theme", "primary issue", "reason", "nature", "topic", "main category", "product", "type of concern", "concern type", "type of issue", "nature of concern", "category of complaint")},
	{Name: fieldCategory2, Label: "Second category", Help: "What it is also about.", Listed: true,
		heads: words("second category", "secondary category", "category 2", "sub category", "subcategory", "secondary issue", "other category")},
	{Name: fieldSeverity, Label: "Severity", Help: "0 not present, 1 low, 2 medium, 3 high.", Listed: true,
		heads: words("severity", "risk", "risk level", "severity level", "priority", "level", "seriousness", "risk rating", "grade")},
	{Name: fieldRemedy, Label: "Remedy asked for", Help: "What the person asks for.",
		heads: words("remedy", "remedy asked for", "desired outcome", "desired resolution", "requested resolution", "outcome sought", "what they want", "request", "expectation", "outcome desired", "resolution requested", "resolution sought")},
	{Name: fieldEvent, Label: "Day of the event", Help: "The day on which it happened.", Date: true,
		heads: words("event date", "date of event", "date of incident", "incident date", "date of service", "service date", "dos", "date occurred", "occurred", "visit date")},
	{Name: fieldComplainant, Label: "Complainant", Help: "Who speaks up: Given Family, or Family, Given.",
		heads: words("complainant", "complainant name", "name of complainant", "caller", "caller name", "contact", "contact name", "reported by", "name", "person making complaint", "grievant", "filed by", "from", "initiator", "informant")},
	{Name: fieldRelation, Label: "Relation to the patient", Help: "What the complainant is to the patient.", Listed: true,
		heads: words("relation", "relationship", "relation to patient", "relationship to patient", "complainant relationship", "complainant type", "complainant relation")},
	{Name: fieldPhone, Label: "Phone", Help: "The complainant's number.",
		heads: words("phone", "telephone", "tel", "phone number", "phone no", "mobile", "cell", "cell phone", "contact number", "complainant phone", "home phone", "callback number")},
	{Name: fieldEmail, Label: "E-mail", Help: "The complainant's address.",
		heads: words("email", "e-mail", "email address", "e-mail address", "complainant email", "mail")},
	{Name: fieldAddress, Label: "Address", Help: "The complainant's street, or the address in one piece.",
		heads: words("address", "street", "street address", "mailing address", "complainant address", "address 1", "home address")},
	{Name: fieldCity, Label: "City", Help: "Of the address.", heads: words("city", "town")},
	{Name: fieldState, Label: "State", Help: "Of the address.", heads: words("state", "province", "st")},
	{Name: fieldPostal, Label: "ZIP code", Help: "Of the address.", heads: words("zip", "zip code", "postal", "postal code", "postcode", "zipcode")},
	{Name: fieldPatient, Label: "Patient", Help: "Given Family, or Family, Given.",
		heads: words("patient", "patient name", "name of patient", "pt name", "pt", "patient full name")},
	{Name: fieldMRN, Label: "MRN", Help: "The patient's medical record number.",
		heads: words("mrn", "medical record number", "medical record no", "medical record", "mr number", "mr no", "patient id", "patient number", "chart number", "unit number", "hospital number", "record no")},
	{Name: fieldBirthDate, Label: "Birth date", Help: "Of the patient.", Date: true,
		heads: words("birth date", "birthdate", "date of birth", "dob", "patient dob", "born")},
	{Name: fieldStaff, Label: "Staff involved", Help: "Names of staff, parted by semicolons.",
		heads: words("staff", "staff involved", "staff member", "staff name", "employee", "employee involved", "provider", "physician", "provider involved", "involved staff", "staff named", "physician involved", "doctor", "nurse")},
	{Name: fieldFinding, Label: "Finding", Help: "What the investigation found.", Listed: true,
		heads: words("finding", "findings", "outcome", "substantiated", "result", "determination", "disposition", "conclusion", "validated", "founded", "upheld")},
	{Name: fieldStatus, Label: "Status", Help: "Open or closed, where the log has a column for it. A closed case needs a day.", Listed: true,
		heads: words("status", "case status", "state of case", "open closed", "stage", "complaint status")},
	{Name: fieldClosed, Label: "Closed", Help: "The day of closing; empty while the case is open.", Date: true,
		heads: words("closed", "date closed", "closed on", "closed date", "close date", "closing date", "completed", "date completed", "completion date", "resolved", "date resolved", "resolved date", "resolved on", "resolution date", "end date", "date of resolution", "closure date")},
	{Name: fieldClosure, Label: "Why it was closed", Help: "Resolved and satisfied, withdrawn and so on.", Listed: true,
		heads: words("closure", "closure reason", "reason closed", "reason for closing", "closing reason", "close reason", "satisfaction", "complainant satisfied", "satisfied")},
	{Name: fieldDays, Label: "Days to close", Help: "How many days it took. It gives the day of closing where the log has no column for it.",
		heads: words("days", "days to close", "days open", "days to resolve", "days to resolution", "turnaround", "turnaround time", "tat", "length", "total days", "response time days", "time to close")},
	{Name: fieldAcknowledged, Label: "Acknowledged", Help: "The day on which the person was told that the matter is looked into.", Date: true,
		heads: words("acknowledged", "acknowledgement", "date acknowledged", "acknowledged on", "acknowledgement date", "acknowledgment date", "acknowledgement letter", "acknowledgment letter", "ack", "ack date", "ack letter", "ack sent", "date of acknowledgement", "acknowledgement sent", "initial letter")},
	{Name: fieldAnswered, Label: "Letter sent", Help: "The day of the last letter, or of the written decision.", Date: true,
		heads: words("letter date", "letter", "letter sent", "date of letter", "response date", "response letter", "response sent", "final letter", "final letter date", "resolution letter", "resolution letter date", "date letter sent", "closure letter", "written response", "date of response", "decision letter", "notice date", "date of notice")},
	{Name: fieldOwner, Label: "Owner", Help: "Who worked on it. An open case of somebody who is no officer here comes to whoever imports.",
		heads: words("owner", "assigned to", "assigned", "case manager", "handled by", "responsible", "officer", "investigator", "lead", "advocate", "patient advocate", "case owner", "coordinator", "representative", "assignee")},
	{Name: fieldAuthor, Label: "Written by", Help: "Who wrote the row down. The name stays in the case.",
		heads: words("author", "entered by", "written by", "created by", "recorded by", "taken by", "logged by", "intake by", "received by staff", "completed by", "initials")},
	{Name: fieldWritten, Label: "Written on", Help: "The day on which the row was written down.", Date: true,
		heads: words("written", "date entered", "entered", "entered on", "entry date", "date recorded", "recorded on", "date logged", "created on", "date created", "created")},
	{Name: fieldAction, Label: "Action taken", Help: "What was done. It becomes a note.",
		heads: words("action", "action taken", "actions", "actions taken", "corrective action", "follow up", "steps taken", "investigation", "what was done", "service recovery", "intervention", "follow up action")},
	{Name: fieldResolution, Label: "Resolution", Help: "How it was resolved. It becomes a note, and the answer to the first issue.",
		heads: words("resolution", "resolution text", "resolution details", "how resolved", "final resolution", "resolution summary", "outcome details", "response", "summary of resolution", "resolution description", "response to complainant")},
	{Name: fieldCompensation, Label: "Compensation", Help: "What was given or waived. One amount becomes service recovery on the day of the ending; anything else becomes a note.",
		heads: words("compensation", "amount", "refund", "write off", "writeoff", "bill adjustment", "adjustment", "service recovery amount", "gift", "credit", "voucher", "payment")},
	{Name: fieldNotes, Label: "Notes", Help: "Remarks of the log. They become a note.",
		heads: words("notes", "note", "remarks", "remark", "comments", "comment", "other", "additional notes", "internal notes", "misc")},
	{Name: fieldRespondent, Label: "Person's number", Help: "Rows of one person carry one date.", heads: words("respondent id", "person id", "client id")},
}

func words(all ...string) []string { return all }

// Fields lists what a column may hold where its rows become records of the kind,
// in the order in which a person would fill a form.
func Fields(r Record) []Field {
	if r == RecordCase {
		return slices.Clone(caseFields)
	}
	return slices.Clone(commentFields)
}

// FieldOf returns a field by the name that a map has for it.
func FieldOf(r Record, name string) (Field, bool) {
	all := Fields(r)
	if i := slices.IndexFunc(all, func(f Field) bool { return f.Name == name }); i >= 0 {
		return all[i], true
	}
	return Field{}, false
}

func fieldNames(r Record) []string {
	var names []string
	for _, f := range Fields(r) {
		names = append(names, f.Name)
	}
	return names
}
