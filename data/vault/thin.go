package vault

import (
	"fmt"
	"time"

	"rapport/data/vault/internal/disk"
)

// Keep says how many backups thinning keeps: the newest of each of the last
// days, weeks and months that have one.
type Keep struct{ Daily, Weekly, Monthly int }

// DefaultKeep reaches back a year.
var DefaultKeep = Keep{Daily: 7, Weekly: 4, Monthly: 12}

// Thin removes the backups of this case file in destDir that keep does not ask
// for, and returns those removed. The newest backup always stays.
func (v *Vault) Thin(destDir string, keep Keep) ([]BackupInfo, error) {
	v.backups.Lock()
	defer v.backups.Unlock()
	all, err := v.Backups(destDir)
	if err != nil {
		return nil, err
	}
	var removed []BackupInfo
	for _, b := range superfluous(all, keep) {
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

// superfluous are the backups, of a list with the newest first, that no rule keeps.
func superfluous(all []BackupInfo, keep Keep) []BackupInfo {
	rules := []struct {
		count  int
		period func(time.Time) string
	}{
		{keep.Daily, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{keep.Weekly, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, "-", w) }},
		{keep.Monthly, func(t time.Time) string { return t.Format("2006-01") }},
	}
	kept := map[string]bool{}
	if len(all) > 0 {
		kept[all[0].Path] = true
	}
	for _, rule := range rules {
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
