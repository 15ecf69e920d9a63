package data

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// The rules of a letter as domain.md has them, read a second time and without any
// of the gates' own means: what is printed, who reads it, which days it names.

// pageOf is all that would be printed, and what shows in the window.
func pageOf(x LetterFacts) (text string, window []string) {
	filled, _ := x.Fill()
	var lines []string
	for _, b := range filled {
		if !b.Shown || b.Kind == BlockForm { // lines to write on are meant to be empty
			continue
		}
		lines = append(lines, b.Title)
		for _, l := range b.Lines {
			line := ""
			for _, p := range l {
				line += p.Text
			}
			lines = append(lines, line)
		}
	}
	lines = append(lines, x.Draft.Contact)
	for _, e := range x.Draft.Enclosures {
		lines = append(lines, e.Title)
	}
	lines = append(lines, x.Draft.Copies...)
	if x.Draft.Kind != DepartmentInquiry && x.Draft.Kind != ComplimentForward && x.Draft.Kind != CommitteeCover {
		window = []string{x.Draft.To.Organization, x.Draft.To.Name + " " + x.Draft.To.Title, x.Draft.To.Street}
		if p, ok := x.File.PersonByID(x.Draft.Addressee); ok && x.Draft.Kind != AppealSupport {
			window = []string{p.Given + " " + p.Family, p.Street}
			if p.Confidential && p.Alternative != (Address{}) {
				window[1] = p.Alternative.Street
			}
		}
	}
	return strings.Join(lines, "\n"), window
}

var unfinished = regexp.MustCompile(`(?i)\[|\]|\{|\}|\bTBD\b|\bt\.b\.d\b|\bXX|\?\?\?|__|no value|«name»|【|T\x{200b}BD|insert date|ХХХ`)

// wrongWith lists the rules that the letter breaks.
func wrongWith(x LetterFacts) []string {
	var wrong []string
	is := func(broken bool, rule string) {
		if broken {
			wrong = append(wrong, rule)
		}
	}
	text, window := pageOf(x)
	low := strings.ToLower(text)
	d, f, today := x.Draft, x.File, x.Today
	received := DateOf(f.ReceivedAt, x.Settings.Zone())
	is(unfinished.MatchString(text+"\n"+strings.Join(window, "\n")), "something unfinished")
	is(d.Date == 0 || d.Date < received || d.Date > today, "the date of the letter")
	is(f.State == StateVoid || f.State == StateMerged, "the state of the case")
	is(x.Template.State != TemplateActive, "a template not in use")
	for _, l := range f.Letters {
		is(l.Draft.Addressee == d.Addressee && l.Date > d.Date, "dated before an earlier letter")
	}
	is(d.Corrects != (ID{}) && !slices.ContainsFunc(f.Letters, func(l Letter) bool { return l.ID == d.Corrects }), "corrects nothing")
	is(strings.Contains(low, "gracias por contarnos sus inquietudes. lamentamos") && x.Template.Language == English, "half translated")
	is(strings.Contains(low, ". we spoke with the nurse.") && x.Template.Language == Spanish, "half translated")
	is(strings.Contains(strings.ToLower(strings.Join(window, " ")), "behavioral health"), "a kind of care in the window")
	counsel := regexp.MustCompile(`[^a-z]+`).ReplaceAllString(low, " ")
	for _, n := range f.Notes {
		is(n.Class == NoteLegal && strings.Contains(counsel, "counsel asked that we say nothing about the broken pump"), "words of a legal note")
		is(n.Class == NotePSWP && strings.Contains(text, n.Text), "a safety report")
	}
	staff := d.Kind == DepartmentInquiry || d.Kind == ComplimentForward || d.Kind == CommitteeCover
	is(!staff && strings.Contains(low, "peer review committee found"), "what peer review found")
	is(!staff && strings.Contains(low, "nurse was suspended"), "staff discipline")
	is(f.SubstanceUse && strings.Contains(low, "methadone") && !strings.Contains(text, "42 CFR part 2 prohibits unauthorized use or disclosure of these records"), "substance use without the notice")
	is(f.SubstanceUse && (staff || d.Kind == AppealSupport) && !strings.Contains(text, "42 CFR part 2 prohibits"), "part 2 records leave without the notice")
	if staff {
		wrong = append(wrong, wrongMemo(x, low)...)
	} else if d.Kind == AppealSupport {
		wrong = append(wrong, wrongAppeal(x)...)
	} else {
		wrong = append(wrong, wrongReader(x, text)...)
	}
	switch d.Kind {
	case NoticeOfDecision, NoContactClosure:
		wrong = append(wrong, wrongDecision(x, text)...)
	case InterimLetter:
		due := promised(f)
		is(due <= d.Date || due <= today || !strings.Contains(text, due.In(x.Template.Language)), "an interim letter without a new day")
	case MeetingConfirmation:
		ok := slices.ContainsFunc(f.Meetings, func(m Meeting) bool {
			return m.ID == d.About && !m.Held && m.On >= today && strings.Contains(text, m.On.In(x.Template.Language)) && strings.Contains(text, m.Place)
		})
		is(!ok, "no meeting to come")
	case ConductLetter:
		ok := slices.ContainsFunc(f.Limits, func(l ConductLimit) bool {
			return l.ID == d.About && l.Person == d.Addressee && l.DecidedBy != "" && l.EndedOn == 0 && l.ReviewOn > today
		})
		is(!ok, "no limit in force on the reader")
	case ReferralOut:
		day, err := ParseDate(d.Values["referred.date"])
		is(err != nil || day < received || day > d.Date, "the day of the referral")
	case CommitteeCover:
		day, err := ParseDate(d.Values["committee.date"])
		is(err != nil || day < received, "the day of the committee")
	case DepartmentInquiry:
		is(!slices.ContainsFunc(f.Steps, func(s Step) bool { return s.ID == d.About && s.Kind == Referral }), "no referral")
	}
	return wrong
}

