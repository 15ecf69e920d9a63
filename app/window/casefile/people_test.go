package casefile

import (
	"strings"
	"testing"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

func (o *office) person(role data.Role) data.Person {
	o.t.Helper()
	f := o.file()
	p, ok := f.Person(role)
	if !ok {
		o.t.Fatalf("nobody is %s", role)
	}
	return p
}

func TestAWrittenAuthorizationSaysWhatItLacks(t *testing.T) {
	o := newOffice(t)
	o.screen.editPerson(o.person(data.RoleComplainant))
	o.press("Authority to receive the patient's information:  verbal permission")
	o.sees("Which information")
	if strings.Contains(o.words(), "164.508") {
		t.Error("a verbal permission asks for the elements of a written one")
	}
	o.pick("Authority", "Written authorization")
	o.sees("It still lacks:")
	o.sees("The authorization does not say who may receive")
	o.fill("Information described", "The letter about this complaint")
	o.fill("Purpose", "At the request of the individual")
	o.fill("Who may disclose", "The hospital")
	o.fill("Who may receive", "Rosalind Fennimore")
	o.fill("Signed by", "Walter Fennimore")
	o.fill("Signed on", "t")
	o.fill("Until", "+90")
	for _, box := range []string{"It tells of the right to revoke it, and how", "It tells whether care depends on it", "It tells that the information may be passed on", "The person has a copy"} {
		o.tick(box)
	}
	o.sees("Every element is there.")
	o.shoot("person-authorization")
	o.press("Save the person")
	p := o.person(data.RoleComplainant)
	if p.Authority != data.AuthorityWritten || len(p.Grant.Gaps()) > 0 || p.Grant.Until != today().AddDays(90) {
		t.Errorf("saved is %s with %+v", p.Authority, p.Grant)
	}
	o.sees("Written authorization, until " + today().AddDays(90).Long())
}

func TestTheCardWarnsOfDangerAndShowsTheConfidentialAddress(t *testing.T) {
	o := newOffice(t)
	o.screen.editPerson(o.person(data.RoleComplainant))
	o.press("Phone, e-mail, safety:  614-555-0111")
	o.pick("Safe to call and write?", "Do not call or write")
	o.fill("What to mind", "Her husband reads her mail.")
	o.press("Address:  Lakeshore")
	o.tick("They asked for another address or way (45 CFR 164.522(b))")
	o.fill("Confidential street or P.O. box", "P.O. Box 7")
	o.press("Save the person")
	o.sees("Do not call or write. Her husband reads her mail.")
	o.sees("Confidential address P.O. Box 7 Not checked with the person yet")
	if strings.Contains(o.words(), "12 Heron Street") {
		t.Error("the address that is not to be used is shown")
	}
}

func TestAPersonShowsOnlyWhatFitsTheirPart(t *testing.T) {
	o := newOffice(t)
	o.screen.editPerson(data.Person{})
	o.pick("Part in the case", "Staff involved")
	for _, no := range []string{"Authority", "To the patient", "Birth date", "Address", "Language and access"} {
		if strings.Contains(o.words(), no) {
			t.Errorf("staff are asked for %q", no)
		}
	}
	o.fill("Family name", "Marsh")
	o.fill("Position", "Night nurse")
	o.pick("Group of staff", "Nursing")
	o.fill("Unit", "4 West")
	o.press("Save the person")
	p := o.person(data.RoleStaff)
	if p.Position != "Night nurse" || p.StaffGroup != "nursing" || p.Unit != "4 West" || p.Known == (data.ID{}) {
		t.Errorf("saved is %+v", p)
	}
	o.sees("Night nurse, Nursing, 4 West")
}

func TestAFieldThatIsWrongUnfoldsItsHeading(t *testing.T) {
	o := newOffice(t)
	o.screen.editPerson(o.person(data.RolePatient))
	o.press("Birth date and record number:  May 2, 1948, 0047811")
	o.fill("Birth date", "+3")
	o.press("Birth date and record number:  " + today().AddDays(3).Long() + ", 0047811")
	o.press("Save the person")
	o.sees("The birth date lies in the future")
}

func TestSomebodyWhoMayBeKnownIsOfferedWhileTyping(t *testing.T) {
	o := newOffice(t)
	other := o.open(call())
	o.show(other.Number)
	o.screen.editPerson(data.Person{})
	o.pick("Part in the case", "Representative")
	o.fill("Given name", "rosalind")
	o.fill("Family name", "fennimore")
	o.timers.Tick()
	o.sees("Perhaps the same person: Ms. Rosalind Fennimore")
	o.shoot("person-offer")
	o.press("No, somebody else")
	o.press("Use this person")
	o.sees("From the register: Ms. Rosalind Fennimore")
	o.press("Save the person")
	p := o.person(data.RoleRepresentative)
	if p.Phone != "614-555-0111" || p.Known == (data.ID{}) || !p.AddressConfirmed.IsZero() || p.Authority != "" {
		t.Errorf("saved is %+v", p)
	}
	if k, err := o.session.KnownPerson(t.Context(), p.Known); err != nil || len(k.Cases) != 2 {
		t.Errorf("the person stands in %d cases, error %v", len(k.Cases), err)
	}
}

func TestTwoEntriesAreFoundToBeTheSamePersonAndPartedAgain(t *testing.T) {
	o := newOffice(t)
	first := o.screen.number
	o.show(o.open(call()).Number)
	o.screen.otherCases(o.person(data.RolePatient))
	o.sees("No other case names this person.")
	o.sees("Perhaps the same person: Mr. Walter Fennimore")
	o.shoot("other-cases")
	o.press("These two are the same person …")
	o.fill("How do you know?", "The same card.")
	o.press("They are the same person")
	o.sees("Found to be the same person")
	o.sees("Open " + first)
	o.shoot("other-cases-merged")
	o.undo()
	o.sees("No other case names this person.")
	o.press("These two are the same person …")
	o.fill("How do you know?", "The same card.")
	o.press("They are the same person")
	o.press("They are two people …")
	o.fill("Why?", "Father and son.")
	o.press("They are two people")
	o.sees("Perhaps the same person")
}

func TestSomebodyIsLookedForByAnotherName(t *testing.T) {
	o := newOffice(t)
	in := call()
	in.Patient = data.Person{Given: "Walt", Family: "Ash"}
	o.show(o.open(in).Number)
	o.screen.otherCases(o.person(data.RolePatient))
	for _, typed := range []string{"Walter Fennimore", "Fennimore, Walter", "47811"} {
		o.fill("Is the person on file under another name?", typed)
		o.press("Look")
		o.sees("Mr. Walter Fennimore, born May 2, 1948, record number 0047811.")
	}
	o.fill("Is the person on file under another name?", "Nobody Known")
	o.press("Look")
	o.sees("Nobody else is on file by that name or number.")
}

func TestClassifyingAgainFollowsTheChannel(t *testing.T) {
	o := newOffice(t)
	o.screen.reclassify()
	o.sees("The rules say: Grievance. Due: ")
	o.pick("How it reached you", "Letter")
	o.sees("It is written: a letter, fax, e-mail, portal message or web form.")
	o.shoot("classify-letter")
	o.pick("How it reached you", "Phone")
	o.tick("Staff who were there resolved it at the time")
	o.sees("The rules say: Complaint. Nothing is due.")
	o.press("Save the classification")
	o.sees("Write why the case no longer needs a written notice.")
	o.fill("Reason", "The charge nurse had put it right before she called.")
	o.press("Save the classification")
	f := o.file()
	if f.Kind != data.Complaint || f.Classification.Row != "10" {
		t.Errorf("the case is a %s by row %s", f.Kind, f.Classification.Row)
	}
	for _, c := range f.Clocks {
		if c.Running() {
			t.Errorf("%s still runs", c.Label())
		}
	}
}

func TestThePersonFitsASmallWindowWithLargeText(t *testing.T) {
	o := newOffice(t)
	for _, look := range []ui.Look{ui.LookLight, ui.LookDark} {
		ui.Apply(look, 1.5)
		o.screen.Left()
		o.show(o.screen.number)
		o.screen.editPerson(o.person(data.RoleComplainant))
		o.shoot("person-large-" + string(look))
		o.press("Authority to receive the patient's information:  verbal permission")
		o.shoot("person-large-authority-" + string(look))
		if top := o.window.Canvas().Overlays().Top(); top.MinSize().Height > 570 || top.MinSize().Width > 850 {
			t.Errorf("the dialog needs %v", top.MinSize())
		}
		ui.CloseDialogs(o.window)
		o.screen.Go(desk.Summary)
		o.shoot("summary-large-" + string(look))
	}
}

func TestTheHeaderSaysWhoSpeaksAndWhatTheyMayBeTold(t *testing.T) {
	o := newOffice(t)
	o.sees("Ms. Rosalind Fennimore about Mr. Walter Fennimore · verbal permission")
	friend := call()
	friend.Relation, friend.Complainant.Authority, friend.Complainant.Safety = "friend", data.AuthorityNone, data.SafetyUnsafe
	o.show(o.open(friend).Number)
	o.sees("no authority yet · DO NOT CALL OR WRITE")
	o.sees("Next step: Ask the patient whether this person may speak for them")
	nobody := call()
	nobody.Anonymous, nobody.Complainant, nobody.Patient = true, data.Person{}, data.Person{}
	o.show(o.open(nobody).Number)
	o.sees("Anonymous: nobody to answer")
	o.sees("Next step: Nobody gave a name")
	nobody.Patient = call().Patient
	o.show(o.open(nobody).Number)
	o.sees("Anonymous, about Mr. Walter Fennimore")
}
