package data

import (
	"testing"
	"time"
)

func TestPeriodsAreNamedReadAndPrecededAsWhatTheyAre(t *testing.T) {
	for _, row := range []struct{ written, long, before, next string }{
		{"2026-10", "October 2026", "2026-09", "2026-11"},
		{"2026-01", "January 2026", "2025-12", "2026-02"},
		{"2026-Q1", "first quarter of 2026", "2025-Q4", "2026-Q2"},
		{"2024", "2024", "2023", "2025"},
		{"2026-10-05..2026-10-14", "October 5, 2026 to October 14, 2026", "2026-09-25..2026-10-04", "2026-10-15..2026-10-24"},
		{"2026-10-05..2026-10-05", "October 5, 2026", "2026-10-04..2026-10-04", "2026-10-06..2026-10-06"},
	} {
		p, err := ParsePeriod(row.written)
		if err != nil {
			t.Errorf("%s: %v", row.written, err)
			continue
		}
		if p.String() != row.written || p.Long(LocaleUS) != row.long || p.Before().String() != row.before || p.Next().String() != row.next {
			t.Errorf("%s: written %s, named %q, before it %s, after it %s", row.written, p, p.Long(LocaleUS), p.Before(), p.Next())
		}
	}
}

func TestARangeThatIsAWholeMonthIsThatMonth(t *testing.T) {
	p, err := ParsePeriod("2026-02-01..2026-02-28")
	if err != nil || p.Size() != OneMonth {
		t.Errorf("it is %v, %v", p, err)
	}
}

func TestNoPeriodIsMadeOfNonsense(t *testing.T) {
	for _, s := range []string{"", "2026-13", "2026-Q5", "2026-Q", "26", "0000", "2026-10-05..2026-10-04", "2026-10-05..", "..", "October"} {
		if p, err := ParsePeriod(s); err == nil {
			t.Errorf("%q became %v", s, p)
		}
	}
}

func TestMonthsOfAPeriodThatBeginsInTheMiddle(t *testing.T) {
	p := Period{NewDate(2025, time.December, 15), NewDate(2026, time.February, 3)}
	if m := p.Months(); len(m) != 3 || m[0].String() != "2025-12" || m[2].String() != "2026-02" || p.WholeMonths() {
		t.Errorf("months %v, whole %v", m, p.WholeMonths())
	}
}
