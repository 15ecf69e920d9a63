package data

import "time"

// Access is what somebody may and may have done with the case file, for the review
// of who has access (45 CFR 164.308(a)(4)(ii)(C), 164.308(a)(1)(ii)(D)).
type Access struct {
	Officer Officer
	KeySlot bool // a passphrase of theirs opens the case file
	// Added is when the officer was added, the last time where there were several;
	// zero where the audit log does not tell.
	Added time.Time
	Roles []RoleHeld // what the officer has now, in the order of [OfficeRoles]
	// LastSignIn is zero for somebody who never signed in since they were added.
	LastSignIn time.Time
	SignIns    int
	Failed     int // wrong passphrases since the last sign-in
	Refused    int // entries about what their roles did not allow
}

// RoleHeld is a role that somebody has, and since when.
type RoleHeld struct {
	Role  OfficeRole
	Since time.Time // zero where the audit log does not tell
}

// OpenWork counts what an officer owns that is not done yet.
type OpenWork struct {
	Cases, Tasks, Actions int
	// Kept are the cases among those that could not be handed over, because they are
	// restricted and the new owner is not one of the people who may see them.
	Kept int
}

// None reports whether there is nothing.
func (w OpenWork) None() bool { return w == OpenWork{} }
