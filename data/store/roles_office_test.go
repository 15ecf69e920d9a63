package store

import (
	"errors"
	"fmt"

	"rapport/data"
	"rapport/data/vault"
)

// The health record, drafts and the audit log.
func init() {
	ready("Connect", func(d *desk, f data.CaseFile) func() error {
		d.online()
		return func() error { return d.Connect(d.ctx(), f.Key, ehrHost, answers) }
	})
	ready("TestConnection", func(d *desk, _ data.CaseFile) func() error {
		d.online()
		return func() error { return d.TestConnection(d.ctx(), ehrHost, answers) }
	})
	plainly("SaveDraft", func(d *desk, _ data.CaseFile) error { return d.SaveDraft(d.ctx(), "intake", nil) })
	ready("Draft", func(d *desk, _ data.CaseFile) func() error {
		return func() error {
			err := d.SaveDraft(d.ctx(), "intake", nil)
			_, _, e := d.Draft(d.ctx(), "intake")
			return errors.Join(err, e)
		}
	})
	plainly("Drafts", func(d *desk, _ data.CaseFile) error { return only(d.Drafts(d.ctx(), "")) })
	plainly("DeleteDraft", func(d *desk, _ data.CaseFile) error { return d.DeleteDraft(d.ctx(), "intake") })
	plainly("Prove", func(d *desk, _ data.CaseFile) error { return d.Prove(d.ctx(), passphrase) })
	plainly("Audit", func(d *desk, _ data.CaseFile) error { return only(d.Audit(d.ctx(), AuditQuery{Limit: 1})) })
	plainly("AuditMonth", func(d *desk, _ data.CaseFile) error { return only(d.AuditMonth(d.ctx(), d.Session.today().Month())) })
	plainly("UnreviewedMonth", func(d *desk, _ data.CaseFile) error {
		_, _, err := d.UnreviewedMonth(d.ctx())
		return err
	})
}

// Officers, keys and backups.
func init() {
	plainly("Officers", func(d *desk, _ data.CaseFile) error { return only(d.Officers(d.ctx())) })
	plainly("OpenWork", func(d *desk, _ data.CaseFile) error { return only(d.OpenWork(d.ctx(), "Dana Whitfield")) })
	plainly("Reassign", func(d *desk, _ data.CaseFile) error {
		return only(d.Reassign(d.ctx(), "Dana Whitfield", "Sam Okafor", "Parental leave."))
	})
	plainly("AccessReview", func(d *desk, _ data.CaseFile) error { return only(d.AccessReview(d.ctx())) })
	plainly("ProposeClockMoves", func(d *desk, _ data.CaseFile) error { return only(d.ProposeClockMoves(d.ctx(), d.Settings())) })
	plainly("SaveOfficer", func(d *desk, _ data.CaseFile) error {
		return d.SaveOfficer(d.ctx(), data.Officer{Name: "Sam Okafor", Title: "Director", Roles: data.FullRoles | data.RoleReviewer})
	})
	plainly("RemoveOfficer", func(d *desk, _ data.CaseFile) error { return d.RemoveOfficer(d.ctx(), "Kim Larsen", "Moved.") })
	plainly("Backups", func(d *desk, _ data.CaseFile) error { return only(d.Backups(d.ctx())) })
	plainly("Keys", func(d *desk, _ data.CaseFile) error { return only(d.Keys(d.ctx())) })
	plainly("ConflictCopies", func(d *desk, _ data.CaseFile) error { return only(d.ConflictCopies(d.ctx())) })
	plainly("BackupPlaces", func(d *desk, _ data.CaseFile) error { return only(d.BackupPlaces(d.ctx())) })
	plainly("LastDrill", func(d *desk, _ data.CaseFile) error { return only(d.LastDrill(d.ctx())) })
	withBackup := func(name string, do func(d *desk, backup string) error) {
		ready(name, func(d *desk, _ data.CaseFile) func() error {
			b := must[vault.BackupInfo](d.t)(d.Backup(d.ctx(), ""))
			return func() error { return do(d, b.Path) }
		})
	}
	withBackup("Copies", func(d *desk, _ string) error { return only(d.Copies(d.ctx(), "", nil)) })
	withBackup("Drill", func(d *desk, backup string) error { return only(d.Drill(d.ctx(), backup, nil)) })
	withBackup("Restore", func(d *desk, backup string) error {
		return only(d.Restore(d.ctx(), RestoreOrder{Path: backup, Reason: "The disk failed."}, nil))
	})
	ready("RemoveHospitalKey", func(d *desk, f data.CaseFile) func() error {
		d.do(d.setHospitalKey(f))
		return func() error { return d.RemoveHospitalKey(d.ctx()) }
	})
	plainly("VerifyChain", func(d *desk, _ data.CaseFile) error { return only(d.VerifyChain(d.ctx(), nil)) })
	ready("CompareHead", func(d *desk, _ data.CaseFile) func() error {
		r := must[ChainReport](d.t)(d.VerifyChain(d.ctx(), nil))
		return func() error {
			return only(d.CompareHead(d.ctx(), data.ChainMark{Seq: r.Entries, Head: fmt.Sprintf("%x", r.Head)}))
		}
	})
}
