package vault

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// lockedCase is a case file with two officers that nobody has open, and its
// header's bytes.
func lockedCase(t testing.TB) (dir string, file []byte) {
	t.Helper()
	v, _ := create(t)
	if err := v.AddSlot("Bob <Example> & Zoë", "battery staple"); err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
	return v.Dir(), read(t, filepath.Join(v.Dir(), headerName))
}

func TestABitChangedAnywhereInTheHeaderIsDamage(t *testing.T) {
	for format, step := range map[string]int{"format-1": 1, "format-2": 41} { // in bits; 41 changes each of the eight in turn
		file := read(t, filepath.Join("testdata", format, headerName))
		if _, err := parseHeader(file); err != nil {
			t.Fatal(err)
		}
		for bit := 0; bit < 8*len(file); bit += step {
			bad := bytes.Clone(file)
			bad[bit/8] ^= 1 << (bit % 8)
			if _, err := parseHeader(bad); err == nil {
				t.Fatalf("%s: bit %d of byte %d was not noticed", format, bit%8, bit/8)
			}
		}
		for n := 0; n < len(file); n += step {
			if _, err := parseHeader(file[:n]); err == nil {
				t.Fatalf("%s: a header cut to %d bytes was not noticed", format, n)
			}
		}
		if _, err := parseHeader(append(bytes.Clone(file), '\n')); err == nil {
			t.Fatalf("%s: a header with a byte more was not noticed", format)
		}
	}
}

func TestADamagedHeaderOpensFromItsSecondCopyAndIsMended(t *testing.T) {
	for name, damage := range map[string]func(path string){
		"a bit":    func(path string) { b := read(t, path); b[len(b)/3] ^= 2; write(t, path, b) },
		"emptied":  func(path string) { write(t, path, nil) },
		"missing":  func(path string) { remove(t, path) },
		"too long": func(path string) { write(t, path, make([]byte, maxHeaderSize+1)) },
	} {
		for _, which := range []string{headerName, spareName} {
			t.Run(name+" "+which, func(t *testing.T) {
				dir, file := lockedCase(t)
				damage(filepath.Join(dir, which))
				closeVault(t, reopen(t, dir))
				for _, copy := range []string{headerName, spareName} {
					if !bytes.Equal(read(t, filepath.Join(dir, copy)), file) {
						t.Errorf("%s was not mended", copy)
					}
				}
			})
		}
	}
}

func TestTwoDamagedHeadersAreDamageAndNothingIsMadeAnew(t *testing.T) {
	dir, file := lockedCase(t)
	bad := file[:len(file)/2]
	write(t, filepath.Join(dir, headerName), bad)
	write(t, filepath.Join(dir, spareName), bad)
	_, err := Open(dir)
	wantErr(t, err, ErrDamaged)
	remove(t, filepath.Join(dir, headerName))
	remove(t, filepath.Join(dir, spareName))
	database := filepath.Join(dir, databaseName)
	write(t, database, append(read(t, database), make([]byte, pageSize)...))
	_, err = Open(dir)
	wantErr(t, err, ErrDamaged)
	_, _, err = Create(dir, Options{Officer: officer, Passphrase: passphrase, KDF: &cheap})
	wantErr(t, err, ErrExists)
}

func TestANewerHeaderIsNamedSoWithBothNumbers(t *testing.T) {
	dir, file := lockedCase(t)
	newer := bytes.Replace(file, []byte("rapport-keys/2"), []byte("rapport-keys/7"), 1)
	newer = bytes.Replace(newer, []byte(`"slots"`), []byte(`"unheard_of": [1], "slots"`), 1)
	write(t, filepath.Join(dir, headerName), newer)
	_, err := Open(dir) // not from the second copy, which is this version's
	wantErr(t, err, ErrNewerVersion)
	if !strings.Contains(err.Error(), "7") || !strings.Contains(err.Error(), "2") {
		t.Errorf("%q does not give the numbers", err)
	}
	if !bytes.Equal(read(t, filepath.Join(dir, headerName)), newer) {
		t.Error("the newer header was changed")
	}
}

// forge changes the header as somebody could who has the file and no key: the
// checksum is made to fit.
func forge(t *testing.T, dir string, change func(h *header)) {
	t.Helper()
	h, err := parseHeader(read(t, filepath.Join(dir, headerName)))
	if err != nil {
		t.Fatal(err)
	}
	change(h)
	if h.Sum, err = h.sum(); err != nil {
		t.Fatal(err)
	}
	file, err := h.encode()
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, headerName), file)
	write(t, filepath.Join(dir, spareName), file)
}

func TestAForgedHeaderIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(h *header)
		open   error // from Open
		unlock error // from Unlock
	}{
		"an officer taken out":       {func(h *header) { h.Slots = h.Slots[:2] }, nil, ErrDamaged},
		"practice switched":          {func(h *header) { h.Practice = true }, nil, ErrDamaged},
		"another generation":         {func(h *header) { h.Generation-- }, nil, ErrDamaged},
		"an officer renamed":         {func(h *header) { h.Slots[2].Officer = "Mallory" }, nil, ErrDamaged},
		"another case file's name":   {func(h *header) { h.CaseFile = strings.Repeat("ab", 16) }, nil, ErrWrongPassphrase},
		"a slot moved":               {func(h *header) { h.Slots[0].Secret = h.Slots[2].Secret }, nil, ErrWrongPassphrase},
		"a slot's number changed":    {func(h *header) { h.Slots[0].ID = "0011223344556677" }, nil, ErrWrongPassphrase},
		"a cost that hangs":          {func(h *header) { h.Slots[0].KDF.Passes = 1 << 30 }, ErrDamaged, nil},
		"a cost that fills memory":   {func(h *header) { h.Slots[0].KDF.MemoryKiB = 1 << 31 }, ErrDamaged, nil},
		"no cost":                    {func(h *header) { h.Slots[0].KDF = nil }, ErrDamaged, nil},
		"two slots of one name":      {func(h *header) { h.Slots[2].Officer = "ann example" }, ErrDamaged, nil},
		"two slots of one number":    {func(h *header) { h.Slots[2].ID = h.Slots[0].ID }, ErrDamaged, nil},
		"no slots":                   {func(h *header) { h.Slots = nil }, ErrDamaged, nil},
		"too many slots":             {func(h *header) { h.Slots = make([]slot, maxSlots+1) }, ErrDamaged, nil},
		"a slot of an unknown kind":  {func(h *header) { h.Slots[0].Kind = "card" }, ErrDamaged, nil},
		"a passphrase-less officer":  {func(h *header) { h.Slots[1].Officer = "Mallory" }, ErrDamaged, nil},
		"two recovery slots":         {func(h *header) { h.Slots[0], h.Slots[1].ID = h.Slots[1], "0011223344556677" }, ErrDamaged, nil},
		"a name with a line break":   {func(h *header) { h.Slots[0].Officer = "Ann\nExample" }, ErrDamaged, nil},
		"a sealed key cut short":     {func(h *header) { h.Slots[0].Sealed = h.Slots[0].Sealed[:20] }, ErrDamaged, nil},
		"a MAC cut short":            {func(h *header) { h.MAC = h.MAC[:4] }, ErrDamaged, nil},
		"a name that is no identity": {func(h *header) { h.CaseFile = "../../x" }, ErrDamaged, nil},
	} {
		t.Run(name, func(t *testing.T) {
			dir, _ := lockedCase(t)
			forge(t, dir, c.change)
			v, err := Open(dir)
			wantErr(t, err, c.open)
			if err != nil {
				return
			}
			wantErr(t, v.Unlock(officer, passphrase), c.unlock)
			closeVault(t, v)
		})
	}
}

func TestAFailedWriteOfTheHeaderLeavesTheOldOneInForce(t *testing.T) {
	v, _ := create(t)
	before := read(t, filepath.Join(v.Dir(), headerName))
	// A folder in the header's place cannot be replaced by a file.
	remove(t, filepath.Join(v.Dir(), headerName))
	if err := os.MkdirAll(filepath.Join(v.Dir(), headerName, "x"), dirMode); err != nil {
		t.Fatal(err)
	}
	if err := v.AddSlot("Bob", "battery staple"); err == nil {
		t.Fatal("the header was written")
	}
	if got := v.Officers(); len(got) != 1 {
		t.Fatal(got)
	}
	if !bytes.Equal(read(t, filepath.Join(v.Dir(), spareName)), before) {
		t.Fatal("the second copy was changed")
	}
	names(t, v.Dir(), BackupsName, databaseName, holderName, headerName, spareName, lockName, markName)
}
