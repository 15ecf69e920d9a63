package summary

import (
	"rapport/data"
	"rapport/reports/figures"
	"rapport/reports/page"
	"rapport/reports/report"
)

// learning tells what was done: improvements, promises, letters, and what was
// achieved for patients.
func (c *composer) learning() {
	c.section("What was done and learned")
	c.saidAndDone()
	c.kept()
	c.actions()
	c.escalations()
	c.letters()
	c.advocacy()
}

// saidAndDone are the action plans that tell in plain words what came of what
// patients said. One that may identify somebody is left out.
func (c *composer) saidAndDone() {
	var items [][]page.Run
	told := map[string]bool{} // one improvement may answer several cases
	left := 0
	for _, a := range c.facts.Actions {
		p := a.Plan
		if p.Said == "" || p.Did == "" || c.shareable() && !p.Shown || told[p.Said+"\n"+p.Did] {
			continue
		}
		told[p.Said+"\n"+p.Did] = true
		if c.facts.Identifies(a) {
			left++
			continue
		}
		items = append(items, []page.Run{{Text: "You said: ", Strong: true}, {Text: p.Said + " "}, {Text: "We did: ", Strong: true}, {Text: p.Did}})
	}
	if len(items) == 0 && left == 0 {
		return
	}
	c.part("You said, we did")
	if len(items) > 0 {
		c.add(report.Bullets{Items: items})
	}
	switch {
	case left == 0:
	case c.shareable():
		c.panel(false, "Left out.", "Not every text is printed: some may hold what identifies somebody. Check them in the action plans of the internal summary.")
	default:
		c.panel(false, "Left out.", c.count(left, "text is", "texts are")+" not printed, because "+map[bool]string{true: "it", false: "they"}[left == 1]+
			" may hold a name, a date or a number that identifies somebody. Look at the action plans and write it without.")
	}
}

func (c *composer) actions() {
	a := c.Actions
	if a.Opened.N()+a.Closed.N()+a.Verified.N()+a.Overdue.N()+a.Checked.N() == 0 {
		c.text("No action plan was opened, done or checked in the period, and none is overdue.")
		return
	}
	row := func(label, name string, set figures.Set) []report.Cell {
		return []report.Cell{report.W(label), c.n(key("actions", name), set, "Action plans: "+label)}
	}
	rows := [][]report.Cell{
		row("Opened in the period", "opened", a.Opened), row("Done in the period", "closed", a.Closed), row("Verified by somebody else in the period", "verified", a.Verified),
		row("Overdue at the end", "overdue", a.Overdue), row("Effect checked in the period", "checked", a.Checked), row("Of these, it works", "effective", a.Effective),
	}
	c.within("actions/effective", "actions/checked")
	c.table("Action plans", "Action plans", []report.Column{words("Action plans", 0), numbers("Plans", 46)}, rows,
		"Done is not verified: somebody other than the owner looks at the evidence. The effect is checked 30 and 90 days after an action was done. Overdue: neither done nor dropped although its day has passed.", half)
}

// kept tells whether promises and referrals were answered by their day.
func (c *composer) kept() {
	var rows [][]report.Cell
	add := func(label, name string, t figures.Timely) {
		if t.Received.N() > 0 {
			rows = append(rows, c.timely(label, name, t))
		}
	}
	add("Promises to patients kept", "promises", c.Promises)
	add("Referrals answered by departments", "referrals", c.Referrals.OnTime)
	add("Letters that a duty asks for", "letters", c.Letters.OnTime)
	if len(rows) == 0 {
		return
	}
	r := c.Referrals
	note := "Promises and referrals that fell due in the period, letters issued in it, by the day they were owed. Late includes what is not done yet and what will not be kept."
	if r.Answered.N() > 0 {
		note = sentences(note, c.say("Managers answered %s, half of them within %s.", c.q("referrals/answered", r.Answered.N(), "referral", "referrals"), c.stat(c.days(r.Days.Median), "referrals/answered", r.Answered.N())))
	}
	c.table("Promises and referrals", "What was owed, and when it came", timelyColumns("Owed"), rows, note)
}

