package vault

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

const (
	formatName    = "rapport-keys"
	formatVersion = 1

	maxHeaderSize = 256 << 10 // bytes that are read of a header
	maxSlots      = 200
)

// header is what casefile.keys holds.
type header struct {
	Format     string `json:"format"`     // "rapport-keys/1"
	CaseFile   string `json:"case_file"`  // random, 16 bytes in hex
	Generation uint64 `json:"generation"` // counts the times it was written
	Practice   bool   `json:"practice"`
	Slots      []slot `json:"slots"`
	MAC        []byte `json:"mac"` // over all above, keyed from the data key: notices tampering
	Sum        []byte `json:"sum"` // SHA-256 over all above: tells damage from a wrong passphrase
}

// clone is a copy that can be changed without changing h.
func (h *header) clone() *header {
	c := *h
	c.Slots = append([]slot{}, h.Slots...)
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
	ids, recovery := map[string]bool{}, 0
	for i, s := range h.Slots {
		if err := s.check(); err != nil {
			return damaged("%v", err)
		}
		if ids[s.ID] {
			return damaged("two key slots have one number")
		}
		ids[s.ID] = true
		switch {
		case s.Kind == recoverySlot:
			recovery++
		case h.find(s.Officer) != i:
			return damaged("two key slots have one name")
		}
	}
	if recovery > 1 {
		return damaged("there are two recovery slots")
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

// findRecovery is the position of the recovery slot, or -1.
func (h *header) findRecovery() int {
	for i, s := range h.Slots {
		if s.Kind == recoverySlot {
			return i
		}
	}
	return -1
}
