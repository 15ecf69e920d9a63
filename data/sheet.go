package data

import "time"

// Sheet is a printed matter of the hospital that is enclosed with letters, as the
// hospital approved it: a PDF whose bytes never change. It is retired and never
// removed, because letters cite it.
type Sheet struct {
	ID       ID           `json:"id"`
	Title    string       `json:"title"` // as the list of enclosures names it
	Language Lang         `json:"language"`
	Purpose  SheetPurpose `json:"purpose"`
	// Effective is the day from which it is enclosed; ApprovedBy who of the
	// hospital approved it.
	Effective  Date   `json:"effective"`
	ApprovedBy string `json:"approved_by"`
	Pages      int    `json:"pages"`
	Size       int64  `json:"size"`   // bytes
	SHA256     string `json:"sha256"` // of the PDF, hexadecimal

	At        time.Time `json:"at"`
	By        string    `json:"by"`
	RetiredOn Date      `json:"retired_on,omitempty"`
	RetiredBy string    `json:"retired_by,omitempty"`
}

// SheetPurpose is what a sheet is for.
type SheetPurpose string

// The purposes.
const (
	SheetRights        SheetPurpose = "rights"        // patients' rights leaflet
	SheetAgencies      SheetPurpose = "agencies"      // where else a person may turn
	SheetLanguageHelp  SheetPurpose = "language_help" // 45 CFR 92.11
	SheetAuthorization SheetPurpose = "authorization" // form of 45 CFR 164.508
	SheetOther         SheetPurpose = "other"
)

// SheetPurposes lists the purposes.
var SheetPurposes = []Term[SheetPurpose]{
	{SheetRights, "Patient rights"}, {SheetAgencies, "Outside agencies"}, {SheetLanguageHelp, "Notice of language help"},
	{SheetAuthorization, "Authorization form"}, {SheetOther, "Other"},
}

// String returns the label.
func (p SheetPurpose) String() string { return labelOf(SheetPurposes, p) }

const (
	// MaxSheet is the most bytes of a sheet.
	MaxSheet = 16 << 20
	// maxSheetPages is the most pages of one: a letter stays a letter.
	maxSheetPages = 60
)

// InUse reports whether the sheet may be enclosed with a letter of the day.
func (s Sheet) InUse(on Date) bool {
	return s.Effective <= on && (s.RetiredOn.IsZero() || s.RetiredOn > on)
}

// Validate checks what is said of a sheet. Its language may be any, by its BCP 47
// tag: notices of language help come in many.
func (s Sheet) Validate() Missing {
	var m Missing
	m.add(blank(s.Title), "title", "title", "Write the title of the sheet, as the letter names it.")
	m.add(blank(string(s.Language)), "language", "language", "Choose the language of the sheet.")
	m.add(!Known(SheetPurposes, s.Purpose), "purpose", "purpose", "Choose what the sheet is for.")
	m.add(blank(s.ApprovedBy), "approved_by", "approved_by", "Write who approved the sheet.")
	m.add(s.Effective.IsZero(), "effective", "effective", "Enter the day from which the sheet is used.")
	m.add(!s.Effective.IsZero() && s.Effective < earliest, "effective.old", "effective", "The day lies before 1990; correct the year.")
	m.add(s.Pages < 1 || s.Pages > maxSheetPages, "pages", "file", "A sheet has 1 to 60 pages; choose another file.")
	m.checkText(s.Title, maxLine, "title", "The title")
	m.checkText(s.ApprovedBy, maxLine, "approved_by", "The name")
	m.checkText(string(s.Language), 35, "language", "The language") // the longest tag of BCP 47 4.4.1
	m.checkTexts(s)
	return m
}

// SheetGaps lists the enclosures of the letter that are no sheet in use.
func (x LetterFacts) SheetGaps() Missing {
	var m Missing
	for _, e := range x.Draft.Enclosures {
		if e.Sheet == (ID{}) {
			continue
		}
		found := false
		for _, s := range x.Sheets {
			if s.ID == e.Sheet {
				found = true
				m.add(!s.InUse(x.Today), "letter.enclosure", "enclosures", "The sheet “"+s.Title+"” is not in use; take it out or choose another.")
			}
		}
		m.add(!found, "letter.enclosure.gone", "enclosures", "The sheet “"+e.Title+"” is not among the office's sheets; take it out or choose another.")
	}
	return m
}
