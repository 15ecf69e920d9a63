package vault

import (
	"bytes"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// fixture copies a case file of an earlier form, kept for ever in testdata, to
// where it can be written.
func fixture(t *testing.T, name string) string {
	t.Helper()
	dir := t.TempDir()
	for _, file := range []string{databaseName, logName, headerName} {
		write(t, filepath.Join(dir, file), read(t, filepath.Join("testdata", name, file)))
	}
	return dir
}

func fixtureFile(t *testing.T, name, file string) string {
	t.Helper()
	return strings.TrimSpace(string(read(t, filepath.Join("testdata", name, file))))
}

// wantFixture reads what the fixture holds, in its database and in its log.
func wantFixture(t *testing.T, v *Vault, name string) {
	t.Helper()
	equal(t, one(t, database(t, v, DBOptions{}).Read, `select group_concat(body, ', ') from notes`), "in the database, in the log")
	wantWhole(t, v)
	subkey, err := v.Subkey("audit chain")
	if err != nil || !bytes.Equal(subkey, read(t, filepath.Join("testdata", name, "subkey.bin"))) {
		t.Fatal("the audit chain has another key", err)
	}
}

func TestACaseFileOfEachFormatOpensForEverybodyWhoCouldOpenIt(t *testing.T) {
	for _, format := range []string{"format-1", "format-2"} {
		for who, in := range map[string]func(v *Vault) error{
			"Ann":          func(v *Vault) error { return v.Unlock(officer, passphrase) },
			"Bob":          func(v *Vault) error { return v.Unlock("Bob Example", "battery staple") },
			"recovery key": func(v *Vault) error { return v.UnlockWithRecoveryKey(fixtureFile(t, format, "recovery.txt")) },
			"hospital key": func(v *Vault) error { return v.UnlockWithHospitalKey(fixtureFile(t, "format-2", "hospital.txt")) },
		} {
			t.Run(format+" "+who, func(t *testing.T) {
				v, err := Open(fixture(t, format))
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { closeVault(t, v) })
				wantErr(t, v.Unlock(officer, "not this one"), ErrWrongPassphrase)
				if format == "format-1" && who == "hospital key" {
					wantErr(t, in(v), ErrNoHospitalKey)
					return
				}
				wantErr(t, in(v), nil)
				wantFixture(t, v, format)
				wantErr(t, v.Lock(), nil)
				wantErr(t, in(v), nil) // by the slot as it is now
				wantFixture(t, v, format)
			})
		}
	}
}

func TestSlotsOfFormat1AreRewrittenAsTheirOfficersSignInAndThenTheKeyCanBeChanged(t *testing.T) {
	dir := fixture(t, "format-1")
	v, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeVault(t, v) })
	slots := v.currentHeader().Slots // Ann, recovery key, Bob
	gaps := func(want ...string) {
		t.Helper()
		if got := v.RotationGaps(); !slices.Equal(got, want) {
			t.Fatalf("gaps %q, want %q", got, want)
		}
	}
	gaps(officer, RotationGap, "Bob Example")
	unlock(t, v)
	gaps(RotationGap, "Bob Example")
	wantErr(t, v.Rotate(t.Context(), nil), ErrRotationGaps)
	if now := v.currentHeader(); now.Format != "rapport-keys/2" || !reflect.DeepEqual(now.Slots[1:], slots[1:]) {
		t.Error("the slots of others were touched")
	}
	wantErr(t, v.Lock(), nil)
	wantErr(t, v.Unlock("Bob Example", "battery staple"), nil)
	gaps(RotationGap)
	if _, err := v.NewRecoveryKey(); err != nil {
		t.Fatal(err)
	}
	gaps()
	wantErr(t, v.Rotate(t.Context(), nil), nil)
	wantFixture(t, v, "format-1")
	for _, name := range []string{headerName, spareName} {
		if h, err := parseHeader(read(t, filepath.Join(dir, name))); err != nil || slices.ContainsFunc(h.Slots, slot.older) {
			t.Error("a slot of format 1 is left", err)
		}
	}
}

