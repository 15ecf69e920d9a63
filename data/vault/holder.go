package vault

import (
	"encoding/json"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"time"

	"rapport/data/vault/internal/disk"
)

// Holder says who has the case file open, for whoever finds it in use. It lies
// beside the lock, in plain: the lock's own file cannot be read everywhere while
// it is locked. The lock alone counts; what a killed program leaves here is
// overwritten by the next.
type Holder struct {
	Host    string    `json:"host"`
	User    string    `json:"user"`
	Process int       `json:"process"`
	Since   time.Time `json:"since"`
}

// InUse is [ErrInUse] with who it is, as far as that is known.
type InUse struct {
	Holder
	Known bool
	Here  bool // on this computer
}

func (e *InUse) Error() string { return ErrInUse.Error() }

// Is makes it a kind of [ErrInUse].
func (e *InUse) Is(target error) bool { return target == ErrInUse }

// signHolder writes who holds the lock. Where it cannot be written the lock
// holds as well.
func signHolder(dir string) {
	h := Holder{Process: os.Getpid(), Since: time.Now().UTC().Truncate(time.Second)}
	h.Host, _ = os.Hostname()
	if u, err := user.Current(); err == nil {
		h.User = u.Username
	}
	text, err := json.Marshal(h)
	if err != nil {
		return
	}
	f, err := disk.OpenFile(filepath.Join(dir, holderName), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, fileMode)
	if err != nil {
		return
	}
	_, _ = f.Write(text)
	_ = f.Close()
}

// maxHolder bounds what is read, in bytes.
const maxHolder = 4096

// inUse is the error for a case file whose lock is taken.
func inUse(dir string) error {
	e := &InUse{}
	f, err := disk.OpenToRead(filepath.Join(dir, holderName))
	if err != nil {
		return e
	}
	defer f.Close() // read only: nothing to lose
	raw, err := io.ReadAll(io.LimitReader(f, maxHolder))
	if err != nil || json.Unmarshal(raw, &e.Holder) != nil || e.Host == "" {
		e.Holder = Holder{}
		return e
	}
	host, _ := os.Hostname()
	e.Known, e.Here = true, e.Host == host
	return e
}
