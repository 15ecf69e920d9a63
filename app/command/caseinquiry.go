package command

import (
	"strings"

	"rapport/data"
)

// investigation prints the plan, the steps and what the investigation came to.
func (p casePrinter) investigation(f data.CaseFile) {
	q := f.Inquiry
	if q.Approach != "" || q.Lead != "" || !q.Due.IsZero() || len(q.Questions) > 0 {
		p.section("Plan")
		p.item(q.Approach, labeled("lead", q.Lead), labeled("due", q.Due.String()))
		for _, question := range q.Questions {
			p.more(question)
		}
	}
	each(p, "Investigation", f.Steps, p.step)
	if len(q.Causes) > 0 || len(q.Whys) > 0 || q.CauseNote != "" {
		p.section("Cause")
		var causes []string
		for _, cause := range q.Causes {
			causes = append(causes, cause.String())
		}
		p.item(strings.Join(causes, ", "), q.CauseNote)
		for _, why := range q.Whys {
			p.more("why? " + why)
		}
	}
	if q.Independent || q.SignedBy != "" {
		p.section("Sign-off")
		p.item(ticked(q.Independent, "whoever decides has no stake in the result"+labeled(", says", q.IndependentBy)), q.IndependentOn.String())
		p.item(labeled("signed by", q.SignedBy), q.SignedOn.String(), q.SignedNote)
	}
	p.actions(f)
}

// step prints one step with the fields of its kind.
func (p casePrinter) step(st data.Step) {
	when := ""
	if !st.When.IsZero() {
		when = p.at(st.When)
	}
	period := ""
	if !st.From.IsZero() || !st.To.IsZero() {
		period = "records of " + st.From.String() + " to " + st.To.String()
	}
	p.item(st.Kind.String()+": "+st.Subject, when, labeled("with", st.With), st.Position, st.Unit, labeled("sent", st.SentOn.String()),
		labeled("due", st.Due.String()), labeled("done", st.DoneOn.String()), labeled("by", st.By))
	for _, question := range st.Questions {
		if question != st.Subject {
			p.more(question)
		}
	}
	p.more(labeled("records wanted:", st.Records), labeled("at", st.Place), labeled("present:", st.Present))
	p.more(labeled("own words:", st.OwnWords), ticked(st.ReadBack, "read back and agreed"))
	p.more(period, labeled("minimum necessary:", st.Minimum))
	p.more(labeled("policy", st.PolicyNumber), labeled("version", st.Version), ticked(st.Followed != "", "followed: "+st.Followed.String()),
		ticked(st.Adequate != "", "adequate: "+st.Adequate.String()))
	for _, r := range st.Reminders {
		p.more("reminded "+r.On.String(), r.How, labeled("by", r.By))
	}
	p.more(labeled("passed to the director", st.Director.String()))
	p.more(st.Result)
	p.more(labeled("look whether it worked:", st.CheckOn.String()), ticked(st.Worked != "", st.Worked.String()), st.WorkedOn.String(),
		labeled("thanked", st.ThankedOn.String()))
	p.more(labeled("in the letter:", st.InLetter))
}

func (p casePrinter) actions(f data.CaseFile) {
	each(p, "Action plans", f.Actions, func(a data.ActionPlan) {
		p.item(a.What, a.State().String(), a.Unit, a.Owner, labeled("due", a.Due.String()), a.Strength.String(), labeled("dropped:", a.Dropped), labeled("by", a.By))
		p.more(labeled("done", a.DoneOn.String()), a.Evidence, labeled("verified by", a.VerifiedBy), a.VerifiedOn.String())
		p.more(labeled("you said:", a.Said), labeled("we did:", a.Did))
		for _, check := range []struct {
			name string
			data.EffectCheck
		}{{"30 days", a.First}, {"90 days", a.Second}} {
			if check.Found != "" {
				p.more("effect after "+check.name+": "+check.Found.String(), check.On.String(), check.Remark, labeled("by", check.By))
			}
		}
	})
}

// advocacy prints what was done on the patient's behalf: actions, meetings and
// gifts.
func (p casePrinter) advocacy(f data.CaseFile) {
	each(p, "Advocacy", f.Advocacy, func(a data.Advocacy) {
		p.item(a.Kind.String()+": "+a.Goal, labeled("with", a.With), labeled("due", a.Due.String()), a.Outcome.String(), labeled("done", a.DoneOn.String()),
			a.Result, dollars("recovered", a.RecoveredInAll()), ticked(a.Agreed, "the patient agrees"), labeled("by", a.By))
		for _, st := range a.Steps {
			p.more("step: "+st.What, labeled("done", st.DoneOn.String()))
		}
		for _, paper := range a.Papers {
			have := "not here yet"
			if paper.Have {
				have = "here"
			}
			p.more("paper: "+paper.Name, have)
		}
		for _, l := range a.Levels {
			p.appeal(l)
		}
	})
	each(p, "Meetings", f.Meetings, p.meeting)
	each(p, "Gifts", f.Recoveries, func(r data.Recovery) {
		p.item(r.On.String()+" "+r.Item, data.Dollars(r.Cents), ticked(r.Cash, "cash or its equal"), ticked(r.BillCredit, "credit on the bill"),
			ticked(r.Federal, "Medicare or Medicaid"), labeled("approved by", r.ApprovedBy), r.Reason, labeled("by", r.By))
	})
}

func (p casePrinter) appeal(l data.AppealLevel) {
	p.more("appeal: "+l.Path.String(), ticked(l.Urgent, "urgent"), labeled("time runs from", l.Basis.String()), labeled("file by", l.FileBy.String()),
		labeled("to keep benefits by", l.KeepBy.String()), labeled("filed", l.FiledOn.String()), labeled("decision due", l.DecisionDue.String()),
		ticked(l.Outcome != "", l.Outcome.String()), l.DecidedOn.String(), dollars("recovered", l.Cents), l.Remark, ticked(!l.Verified && l.Waits(), data.VerifyOnNotice))
}

func (p casePrinter) meeting(m data.Meeting) {
	planned := "planned"
	if m.Held {
		planned = "held"
	}
	p.item(p.at(m.When)+" "+m.Name(), planned, m.Place, strings.Join(m.Parties, ", "), labeled("led by", m.Neutral), labeled("by", m.By))
	p.more(labeled("rules:", m.Rules))
	p.more(labeled("interests:", m.Interests))
	p.more(labeled("agreed:", m.Agreed), ticked(m.MayShare, "may be shared with those who carry it out"))
	for _, c := range m.Commitments {
		p.more("undertaken: "+c.What, c.Who, labeled("to", c.ToWhom), labeled("due", c.Due.String()), labeled("kept", c.DoneOn.String()), labeled("not kept:", c.NotKept))
	}
	p.more(labeled("follow up", m.FollowUp.String()), labeled("followed up", m.FollowedOn.String()))
}
