package vault

import (
	"bytes"
	"slices"
)

// keyring is every data key of a case file. The last of keys is in force, and
// the first is what [Vault.Subkey] is made from; those between open backups from
// their time. next is there while a rotation is under way.
type keyring struct {
	keys [][]byte
	next []byte
}

// now is the data key in force.
func (r *keyring) now() []byte { return r.keys[len(r.keys)-1] }

// forget clears every key.
func (r *keyring) forget() {
	for _, k := range r.keys {
		clear(k)
	}
	clear(r.next)
	r.keys, r.next = nil, nil
}

// clone is a ring with keys of its own, to be forgotten apart.
func (r *keyring) clone() *keyring {
	c := &keyring{next: bytes.Clone(r.next)}
	for _, k := range r.keys {
		c.keys = append(c.keys, bytes.Clone(k))
	}
	return c
}

// advanced is the ring once the next key is in force. It shares the keys with r.
func (r *keyring) advanced() *keyring {
	return &keyring{keys: append(slices.Clone(r.keys), r.next)}
}

// ring is every data key of an authentic header, given the one in force and,
// during a rotation, the next. The ring takes both over. Error: ErrDamaged.
func (h *header) ring(now, next []byte) (_ *keyring, err error) {
	r := &keyring{keys: [][]byte{now}, next: next}
	defer func() {
		if err != nil {
			r.forget()
		}
	}()
	if err := h.authentic(now); err != nil {
		return nil, err
	}
	key, err := derive(now, "earlier data keys")
	if err != nil {
		return nil, err
	}
	defer clear(key)
	r.keys = nil
	for i, sealed := range h.Earlier {
		k, err := unwrap(key, sealed, h.aboutEarlier(i+1))
		if err != nil || len(k) != dataKeySize {
			clear(now)
			return nil, damaged("an earlier data key does not open")
		}
		r.keys = append(r.keys, k)
	}
	r.keys = append(r.keys, now)
	return r, nil
}

// keepEarlier seals the keys of the ring but the last under the last.
func (h *header) keepEarlier(r *keyring) error {
	key, err := derive(r.now(), "earlier data keys")
	if err != nil {
		return err
	}
	defer clear(key)
	h.Earlier = nil
	for i, k := range r.keys[:len(r.keys)-1] {
		sealed, err := wrap(key, k, h.aboutEarlier(i+1))
		if err != nil {
			return err
		}
		h.Earlier = append(h.Earlier, sealed)
	}
	return nil
}

// aboutEarlier binds an earlier data key to its case file and its number.
func (h *header) aboutEarlier(n int) []byte {
	return (slot{Kind: "earlier"}).about(h.CaseFile, "data key", n)
}
