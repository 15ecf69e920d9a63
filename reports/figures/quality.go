package figures

import "rapport/data"

// LateEntryDays is how many days after its receipt a case may be entered without
// counting as entered late.
const LateEntryDays = 3

// Gap is something that is missing in part of the records.
type Gap struct {
	Missing Set
	Of      Set // the records that should have it
}

// Share is how much is missing.
func (g Gap) Share() Share { return shareOf(g.Missing, g.Of) }

// Quality is how complete the records of the cases received are.
type Quality struct {
	Category Gap // issues without a category
	Unmapped Gap // issues whose category is not in the version of the list that they were coded with
	Finding  Gap // issues of cases that are closed and were not withdrawn, without a finding
	Unit     Gap // cases without a unit
	Late     Gap // cases entered more than [LateEntryDays] days after receipt
	// Of the patients of the cases received that are not anonymous. A language that
	// is not recorded may be English.
	Language   Gap
	Age        Gap
	Disability Gap
}

func quality(in period) Quality {
	var q Quality
	for c := range each(in.Received) {
		q.Unit.check(c.Unit == "", c.Key)
		if !c.Entered.IsZero() {
			q.Late.check(c.Entered > c.Received.AddDays(LateEntryDays), c.Key)
		}
		if !c.Anonymous {
			q.Language.check(c.Language == "", c.Key)
			q.Age.check(c.Born.IsZero(), c.Key)
			q.Disability.check(c.Disability == data.DisabilityNotAsked, c.Key)
		}
	}
	for k, code := range in.category {
		issue, c := &in.Issues[k], in.caseOf[k]
		q.Category.check(code == "", issue.Case)
		q.Unmapped.check(code == data.Unmapped, issue.Case)
		if c != nil && !c.Closed.IsZero() && !withdrawn(c) {
			q.Finding.check(issue.Outcome == "", issue.Case)
		}
	}
	return q
}

func (g *Gap) check(missing bool, key int64) {
	g.Of.add(key)
	g.Missing.addIf(missing, key)
}
