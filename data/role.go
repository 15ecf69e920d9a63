package data

import (
	"encoding/json"
	"fmt"
	"strings"
)

// OfficeRole is what somebody is in the office, or a set of such roles: a small office
// gives all of them to one person. They are held by the program, not by the keys:
// whoever may sign in holds the data key of the whole case file.
type OfficeRole uint8

// The roles.
const (
	RoleOfficer       OfficeRole = 1 << iota // takes in and works on cases
	RoleManager                              // signs off, closes against the gate, restricts cases
	RolePrivacy                              // audit, disclosures, restricted notes, broken glass
	RoleAdministrator                        // settings, people, keys; no case content
	RoleReviewer                             // reads what may be shared, nothing else

	AllRoles = RoleOfficer | RoleManager | RolePrivacy | RoleAdministrator | RoleReviewer
	// FullRoles are those that whoever sets a case file up begins with.
	FullRoles = RoleOfficer | RoleManager | RolePrivacy | RoleAdministrator
)

// A RoleEntry is a role with its code, its name and what it is for.
type RoleEntry struct {
	Role             OfficeRole
	Code, Name, Does string
}

// OfficeRoles lists the roles in the order in which they are shown.
var OfficeRoles = []RoleEntry{
	{RoleOfficer, "officer", "Patient relations officer", "Takes in complaints, works on cases, writes letters."},
	{RoleManager, "manager", "Manager", "Signs off, approves, closes against the gate, restricts cases."},
	{RolePrivacy, "privacy", "Privacy officer", "Reads the audit log, disclosures and restricted notes, reviews broken glass and who has access."},
	{RoleAdministrator, "administrator", "Administrator", "Keeps settings, people, keys and backups; sees no case."},
	{RoleReviewer, "reviewer", "Reviewer", "Reads the reports that may be shared, and nothing else."},
}

// Has reports whether the set holds every role of r.
func (s OfficeRole) Has(r OfficeRole) bool { return s&r == r }

// String names the roles of the set, in the order of [OfficeRoles].
func (s OfficeRole) String() string {
	var names []string
	for _, e := range OfficeRoles {
		if s.Has(e.Role) {
			names = append(names, e.Name)
		}
	}
	return strings.Join(names, ", ")
}

// MarshalJSON writes the codes of the set.
func (s OfficeRole) MarshalJSON() ([]byte, error) {
	codes := []string{}
	for _, e := range OfficeRoles {
		if s.Has(e.Role) {
			codes = append(codes, e.Code)
		}
	}
	return json.Marshal(codes)
}

// UnmarshalJSON reads the codes of a set; a code that it does not know is an error.
func (s *OfficeRole) UnmarshalJSON(b []byte) error {
	var codes []string
	if err := json.Unmarshal(b, &codes); err != nil {
		return err
	}
	*s = 0
	for _, code := range codes {
		r, ok := RoleCoded(code)
		if !ok {
			return fmt.Errorf("there is no role %q", code)
		}
		*s |= r
	}
	return nil
}

// RoleCoded returns the role with the code.
func RoleCoded(code string) (OfficeRole, bool) {
	for _, e := range OfficeRoles {
		if e.Code == code {
			return e.Role, true
		}
	}
	return 0, false
}

// Right is one thing that a role may do. Every method of a session names the one
// that it takes.
type Right string

// The rights.
const (
	RightOffice      Right = "office"       // sign in, read the settings, keep drafts and the own passphrase
	RightRead        Right = "read"         // see cases, their history, feedback and people
	RightWork        Right = "work"         // change cases and feedback, issue letters
	RightSignOff     Right = "sign_off"     // sign off, approve, close against the gate
	RightReveal      Right = "reveal"       // see notes of restricted classes that somebody else wrote
	RightDisclose    Right = "disclose"     // see the accounting of disclosures
	RightAudit       Right = "audit"        // read the audit log
	RightShareable   Right = "shareable"    // see reports that may be shared
	RightReports     Right = "reports"      // see internal reports
	RightNumbers     Right = "numbers"      // enter numbers of months, set goals, name themes, freeze reports
	RightLibrary     Right = "library"      // change knowledge, phrases, sheets, letter templates, the directory
	RightImport      Right = "import"       // take in files
	RightExport      Right = "export"       // write what names patients into files that leave the case file
	RightExportWhole Right = "export_whole" // write everything that the case file holds into files that leave it
	RightRetention   Right = "retention"    // see what may be purged, refuse a purge
	RightPurge       Right = "purge"        // ask for and confirm a purge
	RightRestrict    Right = "restrict"     // restrict a case to people by name
	RightBreakGlass  Right = "break_glass"  // open a restricted case against its list, with a reason
	RightReviewGlass Right = "review_glass" // review broken glass
	RightReassign    Right = "reassign"     // hand the open work of one officer to another, unseen
	RightAccess      Right = "access"       // review who has access
	RightSettings    Right = "settings"     // change the office's settings
	RightPeople      Right = "people"       // add and remove people, their roles, the keys
	RightKeep        Right = "keep"         // make and verify backups, verify the case file
	RightRestore     Right = "restore"      // put a backup in the place of the case file
)

