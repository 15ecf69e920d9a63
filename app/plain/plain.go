// Package plain turns errors into the sentences that people read: what is
// wrong and what to do next, never a Go error and never a patient's data. The
// window and the commands say the same words.
package plain

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"rapport/data"
	"rapport/data/store"
	"rapport/data/vault"
)

// Sentencer is an error that words itself for people.
type Sentencer interface{ Sentence() string }

// sentences are the answers to the errors known by name; the first that
// matches counts.
var sentences = []struct {
	err      error
	sentence string
}{
	{context.Canceled, "Stopped. Nothing was kept of what was under way."},
	{vault.ErrNoCaseFile, "There is no case file in this folder. Check the folder, or set one up by starting Rapport without --store."},
	{vault.ErrExists, "There is already a case file in this folder. Choose another folder; nothing was changed."},
	{store.ErrSalvageFolder, "This folder holds something already, and plain text must not lie between other files. Choose an empty folder or a new one."},
	{store.ErrNoSchema, "So much of the case file is damaged that its cases cannot be told apart. Restore a backup; nothing was changed."},
	{store.ErrUnfinished, "Making this case file was broken off before anything was kept in it. Choose another folder, or have whoever looks after Rapport remove this one."},
	{store.ErrLetterAltered, "The pages of this letter are not those that were issued, so they are not shown. Run “rapport verify”, and keep the newest backup safe."},
	{store.ErrDocumentAltered, "The bytes of this document are not those that were added, so it is not shown. Run “rapport verify”, and keep the newest backup safe."},
	{store.ErrLetterChanged, "The case or the letter was changed since you saw it. Look at the page once more, then sign it."},
	{store.ErrNoPages, "This practice letter was made without its pages. Choose another letter."},
	{vault.ErrInUse, "The case file is open in another Rapport on this computer. Go to that window, or close it and try again."},
	{vault.ErrWrongPassphrase, "The passphrase is not right. Check Caps Lock and try again; after that, the recovery key is the other way in."},
	{vault.ErrWrongRecoveryKey, "This recovery key does not belong to this case file. Look for the sheet that was made with it."},
	{vault.ErrRecoveryKeyTyping, "The recovery key has a typing mistake or is not complete. Compare it with the sheet, group by group."},
	{vault.ErrNoHospitalKey, "No hospital key was set for this case file. The recovery key, or somebody else who can sign in, is the way in."},
	{vault.ErrWrongHospitalKey, "This hospital key does not open this case file. Ask the security office for the key that was set here."},
	{vault.ErrHospitalKeyTyping, "The hospital key has a typing mistake or is not complete. Compare it with the sheet, group by group."},
	{vault.ErrBadRecipient, "This is not the public part of a hospital key, or a part of it is missing. Copy the whole text that the security office gave."},
	{vault.ErrRotating, "The change of the key inside the case file is not finished. Go on with it under Settings, then try again."},
	{vault.ErrRotationGaps, "Not everybody can be given the new key yet. Those who are named must sign in once before, and an old recovery key must be replaced."},
	{vault.ErrUnknownOfficer, "Nobody of this name can open the case file. Choose a name from the list."},
	{vault.ErrOfficerExists, "An officer of this name is there already. Use another form of the name."},
	{vault.ErrLastOfficer, "The last officer cannot be removed. Add another officer first."},
	{vault.ErrBadName, "This name cannot be used. Give a name of at most 120 ordinary characters."},
	{vault.ErrNoPassphrase, "A passphrase is needed. Type it, or name a file that holds it with --passphrase-file."},
	{store.ErrCopyLocked, "This copy does not open with the key in use. Type the passphrase that opened it when it was made."},
	{vault.ErrOtherCaseFile, "This backup belongs to another case file. Choose a backup of this one."},
	{vault.ErrNewerVersion, "A newer version of Rapport wrote this case file. Install that version; nothing was changed."},
	{data.ErrNewerVersion, "A newer version of Rapport wrote this case file. Install that version; nothing was changed."},
	{vault.ErrLocked, "The case file is locked. Sign in again; what you typed is kept."},
	{data.ErrLocked, "The case file is locked. Sign in again; what you typed is kept."},
	{data.ErrNotFound, "That is not in the case file. Check the number, or search for it under Cases."},
	{data.ErrRestricted, "This case is restricted to people by name, and you are not among them. Ask one of the office's managers, or break the glass if you must see it now."},
	{data.ErrNotAllowed, "Your role does not allow this. Nothing was changed."},
	{data.ErrNoNetwork, "Rapport makes no connection: “No network” is on, or no health record was entered. An administrator changes this under Settings."},
	{data.ErrNoProof, "This asks for your passphrase once more. Nothing was changed."},
	{data.ErrWrongState, "The case has moved on, so this step is no longer possible. Look at its state and its next step."},
	{data.ErrConflict, "The record was changed since you opened it. It has been read again; look at it and save once more."},
	{vault.ErrDiskFull, diskFull},
	{vault.ErrUnwritable, "The case file cannot be opened for writing. Look whether the disk is write-protected and whether you may write in its folder; nothing was changed."},
	{vault.ErrDisk, "The disk did not do what was asked, so nothing was changed. Look whether the drive is still there and try again; if it happens again, have the disk checked."},
	{vault.ErrGone, "The folder of the case file is not where it was, so nothing was saved. Put the folder or the drive back in its place and sign in again."},
	{context.DeadlineExceeded, "The case file is busy with something else, so nothing was changed. Try again when that is done."},
	{fs.ErrPermission, "You may not read or write there. Choose another folder, or ask whoever looks after this computer."},
	{fs.ErrNotExist, "The file or folder is not there. Check how it is written."},
	{syscall.ENOTDIR, "That is a file and not a folder, or a part of the way to it is. Check how it is written."},
	{syscall.EISDIR, "There is a folder where a file should be. Check the name, and look into the folder of the case file."},
	{fs.ErrExist, "A file of that name is there already. Choose another name."},
}

