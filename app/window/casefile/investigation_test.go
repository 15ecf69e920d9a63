package casefile

import (
	"strings"
	"testing"
	"time"

	"rapport/app/window/desk"
	"rapport/data"
)

// lacks fails the test when the words are in front.
func (o *office) lacks(words string) {
	o.t.Helper()
	if got := o.words(); strings.Contains(got, words) {
		o.t.Errorf("the officer sees %q in: %s", words, got)
	}
}

func TestAReferralIsSentChasedAnsweredAndThanked(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Investigation)
	o.press("Add a referral …")
	o.fill("Its manager", "The manager of 4 West")
	o.fill("Questions", "Why was the light not answered?")
	o.fill("Records wanted", "The call log of the night")
	o.fill("Answer due", "+4")
	o.press("Save the step")
	st := o.file().Steps[0]
	if st.Kind != data.Referral || st.Unit != "4 West Medical" || st.SentOn != today() || st.Subject != "Why was the light not answered?" || st.Records == "" {
		t.Fatalf("the referral is %+v", st)
	}
	o.sees("Next: remind them")
	o.press("Mark as reminded …")
	o.pick("How", "Phone call")
	o.press("Save the reminder")
	if st = o.file().Steps[0]; len(st.Reminders) != 1 || st.Reminders[0].How != "Phone call" || st.Reminders[0].By == "" {
		t.Fatalf("the reminders are %+v", st.Reminders)
	}
	o.undo()
	if n := len(o.file().Steps[0].Reminders); n != 0 {
		t.Errorf("after Undo there are %d reminders", n)
	}
	o.press("Pass on to the director …")
	o.press("Save it")
	o.sees("With the director")
	o.press("Record the answer …")
	o.sees("Why was the light not answered?")
	o.press("Save the answer")
	o.sees("Please fill this in.")
	o.fill("What they answered", "Two lights were broken; they are repaired.")
	o.press("Save the answer")
	o.sees("Answered today")
	if st = o.file().Steps[0]; st.CheckOn != today().AddDays(data.WorkedDays) || st.DoneOn != today() {
		t.Fatalf("the answered referral is %+v", st)
	}
	o.press("Mark as thanked")
	o.press("Did it work? …")
	o.pick("What the look found", "It works")
	o.press("Save it")
	o.sees("Did it work? It works")
	if st = o.file().Steps[0]; st.ThankedOn != today() || st.Worked != "effective" || st.WorkedOn != today() {
		t.Errorf("the referral is %+v", st)
	}
	o.lacks("Mark as thanked")
}

func TestEachKindOfStepHasItsOwnFields(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Investigation)
	o.press("Add a record review …")
	o.fill("Which records", "Call log")
	o.fill("Entries from", "-2")
	o.fill("Entries to", "-3")
	o.fill("Done on", "t")
	o.fill("Result", "Four calls.")
	o.press("Save the step")
	o.sees("The period ends before it begins")
	o.sees("Write why these records were needed, and no more of them.")
	o.fill("Entries to", "-1")
	o.fill("Why these are needed, and no more", "That night alone.")
	o.press("Save the step")
	o.sees("Entries from")

	o.press("Add a policy review …")
	o.fill("Which policy", "Call lights")
	o.fill("Done on", "t")
	o.fill("Result", "Five minutes is the standard.")
	o.press("Save the step")
	o.sees("Choose whether the policy was followed.")
	o.fill("Number", "N-12")
	o.fill("Version or date", "2025-01")
	o.pick("Was it followed?", "No")
	o.pick("Is it adequate?", "Yes")
	o.press("Save the step")
	o.sees("Number N-12 · version 2025-01 · followed: No · adequate: Yes")

	o.press("Add an interview …")
	o.fill("Who is asked", "The night nurse")
	o.fill("Role or position", "Registered nurse")
	o.fill("Place", "Office of 4 West")
	o.fill("In their own words", "I was alone with nine patients.")
	o.tick("Read back to them, and they agree")
	o.press("Save the step")
	o.sees("Enter the day of the interview.")
	o.fill("Done on", "t")
	o.press("Save the step")
	o.sees("In their own words, read back and agreed")
	kinds := map[data.StepKind]int{}
	for _, st := range o.file().Steps {
		kinds[st.Kind]++
	}
	if len(kinds) != 3 {
		t.Errorf("the steps are of the kinds %v", kinds)
	}
}

func TestTheTimelineShowsItsGapsInOrder(t *testing.T) {
	o := newOffice(t)
	at := data.NewDate(2026, 3, 1).Start(o.session.Settings().Zone())
	for _, e := range []struct {
		what string
		at   time.Duration
	}{{"The dose was given", 26*time.Hour + 4*time.Minute}, {"She rang", 21 * time.Hour}, {"She rang again", 22 * time.Hour}} {
		if _, err := o.session.SaveStep(o.t.Context(), o.file().Key, data.Step{Kind: data.TimelineStep, Subject: e.what, When: at.Add(e.at)}); err != nil {
			t.Fatal(err)
		}
	}
	o.show(o.screen.number)
	o.screen.Go(desk.Investigation)
	words := o.words()
	rang, again, dose := strings.Index(words, "She rang"), strings.Index(words, "She rang again"), strings.Index(words, "The dose was given")
	if rang < 0 || rang >= again || again >= dose {
		t.Errorf("the timeline is out of order: %s", words)
	}
	o.sees("↓ 1 h")
	o.sees("↓ 4 h 4 min: the longest gap")
	o.press("Add to the timeline …")
	o.press("Save the step")
	o.sees("Please fill this in.")
}

