package vault

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A vector is a file in testdata/vectors that every version must read in the
// same way: lines "name: value", an empty line, and the bytes that are read. They
// are made once, see vectors_make_test.go, and are never changed.
type vector struct {
	fields map[string]string
	body   []byte
}

const vectorsDir = "testdata/vectors"

// vectorErrors are the words for errors in a vector's field "expect".
var vectorErrors = map[string]error{
	"ok": nil, "damaged": ErrDamaged, "newer": ErrNewerVersion,
	"wrong passphrase": ErrWrongPassphrase, "wrong recovery key": ErrWrongRecoveryKey, "wrong hospital key": ErrWrongHospitalKey,
	"typing": ErrRecoveryKeyTyping, "hospital typing": ErrHospitalKeyTyping, "recipient": ErrBadRecipient,
	"seal": errSeal,
}

// vectorKinds are the readers that a vector's field "kind" names. Each answers
// what it read, in the fields by which the vector says what is expected.
var vectorKinds = map[string]func(t *testing.T, v vector) (map[string]string, error){
	"header": readHeaderVector, "page": readPageVector, "log": readLogVector,
	"recovery key": func(_ *testing.T, v vector) (map[string]string, error) {
		secret, err := recoveryForm.read(string(v.body))
		return map[string]string{"secret": hex.EncodeToString(secret)}, err
	},
	"hospital key": func(_ *testing.T, v vector) (map[string]string, error) {
		secret, err := hospitalForm.read(string(v.body))
		return map[string]string{"secret": hex.EncodeToString(secret)}, err
	},
	"recipient": func(_ *testing.T, v vector) (map[string]string, error) {
		print, err := Fingerprint(string(v.body))
		return map[string]string{"fingerprint": print}, err
	},
}

func TestVectors(t *testing.T) {
	entries, err := os.ReadDir(vectorsDir)
	if err != nil {
		t.Fatal(err)
	}
	kinds, rejected := map[string]int{}, 0
	for _, e := range entries {
		t.Run(e.Name(), func(t *testing.T) {
			v := parseVector(t, read(t, filepath.Join(vectorsDir, e.Name())))
			kind, want := v.fields["kind"], v.fields["expect"]
			wanted, known := vectorErrors[want]
			if vectorKinds[kind] == nil || !known || v.fields["why"] == "" {
				t.Fatalf("kind %q, expect %q, why %q", kind, want, v.fields["why"])
			}
			kinds[kind]++
			got, err := vectorKinds[kind](t, v)
			if !errors.Is(err, wanted) {
				t.Fatalf("%s: got %v, want %s", v.fields["why"], err, want)
			}
			if wanted != nil {
				rejected++
				return
			}
			for name, value := range got {
				if v.fields[name] != value {
					t.Errorf("%s is %q, want %q", name, value, v.fields[name])
				}
			}
		})
	}
	if len(kinds) != len(vectorKinds) || rejected < 30 {
		t.Errorf("there are vectors of %v; %d are to be rejected", slices.Collect(maps.Keys(kinds)), rejected)
	}
}

func parseVector(t *testing.T, file []byte) vector {
	t.Helper()
	head, body, ok := bytes.Cut(file, []byte("\n\n"))
	if !ok {
		t.Fatal("a vector without an empty line")
	}
	v := vector{map[string]string{}, body}
	for line := range strings.Lines(string(head)) {
		name, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if !ok {
			t.Fatalf("a line without a name: %q", line)
		}
		v.fields[name] = value
	}
	return v
}

// encode is the vector as a file.
func (v vector) encode() []byte {
	b := fmt.Appendf(nil, "why: %s\nkind: %s\nexpect: %s\n", v.fields["why"], v.fields["kind"], v.fields["expect"])
	for _, name := range slices.Sorted(maps.Keys(v.fields)) {
		if !slices.Contains([]string{"why", "kind", "expect"}, name) {
			b = fmt.Appendf(b, "%s: %s\n", name, v.fields[name])
		}
	}
	return append(append(b, '\n'), v.body...)
}

func (v vector) hex(t *testing.T, name string) []byte {
	t.Helper()
	b, err := hex.DecodeString(v.fields[name])
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (v vector) number(t *testing.T, name string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(v.fields[name], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// readHeaderVector opens a header the way a Vault does, with the first of the
// secrets that the vector has.
func readHeaderVector(t *testing.T, v vector) (map[string]string, error) {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, headerName), v.body)
	w, err := Open(dir)
	if err != nil {
		return nil, err
	}
	defer closeVault(t, w)
	h := w.currentHeader()
	if err := w.unlockWith(v.fields); err != nil {
		return nil, err
	}
	got := map[string]string{"data_key": hex.EncodeToString(w.ring.now()), "case_file": h.CaseFile}
	for _, k := range w.ring.keys[:len(w.ring.keys)-1] {
		got["earlier"] += hex.EncodeToString(k)
	}
	if w.ring.next != nil {
		got["next"] = hex.EncodeToString(w.ring.next)
	}
	subkey, err := w.Subkey("audit chain")
	got["subkey"] = hex.EncodeToString(subkey)
	return got, err
}

func (v *Vault) unlockWith(secrets map[string]string) error {
	switch {
	case secrets["recovery_key"] != "":
		return v.UnlockWithRecoveryKey(secrets["recovery_key"])
	case secrets["hospital_key"] != "":
		return v.UnlockWithHospitalKey(secrets["hospital_key"])
	}
	return v.Unlock(secrets["officer"], secrets["passphrase"])
}

func readPageVector(t *testing.T, v vector) (map[string]string, error) {
	t.Helper()
	c, err := newPageCipher(v.hex(t, "data_key"))
	if err != nil {
		t.Fatal(err)
	}
	page := make([]byte, pageSize)
	err = c.openPage(page, v.body, uint32(v.number(t, "page")))
	return map[string]string{"begins": hex.EncodeToString(page[:32])}, err
}

func readLogVector(t *testing.T, v vector) (map[string]string, error) {
	t.Helper()
	c, err := newPageCipher(v.hex(t, "data_key"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), logName)
	write(t, path, v.body)
	all, err := imagesInLog(c, path)
	return map[string]string{"pages": strconv.FormatInt(all.pages, 10), "in_log": fmt.Sprint(slices.Sorted(maps.Keys(all.newest)))}, err
}
