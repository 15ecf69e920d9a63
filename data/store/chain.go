package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"rapport/data/vault"
)

// entry is one thing to be written into the audit chain.
type entry struct {
	at      time.Time
	officer string
	action  string // case.open, note.add, letter.print ...
	caseKey int64  // 0: not about one case
	object  string // id or number of what it is about; never words
	details details
}

// details are what was said: they may hold a patient's data and lie in a table
// of their own, so that a purge can remove them without breaking the chain.
type details struct {
	Summary string `json:"summary"` // one plain sentence
	Before  string `json:"before,omitempty"`
	After   string `json:"after,omitempty"`
}

// chainHead is where the chain ends.
type chainHead struct {
	seq int64
	mac []byte
}

// chain appends to the audit log and checks it. Each entry carries a MAC over
// itself and the MAC before, under a key derived from the vault's data key; the
// head is sealed as well, so that a tail cut off is noticed too.
type chain struct{ key []byte }

func (c chain) sum(parts ...[]byte) []byte {
	h := hmac.New(sha256.New, c.key)
	for _, p := range parts {
		h.Write(binary.BigEndian.AppendUint32(nil, uint32(len(p))))
		h.Write(p)
	}
	return h.Sum(nil)
}

func number(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

func (c chain) digest(details []byte) []byte { return c.sum([]byte("details"), details) }

func (c chain) mac(prev []byte, seq, at int64, e entry, digest []byte) []byte {
	return c.sum([]byte("entry"), prev, number(seq), number(at), []byte(e.officer), []byte(e.action), number(e.caseKey), []byte(e.object), digest)
}

func (c chain) seal(h chainHead) []byte { return c.sum([]byte("head"), number(h.seq), h.mac) }

// start writes the head of an empty chain.
func (c chain) start(t *tx) error {
	h := chainHead{mac: make([]byte, sha256.Size)}
	return t.exec(`insert into audit_head (id, seq, mac, seal) values (1, 0, ?, ?)`, h.mac, c.seal(h))
}

func head(t *tx) (h chainHead, seal []byte, err error) {
	err = t.get(`select seq, mac, seal from audit_head where id = 1`, nil, &h.seq, &h.mac, &seal)
	if err != nil {
		return h, nil, fmt.Errorf("reading the head of the audit chain: %w", err)
	}
	return h, seal, nil
}

// add appends entries in the caller's transaction and returns the new head; the
// empty one where there is nothing to append.
func (c chain) add(t *tx, entries ...entry) (chainHead, error) {
	if len(entries) == 0 {
		return chainHead{}, nil
	}
	h, seal, err := head(t)
	if err != nil {
		return h, err
	}
	if !hmac.Equal(seal, c.seal(h)) {
		return h, &vault.Damage{What: "the head of the audit chain in the database was altered"}
	}
	for _, e := range entries {
		text, err := json.Marshal(e.details)
		if err != nil {
			return h, fmt.Errorf("writing an audit entry: %w", err)
		}
		digest, at := c.digest(text), instant(e.at)
		h.seq++
		h.mac = c.mac(h.mac, h.seq, at, e, digest)
		about := sql.NullInt64{Int64: e.caseKey, Valid: e.caseKey != 0}
		if err := t.exec(`insert into audit (seq, at, officer, action, case_key, object, digest, mac) values (?, ?, ?, ?, ?, ?, ?, ?)`,
			h.seq, at, e.officer, e.action, about, e.object, digest, h.mac); err != nil {
			if taken(err) { // the head is an older one
				return h, fmt.Errorf("%w: %w", &vault.Damage{What: "the audit chain in the database was altered"}, err)
			}
			return h, fmt.Errorf("writing the audit chain: %w", err)
		}
		if err := t.exec(`insert into audit_details (seq, body) values (?, ?)`, h.seq, string(text)); err != nil {
			return h, fmt.Errorf("writing the audit chain: %w", err)
		}
	}
	if err := t.exec(`update audit_head set seq = ?, mac = ?, seal = ? where id = 1`, h.seq, h.mac, c.seal(h)); err != nil {
		return h, fmt.Errorf("writing the head of the audit chain: %w", err)
	}
	return h, nil
}
