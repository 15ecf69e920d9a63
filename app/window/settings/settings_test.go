package settings

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/reports/letter"
	"rapport/reports/report"
	"rapport/reports/summary"
)

type office struct {
	*officetest.Office
	screen *Screen
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{Office: officetest.New(t)}
	o.screen = New(o.Desk)
	o.Show(o.screen)
	return o
}

// save presses the button and fails the test unless the settings were saved.
func (o *office) save() {
	o.Helper()
	n := len(o.Floor.Said)
	o.Press("Save the settings")
	if len(o.Floor.Said) != n+1 || o.Floor.Said[n] != "The settings are saved." {
		o.Fatalf("the settings were not saved; the officer sees: %s", o.Words())
	}
}

func TestSavingWithoutAChangeChangesNothing(t *testing.T) {
	o := newOffice(t)
	before := o.Session.Settings()
	o.save()
	if got := o.Session.Settings(); !reflect.DeepEqual(got, before) {
		t.Errorf("the settings were %+v\nand are %+v", before, got)
	}
}

func TestEverySettingIsSavedAndReadBack(t *testing.T) {
	o := newOffice(t)
	backups := t.TempDir()
	for label, text := range map[string]string{
		"Hospital": "Heron Bay Hospital", "Street address": "2 Bay Road", "City": "Heron Bay", "State": "MI", "ZIP code": "49999", "Office": "Patient Voice",
		"Phone": "616-555-0100", "TTY": "616-555-0101", "E-mail": "voice@example.org",
		"Acknowledge within": "3", "Decide grievances within": "10", "Answer other matters within": "21", "Review in the committee within": "45",
		"Look again at a paused clock after (days)": "14",
		"One gift up to": "10", "All gifts of a patient in a year up to": "1,050.50", "A bill credit without approval up to": "",
		"Time zone": "America/Detroit", "Lock after (minutes without a touch)": "5", "Second place for backups": backups,
		"Units and departments": "North\nSouth", "Holidays": "12-25 every year: Christmas Day\n2027-03-05: Founder's day",
		"Keep closed cases for (years)": "10", "The board's written delegation to the grievance committee": "Resolution 2025-14 of June 3, 2025",
		"Outside agencies named in letters": "Department of Health; 616-555-0170; for any complaint\nOmbudsman",
	} {
		o.Fill(label, text)
	}
	o.Pick("Review in the committee within", "business days")
	o.Pick("Numbers, dates and week", data.Locale("en-GB").String())
	o.Tick("A complaint by phone after discharge is a grievance")
	before := o.Session.Settings()
	o.save()
	want := before // what this form does not ask for stays
	want.Facility, want.Address = "Heron Bay Hospital", data.Address{Street: "2 Bay Road", City: "Heron Bay", State: "MI", Postal: "49999"}
	want.Office, want.Phone, want.TTY, want.Email, want.TimeZone = "Patient Voice", "616-555-0100", "616-555-0101", "voice@example.org", "America/Detroit"
	want.PauseLimit, want.IdleMinutes, want.BackupDir, want.Units = 14, 5, backups, []string{"North", "South"}
	want.RetentionYears, want.Delegation = 10, "Resolution 2025-14 of June 3, 2025"
	want.Recovery = data.RecoveryLimits{Item: 10_00, Year: 1_050_50}
	want.Locale = "en-GB"
	want.PostDischargeGrievance = !before.PostDischargeGrievance
	want.Holidays = []data.Holiday{{Name: "Christmas Day", On: data.NewDate(2000, 12, 25), Yearly: true}, {Name: "Founder's day", On: data.NewDate(2027, 3, 5)}}
	want.Agencies = []data.Agency{{Name: "Department of Health", Phone: "616-555-0170", Note: "for any complaint", Verified: o.Today()}, {Name: "Ombudsman", Verified: o.Today()}}
	for _, t := range []data.Standard{{Clock: data.ClockAcknowledge, Days: 3, Unit: data.BusinessDays}, {Clock: data.ClockDecide, Days: 10, Unit: data.CalendarDays},
		{Clock: data.ClockAnswer, Days: 21, Unit: data.CalendarDays}, {Clock: data.ClockCommittee, Days: 45, Unit: data.BusinessDays}} {
		want = want.WithStandard(t)
	}
	got := o.Session.Settings()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("saved was %+v\nwant %+v", got, want)
	}
	again := New(o.Desk)
	o.Show(again)
	if shown := again.typed(); !reflect.DeepEqual(shown, want) {
		t.Errorf("read back was %+v\nwant %+v", shown, want)
	}
}

