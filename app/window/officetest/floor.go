package officetest

import (
	"errors"
	"net/url"

	"rapport/app/window/desk"
	"rapport/data"
	"rapport/data/store"
)

// Floor notes what a screen asks of the window.
type Floor struct {
	Screens []desk.ScreenID
	Queries []data.CaseQuery
	Cases   []Place
	Records []data.ID
	Called  []string // numbers of cases whose entry for a contact was opened
	Letters []data.LetterKind
	Batches int // how often the letters that are due were opened
	Begun   []*data.Feedback
	Numbers int           // how often the numbers of months were opened
	Brought []Spreadsheet // what was to be brought in
	Themed  []data.Period // quarters whose themes were opened
	Copies  int           // how often the copies of the case file were opened
	Orders  []store.RestoreOrder
	Closed  int
	Keyed   int // how often a new data key was asked for
	Said    []string
	Undo    func() // of what was said last
	Failed  []error
	Files   []string             // handed to the viewer
	Browser func(*url.URL) error // what an address is handed to; nil: a browser that does not open
}

// Place is a case that was opened, and where.
type Place struct {
	Number string
	At     desk.Section
}

// Show notes a screen.
func (f *Floor) Show(id desk.ScreenID) { f.Screens = append(f.Screens, id) }

// ShowCases notes a list.
func (f *Floor) ShowCases(q data.CaseQuery) { f.Queries = append(f.Queries, q) }

// OpenCase notes a case.
func (f *Floor) OpenCase(number string, at desk.Section) {
	f.Cases = append(f.Cases, Place{number, at})
}

// OpenRecord notes a case and the record at which it was opened.
func (f *Floor) OpenRecord(number string, at desk.Section, record data.ID) {
	f.Cases, f.Records = append(f.Cases, Place{number, at}), append(f.Records, record)
}

// AddContact notes the case of a contact.
func (f *Floor) AddContact(number string) { f.Called = append(f.Called, number) }

// WriteLetter notes a letter.
func (f *Floor) WriteLetter(_ string, kind data.LetterKind) { f.Letters = append(f.Letters, kind) }

// LettersDue notes that the letters that are due were opened.
func (f *Floor) LettersDue() { f.Batches++ }

// CorrectLetter notes a letter and the one that it corrects.
func (f *Floor) CorrectLetter(_ string, kind data.LetterKind, issued data.ID) {
	f.Letters, f.Records = append(f.Letters, kind), append(f.Records, issued)
}

// NewCase notes an intake.
func (f *Floor) NewCase(from *data.Feedback) { f.Begun = append(f.Begun, from) }

// MonthNumbers notes that the numbers of months were opened.
func (f *Floor) MonthNumbers() { f.Numbers++ }

// Spreadsheet is one that is to be brought in.
type Spreadsheet struct {
	Rows desk.Rows
	File string
}

// BringIn notes a spreadsheet.
func (f *Floor) BringIn(rows desk.Rows, file string) {
	f.Brought = append(f.Brought, Spreadsheet{rows, file})
}

// Themes notes a quarter.
func (f *Floor) Themes(quarter data.Period) { f.Themed = append(f.Themed, quarter) }

// Backups notes that the copies of the case file were opened.
func (f *Floor) Backups() { f.Copies++ }

// Restore notes a restore.
func (f *Floor) Restore(o store.RestoreOrder) { f.Orders = append(f.Orders, o) }

// ChangeKey notes that a new data key is asked for.
func (f *Floor) ChangeKey() { f.Keyed++ }

// Close notes that the view wants to go.
func (f *Floor) Close() { f.Closed++ }

// Say notes a message.
func (f *Floor) Say(text string, undo func()) { f.Said, f.Undo = append(f.Said, text), undo }

// Fail notes an error.
func (f *Floor) Fail(err error) {
	if err != nil {
		f.Failed = append(f.Failed, err)
	}
}

// OpenFile notes a file.
func (f *Floor) OpenFile(path string) error {
	f.Files = append(f.Files, path)
	return nil
}

// Browse hands an address to the browser of the test.
func (f *Floor) Browse(at *url.URL) error {
	if f.Browser == nil {
		return errors.New("there is no browser")
	}
	return f.Browser(at)
}
