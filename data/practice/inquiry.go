package practice

import "rapport/data"

func (g *generator) done() bool {
	for _, s := range g.file.Steps {
		if !s.DoneOn.IsZero() {
			return true
		}
	}
	return false
}

func (g *generator) waiting() bool {
	for _, s := range g.file.Steps {
		if s.DoneOn.IsZero() {
			return true
		}
	}
	return false
}

// investigate adds the steps between two days: a look at the record or at the
// policy, a talk, a question to a manager. Those whose day has not come are open.
func (g *generator) investigate(begun, end data.Date) {
	f := &g.file
	span := max(int(end-begun), 1)
	begun = min(begun, end)
	for i, t := range g.about {
		done := g.workday(begun.AddDays(g.IntN(span)))
		if done > end {
			done = end
		}
		step := data.Step{ID: g.id(), Subject: t.inquiry, By: f.Owner, InLetter: t.inLetter}
		if g.past(done) && (i == 0 || done < end || g.past(end)) {
			step.DoneOn = done
		}
		switch g.IntN(7) {
		case 0, 1:
			g.refer(&step, begun)
		case 2, 3:
			g.interview(&step)
		case 4:
			g.readPolicy(&step, t.category)
		default:
			g.readRecord(&step)
		}
		f.Steps = append(f.Steps, step)
	}
	if len(g.about) == 0 {
		f.Steps = append(f.Steps, data.Step{ID: g.id(), Kind: data.OtherStep, Subject: "Ask the unit what happened", By: f.Owner, DoneOn: begun,
			InLetter: "We asked the unit what happened.", Result: "The unit told us its side."})
	}
}

// answers of departments, and what they were sent with.
var unitAnswers = []string{
	"Answered in writing: the account of the shift, with times. A copy is with the unit.", "Answered by phone and then in writing; two of the staff were asked.",
	"Answered: the log shows what the person told us. The manager has spoken with the team.", "Answered: the log shows another time; both are in the finding.",
}

// refer makes the step a question to the manager of the unit, who is reminded
// around the due date until the answer comes.
func (g *generator) refer(st *data.Step, begun data.Date) {
	st.Kind, st.With, st.Unit = data.Referral, pick(g, managers)+" of "+unitInText(g.file.Unit), g.file.Unit
	st.SentOn, st.Due, st.Questions = begun, g.workday(begun.AddDays(3)), []string{st.Subject}
	if g.chance(40) {
		st.Questions = append(st.Questions, "What has changed since?")
	}
	if g.chance(30) {
		st.Records = "The log of the shift"
	}
	until := st.DoneOn
	if until.IsZero() {
		until = g.today
	}
	last := st.SentOn
	for _, n := range data.ReminderDays {
		if on := g.workday(st.Due.AddDays(n)); on > last && on < until && g.past(on) && g.chance(90) {
			last = on
			st.Reminders = append(st.Reminders, data.Reminder{On: on, How: pick(g, []string{"By phone", "By e-mail"}), By: st.By})
		}
	}
	if on := st.Due.AddDays(data.DirectorDays); on < until && g.past(on) && g.chance(80) {
		st.Director = on
	}
	if st.DoneOn.IsZero() {
		return
	}
	st.Result = pick(g, unitAnswers)
	if g.chance(50) {
		st.ThankedOn = st.DoneOn
	}
	if g.chance(20) {
		st.CheckOn = g.workday(st.DoneOn.AddDays(data.WorkedDays))
		if g.past(st.CheckOn) {
			st.Worked, st.WorkedOn = pick(g, []data.Effect{"effective", "effective", "partly", "not"}), st.CheckOn
		}
	}
}

// said are the own words of staff.
var said = []string{
	"“I was with two other patients and came as soon as I could.”", "“I did not know that the family was waiting outside.”", "“I told the day shift; I do not know if it was passed on.”",
	"“I remember the evening. I should have explained it better.”", "“The screen showed no order, so I waited.”",
}

