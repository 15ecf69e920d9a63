package caserecord

import (
	"strings"

	"rapport/data"
)

// HiddenNote stands for the text of a note of a restricted class.
const HiddenNote = "Hidden. It can be revealed in the window, with a reason."

func (p *writer) contacts(f data.CaseFile) {
	each(p, "Contacts", f.Contacts, func(c data.Contact) {
		way := "outgoing"
		if c.Inbound {
			way = "incoming"
		}
		minutes := ""
		if c.Minutes > 0 {
			minutes = counted(c.Minutes, "minute", "minutes")
		}
		p.item(p.At(c.At)+" "+c.Mode.String()+" ("+way+")", c.With, ticked(c.Outcome != "", c.Outcome.String()), minutes, c.Summary,
			ticked(c.Update, "told why it takes longer"), labeled("by", c.By))
		p.more(labeled("next:", c.Next))
		p.more(labeled("promised:", c.Promise), labeled("by", c.PromisedBy), labeled("to", c.PromisedTo), labeled("due", p.Day(c.PromiseDue)))
	})
	each(p, "Offers of formal filing", f.Offers, func(o data.FilingOffer) {
		said := "taken up"
		if o.Declined {
			said = "declined"
		}
		p.item(p.Day(o.On), said, o.Reason, ticked(o.ToldAgency, "told of the State agency"), labeled("again", p.Day(o.Again)), labeled("shared with", o.SharedTo), labeled("by", o.By))
	})
	each(p, "Limits on contact", f.Limits, func(l data.ConductLimit) {
		who, _ := f.PersonByID(l.Person)
		p.item(l.Group.String(), who.FullName(), l.Facts, l.Limit, labeled("from", p.Day(l.From)), labeled("review", p.Day(l.ReviewOn)),
			labeled("decided by", l.DecidedBy), labeled("told", p.Day(l.ToldOn)), labeled("ended", p.Day(l.EndedOn)), labeled("by", l.By))
	})
}

// notes writes each note with what was added to it; a restricted one stays
// hidden, as in the window.
func (p *writer) notes(f data.CaseFile) {
	each(p, "Notes", data.NoteChains(f.Notes), func(c data.NoteChain) {
		note := p.note("", c.Original)
		for _, n := range c.Addenda {
			note.Added = append(note.Added, p.note("Added ", n))
		}
		p.part().Items = append(p.part().Items, note)
	})
}

func (p *writer) note(what string, n data.Note) Item {
	text := strings.TrimSpace(n.Text)
	if n.Hidden {
		text = HiddenNote
	}
	return Item{Line: what + p.At(n.At) + ", " + n.Writer() + " (" + n.Class.String() + ")", Text: text}
}

func (p *writer) tasks(f data.CaseFile) {
	each(p, "Tasks and promises", f.Tasks, func(t data.Task) {
		p.item(ticked(t.Promise, "Promised"+labeled(" to", t.PromisedTo)), t.What, labeled("due", p.Day(t.Due)), t.Owner, labeled("done", p.Day(t.DoneOn)), labeled("by", t.DoneBy))
	})
}

func (p *writer) letters(f data.CaseFile) {
	each(p, "Letters", f.Letters, func(l data.Letter) {
		p.item(l.Kind.String(), "to "+l.Addressee, "dated "+p.Day(l.Date), labeled("issued by", l.IssuedBy), labeled("approved by", l.ApprovedBy), ticked(len(l.Dispatches) == 0, "not sent yet"),
			labeled("SHA-256", l.SHA256))
		for _, d := range l.Dispatches {
			p.more("left "+p.Day(d.On), d.Method.String(), labeled("tracking", d.Tracking), labeled("by", d.By))
		}
	})
}

// documents prints what is known of each document, never what is in it.
func (p *writer) documents(f data.CaseFile) {
	each(p, "Documents", f.Attachments, func(a data.Attachment) {
		name, gone := a.Name, ""
		if a.Hidden {
			name = "hidden (" + a.Class.String() + ")"
		}
		if a.Voided() {
			gone = "voided by " + a.VoidedBy
		}
		p.item(p.At(a.At)+" "+name, a.Type.String(), data.SizeWords(a.Size), a.By, a.About, gone, a.VoidReason)
		for _, mark := range a.Marks {
			p.more(mark.String())
		}
		p.more(labeled("SHA-256", a.SHA256))
	})
}

// letterWork prints what was done about letters beside issuing them.
func (p *writer) letterWork(f data.CaseFile) {
	each(p, "Approvals of letters", f.Approvals, func(a data.LetterApproval) {
		p.item(p.Day(a.AskedOn)+" "+a.Letter.String(), labeled("asked by", a.By), a.State.String(), labeled("by", a.DecidedBy), a.Reason)
	})
	each(p, "Letters that came back", f.Returns, func(r data.LetterReturn) {
		l, _ := f.LetterByID(r.Letter)
		p.item(p.Day(r.On)+" "+l.Kind.String(), r.Why, labeled("sent again", p.Day(r.SentAgainOn)), r.Settled, labeled("by", r.By))
	})
}

func (p *writer) disclosures(f data.CaseFile) {
	each(p, "Disclosures", f.Disclosures, func(d data.Disclosure) {
		accountable := "not accountable"
		if d.Basis.Accountable() {
			accountable = "accountable"
		}
		series := ""
		if d.Times > 1 {
			series = counted(d.Times, "time", "times") + " until " + p.Day(d.LastOn)
		}
		p.item(p.Day(d.On)+" to "+d.Recipient, d.Address, d.What, d.Purpose, d.Basis.String(), accountable, series,
			labeled("kept back until", p.Day(d.SuspendedUntil)), d.SuspendedBy, labeled("by", d.By))
		if d.Basis == data.BasisMisdirected {
			p.more(d.Breach.Result.String(), labeled("known since", p.Day(d.Breach.DiscoveredOn)), labeled("assessed by", d.Breach.AssessedBy), p.Day(d.Breach.AssessedOn),
				d.Breach.Reasons, labeled("patient told", p.Day(d.Breach.NotifiedOn)))
		}
	})
	if f.HoldsPart2() {
		p.section(data.Part2Notice)
	}
}