const (
	diskFull = "The disk is full, so nothing was changed. Free some space and try again; what is saved is safe."
	// Nothing of the disk's own sentence: something was changed, for the officer.
	removalHeld = "The draft is put away, but the disk did not take that yet. It follows as soon as it can; if Rapport is closed before, the draft comes back."
	readOnly    = "The folder cannot be written to. Choose another one, or ask for the right to write there."
)

const unknown = "Something went wrong, and nothing was changed. Try again; if it happens again, note the time and tell whoever looks after Rapport."

// Sentence says in plain words what went wrong and what to do next.
func Sentence(err error) string {
	if err == nil {
		return ""
	}
	var missing data.Missing
	if errors.As(err, &missing) {
		return list(missing)
	}
	var held *store.DraftHeld
	if errors.As(err, &held) {
		if held.Gone {
			return removalHeld
		}
		return Sentence(held.Err) + " What you typed is kept in memory until then; do not close Rapport."
	}
	var own Sentencer
	if errors.As(err, &own) {
		return own.Sentence()
	}
	var page *vault.PageFault
	if errors.As(err, &page) || errors.Is(err, vault.ErrDamaged) {
		return damaged(err, page)
	}
	var holder *vault.InUse
	if errors.As(err, &holder) && holder.Known {
		return inUse(holder)
	}
	for _, s := range sentences {
		if errors.Is(err, s.err) {
			return s.sentence
		}
	}
	for number, sentence := range diskNumbers {
		if errors.Is(err, number) {
			return sentence
		}
	}
	return unknown
}

// inUse says who has the case file open.
func inUse(h *vault.InUse) string {
	since := h.Since.Local().Format("Jan 2, 15:04")
	if h.Here {
		return fmt.Sprintf("The case file is open in another Rapport on this computer, of the user %s since %s. Go to that window, or wait until the command is done. If nothing answers any more, whoever looks after this computer can end its process, number %d; what was saved is safe.", h.User, since, h.Process)
	}
	return fmt.Sprintf("The case file is open on the computer %s, by the user %s since %s. Close it there and try again. If that computer was switched off, the network drive gives the file free after some minutes; whoever looks after the drive can do it at once.", h.Host, h.User, since)
}

func damaged(err error, page *vault.PageFault) string {
	if page != nil && page.File == "database" {
		return fmt.Sprintf("A part of the case file is damaged: page %d of the database. What lies on other pages can still be read. Do not delete anything. Restore a backup; whoever looks after Rapport can see with “rapport verify” how far the damage reaches, and write out what can be read with “rapport salvage”.", page.Page)
	}
	where := "The case file is damaged or was altered"
	var other *vault.Damage
	switch {
	case page != nil:
		where += " (" + page.Error() + ")"
	case errors.As(err, &other):
		where += " (" + other.What + ")"
	}
	return where + ". Do not delete anything. Restore a backup; whoever looks after Rapport can see with “rapport verify” how far the damage reaches, and write out what can be read with “rapport salvage”."
}

// list joins the sentences of what is missing.
func list(m data.Missing) string {
	var all []string
	for _, g := range m.Blocking() {
		all = append(all, g.Sentence)
	}
	return strings.Join(all, " ")
}
