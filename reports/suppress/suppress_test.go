package suppress

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func protect(t *testing.T, l *Ledger) map[string]bool {
	t.Helper()
	hidden, err := l.Protect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return hidden
}

// others are the hidden numbers that are not small, sorted.
func others(l *Ledger, hidden map[string]bool) []string {
	var all []string
	for _, c := range l.counts {
		if hidden[c.name] && !c.silent && !Small(c.n) {
			all = append(all, c.name)
		}
	}
	slices.Sort(all)
	return all
}

func TestNumbersOf1To10AreHiddenAnd0IsNot(t *testing.T) {
	var l Ledger
	for n := range 13 {
		l.Count(fmt.Sprint("n", n), n)
	}
	hidden := protect(t, &l)
	for n := range 13 {
		if hidden[fmt.Sprint("n", n)] != (n >= 1 && n <= 10) {
			t.Errorf("%d: hidden is %v", n, hidden[fmt.Sprint("n", n)])
		}
	}
}

func TestARowWithOneSmallNumberAndAShownTotalHidesASecondNumber(t *testing.T) {
	var l Ledger
	l.Count("4 West", 5)
	l.Count("5 East", 20)
	l.Count("ICU", 30)
	l.Count("all", 55)
	l.Sum("all", "4 West", "5 East", "ICU")
	if leaks := l.Audit(t.Context(), map[string]bool{"5 East": true, "ICU": true, "all": true}); len(leaks) != 1 || leaks[0].Low != 5 || leaks[0].High != 5 {
		t.Errorf("the small number can be worked out; found: %v", leaks)
	}
	if got := others(&l, protect(t, &l)); !slices.Equal(got, []string{"5 East"}) {
		t.Errorf("hidden beside the small number: %v; the smaller of the two does", got)
	}
}

func TestWhereNothingElseHelpsTheTotalIsHidden(t *testing.T) {
	var l Ledger
	l.Count("new", 7)
	l.Count("none", 0)
	l.Count("elsewhere", 90)
	l.Count("both", 97)
	l.Headline("elsewhere")
	l.Sum("both", "new", "elsewhere")
	if got := others(&l, protect(t, &l)); !slices.Equal(got, []string{"both"}) {
		t.Errorf("hidden beside the small number: %v", got)
	}
}

func TestASmallNumberOf2RowsHidesARectangle(t *testing.T) {
	var l Ledger
	n := map[string]int{"a/x": 3, "a/y": 40, "a/z": 50, "b/x": 60, "b/y": 70, "b/z": 80, "c/x": 20, "c/y": 90, "c/z": 30}
	twoWay(&l, []string{"a", "b", "c"}, []string{"x", "y", "z"}, func(r, c string) int { return n[r+"/"+c] })
	hidden := protect(t, &l)
	got := others(&l, hidden)
	if len(got) != 3 || !slices.ContainsFunc(got, func(s string) bool { return s == "c/x" || s == "b/x" }) {
		t.Errorf("hidden beside the small number: %v", got)
	}
	for _, planted := range got {
		shown := l.Shown(hidden)
		shown[planted] = true
		leaks := l.Audit(t.Context(), shown)
		if !slices.ContainsFunc(leaks, func(k Leak) bool { return k.Name == "a/x" && k.Low == 3 && k.High == 3 }) {
			t.Errorf("with %s shown the small number can be worked out; the self-test found %v", planted, leaks)
		}
		for _, k := range leaks {
			if strings.Contains(k.String(), "3") {
				t.Errorf("the sentence %q tells the number", k)
			}
		}
	}
}

func TestTheSameNumberIsHiddenInEveryTable(t *testing.T) {
	var l Ledger
	l.Count("grievances", 4)
	l.Count("complaints", 60)
	l.Count("all", 64)
	l.Count("by phone", 30)
	l.Count("by letter", 34)
	l.Sum("all", "grievances", "complaints")
	l.Sum("all", "by phone", "by letter")
	hidden := protect(t, &l)
	if got := others(&l, hidden); !slices.Equal(got, []string{"complaints"}) {
		t.Errorf("hidden: %v", got)
	}
}

func TestThePercentageOfAHiddenNumberIsHidden(t *testing.T) {
	var l Ledger
	l.Count("answered", 100)
	l.Count("in 7 days", 95)
	l.Count("in 30 days", 60)
	l.Share("% in 7 days", "in 7 days", "answered")
	l.Share("% in 30 days", "in 30 days", "answered")
	hidden := protect(t, &l)
	if !hidden["% in 7 days"] || !hidden["in 7 days"] && !hidden["answered"] {
		t.Errorf("95 of 100 tells of 5; hidden: %v", hidden)
	}
	if hidden["% in 30 days"] || hidden["answered"] {
		t.Errorf("more is hidden than needed: %v", hidden)
	}
	shown := l.Shown(hidden)
	shown["% in 7 days"] = true
	if len(l.Audit(t.Context(), shown)) == 0 {
		t.Error("the percentage gives the rest away, and the self-test does not see it")
	}
}

