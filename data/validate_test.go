package data

import (
	"strings"
	"testing"
	"time"
)

var testNow = time.Date(2026, 3, 18, 16, 0, 0, 0, time.UTC)

func TestPeopleAreCheckedPlainly(t *testing.T) {
	good := Person{Role: RolePatient, Family: "Achterberg", Email: "r.achterberg@example.org", BirthDate: NewDate(1950, 1, 2)}
	wantNone(t, good.Validate(testToday))
	for code, spoil := range map[string]func(*Person){
		"role":                     func(p *Person) { p.Role = "king" },
		"family":                   func(p *Person) { p.Family = " " },
		"relation":                 func(p *Person) { p.Relation = "dog" },
		"authority":                func(p *Person) { p.Authority = "loud" },
		"email":                    func(p *Person) { p.Email = "r.achterberg" },
		"street.lines":             func(p *Person) { p.Street = "a\nb\nc" },
		"birth_date.future":        func(p *Person) { p.BirthDate = testToday.AddDays(1) },
		"birth_date.old":           func(p *Person) { p.BirthDate = NewDate(1850, 1, 1) },
		"address_confirmed.future": func(p *Person) { p.AddressConfirmed = testToday.AddDays(1) },
		"given.long":               func(p *Person) { p.Given = strings.Repeat("a", maxLine+1) },
	} {
		p := good
		spoil(&p)
		wantGap(t, p.Validate(testToday), code, false)
	}
	proof := good
	proof.Authority = AuthorityWritten
	wantGap(t, proof.Validate(testToday), "evidence", true)
}

func TestFindingsNeedAnOutcomeAndReasons(t *testing.T) {
	wantNone(t, Finding{Outcome: Inconclusive, Reasons: "No record either way."}.Validate())
	wantGap(t, Finding{}.Validate(), "outcome", false)
	wantGap(t, Finding{Outcome: "unfounded", Reasons: "r"}.Validate(), "outcome", false)
	wantGap(t, Finding{Outcome: Substantiated}.Validate(), "reasons", false)
}

func TestIssuesNameTheFieldToGoTo(t *testing.T) {
	wantNone(t, Issue{Words: "w", Category: "safety", Subcategory: OtherSub, Severity: 3}.Validate(0, DefaultSettings(), testToday))
	m := Issue{Category: "safety", Subcategory: "visiting", Severity: -1}.Validate(1, DefaultSettings(), testToday)
	for _, g := range m {
		if !strings.HasPrefix(g.Field, "issues.1.") {
			t.Errorf("%s goes to %q", g.Code, g.Field)
		}
	}
	for _, code := range []string{"words", "subcategory", "severity"} {
		wantGap(t, m, code, false)
	}
}

func TestStepsAndReferrals(t *testing.T) {
	good := Step{Kind: Referral, Subject: "Why was the dose late?", With: "Pharmacy", Due: testToday.AddDays(3)}
	wantNone(t, good.Validate(testToday))
	for code, spoil := range map[string]func(*Step){
		"kind":           func(s *Step) { s.Kind = "dance" },
		"subject":        func(s *Step) { s.Subject = "" },
		"with":           func(s *Step) { s.With = "" },
		"due":            func(s *Step) { s.Due = 0 },
		"result":         func(s *Step) { s.DoneOn = testToday },
		"done_on.future": func(s *Step) { s.DoneOn, s.Result = testToday.AddDays(1), "r" },
		"done_on.old":    func(s *Step) { s.DoneOn, s.Result = NewDate(1026, 3, 1), "r" },
		"result.long":    func(s *Step) { s.Result = strings.Repeat("a", maxText+1) },
	} {
		s := good
		spoil(&s)
		wantGap(t, s.Validate(testToday), code, false)
	}
	wantNone(t, Step{Kind: "interview", Subject: "Night nurse"}.Validate(testToday))
}

func TestAdvocacyIsUnderWayOrEnded(t *testing.T) {
	good := Advocacy{Kind: "appeal", Goal: "Coverage of the stay"}
	wantNone(t, good.Validate(testToday))
	for code, spoil := range map[string]func(*Advocacy){
		"kind":         func(a *Advocacy) { a.Kind = "magic" },
		"goal":         func(a *Advocacy) { a.Goal = "" },
		"outcome":      func(a *Advocacy) { a.Outcome = "won" },
		"outcome.open": func(a *Advocacy) { a.DoneOn = testToday },
		"done_on":      func(a *Advocacy) { a.Outcome = "achieved" },
		"recovered":    func(a *Advocacy) { a.Recovered = -1 },
	} {
		a := good
		spoil(&a)
		wantGap(t, a.Validate(testToday), code, false)
	}
}

