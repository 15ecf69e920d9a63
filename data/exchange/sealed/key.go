package sealed

import (
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
)

// ErrNoAddress is a text that is no address of an office.
var ErrNoAddress = errors.New("this is no address of an office")

// Address is the public key of an office (X25519): whoever has it can seal a file
// that only that office opens. It is no secret.
type Address struct{ key *ecdh.PublicKey }

// Key is the secret key of an office, which opens what was sealed for its address.
type Key struct{ key *ecdh.PrivateKey }

// NewKey makes a key of 32 secret bytes.
func NewKey(secret []byte) (Key, error) {
	k, err := ecdh.X25519().NewPrivateKey(secret)
	if err != nil {
		return Key{}, fmt.Errorf("making the key of the office: %w", err)
	}
	return Key{k}, nil
}

// Address is the address that belongs to the key.
func (k Key) Address() Address { return Address{k.key.PublicKey()} }

// ParseAddress reads an address as a person gave it: the text, perhaps with blanks,
// line ends and lines before it that begin with #, as the file of it has. Error:
// [ErrNoAddress].
func ParseAddress(text string) (Address, error) {
	var kept strings.Builder
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "#") {
			kept.WriteString(strings.Join(strings.Fields(line), ""))
		}
	}
	raw, ok := decodeBech32("age", kept.String())
	if !ok {
		return Address{}, ErrNoAddress
	}
	key, err := ecdh.X25519().NewPublicKey(raw)
	if err != nil {
		return Address{}, ErrNoAddress
	}
	return Address{key}, nil
}

// String writes the address as age writes a recipient: age1 and 58 letters.
func (a Address) String() string { return encodeBech32("age", a.key.Bytes()) }

// Is reports whether two addresses are the same.
func (a Address) Is(b Address) bool { return a.key.Equal(b.key) }

// Fingerprint is a short form of the address for two people on the phone: five
// groups of five digits, about 83 bits.
func (a Address) Fingerprint() string {
	sum := sha256.Sum256(append([]byte("rapport office address\n"), a.key.Bytes()...))
	groups := make([]string, 5)
	for i := range groups {
		groups[i] = fmt.Sprintf("%05d", binary.BigEndian.Uint32(sum[4*i:])%100_000)
	}
	return strings.Join(groups, " ")
}

// Seal seals what is written to it for the office of the address alone. Close ends
// the file and must be called.
func (a Address) Seal(to io.Writer) (io.WriteCloser, error) {
	r, err := age.ParseX25519Recipient(a.String())
	if err != nil {
		return nil, fmt.Errorf("sealing for an office: %w", err)
	}
	w, err := age.Encrypt(to, r)
	if err != nil {
		return nil, fmt.Errorf("sealing for an office: %w", err)
	}
	return w, nil
}

// Open opens a file that was sealed for the address of the key, for reading in any
// order. Errors: [ErrOther], [ErrNotSealed].
func (k Key) Open(file io.ReaderAt, size int64) (io.ReaderAt, int64, error) {
	i, err := age.ParseX25519Identity(strings.ToUpper(encodeBech32("age-secret-key-", k.key.Bytes())))
	if err != nil {
		return nil, 0, fmt.Errorf("opening with the key of the office: %w", err)
	}
	return open(file, size, i, ErrOther)
}

// Vouch is a mark on a message that only the two offices can make, the one of the
// key and the one of the address: so the second knows that it comes from the first.
// (age says nothing of who sealed a file.)
func (k Key) Vouch(to Address, message []byte) ([]byte, error) {
	return k.mark(to, k.Address(), to, message)
}

// Vouched reports whether the office of the address vouched for the message to the
// one of the key.
func (k Key) Vouched(from Address, message, mark []byte) bool {
	want, err := k.mark(from, from, k.Address(), message)
	return err == nil && hmac.Equal(want, mark)
}

func (k Key) mark(other, from, to Address, message []byte) ([]byte, error) {
	shared, err := k.key.ECDH(other.key)
	if err != nil {
		return nil, fmt.Errorf("vouching for a message: %w", err)
	}
	info := "rapport hand-over 1\n" + from.String() + "\n" + to.String()
	key, err := hkdf.Key(sha256.New, shared, nil, info, sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("vouching for a message: %w", err)
	}
	m := hmac.New(sha256.New, key)
	m.Write(message)
	return m.Sum(nil), nil
}
