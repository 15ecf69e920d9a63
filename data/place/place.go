// Package place says what kind of place a folder is: one that another program
// copies to other computers, a network drive, a drive that can be pulled out. A
// case file in such a place is in danger of copies that differ, of locks that do
// not hold, of going away in the middle of a write.
package place

import (
	"os"
	"path/filepath"
	"strings"
)

// Kind is what is the matter with a place.
type Kind string

// The kinds.
const (
	Ordinary  Kind = ""
	Synced    Kind = "synced"    // a program copies it to other computers
	Network   Kind = "network"   // it lies on another computer
	Removable Kind = "removable" // the drive can be pulled out
)

// Place is a folder's place.
type Place struct {
	Kind Kind
	Name string // of the program that copies it; empty: not known
}

// Sentence says what the danger is and what to do; empty for an ordinary place.
func (p Place) Sentence() string {
	name := p.Name
	if name == "" {
		name = "a program that copies files to other computers"
	}
	switch p.Kind {
	case Synced:
		return "The case file lies in a folder of " + name + ". Two computers could write to it at once, and one of them would lose what it saved. Move the case file to a folder of this computer alone, and let only its backups be copied."
	case Network:
		return "The case file lies on a network drive. When the connection breaks, work stops until it is back, and not every server keeps two computers apart. A folder of this computer is safer; put the second copy of the backups on the network drive."
	case Removable:
		return "The case file lies on a drive that can be pulled out. Close Rapport before you remove it. A folder of this computer is safer; put the second copy of the backups on the drive."
	}
	return ""
}

// folders are the names of folders that programs keep in step, as they or an
// employer name them: "OneDrive - Lakeside General Hospital".
var folders = []struct{ begins, name string }{
	{"onedrive", "OneDrive"}, {"sharepoint", "SharePoint"}, {"dropbox", "Dropbox"},
	{"google drive", "Google Drive"}, {"googledrive", "Google Drive"}, {"my drive", "Google Drive"}, {"drivefs", "Google Drive"},
	{"icloud drive", "iCloud Drive"}, {"iclouddrive", "iCloud Drive"}, {"com~apple~clouddocs", "iCloud Drive"}, {"mobile documents", "iCloud Drive"},
	{"nextcloud", "Nextcloud"}, {"owncloud", "ownCloud"}, {"box sync", "Box"}, {"pcloud", "pCloud"}, {"pclouddrive", "pCloud"},
	{"syncthing", "Syncthing"}, {"resilio sync", "Resilio Sync"}, {"synologydrive", "Synology Drive"}, {"seafile", "Seafile"}, {"tresorit", "Tresorit"},
	{"cloudstorage", ""}, // ~/Library/CloudStorage of macOS
}

// exact are names that begin too many other words.
var exact = map[string]string{"box": "Box", "sync": "Sync", "mega": "MEGA"}

// markers are files and folders that such programs leave at the top of what they
// keep in step.
var markers = map[string]string{
	".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".nextcloudsync.log": "Nextcloud", ".owncloudsync.log": "ownCloud", ".sync_journal.db": "Nextcloud",
	".stfolder": "Syncthing", ".sync": "Resilio Sync", ".tmp.drivedownload": "Google Drive", ".tmp.driveupload": "Google Drive",
	".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive", ".seafile-data": "Seafile", ".boxsync": "Box", ".synologyworkingdirectory": "Synology Drive", ".megaignore": "MEGA",
}

// variables name the folder of a program that keeps it in step.
var variables = []string{"OneDrive", "OneDriveCommercial", "OneDriveConsumer"}

// Of tells what kind of place the folder is, or will be where it is not there yet.
func Of(dir string) Place {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	dir = real(dir)
	for _, v := range variables {
		if root := os.Getenv(v); root != "" && within(dir, real(root)) {
			return Place{Synced, "OneDrive"}
		}
	}
	for at := dir; ; at = filepath.Dir(at) {
		if name, ok := synced(at); ok {
			return Place{Synced, name}
		}
		if at == filepath.Dir(at) {
			break
		}
	}
	return Place{Kind: drive(existing(dir))}
}

// synced reports whether a folder's name, or what lies in it, says that a program
// keeps it in step.
func synced(dir string) (string, bool) {
	base := strings.ToLower(filepath.Base(dir))
	if name, ok := exact[base]; ok {
		return name, true
	}
	for _, f := range folders {
		if rest, ok := strings.CutPrefix(base, f.begins); ok && (rest == "" || strings.ContainsAny(rest[:1], " -_(@")) {
			return f.name, true
		}
	}
	for marker, name := range markers {
		if _, err := os.Lstat(filepath.Join(dir, marker)); err == nil {
			return name, true
		}
	}
	return "", false
}

// real follows the links of as much of a path as is there.
func real(dir string) string {
	at, rest := dir, ""
	for {
		if p, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(p, rest)
		}
		if at == filepath.Dir(at) {
			return dir
		}
		rest = filepath.Join(filepath.Base(at), rest)
		at = filepath.Dir(at)
	}
}

// existing is the nearest folder above that is there.
func existing(dir string) string {
	for {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}

func within(dir, root string) bool {
	rel, err := filepath.Rel(root, dir)
	return err == nil && filepath.IsLocal(rel)
}
