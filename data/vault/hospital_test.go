package vault

import (
	"slices"
	"strings"
	"testing"
)

// hospitalKey is a new hospital key.
func hospitalKey(t testing.TB) (secret, recipient string) {
	t.Helper()
	secret, recipient, err := NewHospitalKey()
	if err != nil {
		t.Fatal(err)
	}
	return secret, recipient
}

func TestTheHospitalKeyOpensUntilItIsRemoved(t *testing.T) {
	v, _ := create(t)
	unhurried(v)
	secret, recipient := hospitalKey(t)
	other, otherRecipient := hospitalKey(t)
	if _, ok := v.HospitalKey(); ok || v.HospitalFingerprint() != "" {
		t.Fatal("a new case file has a hospital key")
	}
	wantErr(t, v.RemoveHospitalKey(), ErrNoHospitalKey)
	if err := v.SetHospitalKey("\n "+recipient[:500]+"\r\n"+recipient[500:]+" ", " Lakeside Security Office "); err != nil {
		t.Fatal(err)
	}
	label, ok := v.HospitalKey()
	if print, err := Fingerprint(recipient); err != nil || !ok || label != "Lakeside Security Office" || v.HospitalFingerprint() != print || len(print) != 19 {
		t.Fatal(label, print, err)
	}
	if !slices.Equal(v.Officers(), []string{officer}) {
		t.Error("the hospital key is among the officers")
	}
	if err := v.Rotate(t.Context(), nil); err != nil { // it needs no secret of the hospital
		t.Fatal(err)
	}
	lock := func() {
		t.Helper()
		if err := v.Lock(); err != nil {
			t.Fatal(err)
		}
	}
	lock()
	wantErr(t, v.UnlockWithHospitalKey(other), ErrWrongHospitalKey)
	wantErr(t, v.UnlockWithHospitalKey(secret[1:]), ErrHospitalKeyTyping)
	if err := v.UnlockWithHospitalKey(strings.ToLower(secret)); err != nil {
		t.Fatal(err)
	}
	if err := v.ChangePassphrase(officer, "a new one for Ann"); err != nil {
		t.Fatal(err)
	}
	if err := v.SetHospitalKey(otherRecipient, "Another"); err != nil {
		t.Fatal(err)
	}
	lock()
	wantErr(t, v.UnlockWithHospitalKey(secret), ErrWrongHospitalKey)
	if err := v.UnlockWithHospitalKey(other); err != nil {
		t.Fatal(err)
	}
	if err := v.RemoveHospitalKey(); err != nil {
		t.Fatal(err)
	}
	lock()
	wantErr(t, v.UnlockWithHospitalKey(other), ErrNoHospitalKey)
	wantErr(t, v.Unlock(officer, "a new one for Ann"), nil)
}

func TestARecipientThatWasAlteredOnItsWayIsRefused(t *testing.T) {
	v, recovery := create(t)
	secret, recipient := hospitalKey(t)
	for name, text := range map[string]string{
		"nothing": "", "the secret": secret, "a recovery key": recovery, "cut off": recipient[:len(recipient)-4],
		"a letter more": recipient + "A", "another letter": recipient[:100] + "_-" + recipient[102:],
		"another version": strings.Replace(recipient, "-1:", "-2:", 1), "endless": strings.Repeat("A", 1<<20),
	} {
		wantErr(t, v.SetHospitalKey(text, "Security"), ErrBadRecipient)
		if _, err := Fingerprint(text); err == nil {
			t.Error(name, "has a fingerprint")
		}
	}
	wantErr(t, v.SetHospitalKey(recipient, " "), ErrBadName)
}

func TestARecoveryKeyIsNoHospitalKey(t *testing.T) {
	v, recovery := create(t)
	secret, recipient := hospitalKey(t)
	if err := v.SetHospitalKey(recipient, "Security"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, v.UnlockWithHospitalKey(recovery), ErrHospitalKeyTyping)
	wantErr(t, v.UnlockWithRecoveryKey(secret), ErrRecoveryKeyTyping)
}
