package summary

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/figures"
	"rapport/reports/page"
	"rapport/reports/report"
)

// smallCount reads a count from 1 to 10 out of a word of a sentence.
func smallCount(word string) bool {
	n, err := strconv.Atoi(strings.Trim(word, ".,;:()"))
	return err == nil && n >= 1 && n <= 10
}

func TestShareableSummaryShowsNoCountFromOneToTen(t *testing.T) {
	hidden := 0
	for seed := range uint64(12) {
		for _, cases := range []int{3, 40, 173, 700} {
			facts := randomFacts(day(time.December, 1), seed, cases)
			facts.Feedback = sampleFeedback()
			r := made(t, facts, report.Shareable)
			for _, table := range tables(r) {
				for _, row := range table.Rows {
					for _, c := range row {
						if c.Kind == report.Hidden {
							hidden++
						}
						if c.Kind == report.Count && c.Value >= 1 && c.Value <= 10 {
							t.Errorf("seed %d: %s, %s: %v", seed, table.Caption, row[0].Text, c.Value)
						}
					}
				}
			}
			for _, s := range r.Sections {
				for _, b := range s.Blocks {
					fig, is := b.(report.Figure)
					if !is {
						continue
					}
					if c := fig.Drawing.(chart.Chart); c.Unit == "" && c.Kind != chart.Control {
						for _, v := range slices.Concat(c.Series[0].Values) {
							if !math.IsNaN(v) && v >= 1 && v <= 10 {
								t.Errorf("seed %d: %s: a bar of %v", seed, fig.Caption, v)
							}
						}
					}
				}
			}
		}
	}
	if hidden < 500 {
		t.Errorf("only %d numbers are hidden", hidden)
	}
}

func TestShareableSentencesHoldNoSmallNumber(t *testing.T) {
	for seed := range uint64(8) {
		r := made(t, randomFacts(day(time.December, 1), seed, 60), report.Shareable)
		for _, s := range r.Sections {
			for _, b := range s.Blocks {
				p, is := b.(report.Para)
				if !is {
					continue
				}
				words := strings.Fields(p.Runs[0].Text)
				for i, w := range words {
					next := ""
					if i+1 < len(words) {
						next = words[i+1]
					}
					if smallCount(w) && !strings.HasPrefix(next, "day") && next != "percent" && next != "to" && (i == 0 || words[i-1] != "to" && words[i-1] != "December") {
						t.Errorf("seed %d: %q in %q", seed, w, p.Runs[0].Text)
					}
				}
			}
		}
	}
}

func TestShareableSummaryNamesNobody(t *testing.T) {
	facts := busy(day(time.December, 1))
	r := made(t, facts, report.Shareable)
	text := textOf(r)
	mustLack(t, text, sampleOwner, "Secretname", "PR-2026", "Nobody says how long it takes")
	mustHold(t, text, "Shareable: counts from 1 to 10 are not shown", "Numbers of 1 to 10 are not shown (CMS cell size suppression policy)")
	mustLack(t, text, "Confidential quality data")
}

// planted makes the shareable report of a busy month, changes it, and returns what
// the self-test says.
func planted(t *testing.T, change func(r *report.Report)) error {
	t.Helper()
	facts := busy(day(time.December, 1))
	f := figures.Compute(facts)
	first := newBook(report.Shareable)
	compose(f, facts, first, false)
	hidden, err := first.protect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := newBook(report.Shareable)
	b.first, b.hidden = first, hidden
	r := compose(f, facts, b, false)
	change(&r)
	return check(t.Context(), r, b, facts)
}

// eachCell lets change look at the cells of all tables.
func eachCell(r *report.Report, change func(*report.Cell) (done bool)) {
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			table, is := b.(report.Table)
			if !is {
				continue
			}
			for i := range table.Rows {
				for k := range table.Rows[i] {
					if change(&table.Rows[i][k]) {
						return
					}
				}
			}
		}
	}
}

