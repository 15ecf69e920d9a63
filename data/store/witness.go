package store

import (
	"crypto/hmac"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Witness is what this computer remembers of a case file, in a file of its own
// outside the case file's folder: how far the audit chain was when it last saw
// it. A case file that was put back to an older copy of itself fits every seal
// in it; it does not fit what is remembered here.
//
// A MAC under a key of the case file keeps the numbers from being made up. Who
// removes the file of a witness makes this computer a new one, which knows
// nothing and says nothing; the head of the chain printed in every summary is
// the proof that nobody at the keyboard can remove.
type Witness struct {
	Format   string `json:"format"`
	CaseFile string `json:"case_file"`
	Marks    []mark `json:"marks"`          // oldest first; the last one is the newest seen
	Also     *mark  `json:"also,omitempty"` // the head of a copy that the program is about to put back
	MAC      string `json:"mac,omitempty"`  // under the subkey, of the rest
}

// mark is the head of the audit chain at one moment.
type mark struct {
	Seq  int64  `json:"seq"`
	Head string `json:"head"` // hexadecimal
	At   int64  `json:"at"`   // milliseconds since 1970, of the clock of this computer
}

const (
	witnessFormat = "rapport-witness/1"
	// witnessMarks bounds what is remembered: the ends of so many sessions.
	witnessMarks = 100
	// witnessRest is how long a change may wait until it is remembered; the end
	// of a session writes at once.
	witnessRest = 3 * time.Second
	// witnessSize bounds what is read, in bytes.
	witnessSize = 64 << 10
)

// WitnessDir returns the folder for witnesses: the platform's folder for a
// user's settings, which no copy of a case file takes along.
func WitnessDir() (string, error) {
	base, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("finding the folder for settings: %w", err)
	}
	return filepath.Join(base, "Rapport witness"), nil
}

// WithWitness has the case file remembered in a folder outside it. Without it,
// or with an empty folder, nothing is remembered and nothing is compared.
func WithWitness(dir string) Option { return func(o *options) { o.witness = dir } }

// errWitness: the file of the witness is not as this program wrote it.
var errWitness = errors.New("the witness was altered")

// keeper writes the witness of the case file that is open. A nil keeper keeps
// nothing.
type keeper struct {
	path string
	key  []byte
	now  func() time.Time

	mu    sync.Mutex
	w     Witness
	held  bool // a rollback waits for its explanation: what was seen stays as it is
	ended bool // the newest mark is the end of a session and stays
	rest  *time.Timer
}

// openKeeper reads the witness of a case file. The keeper is of use whatever the
// error; [errWitness] says that what was there cannot be trusted.
func openKeeper(dir, caseFile string, key []byte, now func() time.Time) (*keeper, error) {
	k := &keeper{path: filepath.Join(dir, caseFile+".json"), key: key, now: now}
	k.w = Witness{Format: witnessFormat, CaseFile: caseFile}
	raw, err := os.ReadFile(k.path)
	if errors.Is(err, fs.ErrNotExist) {
		return k, nil // a new computer
	}
	if err != nil {
		return k, fmt.Errorf("reading the witness: %w", err)
	}
	var w Witness
	if len(raw) > witnessSize || json.Unmarshal(raw, &w) != nil {
		return k, errWitness
	}
	sum, err := hex.DecodeString(w.MAC)
	w.MAC = ""
	if err != nil || w.Format != witnessFormat || w.CaseFile != caseFile || !hmac.Equal(sum, k.mac(w)) {
		return k, errWitness
	}
	k.w = w
	k.ended = true
	return k, nil
}

func (k *keeper) mac(w Witness) []byte {
	w.MAC = ""
	text, err := json.Marshal(w)
	if err != nil {
		panic(err) // numbers and texts are always written
	}
	return chain{k.key}.sum([]byte("witness"), text)
}

// saw takes in the head of the chain after a commit. It is written when no more
// came for a moment, so that a day of work costs a few small writes.
func (k *keeper) saw(h chainHead) {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if n := len(k.w.Marks); k.held || n > 0 && !k.ended && h.seq < k.w.Marks[n-1].Seq {
		return
	}
	k.put(h)
	if k.rest == nil {
		k.rest = time.AfterFunc(witnessRest, func() {
			k.mu.Lock()
			defer k.mu.Unlock()
			k.rest = nil
			_ = k.write() // without it the witness knows a little less
		})
	}
}

// put makes h the newest mark. Within a session it takes the place of the one
// before; the ends of earlier sessions stay.
func (k *keeper) put(h chainHead) {
	m := mark{Seq: h.seq, Head: hex.EncodeToString(h.mac), At: instant(k.now())}
	if n := len(k.w.Marks); n > 0 && !k.ended {
		k.w.Marks[n-1] = m
	} else {
		k.w.Marks = append(k.w.Marks, m)
	}
	k.ended = false
	if n := len(k.w.Marks); n > witnessMarks {
		k.w.Marks = append([]mark(nil), k.w.Marks[n-witnessMarks:]...)
	}
}

// end writes what was seen; the session is over.
func (k *keeper) end() {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.rest != nil {
		k.rest.Stop()
		k.rest = nil
	}
	if !k.held {
		_ = k.write() // without it the witness knows a little less
	}
	k.ended = true
}

// write replaces the witness's file. It does not wait for the disk: a witness
// that a power cut puts back a little is behind the case file, never before it.
func (k *keeper) write() error {
	k.w.MAC = hex.EncodeToString(k.mac(k.w))
	text, err := json.Marshal(k.w)
	k.w.MAC = ""
	if err != nil {
		return fmt.Errorf("writing the witness: %w", err)
	}
	dir := filepath.Dir(k.path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("writing the witness: %w", err)
	}
	temp := k.path + ".new"
	if err := os.WriteFile(temp, text, 0o600); err != nil {
		return fmt.Errorf("writing the witness: %w", err)
	}
	if err := os.Rename(temp, k.path); err != nil {
		return fmt.Errorf("writing the witness: %w", err)
	}
	return nil
}

// allow says that the program itself is about to put back a copy whose chain
// ends at h: that is no reason for a warning.
func (k *keeper) allow(h chainHead) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.w.Also = &mark{Seq: h.seq, Head: hex.EncodeToString(h.mac), At: instant(k.now())}
	return k.write()
}

// headAt returns the chain's head as it was at an entry; ok is false where the
// chain does not reach so far.
func headAt(t *tx, seq int64) (head []byte, ok bool, err error) {
	if seq == 0 {
		return nil, false, nil
	}
	err = t.get(`select mac from audit where seq = ?`, []any{seq}, &head)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("reading the audit chain: %w", err)
	}
	return head, true, nil
}

func (m mark) is(t *tx) (bool, error) {
	head, ok, err := headAt(t, m.Seq)
	return ok && hex.EncodeToString(head) == m.Head, err
}
