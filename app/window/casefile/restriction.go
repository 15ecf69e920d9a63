package casefile

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
)

// restrictWork is what can be done about who sees the case.
func (s *Screen) restrictWork() []otherWork {
	if s.file.Restriction == nil {
		return []otherWork{{"Restrict this case", "Only people whom you name see it: for a matter about a colleague, an officer or somebody well known.", s.restrict}}
	}
	return []otherWork{
		{"Change who sees this case", "It is restricted to " + strings.Join(s.file.Restriction.Names, ", ") + ".", s.restrict},
		{"Lift the restriction", "Everybody whose role sees cases sees it again.", s.lift},
	}
}

// Restrict opens the question of who may see the case, once it has been read.
func (s *Screen) Restrict() {
	s.ready(func() {
		if s.desk.Allowed(data.RightRestrict) {
			s.restrict()
		}
	})
}

// advice says that the case should be restricted, to those who may do it.
func (s *Screen) advice() string {
	a, speaks := data.SuggestRestriction(s.file, s.office)
	if !speaks || !s.desk.May(data.RightRestrict) {
		return ""
	}
	return a.Because
}

// restrict asks to whom the case is kept, and why.
func (s *Screen) restrict() {
	now := data.Restriction{Names: []string{s.desk.Session.Officer().Name}}
	if a, speaks := data.SuggestRestriction(s.file, s.office); speaks {
		now.Names, now.About = a.Names, a.About
	}
	title, yes := "Restrict this case", "Restrict it"
	if s.file.Restriction != nil {
		now, title, yes = *s.file.Restriction, "Who sees this case", "Save"
	}
	names := form.NewNames(s.office, now, s.file, func() {})
	reason, message := ui.NewTextArea("", 2, 4), ui.NewMessage()
	reason.Max = maxText
	why := ui.NewRow("Why?", reason)
	why.Required, why.Hint = true, "The history of the case keeps it"
	fields := ui.NewForm(names.Row, why)
	about := ui.NewParagraph("Whoever is not ticked sees the number of the case and that it is restricted, nothing else: not in lists, not in the search. A broken glass is the only way past it, and the privacy officer sees that at once.", ui.Muted)
	var d *ui.Dialog
	d = ui.Show(s.desk.Window, title, scrolled(s.desk.Window, nil, container.New(column{}, about, fields, message)), nil, "Cancel", ui.Action{Text: yes, Do: func() bool {
		if !fields.Submit() || s.saving.Busy() {
			return false
		}
		r := data.Restriction{Names: names.Chosen(), About: now.About, Reason: trimmed(reason.Text)}
		key := s.file.Key
		ui.Load(&s.saving, func(ctx context.Context) (data.CaseFile, error) {
			return s.desk.Session.RestrictCase(ctx, key, r)
		}, func(_ data.CaseFile, err error) {
			if err != nil {
				message.Say(plain.Sentence(err), ui.ToneOverdue)
				return
			}
			d.Close()
			s.desk.Say("The case is restricted to "+strings.Join(r.Names, ", ")+".", nil)
			s.load() // who did not tick themselves sees it no longer
		})
		return false
	}})
}

// lift asks why everybody may see the case again.
func (s *Screen) lift() {
	key := s.file.Key
	ui.AskText(s.desk.Window, ui.TextQuestion{Title: "Lift the restriction", Text: "Everybody whose role sees cases sees this one again.", Label: "Why?", Yes: "Lift it",
		Required: true, Rows: 2, Max: maxText}, func(reason string) {
		ui.Load(&s.saving, func(ctx context.Context) (data.CaseFile, error) {
			return s.desk.Session.LiftRestriction(ctx, key, reason)
		}, func(f data.CaseFile, err error) {
			if err != nil {
				s.refused(err)
				return
			}
			s.take(f)
			s.said("The case is no longer restricted.")
		})
	})
}

// shutPage is shown in the place of a case that is restricted to others.
func (s *Screen) shutPage() fyne.CanvasObject {
	lock := ui.NewChip("Restricted case", ui.ToneLocked)
	words := ui.NewParagraph("Case "+s.number+" is restricted to people by name, and you are not among them. If you need it for your work, ask a manager of the office to name you.", ui.Plain)
	page := container.NewVBox(container.NewHBox(lock), words)
	if s.desk.May(data.RightBreakGlass) {
		page.Add(ui.NewParagraph("If you must see it now and nobody can be reached, you can break the glass.", ui.Muted))
		page.Add(container.NewHBox(ui.NewButton("Break the glass …", s.breakGlass)))
	}
	page.Add(container.NewHBox(ui.NewQuiet("Close this tab", nil, s.desk.Close)))
	return container.NewCenter(ui.AtLeast(36, 0, ui.NewPanel("", page)))
}

// breakGlass asks for the reason, and then for the passphrase, and shows the case
// until the window locks.
func (s *Screen) breakGlass() {
	reason, message := ui.NewTextArea("", 3, 6), ui.NewMessage()
	reason.Max = maxText
	row := ui.NewRow("Why must you see this case now?", reason)
	row.Required, row.Hint = true, "In a sentence. The privacy officer reads it."
	form := ui.NewForm(row)
	message.Say("The privacy officer sees at once that you opened this case, when and why, and looks into it.", ui.ToneToday)
	about := ui.NewParagraph("The case is open to you until the window locks. What you do in it stands in its history under your name.", ui.Plain)
	refused := ui.NewMessage()
	number := s.number
	var d *ui.Dialog
	d = ui.Show(s.desk.Window, "Break the glass of "+number, ui.AtLeast(36, 0, container.New(column{}, message, about, form, refused)), reason, "Leave it closed",
		ui.Action{Text: "Break the glass", Danger: true, Do: func() bool {
			if !form.Submit() || s.saving.Busy() {
				return false
			}
			why := trimmed(reason.Text)
			desk.Proven(s.desk, &s.saving, func(ctx context.Context) (data.CaseFile, error) {
				return s.desk.Session.BreakGlass(ctx, number, why)
			}, func(_ data.CaseFile, err error) {
				if err != nil {
					refused.Say(plain.Sentence(err), ui.ToneOverdue)
					return
				}
				d.Close()
				s.desk.Say("The case is open to you until the window locks.", nil)
				s.load()
			})
			return false
		}})
}