func (c *composer) letters() {
	l := c.Letters
	if l.Issued.N() == 0 {
		c.text("No letter was issued in the period.")
		return
	}
	var rows [][]report.Cell
	var parts []string
	for _, k := range l.Kinds {
		name := key("letters/kind", string(k.Kind))
		parts = append(parts, name)
		rows = append(rows, []report.Cell{report.W(k.Kind.String()), c.n(name, k.Sent, k.Kind.String())})
	}
	rows = append(rows, []report.Cell{report.W("All"), c.n("letters/issued", l.Issued, "Letters issued")})
	c.link("letters/issued", parts...)
	c.enter("letters/sent", l.Sent.N())
	c.within("letters/sent", "letters/issued")
	note := sentences("Letters and memos issued in the period.", c.say("%s sent.", c.q("letters/sent", l.Sent.N(), "was", "were")))
	if l.Notices.N() > 0 {
		parts := "the four parts that 42 CFR 482.13(a)(2)(iii) asks for."
		if n := l.Notices.N(); n > 1 && l.Complete.N() == n {
			c.enter("letters/complete", n)
			note = sentences(note, c.say("All %s have "+parts, c.q("letters/notices", n, "notice", "notices of decision")))
		} else {
			note = sentences(note, c.say("Of the notices of decision, %s have "+parts, c.ratio("letters/complete", "letters/notices", figures.Share{Part: l.Complete.N(), Whole: n})))
		}
	}
	c.link("letters/notices", "letters/complete", "letters/incomplete")
	if l.Graded.N() > 0 {
		note = sentences(note, c.say("Reading level of the letters to people, on average: grade %s (Flesch-Kincaid).", c.stat(c.locale.Decimal(l.Grade, 1), "letters/graded", l.Graded.N())))
	}
	c.table("Letters", "Letters", []report.Column{words("Letter", 0), numbers("Issued", 46)}, rows, note, totaled, half, c.brief)
}

// advocacy tells what was achieved on patients' behalf, and the money.
func (c *composer) advocacy() {
	a := c.Advocacy
	if len(a.Lines) == 0 {
		return
	}
	var rows [][]report.Cell
	var all, achieved []string
	for _, l := range a.Lines {
		name := key("advocacy/kind", string(l.Kind))
		all, achieved = append(all, name), append(achieved, key(name, "achieved"))
		rows = append(rows, []report.Cell{report.W(l.Kind.String()), c.n(name, l.Finished, l.Kind.String()), c.n(key(name, "achieved"), l.Achieved, l.Kind.String()+", achieved"),
			c.money(l, name)})
		c.within(key(name, "achieved"), name)
	}
	c.enter("advocacy/money", a.Money.N())
	rows = append(rows, []report.Cell{report.W("All"), c.n("advocacy", a.Finished, "Advocacy actions"), c.n("advocacy/achieved", a.Achieved, "Advocacy, achieved"), c.from(report.M(a.Recovered), "advocacy/money")})
	c.link("advocacy", all...)
	var money []string
	for _, name := range all {
		money = append(money, key(name, "money"))
	}
	c.link("advocacy/money", money...)
	c.link("advocacy/achieved", achieved...)
	note := "Advocacy actions that ended in the period. Achieved: the goal was reached in full or in part. Recovered: refunds, adjustments and overturned denials, as recorded in the action."
	if a.Appeals.Decided.N() > 0 {
		note = sentences(note, c.say("Of the levels of appeal decided, %s were overturned in full or in part.",
			c.ratio("appeals/overturned", "appeals", figures.Share{Part: a.Appeals.Overturned.N(), Whole: a.Appeals.Decided.N()})))
	}
	c.table("Advocacy", "Advocacy", []report.Column{words("Action", 0), numbers("Finished", 43), numbers("Achieved", 46), numbers("Recovered", 55)}, rows, note, totaled, half, c.brief)
}

