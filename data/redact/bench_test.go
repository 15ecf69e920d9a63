package redact

import (
	"strings"
	"testing"
)

// BenchmarkFind reads 50 KB that are dense with names, days and numbers, as a long
// history of a case is.
func BenchmarkFind(b *testing.B) {
	known := []Entity{
		{Kind: Name, Tag: "[patient]", Forms: []string{"Achterberg, Rosalind Mae"}}, {Kind: MRN, Tag: "[MRN]", Forms: []string{"MR-4471902"}},
		{Kind: Day, Tag: "[date of birth]", Forms: []string{"1948-05-02"}}, {Kind: Place, Tag: "[street 1]", Forms: []string{"412 Larkspur Lane"}},
		{Kind: Phone, Tag: "[phone 1]", Forms: []string{"(614) 555-0177"}}, {Kind: Name, Tag: "[staff 1]", Forms: []string{"Lowell, Kim"}},
	}
	text := strings.Repeat("On 3/4/2026 at 2:05 pm Mrs. Achterberg's daughter Ines Fennimore called from (614) 555-0142 and said that nobody came to room 412 when her mother rang.\n"+
		"Dr. Kim Lowell, MD saw Rosalind (DOB 5/2/1948, MRN 4471902) on May 3rd at Lakeside General Hospital; the letter went to 412 Larkspur Lane, Lakeshore, OH 43999, and to ines.f@example.org.\n"+
		"She was told to wait. The nurse was kind but busy, and the bill of March 12 for account 88-20391-7 came twice, which nobody could explain to the family.\n", 110)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if found := NewFinder(known).Find(text); len(found) < 1000 {
			b.Fatalf("%d findings", len(found))
		}
	}
}
