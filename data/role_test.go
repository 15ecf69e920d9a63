package data

import (
	"strings"
	"testing"
)

func TestWhatARoleMayNotDoIsSaidInASentence(t *testing.T) {
	seen := map[Right]bool{}
	for _, e := range Rights {
		s := NotAllowed{e.Right}.Sentence()
		if seen[e.Right] || e.Roles == 0 || !strings.HasPrefix(s, "Only the role") || !strings.HasSuffix(s, " may "+e.Does+".") {
			t.Errorf("%s: %s", e.Right, s)
		}
		seen[e.Right] = true
	}
	if s := (NotAllowed{"no such right"}).Sentence(); s != "Nobody may do this." {
		t.Errorf("a right that nobody has: %s", s)
	}
	if want := "Only the roles manager and privacy officer may restrict a case."; (NotAllowed{RightRestrict}).Sentence() != want {
		t.Errorf("it says %s", NotAllowed{RightRestrict}.Sentence())
	}
}

// What the table must never say, whatever else is changed in it.
func TestAnAdministratorSeesNoCaseAndAReviewerWhatMayBeShared(t *testing.T) {
	for _, r := range []Right{RightRead, RightWork, RightSignOff, RightReveal, RightDisclose, RightAudit, RightShareable, RightReports, RightImport, RightExport, RightExportWhole, RightRetention, RightPurge, RightBreakGlass, RightReviewGlass} {
		if RoleAdministrator.May(r) {
			t.Errorf("an administrator may %s", EntryOf(r).Does)
		}
	}
	for _, e := range Rights {
		if RoleReviewer.May(e.Right) != (e.Right == RightOffice || e.Right == RightShareable) {
			t.Errorf("a reviewer may %s: %v", e.Does, RoleReviewer.May(e.Right))
		}
	}
	for _, r := range []Right{RightExport, RightExportWhole, RightPurge, RightBreakGlass, RightPeople, RightRestore} {
		if !EntryOf(r).Proof {
			t.Errorf("to %s does not take the passphrase again", EntryOf(r).Does)
		}
	}
}

// whoMayWhat is the table of roles and rights as an office agrees to it, written by
// hand beside [Rights]: a column for officer, manager, privacy officer,
// administrator and reviewer, a dot for who may not, and "passphrase" where it is
// asked for again. A right that is given or taken is a decision of two places.
//
// A manager works as an officer does and signs off; a privacy officer reads all, and
// has the audit log, the disclosures and what is restricted, but changes no case; an
// administrator keeps settings, people and copies and sees no case; a reviewer reads
// what may be shared. What leaves the case file, cannot be taken back, passes a
// list of names or changes who may sign in takes the passphrase again.
const whoMayWhat = `
office        officer manager privacy administrator reviewer
read          officer manager privacy .             .
work          officer manager .       .             .
sign_off      .       manager .       .             .
reveal        .       .       privacy .             .
disclose      officer manager privacy .             .
audit         .       .       privacy .             .
shareable     officer manager privacy .             reviewer
reports       officer manager privacy .             .
numbers       officer manager .       .             .
library       officer manager .       .             .
import        officer manager .       .             .
export        officer manager privacy .             .        passphrase
export_whole  .       .       privacy .             .        passphrase
retention     .       manager privacy .             .
purge         .       manager privacy .             .        passphrase
restrict      .       manager privacy .             .
break_glass   officer manager privacy .             .        passphrase
review_glass  .       manager privacy .             .
reassign      .       manager .       administrator .
access        .       .       privacy administrator .
settings      .       .       .       administrator .
people        .       .       .       administrator .        passphrase
keep          officer manager privacy administrator .
restore       .       .       .       administrator .        passphrase
`

func TestTheTableOfRolesIsTheOneAgreedOn(t *testing.T) {
	agreed := map[Right]bool{}
	for line := range strings.Lines(strings.TrimSpace(whoMayWhat)) {
		cells := strings.Fields(line)
		if len(cells) < 1+len(OfficeRoles) {
			t.Fatalf("a line of the written table has too few cells: %s", line)
		}
		right := Right(cells[0])
		if agreed[right] {
			t.Errorf("%s is written twice", right)
		}
		agreed[right] = true
		for i, role := range OfficeRoles {
			cell := cells[1+i]
			if cell != "." && cell != role.Code {
				t.Fatalf("a cell of %s is %q, which is neither %q nor a dot", right, cell, role.Code)
			}
			if may := role.Role.May(right); may != (cell != ".") {
				t.Errorf("%s, %s: the program says %v, the written table %q", role.Name, right, may, cell)
			}
		}
		rest := strings.Join(cells[1+len(OfficeRoles):], " ")
		if rest != "" && rest != "passphrase" {
			t.Fatalf("the line of %s ends with %q", right, rest)
		}
		if proof := EntryOf(right).Proof; proof != (rest != "") {
			t.Errorf("%s takes the passphrase again: the program says %v, the written table %v", right, proof, rest != "")
		}
	}
	for _, e := range Rights {
		if !agreed[e.Right] {
			t.Errorf("the right %s is not in the written table", e.Right)
		}
		delete(agreed, e.Right)
	}
	for right := range agreed {
		t.Errorf("the written table has %s, which is no right of the program", right)
	}
}

// The roles of somebody with several are tried too, and nobody: each right is held
// by who holds one of its roles.
func TestSeveralRolesHoldTheRightsOfEachAndNoneHoldsNone(t *testing.T) {
	for set := OfficeRole(0); set <= AllRoles; set++ {
		for _, e := range Rights {
			want := false
			for _, role := range OfficeRoles {
				want = want || set.Has(role.Role) && role.Role.May(e.Right)
			}
			if set.May(e.Right) != want {
				t.Errorf("%s, %s: %v", set, e.Right, !want)
			}
		}
	}
	if AllRoles.May("no such right") {
		t.Error("somebody has a right that is not there")
	}
}