func TestTheMedianOfFewIsHidden(t *testing.T) {
	var l Ledger
	l.Count("closed", 10)
	l.Count("closed before", 11)
	l.Statistic("median", "closed")
	l.Statistic("median before", "closed before")
	hidden := protect(t, &l)
	if !hidden["median"] || hidden["median before"] {
		t.Errorf("hidden: %v", hidden)
	}
	shown := l.Shown(hidden)
	shown["median"] = true
	if leaks := l.Audit(t.Context(), shown); len(leaks) != 1 || leaks[0].Name != "median" {
		t.Errorf("the self-test found %v", leaks)
	}
}

func TestTheBacklogGivesNothingAway(t *testing.T) {
	var l Ledger
	for name, n := range map[string]int{"carried": 40, "opened": 120, "reopened": 3, "closed": 110, "withdrawn": 12, "open": 41} {
		l.Count(name, n)
	}
	l.Headline("open", "opened")
	l.Equation(map[string]int{"opened": 1, "carried": 1, "reopened": 1, "closed": -1, "withdrawn": -1, "open": -1})
	if got := others(&l, protect(t, &l)); !slices.Equal(got, []string{"withdrawn"}) {
		t.Errorf("hidden beside the reopened: %v", got)
	}
}

func TestARateOfANumberThatStandsNowhereElseIsShownWhereItMayBe(t *testing.T) {
	var l Ledger
	l.Silent("falls", 40)
	l.Silent("thefts", 4)
	l.From("falls for 1000 days", "falls")
	l.From("thefts for 1000 days", "thefts")
	hidden := protect(t, &l)
	if hidden["falls for 1000 days"] || !hidden["thefts for 1000 days"] {
		t.Errorf("hidden: %v", hidden)
	}
}

// Two numbers of ten with a total of twenty are plain to whoever knows that both
// are small, and to nobody else; ten parts of one cannot be helped.
func TestWhoKnowsWhichNumbersAreSmallIsCounteredWhereItCanBe(t *testing.T) {
	var l Ledger
	l.Count("a", 10)
	l.Count("b", 10)
	l.Count("c", 60)
	l.Count("all", 80)
	l.Sum("all", "a", "b", "c")
	shown := map[string]bool{"c": true, "all": true}
	if len(l.Audit(t.Context(), shown)) != 0 || len(l.AuditMarked(t.Context(), shown)) != 2 {
		t.Errorf("plain: %v, marked: %v", l.Audit(t.Context(), shown), l.AuditMarked(t.Context(), shown))
	}
	if leaks := l.AuditMarked(t.Context(), l.Shown(protect(t, &l))); len(leaks) > 0 {
		t.Errorf("could be helped: %v", leaks)
	}
	var ones Ledger
	parts := heads("part", 10)
	for _, p := range parts {
		ones.Count(p, 1)
	}
	ones.Count("all", 10)
	ones.Sum("all", parts...)
	shown = ones.Shown(protect(t, &ones))
	if len(ones.Audit(t.Context(), shown)) != 0 || len(ones.AuditMarked(t.Context(), shown)) == 0 {
		t.Errorf("plain: %v, marked: %v", ones.Audit(t.Context(), shown), ones.AuditMarked(t.Context(), shown))
	}
}

// The page says that 0 is shown, so eleven hidden parts of eleven are one each.
func TestAHiddenNumberIsKnownNotToBe0(t *testing.T) {
	var l Ledger
	parts := heads("part", 11)
	for _, p := range parts {
		l.Count(p, 1)
	}
	l.Count("none", 0)
	l.Count("all", 11)
	l.Sum("all", append(parts, "none")...)
	if leaks := l.Audit(t.Context(), map[string]bool{"all": true, "none": true}); len(leaks) != 11 {
		t.Errorf("%d of 11 parts can be worked out: %v", len(leaks), leaks)
	}
	hidden := protect(t, &l)
	if !hidden["all"] || hidden["none"] {
		t.Errorf("hidden: %v", hidden)
	}
}

func TestANumberThatIsNotPrintedIsProtected(t *testing.T) {
	var l Ledger
	l.Count("all", 80)
	l.Count("English", 50)
	l.Count("Spanish", 26)
	l.Silent("not asked", 4)
	l.Sum("all", "English", "Spanish", "not asked")
	if got := others(&l, protect(t, &l)); len(got) != 1 {
		t.Errorf("hidden for the sake of the four: %v", got)
	}
}

