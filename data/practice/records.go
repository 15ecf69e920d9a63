package practice

import (
	"time"

	"rapport/data"
)

// records adds what is written down of a case beside its steps and letters:
// escalations, meetings, gestures, action plans, the committee's look and the
// rest, as far as the day has come.
func (g *generator) records() {
	f := &g.file
	g.escalate()
	if f.Kind == data.Compliment || f.Kind == data.Information {
		g.handOver()
		return
	}
	g.offer()
	if !f.Kind.NeedsNotice() && f.Kind != data.Complaint {
		return
	}
	if f.Kind.NeedsNotice() && f.State != data.StateNew && f.State != data.StateTriaged {
		g.give()
		g.meetFamily()
		g.limitContact()
	}
	if g.chance(5) {
		g.gesture()
	}
	g.discloseForAppeals()
	g.plan()
	g.review()
}

// base is what every record has: who wrote it down, on the day.
func (g *generator) base(on data.Date) data.RecordBase {
	return data.RecordBase{ID: g.id(), At: g.moment(on, 11), By: g.file.Owner}
}

// last is the last day on which anything can have been written in the case: the
// day of its closing, or yesterday.
func (g *generator) last() data.Date {
	if !g.file.Open() {
		return data.DateOf(g.file.ClosedAt, g.zone)
	}
	return g.today.AddDays(-1)
}

// reached returns the first working day n days after receipt; false when it
// lies after the last day of the case.
func (g *generator) reached(n int) (data.Date, bool) {
	d := g.workday(g.day.AddDays(n))
	return d, d <= g.last() && g.past(d)
}

// escalate raises what a matter of its kind must be passed on as, and settles it
// the same day.
func (g *generator) escalate() {
	f := &g.file
	trigger, told := data.Trigger(""), ""
	switch {
	case f.Classification.Immediate:
		trigger, told = "abuse", "The nursing supervisor and risk management"
	case f.Kind == data.Privacy:
		trigger, told = "privacy", "The privacy officer"
	case f.Kind == data.CivilRights:
		trigger, told = "discrimination", "The Section 1557 coordinator"
	default:
		return
	}
	e := data.NewEscalation(trigger, g.day, g.Settings)
	e.RecordBase = g.base(g.day)
	if g.past(g.day) {
		e.Told, e.ToldOn = told, g.day
		e.Outcome = "Taken over; the answer is in the contacts."
	}
	f.Escalations = append(f.Escalations, e)
}

// give records the leaflet that goes along with the first answer.
func (g *generator) give() {
	on, ok := g.reached(1)
	if !ok {
		return
	}
	to := "the patient"
	if p, known := g.file.Complainant(); known {
		to = p.FullName()
	}
	g.file.Handouts = append(g.file.Handouts, data.Handout{RecordBase: g.base(on), On: on, Title: "Your rights as a patient", Version: "9", To: to, How: "By mail"})
	if p, known := g.file.Complainant(); known && p.Interpreter != "" {
		g.file.Handouts = append(g.file.Handouts, data.Handout{RecordBase: g.base(on), On: on, Title: "Help with language and communication", Version: "4", To: to, How: "By mail"})
	}
}

// meetFamily plays a meeting with the family, or a mediation, in one case of ten.
func (g *generator) meetFamily() {
	if !g.chance(10) {
		return
	}
	on, ok := g.reached(3)
	if !ok {
		return
	}
	m := data.Meeting{RecordBase: g.base(on), Mediation: g.chance(20), When: g.moment(on, 14), Place: "Family room", Held: true, MayShare: true,
		Parties:   []string{"The person who spoke up", pick(g, managers), g.file.Owner},
		Interests: "To be told what happened, and that it does not happen again.",
		Agreed:    "The manager explains the plan of care every morning until discharge.",
	}
	if m.Mediation {
		m.Neutral, m.Rules = "The chaplain", "One speaks at a time; what is said stays here unless all agree."
	}
	due := g.workday(on.AddDays(2))
	kept := data.Commitment{Who: m.Parties[1], ToWhom: "the family", What: "Call the family with the result of the test", Due: due}
	if due <= g.last() {
		kept.DoneOn = due
	} else if !g.file.Open() {
		kept.Due, kept.DoneOn = on, on
	}
	m.Commitments = []data.Commitment{kept}
	if again := g.workday(on.AddDays(7)); g.file.Open() || again <= g.last() {
		m.FollowUp = again
		if again <= g.last() {
			m.FollowedOn = again
		}
	}
	g.file.Meetings = append(g.file.Meetings, m)
}

// gestures are small things given because something went wrong, in US cents.
var gestures = []struct {
	item  string
	cents int64
}{
	{"Parking voucher", 8_00}, {"Meal voucher", 12_00}, {"Taxi voucher", 14_00}, {"Flowers", 15_00},
}

func (g *generator) gesture() {
	if _, known := g.file.Person(data.RolePatient); !known {
		return
	}
	on, ok := g.reached(1)
	if !ok {
		return
	}
	x := pick(g, gestures)
	g.file.Recoveries = append(g.file.Recoveries, data.Recovery{RecordBase: g.base(on), On: on, Item: x.item, Cents: x.cents, Federal: g.chance(60),
		Reason: "For the trouble of that day."})
}

// discloseForAppeals logs what an insurer was given, which is payment and not
// accountable; one case in fifty went to the State agency, which is.
func (g *generator) discloseForAppeals() {
	f := &g.file
	log := func(on data.Date, basis data.DisclosureBasis, to, what, purpose string) {
		f.Disclosures = append(f.Disclosures, data.Disclosure{RecordBase: g.base(on), On: on, Basis: basis, Recipient: to, What: what, Purpose: purpose})
	}
	on, ok := g.reached(2)
	if !ok {
		return
	}
	for _, a := range f.Advocacy {
		if a.Kind == "appeal" {
			log(on, data.BasisPayment, "The insurer", "Record of the stay", "Appeal of the denial")
		}
	}
	if f.Kind.NeedsNotice() && g.chance(2) {
		log(on, data.BasisOversight, "State Department of Health (practice entry)", "The complaint and the answer of the unit", "Inquiry of the agency")
	}
}

