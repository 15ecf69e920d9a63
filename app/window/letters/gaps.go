package letters

import (
	"strings"

	"rapport/app/window/desk"
	"rapport/data"
	"rapport/reports/letter"
)

// inCase are the fields of gaps that are mended in the case, and where.
var inCase = map[string]desk.Section{
	"clocks": desk.Summary, "people": desk.Summary, "story": desk.Summary, "unit": desk.Summary, "event": desk.Summary,
	"issues": desk.Issues, "findings": desk.Issues, "steps": desk.Investigation, "contacts": desk.Contacts,
	"meetings": desk.Advocacy, "advocacy": desk.Advocacy, "letters": desk.Letters, "disclosures": desk.Disclosures, "state": desk.Investigation,
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
	if g.Field == "approval" {
		s.desk.Window.Canvas().Focus(s.main)
		return
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
	if zones := letter.FormOf(s.facts()).Zones(); number == 0 && len(zones) > 0 && y > zones[0].Y && y < zones[0].Bottom() {
		field := "addressee"
		if x > zones[0].X+zones[0].W {
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
