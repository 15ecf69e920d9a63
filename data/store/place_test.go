package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

// secondPlace sets the second place for backups.
func (d *desk) secondPlace(dir string) {
	d.t.Helper()
	set := d.Settings()
	set.BackupDir = dir
	d.do(d.SaveSettings(d.t.Context(), set))
}

func TestASecondPlaceThatIsOfNoUseKeepsTheFirstFromNothing(t *testing.T) {
	for name, c := range map[string]struct {
		dir   func(d *desk) string
		words string
	}{
		"a folder that is not there":    {func(d *desk) string { return filepath.Join(d.t.TempDir(), "stick", "Rapport") }, "Plug the drive in"},
		"a file":                        {func(d *desk) string { return filepath.Join(d.dir, "casefile.keys") }, "is not there"},
		"the folder of the first place": {func(d *desk) string { return d.File().vault.BackupsDir() }, "holds no second copy"},
		"the folder of the case file":   {func(d *desk) string { return d.dir }, "holds no second copy"},
		"a link to the folder of the first": {func(d *desk) string {
			link := filepath.Join(d.t.TempDir(), "link")
			d.do(os.Symlink(d.File().vault.BackupsDir(), link))
			return link
		}, "holds no second copy"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, false)
			d.secondPlace(c.dir(d))
			made, err := d.BackupIfDue(t.Context())
			var at *PlaceError
			if !made || !errors.As(err, &at) || !at.Second || !strings.Contains(at.Sentence(), c.words) {
				t.Fatalf("made %v, %v", made, err)
			}
			places := must[[]BackupPlace](t)(d.BackupPlaces(t.Context()))
			if len(places) != 2 || places[0].Due || places[0].Newest == nil || places[0].Wrong != nil || places[1].Newest != nil || places[1].Wrong == nil {
				t.Errorf("the places are %+v", places)
			}
		})
	}
}

func TestASecondPlaceGetsItsBackupWhenItIsBack(t *testing.T) {
	d := newDesk(t, false)
	stick := filepath.Join(t.TempDir(), "stick")
	d.secondPlace(stick)
	if _, err := d.BackupIfDue(t.Context()); err == nil {
		t.Fatal("a stick that is not there gives no error")
	}
	d.do(os.Mkdir(stick, 0o700))
	if made, err := d.BackupIfDue(t.Context()); !made || err != nil {
		t.Fatal(made, err)
	}
	places := must[[]BackupPlace](t)(d.BackupPlaces(t.Context()))
	if places[1].Newest == nil || places[1].Wrong != nil {
		t.Errorf("the second place is %+v", places[1])
	}
	if entries := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "file.backup"})); len(entries) != 2 {
		t.Errorf("%d backups in the chain", len(entries))
	}
}

func TestABackupThatIsCutOffIsNotCountedForTheDay(t *testing.T) {
	d := newDesk(t, false)
	d.open()
	b := must[vault.BackupInfo](t)(d.Backup(t.Context(), ""))
	d.do(os.Truncate(filepath.Join(b.Path, "casefile.db"), b.Bytes/2))
	if places := must[[]BackupPlace](t)(d.BackupPlaces(t.Context())); !places[0].Due || places[0].Newest != nil {
		t.Errorf("the place is %+v", places[0])
	}
	if made, err := d.BackupIfDue(t.Context()); !made || err != nil {
		t.Errorf("made %v, %v", made, err)
	}
	if _, err := os.Stat(b.Path); err != nil {
		t.Errorf("the broken one is gone: %v", err)
	}
}

func TestEachTroubleWithAPlaceHasItsSentence(t *testing.T) {
	for _, c := range []struct {
		err   error
		words string
	}{
		{vault.NoRoom{Need: 700 << 20, Free: 3 << 20}, "a backup needs 700 MB, there are 3 MB"},
		{vault.ErrDiskFull, "is full"},
		{os.ErrPermission, "write-protected"},
		{os.ErrNotExist, "Plug the drive in"},
		{vault.ErrDisk, "was taken away"},
		{vault.ErrDamaged, "could not be verified"},
	} {
		e := &PlaceError{Dir: "E:/Rapport", Second: true, Err: c.err}
		if !strings.Contains(e.Sentence(), c.words) || e.Brief() == "" || strings.Contains(e.Brief(), ".") {
			t.Errorf("%v is worded %q, %q", c.err, e.Sentence(), e.Brief())
		}
	}
}