func promised(f CaseFile) (due Date) {
	for _, c := range f.Clocks {
		if c.Kind == ClockDecide && !c.Stopped {
			due = c.Due
		}
	}
	return due
}

// wrongDecision reads 42 CFR 482.13(a)(2)(iii) off the page.
func wrongDecision(x LetterFacts, text string) (wrong []string) {
	d, f := x.Draft, x.File
	if strings.TrimSpace(d.Contact) == "" || !strings.Contains(text, strings.TrimSpace(d.Contact)) {
		wrong = append(wrong, "no contact person")
	}
	steps := 0
	for _, s := range d.Steps {
		if strings.ContainsAny(strings.ToLower(s), "bcdefghijklmopqrstuvwxyz") && strings.Contains(text, strings.TrimSpace(s)) {
			steps++
		}
	}
	if steps == 0 {
		wrong = append(wrong, "no steps")
	}
	if d.CompletedOn == 0 || !strings.Contains(text, d.CompletedOn.In(x.Template.Language)) || d.CompletedOn > d.Date || d.CompletedOn < DateOf(f.ReceivedAt, x.Settings.Zone()) {
		wrong = append(wrong, "no day of completion")
	}
	if len(f.Issues) == 0 {
		wrong = append(wrong, "no issues")
	}
	for _, i := range f.Issues {
		answered := false
		for _, a := range d.Findings {
			t := strings.TrimSpace(a.Text)
			answered = answered || a.Issue == i.ID && len(t) > 9 && strings.Contains(text, t)
		}
		if !answered || i.Finding.Outcome == "" {
			wrong = append(wrong, "an issue without its answer")
		}
	}
	for _, p := range f.People {
		if p.Role == RoleStaff && p.Given+" "+p.Family == x.Officer.Name {
			wrong = append(wrong, "signed by the one complained about")
		}
	}
	if d.Kind == NoContactClosure {
		days := map[Date]bool{}
		for _, c := range f.Contacts {
			if c.Outcome == "reached" {
				days = map[Date]bool{}
			} else if c.Outcome == "no_answer" {
				days[DateOf(c.At, time.UTC)] = true
			}
		}
		if len(days) < 2 {
			wrong = append(wrong, "too few attempts")
		}
	}
	return wrong
}

