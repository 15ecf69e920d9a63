package sealed

import "strings"

// Keys are written in Bech32 (BIP 173), as age writes them: a name, a 1, letters and
// digits without those that are taken for others, and a check of six of them that
// finds any four mistakes.

const bech32Letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// encodeBech32 writes bytes under a name, in small letters.
func encodeBech32(name string, raw []byte) string {
	values := regroup(raw, 8, 5, true)
	var b strings.Builder
	b.WriteString(name + "1")
	for _, v := range append(values, bech32Check(name, values)...) {
		b.WriteByte(bech32Letters[v])
	}
	return b.String()
}

// decodeBech32 reads bytes that are written under the name; false for anything
// else.
func decodeBech32(name, text string) ([]byte, bool) {
	if lower := strings.ToLower(text); lower != text && strings.ToUpper(text) != text {
		return nil, false
	} else if rest, ok := strings.CutPrefix(lower, name+"1"); !ok || len(rest) < 6 {
		return nil, false
	} else {
		text = rest
	}
	values := make([]byte, len(text))
	for i := range len(text) {
		at := strings.IndexByte(bech32Letters, text[i])
		if at < 0 {
			return nil, false
		}
		values[i] = byte(at)
	}
	body := values[:len(values)-6]
	if string(bech32Check(name, body)) != string(values[len(body):]) {
		return nil, false
	}
	raw := regroup(body, 5, 8, false)
	return raw, raw != nil
}

// regroup turns groups of bits into groups of another size; nil where bits that
// mean nothing are set.
func regroup(in []byte, from, to uint, pad bool) []byte {
	out, acc, bits := []byte{}, uint(0), uint(0)
	for _, v := range in {
		acc, bits = acc<<from|uint(v), bits+from
		for bits >= to {
			bits -= to
			out = append(out, byte(acc>>bits&(1<<to-1)))
		}
		acc &= 1<<bits - 1
	}
	switch {
	case pad && bits > 0:
		out = append(out, byte(acc<<(to-bits)))
	case !pad && (bits >= from || acc != 0):
		return nil
	}
	return out
}

// bech32Check is the check of a name and what stands under it.
func bech32Check(name string, values []byte) []byte {
	check := uint32(1)
	add := func(v byte) {
		top := check >> 25
		check = check&0x1ffffff<<5 ^ uint32(v)
		for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				check ^= g
			}
		}
	}
	for i := range len(name) {
		add(name[i] >> 5)
	}
	add(0)
	for i := range len(name) {
		add(name[i] & 31)
	}
	for _, v := range values {
		add(v)
	}
	for range 6 {
		add(0)
	}
	check ^= 1
	out := make([]byte, 6)
	for i := range out {
		out[i] = byte(check >> (5 * (5 - i)) & 31)
	}
	return out
}
