package intake

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// lookLater looks for open cases that may be about the same matter, once the
// typing rests.
func (s *Screen) lookLater() {
	s.lookSoon()
	s.lookSoon = ui.After(lookAfter, s.lookForTwins)
}

const (
	lookAfter  = 700 * time.Millisecond
	mostTwins  = 3
	leastInMRN = 4 // characters; fewer would match by chance
)

// lookForTwins asks for open cases with the patient's record number or name.
func (s *Screen) lookForTwins() {
	p := s.written().Intake.Patient
	mrn, name := p.MRN, p.ListName()
	if len(mrn) < leastInMRN && (p.Given == "" || p.Family == "") {
		s.showTwins(nil)
		return
	}
	ui.Load(&s.likeness, func(ctx context.Context) ([]data.CaseRow, error) {
		var like []data.CaseRow
		if len(mrn) >= leastInMRN {
			page, err := s.desk.Session.Cases(ctx, data.CaseQuery{Text: mrn, OpenOnly: true, Limit: mostTwins})
			if err != nil || len(page.Rows) > 0 {
				return page.Rows, err
			}
		}
		if p.Given == "" || p.Family == "" {
			return nil, nil
		}
		page, err := s.desk.Session.Cases(ctx, data.CaseQuery{Text: p.Given + " " + p.Family, OpenOnly: true, Limit: 10 * mostTwins})
		for _, row := range page.Rows {
			if strings.EqualFold(row.Patient, name) && len(like) < mostTwins {
				like = append(like, row)
			}
		}
		return like, err
	}, func(like []data.CaseRow, err error) {
		if err == nil { // a hint that could not be looked up is no trouble to tell of
			s.showTwins(like)
		}
	})
}

func (s *Screen) showTwins(like []data.CaseRow) {
	box := s.patient.twins
	if len(like) == 0 && len(box.Objects) == 0 {
		return
	}
	box.RemoveAll()
	now, zone := s.now(), s.desk.Session.Settings().Zone()
	for _, row := range like {
		open := ui.NewQuiet("Open "+row.Number, nil, func() { s.desk.OpenCase(row.Number, desk.Summary) })
		text := fmt.Sprintf("Is it the same matter? %s has an open case, received %s.", row.Patient, ui.Moment(row.ReceivedAt, now, zone))
		box.Add(container.NewBorder(nil, nil, nil, open, said(text, ui.ToneSoon)))
	}
	settle(s.form)
}
