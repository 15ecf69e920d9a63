package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the vectors that are not there; one that is there is never changed")

// TestMakeVectors writes those vectors that testdata lacks. To make one anew,
// which breaks the promise to read it for ever, its file has to be removed first.
func TestMakeVectors(t *testing.T) {
	if !*update {
		t.Skip("only with -update")
	}
	if err := os.MkdirAll(vectorsDir, 0o755); err != nil {
		t.Fatal(err)
	}
	m := &vectorMaker{t: t}
	m.headers()
	m.pages()
	m.logs()
	m.papers()
}

type vectorMaker struct{ t *testing.T }

func (m *vectorMaker) write(name, why, kind, expect string, fields map[string]string, body []byte) {
	path := filepath.Join(vectorsDir, name)
	if _, err := os.Stat(path); err == nil {
		return
	}
	all := map[string]string{"why": why, "kind": kind, "expect": expect}
	maps.Copy(all, fields)
	write(m.t, path, vector{all, body}.encode())
	m.t.Log("made", name)
}

// fixed is a key that can be told from others, and not random.
func fixed(name string) []byte {
	sum := sha256.Sum256([]byte("rapport vector " + name))
	return sum[:]
}

// headerCase is a header under construction and the keys that it goes with.
type headerCase struct {
	h    *header
	ring *keyring
}

// ann is the usual way in.
var ann = map[string]string{"officer": officer, "passphrase": passphrase}

func (c headerCase) expects(t *testing.T, in map[string]string) map[string]string {
	fields := maps.Clone(in)
	fields["data_key"], fields["case_file"] = hex.EncodeToString(c.ring.now()), c.h.CaseFile
	for _, k := range c.ring.keys[:len(c.ring.keys)-1] {
		fields["earlier"] += hex.EncodeToString(k)
	}
	if c.ring.next != nil {
		fields["next"] = hex.EncodeToString(c.ring.next)
	}
	subkey, err := derive(c.ring.keys[0], "subkey audit chain")
	if err != nil {
		t.Fatal(err)
	}
	fields["subkey"] = hex.EncodeToString(subkey)
	return fields
}

