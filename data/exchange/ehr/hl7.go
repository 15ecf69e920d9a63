package ehr

import (
	"context"
	"slices"
	"strings"

	"rapport/data"
)

// readHL7 reads one or more HL7 version 2 messages (HL7 v2.1 to v2.8, the ER7
// encoding) from a file or from pasted text. Any message with a PID segment tells
// of a patient; its NK1 and PV1 segments tell of relatives and of the visit.
func readHL7(ctx context.Context, raw []byte, l *limits) (Reading, error) {
	messages, err := splitHL7(ctx, string(l.utf8Text(raw)), l)
	if err != nil {
		return Reading{}, err
	}
	r := hl7Reader{Reading: Reading{Format: FormatHL7}, l: l}
	for _, m := range messages {
		if err := stop(ctx); err != nil {
			return Reading{}, err
		}
		r.message(m)
	}
	r.conclude()
	return r.Reading, nil
}

// hl7Reader gathers what the messages of a file say.
type hl7Reader struct {
	Reading
	l    *limits
	ssns ssnSet // of the patient that is being read
}

// message reads one message. A message may hold several patients; what follows a
// PID belongs to it.
func (r *hl7Reader) message(m hl7Message) {
	header := m.segments[0]
	r.Maker = orElse(r.Maker, r.first(m, header, 3).c(1))
	r.Version = orElse(r.Version, r.first(m, header, 12).c(1))
	event := r.event(m)
	if m.wrapped {
		r.l.remark("", "The lines of the message were broken where the message has no line ends. Compare what is offered here with the other system.")
	}
	whose := -1
	for _, s := range m.segments {
		switch s.name {
		case "PID":
			if !r.l.resource() {
				return
			}
			whose = r.patient(m, s)
		case "PD1":
			r.ownDoctor(r.each(m, s, 4))
		case "ROL":
			if r.first(m, s, 3).c(1) == "PP" {
				r.ownDoctor(r.each(m, s, 4))
			}
		case "NK1":
			r.relative(m, s, whose)
		case "PV1":
			if !r.l.resource() {
				return
			}
			r.visit(m, s, event, whose)
		case "MRG":
			r.given(m, s, whose)
		}
	}
	if whose >= 0 && mergeEvents[event] {
		r.merged(whose)
	}
}

// event returns what happened, such as A01: of the header, or of the EVN segment
// where an old message has it only there.
func (r *hl7Reader) event(m hl7Message) string {
	event := r.first(m, m.segments[0], 9).c(2)
	for _, s := range m.segments {
		if event == "" && s.name == "EVN" {
			event = r.first(m, s, 1).c(1)
		}
	}
	return strings.ToUpper(event)
}

// ownDoctor names the doctor whom the patient is registered with.
func (r *hl7Reader) ownDoctor(doctors []hl7Value) {
	for _, d := range doctors {
		if name := staffName(d); name != "" && !slices.Contains(r.Staff, name) {
			r.Staff = append(r.Staff, name)
		}
	}
}

// staffName writes a member of staff (XCN) as one reads a name; the number before
// it is left out.
func staffName(v hl7Value) string {
	words := make([]string, 0, 6)
	for _, i := range []int{6, 3, 4, 2, 5} {
		if w := v.c(i); w != "" {
			words = append(words, w)
		}
	}
	name := strings.Join(words, " ")
	if degree := v.c(7); name != "" && degree != "" && degree != "NPI" && degree != "UPIN" {
		name += ", " + degree
	}
	return name
}

// conclude sets the outcome.
func (r *hl7Reader) conclude() {
	named := slices.ContainsFunc(r.Patients, func(p data.Registration) bool { return !p.Merged && hasName(p.Name) })
	merged := slices.ContainsFunc(r.Patients, func(p data.Registration) bool { return p.Merged })
	switch {
	case named:
		r.Outcome = OutcomeImport
		if len(r.Patients) > 1 {
			r.Remarks = append(r.Remarks, Remark{Field: whichPatient, Sentence: "The file tells of several patients. Choose the one of the case."})
		}
	case merged:
		r.Outcome = OutcomeIncomplete
		r.explain("This message says that two records of the patient were put together, or that a record got another number. It is no registration and is not imported. Where the case has the old number, take over the number that goes on.")
	case len(r.Patients) > 0:
		r.Outcome = OutcomeIncomplete
		r.explain("This message has a patient but no name. Ask for the registration message (ADT A04 or A08) of the patient.")
	case len(r.Visits)+len(r.Relatives)+len(r.Staff) > 0:
		r.Outcome = OutcomeNoPatient
		r.explain("This message names no patient. What it says can be added to a case that is open.")
	default:
		r.Outcome = OutcomeNoPatient
		r.explain("This message has no patient's data (no PID segment). Ask for a registration message such as ADT A04 or A08.")
	}
}

// explain puts the sentence that explains the outcome before the other remarks.
func (r *hl7Reader) explain(sentence string) {
	r.Remarks = slices.Insert(r.Remarks, 0, Remark{Sentence: sentence})
}
