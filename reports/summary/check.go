package summary

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/report"
	"rapport/reports/suppress"
)

// Refusal is why a shareable summary is not given out: it would tell what must not
// be known. Its sentence says where, and not what.
type Refusal struct{ Where, Why string }

// Error says where the leak is.
func (r Refusal) Error() string { return "the summary is not safe to share: " + r.Where + ": " + r.Why }

// Sentence is for the window and the command line.
func (r Refusal) Sentence() string {
	return "The shareable summary was not written, because " + r.Where + " would give away a number from 1 to 10 or somebody’s identity (" + r.Why + "). Use the internal summary, and tell whoever looks after Rapport."
}

// check walks over the finished report as its reader would: every cell, sentence,
// chart and alternative text. The numbers that are shown must be those that the
// book knows, and no hidden one may follow from them.
func check(ctx context.Context, r report.Report, b *book, facts data.SummaryFacts) error {
	w := walk{book: b, shown: maps.Clone(b.said), secrets: secrets(facts), locale: r.Settings.Locale}
	for _, s := range r.Sections {
		w.where = "the heading " + s.Heading
		w.words(s.Heading)
		for _, block := range s.Blocks {
			w.where = "the section “" + s.Heading + "”"
			w.block(block)
		}
	}
	w.where = "the title"
	w.words(r.Title + " " + r.About + " " + r.Foot)
	if w.fault != nil {
		return w.fault
	}
	for name := range w.shown {
		if _, known := b.counts[name]; !known {
			return Refusal{"a number", "it is shown and nobody entered it"}
		}
	}
	shown := b.first.ledger.Shown(b.hidden) // what could be read, although no sentence may have it
	maps.Copy(shown, w.shown)
	leaks := b.first.ledger.Audit(ctx, shown)
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("checking the summary: %w", err)
	}
	if len(leaks) > 0 {
		return Refusal{"the numbers", leaks[0].String()}
	}
	return nil
}

// walk is a reader of the report.
type walk struct {
	*book
	shown   map[string]bool // the counts that can be read
	secrets names
	locale  data.Locale
	where   string
	fault   error
}

func (w *walk) refuse(why string) {
	if w.fault == nil {
		w.fault = Refusal{w.where, why}
	}
}

func (w *walk) block(b report.Block) {
	switch b := b.(type) {
	case report.Para:
		for _, run := range b.Runs {
			w.sentence(run.Text)
		}
	case report.Bullets:
		for _, item := range b.Items {
			for _, run := range item {
				w.words(run.Text) // what patients said may hold numbers of its own
			}
		}
	case report.Panel:
		for _, run := range b.Runs {
			w.sentence(run.Text)
		}
	case report.Table:
		w.table(b)
	case report.Figure:
		w.figure(b)
	}
}

func (w *walk) table(t report.Table) {
	w.where = "the table “" + t.Caption + "”"
	w.words(t.Caption + " " + t.Definition)
	for _, c := range t.Columns {
		w.words(c.Head)
	}
	for _, row := range t.Rows {
		for _, c := range row {
			w.cell(c)
		}
	}
}

func (w *walk) cell(c report.Cell) {
	w.words(c.Text)
	switch c.Kind {
	case report.Words:
		if len(c.From) > 0 {
			w.show(c.From)
		}
	case report.Count:
		if c.Of == report.Public {
			return
		}
		if c.Of == "" || w.counts[c.Of] != int(c.Value) {
			w.refuse("a count stands there under no name, or another name's")
			return
		}
		if suppress.Small(int(c.Value)) {
			w.refuse("a count from 1 to 10 stands there")
		}
		w.show([]string{c.Of})
	case report.Percent, report.Number, report.Money:
		if len(c.From) == 0 {
			w.refuse("it is not known what a number was worked out from")
		}
		w.show(c.From)
	case report.Day:
		w.refuse("the day of a case stands there")
	}
}

// show notes that numbers can be read.
func (w *walk) show(names []string) {
	for _, name := range names {
		if name == report.Public {
			continue
		}
		if w.hides(name) {
			w.refuse("a number stands there that comes from one that is not shown")
		}
		if w.first.prints(name) {
			w.shown[name] = true
		}
	}
}