func TestAChangeOfPassphraseRewritesOneSlotAndNoOther(t *testing.T) {
	v, _ := create(t)
	_, recipient := hospitalKey(t)
	wantErr(t, v.SetHospitalKey(recipient, "Security"), nil)
	for _, name := range []string{"Bob Example", "Cy Example"} {
		wantErr(t, v.AddSlot(name, "words of "+name), nil)
	}
	before := v.currentHeader()
	wantErr(t, v.ChangePassphrase("Bob Example", "new words"), nil)
	after, err := parseHeader(read(t, filepath.Join(v.Dir(), headerName)))
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range after.Slots {
		if same := reflect.DeepEqual(s, before.Slots[i]); same == (s.Officer == "Bob Example") {
			t.Errorf("slot %d (%s): the same: %v", i, s.Kind, same)
		}
	}
}

func TestAfterARotationASlotGetsANewPairWhenItsOfficerSignsIn(t *testing.T) {
	v, _ := twoOfficers(t)
	wantErr(t, v.Rotate(t.Context(), nil), nil)
	before := v.currentHeader().Slots
	wantErr(t, v.Lock(), nil)
	unlock(t, v)
	after := v.currentHeader().Slots
	if after[0].Since != 2 || bytes.Equal(after[0].Public, before[0].Public) || bytes.Equal(after[0].Secret, before[0].Secret) {
		t.Error("Ann's slot is as it was")
	}
	if !reflect.DeepEqual(after[1:], before[1:]) {
		t.Error("another slot was changed")
	}
	wantErr(t, v.Lock(), nil)
	generation := v.currentHeader().Generation
	unlock(t, v)
	if v.currentHeader().Generation != generation {
		t.Error("signing in wrote the key file for nothing")
	}
}

// The public halves lie in the open: anybody can seal a data key to them.
func TestADataKeyThatSomebodyElseMadeUpIsRefused(t *testing.T) {
	for name, anchorOf := range map[string]func(v *Vault, s slot) []byte{
		"by somebody without any key":     func(*Vault, slot) []byte { return random(anchorSize) },
		"by who knows another slot's key": func(v *Vault, s slot) []byte { return anchorFor(t, v, v.currentHeader().Slots[1]) },
	} {
		v, _ := twoOfficers(t)
		forged := &keyring{keys: [][]byte{random(dataKeySize)}}
		h := v.currentHeader().clone()
		var err error
		for i, s := range h.Slots {
			if h.Slots[i], err = s.withKeys(h, forged, anchorOf(v, s)); err != nil {
				t.Fatal(err)
			}
		}
		file, err := h.seal(forged.now())
		if err != nil {
			t.Fatal(err)
		}
		closeVault(t, v)
		if whole, err := writeHeader(v.Dir(), file); err != nil || !whole {
			t.Fatal(whole, err)
		}
		w, err := Open(v.Dir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { closeVault(t, w) })
		if err := w.Unlock(officer, passphrase); err == nil {
			t.Errorf("%s: it opens", name)
		} else {
			wantErr(t, err, ErrDamaged)
		}
	}
}

func anchorFor(t *testing.T, v *Vault, s slot) []byte {
	t.Helper()
	anchor, err := s.anchor(v.currentHeader(), v.ring)
	if err != nil {
		t.Fatal(err)
	}
	return anchor
}

func TestWhatWasSealedOpensInNoOtherPlace(t *testing.T) {
	v, _ := twoOfficers(t)
	wantErr(t, v.SetHospitalKey(must2(hospitalKey(t)), "Security"), nil)
	h := v.currentHeader()
	s := h.Slots[0]
	both, err := unwrap(s.KDF.key(passphrase, s.Salt), s.Secret, s.about(h.CaseFile, "secret", s.Since))
	if err != nil {
		t.Fatal(err)
	}
	seed, anchor := both[:seedSize], both[seedSize:]
	open := func(s slot, caseFile string, n int) error {
		_, err := s.openKey(caseFile, n, seed, anchor, s.Sealed)
		return err
	}
	wantErr(t, open(s, h.CaseFile, 1), nil)
	for name, err := range map[string]error{
		"another case file": open(s, strings.Repeat("0", 32), 1),
		"another number":    open(s, h.CaseFile, 2),
		"another slot":      open(with(s, func(s *slot) { s.ID = newSlotID() }), h.CaseFile, 1),
		"another kind":      open(with(s, func(s *slot) { s.Kind = recoverySlot }), h.CaseFile, 1),
		"another's sealed":  open(with(s, func(s *slot) { s.Sealed = h.Slots[2].Sealed }), h.CaseFile, 1),
	} {
		if err == nil {
			t.Errorf("%s: it opens", name)
		}
	}
}

func with(s slot, change func(*slot)) slot { change(&s); return s }

func must2(_, recipient string) string { return recipient }
