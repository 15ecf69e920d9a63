package window

import (
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/data/vault"
)

func TestTheKeyIsChangedAndEverybodySignsInAgain(t *testing.T) {
	o, f := atWork(t)
	floor := o.stage.floor
	floor.WriteLetter(f.Number, data.NoticeOfDecision)
	o.Fill("Last words", "Zinnias now stand in the hall.")
	floor.Show(desk.Settings)
	o.Press("Change the key …")
	o.Sees("everybody signs in again")
	o.Press("Change the key")
	o.Sees("Your passphrase again")
	o.Key(fyne.KeyEscape)
	o.wantInside("after thinking better of it")
	o.Press("Change the key …")
	o.Press("Change the key")
	o.proves(practice.Officer, practice.Passphrase)
	o.Sees("The key is changed")
	o.Key(fyne.KeyEscape)
	o.wantDoor("after the change")
	o.signIn()
	o.stage.floor.WriteLetter(f.Number, data.NoticeOfDecision)
	if got := o.Row("Last words").Field.(*ui.Entry).Text; got != "Zinnias now stand in the hall." {
		t.Error("what was typed before is gone")
	}
}

func TestTheHospitalKeyOpensTheDoorWithAReason(t *testing.T) {
	secret, public, err := vault.NewHospitalKey()
	if err != nil {
		t.Fatal(err)
	}
	o, _ := atWork(t)
	o.stage.floor.Show(desk.Settings)
	o.Press("Set the hospital key …")
	o.Fill("Public part of the hospital key", "something")
	o.Fill("Whose key it is", "Information Security")
	o.Press("Set it")
	o.Sees("This is not the public part of a hospital key")
	o.Fill("Public part of the hospital key", public)
	o.Press("Set it")
	o.proves(practice.Officer, practice.Passphrase)
	o.Sees("Hospital key of Information Security", "Fingerprint")
	o.Picture("keys-panel")
	o.menu("Lock")
	o.Press("Emergency: use the hospital key of Information Security")
	o.Fill("The secret hospital key", secret)
	o.Fill("Your name", "Lee Moss")
	o.Fill("New passphrase", officetest.Theirs)
	o.Fill("The same passphrase again", officetest.Theirs)
	o.Press("Open and set the new passphrase")
	o.Sees("Please fill this in.")
	o.Picture("keys-emergency")
	o.Fill("Why is the hospital key used?", "The office left in a day.")
	o.Press("Open and set the new passphrase")
	o.wantInside("with the hospital key")
	if got := o.places(); len(got) != 1 || got[0] != "Settings" {
		t.Errorf("whoever comes in with the hospital key is offered %v", got)
	}
}

func TestANewRecoveryKeyIsShownOnce(t *testing.T) {
	o, _ := atWork(t)
	o.stage.floor.Show(desk.Settings)
	o.Press("New recovery key …")
	o.Press("Make it")
	o.proves(practice.Officer, practice.Passphrase)
	o.Sees("Your new recovery key", "It is shown only this once.")
	o.Press("I have it")
	o.Sees("Please fill this in.")
	o.Picture("keys-recovery")
	o.Key(fyne.KeyEscape)
	o.Sees("Close it without a copy?")
	o.Press("Back to the key")
	o.Sees("Your new recovery key")
	o.Key(fyne.KeyEscape)
	o.Press("Close without a copy")
	o.SeesNo("Your new recovery key")
}

func TestTheDoorCountsDownAfterWrongPassphrases(t *testing.T) {
	o := come(t, storeIn(t))
	for range 30 {
		if o.stage.file.Delay() > 0 {
			break
		}
		o.Fill("Passphrase", "something else altogether")
		o.Press("Sign in")
	}
	if o.stage.file.Delay() == 0 {
		t.Fatal("nobody ever has to wait")
	}
	o.Sees("the next one has to wait")
	if o.stage.floor != nil {
		t.Fatal("somebody is inside")
	}
}
