package audit

import (
	"testing"

	"rapport/app/window/officetest"
)

func TestAMonthIsReviewedInNumbersAndSigned(t *testing.T) {
	o := officetest.New(t)
	o.Open(o.Complaint())
	o.Show(New(o.Desk))
	o.Press("Review a month …")
	o.Sees("Sign-ins", "By person", "All entries")
	o.Press("Sign the review")
	o.Sees("Please fill this in.")
	o.Fill("What did you look at, and what did you find?", "Nothing stands out.")
	o.Press("Sign the review")
	o.Sees("Reviewed the activity of " + o.Today().Month().Long())
	o.Press("Review a month …")
	o.Sees("Reviewed", "Nothing stands out.")
	o.Picture("audit-review")
}
