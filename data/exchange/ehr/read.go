package ehr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"rapport/data"
	"rapport/data/exchange"
)

// reader reads the files of one format. It gets text formats as UTF-8 or as the one
// byte a character that the file has, never as UTF-16, and without a byte-order mark.
// It asks stop(ctx) between records. An error of refusef is shown as it is.
type reader func(ctx context.Context, raw []byte, l *limits) (Reading, error)

// Read tells what a file or a pasted text is by its content and returns what it says
// about patients. It never fails: what cannot be read is a Reading with OutcomeRefuse
// whose first remark says why and what to do. It opens no file and no connection.
func Read(ctx context.Context, raw []byte) Reading {
	return read(ctx, raw, newLimits())
}

func read(ctx context.Context, raw []byte, l *limits) Reading {
	if len(raw) > MaxFile {
		return refuse(FormatUnknown, refusef("This file is larger than %d MB. Ask for a file with this patient alone.", MaxFile>>20), nil)
	}
	raw = text(raw)
	format, next, err := sniff(raw)
	if err != nil {
		return refuse(format, err, nil)
	}
	limit := maxTime
	if format == FormatZIP {
		limit = maxTimeZIP
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return bounded(ctx, next, format, raw, l)
}

// text turns UTF-16 into UTF-8 and cuts off a byte-order mark.
func text(raw []byte) []byte {
	if s, ok := exchange.Text16(raw); ok && !bytes.HasPrefix(raw, []byte("PK")) {
		return []byte(s)
	}
	return bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
}

// bounded runs a reader where neither a crash of it nor its time can hurt: a reader
// that does not come back is left behind, and ends at its next look at the context.
func bounded(ctx context.Context, next reader, format Format, raw []byte, l *limits) Reading {
	done := make(chan Reading, 1)
	go func() {
		defer func() {
			if recover() != nil {
				done <- refuse(format, refusef("Rapport could not read this file. Ask for it in another format, such as FHIR JSON or a continuity of care document (CCD)."), nil)
			}
		}()
		r, err := next(ctx, raw, l)
		if err != nil {
			done <- refuse(format, err, l)
			return
		}
		done <- finished(r, format, l)
	}()
	select {
	case r := <-done:
		return r
	case <-ctx.Done():
		return refuse(format, errTime, nil)
	}
}

// finished completes what a reader returns with what the limits noticed.
func finished(r Reading, format Format, l *limits) Reading {
	if r.Format == "" {
		r.Format = format
	}
	r.Remarks = slices.Concat(r.Remarks, l.remarks)
	dropped := 0
	for i := range r.Patients {
		lastLook(&r.Patients[i])
		dropped += r.Patients[i].SSNDropped
	}
	if dropped > 0 && !l.inZIP {
		r.Remarks = append(r.Remarks, ssnRemark(dropped))
	}
	return r
}

// lastLook drops what is a Social Security number by its own words or form, whatever a
// reader made of it.
func lastLook(p *data.Registration) {
	before := len(p.Identifiers)
	p.Identifiers = slices.DeleteFunc(p.Identifiers, func(id data.Identifier) bool {
		if !isSSN(id) {
			return false
		}
		if p.MRN == id.Value {
			p.MRN, p.MRNSure = "", false
		}
		return true
	})
	p.SSNDropped += before - len(p.Identifiers)
}

func ssnRemark(n int) Remark {
	if n == 1 {
		return Remark{Field: "identifiers", Sentence: "The file has a Social Security number. Rapport dropped it and does not keep it."}
	}
	return Remark{Field: "identifiers", Sentence: fmt.Sprintf("The file has %d Social Security numbers. Rapport dropped them and does not keep them.", n)}
}

// refuse is the reading of a file that is not read. An error that is no refusal is
// a fault of ours or of the file that has no words of its own.
func refuse(format Format, err error, l *limits) Reading {
	var r refusal
	if !errors.As(err, &r) {
		r = refusal{"Rapport could not read this file: it is damaged or not complete. Ask for it once more."}
	}
	out := Reading{Format: format, Outcome: OutcomeRefuse, Remarks: []Remark{{Sentence: r.sentence}}}
	if l != nil {
		out.Remarks = append(out.Remarks, l.remarks...)
	}
	return out
}