func TestContactsNotesAndTasks(t *testing.T) {
	contact := Contact{At: testNow, Mode: "phone", With: "Ms. Achterberg", Summary: "She agrees."}
	wantNone(t, contact.Validate(testNow))
	contact.At = testNow.Add(time.Second)
	wantGap(t, contact.Validate(testNow), "at.future", false)
	for _, code := range []string{"mode", "at", "with", "summary"} {
		wantGap(t, Contact{}.Validate(testNow), code, false)
	}

	wantNone(t, Note{Class: NoteOrdinary, Text: strings.Repeat("é", MaxNote)}.Validate())
	wantGap(t, Note{Class: NoteOrdinary, Text: strings.Repeat("é", MaxNote+1)}.Validate(), "text.long", false)
	wantGap(t, Note{Class: "secret", Text: "t"}.Validate(), "class", false)
	wantGap(t, Note{Class: NoteLegal, Text: "\n"}.Validate(), "text", false)

	wantNone(t, Task{What: "Call", Due: testToday, Owner: "Dana Whitfield"}.Validate(testToday))
	for _, code := range []string{"what", "due", "owner"} {
		wantGap(t, Task{}.Validate(testToday), code, false)
	}
	wantGap(t, Task{What: "w", Due: NewDate(1026, 3, 1), Owner: "o"}.Validate(testToday), "due.old", false)
}

func TestALetterLeavesBetweenItsDateAndToday(t *testing.T) {
	l := Letter{Date: testToday.AddDays(-2)}
	wantNone(t, Dispatch{Method: "post", On: testToday}.Validate(l, testToday))
	wantGap(t, Dispatch{Method: "post", On: testToday.AddDays(1)}.Validate(l, testToday), "on.future", false)
	wantGap(t, Dispatch{Method: "post", On: testToday.AddDays(-3)}.Validate(l, testToday), "on.before", false)
	wantGap(t, Dispatch{Method: "owl", On: testToday}.Validate(l, testToday), "method", false)
	wantGap(t, Dispatch{Method: "post"}.Validate(l, testToday), "on", false)
}

func TestDetailsOfACase(t *testing.T) {
	good := CaseDetails{Owner: "Dana Whitfield", EventDate: testToday}
	wantNone(t, good.Validate(testNow, testSettings()))
	wantGap(t, CaseDetails{}.Validate(testNow, testSettings()), "owner", false)
	wantGap(t, CaseDetails{Owner: "o", Harm: -1}.Validate(testNow, testSettings()), "harm", false)
	wantGap(t, CaseDetails{Owner: "o", EventDate: testToday.AddDays(1)}.Validate(testNow, testSettings()), "event_date", false)
}

func TestSettingsStayInRange(t *testing.T) {
	wantNone(t, testSettings().Validate())
	for code, spoil := range map[string]func(*Settings){
		"facility":       func(s *Settings) { s.Facility = "" },
		"office":         func(s *Settings) { s.Office = "" },
		"phone":          func(s *Settings) { s.Phone = "" },
		"address":        func(s *Settings) { s.Address.City = "" },
		"address.lines":  func(s *Settings) { s.Address.Street = "a\nb\nc" },
		"email":          func(s *Settings) { s.Email = "@" },
		"time_zone":      func(s *Settings) { s.TimeZone = "Mars/Olympus" },
		"standard.days":  func(s *Settings) { s.Standards[0].Days = 0 },
		"standard.unit":  func(s *Settings) { s.Standards[0].Unit = "weeks" },
		"standard.clock": func(s *Settings) { s.Standards[0].Clock = "lunch" },
		"standard.twice": func(s *Settings) { s.Standards[0].Clock = ClockDecide },
		"pause_limit":    func(s *Settings) { s.PauseLimit = 0 },
		"calendar.name":  func(s *Settings) { s.Calendars = []Calendar{{Kinds: []Kind{Billing}}} },
		"calendar.kinds": func(s *Settings) { s.Calendars = []Calendar{{Name: "n"}} },
		"calendar.kind":  func(s *Settings) { s.Calendars = []Calendar{{Name: "n", Kinds: []Kind{"x"}}} },
		"calendar.twice": func(s *Settings) {
			s.Calendars = []Calendar{{Name: "n", Kinds: []Kind{Billing}}, {Name: "m", Kinds: []Kind{Billing}}}
		},
		"idle_minutes": func(s *Settings) { s.IdleMinutes = 31 },
		"holiday":      func(s *Settings) { s.Holidays = []Holiday{{Name: "n"}} },
		"holiday.name": func(s *Settings) { s.Holidays = []Holiday{{On: testToday}} },
		"holiday.week": func(s *Settings) { s.Holidays = []Holiday{{Name: "n", On: testToday, Week: 5}} },
		"unit":         func(s *Settings) { s.Units = []string{" "} },
		"unit.twice":   func(s *Settings) { s.Units = []string{"6 West", "6 west "} },
		"agency":       func(s *Settings) { s.Agencies = []Agency{{Phone: "1"}} },
	} {
		s := testSettings()
		spoil(&s)
		wantGap(t, s.Validate(), code, false)
	}
	for _, zone := range []string{"", "Local"} {
		s := testSettings()
		s.TimeZone = zone
		wantGap(t, s.Validate(), "time_zone", false)
	}
	for _, idle := range []int{0, 31} {
		s := testSettings()
		s.IdleMinutes = idle
		wantGap(t, s.Validate(), "idle_minutes", false)
	}
	slow := testSettings()
	slow = slow.WithStandard(Standard{ClockDecide, 10, CalendarDays})
	wantGap(t, slow.Validate(), "decision.long", true)
	far := testSettings()
	far.Standards[0].Days = 366
	wantGap(t, far.Validate(), "standard.days", false)
	strange := testSettings()
	strange.Calendars = []Calendar{{Name: "n", Kinds: []Kind{Billing}, Holidays: []Holiday{{Name: "no day"}}}}
	wantGap(t, strange.Validate(), "holiday", false)
}

