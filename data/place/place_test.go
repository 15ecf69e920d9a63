package place

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAFolderThatIsCopiedToOtherComputersIsRecognized(t *testing.T) {
	base := t.TempDir()
	t.Setenv("OneDriveCommercial", filepath.Join(base, "Work files"))
	for dir, want := range map[string]Place{
		"Documents/Rapport":                                  {},
		"OneDrive - Lakeside General Hospital/Rapport":       {Synced, "OneDrive"},
		"OneDrive/Rapport":                                   {Synced, "OneDrive"},
		"Work files/Rapport":                                 {Synced, "OneDrive"}, // its name says nothing, the variable does
		"Dropbox (Lakeside)/a/b":                             {Synced, "Dropbox"},
		"Library/Mobile Documents/com~apple~CloudDocs/x":     {Synced, "iCloud Drive"},
		"Library/CloudStorage/GoogleDrive-x@example.org/y":   {Synced, "Google Drive"},
		"Google Drive/x":                                     {Synced, "Google Drive"},
		"Nextcloud/x":                                        {Synced, "Nextcloud"},
		"Box/x":                                              {Synced, "Box"},
		"Boxes/Nextcloudless/Dropboxing/megaphone/Rapport":   {},
		"Syncing/OneDriver/Mega cases of 2026/boxsync/store": {},
		"MEGA/x": {Synced, "MEGA"},
	} {
		if got := Of(filepath.Join(base, filepath.FromSlash(dir))); got != want {
			t.Errorf("%s is %+v, want %+v", dir, got, want)
		}
	}
}

func TestAMarkerAnywhereAboveAndALinkAreNotMissed(t *testing.T) {
	base := t.TempDir()
	kept := filepath.Join(base, "kept", "deep", "er")
	if err := os.MkdirAll(kept, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(base, "kept", ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if got := Of(kept); got != (Place{Synced, "Syncthing"}) {
		t.Errorf("%+v", got)
	}
	link := filepath.Join(base, "looks ordinary")
	if err := os.Symlink(kept, link); err != nil {
		t.Skip("this system makes no links:", err)
	}
	if got := Of(filepath.Join(link, "not there yet")); got.Kind != Synced {
		t.Errorf("through a link: %+v", got)
	}
	for _, k := range []Kind{Synced, Network, Removable} {
		if (Place{Kind: k}).Sentence() == "" {
			t.Errorf("nothing is said of %s", k)
		}
	}
}
