package sealed

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"strings"
	"testing"

	"filippo.io/age"
)

func key(t *testing.T, of string) Key {
	t.Helper()
	secret := sha256.Sum256([]byte(of))
	k, err := NewKey(secret[:])
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func seal(t *testing.T, content string, begin func(io.Writer) (io.WriteCloser, error)) []byte {
	t.Helper()
	var to bytes.Buffer
	w, err := begin(&to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return to.Bytes()
}

func all(t *testing.T, r io.ReaderAt, n int64) string {
	t.Helper()
	b, err := io.ReadAll(io.NewSectionReader(r, 0, n))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

const canary = "Zoë O'Brien-Løkke"

func TestWhatIsSealedWithAPassphraseOpensWithItAlone(t *testing.T) {
	content := strings.Repeat(canary, 10_000) // several pieces
	file := seal(t, content, func(w io.Writer) (io.WriteCloser, error) { return WithPassphrase(w, "maple otter tulip") })
	if bytes.Contains(file, []byte("Brien")) {
		t.Error("the sealed file shows what is in it")
	}
	if !ForPassphrase(file) {
		t.Error("the file does not say that it is for a passphrase")
	}
	r, n, err := OpenWithPassphrase(bytes.NewReader(file), int64(len(file)), "maple otter tulip")
	if err != nil {
		t.Fatal(err)
	}
	if all(t, r, n) != content {
		t.Error("what was opened is not what was sealed")
	}
	if _, _, err := OpenWithPassphrase(bytes.NewReader(file), int64(len(file)), "maple otter tulips"); !errors.Is(err, ErrPassphrase) {
		t.Errorf("another passphrase: %v", err)
	}
}

func TestWhatIsSealedForAnOfficeIsForItAloneAndAgeOpensIt(t *testing.T) {
	here, there := key(t, "here"), key(t, "there")
	file := seal(t, canary, there.Address().Seal)
	r, n, err := there.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil || all(t, r, n) != canary {
		t.Fatalf("the office cannot open what is for it: %v", err)
	}
	if _, _, err := here.Open(bytes.NewReader(file), int64(len(file))); !errors.Is(err, ErrOther) {
		t.Errorf("another office: %v", err)
	}
	i, err := age.ParseX25519Identity(strings.ToUpper(encodeBech32("age-secret-key-", there.key.Bytes())))
	if err != nil || i.Recipient().String() != there.Address().String() {
		t.Errorf("age knows another address of the key: %v", err)
	}
}

func TestAFileThatWasChangedOrCutOffDoesNotOpen(t *testing.T) {
	there := key(t, "there")
	content := strings.Repeat(canary, 8_000)
	file := seal(t, content, there.Address().Seal)
	read := func(f []byte) error {
		r, n, err := there.Open(bytes.NewReader(f), int64(len(f)))
		if err != nil {
			return err
		}
		_, err = io.ReadAll(io.NewSectionReader(r, 0, n))
		return err
	}
	for at := 0; at < len(file); at += 4096 {
		changed := bytes.Clone(file)
		changed[at] ^= 1
		if read(changed) == nil {
			t.Errorf("the file with byte %d changed opened", at)
		}
	}
	for _, n := range []int{0, 10, 200, len(file) / 2, len(file) - 1} {
		if read(file[:n]) == nil {
			t.Errorf("the first %d bytes opened", n)
		}
	}
}

func TestAnAddressIsReadAsPeopleGiveItAndWithAMistakeRefused(t *testing.T) {
	a := key(t, "here").Address()
	for _, text := range []string{a.String(), strings.ToUpper(a.String()), "  " + a.String() + "\r\n", "# Lakeside General Hospital\n" + a.String() + "\n",
		a.String()[:20] + "\n" + a.String()[20:]} {
		if got, err := ParseAddress(text); err != nil || !got.Is(a) {
			t.Errorf("%q: %v", text, err)
		}
	}
	g, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ParseAddress(g.Recipient().String()); err != nil || got.String() != g.Recipient().String() {
		t.Errorf("an address that age made: %v", err)
	}
	text := a.String()
	for i := range len(text) {
		wrong := []byte(text)
		wrong[i] = 'q'
		if text[i] == 'q' {
			wrong[i] = 'p'
		}
		if _, err := ParseAddress(string(wrong)); err == nil {
			t.Errorf("a mistake at letter %d was not seen", i)
		}
	}
	for _, text := range []string{"", "age1", "age1qqqqqq", g.String(), strings.ToUpper(text[:10]) + text[10:], strings.Repeat("a", 1000)} {
		if _, err := ParseAddress(text); !errors.Is(err, ErrNoAddress) {
			t.Errorf("%q passed for an address", text)
		}
	}
	if len(a.Fingerprint()) != 29 || a.Fingerprint() == key(t, "there").Address().Fingerprint() {
		t.Errorf("the fingerprint is %q", a.Fingerprint())
	}
}

func TestOnlyTheTwoOfficesCanVouchForAMessage(t *testing.T) {
	here, there, third := key(t, "here"), key(t, "there"), key(t, "third")
	message := []byte("a manifest")
	mark, err := here.Vouch(there.Address(), message)
	if err != nil {
		t.Fatal(err)
	}
	if !there.Vouched(here.Address(), message, mark) {
		t.Error("the office does not know who sent it")
	}
	forged, err := third.Vouch(there.Address(), message)
	if err != nil {
		t.Fatal(err)
	}
	for what, wrong := range map[string]bool{
		"another message": there.Vouched(here.Address(), []byte("a Manifest"), mark), "another sender": there.Vouched(third.Address(), message, mark),
		"a third one's mark": there.Vouched(here.Address(), message, forged), "no mark": there.Vouched(here.Address(), message, nil),
		"the way back": here.Vouched(there.Address(), message, mark), "another receiver": third.Vouched(here.Address(), message, mark),
	} {
		if wrong {
			t.Errorf("%s passed", what)
		}
	}
}
