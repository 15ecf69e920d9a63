package data

import "testing"

func TestNoLetterGoesPastWhatThePersonAskedForOrMayReceive(t *testing.T) {
	own := AuthorityWritten
	for _, c := range []struct {
		name   string
		person func(*Person)
		code   string
		warn   bool
	}{
		{"a patient who has died", func(p *Person) { p.Deceased = true }, "letter.deceased", false},
		{"a person whom a letter may put in danger", func(p *Person) { p.Safety = SafetyUnsafe }, "letter.safety", false},
		{"a person to be reached with care", func(p *Person) { p.Safety = SafetyCareful }, "letter.safety", true},
		{"a person who asked for another way", func(p *Person) { p.Means = "E-mail only" }, "letter.means", true},
		{"a confidential address without its ZIP code", func(p *Person) {
			p.Confidential, p.Alternative = true, Address{Street: "P.O. Box 7", City: "Westbrook", State: "OH"}
		}, "letter.address", false},
		{"an authority that ended yesterday", func(p *Person) { p.Authority, p.Grant.Until = own, testToday-1 }, "letter.authority", false},
		{"an authority taken back today", func(p *Person) { p.Authority, p.Grant.RevokedOn = own, testToday }, "letter.authority", false},
		{"an authority that begins tomorrow", func(p *Person) { p.Authority, p.Grant.From = own, testToday+1 }, "letter.authority", false},
		{"a written authorization without its elements", func(p *Person) { p.Authority = own }, "letter.authority.elements", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, d := grievanceNotice(t)
			c.person(&f.People[0])
			wantGap(t, gateOf(f, d, testSettings(), testToday), c.code, c.warn)
		})
	}
}

func TestTheLastDayOfAnAuthorityStillCounts(t *testing.T) {
	f, d := grievanceNotice(t)
	f.People[0].Authority, f.People[0].Grant = AuthorityVerbal, Grant{From: testToday, Until: testToday}
	wantNone(t, gateOf(f, d, testSettings(), testToday))
}

func TestNotEvenAnAcknowledgementGoesToAPersonWhoseAuthorityWasTakenBack(t *testing.T) {
	f := finishedGrievance(t)
	d := draftOf(f, Acknowledgement, testOfficer, testSettings(), testToday)
	f.People[0].Authority, f.People[0].Grant.RevokedOn = AuthorityVerbal, testToday-1
	wantGap(t, gateOf(f, d, testSettings(), testToday), "letter.authority", false)
	f.People[0].Grant = Grant{Until: testToday - 1}
	wantGap(t, gateOf(f, d, testSettings(), testToday), "letter.authority", true)
}

func TestTheConfidentialAddressOverridesTheOther(t *testing.T) {
	p := Person{Given: "Ada", Family: "Fixture", Street: "1 Home Road", City: "Westbrook", State: "OH", Postal: "44997",
		Alternative: Address{Street: "P.O. Box 7", City: "Eastbrook", State: "OH", Postal: "44990"}}
	want := func(street, city string) {
		t.Helper()
		if l := p.AddressLines(); len(l) != 3 || l[1] != street || l[2] != city {
			t.Errorf("the envelope reads %q", l)
		}
	}
	want("1 Home Road", "Westbrook, OH 44997")
	p.Confidential = true
	want("P.O. Box 7", "Eastbrook, OH 44990")
	p.Alternative = Address{} // the address above is the one that was asked for
	want("1 Home Road", "Westbrook, OH 44997")
	p.Alternative = Address{City: "Eastbrook"}
	if p.AddressComplete() {
		t.Error("half a confidential address is filled up with the other")
	}
}

