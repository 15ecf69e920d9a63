package data

import (
	"sync"
	"time"
	// The days of an office must not depend on whether its machine has the zones.
	_ "time/tzdata"
)

// Address is a postal address.
type Address struct {
	Street string `json:"street"` // one or two lines, separated by a line break
	City   string `json:"city"`
	State  string `json:"state"`
	Postal string `json:"postal"`
}

// Agency is an outside body that a person may turn to.
type Agency struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
	Note  string `json:"note,omitempty"` // address, or for whom
	// Verified is the day on which somebody last checked the entry.
	Verified Date `json:"verified,omitempty"`
}

// Holiday is a day on which business-day clocks rest.
type Holiday struct {
	Name   string `json:"name"`
	On     Date   `json:"on"`     // the day; for a yearly one, of any year
	Yearly bool   `json:"yearly"` // the same month and day each year
	// Week, when not 0, makes it the first to fourth (1 to 4) or the last
	// ([LastWeek]) such weekday of the month of On, each year.
	Week int `json:"week,omitempty"`
	// Observed moves it to Friday when it falls on a Saturday, and to Monday
	// when it falls on a Sunday.
	Observed bool `json:"observed,omitempty"`
}

// Settings are the office's own facts and standards. One value of a standard
// feeds the clock, the sentence in the letter and the caption of the report.
type Settings struct {
	Facility string  `json:"facility"`
	Address  Address `json:"address"`
	Office   string  `json:"office"` // "Office of Patient Relations"
	Phone    string  `json:"phone"`
	TTY      string  `json:"tty,omitempty"`
	Email    string  `json:"email,omitempty"`
	TimeZone string  `json:"time_zone"` // IANA name

	// Locale is how numbers and dates are written in the window and the reports.
	Locale Locale `json:"locale,omitempty"`
	// Goals are what the office wants its measures to reach; see [Goal].
	Goals []Goal `json:"goals,omitempty"`

	Standards []Standard `json:"standards,omitempty"` // how long each duty may take; see [Settings.Standard]
	// PauseLimit is how many days a clock may stand still before somebody should
	// look at it again.
	PauseLimit int `json:"pause_limit,omitempty"`

	// OwnTaxonomies are the versions of the list of categories after the first;
	// see [Settings.Taxonomies].
	OwnTaxonomies []Taxonomy `json:"taxonomies,omitempty"`
	// Seriousness is the office's own matrix; see [Settings.SeriousnessMatrix].
	Seriousness Matrix `json:"seriousness,omitzero"`

	Holidays []Holiday `json:"holidays,omitempty"`
	// Calendars are those of kinds of case that do not follow Holidays.
	Calendars []Calendar     `json:"calendars,omitempty"`
	Units     []string       `json:"units,omitempty"`
	Contacts  []UnitContact  `json:"contacts,omitempty"` // who answers for the units
	Agencies  []Agency       `json:"agencies,omitempty"`
	Recovery  RecoveryLimits `json:"recovery"` // limits of service recovery
	// LetterApproval says which letters a second person approves; empty: none.
	LetterApproval ApprovalRule `json:"letter_approval,omitempty"`
	// Words are those that the spelling check has learnt beside its dictionaries:
	// names of buildings, of programs. See [Settings.Knows].
	Words []string `json:"words,omitempty"`
	// MRNSources say which number of a record system is the medical record number,
	// as officers chose it; see [ReviewSheet].
	MRNSources []MRNSource `json:"mrn_sources,omitempty"`
	// WorkLists say what the columns of the lists of a record system hold.
	WorkLists []WorkList `json:"work_lists,omitempty"`
	// RetentionYears is how long a closed case is kept at least; six years are the
	// least that the Privacy Rule allows (45 CFR 164.530(j)).
	RetentionYears int `json:"retention_years,omitempty"`
	// Delegation names the board's written delegation to the grievance committee.
	Delegation  string `json:"delegation,omitempty"`
	IdleMinutes int    `json:"idle_minutes"`         // 1 to 30
	BackupDir   string `json:"backup_dir,omitempty"` // a second place; empty: only beside the store
	// Paper and Envelope of the letters; see [Settings.Sheet] for what holds where
	// nothing was chosen.
	Paper    PaperSize `json:"paper,omitempty"`
	Envelope Envelope  `json:"envelope,omitempty"`
	// Sender is the name in the sender's window of an envelope; empty: the
	// facility. It must not tell what care somebody gets.
	Sender string `json:"sender,omitempty"`
	// Printers are those whose print must be moved; Printer is the one last
	// chosen, empty: the system's own choice.
	Printers []PrinterSetup `json:"printers,omitempty"`
	Printer  string         `json:"printer,omitempty"`
	// RecordLink is the connection to the health record, off until an administrator
	// turns it on.
	RecordLink RecordLink `json:"record_link,omitzero"`
	// PostDischargeGrievance makes a verbal complaint after discharge a
	// grievance (domain 1.2 row 8, where the sources conflict); on by default.
	PostDischargeGrievance bool `json:"post_discharge_grievance"`
	Practice               bool `json:"practice"` // practice data: marked on every screen and page
}

// DefaultSettings returns the settings that a new office starts from.
func DefaultSettings() Settings {
	return Settings{
		Office: "Office of Patient Relations", TTY: "711", TimeZone: "America/New_York",
		Standards: StartingStandards(), PauseLimit: UsualPauseLimit, IdleMinutes: 10,
		PostDischargeGrievance: true, Holidays: USHolidays(), Units: StartingUnits(),
		Recovery: StartingRecoveryLimits(), RetentionYears: LeastRetentionYears,
	}
}

// Zone returns the office's time zone; UTC where the name is not known.
func (s Settings) Zone() *time.Location {
	if loc, ok := zones.Load(s.TimeZone); ok {
		return loc.(*time.Location)
	}
	loc, err := time.LoadLocation(s.TimeZone)
	if err != nil {
		return time.UTC
	}
	zones.Store(s.TimeZone, loc)
	return loc
}

// zones keeps the zones that were read, name to *time.Location: every row of a
// list asks for its day, and reading one takes a file.
var zones sync.Map

// Today returns the office's calendar day at the instant now.
func (s Settings) Today(now time.Time) Date { return DateOf(now, s.Zone()) }

// Officer is a person who may sign in.
type Officer struct {
	Name        string     `json:"name"` // as in signatures: Dana Whitfield
	Credentials string     `json:"credentials,omitempty"`
	Title       string     `json:"title"` // Patient Relations Officer
	Phone       string     `json:"phone,omitempty"`
	Email       string     `json:"email,omitempty"`
	Roles       OfficeRole `json:"roles"` // what the officer may do; see [Rights]
	// Left is the day on which the officer was removed; the entry stays, so that
	// what they did still has a name. Such an officer has no role and cannot sign in.
	Left Date `json:"left,omitempty"`
}

// Gone reports whether the officer is no longer here.
func (o Officer) Gone() bool { return !o.Left.IsZero() }

// Setup is what the first start asks for.
type Setup struct {
	Settings   Settings
	Officer    Officer
	Passphrase string
}
