package store

import (
	"bytes"
	"errors"
	"testing"

	"rapport/data"
)

func TestAnIssuedLetterNeverChanges(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	f := d.resolve(d.open())
	if err := d.SaveLetterDraft(ctx, f.Key, d.notice(f)); err != nil {
		t.Fatal(err)
	}
	f = caseDo(t)(d.IssueLetter(ctx, f.Key, d.notice(f), paper(pages)))
	if _, there, err := d.LetterDraft(ctx, f.Key, data.NoticeOfDecision); there || err != nil {
		t.Errorf("the draft is still there: %v, %v", there, err)
	}
	pdf := must[[]byte](t)(d.LetterPDF(ctx, f.Key, f.Letters[0].ID))
	if !bytes.Equal(pdf, pages) {
		t.Error("the pages came back otherwise")
	}
	for _, query := range []string{
		`update letter_pages set pdf = x'00'`, `delete from letter_pages`, `update letters set sha256 = zeroblob(32)`, `delete from letters`,
		`insert or replace into letter_pages (letter, pdf) values (1, x'00')`,
	} {
		if err := d.raw(query); err == nil {
			t.Errorf("%s was allowed", query)
		}
	}
	// Somebody with the key who takes the trigger away is found out by the hash.
	for _, query := range []string{`drop trigger letter_pages_never_change`, `update letter_pages set pdf = x'00'`} {
		if err := d.raw(query); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.LetterPDF(ctx, f.Key, f.Letters[0].ID); !errors.Is(err, ErrLetterAltered) {
		t.Errorf("altered pages gave %v", err)
	}
}

func TestACorrectionIsANewLetter(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	f := d.resolve(d.open())
	f = caseDo(t)(d.IssueLetter(ctx, f.Key, d.notice(f), paper(pages)))
	f = caseDo(t)(d.IssueLetter(ctx, f.Key, d.notice(f), paper(append(bytes.Clone(pages), '!'))))
	if len(f.Letters) != 2 || f.Letters[1].Number != 2 || f.Letters[0].SHA256 == f.Letters[1].SHA256 {
		t.Errorf("the letters are %+v", f.Letters)
	}
	if pdf := must[[]byte](t)(d.LetterPDF(ctx, f.Key, f.Letters[0].ID)); !bytes.Equal(pdf, pages) {
		t.Error("the first letter changed")
	}
}

func TestPrintingALetterIsInItsHistory(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	f := d.resolve(d.open())
	f = caseDo(t)(d.IssueLetter(ctx, f.Key, d.notice(f), paper(pages)))
	for _, how := range []string{"printed", "saved"} {
		if err := d.RecordPrint(ctx, f.Key, f.Letters[0].ID, how); err != nil {
			t.Fatal(err)
		}
	}
	history := must[[]data.HistoryEntry](t)(d.History(ctx, f.Key, 0, 2))
	if history[0].Action != "letter.saved" || history[1].Action != "letter.printed" {
		t.Errorf("the history says %+v", history)
	}
	if err := d.RecordPrint(ctx, f.Key, data.NewID(), "printed"); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("a letter that is not there gave %v", err)
	}
}

func TestALetterOfOneCaseIsNotIssuedInAnother(t *testing.T) {
	d := newDesk(t, false)
	mine, other := d.resolve(d.open()), d.resolve(d.open())
	for _, kind := range []data.LetterKind{data.NoticeOfDecision, data.Acknowledgement, data.InterimLetter} {
		draft := d.draft(mine, kind)
		draft.CompletedOn = draft.Date
		if err := only(d.IssueLetter(t.Context(), other.Key, draft, paper(pages))); !errors.As(err, new(data.Missing)) {
			t.Errorf("a %s of one case was issued in another: %v", kind, err)
		}
	}
}