func (g *generator) interview(st *data.Step) {
	st.Kind, st.With, st.Position = data.Interview, invented(uint32(g.IntN(1000))), pick(g, []string{"Registered nurse", "Charge nurse", "Resident physician", "Unit clerk", "Technician"})
	st.Place = pick(g, []string{"Office of Patient Relations", "Break room of the unit", "Office of the manager"})
	if g.chance(25) {
		st.Present = pick(g, []string{"A representative of the staff member's choice", "The nurse manager"})
	}
	if !st.DoneOn.IsZero() {
		st.OwnWords, st.ReadBack, st.Result = pick(g, said), g.chance(75), "The account and the record fit together."
	}
}

func (g *generator) readRecord(st *data.Step) {
	st.Kind, st.From, st.To = data.RecordReview, g.file.EventDate, min(g.file.EventDate.AddDays(1), g.day)
	st.Minimum = "The entries of the days complained of, and no others."
	if !st.DoneOn.IsZero() {
		st.Result = pick(g, []string{"The entries show the times; see the finding.", "One entry is missing; the others are in order.", "The record is complete for these days."})
	}
}

// policies that are looked at, with number and version, by the category of the
// issue.
var policies = map[string]struct{ title, number, version string }{
	"quality": {"Hourly rounding", "NS-12", "4"}, "safety": {"Observation and reporting", "NS-07", "2.1"}, "environment": {"Patient property and rooms", "AD-27", "2"},
	"processes": {"Admission, transfer and discharge", "CM-02", "6"}, "listening": {"Pain and what patients report", "NS-20", "3"},
	"communication": {"Telling patients about their care", "RI-15", "7"}, "respect": {"Privacy and courtesy at the bedside", "PR-03", "5"},
}

func (g *generator) readPolicy(st *data.Step, category string) {
	p := policies[category]
	st.Kind, st.Subject, st.PolicyNumber, st.Version = data.PolicyReview, p.title, p.number, p.version
	if !st.DoneOn.IsZero() {
		st.Followed, st.Adequate = pick(g, []data.Followed{"yes", "partly", "no"}), pick(g, []data.Followed{"yes", "yes", "partly"})
		st.Result = "Read with the manager; see the finding."
	}
}

// approach writes down how the investigation is to go, in one grievance of three.
func (g *generator) approach(decided data.Date) {
	if !g.chance(33) {
		return
	}
	q := &g.file.Inquiry
	q.Approach, q.Lead, q.Due = "The record first, then the people who were there, then the manager.", g.file.Owner, decided
	for _, t := range g.about {
		q.Questions = append(q.Questions, t.inquiry)
	}
}

// causesOf are the causes that a category of issue mostly has.
var causesOf = map[string][]data.Cause{
	"quality": {"resources", "training", "policy_not_followed"}, "safety": {"policy_not_followed", "equipment", "coordination"}, "environment": {"environment", "equipment"},
	"processes": {"administrative_error", "resources", "coordination"}, "listening": {"communication", "individual"},
	"communication": {"communication", "coordination"}, "respect": {"individual", "training"},
}

// whys are chains that end at something that can be changed.
var whys = [][]string{
	{"The call was not answered: the nurse was with another patient.", "Nobody took the second call: there was no second nurse on the hall.", "The hall had one nurse: the plan counts beds, not needs."},
	{"The plan was not explained: each team thought that the other had.", "Nobody was named for it: the round has no such point.", "The form of the round is from before the wards were joined."},
}

// signOff ends the investigation: its causes, and that whoever decides has no
// stake in the result.
func (g *generator) signOff(on data.Date) {
	f := &g.file
	q := &f.Inquiry
	q.Independent, q.IndependentBy, q.IndependentOn = true, f.Owner, on
	q.SignedBy, q.SignedOn = f.Owner, on
	for _, is := range f.Issues {
		list := causesOf[is.Category]
		if upheld := is.Finding.Outcome == data.Substantiated || is.Finding.Outcome == data.PartiallySubstantiated; !upheld || len(list) == 0 {
			continue
		}
		q.Causes = []data.Cause{pick(g, list)}
		if g.chance(20) {
			q.Whys = pick(g, whys)
		}
		return
	}
	q.Causes = []data.Cause{"none"}
}
