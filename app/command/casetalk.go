package command

import (
	"strings"

	"rapport/data"
)

const hiddenNote = "Hidden. It can be revealed in the window, with a reason."

func (p casePrinter) contacts(f data.CaseFile) {
	each(p, "Contacts", f.Contacts, func(c data.Contact) {
		way := "out"
		if c.Inbound {
			way = "in"
		}
		minutes := ""
		if c.Minutes > 0 {
			minutes = counted(c.Minutes, "minute", "minutes")
		}
		p.item(p.at(c.At)+" "+c.Mode.String()+" ("+way+")", c.With, ticked(c.Outcome != "", c.Outcome.String()), minutes, c.Summary,
			ticked(c.Update, "told why it takes longer"), labeled("by", c.By))
		p.more(labeled("next:", c.Next))
		p.more(labeled("promised:", c.Promise), labeled("by", c.PromisedBy), labeled("to", c.PromisedTo), labeled("due", c.PromiseDue.String()))
	})
	each(p, "Offers of formal filing", f.Offers, func(o data.FilingOffer) {
		said := "taken up"
		if o.Declined {
			said = "declined"
		}
		p.item(o.On.String(), said, o.Reason, ticked(o.ToldAgency, "told of the State agency"), labeled("again", o.Again.String()), labeled("shared with", o.SharedTo), labeled("by", o.By))
	})
	each(p, "Limits on contact", f.Limits, func(l data.ConductLimit) {
		who, _ := f.PersonByID(l.Person)
		p.item(l.Group.String(), who.FullName(), l.Facts, l.Limit, labeled("from", l.From.String()), labeled("review", l.ReviewOn.String()),
			labeled("decided by", l.DecidedBy), labeled("told", l.ToldOn.String()), labeled("ended", l.EndedOn.String()), labeled("by", l.By))
	})
}

// notes prints each note with what was added to it; a restricted one stays
// hidden, as in the window.
func (p casePrinter) notes(f data.CaseFile) {
	each(p, "Notes", data.NoteChains(f.Notes), func(c data.NoteChain) {
		p.note("  ", "", c.Original)
		for _, n := range c.Addenda {
			p.note("    ", "Added ", n)
		}
	})
}

func (p casePrinter) note(before, what string, n data.Note) {
	text := n.Text
	if n.Hidden {
		text = hiddenNote
	}
	inner := strings.ReplaceAll(indented(text), "\n", "\n"+before)
	p.printf("%s%s%s, %s (%s)\n%s%s\n", before, what, p.at(n.At), n.By, n.Class, before, inner)
}

func (p casePrinter) tasks(f data.CaseFile) {
	each(p, "Tasks and promises", f.Tasks, func(t data.Task) {
		p.item(ticked(t.Promise, "Promised"+labeled(" to", t.PromisedTo)), t.What, labeled("due", t.Due.String()), t.Owner, labeled("done", t.DoneOn.String()), labeled("by", t.DoneBy))
	})
}

func (p casePrinter) letters(f data.CaseFile) {
	each(p, "Letters", f.Letters, func(l data.Letter) {
		p.item(l.Kind.String(), "to "+l.Addressee, "dated "+l.Date.String(), labeled("issued by", l.IssuedBy), labeled("approved by", l.ApprovedBy), ticked(len(l.Dispatches) == 0, "not sent yet"),
			labeled("SHA-256", l.SHA256))
		for _, d := range l.Dispatches {
			p.more("left "+d.On.String(), d.Method.String(), labeled("tracking", d.Tracking), labeled("by", d.By))
		}
	})
}

// documents prints what is known of each document, never what is in it.
func (p casePrinter) documents(f data.CaseFile) {
	each(p, "Documents", f.Attachments, func(a data.Attachment) {
		name, gone := a.Name, ""
		if a.Hidden {
			name = "hidden (" + a.Class.String() + ")"
		}
		if a.Voided() {
			gone = "voided by " + a.VoidedBy
		}
		p.item(p.at(a.At)+" "+name, a.Type.String(), data.SizeWords(a.Size), a.By, a.About, gone, a.VoidReason)
		for _, mark := range a.Marks {
			p.more(mark.String())
		}
		p.more(labeled("SHA-256", a.SHA256))
	})
}

// letterWork prints what was done about letters beside issuing them.
func (p casePrinter) letterWork(f data.CaseFile) {
	each(p, "Approvals of letters", f.Approvals, func(a data.LetterApproval) {
		p.item(a.AskedOn.String()+" "+a.Letter.String(), labeled("asked by", a.By), a.State.String(), labeled("by", a.DecidedBy), a.Reason)
	})
	each(p, "Letters that came back", f.Returns, func(r data.LetterReturn) {
		l, _ := f.LetterByID(r.Letter)
		p.item(r.On.String()+" "+l.Kind.String(), r.Why, labeled("sent again", r.SentAgainOn.String()), r.Settled, labeled("by", r.By))
	})
}

func (p casePrinter) disclosures(f data.CaseFile) {
	each(p, "Disclosures", f.Disclosures, func(d data.Disclosure) {
		accountable := "not accountable"
		if d.Basis.Accountable() {
			accountable = "accountable"
		}
		series := ""
		if d.Times > 1 {
			series = counted(d.Times, "time", "times") + " until " + d.LastOn.String()
		}
		p.item(d.On.String()+" to "+d.Recipient, d.Address, d.What, d.Purpose, d.Basis.String(), accountable, series,
			labeled("kept back until", d.SuspendedUntil.String()), d.SuspendedBy, labeled("by", d.By))
		if d.Basis == data.BasisMisdirected {
			p.more(d.Breach.Result.String(), labeled("known since", d.Breach.DiscoveredOn.String()), labeled("assessed by", d.Breach.AssessedBy), d.Breach.AssessedOn.String(),
				d.Breach.Reasons, labeled("patient told", d.Breach.NotifiedOn.String()))
		}
	})
	if f.HoldsPart2() {
		p.section(data.Part2Notice)
	}
}
