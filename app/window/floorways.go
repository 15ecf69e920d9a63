package window

import (
	"context"
	"net/url"
	"time"

	"rapport/app/window/batch"
	"rapport/app/window/casefile"
	"rapport/app/window/cases"
	"rapport/app/window/desk"
	"rapport/app/window/intake"
	"rapport/app/window/letters"
	"rapport/app/window/migrate"
	"rapport/app/window/numbers"
	"rapport/app/window/themes"
	"rapport/app/window/ui"
	"rapport/data"
)

// Show brings a screen of the rail to the front.
func (f *floor) Show(id desk.ScreenID) {
	for _, s := range screens {
		if s.id == id && f.allowed(s.right) {
			f.bring(screenKey(id), func() desk.View { return s.build(f.desk) })
		}
	}
}

// ShowCases shows the list of cases that the query chooses.
func (f *floor) ShowCases(q data.CaseQuery) {
	if !f.allowed(data.RightRead) {
		return
	}
	f.frame.setSearch(q.Text)
	f.Show(desk.Cases)
	f.caseList().Choose(q)
}

// search shows the cases that hold the words; the keyboard stays where it is.
func (f *floor) search(text string) {
	if f.front() != screenKey(desk.Cases) {
		if text == "" {
			return
		}
		f.steady = true // more keys are on their way to the search
		f.Show(desk.Cases)
		f.steady = false
	}
	f.caseList().Search(text)
}

// find is Enter in the search: a whole case number opens the case, anything
// else leads into the list.
func (f *floor) find(text string) {
	number, whole := data.ReadCaseNumber(text)
	if !whole {
		f.intoList(text)
		return
	}
	session := f.desk.Session
	ui.Load(&f.finding, func(ctx context.Context) (data.CasePage, error) {
		return session.Cases(ctx, data.CaseQuery{Text: number, Limit: 1})
	}, func(found data.CasePage, err error) {
		if err != nil || len(found.Rows) == 0 {
			f.intoList(text) // which says that there is none, or why it cannot be read
			return
		}
		f.frame.setSearch("") // it has done its work
		if f.front() == screenKey(desk.Cases) {
			f.caseList().Search("") // whole again
		}
		f.OpenCase(number, "")
	})
}

// intoList shows the cases that hold the words and gives the list the keyboard.
func (f *floor) intoList(text string) {
	f.search(text)
	if list, ok := f.views[f.front()].(desk.Focuser); ok {
		f.stage.window.Canvas().Focus(list.FirstFocus())
	}
}

func (f *floor) caseList() *cases.Screen { return f.views[screenKey(desk.Cases)].(*cases.Screen) }

// OpenCase opens the case in a tab of its own.
func (f *floor) OpenCase(number string, at desk.Section) {
	p := ui.Tab{Key: "case/" + number, Text: number}
	if f.tab(p, func() desk.View { return casefile.New(f.desk, number) }) && at != "" {
		f.views[p.Key].(*casefile.Screen).Go(at)
	}
}

// OpenRecord opens the case at one record of the section.
func (f *floor) OpenRecord(number string, section desk.Section, record data.ID) {
	f.OpenCase(number, section)
	if at, ok := f.views["case/"+number].(*casefile.Screen); ok {
		at.Find(section, record)
	}
}

// AddContact opens the case at the entry for a contact that was made.
func (f *floor) AddContact(number string) {
	if !f.allowed(data.RightWork) {
		return
	}
	f.OpenCase(number, desk.Contacts)
	if !f.covered("case/" + number) { // whoever shows the case can add it then
		f.views["case/"+number].(*casefile.Screen).AddContact()
	}
}

// WriteLetter opens the composer for a letter of the case.
func (f *floor) WriteLetter(number string, kind data.LetterKind) {
	p := ui.Tab{Key: "letter/" + number + "/" + string(kind), Text: number + " letter"}
	f.tab(p, func() desk.View { return letters.New(f.desk, number, kind) })
}

// LettersDue opens the letters that fall due, to be prepared in one go.
func (f *floor) LettersDue() {
	f.tab(ui.Tab{Key: "letters-due", Text: "Letters due"}, func() desk.View { return batch.New(f.desk) })
}

// MonthNumbers opens patient days and the other numbers of each month.
func (f *floor) MonthNumbers() {
	f.tab(ui.Tab{Key: "numbers", Text: "Patient days"}, func() desk.View { return numbers.New(f.desk) })
}

// BringIn opens the wizard that takes in a spreadsheet.
func (f *floor) BringIn(rows desk.Rows, file string) {
	p := ui.Tab{Key: "migrate", Text: "Bring in a spreadsheet"}
	if f.tab(p, func() desk.View { return migrate.New(f.desk) }) {
		f.views[p.Key].(*migrate.Screen).Begin(rows, file)
	}
}

// Themes opens the themes of a quarter.
func (f *floor) Themes(quarter data.Period) {
	p := ui.Tab{Key: "themes", Text: "Themes"}
	_, open := f.views[p.Key]
	if f.tab(p, func() desk.View { return themes.New(f.desk, quarter) }) && open {
		f.views[p.Key].(*themes.Screen).Choose(quarter)
	}
}

// themesNow opens the themes of the quarter that runs.
func (f *floor) themesNow() {
	f.Themes(data.QuarterPeriod(f.desk.Session.Settings().Today(time.Now())))
}

// CorrectLetter opens the composer for a letter that corrects an issued one.
func (f *floor) CorrectLetter(number string, kind data.LetterKind, issued data.ID) {
	f.WriteLetter(number, kind)
	key := "letter/" + number + "/" + string(kind)
	if f.covered(key) {
		return
	}
	if at, ok := f.views[key].(*letters.Screen); ok {
		at.Correct(issued)
	}
}

// NewCase opens the intake.
func (f *floor) NewCase(from *data.Feedback) {
	p := ui.Tab{Key: "intake", Text: "New case"}
	if f.tab(p, func() desk.View { return intake.New(f.desk) }) && from != nil {
		f.views[p.Key].(*intake.Screen).From(*from)
	}
}

// OpenFile hands a saved file to the system's viewer.
func (f *floor) OpenFile(path string) error { return desk.OpenFile(path) }

// Browse hands an address to the system's browser.
func (f *floor) Browse(at *url.URL) error { return f.stage.app.OpenURL(at) }