func TestNumbersThatDoNotAgreeAreRefused(t *testing.T) {
	for _, c := range []struct {
		name, says string
		enter      func(l *Ledger)
	}{
		{"two values", "both 3 and 4", func(l *Ledger) { l.Count("a", 3); l.Count("a", 4) }},
		{"a sum that is none", "does not add up", func(l *Ledger) { l.Count("a", 3); l.Count("b", 4); l.Sum("a", "b") }},
		{"a name without a number", "has no number", func(l *Ledger) { l.Count("a", 3); l.Sum("a", "b") }},
		{"less than none", "less than 0", func(l *Ledger) { l.Count("a", -3) }},
		{"a part that is larger", "less than 0", func(l *Ledger) { l.Count("a", 3); l.Count("b", 2); l.Share("%", "a", "b") }},
	} {
		var l Ledger
		c.enter(&l)
		if _, err := l.Protect(t.Context()); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

var kinds = map[string]func(r *rand.Rand) *Ledger{
	"two-way": func(r *rand.Rand) *Ledger {
		l := &Ledger{}
		twoWay(l, heads("unit", 2+r.IntN(3)), heads("kind", 2+r.IntN(3)), func(_, _ string) int { return number(r) })
		return l
	},
	"linked":    linked,
	"hierarchy": hierarchy,
}

func TestRandomTablesKeepTheirSmallNumbers(t *testing.T) {
	for name, make := range kinds {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(150) {
				l := make(rand.New(rand.NewPCG(seed, 5)))
				hidden, err := l.Protect(t.Context())
				if err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
				spread := func(low, high []int) bool {
					for i, c := range l.counts {
						if Small(c.n) && high[i]-low[i] < Width-1 || hidden[c.name] && !c.silent && high[i] <= low[i] {
							return false
						}
					}
					return true
				}
				low, high := enumerate(l, hidden, func(n int) (int, int) { return max(min(n, 1), n-2), n + 2 }, spread)
				if !spread(low, high) {
					t.Errorf("seed %d: a hidden number has too few values among those near it: %v to %v", seed, low, high)
				}
			}
		})
	}
}

func TestEveryOtherHiddenNumberIsNeeded(t *testing.T) {
	for name, make := range kinds {
		for seed := range uint64(60) {
			l := make(rand.New(rand.NewPCG(seed, 7)))
			hidden := protect(t, l)
			before := len(l.AuditMarked(t.Context(), l.Shown(hidden)))
			for _, other := range others(l, hidden) {
				shown := l.Shown(hidden)
				shown[other] = true
				if len(l.Audit(t.Context(), shown)) == 0 && len(l.AuditMarked(t.Context(), shown)) <= before {
					t.Errorf("%s, seed %d: %q is hidden for nothing", name, seed, other)
				}
			}
		}
	}
}

func TestTheSelfTestSeesWhatTryingEveryNumberSees(t *testing.T) {
	found := 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 9))
		l := &Ledger{}
		rows, columns := heads("unit", 2+r.IntN(2)), heads("kind", 2+r.IntN(2))
		twoWay(l, rows, columns, func(_, _ string) int { return r.IntN(13) })
		hidden, shown := map[string]bool{}, map[string]bool{}
		for _, c := range l.counts {
			inner := strings.Contains(c.name, "/")
			hidden[c.name] = inner && (Small(c.n) || r.IntN(3) == 0)
			shown[c.name] = !hidden[c.name]
		}
		low, high := enumerate(l, hidden, func(n int) (int, int) { return min(n, 1), 40 }, nil)
		leaks := map[string]Leak{}
		for _, k := range l.Audit(t.Context(), shown) {
			leaks[k.Name] = k
		}
		for i, c := range l.counts {
			if !hidden[c.name] {
				continue
			}
			need := 1
			if Small(c.n) {
				need = Width - 1
			}
			k, leak := leaks[c.name]
			if leak != (high[i]-low[i] < need) || leak && (k.Low != low[i] || k.High != high[i]) {
				t.Errorf("seed %d: %s can be %d to %d; the self-test says %v %+v", seed, c.name, low[i], high[i], leak, k)
			}
			if leak {
				found++
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d leaks in all the tables; the test tells little", found)
	}
}