func TestSelfTestRefusesWhatGivesANumberAway(t *testing.T) {
	if err := planted(t, func(*report.Report) {}); err != nil {
		t.Fatalf("nothing was planted: %v", err)
	}
	hiddenCell := func(put func(*report.Cell)) func(*report.Report) {
		return func(r *report.Report) {
			eachCell(r, func(c *report.Cell) bool {
				if c.Kind != report.Hidden || c.Of == "" {
					return false
				}
				put(c)
				return true
			})
		}
	}
	para := func(text string) func(*report.Report) {
		return func(r *report.Report) {
			r.Sections[1].Blocks = append(r.Sections[1].Blocks, report.Text(text))
		}
	}
	for name, plant := range map[string]func(*report.Report){
		"a small count in a cell":        hiddenCell(func(c *report.Cell) { *c = report.N(4).As(c.Of) }),
		"a count under no name":          hiddenCell(func(c *report.Cell) { *c = report.N(44) }),
		"a percentage of a hidden count": hiddenCell(func(c *report.Cell) { *c = report.P(12).By(c.Of) }),
		"a number from nowhere":          hiddenCell(func(c *report.Cell) { *c = report.F(3.5, 1) }),
		"a day":                          hiddenCell(func(c *report.Cell) { *c = report.D(day(time.October, 3)) }),
		"the number of a case in a cell": hiddenCell(func(c *report.Cell) { *c = report.W("PR-2026-00003") }),
		"a small count in a sentence":    para("The unit had 3 cases."),
		"a small count at the end":       para("Of the cases in the unit it had 3."),
		"somebody's name in a sentence":  para("Ask " + sampleOwner + "."),
		"the number of a case in a definition": func(r *report.Report) {
			r.Sections[1].Blocks = append(r.Sections[1].Blocks, report.Table{Definition: "As in PR-2026-00003."})
		},
		"a bar that is not shown": func(r *report.Report) {
			r.Sections[1].Blocks = append(r.Sections[1].Blocks, report.Figure{Of: [][]string{{"received"}}, Drawing: chart.Chart{Labels: []string{"ICU"}, Series: []chart.Series{{Values: []float64{3}}}}})
		},
		"a bar under no name": func(r *report.Report) {
			r.Sections[1].Blocks = append(r.Sections[1].Blocks, report.Figure{Drawing: chart.Chart{Labels: []string{"ICU"}, Series: []chart.Series{{Values: []float64{33}}}}})
		},
		"a name in an alternative text": func(r *report.Report) {
			r.Sections[1].Blocks = append(r.Sections[1].Blocks, report.Figure{Drawing: chart.Chart{Message: "Seen by " + sampleOwner}})
		},
		"a name in bullets": func(r *report.Report) {
			r.Sections[1].Blocks = append(r.Sections[1].Blocks, report.Bullets{Items: [][]page.Run{{{Text: sampleOwner}}}})
		},
	} {
		err := planted(t, plant)
		var refusal Refusal
		if !errors.As(err, &refusal) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if strings.Contains(refusal.Sentence(), sampleOwner) || strings.Contains(refusal.Sentence(), "PR-2026") {
			t.Errorf("%s: the refusal tells it: %s", name, refusal.Sentence())
		}
	}
}

// A hidden number of more than ten is hidden because it would give a small one away:
// most of those that are shown again, each alone, are refused.
func TestSelfTestRefusesANumberThatFollowsFromOthers(t *testing.T) {
	truth := map[string]float64{}
	inside := internal(t, busy(day(time.December, 1)))
	eachCell(&inside, func(c *report.Cell) bool {
		if c.Kind == report.Count && c.Of != "" {
			truth[c.Of] = c.Value
		}
		return false
	})
	tried, refused := 0, 0
	shared := made(t, busy(day(time.December, 1)), report.Shareable)
	eachCell(&shared, func(hidden *report.Cell) bool {
		if n, known := truth[hidden.Of]; hidden.Kind == report.Hidden && known && n > 10 && tried < 12 {
			tried++
			if planted(t, func(r *report.Report) {
				eachCell(r, func(c *report.Cell) bool {
					if c.Kind == report.Hidden && c.Of == hidden.Of {
						*c = report.N(int(n)).As(c.Of)
					}
					return false
				})
			}) != nil {
				refused++
			}
		}
		return false
	})
	if tried == 0 || 2*refused <= tried {
		t.Errorf("of %d numbers shown again %d were refused", tried, refused)
	}
}

func TestQuarterAndYearAndAnyDaysAreMade(t *testing.T) {
	for _, p := range []data.Period{data.QuarterPeriod(day(time.October, 1)), data.YearPeriod(2026), {From: day(time.October, 5), To: day(time.November, 4)}} {
		facts := busy(day(time.December, 1))
		facts.Period = p
		for _, audience := range report.Audiences {
			r := made(t, facts, audience.Value)
			if r.About == "" || strings.Contains(r.Title, "monthly") {
				t.Errorf("%s: %q, %q", p, r.Title, r.About)
			}
		}
	}
}

// An office may call somebody by a word that the summary uses, too.
func TestAnOwnerWithTheNameOfACategoryStopsNoSummary(t *testing.T) {
	facts := busy(day(time.December, 1))
	for i := range facts.Actions {
		facts.Actions[i].Plan.Owner = "Quality"
	}
	facts.Received[0].Owner = "May"
	made(t, facts, report.Shareable)
}

// Cases that are a few more or fewer than before: that number counts nobody.
func TestASmallChangeStopsNoSummary(t *testing.T) {
	said := 0
	for seed := range uint64(40) {
		facts := randomFacts(day(time.December, 1), seed, 15)
		for i := range facts.Received { // so that no kind is hidden
			facts.Received[i].Kind = data.Complaint
		}
		facts.Before.Received = slices.Clone(facts.Received[:13])
		text := textOf(made(t, facts, report.Shareable))
		mustLack(t, text, "2 more than")
		if strings.Contains(squeezed(text), "15 cases, more than in September 2026 (13)") {
			said++
		}
	}
	if said == 0 {
		t.Error("no summary tells the change")
	}
}
