package casefile

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// reviews is the part of the summary with the committee's reviews; nothing where
// there are none and none is owed.
func (s *Screen) reviews() []fyne.CanvasObject {
	owed := s.owes(data.ClockCommittee)
	if len(s.file.Reviews) == 0 && !owed {
		return nil
	}
	parts := []fyne.CanvasObject{heading("Grievance committee", s.edits("Record a review …", func() { s.editReview(data.CommitteeReview{}) }))}
	if owed {
		parts = append(parts, ui.NewParagraph("The committee's review is owed; recording it meets its due date.", ui.Muted))
	}
	for _, r := range slices.Backward(s.file.Reviews) {
		parts = append(parts, s.reviewCard(r))
	}
	return parts
}

func (s *Screen) reviewCard(r data.CommitteeReview) fyne.CanvasObject {
	body := texts(text("Decision", r.Decision), line("Members: "+strings.Join(r.Members, ", ")), line("Delegation: "+r.Delegation), line(prefixed("Minutes: ", r.Minutes)))
	return card("Reviewed "+s.day(r.On), nil, body, s.edits("Edit …", func() { s.editReview(r) }))
}

// editReview records a review of the committee or corrects one.
func (s *Screen) editReview(r data.CommitteeReview) {
	title := "Edit the committee's review"
	if r.ID == (data.ID{}) {
		title = "Record a review of the committee"
		r.On, r.Delegation = s.today(), s.settings().Delegation
	}
	e := s.newEditor("review/"+r.ID.String(), title, "Save the review", "The committee's review is recorded.")
	on := e.day("on", "Day of the review", r.On)
	delegation := e.line("delegation", "The board's written delegation", r.Delegation)
	if e.hint("delegation", "Reference and date; Settings keeps it"); s.settings().Delegation == "" {
		e.hint("delegation", "Settings names no delegation. Without one the governing body itself decides (A-0119).")
	}
	e.beside(2)
	members := e.lines("members", "Members who took part", r.Members, 3)
	decision := e.area("decision", "What the committee decided", r.Decision, 3)
	minutes := e.line("minutes", "Where the minutes are", r.Minutes)
	e.require("on", "delegation", "members", "decision")
	e.gather = func() change {
		r.On, r.Delegation, r.Members = dayOf(on), trimmed(delegation.Text), listed(members)
		r.Decision, r.Minutes = trimmed(decision.Text), trimmed(minutes.Text)
		return s.put(&r)
	}
	e.open()
}
