package casefile

import (
	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// offers is the part of the summary about somebody who did not want to file
// formally; nothing for a case that is formal anyway and has no such entry.
func (s *Screen) offers() []fyne.CanvasObject {
	if len(s.file.Offers) == 0 && s.file.Kind != data.Concern {
		return nil
	}
	parts := []fyne.CanvasObject{heading("Formal filing", s.edits("Record an offer …", func() { s.editOffer(data.FilingOffer{}) }))}
	if len(s.file.Offers) == 0 {
		parts = append(parts, ui.NewParagraph("Offer the formal way and record what they said. That they decline does not keep the matter out of the rules.", ui.Muted))
	}
	for _, o := range s.file.Offers {
		parts = append(parts, s.offerCard(o))
	}
	return parts
}

func (s *Screen) offerCard(o data.FilingOffer) fyne.CanvasObject {
	said, tone := "Taken up", ui.ToneOK
	if o.Declined {
		said, tone = "Declined", ui.TonePlain
	}
	agency := "Not told yet that they may go to the State agency."
	if o.ToldAgency {
		agency = "Told that they may go to the State agency directly."
	}
	again := ""
	if !o.Again.IsZero() {
		again = "To be offered again " + s.day(o.Again) + "."
	}
	body := texts(text("Why, in their words", o.Reason), line(agency), line(again), line(prefixed("Shared with ", o.SharedTo)))
	return card("Offered "+s.day(o.On), []fyne.CanvasObject{ui.NewChip(said, tone)}, body, s.edits("Edit …", func() { s.editOffer(o) }),
		s.edits("Remove …", func() { s.removeRecord(data.RecOffer, o.ID) }))
}

// editOffer records that the formal way was offered, or corrects the entry.
func (s *Screen) editOffer(o data.FilingOffer) {
	title := "Edit the offer"
	if o.ID == (data.ID{}) {
		title = "The formal way was offered"
		o.On, o.Declined = s.today(), true
	}
	e := s.newEditor("offer/"+o.ID.String(), title, "Save the offer", "The offer is recorded.")
	e.text = "Whether it is a grievance is decided by the rules, not by this: a matter that meets them is one, filed or not."
	on := e.day("on", "Offered on", o.On)
	again := e.day("again", "Offer it again on", o.Again)
	e.beside(2)
	declined := e.tick("declined", "They declined to file formally", o.Declined)
	reason := e.area("reason", "Why, in their words", o.Reason, 2)
	told := e.tick("told_agency", "They were told that they may go to the State agency directly", o.ToldAgency)
	shared := e.line("shared_to", "Shared with the manager", o.SharedTo)
	e.require("on")
	e.gather = func() change {
		o.On, o.Again, o.Declined, o.ToldAgency = dayOf(on), dayOf(again), declined.Checked, told.Checked
		o.Reason, o.SharedTo = trimmed(reason.Text), trimmed(shared.Text)
		return s.put(&o)
	}
	e.open()
}