func TestFirstStartChecksOfficeOfficerAndPassphrase(t *testing.T) {
	u := Setup{Settings: testSettings(), Officer: testOfficer, Passphrase: "tired otter plays chess"}
	wantNone(t, u.Validate())
	u = Setup{Settings: testSettings(), Passphrase: "Harbor Valley Medical Center"}
	m := u.Validate()
	wantGap(t, m, "passphrase", false)
	wantGap(t, m, "name", false)
	wantGap(t, m, "title", false)
	for _, g := range m {
		if g.Code == "name" && g.Field != "officer.name" {
			t.Errorf("the name goes to %q", g.Field)
		}
	}
	two := Officer{Name: "Dana\nWhitfield", Title: "Officer"}
	wantGap(t, two.Validate(), "name.lines", false)
	wantGap(t, Officer{Name: "n", Title: "t", Email: "nobody"}.Validate(), "email", false)
}

func TestNamesAndAddresses(t *testing.T) {
	p := Person{Title: "Ms.", Given: "Rosalind", Family: "Achterberg", Street: "2218 Juniper Court\n\nApt. 4B", City: "Westbrook", State: "OH", Postal: "44997-3318"}
	if p.FullName() != "Ms. Rosalind Achterberg" || p.ListName() != "Achterberg, Rosalind" || p.Salutation() != "Dear Ms. Achterberg:" {
		t.Errorf("%q, %q, %q", p.FullName(), p.ListName(), p.Salutation())
	}
	if got := strings.Join(p.AddressLines(), "|"); got != "Ms. Rosalind Achterberg|2218 Juniper Court|Apt. 4B|Westbrook, OH 44997-3318" {
		t.Error(got)
	}
	p.Title = ""
	if p.Salutation() != "Dear Rosalind Achterberg:" {
		t.Error(p.Salutation())
	}
	only := Person{Given: " Cher "}
	if only.ListName() != "Cher" || only.Salutation() != "Dear Cher:" || len((Person{}).AddressLines()) != 0 || (Person{}).Salutation() != "Hello:" {
		t.Error("empty parts leave traces")
	}
}

func TestWhoMayReceiveALetter(t *testing.T) {
	for _, c := range []struct {
		p    Person
		want bool
	}{
		{Person{Role: RolePatient}, true},
		{Person{Role: RolePatient, Authority: AuthorityNone}, false},
		{Person{Role: RoleComplainant, Relation: "friend"}, false},
		{Person{Role: RoleComplainant, Relation: "friend", Authority: AuthorityWritten}, true},
		{Person{Role: RoleComplainant, Relation: "friend", Authority: AuthorityLimited}, false},
	} {
		if got := c.p.MayReceive(NewDate(2026, time.November, 3)); got != c.want {
			t.Errorf("%+v: %v", c.p, got)
		}
	}
}

func TestTheWordsThatSpellingLearntAreSingleWordsEachOnce(t *testing.T) {
	for words, code := range map[string]string{"Lakeshore": "", "O'Brien": "", "St.-Luke's": "", "Niño": "", "two words": "word", "B12": "word", "--": "word", " ": "word",
		strings.Repeat("a", MaxWord+1): "word.long", "Harbor\nharbor": "word.twice"} {
		got := Settings{Words: strings.Split(words, "\n")}.WordGaps()
		if code == "" && len(got) > 0 || code != "" && !got.Has(code) {
			t.Errorf("%q: %+v", words, got)
		}
	}
}