func TestTheLetterIsAddressedToSomebodyWhoMayAndCanBeReached(t *testing.T) {
	patient := Person{ID: NewID(), Role: RolePatient, Given: "Ada"}
	wife := Person{ID: NewID(), Role: RoleComplainant, Relation: "spouse", Given: "Ida", Authority: AuthorityVerbal}
	agent := Person{ID: NewID(), Role: RoleRepresentative, Given: "Ivo", Authority: AuthorityRepresentative}
	for _, c := range []struct {
		name  string
		spoil func(patient, wife, agent *Person)
		want  *Person
	}{
		{"the complainant", func(_, _, _ *Person) {}, &wife},
		{"the representative, where it is not safe to write to the complainant", func(_, w, _ *Person) { w.Safety = SafetyUnsafe }, &agent},
		{"the patient, where the others may not", func(_, w, a *Person) { w.Authority, a.Grant.Until = AuthorityNone, testToday-1 }, &patient},
		{"nobody dead", func(p, w, a *Person) { w.Authority, p.Deceased = AuthorityNone, true }, &agent},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := finishedGrievance(t)
			f.People = []Person{patient, wife, agent}
			c.spoil(&f.People[0], &f.People[1], &f.People[2])
			if got := draftOf(f, NoticeOfDecision, testOfficer, testSettings(), testToday).Addressee; got != c.want.ID {
				p, _ := f.PersonByID(got)
				t.Errorf("the letter goes to %q, want %q", p.Given, c.want.Given)
			}
		})
	}
}

func TestThePersonIsCheckedForDaysThatCannotBe(t *testing.T) {
	sound := Person{Role: RolePatient, Given: "Ada", BirthDate: NewDate(1950, 1, 1)}
	for _, c := range []struct {
		name  string
		spoil func(*Person)
		code  string
	}{
		{"death tomorrow", func(p *Person) { p.Deceased, p.DiedOn = true, testToday+1 }, "died_on.future"},
		{"death before birth", func(p *Person) { p.Deceased, p.DiedOn = true, NewDate(1949, 1, 1) }, "died_on.before"},
		{"a day of death of somebody alive", func(p *Person) { p.DiedOn = testToday }, "died_on.alive"},
		{"care without the note that says how", func(p *Person) { p.Safety = SafetyCareful }, "safety_note"},
		{"another address that nobody asked for", func(p *Person) { p.Alternative.City = "Westbrook" }, "alternative"},
		{"an authority that ends before it begins", func(p *Person) { p.Grant = Grant{From: testToday, Until: testToday - 1} }, "until.before"},
		{"taken back tomorrow", func(p *Person) { p.Grant.RevokedOn = testToday + 1 }, "revoked_on.future"},
		{"taken back before it began", func(p *Person) { p.Grant = Grant{From: testToday, RevokedOn: testToday - 1} }, "revoked_on.before"},
		{"signed tomorrow", func(p *Person) { p.Grant.Authorization.SignedOn = testToday + 1 }, "signed_on.future"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := sound
			c.spoil(&p)
			wantGap(t, p.Validate(testToday), c.code, false)
		})
	}
	wantNone(t, sound.Validate(testToday))
}

func TestAuthorityInWords(t *testing.T) {
	wife := func(a Authority, g Grant) Person { return Person{Role: RoleComplainant, Authority: a, Grant: g} }
	for want, p := range map[string]Person{
		"the patient":            {Role: RolePatient},
		"":                       {Role: RoleStaff},
		"authority not settled":  wife("", Grant{}),
		"verbal permission":      wife(AuthorityVerbal, Grant{Until: testToday}),
		"no authority yet":       wife(AuthorityNone, Grant{}),
		"refused by the patient": wife(AuthorityRefused, Grant{}),
		"authority ended " + (testToday - 1).String():       wife(AuthorityVerbal, Grant{Until: testToday - 1}),
		"authority revoked " + testToday.String():           wife(AuthorityVerbal, Grant{RevokedOn: testToday}),
		"authority begins " + testToday.AddDays(1).String(): wife(AuthorityVerbal, Grant{From: testToday + 1}),
	} {
		if got := p.AuthoritySays(testToday); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}
