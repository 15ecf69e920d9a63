package letters

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// gaps is the list of what is still missing; each line leads to its field.
type gaps struct {
	jump    func(data.Gap)
	list    *fyne.Container
	scroll  *container.Scroll
	content *fyne.Container
}

// mostLines is how high the list may grow, in lines of text.
const mostLines = 9

func newGaps(jump func(data.Gap)) *gaps {
	g := &gaps{jump: jump, list: container.NewVBox()}
	g.scroll = container.NewVScroll(g.list)
	g.content = ui.NewPanel("", g.scroll)
	return g
}

func (g *gaps) set(m data.Missing) {
	g.list.RemoveAll()
	if len(m.Blocking()) == 0 {
		g.list.Add(container.NewHBox(ui.NewChip("Nothing is missing; the letter can be issued.", ui.ToneOK)))
	}
	for _, gap := range append(m.Blocking(), m.Warnings()...) {
		tone, word := ui.ToneOverdue, "missing"
		if gap.Warn {
			tone, word = ui.ToneToday, "look again"
		}
		lead := ui.NewButton("Go there", func() { g.jump(gap) })
		g.list.Add(container.NewBorder(nil, nil, container.NewCenter(ui.NewChip(word, tone)), container.NewCenter(lead), ui.NewParagraph(gap.Sentence, ui.Plain)))
	}
	g.scroll.SetMinSize(fyne.NewSize(0, min(g.list.MinSize().Height, mostLines*theme.TextSize())))
	g.content.Refresh()
}

// inCase are the fields of gaps that are mended in the case, and where.
var inCase = map[string]desk.Section{
	"clocks": desk.Summary, "people": desk.Summary, "story": desk.Summary, "unit": desk.Summary, "event": desk.Summary,
	"issues": desk.Issues, "findings": desk.Issues, "steps": desk.Investigation, "contacts": desk.Contacts,
	"meetings": desk.Advocacy, "advocacy": desk.Advocacy, "letters": desk.Letters, "disclosures": desk.Disclosures,
}

// inPerson begin the codes of gaps that are mended with the person in the case.
var inPerson = []string{"letter.address", "letter.name", "letter.authority", "letter.deceased", "letter.safety", "letter.means"}

// mend goes where a gap is mended: to a field of the letter, to the case, to the
// settings. Back comes to the letter again, with all its words.
func (s *Screen) mend(g data.Gap) {
	toPerson := s.kind.Spec().Reader == data.ToPerson
	for _, part := range inPerson {
		switch {
		case !toPerson || !strings.HasPrefix(g.Code, part) || g.Code == "letter.addressee":
		case g.Code == "letter.address_confirmed" && s.words.jump("confirmed"):
			return
		default:
			s.words.wants.person()
			return
		}
	}
	if g.Code == "letter.finding" {
		for _, is := range s.file.Issues {
			if is.ID.String() == g.Field {
				s.desk.OpenRecord(s.number, desk.Issues, is.ID)
				return
			}
		}
	}
	if s.words.jump(g.Field) {
		return
	}
	if at, ok := inCase[g.Field]; ok {
		s.desk.OpenCase(s.number, at)
		return
	}
	if f, ok := data.FieldNamed(g.Field); ok && f.Source == data.FromOffice {
		s.desk.Show(desk.Settings)
		return
	}
	s.words.toBlock(g.Field, s.left)
}

// showPlace shows on the page where a block stands.
func (s *Screen) showPlace(block string) {
	if at, ok := s.drawn.Places[block]; ok {
		s.preview.ShowPlace(at.Box, at.Page)
	}
}

// tapped goes from a place on the page to the block that stands there.
func (s *Screen) tapped(number int, x, y float64) {
	if zone := s.zone(); number == 0 && zone != nil && y > zone.Y && y < zone.Bottom() {
		field := "addressee"
		if x > zone.X+zone.W {
			field = "date"
		}
		s.words.jump(field)
		return
	}
	nearest, least := "", 0.0
	for name, p := range s.drawn.Places {
		if p.Page != number {
			continue
		}
		away := max(p.Box.Y-y, y-p.Box.Bottom(), 0)
		if nearest == "" || away < least || away == least && name < nearest {
			nearest, least = name, away
		}
	}
	s.words.toBlock(nearest, s.left)
}