// file is the header sealed, after a change that its maker could make.
func (c headerCase) file(t *testing.T, change func(h *header)) []byte {
	h := c.h.clone()
	change(h)
	file, err := h.seal(c.ring.now())
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// forged is the header after a change by somebody without a key.
func (c headerCase) forged(t *testing.T, change func(h *header)) []byte {
	h, err := parseHeader(c.file(t, func(*header) {}))
	if err != nil {
		t.Fatal(err)
	}
	change(h)
	if h.Sum, err = h.sum(); err != nil {
		t.Fatal(err)
	}
	file, err := h.encode()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// format2 is a header of format 2 with an officer, a recovery key and a hospital
// key, after a number of rotations.
func (m *vectorMaker) format2(rotations int, rotating bool) (c headerCase, recoveryKey, hospitalKey string) {
	t := m.t
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	c.ring = &keyring{}
	for i := range rotations + 1 {
		c.ring.keys = append(c.ring.keys, fixed(fmt.Sprint("data key ", i+1)))
	}
	if rotating {
		c.ring.next = fixed("next data key")
	}
	c.h = &header{Format: formatLine(2), CaseFile: strings.Repeat("0f", 16), DataKey: rotations + 1, Rotating: rotating}
	must(c.h.keepEarlier(c.ring))
	a, err := newPassphraseSlot(c.h, c.ring, officer, passphrase, cheap)
	must(err)
	r, recoveryKey, err := newRecoverySlot(c.h, c.ring)
	must(err)
	b, err := newPassphraseSlot(c.h, c.ring, "Bob <Example> & Zoë", "battery staple", KDF{Passes: 2, MemoryKiB: 64, Lanes: 2})
	must(err)
	secret, recipient, err := NewHospitalKey()
	must(err)
	public, err := readRecipient(recipient)
	must(err)
	s, err := slot{ID: newSlotID(), Kind: hospitalSlot, Label: "Security", Since: c.h.DataKey, Public: public}.withKeys(c.h, c.ring, nil)
	must(err)
	c.h.Slots = []slot{a, r, b, s}
	return c, recoveryKey, secret
}

// format1 is a header of format 1 with an officer and a recovery key.
func (m *vectorMaker) format1() (c headerCase, recoveryKey string) {
	c.ring = &keyring{keys: [][]byte{fixed("data key 1")}}
	c.h = &header{Format: formatLine(1), CaseFile: strings.Repeat("0f", 16)}
	secret := fixed("recovery secret")
	a := slot{ID: "0011223344556677", Kind: passphraseSlot, Officer: officer, KDF: &cheap, Salt: fixed("salt a")[:saltSize]}
	r := slot{ID: "8899aabbccddeeff", Kind: recoverySlot, Salt: fixed("salt r")[:saltSize]}
	key, err := recoveryWrapKey(secret, r.Salt)
	if err != nil {
		m.t.Fatal(err)
	}
	for s, key := range map[*slot][]byte{&a: cheap.key(passphrase, a.Salt), &r: key} {
		if s.Wrapped, err = wrap(key, c.ring.now(), s.aboutOlder(c.h.CaseFile)); err != nil {
			m.t.Fatal(err)
		}
	}
	c.h.Slots = []slot{a, r}
	return c, recoveryForm.print(secret)
}

func (m *vectorMaker) headers() {
	t, same := m.t, func(*header) {}
	accept := func(name, why string, c headerCase, in map[string]string) {
		m.write("header-"+name, why, "header", "ok", c.expects(t, in), c.file(t, same))
	}
	reject := func(name, why, expect string, in map[string]string, file []byte) {
		m.write("header-"+name, why, "header", expect, in, file)
	}
	one, key1 := m.format1()
	accept("1-passphrase", "format 1 opens with a passphrase", one, ann)
	accept("1-recovery", "format 1 opens with the recovery key", one, map[string]string{"recovery_key": key1})
	two, key2, hospital2 := m.format2(0, false)
	accept("2-passphrase", "format 2 opens with a passphrase", two, ann)
	accept("2-other-officer", "another officer with other costs, and a name that JSON escapes", two, map[string]string{"officer": "bob <example> & zoë", "passphrase": "battery staple"})
	accept("2-recovery", "format 2 opens with the recovery key", two, map[string]string{"recovery_key": key2})
	accept("2-hospital", "format 2 opens with the hospital key", two, map[string]string{"hospital_key": hospital2})
	lone := headerCase{h: two.h.clone(), ring: two.ring} // small: most need no more than one slot
	lone.h.Slots = lone.h.Slots[:1]
	mixed := headerCase{h: two.h.clone(), ring: two.ring}
	mixed.h.Slots[2] = one.h.Slots[0]
	mixed.h.Slots[0].Officer = "Somebody Else"
	accept("2-older-slot", "a slot of format 1 in a header of format 2", mixed, ann)
	three, key3, hospital3 := m.format2(2, false)
	accept("2-rotated", "the third data key, with the two before sealed under it", three, ann)
	accept("2-rotated-recovery", "the third data key, with the recovery key", three, map[string]string{"recovery_key": key3})
	accept("2-rotated-hospital", "the third data key, with the hospital key", three, map[string]string{"hospital_key": hospital3})
	turning, _, hospital4 := m.format2(1, true)
	accept("2-rotating", "in the midst of a rotation: every slot holds two data keys", turning, ann)
	accept("2-rotating-hospital", "in the midst of a rotation, with the hospital key", turning, map[string]string{"hospital_key": hospital4})

	reject("wrong-passphrase", "the passphrase is another", "wrong passphrase", map[string]string{"officer": officer, "passphrase": "four plain words Here"}, lone.file(t, same))
	reject("wrong-passphrase-1", "the passphrase is another, format 1", "wrong passphrase", map[string]string{"officer": officer, "passphrase": "x"}, one.file(t, same))
	reject("wrong-recovery", "the recovery key of another case file", "wrong recovery key", map[string]string{"recovery_key": key1}, two.file(t, same))
	reject("wrong-hospital", "another hospital's key", "wrong hospital key", map[string]string{"hospital_key": hospital3}, two.file(t, same))
	whole := lone.file(t, same)
	for name, change := range map[string]struct {
		why, expect string
		file        []byte
	}{
		"empty":          {"nothing is there", "damaged", nil},
		"cut-off":        {"the file is cut off in the middle", "damaged", whole[:len(whole)/2]},
		"without-end":    {"the last line feed is missing", "damaged", whole[:len(whole)-1]},
		"with-more":      {"a byte follows the end", "damaged", append(bytes.Clone(whole), ' ')},
		"letter-more":    {"a letter of a sealed data key is too many", "damaged", bytes.Replace(whole, []byte(`"sealed": "`), []byte(`"sealed": "A`), 1)},
		"other-spaces":   {"the same values, indented by two", "damaged", bytes.ReplaceAll(whole, []byte("\n "), []byte("\n  "))},
		"unknown-field":  {"a field that the format does not have", "damaged", bytes.Replace(whole, []byte(` "practice"`), []byte(" \"more\": 1,\n \"practice\""), 1)},
		"twice":          {"a field stands twice", "damaged", bytes.Replace(whole, []byte(` "practice"`), []byte(" \"practice\": true,\n \"practice\""), 1)},
		"newer":          {"a later format, whatever is in it", "newer", bytes.Replace(bytes.Replace(whole, []byte("rapport-keys/2"), []byte("rapport-keys/3"), 1), []byte(`"slots"`), []byte(`"new": 1, "slots"`), 1)},
		"format-0":       {"a format that never was", "damaged", bytes.Replace(whole, []byte("rapport-keys/2"), []byte("rapport-keys/0"), 1)},
		"other-program":  {"a file of another program", "damaged", bytes.Replace(whole, []byte("rapport-keys/2"), []byte("keepass-keys/2"), 1)},
		"as-format-1":    {"a header of format 2 that says it is of format 1", "damaged", lone.forged(t, func(h *header) { h.Format = formatLine(1) })},
		"1-as-format-2":  {"a header of format 1 that says it is of format 2", "damaged", one.forged(t, func(h *header) { h.Format = formatLine(2) })},
		"officer-out":    {"a slot was taken out and the checksum made to fit", "damaged", two.forged(t, func(h *header) { h.Slots = h.Slots[:2] })},
		"practice":       {"the practice mark was switched and the checksum made to fit", "damaged", lone.forged(t, func(h *header) { h.Practice = true })},
		"rolled-back":    {"the number of the data key was lowered", "damaged", three.forged(t, func(h *header) { h.DataKey = 2; h.Earlier = h.Earlier[:1] })},
		"other-case":     {"another case file's name", "wrong passphrase", lone.forged(t, func(h *header) { h.CaseFile = strings.Repeat("ab", 16) })},
		"other-slot-id":  {"another slot number", "wrong passphrase", lone.forged(t, func(h *header) { h.Slots[0].ID = "0011223344556677" })},
		"made-up-key":    {"somebody without a key sealed a data key of their own", "damaged", m.madeUp(lone)},
		"no-earlier":     {"the data keys of before are missing", "damaged", three.file(t, func(h *header) { h.Earlier = nil })},
		"earlier-turned": {"the data keys of before are exchanged", "damaged", three.file(t, func(h *header) { h.Earlier[0], h.Earlier[1] = h.Earlier[1], h.Earlier[0] })},
		"no-next":        {"a rotation without the next data key in a slot", "damaged", turning.file(t, func(h *header) { h.Slots[1].Next = nil })},
		"next-alone":     {"a next data key without a rotation", "damaged", turning.file(t, func(h *header) { h.Rotating = false })},
		"key-0":          {"no number of the data key", "damaged", lone.file(t, func(h *header) { h.DataKey = 0 })},
		"future-slot":    {"a slot from after the data key", "damaged", lone.file(t, func(h *header) { h.Slots[0].Since = 2 })},
		"older-rotated":  {"a slot of format 1 beside a second data key", "damaged", three.file(t, func(h *header) { h.Slots[2] = one.h.Slots[0]; h.Slots[2].Officer = "Cy" })},
		"both-formats":   {"a slot of both formats", "damaged", lone.file(t, func(h *header) { h.Slots[0].Wrapped = one.h.Slots[0].Wrapped })},
		"same-name":      {"two slots of one officer", "damaged", two.file(t, func(h *header) { h.Slots[2].Officer = "ANN EXAMPLE" })},
		"same-id":        {"two slots of one number", "damaged", two.file(t, func(h *header) { h.Slots[2].ID = h.Slots[0].ID })},
		"two-recovery":   {"two recovery slots", "damaged", two.file(t, func(h *header) { h.Slots[0] = with(h.Slots[1], func(s *slot) { s.ID = "0011223344556677" }) })},
		"two-hospital":   {"two hospital slots", "damaged", two.file(t, func(h *header) { h.Slots[2] = with(h.Slots[3], func(s *slot) { s.ID = "0011223344556677" }) })},
		"hospital-salt":  {"a hospital slot with a salt", "damaged", two.file(t, func(h *header) { h.Slots[3].Salt = fixed("salt")[:saltSize] })},
		"no-label":       {"a hospital slot without a label", "damaged", two.file(t, func(h *header) { h.Slots[3].Label = "" })},
		"costly":         {"a cost that would hang the program", "damaged", lone.file(t, func(h *header) { h.Slots[0].KDF = &KDF{Passes: 64, MemoryKiB: 1 << 20, Lanes: 1} })},
		"large":          {"a cost that would fill the memory", "damaged", lone.file(t, func(h *header) { h.Slots[0].KDF = &KDF{Passes: 1, MemoryKiB: 2 << 20, Lanes: 1} })},
		"name-turned":    {"a name that is written backwards", "damaged", lone.file(t, func(h *header) { h.Slots[0].Officer = "Ann \u202eelpmaxE" })},
		"no-slots":       {"nobody can open it", "damaged", lone.file(t, func(h *header) { h.Slots = nil })},
	} {
		reject("not-"+name, change.why, change.expect, ann, change.file)
	}
}

// madeUp is a header whose data key was made up by somebody who knows the public
// halves alone.
func (m *vectorMaker) madeUp(c headerCase) []byte {
	h, forged := c.h.clone(), &keyring{keys: [][]byte{fixed("made up")}}
	var err error
	for i, s := range h.Slots {
		if h.Slots[i], err = s.withKeys(h, forged, fixed("an anchor")); err != nil {
			m.t.Fatal(err)
		}
	}
	return headerCase{h: h, ring: forged}.file(m.t, func(*header) {})
}

// pageOf is a page whose words can be told.
func pageOf(n uint32) []byte {
	page := make([]byte, pageSize)
	for at := 0; at < pagePayload; at += 4 {
		binary.BigEndian.PutUint32(page[at:], n+uint32(at))
	}
	return page
}

func (m *vectorMaker) pages() {
	key := fixed("data key 1")
	c, err := newPageCipher(key)
	if err != nil {
		m.t.Fatal(err)
	}
	for _, v := range []struct {
		name, why, expect string
		n, opened         uint32
		change            func(stored []byte)
	}{
		{"1", "the first page", "ok", 1, 1, nil},
		{"2", "another page", "ok", 2, 2, nil},
		{"after-lock-page", "a page beyond 1 GiB", "ok", lockPage + 1, lockPage + 1, nil},
		{"moved", "a page in another's place", "seal", 2, 3, nil},
		{"marker", "another marker", "seal", 2, 2, func(b []byte) { b[3] = '2' }},
		{"nonce", "a bit of the nonce", "seal", 2, 2, func(b []byte) { b[4] ^= 1 }},
		{"words", "a bit of the page", "seal", 2, 2, func(b []byte) { b[2000] ^= 0x10 }},
		{"tag", "the last bit of the tag", "seal", 2, 2, func(b []byte) { b[pageSize-1] ^= 1 }},
		{"empty", "nothing but zeroes", "seal", 2, 2, func(b []byte) { clear(b) }},
	} {
		stored := make([]byte, pageSize)
		c.sealPage(stored, pageOf(v.n), v.n)
		if v.change != nil {
			v.change(stored)
		}
		m.write("page-"+v.name, v.why, "page", v.expect, map[string]string{
			"data_key": hex.EncodeToString(key), "page": strconv.Itoa(int(v.opened)), "begins": hex.EncodeToString(pageOf(v.n)[:32]),
		}, stored)
	}
	stored := make([]byte, pageSize)
	c.sealPage(stored, pageOf(1), 1)
	m.write("page-other-key", "a page under another data key", "page", "seal", map[string]string{
		"data_key": hex.EncodeToString(fixed("data key 2")), "page": "1"}, stored)
}

// logs makes logs of two transactions: pages 1 and 2, then page 2 alone.
func (m *vectorMaker) logs() {
	key := fixed("data key 1")
	c, err := newPageCipher(key)
	if err != nil {
		m.t.Fatal(err)
	}
	head := make([]byte, logHeader)
	for i, n := range []uint32{0x377f0682, 3007000, pageSize, 0, 0x01020304, 0x05060708} {
		binary.BigEndian.PutUint32(head[4*i:], n)
	}
	var sum logSum
	sum.begin(head)
	binary.BigEndian.PutUint32(head[24:], sum.s0)
	binary.BigEndian.PutUint32(head[28:], sum.s1)
	log := bytes.Clone(head)
	for i, f := range []struct{ page, size uint32 }{{1, 0}, {2, 2}, {2, 2}} {
		frame := make([]byte, frameSize)
		header, page := frame[:frameHeader], pageOf(f.page+uint32(i))
		binary.BigEndian.PutUint32(header, f.page)
		binary.BigEndian.PutUint32(header[4:], f.size)
		copy(header[8:16], head[16:24])
		sum.add(header[:8])
		sum.add(page)
		binary.BigEndian.PutUint32(header[16:], sum.s0)
		binary.BigEndian.PutUint32(header[20:], sum.s1)
		c.sealImage(frame[frameHeader:], page, header, int64(i))
		c.hideFrame(header, int64(i))
		log = append(log, frame...)
	}
	frameAt := func(i int) int { return logHeader + i*frameSize }
	for _, v := range []struct {
		name, why, pages, inLog string
		change                  func(b []byte) []byte
	}{
		{"whole", "two transactions", "2", "[1 2]", func(b []byte) []byte { return b }},
		{"second-torn", "the second transaction is half written", "2", "[1 2]", func(b []byte) []byte { return b[:frameAt(2)+100] }},
		{"first-torn", "the commit of the first transaction is missing", "0", "[]", func(b []byte) []byte { return b[:frameAt(1)] }},
		{"image-altered", "a bit of the first page image", "0", "[]", func(b []byte) []byte { b[frameAt(0)+frameHeader+500] ^= 1; return b }},
		{"size-altered", "the size after the commit, which lies in plain", "0", "[]", func(b []byte) []byte { b[frameAt(1)+7] ^= 4; return b }},
		{"number-altered", "the number of a page, which lies in plain", "0", "[]", func(b []byte) []byte { b[frameAt(1)+3] ^= 4; return b }},
		{"checksum-altered", "a bit of a hidden checksum", "0", "[]", func(b []byte) []byte { b[frameAt(1)+20] ^= 1; return b }},
		{"frames-turned", "two frames in each other's place", "0", "[]", func(b []byte) []byte {
			first := bytes.Clone(b[frameAt(0):frameAt(1)])
			copy(b[frameAt(0):], b[frameAt(1):frameAt(2)])
			copy(b[frameAt(1):], first)
			return b
		}},
		{"salt-altered", "the log of another round", "0", "[]", func(b []byte) []byte { b[17] ^= 1; return b }},
		{"header-cut", "less than the log's own header", "0", "[]", func(b []byte) []byte { return b[:20] }},
	} {
		m.write("log-"+v.name, v.why, "log", "ok", map[string]string{
			"data_key": hex.EncodeToString(key), "pages": v.pages, "in_log": v.inLog}, v.change(bytes.Clone(log)))
	}
}

func (m *vectorMaker) papers() {
	secret := fixed("a secret on paper")
	for kind, form := range map[string]paperForm{"recovery key": recoveryForm, "hospital key": hospitalForm} {
		name, typing := strings.ReplaceAll(kind, " ", "-")+"-", "typing"
		other := hospitalForm
		if kind == "hospital key" {
			typing, other = "hospital typing", recoveryForm
		}
		printed, fields := form.print(secret), map[string]string{"secret": hex.EncodeToString(secret)}
		m.write(name+"printed", "as it is printed", kind, "ok", fields, []byte(printed))
		m.write(name+"typed", "small letters, o for 0, l for 1, spaces and an invisible one", kind, "ok", fields,
			[]byte(" "+strings.NewReplacer("0", "o", "1", "l", "-", " \u200b").Replace(strings.ToLower(printed))+"\r\n"))
		m.write(name+"short", "a letter is missing", kind, typing, nil, []byte(printed[1:]))
		m.write(name+"long", "a letter too many", kind, typing, nil, []byte(printed+"0"))
		m.write(name+"swapped", "two groups exchanged", kind, typing, nil, []byte(printed[5:10]+printed[:5]+printed[10:]))
		m.write(name+"letter-u", "a letter that is never used", kind, typing, nil, []byte("U"+printed[1:]))
		m.write(name+"other-kind", "the key of the other kind", kind, typing, nil, []byte(other.print(secret)))
	}
	_, recipient, err := NewHospitalKey()
	if err != nil {
		m.t.Fatal(err)
	}
	print, err := Fingerprint(recipient)
	if err != nil {
		m.t.Fatal(err)
	}
	m.write("recipient-whole", "as it is given to workstations", "recipient", "ok", map[string]string{"fingerprint": print}, []byte(recipient))
	m.write("recipient-wrapped", "broken into lines by a letter", "recipient", "ok", map[string]string{"fingerprint": print}, []byte(recipient[:700]+"\r\n "+recipient[700:]+"\n"))
	m.write("recipient-cut", "the end is missing", "recipient", "recipient", nil, []byte(recipient[:1000]))
	m.write("recipient-altered", "a letter is another", "recipient", "recipient", nil, []byte(recipient[:100]+string(recipient[101])+string(recipient[100])+"_"+recipient[103:]))
	m.write("recipient-version", "another version", "recipient", "recipient", nil, []byte(strings.Replace(recipient, "-1:", "-2:", 1)))
}
