package exchange

import (
	"strings"
	"testing"

	"rapport/data"
)

func TestCompensationOfALogIsServiceRecoveryWhereItSaysHowMuchAndWhen(t *testing.T) {
	const heading = "Case,Received,Closed,Type,Description,Compensation\n"
	ended := data.NewDate(2024, 3, 20)
	for cell, want := range map[string]data.Recovery{
		"$25 gift card":                    {On: ended, Item: "$25 gift card", Cents: 25_00},
		"250.5":                            {On: ended, Item: "Compensation: 250.5", Cents: 250_50},
		`"Waived the co-pay, $1,250.00"`:   {On: ended, Item: "Waived the co-pay, $1,250.00", Cents: 1250_00, BillCredit: true},
		"USD 40 in cash":                   {On: ended, Item: "USD 40 in cash", Cents: 40_00, Cash: true},
		"An apology and flowers":           {},
		"$25 card and $10 parking":         {},
		"None":                             {},
		"$0.00":                            {},
		"$25 " + strings.Repeat("x", 5000): {},
	} {
		for _, closed := range []string{"3/20/2024", ""} {
			p := planOf(t, heading+"A1,3/14/2024,"+closed+",Grievance,Nobody came.,"+cell+"\n")
			all, refused, _ := planned(t, p)
			if len(refused) != 0 || len(all) != 1 {
				t.Fatalf("%.40s: refused %v", cell, refused)
			}
			in := all[0]
			if closed == "" || want.Cents == 0 {
				if len(in.Gifts) != 0 || len(in.Texts) != 1 {
					t.Errorf("%.40s, closed %q: gifts %+v, texts %d, want a text", cell, closed, in.Gifts, len(in.Texts))
				}
				continue
			}
			if len(in.Gifts) != 1 || len(in.Texts) != 0 {
				t.Errorf("%.40s: gifts %+v, texts %+v", cell, in.Gifts, in.Texts)
				continue
			}
			got := in.Gifts[0]
			rows, err := p.Preview(1)
			if err != nil {
				t.Fatal(err)
			}
			if read := rows[0].Cells[len(rows[0].Cells)-1].Read; !strings.HasPrefix(read, "service recovery of "+data.Dollars(got.Cents)+" on March 20, 2024: ") {
				t.Errorf("%.40s: the preview says %q", cell, read)
			}
			if !strings.Contains(got.Reason, "“Compensation”") {
				t.Errorf("%.40s: the reason is %q", cell, got.Reason)
			}
			if got.Reason = ""; got != want {
				t.Errorf("%.40s: %+v, want %+v", cell, got, want)
			}
		}
	}
}