// handOver plays what becomes of a compliment or a question.
func (g *generator) handOver() {
	f := &g.file
	on, ok := g.reached(0)
	if !ok {
		return
	}
	h := data.Handover{RecordBase: g.base(on), Purpose: "compliment", To: pick(g, managers), Unit: f.Unit, On: on, Due: g.workday(on.AddDays(5)), MayShareName: g.chance(70)}
	outcome := "Read out at the huddle."
	if f.Kind == data.Information {
		h.Purpose, outcome = "information", "The desk answered the question."
	}
	if !f.Open() {
		h.Outcome, h.DoneOn, h.ThankedOn = outcome, on, on
	}
	f.Handovers = append(f.Handovers, h)
}

// improvements are what hospitals do about what patients tell them, by how
// surely it works.
var improvements = []struct {
	what      string
	strength  data.ActionStrength
	evidence  string
	said, did string // in plain words, for the public
}{
	{"Teach the night staff how to answer the call light within five minutes", "weak", "Sign-in sheet of the training",
		"Nobody came when we rang at night.", "Everybody on the night staff was trained to answer a call light within five minutes."},
	{"Put the plan of care on the board in each room every morning", "intermediate", "Photographs of ten boards in one week",
		"Nobody told us what the plan for the day was.", "The plan for the day now stands on the board in each room."},
	{"Second nurse checks the discharge papers with the patient", "intermediate", "Twenty papers looked at, all signed twice",
		"The papers we were sent home with were wrong or hard to follow.", "A second nurse now goes through the papers with you before you leave."},
	{"Route missed call lights to the phone of the charge nurse", "strong", "Report of the call system for a month",
		"We waited too long when we rang.", "A call that nobody answers now rings on the charge nurse's phone."},
	{"Remind everybody at the huddle to knock and say their name", "weak", "Minutes of the huddle",
		"People came in without a word of who they were.", "We remind each other every morning to knock and to say our names."},
	{"Lockable drawer for belongings at each bed", "strong", "Work order closed by facilities",
		"Our belongings went missing.", "There is now a drawer with a lock at each bed."},
}

// Told puts a plan of the practice office into plain words, "you said, we did", and
// shows it; false for a plan that has none.
func Told(plan data.ActionPlan) (data.ActionPlan, bool) {
	for _, x := range improvements {
		if x.what == plan.What {
			plan.Said, plan.Did, plan.Shown = x.said, x.did, true
			return plan, true
		}
	}
	return plan, false
}

// plan writes an action plan where a concern was right, in two cases of five.
func (g *generator) plan() {
	f := &g.file
	at := -1
	for i, is := range f.Issues {
		if is.Finding.Outcome == data.Substantiated || is.Finding.Outcome == data.PartiallySubstantiated {
			at = i
			break
		}
	}
	if at < 0 || !g.chance(40) {
		return
	}
	x, found := pick(g, improvements), data.DateOf(f.Issues[at].Finding.At, g.zone)
	a := data.ActionPlan{RecordBase: g.base(found), What: x.what, Unit: f.Unit, Owner: pick(g, managers), Due: g.workday(found.AddDays(30)),
		Strength: x.strength, Issue: f.Issues[at].ID}
	late := 0
	if g.chance(12) {
		late = 20
	}
	if done := g.workday(found.AddDays(14 + g.IntN(16) + late)); g.past(done) {
		a.DoneOn, a.Evidence = done, x.evidence
		if verified := g.workday(done.AddDays(3)); g.past(verified) && (verified < g.today.AddDays(-5) || !g.chance(40)) {
			a.VerifiedBy, a.VerifiedOn = "Quality department", verified
			a.First = g.checked(done.AddDays(data.FirstCheckDays))
			if a.First.Found != "" {
				a.Second = g.checked(done.AddDays(data.SecondCheckDays))
			}
		}
	}
	if a.DoneOn.IsZero() && g.chance(12) {
		a.Dropped = "The unit moves in spring; the plan is taken up there."
	}
	if a.Dropped == "" {
		f.Ending.NoAction = ""
	}
	f.Actions = append(f.Actions, a)
}

// checked is the check of an effect, once its day is over.
func (g *generator) checked(on data.Date) data.EffectCheck {
	if on = g.workday(on); !g.past(on) {
		return data.EffectCheck{}
	}
	found := data.Effect("effective")
	switch k := g.IntN(100); {
	case k < 6:
		found = "not"
	case k < 22:
		found = "partly"
	}
	return data.EffectCheck{On: on, Found: found, By: g.file.Owner}
}

// review is the committee's look at a closed grievance, on the second Thursday
// of the month after.
func (g *generator) review() {
	f := &g.file
	if f.State != data.StateClosed || !f.Kind.NeedsNotice() {
		return
	}
	on := data.DateOf(f.ClosedAt, g.zone).Month().Add(1).First()
	for thursdays := 0; ; on = on.AddDays(1) {
		if on.Weekday() == time.Thursday {
			if thursdays++; thursdays == 2 {
				break
			}
		}
	}
	if !g.past(on) {
		return
	}
	f.Reviews = append(f.Reviews, data.CommitteeReview{RecordBase: g.base(on), On: on, Delegation: g.Delegation,
		Members: []string{"Chief nursing officer", "Medical staff quality chair", "Director of quality"}, Decision: "Handled as the policy asks; no further step."})
}
