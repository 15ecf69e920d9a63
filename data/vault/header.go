package vault

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

const (
	formatName    = "rapport-keys"
	formatVersion = 2

	maxHeaderSize = 2 << 20 // bytes that are read of a header: 200 slots in the midst of a rotation
	maxSlots      = 200
	maxDataKeys   = 1000 // in the life of a case file
)

// header is what casefile.keys holds. The fields of format 2 alone are left out
// of a header of format 1.
type header struct {
	Format     string   `json:"format"`     // "rapport-keys/2"
	CaseFile   string   `json:"case_file"`  // random, 16 bytes in hex
	Generation uint64   `json:"generation"` // counts the times it was written
	Practice   bool     `json:"practice"`
	DataKey    int      `json:"data_key,omitempty"` // number of the data key in force, from 1; 0 in format 1
	Rotating   bool     `json:"rotating,omitempty"` // each slot holds the next data key too
	Earlier    [][]byte `json:"earlier,omitempty"`  // the data keys before, sealed under the one in force
	Slots      []slot   `json:"slots"`
	MAC        []byte   `json:"mac"` // over all above, keyed from the data key: notices tampering
	Sum        []byte   `json:"sum"` // SHA-256 over all above: tells damage from a wrong passphrase
}

// formatLine is the first field of a header of the version.
func formatLine(version int) string { return fmt.Sprintf("%s/%d", formatName, version) }

// upgrade makes a header of format 1, as it lies in memory, one of format 2. Its
// slots stay as they are until their owners sign in.
func (h *header) upgrade() {
	if h.DataKey == 0 {
		h.Format, h.DataKey = formatLine(2), 1
	}
}

// clone is a copy that can be changed without changing h.
func (h *header) clone() *header {
	c := *h
	c.Slots, c.Earlier = slices.Clone(h.Slots), slices.Clone(h.Earlier)
	return &c
}

// encode is the one form in which a header is written. A file that differs from
// it by a byte was not written by us.
func (h *header) encode() ([]byte, error) {
	b, err := json.MarshalIndent(h, "", " ")
	if err != nil {
		return nil, fmt.Errorf("encoding the header: %w", err)
	}
	return append(b, '\n'), nil
}

// seal counts a new generation, makes MAC and sum, and returns the file's bytes.
func (h *header) seal(dataKey []byte) ([]byte, error) {
	h.Generation++
	var err error
	if h.MAC, err = h.mac(dataKey); err != nil {
		return nil, err
	}
	if h.Sum, err = h.sum(); err != nil {
		return nil, err
	}
	return h.encode()
}

// authentic says whether the MAC was made with the data key.
func (h *header) authentic(dataKey []byte) error {
	mac, err := h.mac(dataKey)
	if err != nil {
		return err
	}
	if !hmac.Equal(mac, h.MAC) {
		return damaged("the key file was altered")
	}
	return nil
}

func (h *header) mac(dataKey []byte) ([]byte, error) {
	bare := *h
	bare.MAC, bare.Sum = nil, nil
	b, err := bare.encode()
	if err != nil {
		return nil, err
	}
	key, err := derive(dataKey, "header")
	if err != nil {
		return nil, err
	}
	defer clear(key)
	m := hmac.New(sha256.New, key)
	m.Write(b)
	return m.Sum(nil), nil
}

func (h *header) sum() ([]byte, error) {
	bare := *h
	bare.Sum = nil
	b, err := bare.encode()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	return sum[:], nil
}

// parseHeader reads a header that may be damaged or hostile. The errors are
// ErrDamaged and ErrNewerVersion. What it returns is complete and within
// bounds, and not yet authentic.
func parseHeader(file []byte) (*header, error) {
	if len(file) > maxHeaderSize {
		return nil, damaged("the key file is larger than %d bytes", maxHeaderSize)
	}
	if err := checkFormat(file); err != nil {
		return nil, err
	}
	h := &header{}
	d := json.NewDecoder(bytes.NewReader(file))
	d.DisallowUnknownFields()
	if err := d.Decode(h); err != nil {
		return nil, damaged("the key file cannot be read")
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, damaged("the key file does not end where it should")
	}
	same, err := h.encode()
	if err != nil {
		return nil, err
	}
	sum, err := h.sum()
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(same, file) || !bytes.Equal(sum, h.Sum) {
		return nil, damaged("the key file's checksum is wrong")
	}
	return h, h.check()
}

// checkFormat reads the format line alone, which every version has.
func checkFormat(file []byte) error {
	var first struct {
		Format string `json:"format"`
	}
	if err := json.Unmarshal(file, &first); err != nil {
		return damaged("the key file cannot be read")
	}
	name, version, _ := strings.Cut(first.Format, "/")
	n, err := strconv.Atoi(version)
	if name != formatName || err != nil || n < 1 {
		return damaged("the key file is of no known format")
	}
	if n > formatVersion {
		return fmt.Errorf("%w: its format is %d, this program reads up to %d", ErrNewerVersion, n, formatVersion)
	}
	return nil
}

// check holds the header's parts against their bounds.
func (h *header) check() error {
	if id, err := hex.DecodeString(h.CaseFile); err != nil || len(id) != 16 {
		return damaged("the key file names no case file")
	}
	if len(h.Slots) == 0 || len(h.Slots) > maxSlots || len(h.MAC) != sha256.Size {
		return damaged("the key file is incomplete")
	}
	if err := h.checkKeys(); err != nil {
		return err
	}
	ids, recovery, hospital := map[string]bool{}, 0, 0
	for i, s := range h.Slots {
		if err := s.check(h); err != nil {
			return damaged("%v", err)
		}
		if ids[s.ID] {
			return damaged("two key slots have one number")
		}
		ids[s.ID] = true
		switch {
		case s.Kind == recoverySlot:
			recovery++
		case s.Kind == hospitalSlot:
			hospital++
		case h.find(s.Officer) != i:
			return damaged("two key slots have one name")
		}
	}
	if recovery > 1 || hospital > 1 {
		return damaged("there are two recovery slots or two hospital slots")
	}
	return nil
}

// checkKeys holds what the header says of data keys against its format.
func (h *header) checkKeys() error {
	if h.Format == formatLine(1) {
		if h.DataKey != 0 || h.Rotating || len(h.Earlier) > 0 {
			return damaged("the key file has parts that do not belong in its format")
		}
		return nil
	}
	if h.DataKey < 1 || h.DataKey > maxDataKeys || len(h.Earlier) != h.DataKey-1 {
		return damaged("the key file does not hold its earlier data keys")
	}
	for _, e := range h.Earlier {
		if len(e) != wrappedSize {
			return damaged("an earlier data key is incomplete")
		}
	}
	return nil
}

// find is the position of an officer's slot, or -1.
func (h *header) find(officer string) int {
	for i, s := range h.Slots {
		if s.Kind == passphraseSlot && sameOfficer(s.Officer, officer) {
			return i
		}
	}
	return -1
}

// findKind is the position of the one slot of a kind (recovery, hospital), or -1.
func (h *header) findKind(kind string) int {
	return slices.IndexFunc(h.Slots, func(s slot) bool { return s.Kind == kind })
}
