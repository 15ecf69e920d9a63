package caserecord

import (
	"strings"

	"rapport/data"
)

// investigation prints the plan, the steps and what the investigation came to.
func (p *writer) investigation(f data.CaseFile) {
	q := f.Inquiry
	if q.Approach != "" || q.Lead != "" || !q.Due.IsZero() || len(q.Questions) > 0 {
		p.section("Plan")
		p.item(q.Approach, labeled("lead", q.Lead), labeled("due", p.Day(q.Due)))
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
		p.item(ticked(q.Independent, "whoever decides has no stake in the result"+labeled(", says", q.IndependentBy)), p.Day(q.IndependentOn))
		p.item(labeled("signed by", q.SignedBy), p.Day(q.SignedOn), q.SignedNote)
	}
	p.actions(f)
}

// step prints one step with the fields of its kind.
func (p *writer) step(st data.Step) {
	when := ""
	if !st.When.IsZero() {
		when = p.At(st.When)
	}
	period := ""
	if !st.From.IsZero() || !st.To.IsZero() {
		period = "records of " + p.Day(st.From) + " to " + p.Day(st.To)
	}
	p.item(st.Kind.String()+": "+st.Subject, when, labeled("with", st.With), st.Position, st.Unit, labeled("sent", p.Day(st.SentOn)),
		labeled("due", p.Day(st.Due)), labeled("done", p.Day(st.DoneOn)), labeled("by", st.By))
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
		p.more("reminded "+p.Day(r.On), r.How, labeled("by", r.By))
	}
	p.more(labeled("passed to the director", p.Day(st.Director)))
	p.more(st.Result)
	p.more(labeled("look whether it worked:", p.Day(st.CheckOn)), ticked(st.Worked != "", st.Worked.String()), p.Day(st.WorkedOn),
		labeled("thanked", p.Day(st.ThankedOn)))
	p.more(labeled("in the letter:", st.InLetter))
}

func (p *writer) actions(f data.CaseFile) {
	each(p, "Action plans", f.Actions, func(a data.ActionPlan) {
		p.item(a.What, a.State().String(), a.Unit, a.Owner, labeled("due", p.Day(a.Due)), a.Strength.String(), labeled("dropped:", a.Dropped), labeled("by", a.By))
		p.more(labeled("you said:", a.Said), labeled("we did:", a.Did), ticked(a.Shown, "may be told to the public"))
		p.more(labeled("done", p.Day(a.DoneOn)), a.Evidence, labeled("verified by", a.VerifiedBy), p.Day(a.VerifiedOn))
		for _, check := range []struct {
			name string
			data.EffectCheck
		}{{"30 days", a.First}, {"90 days", a.Second}} {
			if check.Found != "" {
				p.more("effect after "+check.name+": "+check.Found.String(), p.Day(check.On), check.Remark, labeled("by", check.By))
			}
		}
	})
}

// advocacy prints what was done on the patient's behalf: actions, meetings and
// gifts.
func (p *writer) advocacy(f data.CaseFile) {
	each(p, "Advocacy", f.Advocacy, func(a data.Advocacy) {
		p.item(a.Kind.String()+": "+a.Goal, labeled("with", a.With), labeled("due", p.Day(a.Due)), a.Outcome.String(), labeled("done", p.Day(a.DoneOn)),
			a.Result, dollars("recovered", a.RecoveredInAll()), ticked(a.Agreed, "the patient agrees"), labeled("by", a.By))
		for _, st := range a.Steps {
			p.more("step: "+st.What, labeled("done", p.Day(st.DoneOn)))
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
		p.item(p.Day(r.On)+" "+r.Item, data.Dollars(r.Cents), ticked(r.Cash, "cash or its equal"), ticked(r.BillCredit, "credit on the bill"),
			ticked(r.Federal, "Medicare or Medicaid"), labeled("approved by", r.ApprovedBy), r.Reason, labeled("by", r.By))
	})
}

func (p *writer) appeal(l data.AppealLevel) {
	p.more("appeal: "+l.Path.String(), ticked(l.Urgent, "urgent"), labeled("time runs from", p.Day(l.Basis)), labeled("file by", p.Day(l.FileBy)),
		labeled("to keep benefits by", p.Day(l.KeepBy)), labeled("filed", p.Day(l.FiledOn)), labeled("decision due", p.Day(l.DecisionDue)),
		ticked(l.Outcome != "", l.Outcome.String()), p.Day(l.DecidedOn), dollars("recovered", l.Cents), l.Remark, ticked(!l.Verified && l.Waits(), data.VerifyOnNotice))
}

func (p *writer) meeting(m data.Meeting) {
	planned := "planned"
	if m.Held {
		planned = "held"
	}
	p.item(p.At(m.When)+" "+m.Name(), planned, m.Place, strings.Join(m.Parties, ", "), labeled("led by", m.Neutral), labeled("by", m.By))
	p.more(labeled("rules:", m.Rules))
	p.more(labeled("interests:", m.Interests))
	p.more(labeled("agreed:", m.Agreed), ticked(m.MayShare, "may be shared with those who carry it out"))
	for _, c := range m.Commitments {
		p.more("undertaken: "+c.What, c.Who, labeled("to", c.ToWhom), labeled("due", p.Day(c.Due)), labeled("kept", p.Day(c.DoneOn)), labeled("not kept:", c.NotKept))
	}
	p.more(labeled("follow up", p.Day(m.FollowUp)), labeled("followed up", p.Day(m.FollowedOn)))
}