// wrongReader reads 45 CFR 164.502(g), 164.508, 164.510(b) and 164.522(b) for a
// letter to a person.
func wrongReader(x LetterFacts, text string) (wrong []string) {
	p, ok := x.File.PersonByID(x.Draft.Addressee)
	if !ok || p.Role == RoleStaff || strings.TrimSpace(p.Given+p.Family) == "" {
		return []string{"no reader"}
	}
	if strings.TrimSpace(x.Draft.Contact) == "" || strings.TrimSpace(x.Draft.ContactLine+x.Settings.Phone) == "" {
		wrong = append(wrong, "nobody to call")
	}
	if p.Deceased || p.Safety == SafetyUnsafe {
		wrong = append(wrong, "a reader who must not be written to")
	}
	to := Address{Street: p.Street, City: p.City, State: p.State, Postal: p.Postal}
	if p.Confidential && p.Alternative != (Address{}) {
		to = p.Alternative
	}
	for _, part := range []string{to.Street, to.City, to.State, to.Postal} {
		if strings.TrimSpace(part) == "" {
			wrong = append(wrong, "half an address")
		}
	}
	if p.AddressConfirmed == 0 || p.AddressConfirmed > x.Today {
		wrong = append(wrong, "an address that nobody checked")
	}
	may := slices.Contains([]Authority{AuthoritySelf, AuthorityRepresentative, AuthorityWritten, AuthorityVerbal}, p.Authority)
	for _, day := range []Date{x.Today, x.Draft.Date} {
		may = may && p.Grant.From <= day && (p.Grant.Until == 0 || p.Grant.Until >= day) && (p.Grant.RevokedOn == 0 || p.Grant.RevokedOn > day)
	}
	if p.Authority == "" {
		may = p.Role == RolePatient || p.Relation == Self
	}
	tells := slices.Contains([]LetterKind{InterimLetter, NoticeOfDecision, NoContactClosure, ReferralOut, MeetingConfirmation}, x.Draft.Kind)
	switch {
	case may:
	case tells, p.Authority == AuthorityRefused, p.Grant.RevokedOn != 0:
		wrong = append(wrong, "a reader without authority")
	case p.Role != RolePatient && p.Relation != Self:
		for _, word := range []string{"Achterberg, Rosalind", "Rosalind Achterberg", "0047115", "5/17/1950", "6 West", "February 21, 2026"} {
			patient := slices.ContainsFunc(x.File.People, func(o Person) bool { return o.Role == RolePatient && o.ID != p.ID })
			if strings.Contains(text, word) && (patient || strings.HasPrefix(word, "6 W") && x.File.Unit == word) {
				wrong = append(wrong, "tells a reader without authority: "+word)
			}
		}
	}
	return wrong
}

// wrongMemo reads the row of the department memo in domain 6.
func wrongMemo(x LetterFacts, low string) (wrong []string) {
	if strings.TrimSpace(x.Draft.To.Name+x.Draft.To.Organization) == "" {
		wrong = append(wrong, "a memo to nobody")
	}
	for _, word := range []string{"555.014.7788", "ros@mail.example", "2218 juniper court"} {
		held := slices.ContainsFunc(x.File.People, func(p Person) bool {
			return p.Role != RoleStaff && (strings.HasPrefix(strings.ToLower(p.Street), word) || p.Email == word || word[0] == '5')
		})
		if held && strings.Contains(low, word) {
			wrong = append(wrong, "a memo that tells how to reach somebody")
		}
	}
	hidden := x.File.Anonymous || !x.File.MayShareName
	if x.Draft.Kind == ComplimentForward && hidden && strings.Contains(low, "rosalind achterberg") &&
		slices.ContainsFunc(x.File.People, func(p Person) bool { return p.Given == "Rosalind" && p.Role != RoleStaff }) {
		wrong = append(wrong, "names who did not agree to it")
	}
	return wrong
}

func wrongAppeal(x LetterFacts) (wrong []string) {
	to := x.Draft.To
	if strings.TrimSpace(to.Name+to.Organization) == "" || to.Street == "" || to.City == "" || to.State == "" || to.Postal == "" {
		wrong = append(wrong, "half an address of the plan")
	}
	if !slices.ContainsFunc(x.File.Advocacy, func(a Advocacy) bool {
		return a.ID == x.Draft.About && a.Agreed && a.Outcome == "" && len(a.Levels) > 0 && a.Levels[len(a.Levels)-1].DecidedOn == 0 && a.Levels[len(a.Levels)-1].Basis <= x.Draft.Date
	}) {
		wrong = append(wrong, "no appeal that the patient agreed to")
	}
	return wrong
}
