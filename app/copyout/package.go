package copyout

import (
	"context"
	"io"

	"rapport/data"
	"rapport/data/exchange/portable"
	"rapport/data/exchange/sealed"
	"rapport/data/store"
	"rapport/reports/papers"
	"rapport/reports/report"
)

// Steps is told how far a package is: so many of its parts.
type Steps func(done, total int)

// Package writes a package of a case for whoever has the passphrase, or for
// everybody where there is none.
func Package(ctx context.Context, s *store.Session, o Order, p *store.CasePackage, tell Steps) error {
	what := o.filled(data.PutOut{What: "a package of the case", Case: p.File.Key, Cases: 1}, false)
	m := manifestOf(s, p, "")
	return write(ctx, s, o.Path, what, func(to io.Writer) error {
		return o.enveloped(to, func(to io.Writer) error { return pack(ctx, p, m, nil, to, tell) })
	})
}

// HandOver writes a package that one other office opens, for which this one vouches.
func HandOver(ctx context.Context, s *store.Session, path, reason string, to sealed.Address, p *store.CasePackage, tell Steps) error {
	if err := data.HandOverGaps(p.File).Err(); err != nil {
		return err
	}
	what := data.PutOut{What: "a package of the case to be handed over to the address " + to.Fingerprint(), Case: p.File.Key, Cases: 1, Reason: reason, Protection: data.ProtectOffice}
	m := manifestOf(s, p, reason)
	return write(ctx, s, path, what, func(file io.Writer) error {
		in, err := to.Seal(file)
		return closed(in, err, func(w io.Writer) error {
			return pack(ctx, p, m, func(manifest []byte) (portable.Vouched, error) { return p.Vouch(to, manifest) }, w, tell)
		})
	})
}

func manifestOf(s *store.Session, p *store.CasePackage, reason string) portable.Manifest {
	set := p.Settings
	return portable.Manifest{ID: data.NewID(), Case: p.File.ID, Number: p.File.Number, MadeAt: p.AsOf, MadeBy: p.MadeBy, Facility: set.Facility, Office: set.Office,
		Reason: reason, Practice: s.Practice(), Restricted: p.File.Restriction != nil, Withheld: p.Withheld()}
}

// pack writes the parts of a package, one after the other in memory.
func pack(ctx context.Context, p *store.CasePackage, m portable.Manifest, vouch func([]byte) (portable.Vouched, error), to io.Writer, tell Steps) error {
	total := len(p.File.Letters) + len(p.File.Attachments) + 2
	done := 0
	step := func() error {
		if done++; tell != nil {
			tell(done, total)
		}
		return ctx.Err()
	}
	w := portable.NewWriter(to, m)
	record, _, err := report.PDF(papers.Record(p.CasePrint, papers.Options{Practice: m.Practice}))
	if err != nil {
		return err
	}
	w.Add(portable.RecordPart, "the record of the case", record)
	if err := step(); err != nil {
		return err
	}
	for _, l := range p.File.Letters {
		pages, err := p.LetterPDF(ctx, l)
		if err != nil {
			return err
		}
		if pages != nil {
			w.Add(portable.LetterPath(l), "a letter as it was issued", pages)
		}
		if err := step(); err != nil {
			return err
		}
	}
	for i, a := range p.File.Attachments {
		if a.Hidden || a.Voided() {
			continue
		}
		file, err := p.Document(ctx, a)
		if err != nil {
			return err
		}
		w.Add(portable.DocumentPath(i, a), "a document of the case", file)
		if err := step(); err != nil {
			return err
		}
	}
	w.AddCase(portable.Content{Case: p.File, History: p.History})
	if err := step(); err != nil {
		return err
	}
	return w.Close(vouch)
}
