package caserecord

import (
	"fmt"

	"rapport/data"
)

// received tells from which offices the case came.
func (p *writer) received(f data.CaseFile) {
	each(p, "Received from another office", f.Received, func(r data.Received) {
		p.item(r.From(), "there "+r.Number, "packed by "+r.HandedBy+" on "+p.At(r.MadeAt), "received here on "+p.Day(r.On)+" by "+r.By)
		if r.Reason != "" {
			p.more("Why it was handed over: " + r.Reason)
		}
		if r.Withheld > 0 {
			p.more(fmt.Sprintf("Restricted notes or documents that stayed there: %d", r.Withheld))
		}
		p.more(fmt.Sprintf("History from there: %d entries", len(r.History)), labeled("address of the office", r.Fingerprint), labeled("SHA-256 of the manifest", r.Manifest))
	})
}