func TestGapsInWords(t *testing.T) {
	for d, want := range map[time.Duration]string{
		20 * time.Second: "under a minute", 5 * time.Minute: "5 min", time.Hour: "1 h", 5*time.Hour + 4*time.Minute: "5 h 4 min",
		24 * time.Hour: "1 day", 75*time.Hour + 10*time.Minute: "3 days 3 h",
	} {
		if got := gapWords(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

func TestPlanCauseAndSignOff(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Investigation)
	o.press("Edit the plan …")
	o.fill("Questions to be answered", "Why did nobody come?")
	o.fill("Due", "+5")
	o.press("Save the plan")
	o.sees("Why did nobody come?")
	if q := o.file().Inquiry; q.Due != today().AddDays(5) || q.Lead != o.file().Owner {
		t.Fatalf("the plan is %+v", q)
	}
	o.press("Edit the cause …")
	o.fill("Why was that?", "Nobody reported it.")
	o.press("Save the cause")
	o.sees("Begin with the first why, and answer each before the next.")
	o.fill("Why did it happen?", "The light was broken.")
	o.tick("Substandard equipment")
	o.press("Save the cause")
	o.sees("Why? The light was broken. Why? Nobody reported it.")
	if q := o.file().Inquiry; len(q.Whys) != 2 || len(q.Causes) != 1 || len(q.Questions) != 1 {
		t.Fatalf("plan and cause are %+v", q)
	}
	o.press("Sign off the findings …")
	o.sees("has no finding yet")
	o.sees("Tick that whoever decides")
	o.press("Close")
	o.screen.Go(desk.Issues)
	o.findAll()
	o.screen.Go(desk.Investigation)
	o.tick("No conflict of interest")
	o.sees("Declared by")
	o.press("Sign off the findings …")
	o.press("Sign off")
	o.sees("Signed off by")
	if q := o.file().Inquiry; q.SignedOn != today() || !q.Independent {
		t.Errorf("the sign-off is %+v", q)
	}
}

func TestStaffInvolvedAreToldThatTheyDoNotDecide(t *testing.T) {
	o := newOffice(t)
	given, family, _ := strings.Cut(o.session.Officer().Name, " ")
	if _, err := o.session.SavePerson(t.Context(), o.file().Key, data.Person{Role: data.RoleStaff, Given: given, Family: family}); err != nil {
		t.Fatal(err)
	}
	o.screen.Go(desk.Issues)
	o.press("Record the finding …")
	o.pick("What was found", "Unsubstantiated")
	o.fill("Reasons, for the file", "I did nothing wrong.")
	o.press("Save the finding")
	o.sees("The person complained about does not decide")
	if is := o.file().Issues[0]; is.Finding.Outcome != "" {
		t.Errorf("the finding is %+v", is.Finding)
	}
}

func TestAnIssueIsReadBackAndAgreed(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Issues)
	o.sees("Not yet put into your own words and read back to the person.")
	o.press("Edit …")
	o.fill("As you understood it", "He waited four hours for pain relief.")
	o.tick("Read back and agreed")
	o.pick("Stage of care", "Care on the ward")
	o.pick("Group of staff", "Nursing")
	o.press("Save the issue")
	is := o.file().Issues[0]
	if is.Understood != "He waited four hours for pain relief." || is.AgreedOn != today() || is.Stage != "ward" || is.StaffGroup != "nursing" || is.Taxonomy != 1 {
		t.Fatalf("the issue is %+v", is)
	}
	o.sees("As understood; read back and agreed today")
	o.sees("4 West Medical · Care on the ward · Nursing")
	o.press("Edit …")
	o.tick("Read back and agreed")
	o.press("Save the issue")
	if is := o.file().Issues[0]; !is.AgreedOn.IsZero() {
		t.Errorf("the tick was taken off and the day is %s", is.AgreedOn)
	}
	o.sees("Not yet read back to the person.")
}

func TestAnIssueMayKeepACategoryThatIsNoLongerOffered(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	next := o.session.Settings().NextTaxonomy().Retire("safety", "", true).WithCategory("Clinical", "Harm events", "What harmed a patient.")
	if err := o.session.SaveTaxonomyDraft(ctx, next); err != nil {
		t.Fatal(err)
	}
	if err := o.session.ActivateTaxonomy(ctx, "The hospital counts harm events."); err != nil {
		t.Fatal(err)
	}
	o.screen.Go(desk.Issues)
	o.sees("Safety: Failure to respond")
	o.press("Edit …")
	o.fill("In their words", "Nobody came.")
	o.press("Save the issue")
	if is := o.file().Issues[0]; is.Category != "safety" || is.Taxonomy != 1 {
		t.Errorf("the issue is %+v", is)
	}
	labels := ""
	for _, opt := range slots(data.Issue{}, o.session.Settings()) {
		labels += opt.Label + "|"
	}
	if strings.Contains(labels, "Safety") || !strings.Contains(labels, "Harm events") {
		t.Errorf("a new issue is offered %s", labels)
	}
}

func TestTriageSuggestsAPriorityAndKeepsWhatWasJudged(t *testing.T) {
	o := newOffice(t)
	o.press("Triage …")
	o.sees("Suggested priority: Moderate")
	o.pick("How soon it must be looked at", "Today: a deadline or a discharge is near")
	o.sees("Suggested priority: High")
	o.pick("How likely it happens again", "5  Almost certain")
	o.pick("Harm", "4  Major: lasting incapacity")
	o.sees("Suggested priority: Extreme")
	o.press("Triage the case")
	if f := o.file(); f.State != data.StateTriaged || f.Urgency != "today" || f.Harm != 4 {
		t.Errorf("the case is %s, %s, harm %d", f.State, f.Urgency, f.Harm)
	}
	o.screen.Go(desk.Summary)
	o.sees("Urgency Today")
	o.sees("Extreme. Consequence: major")
}