// money is what the actions of a kind recovered. The amount tells of those that
// recovered something, which may be one among many.
func (c *composer) money(l figures.AdvocacyLine, name string) report.Cell {
	if l.Recovered == 0 && !c.shareable() {
		return report.None("") // most actions are not about money
	}
	from := key(name, "money")
	c.silent(from, l.Money.N())
	c.within(from, name)
	c.within(from, key(name, "achieved"))
	return c.from(report.M(l.Recovered), from)
}

func (c *composer) escalations() {
	if len(c.Escalations) == 0 {
		return
	}
	var rows [][]report.Cell
	var parts []string
	for _, l := range c.Escalations {
		name := key("escalations", string(l.Trigger))
		parts = append(parts, name)
		rows = append(rows, []report.Cell{report.W(l.Trigger.String()), c.n(name, l.Raised, l.Trigger.String())})
	}
	rows = append(rows, []report.Cell{report.W("All"), c.n("escalations", c.Escalated, "Escalations")})
	c.link("escalations", parts...)
	c.table("Escalations", "Escalations", []report.Column{words("What had to be passed on at once", 0), numbers("Raised", 46)}, rows, "Triggers raised in the period. A case may have several.", totaled, half, c.brief)
}

// exceptions are what needs somebody's attention now.
func (c *composer) exceptions() {
	var rows [][]report.Cell
	add := func(label, name string, set figures.Set, door string) {
		if set.N() > 0 {
			rows = append(rows, []report.Cell{report.W(label), c.n(name, set, door)})
		}
	}
	add("Grievances past their day without a written decision", "overdue/decision", c.openPast(func(f data.CaseFact) (due, done data.Date) { return f.DecideDue, f.DecideOn }, data.Kind.NeedsNotice), "Overdue decisions")
	add("Open cases past their day without an acknowledgement", "overdue/acknowledgement", c.openPast(func(f data.CaseFact) (due, done data.Date) { return f.AckDue, f.AckOn }, nil), "Overdue acknowledgements")
	for _, row := range []struct {
		label, name string
		t           figures.Timely
	}{
		{"Written decisions later than " + c.standard(data.ClockDecide) + ", or overdue", "decided/late", c.Decided},
		{"Grievances whose person was not told within " + c.standard(data.ClockUpdate) + " why it takes longer", "interim/late", c.Interim},
		{"Promises broken or late", "promises/late", c.Promises},
		{"Referrals not answered by their day", "referrals/late", c.Referrals.OnTime},
	} {
		add(row.label, row.name, row.t.Late, row.label)
	}
	if n := len(c.Ageing); n > 0 {
		add("Cases open for more than 90 days", "open/age/over 90", c.Ageing[n-1].Cases, "Open for more than 90 days")
	}
	add("Action plans overdue", "actions/overdue", c.Actions.Overdue, "Action plans overdue")
	add("Notices of decision that lack one of the four elements", "letters/incomplete", without(c.Letters.Notices, c.Letters.Complete), "Notices that lack an element")
	add("Issues whose category no list of the office knows", "unmapped", c.Quality.Unmapped.Missing, "Unmapped issues")
	if len(rows) == 0 {
		c.text("Nothing is overdue, late or missing.")
		return
	}
	c.table("Exceptions", "What needs attention", []report.Column{words("Exception", 380), numbers("Cases", 0)}, rows,
		"As known on "+c.locale.Long(c.AsOf)+". Late counts the cases received in the period, overdue those that are open."+map[bool]string{false: " The exception list names the grievances."}[c.shareable()])
}

// openPast are the open cases whose day of a duty has passed without it.
func (c *composer) openPast(duty func(data.CaseFact) (due, done data.Date), owes func(data.Kind) bool) figures.Set {
	var s figures.Set
	for _, f := range c.facts.Open {
		due, done := duty(f)
		if !due.IsZero() && due < c.AsOf && done.IsZero() && (owes == nil || owes(f.Kind)) {
			s = append(s, f.Key)
		}
	}
	return s
}
