package store

import (
	"errors"
	"path/filepath"

	"rapport/data"
	"rapport/data/practice"
	"rapport/data/vault"
)

// auditedOffice are the methods that keep the case file, its settings, people and keys.
var auditedOffice = map[string]audited{
	"Rollback":       {none: noData},
	"MarkLost":       {none: noData},
	"ClockBack":      {none: noData},
	"ConflictCopies": {none: noData},
	"CompareHead":    {none: noData},
	"Salvage": {entry: "file.salvage", call: func(d *desk, _ data.CaseFile) error {
		_, err := d.Salvage(d.ctx(), filepath.Join(d.t.TempDir(), "salvage"), nil)
		return err
	}},
	"ExplainRollback": {entry: "file.rollback", call: func(d *desk, _ data.CaseFile) error {
		d.rollback = &Rollback{From: 3, To: 4}
		return d.ExplainRollback(d.ctx(), "Put back on purpose.")
	}},
	"RememberWorkList": {entry: "settings.worklist", call: func(d *desk, _ data.CaseFile) error { return d.RememberWorkList(d.ctx(), someList) }},
	"Load": {entry: "practice.load", call: func(d *desk, _ data.CaseFile) error {
		today := d.Settings().Today(d.clock.now())
		return d.Load(d.ctx(), practice.Cases(1, 1, d.Settings(), today.AddDays(-30), today), nil)
	}},
	"LearnWord": {entry: "settings.word", call: func(d *desk, _ data.CaseFile) error { return d.LearnWord(d.ctx(), "Lakeshore") }},
	"SaveGoals": {entry: "settings.goals", call: func(d *desk, _ data.CaseFile) error {
		return d.SaveGoals(d.ctx(), []data.Goal{{Measure: "decided_in_time", Target: 90}})
	}},
	"SaveDirectory": {entry: "settings.directory", call: func(d *desk, _ data.CaseFile) error {
		return d.SaveDirectory(d.ctx(), nil, []data.Agency{{Name: "State hotline", Phone: "555-0111"}})
	}},
	"ChoosePrinter":     {entry: "settings.printer", call: func(d *desk, _ data.CaseFile) error { return d.ChoosePrinter(d.ctx(), "Front office") }},
	"RecordNamedExport": {entry: "report.export", call: func(d *desk, _ data.CaseFile) error { return d.RecordNamedExport(d.ctx(), "the log") }},
	"Reassign": {entry: "officer.reassign", call: func(d *desk, _ data.CaseFile) error {
		err := d.AddOfficer(d.ctx(), data.Officer{Name: "Pat Winter", Title: "Officer"}, theirs)
		return errors.Join(err, only(d.Reassign(d.ctx(), "Dana Whitfield", "Pat Winter", "Parental leave.")))
	}},
	"SaveSettings": {entry: "settings.save", call: func(d *desk, _ data.CaseFile) error {
		set := d.Settings()
		set.Phone = "555-0199"
		return d.SaveSettings(d.ctx(), set)
	}},
	"Connect":           {entry: "network.call", call: func(d *desk, f data.CaseFile) error { return d.dialing(d.Connect, f.Key) }},
	"TestConnection":    {entry: "network.test", call: func(d *desk, _ data.CaseFile) error { return d.dialing(d.testing, 0) }},
	"SaveTaxonomyDraft": {entry: "taxonomy.draft", call: (*desk).auditTaxonomy},
	"DropTaxonomyDraft": {entry: "taxonomy.drop", call: func(d *desk, f data.CaseFile) error {
		return errors.Join(d.auditTaxonomy(f), d.DropTaxonomyDraft(d.ctx()))
	}},
	"ActivateTaxonomy": {entry: "taxonomy.activate", call: func(d *desk, f data.CaseFile) error {
		return errors.Join(d.auditTaxonomy(f), d.ActivateTaxonomy(d.ctx(), "The ward asked for it."))
	}},
	"AddOfficer": {entry: "officer.add", call: func(d *desk, _ data.CaseFile) error {
		return d.AddOfficer(d.ctx(), data.Officer{Name: "Pat Winter", Title: "Officer"}, "herons over the weir seven quiet")
	}},
	"SaveOfficer": {entry: "officer.save", call: func(d *desk, _ data.CaseFile) error {
		o := d.Officer()
		o.Title = "Lead"
		return d.SaveOfficer(d.ctx(), o)
	}},
	"RemoveOfficer": {entry: "officer.remove", call: func(d *desk, _ data.CaseFile) error {
		err := d.AddOfficer(d.ctx(), data.Officer{Name: "Pat Winter", Title: "Officer"}, theirs)
		return errors.Join(err, d.RemoveOfficer(d.ctx(), "Pat Winter", "Moved to another hospital."))
	}},
	"Prove": {entry: "session.fail", call: func(d *desk, _ data.CaseFile) error {
		if err := d.Prove(d.ctx(), theirs); !errors.Is(err, vault.ErrWrongPassphrase) {
			return err
		}
		return d.Prove(d.ctx(), passphrase)
	}},
	"ChangePassphrase": {entry: "officer.passphrase", call: func(d *desk, _ data.CaseFile) error {
		return d.ChangePassphrase(d.ctx(), passphrase, "herons over the weir seven quiet")
	}},
	"Keys":           {none: noData},
	"NewRecoveryKey": {entry: "keys.recovery", call: func(d *desk, _ data.CaseFile) error { return only(d.NewRecoveryKey(d.ctx())) }},
	"SetHospitalKey": {entry: "keys.hospital", call: (*desk).setHospitalKey},
	"RemoveHospitalKey": {entry: "keys.hospital", call: func(d *desk, f data.CaseFile) error {
		return errors.Join(d.setHospitalKey(f), d.RemoveHospitalKey(d.ctx()))
	}},
	"RotateKey": {entry: "keys.rotate", call: func(d *desk, _ data.CaseFile) error { return d.RotateKey(d.ctx(), nil) }},
	"AskPurge":  {entry: "purge.ask", call: (*desk).auditPurge},
	"RefusePurge": {entry: "purge.refuse", call: func(d *desk, f data.CaseFile) error {
		return errors.Join(d.auditPurge(f), d.RefusePurge(d.ctx(), []int64{f.Key}, "A study needs it."))
	}},
	"ConfirmPurge": {entry: "case.purge", call: func(d *desk, f data.CaseFile) error {
		if err := d.auditPurge(f); err != nil {
			return err
		}
		d.second()
		d.as("Pat Winter", theirs)
		_, err := d.ConfirmPurge(d.ctx(), []int64{f.Key})
		d.as("Dana Whitfield", passphrase)
		return err
	}},
	"Backup":      {entry: "file.backup", call: func(d *desk, _ data.CaseFile) error { return only(d.Backup(d.ctx(), "")) }},
	"BackupIfDue": {entry: "file.backup", call: func(d *desk, _ data.CaseFile) error { return only(d.BackupIfDue(d.ctx())) }},
	"Restore": {entry: "file.restore", call: func(d *desk, _ data.CaseFile) error {
		b, err := d.Backup(d.ctx(), "")
		return errors.Join(err, only(d.Restore(d.ctx(), RestoreOrder{Path: b.Path, Reason: "x"}, nil)))
	}},
	"Drill": {entry: "backup.drill", call: func(d *desk, _ data.CaseFile) error {
		return errors.Join(only(d.Backup(d.ctx(), "")), only(d.Drill(d.ctx(), "", nil)))
	}},
	"VerifyIfDue": {entry: "file.verify", call: func(d *desk, _ data.CaseFile) error {
		d.clock.set(d.clock.now().AddDate(0, 0, 8))
		return only(d.VerifyIfDue(d.ctx()))
	}},
	"Verify": {entry: "file.verify", call: func(d *desk, _ data.CaseFile) error { return only(d.Verify(d.ctx(), false, nil)) }},
	"Lock":   {entry: "session.end", call: func(d *desk, _ data.CaseFile) error { return d.Lock(d.ctx()) }},

	"ReviewAudit": {entry: "audit.review", call: func(d *desk, _ data.CaseFile) error {
		return d.ReviewAudit(d.ctx(), d.Session.today().Month(), "Nothing stands out.")
	}},

	"RecordAccessReview": {entry: "access.review", call: func(d *desk, _ data.CaseFile) error { return d.RecordAccessReview(d.ctx()) }},
}

func (d *desk) auditTaxonomy(data.CaseFile) error {
	return d.SaveTaxonomyDraft(d.ctx(), d.Settings().NextTaxonomy().WithSub("quality", "Falls"))
}

// auditPurge closes the case, waits for its time, and asks for its purge.
func (d *desk) auditPurge(f data.CaseFile) error {
	d.void(f)
	d.clock.set(d.clock.now().AddDate(6, 0, 3))
	return d.AskPurge(d.ctx(), []int64{f.Key}, "Kept long enough.")
}
