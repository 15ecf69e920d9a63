package pdf

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"rapport/resources"
)

var (
	// ErrNoPassphrase is a file to be protected with nothing.
	ErrNoPassphrase = errors.New("a protected copy needs a passphrase")
	// ErrLongPassphrase is a passphrase of more than 127 bytes, the most that
	// the standard knows.
	ErrLongPassphrase = errors.New("the passphrase of a protected copy is too long")
)

// Protect returns a copy of a file of ours, or of a joined one, that opens only
// with the passphrase: AES-256, security handler of revision 6 (ISO 32000-2
// 7.6.4). It can be printed and read aloud, but not changed or copied from; the
// password that would lift this is random and kept nowhere.
//
// Each copy is another: the keys are random. A protected file is not fit for
// the archive and does not say so; the record stays the file given.
func Protect(file []byte, passphrase string) ([]byte, error) {
	switch {
	case strings.TrimSpace(passphrase) == "":
		return nil, ErrNoPassphrase
	case len(passphrase) > 127:
		return nil, ErrLongPassphrase
	}
	c := settings(model.ENCRYPT)
	c.UserPW, c.OwnerPW = passphrase, rand.Text()
	c.EncryptUsingAES, c.EncryptKeyLength = true, 256
	c.Permissions = model.PermissionsPrint | permissionReadAloud
	// The library takes revision 6 for a file of PDF 2.0, and for older ones
	// revision 5, which tests passwords far too fast.
	opened, err := api.ReadAndValidate(bytes.NewReader(asVersion2(file)), c)
	if err != nil {
		return nil, fmt.Errorf("protecting a copy: %w", errOwnDamage)
	}
	protected, err := writeFile(opened)
	if err != nil {
		return nil, fmt.Errorf("protecting a copy: %w", err)
	}
	return protected, nil
}

// permissionReadAloud lets screen readers have the text (ISO 32000-2 table 22,
// bit 10).
const permissionReadAloud = 1 << 9

// longestPassphrase is what the tools of Poppler take; they cut off the rest.
const longestPassphrase = 32

// NewPassphrase returns five words and four digits, such as
// "maple otter tulip bread fern 4071": easy to say on the telephone, and about
// 52 bits, which with revision 6 is out of reach of guessing.
func NewPassphrase() string {
	words := strings.Fields(resources.PassphraseWords)
	for {
		parts := make([]string, 0, 6)
		for range 5 {
			parts = append(parts, words[below(len(words))])
		}
		passphrase := strings.Join(append(parts, fmt.Sprintf("%04d", below(10_000))), " ")
		if len(passphrase) <= longestPassphrase {
			return passphrase // all that are short enough are as likely
		}
	}
}

// below is a random number from 0 to n-1.
func below(n int) int {
	v, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
	if err != nil {
		panic(err) // rand.Reader never fails (crypto/rand)
	}
	return int(v.Int64())
}
