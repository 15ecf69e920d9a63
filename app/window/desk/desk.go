// Package desk is what every screen works at: the officer's session, the
// window, and the ways from one screen to another. Screens know the desk and
// the widget kit, never each other.
package desk

import (
	"net/url"

	"fyne.io/fyne/v2"

	"rapport/data"
	"rapport/data/store"
)

// ScreenID names a screen of the left rail.
type ScreenID string

// The screens of the rail.
const (
	Today    ScreenID = "today"
	Cases    ScreenID = "cases"
	Feedback ScreenID = "feedback"
	Plans    ScreenID = "actions"
	Reports  ScreenID = "reports"
	Library  ScreenID = "library"
	Audit    ScreenID = "audit"
	Settings ScreenID = "settings"
)

// Section names a part of a case.
type Section string

// The sections of a case, in their order.
const (
	Summary       Section = "summary"
	Issues        Section = "issues"
	Investigation Section = "investigation"
	Advocacy      Section = "advocacy"
	Contacts      Section = "contacts"
	Notes         Section = "notes"
	Tasks         Section = "tasks"
	Letters       Section = "letters"
	Documents     Section = "documents"
	Disclosures   Section = "disclosures"
	Actions       Section = "actions"
	History       Section = "history"
)

// IntakeDraft is the name under which the store keeps an unfinished intake.
const IntakeDraft = "intake"

// The keys of the preferences that the settings screen writes: the look of the
// window and the scale of its text.
const (
	PrefLook  = "look"
	PrefScale = "text.scale"
)

// View is one screen as built: it is made once and kept, so that Back finds it
// as it was.
type View interface {
	// Content is what the window shows.
	Content() fyne.CanvasObject
	// Shown is called each time the view comes to the front.
	Shown()
	// Left is called when another view comes to the front and before the
	// window locks: it keeps what was typed as a draft and stops its work.
	Left()
}

// Focuser is a view that says where the keyboard goes when it is shown.
type Focuser interface{ FirstFocus() fyne.Focusable }

// Dropper is a view that takes files which were let go over the window.
type Dropper interface{ Dropped(paths []string) }

// Holder is a view that asks before its tab is closed: Closing calls close once it
// may go.
type Holder interface{ Closing(close func()) }

// Rows is what the rows of a spreadsheet are.
type Rows string

// What the rows of a spreadsheet may be; empty until somebody says so.
const (
	RowsCases    Rows = "case"     // a log of complaints and grievances
	RowsComments Rows = "feedback" // comments of surveys and cards
	RowsNumbers  Rows = "numbers"  // patient days and other numbers of months
	RowsUnits    Rows = "units"    // units and departments, for the settings
	RowsManagers Rows = "managers" // who answers for each unit, for the directory
)

// Desk is the officer's place of work after signing in.
type Desk struct {
	Session *store.Session
	Window  fyne.Window
	// NamesHidden says that somebody else may see the screen: lists show initials, and
	// leave out words that may name somebody. Views are made anew when it changes.
	NamesHidden bool
	Floor
}

// Floor is what the window does for its screens. All of it is called on the
// main goroutine.
type Floor interface {
	// Show brings a screen of the rail to the front.
	Show(ScreenID)
	// ShowCases shows the list of cases that the query chooses.
	ShowCases(data.CaseQuery)
	// OpenCase opens the case in a tab of its own, at the section.
	OpenCase(number string, at Section)
	// OpenRecord opens the case in a tab of its own, at one record of the section.
	OpenRecord(number string, at Section, record data.ID)
	// AddContact opens the case at the entry for a contact that was made.
	AddContact(number string)
	// WriteLetter opens the composer for a letter of the case.
	WriteLetter(number string, kind data.LetterKind)
	// LettersDue opens the letters that fall due, to be prepared in one go.
	LettersDue()
	// CorrectLetter opens the composer for a letter that corrects an issued one of
	// the kind.
	CorrectLetter(number string, kind data.LetterKind, issued data.ID)
	// NewCase opens the intake; words prefill the story, and feedback, when
	// set, is the comment that the case comes from.
	NewCase(from *data.Feedback)
	// MonthNumbers opens patient days, encounters and survey results by month.
	MonthNumbers()
	// BringIn opens the wizard that takes in a spreadsheet, whose rows are presumed
	// to be of the kind; with the path of a file it reads that at once.
	BringIn(rows Rows, file string)
	// Themes opens the themes of the quarter that begins with the period.
	Themes(quarter data.Period)
	// Backups opens the copies of the case file.
	Backups()
	// Restore puts a copy in the place of the case file: the window keeps the drafts,
	// locks, and shows the door when it is done.
	Restore(store.RestoreOrder)
	// ChangeKey gives the case file a new data key, after which everybody signs in
	// again; what was typed is kept.
	ChangeKey()
	// Close closes the view that is in front and goes back to the one before.
	Close()
	// Say shows a short message; undo, when set, takes back what it tells of.
	Say(text string, undo func())
	// Fail tells the officer in one plain sentence what went wrong.
	Fail(err error)
	// OpenFile hands a file that the officer saved to the system's viewer.
	OpenFile(path string) error
	// Browse hands an address to the system's browser.
	Browse(at *url.URL) error
}
