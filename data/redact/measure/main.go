// Command measure says how much of what identifies people the redactor finds in texts
// in which somebody has marked it, kind by kind, with and without what a case would
// know. It prints a table for the README.
//
//	go run ./data/redact/measure [-samples DIR] [-missed KIND]
//
// DIR holds the texts: presidio_synth.json (Microsoft Presidio, MIT), meddocan/*.txt
// with *.ann (MEDDOCAN, CC BY 4.0, Spanish), nedap/*.txt with *.ann (nedap/deidentify,
// MIT, Dutch); discharge_notes.jsonl where there is one. What is missing is left out.
package main

import (
	"flag"
	"fmt"
	"os"

	"rapport/data/redact"
)

func main() {
	samples := flag.String("samples", "../shared/samples/phi", "the folder of the marked texts")
	missed := flag.String("missed", "", "list what of this kind was not found, and what was found wrongly, instead of the table")
	mode := flag.String("mode", "bare", "with -missed: bare, known or rewritten")
	flag.Parse()
	sets, err := load(*samples)
	if err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
	if len(sets) == 0 {
		fmt.Fprintln(os.Stderr, "measure: no marked texts in", *samples)
		os.Exit(1)
	}
	if *missed != "" {
		list(sets, *mode, redact.Kind(*missed))
		return
	}
	for _, s := range sets {
		table(s)
	}
}

// score counts for one kind.
type score struct {
	marked, found int // spans that somebody marked, and those of them that are hidden whole
	hits, right   int // findings, and those of them that touch something marked
}

func (s score) recall() string    { return share(s.found, s.marked) }
func (s score) precision() string { return share(s.right, s.hits) }

func share(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f (%d/%d)", float64(part)/float64(whole), part, whole)
}

func table(s set) {
	bare, known, rewritten := measure(s, "bare"), measure(s, "known"), measure(s, "rewritten")
	fmt.Printf("\n### %s: %d texts, %s\n\n", s.name, len(s.texts), s.language)
	fmt.Println("| kind | recall, patterns alone | precision | recall, the case knows it | recall, known and rewritten | precision |")
	fmt.Println("|---|---|---|---|---|---|")
	var all [3]score
	for _, k := range redact.Kinds {
		b, n, r := bare[k.Kind], known[k.Kind], rewritten[k.Kind]
		if b.marked+b.hits == 0 {
			continue
		}
		fmt.Printf("| %s | %s | %s | %s | %s | %s |\n", k.Label, b.recall(), b.precision(), n.recall(), r.recall(), n.precision())
		for i, one := range []score{b, n, r} {
			all[i].marked, all[i].found = all[i].marked+one.marked, all[i].found+one.found
			all[i].hits, all[i].right = all[i].hits+one.hits, all[i].right+one.right
		}
	}
	fmt.Printf("| **all** | %s | %s | %s | %s | %s |\n", all[0].recall(), all[0].precision(), all[1].recall(), all[2].recall(), all[1].precision())
}

func measure(s set, mode string) map[redact.Kind]score {
	all := map[redact.Kind]score{}
	for _, t := range s.texts {
		t = t.as(mode)
		found := redact.Find(t.text, t.known(mode))
		hidden := cover(t.text, found)
		for _, m := range t.marks {
			if !m.counts {
				continue
			}
			one := all[m.kind]
			one.marked++
			if m.hiddenIn(t.text, hidden) {
				one.found++
			}
			all[m.kind] = one
		}
		for _, f := range found {
			touches, counts := t.touches(f)
			if touches && !counts {
				continue // what need not be hidden is neither right nor wrong
			}
			one := all[f.Kind]
			one.hits++
			if touches {
				one.right++
			}
			all[f.Kind] = one
		}
	}
	return all
}

func list(sets []set, mode string, kind redact.Kind) {
	for _, s := range sets {
		for _, t := range s.texts {
			t = t.as(mode)
			found := redact.Find(t.text, t.known(mode))
			hidden := cover(t.text, found)
			for _, m := range t.marks {
				if m.counts && m.kind == kind && !m.hiddenIn(t.text, hidden) {
					fmt.Printf("missed %q in %q\n", t.text[m.from:m.to], around(t.text, m.from, m.to))
				}
			}
			for _, f := range found {
				if touches, _ := t.touches(f); !touches && f.Kind == kind {
					fmt.Printf("wrong  %q in %q\n", t.text[f.From:f.To], around(t.text, f.From, f.To))
				}
			}
		}
	}
}

func around(text string, from, to int) string { return text[max(0, from-50):min(len(text), to+40)] }

// cover tells of each byte whether it is hidden.
func cover(text string, found []redact.Finding) []bool {
	hidden := make([]bool, len(text))
	for _, f := range found {
		for i := f.From; i < f.To; i++ {
			hidden[i] = true
		}
	}
	return hidden
}

// touches reports whether a finding has to do with something marked, and whether that
// counts.
func (t marked) touches(f redact.Finding) (touches, counts bool) {
	for _, m := range t.marks {
		if f.From < m.to && f.To > m.from {
			touches, counts = true, counts || m.counts
		}
	}
	return touches, counts
}
