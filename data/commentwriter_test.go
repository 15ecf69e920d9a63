package data

import "testing"

func TestWriterOfACommentIsWhomTheySaidTheyAre(t *testing.T) {
	for _, c := range []struct {
		who, reach string
		want       Person
	}{
		{"", "", Person{}},
		{"Ann Lee", "555-0142 ann.lee@example.org", Person{Given: "Ann", Family: "Lee", Phone: "555-0142", Email: "ann.lee@example.org"}},
		{"Lee, Ann", "(212) 555-0142", Person{Given: "Ann", Family: "Lee", Phone: "(212) 555-0142"}},
		{"R-10233", "ann.lee@example.org,", Person{Email: "ann.lee@example.org"}},
		{"10233", "", Person{}},
		{"ann.lee@example.org", "", Person{}},
		{"Lee", "", Person{Family: "Lee"}},
		{"", "after 5 pm, 212-555-0142", Person{Phone: "212-555-0142", CallAt: "after 5 pm, 212-555-0142"}},
		{"", "through my daughter", Person{CallAt: "through my daughter"}},
		{"", "a@example.org; b@example.org", Person{Email: "a@example.org", CallAt: "b@example.org"}},
	} {
		if got := (Feedback{Who: c.who, Reach: c.reach}).Writer(); !got.Equal(c.want) {
			t.Errorf("%q, %q: %+v, want %+v", c.who, c.reach, got, c.want)
		}
	}
}
