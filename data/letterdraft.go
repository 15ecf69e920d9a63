package data

import "strings"

// DraftLetterFor returns the letter that the template makes of the case: the
// officer goes on from there. The template says the rest in words of its own.
func DraftLetterFor(f CaseFile, t Template, o Officer, s Settings, today Date) LetterDraft {
	spec := t.Kind.Spec()
	d := LetterDraft{Kind: t.Kind, Language: t.Language, Template: t.Ref(), Date: today, Contact: o.Name, ContactLine: o.Phone}
	if blank(d.ContactLine) {
		d.ContactLine = s.Phone
	}
	if subjects := t.Kind.Subjects(f); len(subjects) > 0 {
		d.About = subjects[0].ID
	}
	switch spec.Reader {
	case ToPerson:
		d.Addressee = addresseeFor(f, t.Kind, today)
		if l, ok := (LetterFacts{File: f, Draft: d}).limit(); ok && spec.About == AboutConduct {
			d.Addressee = l.Person
		}
		p, _ := f.PersonByID(d.Addressee)
		d.LargePrint = p.Format == "large_print"
	case ToStaff:
		d.To = staffFor(f, d, s, today)
	case ToOutside:
		a, _ := (LetterFacts{File: f, Draft: d}).appeal()
		d.To = Recipient{Organization: a.With}
	}
	if f.Number != "" && spec.Reader == ToPerson {
		d.Copies = []string{fileCopy(t.Language) + f.Number}
	}
	switch t.Kind {
	case AuthorizationRequest:
		d.Enclosures = []Enclosed{{Title: map[Lang]string{English: "Form: permission to share health information", Spanish: "Formulario: permiso para compartir información de salud"}[t.Language]}}
	case ReferralOut:
		d.Values = referredTo(f, s)
	}
	if t.Kind == InterimLetter || spec.Notice {
		d.Steps = stepsForLetter(f)
	}
	if spec.Notice {
		for _, is := range f.Issues {
			d.Findings = append(d.Findings, IssueAnswer{Issue: is.ID, Text: is.Finding.Answer})
		}
		d.CompletedOn = completedOn(f, s)
	}
	return d
}

// referredTo is what the newest referral to an outside body on file says of it:
// its name, how to reach it as the settings have it, and the day.
func referredTo(f CaseFile, s Settings) map[string]string {
	values := map[string]string{}
	for _, a := range f.Advocacy {
		if a.Kind != QIOReferral && a.Kind != "agency" || blank(a.With) {
			continue
		}
		values = map[string]string{"referred.body": strings.TrimSpace(a.With)}
		if !a.DoneOn.IsZero() {
			values["referred.date"] = a.DoneOn.String()
		}
		for _, agency := range s.Agencies {
			if sameName(agency.Name, a.With) {
				values["referred.reach"] = joinWords(", ", oneLine(agency.Phone), oneLine(agency.Note))
			}
		}
	}
	return values
}

func fileCopy(l Lang) string {
	if l == Spanish {
		return "Expediente de Relaciones con el Paciente "
	}
	return "Patient relations file "
}

// staffFor is who of the hospital gets a memo: the manager asked by the referral,
// or who answers for the unit of the case.
func staffFor(f CaseFile, d LetterDraft, s Settings, today Date) Recipient {
	if st, ok := (LetterFacts{File: f, Draft: d}).referral(); ok {
		return Recipient{Name: st.With, Organization: st.Unit}
	}
	if d.Kind == CommitteeCover {
		return Recipient{Name: map[Lang]string{English: "Grievance Committee", Spanish: "Comité de quejas"}[d.Language]}
	}
	c, _ := s.Contact(f.Unit)
	return Recipient{Name: c.Liaison(today), Organization: f.Unit}
}

// LetterLanguage is the language in which the reader of a letter of the kind
// reads, as far as the office writes it: English for staff and other bodies.
func LetterLanguage(f CaseFile, kind LetterKind, today Date) Lang {
	if kind.Spec().Reader != ToPerson {
		return English
	}
	p, _ := f.PersonByID(addresseeFor(f, kind, today))
	l, _ := LangOf(p)
	return l
}

// stepsForLetter are the finished steps of the investigation as a letter tells
// of them.
func stepsForLetter(f CaseFile) []string {
	var steps []string
	for _, st := range f.Steps {
		if !st.DoneOn.IsZero() && !blank(st.InLetter) {
			steps = append(steps, st.InLetter)
		}
	}
	return steps
}

// PromisedDay is the day by which the office's answer is promised: the due date
// of the running clock that its last word meets; zero where none runs. A
// reopened case has two such clocks, and the newer one counts.
func (f CaseFile) PromisedDay() Date {
	var due Date
	for _, c := range f.Clocks {
		if c.Kind == f.Kind.AnswerClock() && !c.Stopped {
			due = c.Due
		}
	}
	return due
}

// addresseeFor chooses who gets the letter: the complainant, who spoke up; a
// representative or the patient where the complainant may not receive it. Nobody
// who has died, or to whom it is not safe to write, is chosen.
func addresseeFor(f CaseFile, kind LetterKind, today Date) ID {
	who, ok := f.Complainant()
	without := !kind.Spec().Health && who.Authority != AuthorityRefused && who.Grant.RevokedOn.IsZero()
	if ok && who.reachable() && (who.MayReceive(today) || without) {
		return who.ID
	}
	for _, role := range []Role{RoleRepresentative, RolePatient} {
		if p, ok := f.Person(role); ok && p.reachable() && p.MayReceive(today) {
			return p.ID
		}
	}
	return who.ID
}

func (p Person) reachable() bool { return !p.Deceased && p.Safety != SafetyUnsafe }

// arrivals say how a matter reached the office.
var arrivals = map[Channel][2]string{
	Phone: {"You called us", "Usted nos llamó"}, Voicemail: {"You left us a message", "Usted nos dejó un mensaje"},
	InPerson: {"You spoke with us", "Usted habló con nosotros"}, "rounding": {"You spoke with us", "Usted habló con nosotros"},
	ByLetter: {"Your letter reached us", "Recibimos su carta"}, Email: {"Your e-mail reached us", "Recibimos su correo electrónico"},
	Fax: {"Your fax reached us", "Recibimos su fax"}, WebForm: {"Your message reached us", "Recibimos su mensaje"},
	Portal: {"Your message reached us", "Recibimos su mensaje"}, CommentCard: {"Your comments reached us", "Recibimos sus comentarios"},
	Survey: {"Your comments reached us", "Recibimos sus comentarios"},
}

// arrival says how the matter reached the office.
func arrival(c Channel, l Lang) string {
	words, ok := arrivals[c]
	if !ok {
		words = [2]string{"Your concerns reached us", "Recibimos sus inquietudes"}
	}
	if l == Spanish {
		return words[1]
	}
	return words[0]
}

// completedOn returns the day of completion on file or, once every issue has its
// finding, the day of the last step or finding.
func completedOn(f CaseFile, s Settings) Date {
	if !f.CompletedOn.IsZero() {
		return f.CompletedOn
	}
	var last Date
	for _, st := range f.Steps {
		last = max(last, st.DoneOn)
	}
	for _, is := range f.Issues {
		if is.Finding.Outcome == "" {
			return 0
		}
		if !is.Finding.At.IsZero() {
			last = max(last, DateOf(is.Finding.At, s.Zone()))
		}
	}
	return last
}
