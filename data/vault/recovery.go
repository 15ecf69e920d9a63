package vault

import (
	"crypto/hkdf"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"strings"
	"unicode"
)

// A key on paper is 32 random bytes and 3 check bytes, printed in Crockford's
// base32, which has no I, L, O or U, as 14 groups of 4.
const (
	recoverySize   = 32
	recoveryCheck  = 3
	recoveryLetter = (recoverySize + recoveryCheck) * 8 / 5
	recoveryGroup  = 4
)

var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// paperForm is how a kind of key is printed. The check bytes of one kind do not
// fit another, so that one typed for the other is found out.
type paperForm struct {
	check  string // goes before the secret when the check bytes are made
	typing error  // of a key that is incomplete or mistyped
}

var (
	recoveryForm = paperForm{"rapport recovery key check ", ErrRecoveryKeyTyping}
	hospitalForm = paperForm{"rapport hospital key check ", ErrHospitalKeyTyping}
)

// print writes the secret for paper: groups of four with dashes.
func (f paperForm) print(secret []byte) string {
	letters := crockford.EncodeToString(append(append([]byte{}, secret...), f.checkBytes(secret)...))
	var groups []string
	for i := 0; i < len(letters); i += recoveryGroup {
		groups = append(groups, letters[i:i+recoveryGroup])
	}
	return strings.Join(groups, "-")
}

// read reads what a person typed from paper: any case, any spaces and dashes, O
// for 0, I and L for 1.
func (f paperForm) read(typed string) ([]byte, error) {
	letters := strings.Map(recoveryRune, typed)
	if len(letters) != recoveryLetter {
		return nil, fmt.Errorf("%w: it has %d letters and digits, %d were typed", f.typing, recoveryLetter, len([]rune(letters)))
	}
	b, err := crockford.DecodeString(letters)
	if err != nil {
		return nil, fmt.Errorf("%w: only digits and the letters A to Z without U are in it", f.typing)
	}
	secret, check := b[:recoverySize], b[recoverySize:]
	if subtle.ConstantTimeCompare(check, f.checkBytes(secret)) != 1 {
		return nil, fmt.Errorf("%w: compare it with the paper, group by group", f.typing)
	}
	return secret, nil
}

func recoveryRune(r rune) rune {
	switch r = unicode.ToUpper(r); {
	case r == 'O':
		return '0'
	case r == 'I' || r == 'L':
		return '1'
	case unicode.IsSpace(r) || unicode.Is(unicode.Dash, r) || unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

// checkBytes finds typing mistakes; it is no secret and protects nothing.
func (f paperForm) checkBytes(secret []byte) []byte {
	sum := sha256.Sum256(append([]byte(f.check), secret...))
	return sum[:recoveryCheck]
}

// recoveryWrapKey is the key-encryption key for the recovery secret. The secret
// is random and long, so that no slow function is needed.
func recoveryWrapKey(secret, salt []byte) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, secret, salt, "rapport/1 recovery", dataKeySize)
	if err != nil {
		return nil, fmt.Errorf("deriving the recovery key: %w", err)
	}
	return key, nil
}