func TestAnImportIsPrecededByABackupUnlessNothingChangedSinceOne(t *testing.T) {
	d := newDesk(t, false)
	befores := func() (n int) {
		for _, b := range must[[]vault.BackupInfo](t)(d.Backups(t.Context())) {
			if b.Before == vault.BeforeImport {
				n++
			}
		}
		return n
	}
	bring := func(source string) {
		t.Helper()
		must[data.ImportCounts](t)(d.ImportFeedback(t.Context(), data.ImportFile{Source: source}, comments(), nil))
	}
	d.open()
	bring("cards")
	if n := befores(); n != 1 {
		t.Fatalf("%d backups before the first import", n)
	}
	must[vault.BackupInfo](t)(d.Backup(t.Context(), ""))
	bring("letters")
	if n := befores(); n != 1 {
		t.Errorf("%d backups although nothing was changed since one", n)
	}
	bring("calls")
	if n := befores(); n != 2 {
		t.Errorf("%d backups after an import in between", n)
	}
	must[vault.BackupInfo](t)(d.Backup(t.Context(), ""))
	d.clock.set(d.clock.now().Add(time.Hour))
	bring("visits")
	if n := befores(); n != 3 {
		t.Errorf("%d backups an hour after the last", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.ImportFeedback(ctx, data.ImportFile{Source: "none"}, comments(), nil); err == nil {
		t.Error("an import that was called off went on")
	}
}

// Three years of an office in New York: a backup each evening at 22:00 of its day,
// which is the next day in UTC, and one before an import each Wednesday noon.
func TestThinningOverThreeYearsKeepsDaysWeeksAndMonthsOfTheOffice(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	keep := vault.DefaultKeep.In(zone)
	var kept []vault.BackupInfo // newest first
	for day := data.NewDate(2024, 1, 1); day < data.NewDate(2027, 1, 1); day = day.AddDays(1) {
		at := func(hour int, before vault.Before) {
			taken := day.Start(zone).Add(time.Duration(hour) * time.Hour).UTC()
			kept = slices.Insert(kept, 0, vault.BackupInfo{Path: taken.Format(time.RFC3339), Taken: taken, Before: before})
			gone := vault.Superfluous(kept, keep, taken)
			kept = slices.DeleteFunc(kept, func(b vault.BackupInfo) bool {
				return slices.ContainsFunc(gone, func(g vault.BackupInfo) bool { return g.Path == b.Path })
			})
		}
		if day.Weekday() == time.Wednesday {
			at(12, vault.BeforeImport)
		}
		at(22, "")
		days, months, imports := map[data.Date]bool{}, map[data.Month]bool{}, 0
		for _, b := range kept {
			on := data.DateOf(b.Taken, zone)
			days[on], months[on.Month()] = true, true
			if b.Before != "" && on > day.AddDays(-30) {
				imports++
			}
		}
		for n := range min(7, int(day-data.NewDate(2024, 1, 1))+1) {
			if !days[day.AddDays(-n)] {
				t.Fatalf("on %s the backup of %s is gone", day, day.AddDays(-n))
			}
		}
		for n := range 12 {
			if m := day.Month().Add(-n); m != (data.Month{Year: 2023, Month: 12}) && m.Year >= 2024 && !months[m] {
				t.Fatalf("on %s there is none of %s", day, m)
			}
		}
		if since := int(day - data.NewDate(2024, 1, 1)); since > 40 && imports < 4 {
			t.Fatalf("on %s %d backups before imports of the last 30 days are there", day, imports)
		}
		if len(kept) > 7+4+12+6 {
			t.Fatalf("on %s %d backups are kept", day, len(kept))
		}
	}
}