const everybody = AllRoles
const caseworkers = RoleOfficer | RoleManager
const readers = caseworkers | RolePrivacy

// A RightEntry is a right with the roles that have it and, for the window, what
// it is: "Only a manager may sign off" is made of it.
type RightEntry struct {
	Right Right
	Roles OfficeRole
	Does  string // after "may"
	Proof bool   // asks for the passphrase again
}

// Rights is the table of roles and rights (45 CFR 164.308(a)(4), 164.312(a)(1)):
// who may do what. Of people with several roles each right of each holds.
var Rights = []RightEntry{
	{RightOffice, everybody, "sign in and keep drafts", false},
	{RightRead, readers, "see cases", false},
	{RightWork, caseworkers, "work on cases", false},
	{RightSignOff, RoleManager, "sign off, approve and close against the gate", false},
	{RightReveal, RolePrivacy, "see restricted notes and documents of others", false},
	{RightDisclose, readers, "see the accounting of disclosures", false},
	{RightAudit, RolePrivacy, "read the audit log", false},
	{RightShareable, readers | RoleReviewer, "see reports that may be shared", false},
	{RightReports, readers, "see internal reports", false},
	{RightNumbers, caseworkers, "enter the numbers of a month, set goals and freeze reports", false},
	{RightLibrary, caseworkers, "change the library and the directory", false},
	{RightImport, caseworkers, "take in files", false},
	{RightExport, readers, "put out what names patients", true},
	{RightExportWhole, RolePrivacy, "put out everything that the case file holds", true},
	{RightRetention, RoleManager | RolePrivacy, "see what may be purged", false},
	{RightPurge, RoleManager | RolePrivacy, "purge cases", true},
	{RightRestrict, RoleManager | RolePrivacy, "restrict a case", false},
	{RightBreakGlass, readers, "break the glass of a restricted case", true},
	{RightReviewGlass, RoleManager | RolePrivacy, "review a broken glass", false},
	{RightReassign, RoleManager | RoleAdministrator, "hand the open work of an officer to another", false},
	{RightAccess, RolePrivacy | RoleAdministrator, "review who has access", false},
	{RightSettings, RoleAdministrator, "change the settings", false},
	{RightPeople, RoleAdministrator, "change people, roles and keys", true},
	{RightKeep, readers | RoleAdministrator, "make backups and verify the case file", false},
	{RightRestore, RoleAdministrator, "restore a backup", true},
}

// EntryOf returns the row of the table for a right.
func EntryOf(r Right) RightEntry {
	for _, e := range Rights {
		if e.Right == r {
			return e
		}
	}
	return RightEntry{Right: r} // nobody has it
}

// May reports whether one of the roles has the right.
func (s OfficeRole) May(r Right) bool { return EntryOf(r).Roles&s != 0 }

// May reports whether the officer has the right.
func (o Officer) May(r Right) bool { return o.Roles.May(r) }

// NotAllowed says that the officer's roles do not have a right. It is a kind of
// [ErrNotAllowed].
type NotAllowed struct{ Right Right }

func (e NotAllowed) Error() string { return e.Sentence() }

// Is makes it a kind of [ErrNotAllowed].
func (e NotAllowed) Is(target error) bool { return target == ErrNotAllowed }

// Sentence says who may do it instead.
func (e NotAllowed) Sentence() string {
	entry := EntryOf(e.Right)
	var who []string
	for _, r := range OfficeRoles {
		if entry.Roles.Has(r.Role) {
			who = append(who, strings.ToLower(r.Name))
		}
	}
	switch len(who) {
	case 0:
		return "Nobody may do this."
	case 1:
		return fmt.Sprintf("Only the role %s may %s.", who[0], entry.Does)
	}
	return fmt.Sprintf("Only the roles %s and %s may %s.", strings.Join(who[:len(who)-1], ", "), who[len(who)-1], entry.Does)
}

// UnmarshalJSON reads an officer's entry. One from before there were roles has
// supervisor or nothing: a supervisor had every right, the others worked on cases.
func (o *Officer) UnmarshalJSON(b []byte) error {
	type entry Officer
	var old struct {
		entry
		Supervisor bool `json:"supervisor"`
	}
	if err := json.Unmarshal(b, &old); err != nil {
		return err
	}
	*o = Officer(old.entry)
	switch {
	case o.Roles != 0 || o.Gone():
	case old.Supervisor:
		o.Roles = FullRoles
	default:
		o.Roles = RoleOfficer
	}
	return nil
}
