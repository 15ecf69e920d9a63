package store

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/exchange/portable"
	"rapport/data/exchange/sealed"
)

// packedFor is a case handed over to an address, as the window packs it but for the
// record, which the store does not make.
func (d *desk) packedFor(f data.CaseFile, to sealed.Address, restricted bool, change func(*portable.Manifest, *portable.Content)) []byte {
	d.t.Helper()
	p := must[*CasePackage](d.t)(d.CaseForPackage(d.ctx(), f.Key, restricted, "Handed over: the unit moved."))
	m := portable.Manifest{ID: data.NewID(), Case: p.File.ID, Number: p.File.Number, MadeAt: p.AsOf, MadeBy: p.MadeBy, Facility: "Riverside Hospital", Office: "Patient Relations",
		Reason: "The unit moved.", Practice: d.Practice(), Restricted: p.File.Restriction != nil, Withheld: p.Withheld()}
	c := portable.Content{Case: p.File, History: p.History}
	if change != nil {
		change(&m, &c)
	}
	var file bytes.Buffer
	in := must[io.WriteCloser](d.t)(to.Seal(&file))
	w := portable.NewWriter(in, m)
	for _, l := range p.File.Letters {
		if pdf := must[[]byte](d.t)(p.LetterPDF(d.ctx(), l)); pdf != nil {
			w.Add(portable.LetterPath(l), "a letter", pdf)
		}
	}
	for i, a := range p.File.Attachments {
		if !a.Hidden && !a.Voided() {
			w.Add(portable.DocumentPath(i, a), "a document", must[[]byte](d.t)(p.Document(d.ctx(), a)))
		}
	}
	w.AddCase(c)
	d.do(w.Close(func(manifest []byte) (portable.Vouched, error) { return p.Vouch(to, manifest) }))
	d.do(in.Close())
	return file.Bytes()
}

func (d *desk) opened(file []byte) (*Handover, error) {
	return d.OpenHandover(d.ctx(), bytes.NewReader(file), int64(len(file)))
}

// theirsIn is an office that hands a case over to that of d.
func (d *desk) theirsIn(practice bool) *desk {
	there := newDesk(d.t, practice)
	there.clock.set(d.clock.now())
	return there
}

// handedOver is a case of another office that was handed over to that of d.
func (d *desk) handedOver() *Handover {
	d.t.Helper()
	there := d.theirsIn(d.Practice())
	return must[*Handover](d.t)(d.opened(there.packedFor(there.open(), must[sealed.Address](d.t)(d.OfficeAddress(d.ctx())), false, nil)))
}

func TestACaseGoesToAnotherOfficeWithAllThatBelongsToIt(t *testing.T) {
	here, there := newDesk(t, false), newDesk(t, false)
	there.clock.set(here.clock.now())
	f := here.fullCase()
	to := must[sealed.Address](t)(there.OfficeAddress(t.Context()))
	file := here.packedFor(f, to, true, nil)
	if bytes.Contains(bytes.ToLower(file), []byte(canary)) {
		t.Error("the file shows what is in it")
	}
	there.clock.set(here.clock.now().Add(time.Hour))
	h := must[*Handover](t)(there.opened(file))
	if !h.From.Is(must[sealed.Address](t)(here.OfficeAddress(t.Context()))) || h.Number != "" || h.Manifest.Reason != "The unit moved." {
		t.Errorf("opened was %+v", h.Manifest)
	}
	if n := there.number(`select count(*) from cases`); n != 0 {
		t.Errorf("looking at it took in %d cases", n)
	}
	got, isNew, err := there.ReceiveCase(t.Context(), h)
	if err != nil || !isNew {
		t.Fatal(isNew, err)
	}
	was := caseDo(t)(here.Case(t.Context(), f.Number))
	if got.Number == "" || got.Earlier != f.Number || got.Owner != "Dana Whitfield" || got.State != was.State || got.Story != was.Story || !got.ReceivedAt.Equal(was.ReceivedAt) {
		t.Errorf("received was %+v", got.Case)
	}
	for what, n := range map[string][2]int{"people": {len(got.People), len(was.People)}, "issues": {len(got.Issues), len(was.Issues)}, "clocks": {len(got.Clocks), len(was.Clocks)},
		"contacts": {len(got.Contacts), len(was.Contacts)}, "notes": {len(got.Notes), len(was.Notes)}, "letters": {len(got.Letters), len(was.Letters)},
		"documents": {len(got.Attachments), len(was.Attachments)}, "steps": {len(got.Steps), len(was.Steps)}, "advocacy": {len(got.Advocacy), len(was.Advocacy)},
		"records": {len(got.Records()), len(was.Records()) + 1}} {
		if n[0] != n[1] || what != "steps" && n[0] == 0 {
			t.Errorf("%d %s came, of %d", n[0], what, n[1])
		}
	}
	if pdf := must[[]byte](t)(there.LetterPDF(t.Context(), got.Key, got.Letters[0].ID)); !bytes.Contains(pdf, pages) || len(got.Letters[0].Dispatches) != 1 {
		t.Error("the letter is not the one that was issued")
	}
	if _, scan, err := there.OpenAttachment(t.Context(), got.Key, got.Attachments[0].ID, ""); err != nil || !strings.Contains(string(scan), canary) {
		t.Errorf("the document is %q, %v", scan, err)
	}
	came := got.Received[0]
	if came.Number != f.Number || came.From() != "Riverside Hospital, Patient Relations" || len(came.History) < 10 || came.History[0].Action != "case.open" ||
		came.Fingerprint != h.From.Fingerprint() {
		t.Errorf("what is on record of its coming is %+v", came)
	}
	if k := must[data.KnownPerson](t)(there.KnownPerson(t.Context(), got.People[0].Known)); len(k.Cases) != 1 || k.Cases[0].Number != got.Number {
		t.Errorf("the register knows %+v", k.Cases)
	}
	if page := must[data.CasePage](t)(there.Cases(t.Context(), data.CaseQuery{Text: canary})); len(page.Rows) != 1 {
		t.Errorf("the search finds %v", numbers(page))
	}
	r := must[VerifyReport](t)(there.Verify(t.Context(), true, nil))
	for _, c := range r.Checks {
		if !c.OK {
			t.Errorf("%s: %s", c.Name, c.Found)
		}
	}
	entries := must[[]AuditEntry](t)(there.Audit(t.Context(), AuditQuery{Action: "case.receive"}))
	if len(entries) != 1 || !strings.Contains(entries[0].Summary, f.Number) || strings.Contains(entries[0].Summary, canary) {
		t.Errorf("the audit log says %+v", entries)
	}
}