// multiples are a few relations in which numbers stand up to three times.
func multiples(seed uint64, n int) *Ledger {
	r := rand.New(rand.NewPCG(seed, 3))
	l := &Ledger{}
	names := heads("n", n)
	for _, name := range names {
		l.Count(name, r.IntN(14))
	}
	for i := range 1 + r.IntN(2) {
		times, sum := map[string]int{}, 0
		for _, name := range names {
			c := r.IntN(4) * (r.IntN(2)*2 - 1)
			times[name] = c
			sum += c * l.counts[l.index[name]].n
		}
		total := fmt.Sprint("total", i)
		times[total] = 1
		if sum > 0 {
			times[total], sum = -1, -sum
		}
		l.Count(total, -sum)
		l.Equation(times)
	}
	return l
}

func TestRelationsWithMultiplesKeepTheirSmallNumbers(t *testing.T) {
	for seed := range uint64(400) {
		if _, err := multiples(seed, 6).Protect(t.Context()); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}

func TestTheSelfTestSeesHolesBetweenWholeNumbers(t *testing.T) {
	found := 0
	for seed := range uint64(150) {
		l := multiples(seed, 3)
		hidden, shown := map[string]bool{}, map[string]bool{}
		for _, c := range l.counts {
			hidden[c.name] = strings.HasPrefix(c.name, "n")
			shown[c.name] = !hidden[c.name]
		}
		low, high := enumerate(l, hidden, func(n int) (int, int) { return min(n, 1), 60 }, nil)
		leaks := l.Audit(t.Context(), shown)
		for i, c := range l.counts {
			leak := slices.ContainsFunc(leaks, func(k Leak) bool { return k.Name == c.name })
			need := 1
			if Small(c.n) {
				need = Width - 1
			}
			if hidden[c.name] && leak != (high[i]-low[i] < need) {
				t.Errorf("seed %d: %s can be %d to %d; the self-test says %v", seed, c.name, low[i], high[i], leaks)
			}
			if leak {
				found++
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d leaks; the test tells little", found)
	}
}

func TestTheNumbersOfAMonthKeepTheirSmallOnes(t *testing.T) {
	for seed := range uint64(20) {
		l := month(seed, 3+4*int(seed))
		hidden := protect(t, l)
		if leaks := l.AuditMarked(t.Context(), l.Shown(hidden)); len(leaks) > 0 {
			t.Errorf("seed %d: %v", seed, leaks)
		}
		for _, planted := range others(l, hidden) {
			shown := l.Shown(hidden)
			shown[planted] = true
			if len(l.Audit(t.Context(), shown)) == 0 && len(l.AuditMarked(t.Context(), shown)) == 0 {
				t.Errorf("seed %d: with %q shown too, the self-test finds nothing", seed, planted)
			}
		}
	}
}

// A search that takes too long ends with more hidden, and nothing given away.
func TestTheChoiceEndsWhereThereIsNoTimeForAGoodOne(t *testing.T) {
	for _, size := range []int{8, 20, 60} {
		l := month(1, size)
		good := protect(t, l)
		hidden, err := l.protect(t.Context(), &meter{t.Context(), 1e5})
		if err != nil {
			t.Fatal(err)
		}
		if leaks := l.Audit(t.Context(), l.Shown(hidden)); len(leaks) > 0 {
			t.Errorf("size %d: %v", size, leaks)
		}
		if len(hidden) < len(good) {
			t.Errorf("size %d: %d are hidden in no time and %d by a search", size, len(hidden), len(good))
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := month(1, 20).Protect(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("who canceled got %v", err)
	}
}

// What a document says of a number is known to its reader.
func TestANumberThatIsSaidToBeLargeTellsOfTheOther(t *testing.T) {
	var l Ledger
	l.Count("all", 13)
	l.Count("ward", 11)
	l.Count("others", 2)
	l.Sum("all", "ward", "others")
	l.AtLeast("ward", Least)
	if leaks := l.Audit(t.Context(), map[string]bool{"all": true}); len(leaks) == 0 {
		t.Error("13 in all, 11 or more in the ward: the others are 1 or 2")
	}
	if hidden := protect(t, &l); !hidden["all"] {
		t.Errorf("hidden: %v", hidden)
	}
}

// Equal large numbers that follow from what is shown need not hide each other.
func TestWhatFollowsFromWhatIsShownIsShown(t *testing.T) {
	var l Ledger
	for name, n := range map[string]int{"comments": 238, "rated": 238, "good": 140, "fair": 40, "bad": 58, "a": 8, "b": 6, "c": 224} {
		l.Count(name, n)
	}
	l.Sum("rated", "good", "fair", "bad")
	l.Sum("comments", "rated")
	l.Sum("comments", "a", "b", "c")
	if hidden := protect(t, &l); hidden["rated"] != hidden["comments"] || len(l.Audit(t.Context(), l.Shown(hidden))) > 0 {
		t.Errorf("hidden: %v", hidden)
	}
}