func TestSavedSettingsCanBeTakenBack(t *testing.T) {
	o := newOffice(t)
	before := o.Session.Settings()
	o.Fill("Hospital", "Heron Bay Hospital")
	o.save()
	o.Floor.Undo()
	if got := o.Session.Settings(); !reflect.DeepEqual(got, before) {
		t.Errorf("after Undo the settings are %+v", got)
	}
	if got := o.screen.facility.Text; got != before.Facility {
		t.Errorf("the field says %q", got)
	}
}

func TestAWrongSettingIsExplainedAndNothingIsSaved(t *testing.T) {
	o := newOffice(t)
	before := o.Session.Settings()
	for _, c := range []struct{ label, text, says string }{
		{"Hospital", " ", "Please fill this in."},
		{"Street address", "", "Please fill this in."},
		{"City", "", "Please fill this in."},
		{"State", "", "Please fill this in."},
		{"ZIP code", "", "Please fill this in."},
		{"Office", "", "Please fill this in."},
		{"Phone", "", "Please fill this in."},
		{"E-mail", "voice", "The e-mail address is not complete"},
		{"Acknowledge within", "0", "Give a whole number from 1 to 365."},
		{"Decide grievances within", "seven", "Give a whole number from 1 to 365."},
		{"Answer other matters within", "366", "Give a whole number from 1 to 365."},
		{"Lock after (minutes without a touch)", "0", "Give a whole number from 1 to 30."},
		{"Lock after (minutes without a touch)", "31", "Give a whole number from 1 to 30."},
		{"One gift up to", "a meal", "Write an amount such as 15 or 1,250.50."},
		{"One gift up to", "80", "One gift cannot be worth more than all gifts of a year."},
		{"Time zone", "", "Please fill this in."},
		{"Time zone", "Lakeshore time", "The time zone is not known"},
		{"Hospital", strings.Repeat("x", 201), "This is 1 character too long"},
		{"Units and departments", "North\nnorth", "A unit is listed twice"},
		{"Holidays", "12-25 every year: Christmas Day\nsome day in May", "Line 2 is not understood."},
		{"Holidays", "2027-02-30: No such day", "Line 1 is not understood."},
		{"Holidays", "2027-03-05", "Line 1 is not understood."},
		{"Outside agencies named in letters", "; 616-555-0170", "An agency has no name"},
	} {
		o.Show(New(o.Desk))
		o.SeesNo(c.says)
		o.Fill(c.label, c.text)
		o.Press("Save the settings")
		o.Sees(c.says)
		if got := o.Session.Settings(); !reflect.DeepEqual(got, before) || len(o.Floor.Said) > 0 {
			t.Errorf("%s %q was saved: %+v", c.label, c.text, got)
		}
	}
}

func TestWhatIsTypedStaysWhileAnotherScreenIsInFront(t *testing.T) {
	o := newOffice(t)
	o.Fill("Hospital", "Heron Bay Hospital")
	o.screen.Left()
	o.screen.Shown()
	if got := o.screen.facility.Text; got != "Heron Bay Hospital" {
		t.Errorf("the field says %q", got)
	}
}

// TestOneStandardFeedsClockLetterAndReport changes 7 days to 10, and all three
// must follow: 42 CFR 482.13(a)(2)(ii) asks for the time frames of the
// hospital's own policy.
func TestOneStandardFeedsClockLetterAndReport(t *testing.T) {
	o := newOffice(t)
	before := o.Open(o.Complaint())
	o.follows(before, 7)
	o.Fill("Decide grievances within", "10")
	o.save()
	after := o.Open(o.Complaint())
	o.follows(after, 10)
	if due := dueOf(o.Case(before.Number)); due != dueOf(before) {
		t.Errorf("the due date of a case that was open moved from %v to %v", dueOf(before), due)
	}
}

