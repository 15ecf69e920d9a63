package caserecord

import (
	"strings"

	"rapport/data"
)

// duties prints what must be passed on or kept: escalations, the legal hold and
// the committee's review.
func (p *writer) duties(f data.CaseFile) {
	each(p, "Escalations", f.Escalations, func(e data.Escalation) {
		told := "nobody was told yet"
		if !e.ToldOn.IsZero() {
			told = "told: " + e.Told + " on " + p.Day(e.ToldOn)
		}
		p.item(e.Trigger.String(), labeled("known", p.Day(e.On)), labeled("due", p.Day(e.Due)), e.What, told, e.Outcome, labeled("by", e.By))
	})
	if h := f.Hold; !h.On.IsZero() {
		p.section("Legal hold")
		p.item("since "+p.Day(h.On), h.Reason, labeled("by", h.By))
		p.item(labeled("released", p.Day(h.ReleasedOn)), labeled("by", h.ReleasedBy), h.Release)
	}
	each(p, "Committee reviews", f.Reviews, func(r data.CommitteeReview) {
		p.item(p.Day(r.On), r.Decision, strings.Join(r.Members, ", "), labeled("delegation:", r.Delegation), labeled("minutes:", r.Minutes), labeled("by", r.By))
	})
}

// given prints what was handed out or over.
func (p *writer) given(f data.CaseFile) {
	each(p, "Handed out", f.Handouts, func(h data.Handout) {
		p.item(p.Day(h.On)+" "+h.Title, labeled("version", h.Version), labeled("to", h.To), h.How, labeled("by", h.By))
	})
	each(p, "Handed over", f.Handovers, func(h data.Handover) {
		p.item(p.Day(h.On)+" "+h.Purpose.String(), labeled("to", h.To), h.Unit, ticked(h.DoneOn.IsZero(), labeled("due", p.Day(h.Due))),
			ticked(h.MayShareName, "the name may be shared"), h.Outcome, labeled("answered", p.Day(h.DoneOn)), labeled("person thanked or told", p.Day(h.ThankedOn)),
			labeled("by", h.By))
	})
}

func (p *writer) links(f data.CaseFile) {
	each(p, "Other cases", f.Links, func(l data.CaseLink) {
		p.item(l.Kind.String()+" "+l.Number, l.Reason, p.Day(l.On), labeled("by", l.By))
	})
}

// ending prints what was decided on closing, how long the case is kept, and its
// purge.
func (p *writer) ending(f data.CaseFile) {
	if e := f.Ending; e.Satisfied != "" || e.OverrideBy != "" || e.QAPI != "" || e.Privacy != "" || e.NoAction != "" {
		p.section("Closing")
		p.item(ticked(e.Satisfied != "", "satisfied: "+strings.ToLower(e.Satisfied.String())), labeled("done for the person:", strings.Join(e.Efforts, ", ")),
			labeled("manager", e.Manager))
		p.item(labeled("no action plan:", e.NoAction))
		p.item(labeled("quality program:", e.QAPI.String()), labeled("privacy:", e.Privacy.String()))
		if e.OverrideBy != "" {
			p.item("closed against the gate by "+e.OverrideBy, e.OverrideReason, strings.Join(e.Overridden, ", "))
		}
	}
	if r := data.RetentionOf(f, p.settings); !r.Until.IsZero() {
		p.section("Kept")
		p.item("until "+p.Day(r.Until), r.Because)
	} else if !f.Open() {
		p.section("Kept")
		p.item(r.Because)
	}
	if u := f.Purged; u.AskedBy != "" {
		p.section("Purge")
		p.item("asked for by "+u.AskedBy+" on "+p.Day(u.AskedOn), u.Reason)
		p.item(labeled("confirmed by", u.ConfirmedBy), labeled("purged", p.Day(u.On)))
	}
}
