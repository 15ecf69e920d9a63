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
