package casefile

import (
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

func (s *Screen) interviewCard(st data.Step) fyne.CanvasObject {
	name := "In their own words"
	if st.ReadBack {
		name += ", read back and agreed"
	}
	return s.stepCard(st.Subject, st, texts(
		line(joined(st.Position, prefixed("at ", st.Place), prefixed("present: ", st.Present), prefixed("with ", st.With))), text(name, st.OwnWords)))
}

// editInterview adds or changes a talk with somebody who knows.
func (s *Screen) editInterview(st data.Step, finishing bool) {
	e, end := s.stepEditor(st, "an interview"), ending{}
	who := e.line("subject", "Who is asked", st.Subject)
	position := e.line("position", "Role or position", st.Position)
	e.beside(2)
	e.require("subject")
	end.days(e, st)
	place := e.line("place", "Place", st.Place)
	present := e.line("present", "Who else was present", st.Present)
	e.beside(2)
	said := e.area("own_words", "In their own words", st.OwnWords, 4)
	readBack := e.tick("read_back", "Read back to them, and they agree", st.ReadBack)
	end.words(e, st, false)
	if finishing {
		e.first = said
	}
	e.gather = func() change {
		changed := st
		changed.Subject, changed.Position = trimmed(who.Text), trimmed(position.Text)
		changed.Place, changed.Present = trimmed(place.Text), trimmed(present.Text)
		changed.OwnWords, changed.ReadBack = trimmed(said.Text), readBack.Checked
		end.into(&changed)
		return s.saveStep(changed)
	}
	e.open()
}

// issueLine is one issue in a line, with a chip.
func issueLine(i int, is data.Issue, chip fyne.CanvasObject) fyne.CanvasObject {
	words := ui.NewParagraph(strconv.Itoa(i+1)+".  "+orWord(is.Understood, is.Words), ui.Plain)
	return ui.NewBeside(words, chip)
}
