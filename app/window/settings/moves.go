package settings

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// moves is the list of the due dates that a changed list of holidays would move.
// Nothing moves until the officer says so.
type moves struct {
	desk    *desk.Desk
	all     []data.ClockMove
	boxes   []*ui.Check // one for each of those listed, and one for the rest
	reason  *ui.Entry
	message *ui.Message
	content *fyne.Container // hidden while there is nothing to decide
	work    ui.Loader
}

func newMoves(d *desk.Desk) *moves {
	m := &moves{desk: d, content: container.NewVBox()}
	m.content.Hide()
	return m
}

// mostMoves is how many dates are listed one by one; the others have one box.
const mostMoves = 60

// ask shows the dates that would move.
func (m *moves) ask(all []data.ClockMove) {
	m.close()
	if len(all) == 0 {
		return
	}
	m.all, m.boxes = all, nil
	m.reason, m.message = ui.NewEntry(""), ui.NewMessage()
	m.reason.Max = 300
	m.reason.SetText("The list of holidays was changed.")
	list := container.NewVBox()
	today := m.desk.Session.Settings().Today(time.Now())
	for _, move := range all[:min(len(all), mostMoves)] {
		m.box(list, fmt.Sprintf("%s  %s: due %s, would be %s", move.Number, move.What, ui.Day(move.From, today), ui.Day(move.To, today)))
	}
	if more := len(all) - mostMoves; more > 0 {
		m.box(list, "The other "+ui.Plural(more, "date", "dates"))
	}
	words := ui.NewParagraph(fmt.Sprintf("The holidays are saved. By them %s of open cases would be another. Nothing has moved yet.",
		ui.Plural(len(all), "due date", "due dates")), ui.Plain)
	buttons := ui.NewWrap(ui.NewButton("Move these dates", m.accept), ui.NewButton("Leave them as they are", m.leave))
	m.content.Add(ui.NewPanel("Due dates of open cases", container.NewVBox(words, list, required(ui.NewRow("Reason for the history", m.reason)), m.message, buttons)))
	m.content.Show()
	m.desk.Window.Canvas().Focus(m.boxes[0])
}

func (m *moves) box(list *fyne.Container, words string) {
	b := ui.NewCheck(words, nil)
	b.SetChecked(true)
	m.boxes = append(m.boxes, b)
	list.Add(b)
}

// chosen are the dates whose boxes are ticked.
func (m *moves) chosen() []data.ClockMove {
	var chosen []data.ClockMove
	for i, move := range m.all {
		if m.boxes[min(i, mostMoves)].Checked {
			chosen = append(chosen, move)
		}
	}
	return chosen
}

// accept moves the dates that are ticked.
func (m *moves) accept() {
	chosen, why, session := m.chosen(), strings.TrimSpace(m.reason.Text), m.desk.Session
	if len(chosen) == 0 {
		m.message.Say("No date is ticked. Tick those that should move, or leave them as they are.", ui.ToneSoon)
		return
	}
	ui.Load(&m.work, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, session.AcceptClockMoves(ctx, chosen, why)
	}, func(_ struct{}, err error) {
		if err != nil {
			m.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		m.close()
		m.desk.Say(ui.Plural(len(chosen), "due date is", "due dates are")+" moved. Tell the people to whom another day was promised.", nil)
	})
}

// leave lets every date be as it is.
func (m *moves) leave() {
	m.close()
	m.desk.Say("The due dates stay as they are.", nil)
}

func (m *moves) close() {
	m.all = nil
	m.content.RemoveAll()
	m.content.Hide()
}
