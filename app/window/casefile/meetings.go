package casefile

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// meetings is the part of the section with the meetings and mediations.
func (s *Screen) meetings() []fyne.CanvasObject {
	parts := []fyne.CanvasObject{heading("Meetings and mediation", s.edits("Plan a meeting …", func() { s.editMeeting(data.Meeting{}) }))}
	if len(s.file.Meetings) == 0 {
		return append(parts, ui.NewParagraph("Plan a meeting with the family or a mediation; write down who takes part, what was agreed, and who does what by when.", ui.Muted))
	}
	for _, m := range s.file.Meetings {
		parts = append(parts, s.meetingCard(m))
	}
	return parts
}

func (s *Screen) meetingCard(m data.Meeting) fyne.CanvasObject {
	state := ui.NewChip("Held", ui.ToneOK)
	if !m.Held {
		state = ui.NewChip("Planned: "+ui.DueWords(m.Day(), s.today()), ui.DueTone(m.Day(), s.today()))
	}
	share := "What was agreed stays among the parties."
	if m.MayShare {
		share = "The parties agree that those who carry it out are told."
	}
	body := texts(line(joinWords(s.moment(m.When), m.Place)), text("Takes part", strings.Join(m.Parties, ", ")), text("Neutral", m.Neutral),
		text("Ground rules", m.Rules), text("Interests", m.Interests), text("Agreed", m.Agreed))
	if m.Held {
		body = append(body, line(share)...)
	}
	for _, c := range m.Commitments {
		body = append(body, s.commitmentRow(m, c))
	}
	switch {
	case !m.FollowedOn.IsZero():
		body = append(body, line("Followed up on "+ui.LongDay(m.FollowedOn)+".")...)
	case !m.FollowUp.IsZero():
		body = append(body, s.mark("followed/"+m.ID.String(), "Followed up", false, ui.NewParagraph("Follow up "+s.day(m.FollowUp), ui.Plain), func(bool) {
			m.FollowedOn = s.today()
			s.run(s.put(&m), "The follow-up is done.")
		}))
	}
	buttons := []fyne.CanvasObject{s.edits("Edit …", func() { s.editMeeting(m) })}
	if m.Held {
		buttons = append(buttons, s.edits("Add a commitment …", func() { s.addCommitment(m) }))
	}
	buttons = append(buttons, s.edits("Remove …", func() { s.removeRecord(data.RecMeeting, m.ID) }))
	return card(m.Name(), []fyne.CanvasObject{state}, body, buttons...)
}

// commitmentRow is one commitment with its box and its way out.
func (s *Screen) commitmentRow(m data.Meeting, c data.Commitment) fyne.CanvasObject {
	if c.NotKept != "" {
		return ui.NewParagraph("Not kept: "+promiseWords(c.Who, c.ToWhom)+": "+c.What+" ("+c.NotKept+")", ui.Muted)
	}
	row := s.promiseRow(c.ID, c.What, promiseWords(c.Who, c.ToWhom), c.Due, c.DoneOn)
	if !c.DoneOn.IsZero() {
		return row
	}
	return container.New(column{}, row, ui.NewWrap(s.editsQuiet("Will not be kept …", func() { s.notKept(m, c) })))
}

// notKept notes why a commitment will not be kept.
func (s *Screen) notKept(m data.Meeting, c data.Commitment) {
	ui.AskText(s.desk.Window, ui.TextQuestion{Title: "A commitment that will not be kept", Text: c.What, Label: "Why, and was the person told?",
		Yes: "Note it", Required: true, Rows: 2, Max: maxText}, func(why string) {
		list := append([]data.Commitment(nil), m.Commitments...)
		for i := range list {
			if list[i].ID == c.ID {
				list[i].NotKept = why
			}
		}
		m.Commitments = list
		s.run(s.put(&m), "The commitment is noted as not kept.")
	})
}

// editMeeting plans a meeting or records what came of it.
func (s *Screen) editMeeting(m data.Meeting) {
	title, said := "Edit a meeting", "The meeting is saved."
	if m.ID == (data.ID{}) {
		title, said = "Plan or record a meeting", "The meeting is added."
		m.When = s.today().AddDays(1).Start(s.zone()).Add(10 * time.Hour)
		m.Parties = s.names()
	}
	e := s.newEditor("meeting/"+m.ID.String(), title, "Save the meeting", said)
	kinds := []ui.Option[bool]{{Value: false, Label: "Meeting"}, {Value: true, Label: "Mediation"}}
	kind := choose(e, "mediation", "Kind", kinds, m.Mediation)
	when := e.moment("when", "When", m.When)
	e.beside(2)
	place := e.line("place", "Place", m.Place)
	neutral := e.line("neutral", "Neutral person who leads", m.Neutral)
	e.beside(2)
	parties := e.lines("parties", "Who takes part", m.Parties, 3)
	heldTick := e.tick("held", "It took place", m.Held)
	rules := e.area("rules", "Ground rules that all agreed to", m.Rules, 2)
	interests := e.area("interests", "Interests: what each needs, behind what they ask for", m.Interests, 2)
	agreed := e.area("agreed", "Agreed points", m.Agreed, 3)
	follow := e.day("follow_up", "Follow up on", m.FollowUp)
	followed := e.day("followed_on", "Followed up on", m.FollowedOn)
	e.beside(2)
	share := e.tick("may_share", "The parties agree that those who carry it out are told", m.MayShare)
	e.require("mediation", "when", "parties")
	e.gather = func() change {
		changed := m
		changed.Mediation, changed.Held, changed.MayShare = held(kind), heldTick.Checked, share.Checked
		changed.When, _ = when.Moment() // the dialog does not save while it is wrong
		changed.Place, changed.Neutral, changed.Parties = trimmed(place.Text), trimmed(neutral.Text), listed(parties)
		changed.Rules, changed.Interests, changed.Agreed = trimmed(rules.Text), trimmed(interests.Text), trimmed(agreed.Text)
		changed.FollowUp, changed.FollowedOn = dayOf(follow), dayOf(followed)
		return s.put(&changed)
	}
	e.open()
}

// addCommitment adds what somebody undertook in a meeting.
func (s *Screen) addCommitment(m data.Meeting) {
	e := s.newEditor("commitment/"+m.ID.String(), "Add a commitment", "Save the commitment", "The commitment is added.")
	e.text = "It stands on Today until it is kept."
	read := s.promiseFields(e, "")
	e.gather = func() change {
		p := read()
		changed := m
		changed.Commitments = append(append([]data.Commitment(nil), m.Commitments...), data.Commitment{Who: p.Owner, ToWhom: p.PromisedTo, What: p.What, Due: p.Due})
		return s.put(&changed)
	}
	e.open()
}

// completing is the change that ticks off a task, a promise or a commitment, or
// takes the tick off.
func (s *Screen) completing(id data.ID, done bool) change {
	key := s.file.Key
	return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
		if done {
			return in.CompleteTask(ctx, key, id)
		}
		return in.ReopenTask(ctx, key, id)
	}
}
