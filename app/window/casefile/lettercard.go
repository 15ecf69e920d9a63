package casefile

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// card is one issued letter: what it is, how it left, what became of it.
func (p *letters) card(l data.Letter) fyne.CanvasObject {
	body := texts(line(p.about(l)), line(p.made(l)), text("Enclosures", enclosed(l)), text("How it left", p.gone(l)), p.back(l))
	return card(fmt.Sprintf("%d.  %s", l.Number, l.Kind), p.chips(l), body, p.buttons(l)...)
}

func (p *letters) chips(l data.Letter) []fyne.CanvasObject {
	s := p.screen
	chips := []fyne.CanvasObject{ui.NewChip("Not sent yet", ui.ToneToday)}
	if d := l.Dispatched(); !d.IsZero() {
		chips[0] = ui.NewChip("Sent "+s.day(d), ui.ToneOK)
	}
	if _, back := s.file.CameBack(l.ID); back {
		chips[0] = ui.NewChip("Came back", ui.ToneOverdue)
	}
	if by, ok := s.file.CorrectedBy(l.ID); ok {
		chips = append(chips, ui.NewChip(fmt.Sprintf("Corrected by letter %d", by.Number), ui.ToneMuted))
	}
	if _, logged := s.file.LetterDisclosed(l.ID); logged {
		chips = append(chips, ui.NewChip("Disclosure logged", ui.ToneMuted))
	}
	return chips
}

func (p *letters) about(l data.Letter) string {
	said := fmt.Sprintf("To %s  ·  dated %s  ·  %s", l.Addressee, ui.LongDay(l.Date), ui.Plural(l.Pages, "page", "pages"))
	if lang := l.Draft.Language; lang != "" {
		said += "  ·  " + lang.String()
	}
	if old, ok := p.screen.file.LetterByID(l.Draft.Corrects); ok {
		said += fmt.Sprintf("\nCorrects letter %d, dated %s", old.Number, ui.LongDay(old.Date))
	}
	return said
}

// made tells of what and by whom the letter was made.
func (p *letters) made(l data.Letter) string {
	said := "Issued " + p.screen.moment(l.IssuedAt) + " by " + l.IssuedBy
	if l.ApprovedBy != "" {
		said += ", approved by " + l.ApprovedBy
	}
	said += "\nSHA-256 " + l.SHA256[:min(12, len(l.SHA256))] + "…"
	if l.Template.Version > 0 {
		said += fmt.Sprintf("  ·  template version %d, approved by %s", l.Template.Version, l.Template.ApprovedBy)
	}
	return said
}

func enclosed(l data.Letter) string {
	var all []string
	for _, e := range l.Draft.Enclosures {
		title := e.Title
		if e.Sheet == (data.ID{}) {
			title += " (put in by hand)"
		}
		all = append(all, title)
	}
	return strings.Join(all, "\n")
}

func (p *letters) gone(l data.Letter) string {
	var gone []string
	for _, d := range l.Dispatches {
		way := d.Method.String() + " " + p.screen.day(d.On) + ", recorded by " + d.By
		if d.Tracking != "" {
			way += ", tracking number " + d.Tracking
		}
		gone = append(gone, way)
	}
	return strings.Join(gone, "\n")
}

// back tells of the times the mail brought the letter back.
func (p *letters) back(l data.Letter) []fyne.CanvasObject {
	var all []string
	for _, r := range p.screen.file.Returns {
		if r.Letter != l.ID {
			continue
		}
		said := p.screen.day(r.On) + ": " + r.Why + "."
		switch {
		case r.Settled != "":
			said += " Settled: " + r.Settled
		case !r.SentAgainOn.IsZero():
			said += " Sent again " + p.screen.day(r.SentAgainOn) + "."
		default:
			said += " Find the right address and send it again; it stands on Today until then."
		}
		all = append(all, said)
	}
	return text("Came back", strings.Join(all, "\n"))
}

func (p *letters) buttons(l data.Letter) []fyne.CanvasObject {
	s, way := p.screen, data.DispatchMethod("post")
	if l.Kind.Spec().Reader == data.ToStaff {
		way = "hand"
	}
	buttons := []fyne.CanvasObject{
		ui.NewButton("Open", func() { s.openLetter(l) }),
		s.edits("Print …", func() { s.printLetter(l) }),
		s.edits("Record how it left …", func() { s.dispatch(l, way) }),
		s.edits("Save as a file …", func() { s.saveLetter(l) }),
		s.edits("E-mail copy …", func() { s.emailLetter(l) }),
		ui.NewButton("Copy safe to share …", func() { s.copySafe(l.ID) }),
	}
	back, isBack := s.file.CameBack(l.ID)
	switch {
	case isBack:
		if who, ok := s.file.PersonByID(l.Draft.Addressee); ok {
			buttons = append(buttons, s.edits("Correct the address …", func() { s.editPerson(who) }))
		}
		buttons = append(buttons, s.edits("Settle it otherwise …", func() { s.settleReturn(back) }))
	case !l.Dispatched().IsZero():
		buttons = append(buttons, s.edits("It came back …", func() { s.cameBack(l) }))
	}
	if _, corrected := s.file.CorrectedBy(l.ID); !corrected {
		buttons = append(buttons, s.edits("Write a correction", func() { s.desk.CorrectLetter(s.number, l.Kind, l.ID) }))
	}
	if _, logged := s.file.LetterDisclosed(l.ID); !logged && s.file.OutsideParty(l) {
		buttons = append(buttons, s.edits("Log the disclosure …", func() { s.logLetter(l) }))
	}
	return buttons
}