// follows checks the clock of the new case, the sentence in its
// acknowledgement and the caption of the summary.
func (o *office) follows(f data.CaseFile, days int) {
	o.Helper()
	set := o.Session.Settings()
	if want := data.DateOf(f.ReceivedAt, set.Zone()).AddDays(days); dueOf(f) != want {
		o.Errorf("the decision is due on %v, want %v", dueOf(f), want)
	}
	words := map[int]string{7: "within 7 days", 10: "within 10 days"}[days]
	x, err := o.Session.NewLetter(o.Context(), f, data.Acknowledgement, data.English)
	if err != nil {
		o.Fatal(err)
	}
	doc, err := letter.Compose(x, letter.Options{Practice: true})
	if err != nil {
		o.Fatal(err)
	}
	if text := officetest.PageText(doc.Document); !strings.Contains(text, "written decision "+words) || !strings.Contains(text, dueOf(f).Long()) {
		o.Errorf("the letter promises: %s", text)
	}
	facts, err := o.Session.SummaryFacts(o.Context(), data.MonthPeriod(o.Today().Month()))
	if err != nil {
		o.Fatal(err)
	}
	made, err := summary.Make(o.Context(), facts, report.Internal, true)
	if err != nil {
		o.Fatal(err)
	}
	pages, _ := report.Pages(made)
	if text := officetest.PageText(pages); !strings.Contains(text, "Written decision "+words) {
		o.Errorf("the report says: %s", text)
	}
}

func dueOf(f data.CaseFile) data.Date {
	for _, c := range f.Clocks {
		if c.Kind == data.ClockDecide {
			return c.Due
		}
	}
	return 0
}

func TestHolidaysGoRoundThroughTheirLines(t *testing.T) {
	all := append(data.USHolidays(), data.Holiday{Name: "Leap day: off", On: data.NewDate(2000, 2, 29), Yearly: true},
		data.Holiday{Name: "Staff day", On: data.NewDate(2026, 11, 26)})
	text := writeHolidays(all)
	got, err := readHolidays(text, all)
	if err != nil || !reflect.DeepEqual(got, all) {
		t.Errorf("%s\nreads as %+v, %v", text, got, err)
	}
	got, err = readHolidays("\n  12-25 every year:  Christmas Day \n\n", nil)
	if want := []data.Holiday{{Name: "Christmas Day", On: data.NewDate(2000, 12, 25), Yearly: true}}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read was %+v, %v", got, err)
	}
}

func TestAnAgencyThatWasNotChangedKeepsTheDayItWasChecked(t *testing.T) {
	may, today := data.NewDate(2026, 5, 4), data.NewDate(2026, 9, 1)
	before := []data.Agency{{Name: "Department of Health", Phone: "555-0170", Note: "Box 1; Lakeshore", Verified: may}, {Name: "Ombudsman", Verified: may}}
	text := writeAgencies(before)
	if got := readAgencies(text, before, today); !reflect.DeepEqual(got, before) {
		t.Errorf("%s\nreads as %+v", text, got)
	}
	got := readAgencies(strings.Replace(text, "555-0170", "555-0171", 1), before, today)
	if got[0].Phone != "555-0171" || got[0].Verified != today || got[1].Verified != may {
		t.Errorf("read was %+v", got)
	}
}