func TestTheSamePackageAddsNothingASecondTimeUnlessItWasTakenBack(t *testing.T) {
	there := newDesk(t, false)
	for _, closed := range []bool{false, true} {
		here := newDesk(t, false)
		here.clock.set(there.clock.now())
		f := here.open()
		if closed {
			f = here.fullCase()
		}
		to := must[sealed.Address](t)(there.OfficeAddress(t.Context()))
		file := here.packedFor(f, to, false, nil)
		there.clock.set(here.clock.now().Add(time.Minute))
		take := func() (data.CaseFile, bool) {
			t.Helper()
			got, isNew, err := there.ReceiveCase(t.Context(), must[*Handover](t)(there.opened(file)))
			if err != nil {
				t.Fatal(err)
			}
			return got, isNew
		}
		first, isNew := take()
		counts := there.number(`select count(*) from cases`)
		if again, isNew2 := take(); !isNew || isNew2 || again.Number != first.Number || there.number(`select count(*) from cases`) != counts {
			t.Errorf("taken in again as %s", again.Number)
		}
		if h := must[*Handover](t)(there.opened(here.packedFor(f, to, false, nil))); h.Number != first.Number {
			t.Errorf("a later package of the same case is known as %q", h.Number)
		}
		if _, err := there.UndoReceive(t.Context(), first.Key, " "); !hasGap(err, "reason") {
			t.Errorf("without a reason: %v", err)
		}
		if void := caseDo(t)(there.UndoReceive(t.Context(), first.Key, "It was for another hospital.")); void.State != data.StateVoid {
			t.Errorf("taken back, the case is %s", void.State)
		}
		if _, err := there.UndoReceive(t.Context(), first.Key, "Twice."); !errors.Is(err, data.ErrNotFound) {
			t.Errorf("taken back twice: %v", err)
		}
		if again, isNew := take(); !isNew || again.Number == first.Number {
			t.Errorf("after it was taken back it comes in as %s", again.Number)
		}
		r := must[VerifyReport](t)(there.Verify(t.Context(), true, nil))
		for _, c := range r.Checks {
			if !c.OK {
				t.Errorf("%s: %s", c.Name, c.Found)
			}
		}
	}
	if _, err := there.UndoReceive(t.Context(), there.open().Key, "Not received."); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("a case of our own was taken back: %v", err)
	}
}

func TestARestrictedCaseStaysRestrictedToWhoReceivesIt(t *testing.T) {
	here, there := newDesk(t, false), newDesk(t, false)
	there.clock.set(here.clock.now())
	f := caseDo(t)(here.restrict(here.open()))
	caseDo(t)(here.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteLegal, Text: "Counsel said so."}))
	to := must[sealed.Address](t)(there.OfficeAddress(t.Context()))
	got, _, err := there.ReceiveCase(t.Context(), must[*Handover](t)(there.opened(here.packedFor(f, to, false, nil))))
	if err != nil || got.Restriction == nil || !slices.Equal(got.Restriction.Names, []string{"Dana Whitfield"}) || !strings.Contains(got.Restriction.Reason, "somebody known here") {
		t.Fatalf("the restriction is %+v, %v", got.Restriction, err)
	}
	if len(got.Notes) != 0 || got.Received[0].Withheld != 1 {
		t.Errorf("the note that was withheld came as %+v", got.Notes)
	}
	there.secondWith(data.RoleOfficer | data.RolePrivacy)
	there.as("Pat Winter", theirs)
	if _, err := there.Case(t.Context(), got.Number); !errors.Is(err, data.ErrRestricted) {
		t.Errorf("somebody else sees it: %v", err)
	}
}