func (w *walk) figure(f report.Figure) {
	w.where = "the figure “" + f.Caption + "”"
	w.words(f.Caption + " " + f.Definition)
	c, is := f.Drawing.(chart.Chart)
	if !is {
		w.refuse("it is no chart that can be checked")
		return
	}
	w.sentence(c.Message)
	w.words(strings.Join(c.Labels, " ") + " " + c.Alt())
	for i, s := range c.Series {
		for k, v := range s.Values {
			if v != v { // a gap
				continue
			}
			if i >= len(f.Of) || k >= len(f.Of[i]) {
				w.refuse("it is not known what a bar or a point counts")
				return
			}
			w.show([]string{f.Of[i][k]})
			if n := int(v); float64(n) == v && c.Unit == "" && c.Kind != chart.Control && suppress.Small(n) {
				w.refuse("a bar of 1 to 10 stands there")
			}
		}
	}
	if f.Numbers != nil {
		w.table(*f.Numbers)
	}
}

// aSmallCount finds a number from 1 to 10 in a sentence that counts something: not
// a day, a percentage, a part of another number, or of a rule.
var aSmallCount = regexp.MustCompile(`(^|[^\d.,/:–-])(10|[1-9])($|[^\d.,:/%–-]|[.,:]($|\D))`)

// harmless are small numbers that count no case: standards, rules, dates, places
// in a list.
var harmless = regexp.MustCompile(`(?i)\b\d[\d.,\x{a0}]*( business)? (days?|percent|months?|hours?|weeks?|years?|points)\b|\b1 to 10\b|\b1[,. ]000\b|version \d+|entry [\d,.]+, [0-9a-f]+|` +
	`(January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b|\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December)|` +
	`\b\d+ whole months with patient days, and there \d+ (is|are)\b|section \d+|\b\d+ (CFR|U\.S\.C\.)|\bfirst \d+ groups\b|\d{1,2}:\d\d`)

// sentence checks a text whose numbers could count cases.
func (w *walk) sentence(s string) {
	w.words(s)
	if aSmallCount.MatchString(harmless.ReplaceAllString(s, "")) {
		w.refuse("a number from 1 to 10 stands in a sentence")
	}
}

// words checks any text for the names and the numbers of the facts.
func (w *walk) words(s string) {
	if w.secrets.stand(s) {
		w.refuse("the name of a person or the number of a case stands there")
	}
}

// secrets are the names and numbers in the facts that no shareable text may hold.
func secrets(f data.SummaryFacts) names {
	set := map[string]bool{}
	for _, list := range [][]data.CaseFact{f.Received, f.Closed, f.Open, f.Before.Received, f.Before.Closed, f.Before.Open} {
		for _, c := range list {
			set[c.Number], set[c.Owner] = true, true
		}
	}
	for _, a := range f.Actions {
		set[a.Number], set[a.Plan.Owner], set[a.Plan.VerifiedBy] = true, true, true
	}
	for _, t := range f.Themes {
		set[t.Owner] = true
	}
	if f.Frozen != nil {
		set[f.Frozen.By] = true
	}
	for _, u := range f.Settings.Units {
		delete(set, u) // a unit may own a plan
	}
	maps.DeleteFunc(set, func(name string, _ bool) bool {
		return !strings.ContainsAny(name, " 0123456789") // “Quality” owns plans and is a category, too
	})
	return namesOf(set)
}

// names are words of which no text may hold any. They are thousands and have few
// lengths: a text is searched once for each length.
type names struct {
	all     map[string]bool
	lengths []int
	first   [256]bool // the bytes that one begins with
}

func namesOf(set map[string]bool) names {
	n := names{all: set}
	for name := range set {
		n.first[name[0]] = true
		if !slices.Contains(n.lengths, len(name)) {
			n.lengths = append(n.lengths, len(name))
		}
	}
	return n
}

// apart reports whether no word goes on at a place: Ann Lee does not stand in Ann
// Leeway.
func apart(s string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at:])
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return !word(before) || !word(after)
}

// stand reports whether one of the names stands anywhere in a text.
func (n names) stand(s string) bool {
	for i := range len(s) {
		if !n.first[s[i]] {
			continue
		}
		for _, length := range n.lengths {
			if end := i + length; end <= len(s) && n.all[s[i:end]] && apart(s, i) && apart(s, end) {
				return true
			}
		}
	}
	return false
}