func TestAnOfficerIsAddedAndCanSignIn(t *testing.T) {
	o := newOffice(t)
	o.Press("Add an officer …")
	o.Fill("Name", "Ellis Moorcroft")
	o.Tick("Reviewer")
	o.Fill("New passphrase", "short")
	o.Press("Add the officer")
	o.Sees("Too short")
	const passphrase = "nine brass lanterns on a slow canal"
	o.Fill("New passphrase", passphrase)
	o.Fill("The same passphrase again", "nine brass lanterns on a slow river")
	o.Press("Add the officer")
	o.Sees("The two passphrases differ.")
	o.Fill("The same passphrase again", passphrase)
	o.Press("Add the officer")
	o.Sees("Your passphrase again")
	o.Fill("Passphrase of "+practice.Officer, practice.Passphrase)
	o.Press("Go on")
	o.Sees("Ellis Moorcroft Patient Relations Officer · has not signed in yet", "Reviewer", practice.Officer+" (you)")
	if n := len(o.Floor.Said); n != 1 || o.Floor.Said[0] != "Ellis Moorcroft can sign in now." {
		t.Errorf("the officer reads %q", o.Floor.Said)
	}
	file := o.Session.File()
	if err := o.Session.Lock(context.Background()); err != nil {
		t.Fatal(err)
	}
	s, err := file.SignIn(t.Context(), "Ellis Moorcroft", passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if me := s.Officer(); me.Name != "Ellis Moorcroft" || me.Roles != data.RoleOfficer|data.RoleReviewer {
		t.Errorf("signed in as %q, %s", me.Name, me.Roles)
	}
}

func TestAnOfficerWhoIsThereIsNotAddedTwice(t *testing.T) {
	o := newOffice(t)
	o.Press("Add an officer …")
	o.Fill("Name", practice.Officer)
	for _, label := range []string{"New passphrase", "The same passphrase again"} {
		o.Fill(label, "nine brass lanterns on a slow canal")
	}
	o.Prove()
	o.Press("Add the officer")
	o.Sees("An officer of this name is there already.")
	o.Key(fyne.KeyEscape)
}

func TestThePassphraseIsChangedByWhoKnowsTheOldOne(t *testing.T) {
	o := newOffice(t)
	const fresh = "nine brass lanterns on a slow canal"
	o.Press("Change my passphrase …")
	o.Fill("Passphrase now", "something else")
	o.Fill("New passphrase", fresh)
	o.Fill("The same passphrase again", fresh)
	o.Press("Change it")
	o.Sees("The passphrase is not right.")
	o.Fill("Passphrase now", practice.Passphrase)
	o.Press("Change it")
	if ui.DialogOpen(o.Window) {
		t.Fatalf("the dialog is still there: %s", o.Words())
	}
	file := o.Session.File()
	if err := o.Session.Lock(context.Background()); err != nil {
		t.Fatal(err)
	}
	if _, err := file.SignIn(t.Context(), practice.Officer, practice.Passphrase); err == nil {
		t.Fatal("the old passphrase still opens the case file")
	}
	if _, err := file.SignIn(t.Context(), practice.Officer, fresh); err != nil {
		t.Error(err)
	}
}

func TestTheOfficersTitleIsChangedAndTheNameIsNot(t *testing.T) {
	o := newOffice(t)
	o.Press("My name and title …")
	if field := o.Row("Name").Field.(*ui.Entry); !field.Disabled() || field.Text != practice.Officer {
		t.Errorf("the name %q can be typed over", field.Text)
	}
	o.Fill("Title", "")
	o.Press("Save")
	o.Sees("Please fill this in.")
	o.Fill("Title", "Director of Patient Relations")
	o.Fill("Credentials", "RN, CPXP")
	o.Fill("Direct line", "614-555-0199")
	o.Press("Save")
	me := o.Session.Officer()
	if me.Title != "Director of Patient Relations" || me.Credentials != "RN, CPXP" || me.Phone != "614-555-0199" || me.Name != practice.Officer || me.Email == "" {
		t.Errorf("the officer is %+v", me)
	}
}

func TestTheLookIsKeptOnThisComputer(t *testing.T) {
	o := newOffice(t)
	o.Press("Dark")
	o.Press("125 %")
	prefs := fyne.CurrentApp().Preferences()
	if look, scale := prefs.String(desk.PrefLook), prefs.Float(desk.PrefScale); look != string(ui.LookDark) || scale != 1.25 {
		t.Errorf("kept was %q at %v", look, scale)
	}
	o.Show(New(o.Desk))
	o.Sees("✓ Dark", "✓ 125 %")
}

func TestGoalsHaveADialogOfTheirOwn(t *testing.T) {
	o := newOffice(t)
	o.Sees("No measure of the reports has a goal yet.")
	o.Fill("Office", "Patient Voice") // typed before and not saved yet
	o.Press("Set the goals …")
	o.Fill("Acknowledged in time (%)", "98")
	o.Press("Save the goals")
	o.Sees("1 measure of the reports has a goal.")
	o.save()
	set := o.Session.Settings()
	if g, ok := set.GoalFor("acknowledged_in_time"); !ok || g.Target != 98 || set.Office != "Patient Voice" {
		t.Errorf("the goals are %v, the office is %q", set.Goals, set.Office)
	}
}
