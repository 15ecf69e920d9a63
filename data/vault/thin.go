package vault

import (
	"context"
	"fmt"
	"slices"
	"time"

	"rapport/data/vault/internal/disk"
)

// Keep says which backups thinning keeps: the newest of each of the last days,
// weeks and months that have one, and for some days every one that was made
// before a change of the whole case file.
type Keep struct {
	Daily, Weekly, Monthly int
	Before                 int            // days
	Zone                   *time.Location // whose days, weeks and months they are; nil: UTC
}

// DefaultKeep reaches back a year.
var DefaultKeep = Keep{Daily: 7, Weekly: 4, Monthly: 12, Before: 30}

// In is the same in the time zone of an office.
func (k Keep) In(zone *time.Location) Keep {
	k.Zone = zone
	return k
}

// Thin removes the backups of this case file in destDir that keep does not ask
// for, and returns those removed. A backup that does not pass its check is not
// counted, so that it pushes no other one out, and is left where it is: those in
// whose favor another one of their week or month would go are read whole before. The newest that passes
// always stays.
func (v *Vault) Thin(ctx context.Context, destDir string, keep Keep, now time.Time) ([]BackupInfo, error) {
	v.backups.Lock()
	defer v.backups.Unlock()
	listed, err := v.Backups(destDir)
	if err != nil {
		return nil, err
	}
	var all []BackupInfo
	for _, b := range listed {
		if v.Sound(b.Path) == nil {
			all = append(all, b)
		}
	}
	read := map[string]bool{}
	for {
		bad, err := v.firstBad(ctx, all, keep, now, read)
		if err != nil {
			return nil, err
		}
		if bad < 0 {
			break
		}
		all = append(all[:bad:bad], all[bad+1:]...)
	}
	var removed []BackupInfo
	for _, b := range Superfluous(all, keep, now) {
		if err := disk.RemoveAll(b.Path); err != nil {
			return removed, fmt.Errorf("removing an old backup: %w", err)
		}
		removed = append(removed, b)
	}
	if len(removed) == 0 {
		return nil, nil
	}
	return removed, syncDir(destDir)
}

// firstBad is the place in all of the backup that stands for the week or the
// month of one that would go and does not hold its seals, or -1. read remembers
// those that do.
func (v *Vault) firstBad(ctx context.Context, all []BackupInfo, keep Keep, now time.Time, read map[string]bool) (int, error) {
	for _, b := range Superfluous(all, keep, now) {
		for _, period := range []func(time.Time) string{keep.week, keep.month} {
			i := slices.IndexFunc(all, func(o BackupInfo) bool { return period(o.Taken) == period(b.Taken) })
			if all[i].Path == b.Path || read[all[i].Path] {
				continue
			}
			if err := v.sealsHold(ctx, all[i].Path); err != nil {
				return i, ctx.Err()
			}
			read[all[i].Path] = true
		}
	}
	return -1, nil
}

func (k Keep) local(t time.Time) time.Time {
	if k.Zone == nil {
		return t.UTC()
	}
	return t.In(k.Zone)
}

func (k Keep) day(t time.Time) string   { return k.local(t).Format(time.DateOnly) }
func (k Keep) month(t time.Time) string { return k.local(t).Format("2006-01") }
func (k Keep) week(t time.Time) string {
	y, w := k.local(t).ISOWeek()
	return fmt.Sprint(y, "-", w)
}

// Superfluous are the backups, of a list with the newest first, that no rule keeps.
func Superfluous(all []BackupInfo, keep Keep, now time.Time) []BackupInfo {
	kept := map[string]bool{}
	for i, b := range all {
		if i == 0 || b.Before != "" && now.Sub(b.Taken) < time.Duration(keep.Before)*24*time.Hour {
			kept[b.Path] = true
		}
	}
	for _, rule := range []struct {
		count  int
		period func(time.Time) string
	}{{keep.Daily, keep.day}, {keep.Weekly, keep.week}, {keep.Monthly, keep.month}} {
		seen := map[string]bool{}
		for _, b := range all {
			p := rule.period(b.Taken)
			if !seen[p] && len(seen) < rule.count {
				seen[p] = true
				kept[b.Path] = true
			}
		}
	}
	var rest []BackupInfo
	for _, b := range all {
		if !kept[b.Path] {
			rest = append(rest, b)
		}
	}
	return rest
}
