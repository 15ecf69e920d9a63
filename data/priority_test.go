package data

import "testing"

// TestTheSeriousnessMatrix reads the table of the guideline line by line, the
// gravest consequence first, as it is printed.
func TestTheSeriousnessMatrix(t *testing.T) {
	const l, m, h, x = Seriousness("low"), Seriousness("moderate"), Seriousness("high"), Seriousness("extreme")
	printed := [][5]Seriousness{
		{h, x, x, x, x}, // 5 extreme: death, abuse
		{m, h, h, x, x},
		{l, m, h, h, h},
		{l, l, m, m, h},
		{l, l, l, m, m}, // 1 negligible
	}
	for i, row := range printed {
		if got := testSettings().SeriousnessMatrix()[4-i]; got != row {
			t.Errorf("consequence %d: %v, want %v", 5-i, got, row)
		}
	}
}

func TestThePriorityOfACase(t *testing.T) {
	for name, c := range map[string]struct {
		severity, harm int
		urgency        Urgency
		recurrence     int
		want           Seriousness
	}{
		"a cold meal":                                    {1, 0, "routine", 0, "low"},
		"a cold meal that happens every day":             {1, 0, "routine", 5, "high"},
		"a grave matter that can wait":                   {3, 0, "routine", 0, "moderate"},
		"a grave matter within two days":                 {3, 0, "48h", 0, "high"},
		"a grave matter, possibly again":                 {3, 0, "routine", 3, "high"},
		"a grave matter, likely again":                   {3, 0, "routine", 4, "extreme"},
		"a death, however slight the event":              {0, 5, "routine", 0, "high"},
		"a death that may be somebody's danger":          {0, 5, "immediate", 0, "extreme"},
		"somebody in danger of a nuisance":               {0, 0, "immediate", 0, "high"},
		"a discharge today, of middling severity":        {2, 0, "today", 0, "high"},
		"not judged at all":                              {2, 0, "", 0, "low"},
		"recurrence does not lower what urgency demands": {2, 0, "immediate", 1, "extreme"},
	} {
		if got := testSettings().PriorityOf(c.severity, c.harm, c.urgency, c.recurrence); got.Level != c.want || got.Because == "" {
			t.Errorf("%s: %s (%s), want %s", name, got.Level, got.Because, c.want)
		}
	}
}

func TestAnOfficeMayHaveAMatrixOfItsOwn(t *testing.T) {
	s := testSettings()
	s.Seriousness = StartingMatrix
	s.Seriousness[1][0] = "extreme"
	wantNone(t, s.Validate())
	if got := s.PriorityOf(1, 0, "routine", 1); got.Level != "extreme" {
		t.Errorf("the office's own matrix gives %s", got.Level)
	}
	s.Seriousness[1][0] = ""
	wantGap(t, s.Validate(), "seriousness", false)
}
