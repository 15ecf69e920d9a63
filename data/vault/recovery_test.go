package vault

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestTheRecoveryKeyIsReadAsPeopleTypeIt(t *testing.T) {
	v, key := create(t)
	if len(key) != 14*4+13 || strings.ContainsAny(key, "ILOU") {
		t.Fatal("the recovery key is not 14 groups of 4:", len(key))
	}
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	confused := strings.NewReplacer("0", "o", "1", "l").Replace(strings.ToLower(key))
	for name, typed := range map[string]string{
		"as printed": key, "small letters": strings.ToLower(key), "o for 0, l for 1": confused,
		"spaces":           "  " + strings.ReplaceAll(key, "-", " ") + "\n",
		"no groups":        strings.ReplaceAll(key, "-", ""),
		"long dashes":      strings.ReplaceAll(key, "-", " \u2013 "),
		"invisible spaces": strings.ReplaceAll(key, "-", "\u200b\u00a0"),
	} {
		if err := v.UnlockWithRecoveryKey(typed); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := v.Lock(); err != nil {
			t.Fatal(err)
		}
	}
	for name, typed := range map[string]string{
		"nothing": "", "a letter missing": key[1:], "a letter too many": key + "A",
		"a letter that is never used": "U" + key[1:], "another alphabet": "Ж" + key[2:],
		"two groups swapped": key[5:10] + key[:5] + key[10:],
	} {
		if err := v.UnlockWithRecoveryKey(typed); !errors.Is(err, ErrRecoveryKeyTyping) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range key {
		wrong := []byte(key)
		if wrong[i] = 'X'; key[i] == 'X' {
			wrong[i] = 'Y'
		}
		if err := v.UnlockWithRecoveryKey(string(wrong)); !errors.Is(err, ErrRecoveryKeyTyping) {
			t.Errorf("letter %d wrong: %v", i, err)
		}
	}
	_, other := create(t)
	wantErr(t, v.UnlockWithRecoveryKey(other), ErrWrongRecoveryKey)
}

func TestTheRecoveryKeyOfAKnownSecret(t *testing.T) {
	secret := []byte("0123456789abcdef0123456789ABCDEF")
	const printed = "60RK-4CSM-6MV3-EE1S-C5H6-6S35-CRR3-2CHK-6GTK-CDSR-750M-4GT4-8N35-W9ZE"
	equal(t, recoveryForm.print(secret), printed)
	typed := strings.NewReplacer("0", "o", "1", "i").Replace(strings.ToLower(printed))
	if got, err := recoveryForm.read(typed); err != nil || !bytes.Equal(got, secret) {
		t.Fatal(err)
	}
}
