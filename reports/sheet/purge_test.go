package sheet

import (
	"strings"
	"testing"
	"time"

	"rapport/data"
)

func TestTheCertificateSaysWhoWhenWhatAndWhichBackupsRemain(t *testing.T) {
	c := data.PurgeCertificate{
		Number: "PR-2020-00017", Kind: data.Grievance, ReceivedOn: data.NewDate(2020, 2, 3), ClosedOn: data.NewDate(2020, 3, 2),
		Request: data.PurgeRecord{AskedBy: "Dana Whitfield", AskedOn: data.NewDate(2026, 3, 3), Reason: "Kept long enough.", ConfirmedBy: "Pat Winter", On: data.NewDate(2026, 3, 4)},
		At:      time.Date(2026, 3, 4, 20, 5, 0, 0, time.UTC), Because: "six years of the Privacy Rule (45 CFR 164.530(j)(2))",
		Removed: []data.RemovedCount{{What: "notes", Count: 12}}, Digest: strings.Repeat("ab", 32), Backups: []string{"20260301T020000Z-office"},
		Replaced: []string{"replaced/20260105T110000Z"},
	}
	pdf, err := Purge(settings(), c, atNight)
	if err != nil {
		t.Fatal(err)
	}
	text := read(t, pdf)
	for _, want := range []string{"PR-2020-00017", "Grievance", "March 2, 2020", "Dana Whitfield, March 3, 2026", "Pat Winter, March 4, 2026 at 3:05 pm",
		"Kept long enough.", "six years of the Privacy Rule", "notes 12", "abab", "Backup: 20260301T020000Z-office",
		"Put aside by a restore, in the folder of the case file: replaced/20260105T110000Z"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the certificate: %s", want, text)
		}
	}
	c.Backups = nil
	if pdf, err = Purge(settings(), c, atNight); err != nil || strings.Contains(read(t, pdf), "None that the case file knows of") {
		t.Errorf("%v: with what a restore put aside it says %s", err, read(t, pdf))
	}
	c.Replaced = nil
	if pdf, err = Purge(settings(), c, atNight); err != nil || !strings.Contains(read(t, pdf), "None that the case file knows of") {
		t.Errorf("%v: without backups it says %s", err, read(t, pdf))
	}
}