func TestWhatIsNotForUsNotVouchedForOrNotRightIsRefused(t *testing.T) {
	here, there, third := newDesk(t, false), newDesk(t, false), newDesk(t, false)
	there.clock.set(here.clock.now())
	f := here.open()
	to := must[sealed.Address](t)(there.OfficeAddress(t.Context()))
	good := here.packedFor(f, to, false, nil)
	forThird := here.packedFor(f, must[sealed.Address](t)(third.OfficeAddress(t.Context())), false, nil)
	own := there.packedFor(there.open(), to, false, nil)
	drill := newDesk(t, true)
	drill.clock.set(here.clock.now())
	practice := drill.packedFor(drill.open(), to, false, nil)
	var passphrase bytes.Buffer
	in := must[io.WriteCloser](t)(sealed.WithPassphrase(&passphrase, "maple otter tulip"))
	there.do(in.Close())
	forged := func(change func(*portable.Manifest, *portable.Content)) []byte {
		return here.packedFor(f, to, false, change)
	}
	swapped := bytes.Clone(good)
	swapped[len(swapped)-100] ^= 1
	var unvouched bytes.Buffer
	in = must[io.WriteCloser](t)(to.Seal(&unvouched))
	w := portable.NewWriter(in, portable.Manifest{ID: data.NewID(), Case: f.ID, Number: f.Number, MadeAt: here.clock.now()})
	w.AddCase(portable.Content{Case: f})
	there.do(errors.Join(w.Close(nil), in.Close()))
	for what, c := range map[string]struct {
		file []byte
		says string
	}{
		"for another office": {forThird, "sealed for another office"},
		"for reading":        {passphrase.Bytes(), "protected with a passphrase"},
		"our own":            {own, "this case file itself"},
		"practice":           {practice, "practice data"},
		"nothing":            {nil, "no package"},
		"a text":             {[]byte("hello, this is no package"), "no package"},
		"damaged":            {swapped, "Nothing was taken in"},
		"cut off":            {good[:len(good)-500], "Nothing was taken in"},
		"not vouched for":    {unvouched.Bytes(), "Nobody vouches"},
		"a case that is not known": {forged(func(_ *portable.Manifest, c *portable.Content) { c.Case.Kind = "curse" }),
			"The kind of the case is not known"},
		"a case of tomorrow": {forged(func(_ *portable.Manifest, c *portable.Content) {
			c.Case.ReceivedAt = c.Case.ReceivedAt.AddDate(1, 0, 0)
		}),
			"cannot be right"},
		"an endless text": {forged(func(_ *portable.Manifest, c *portable.Content) { c.Case.Remedy = strings.Repeat("x", 30_000) }), "shorten it"},
		"twice the same":  {forged(func(_ *portable.Manifest, c *portable.Content) { c.Case.Issues[1].ID = c.Case.Issues[0].ID }), "the same mark"},
	} {
		_, err := there.opened(c.file)
		var m data.Missing
		var says interface{ Sentence() string }
		said := ""
		switch {
		case errors.As(err, &m):
			said = m[0].Sentence
		case errors.As(err, &says):
			said = says.Sentence()
		}
		if !strings.Contains(said, c.says) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if n := there.number(`select count(*) from cases`); n != 1 {
		t.Errorf("there are %d cases", n)
	}
}

func TestALetterOrDocumentThatIsNotTheOneLeavesNothing(t *testing.T) {
	here, there := newDesk(t, false), newDesk(t, false)
	f := here.fullCase()
	there.clock.set(here.clock.now())
	to := must[sealed.Address](t)(there.OfficeAddress(t.Context()))
	for what, change := range map[string]func(*portable.Manifest, *portable.Content){
		"a letter":  func(_ *portable.Manifest, c *portable.Content) { c.Case.Letters[0].SHA256 = strings.Repeat("ab", 32) },
		"no digest": func(_ *portable.Manifest, c *portable.Content) { c.Case.Letters[0].SHA256 = "x" },
		"a document": func(_ *portable.Manifest, c *portable.Content) {
			c.Case.Attachments[0].SHA256 = strings.Repeat("ab", 32)
		},
	} {
		h := must[*Handover](t)(there.opened(here.packedFor(f, to, false, change)))
		if _, _, err := there.ReceiveCase(t.Context(), h); err == nil || !strings.Contains(err.Error(), "does not hold what it says") {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, table := range []string{"cases", "people", "persons", "letters", "attachments", "imported_cases"} {
		if n := there.number(`select count(*) from ` + table); n != 0 {
			t.Errorf("%d rows are left in %s", n, table)
		}
	}
}
