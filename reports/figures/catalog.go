package figures

import (
	"fmt"
	"slices"

	"rapport/data"
)

// measured is a row of the catalog: the description and how it is read.
type measured struct {
	Entry
	read func(f *Figures) Reading
}

func goal(v float64) *float64 { return &v }

const (
	hqo       = "Health Quality Ontario, indicator library"
	condition = "42 CFR 482.13(a)(2)"
)

// catalog is every measure of domain 7.1 that is one number, in the order of the
// report. What is a table of its own (units, equity, ageing) stands in [Figures].
var catalog = slices.Concat(volume, timeliness, content, work, voice, records)

var volume = []measured{
	{Entry{Code: "received", Name: "Cases received", Kind: Number, Group: "volume",
		Definition: "Cases of all kinds whose day of receipt lies in the period. A case counts once, even with many issues; what was entered by mistake or merged into another case does not count."},
		func(f *Figures) Reading { return count(f.Received) }},
	{Entry{Code: "grievances", Name: "Grievances received", Kind: Number, Group: "volume", Source: condition,
		Definition: "Of the cases received, those that must end with a written notice of decision: grievances and civil-rights grievances."},
		func(f *Figures) Reading { return count(f.Grievances) }},
	{Entry{Code: "complaints", Name: "Complaints and grievances received", Kind: Number, Group: "volume",
		Definition: "Of the cases received, those in which somebody complains of something, grievances among them; compliments, suggestions and requests for information are left out."},
		func(f *Figures) Reading { return count(f.Complaints) }},
	{Entry{Code: "closed", Name: "Cases closed", Kind: Number, Group: "volume",
		Definition: "Cases closed in the period, whenever they were received. One that was reopened and closed again counts once; withdrawn cases do not count."},
		func(f *Figures) Reading { return count(f.Closed) }},
	{Entry{Code: "open", Name: "Cases open at the end", Kind: Number, Better: -1, Group: "volume", Source: "KO41a, carried forward",
		Definition: "Cases that were open when the period ended, or are open today while it runs."},
		func(f *Figures) Reading { return count(f.Open) }},
	{Entry{Code: "open_over_30", Name: "Cases open for more than 30 days", Kind: Number, Better: -1, Group: "volume",
		Definition: "Of the cases open at the end, those received more than 30 days before it."},
		func(f *Figures) Reading { return count(openOver(f.Ageing, 30)) }},
	{Entry{Code: "grievance_rate_days", Name: "Grievances per 1,000 patient days", Kind: Rate, Better: -1, Group: "volume", Of: "patient days of the hospital",
		Definition: "1,000 times the grievances received, divided by the patient days entered for the months of the period. Without patient days for each of them there is no rate."},
		func(f *Figures) Reading { return per1000(f.Grievances, f.Rates.Days) }},
	{Entry{Code: "grievance_rate_encounters", Name: "Grievances per 1,000 encounters", Kind: Rate, Better: -1, Group: "volume", Of: "encounters of the hospital",
		Definition: "1,000 times the grievances received, divided by the encounters entered for the months of the period. Without encounters for each of them there is no rate."},
		func(f *Figures) Reading { return per1000(f.Grievances, f.Rates.Encounters) }},
	{Entry{Code: "complaint_rate_days", Name: "Complaints and grievances per 1,000 patient days", Kind: Rate, Group: "volume", Of: "patient days of the hospital",
		Definition: "1,000 times the complaints and grievances received, divided by the patient days entered for the months of the period."},
		func(f *Figures) Reading { return per1000(f.Complaints, f.Rates.Days) }},
	{Entry{Code: "complaint_rate_encounters", Name: "Complaints and grievances per 1,000 encounters", Kind: Rate, Group: "volume", Of: "encounters of the hospital", Source: "Bayer and others 2021 (Cleveland Clinic)",
		Definition: "1,000 times the complaints and grievances received, divided by the encounters entered for the months of the period."},
		func(f *Figures) Reading { return per1000(f.Complaints, f.Rates.Encounters) }},
	{Entry{Code: "repeat_complainants", Name: "Repeat complainants", Kind: Number, Group: "volume",
		Definition: "People who had two cases or more that are not linked with each other, received in the twelve months that end with the period. Counted, never named."},
		func(f *Figures) Reading {
			if f.Before == nil {
				return Reading{Why: "It is counted for the newest period alone."}
			}
			return Reading{Known: true, Value: float64(f.RepeatComplainants)}
		}},
}

var timeliness = []measured{
	{Entry{Code: "acknowledged_in_time", Name: "Acknowledged in time", Kind: Percent, Better: +1, Goal: goal(95), Group: "timeliness", Source: hqo,
		Of:         "cases received in the period that owe an acknowledgement, without those withdrawn or settled on the spot",
		Definition: "Cases acknowledged by the day that stands in the case. What came outside office hours counts too; a complaint with many issues counts once."},
		func(f *Figures) Reading {
			return timely(f.Acknowledged, "No case received owes an acknowledgement.").final(f.Acknowledged.final(f))
		}},
	{Entry{Code: "decided_in_time", Name: "Written decision within the standard", Kind: Percent, Better: +1, Goal: goal(90), Group: "timeliness", Source: "guideline to 42 CFR 482.13(a)(2)(ii)",
		Of:         "grievances received in the period, without those withdrawn",
		Definition: "Grievances whose written notice of decision left within the office's standard of days after receipt, whatever date was promised later. The day of receipt is day 0."},
		func(f *Figures) Reading { return timely(f.Decided, "No grievance was received.").final(f.FinalOn) }},
	{Entry{Code: "decided_as_promised", Name: "Written decision as promised", Kind: Percent, Better: +1, Goal: goal(95), Group: "timeliness",
		Of:         "grievances received in the period, without those withdrawn",
		Definition: "Grievances whose written notice of decision left by the day that stands in the case, agreed extensions included."},
		func(f *Figures) Reading {
			return timely(f.Promised, "No grievance was received.").final(f.Promised.final(f))
		}},
	{Entry{Code: "interim_in_time", Name: "Told in time why it takes longer", Kind: Percent, Better: +1, Goal: goal(95), Group: "timeliness", Source: "guideline to 42 CFR 482.13(a)(2)(ii)",
		Of:         "grievances received in the period that were still undecided when the office's standard for an update had passed",
		Definition: "Undecided grievances whose person was told by that day, in a letter or a conversation, why it takes longer."},
		func(f *Figures) Reading {
			return timely(f.Interim, "No grievance was undecided for so long.").final(pastDuty(data.ClockUpdate, f.Period.To, f.settings))
		}},
	{Entry{Code: "closed_in_30", Name: "Closed within 30 days", Kind: Percent, Better: +1, Goal: goal(80), Group: "timeliness", Source: hqo,
		Of:         "complaints and grievances received in the period, without those withdrawn",
		Definition: "Cases closed within 30 days of receipt. A case is closed when all its issues are. The share is final 60 days after the period."},
		func(f *Figures) Reading {
			return share(f.Cohort.In30, f.Cohort.Received, "No complaint was received.").final(f.Cohort.FinalOn)
		}},
	{Entry{Code: "closed_in_60", Name: "Closed after 31 to 60 days", Kind: Percent, Group: "timeliness", Source: hqo,
		Of:         "complaints and grievances received in the period, without those withdrawn",
		Definition: "Cases closed on the 31st to the 60th day after receipt. The share is final 60 days after the period."},
		func(f *Figures) Reading {
			return share(f.Cohort.In60, f.Cohort.Received, "No complaint was received.").final(f.Cohort.FinalOn)
		}},
	{Entry{Code: "days_mean", Name: "Days to close, mean", Kind: InDays, Better: -1, Group: "timeliness", Of: "cases closed in the period",
		Definition: "Calendar days from receipt to closing, added up and divided by the cases closed."},
		func(f *Figures) Reading {
			return inDays(f.Days.All.Mean, f.Days.All.N, f.Closed, "No case was closed.")
		}},
	{Entry{Code: "days_median", Name: "Days to close, median", Kind: InDays, Better: -1, Goal: goal(14), Group: "timeliness", Of: "cases closed in the period",
		Definition: "Half of the cases closed took no longer than so many calendar days from receipt to closing."},
		func(f *Figures) Reading {
			return inDays(f.Days.All.Median, f.Days.All.N, f.Closed, "No case was closed.")
		}},
	{Entry{Code: "days_p90", Name: "Days to close, 90th percentile", Kind: InDays, Better: -1, Group: "timeliness", Of: "cases closed in the period",
		Definition: "Nine cases in ten took no longer than so many calendar days. By nearest rank: the case whose place in the sorted list is 0.9 × n, rounded up; not given for fewer than 10 cases."},
		func(f *Figures) Reading {
			return inDays(float64(f.Days.All.P90), f.Days.All.N/MinForP90, f.Closed, "Fewer than 10 cases were closed.")
		}},
	{Entry{Code: "grievance_days_median", Name: "Days to close a grievance, median", Kind: InDays, Better: -1, Goal: goal(7), Group: "timeliness", Of: "grievances closed in the period",
		Definition: "Half of the grievances closed took no longer than so many calendar days from receipt to closing."},
		func(f *Figures) Reading {
			return inDays(f.Days.Grievances.Median, f.Days.Grievances.N, f.closedGrievances(), "No grievance was closed.")
		}},
	{Entry{Code: "reopened", Name: "Reopened within 60 days", Kind: Percent, Better: -1, Goal: goal(5), Group: "timeliness", Of: "cases closed in the period",
		Definition: "Cases that were reopened within 60 days of a closing in the period. The share is final 60 days after the period."},
		func(f *Figures) Reading {
			return share(f.Reopened.Again, f.Reopened.Closed, "No case was closed.").final(f.Reopened.FinalOn)
		}},
	{Entry{Code: "reopened_new", Name: "Reopened because something new was learned", Kind: Percent, Group: "timeliness", Of: "cases closed in the period",
		Definition: "Of the cases closed in the period, those reopened within 60 days because something new was learned."},
		func(f *Figures) Reading {
			return share(f.Reopened.Of("new_information"), f.Reopened.Closed, "No case was closed.").final(f.Reopened.FinalOn)
		}},
	{Entry{Code: "reopened_dissatisfied", Name: "Reopened because the person was not satisfied", Kind: Percent, Better: -1, Group: "timeliness", Of: "cases closed in the period",
		Definition: "Of the cases closed in the period, those reopened within 60 days because the person was not satisfied with the answer."},
		func(f *Figures) Reading {
			return share(f.Reopened.Of("dissatisfied"), f.Reopened.Closed, "No case was closed.").final(f.Reopened.FinalOn)
		}},
}

var content = []measured{
	{Entry{Code: "issues", Name: "Issues raised", Kind: Number, Group: "content", Source: "Healthcare Complaints Analysis Tool (HCAT)",
		Definition: "Issues of the cases received. A case may have several, so that the issues exceed the cases by design."},
		func(f *Figures) Reading { return count(f.Outcomes.Issues) }},
	{Entry{Code: "high_severity", Name: "Issues of high severity", Kind: Percent, Better: -1, Group: "content", Source: "Healthcare Complaints Analysis Tool (HCAT)", Of: "issues of the cases received",
		Definition: "Issues of HCAT severity 3. Severity is judged on the event, not on its outcome."},
		func(f *Figures) Reading { return share(f.Severity[3], f.Outcomes.Issues, "No issue was raised.") }},
	{Entry{Code: "substantiated", Name: "Substantiated", Kind: Percent, Group: "content", Of: "issues of the cases received that have a finding",
		Definition: "Issues found substantiated in full or in part."},
		func(f *Figures) Reading {
			return share(f.Outcomes.Upheld(), f.Outcomes.WithFinding, "No issue has a finding yet.")
		}},
	{Entry{Code: "themes", Name: "Themes", Kind: Number, Better: -1, Group: "content",
		Definition: "Themes of the quarters that the period touches: three cases or more with an issue of one category in one unit in a quarter."},
		func(f *Figures) Reading {
			if f.Before == nil {
				return Reading{Why: "It is counted for the newest period alone."}
			}
			var s Set
			for _, t := range f.Themes {
				s = append(s, t.Cases...)
			}
			return Reading{Known: true, Value: float64(len(f.Themes)), cases: s.Cases}
		}},
	{Entry{Code: "escalations", Name: "Escalations", Kind: Number, Group: "content",
		Definition: "Things raised in the period that had to be passed on at once, such as alleged abuse, a sentinel event or an attorney's letter."},
		func(f *Figures) Reading { return count(f.Escalated) }},
}

var work = []measured{
	{Entry{Code: "actions_opened", Name: "Action plans opened", Kind: Number, Group: "work",
		Definition: "Action plans entered in the period."},
		func(f *Figures) Reading { return count(f.Actions.Opened) }},
	{Entry{Code: "actions_closed", Name: "Action plans done", Kind: Number, Better: +1, Group: "work",
		Definition: "Action plans done in the period, verified or not."},
		func(f *Figures) Reading { return count(f.Actions.Closed) }},
	{Entry{Code: "actions_verified", Name: "Action plans verified", Kind: Number, Better: +1, Group: "work",
		Definition: "Action plans whose evidence somebody other than the owner looked at in the period. Done is not verified."},
		func(f *Figures) Reading { return count(f.Actions.Verified) }},
	{Entry{Code: "actions_overdue", Name: "Action plans overdue", Kind: Number, Better: -1, Goal: goal(0), Group: "work",
		Definition: "Action plans that were neither done nor dropped when the period ended although their day had passed."},
		func(f *Figures) Reading { return count(f.Actions.Overdue) }},
	{Entry{Code: "effect_confirmed", Name: "Effect confirmed", Kind: Percent, Better: +1, Group: "work", Of: "action plans whose effect was checked in the period",
		Definition: "Action plans that were found to work in full when their effect was looked at, 30 or 90 days after they were done."},
		func(f *Figures) Reading {
			return share(f.Actions.Effective, f.Actions.Checked, "No effect was checked.")
		}},
	{Entry{Code: "promises_kept", Name: "Promises kept", Kind: Percent, Better: +1, Goal: goal(100), Group: "work", Of: "promises due in the period",
		Definition: "What somebody said would be done, and was done by the day that was promised."},
		func(f *Figures) Reading { return timely(f.Promises, "No promise fell due.").final(f.Promises.final(f)) }},
	{Entry{Code: "referrals_on_time", Name: "Referrals answered on time", Kind: Percent, Better: +1, Goal: goal(90), Group: "work", Of: "referrals due in the period",
		Definition: "Questions to a department that its manager answered by the day they were due."},
		func(f *Figures) Reading {
			return timely(f.Referrals.OnTime, "No referral fell due.").final(f.Referrals.OnTime.final(f))
		}},
	{Entry{Code: "manager_days", Name: "Managers' response time, median", Kind: InDays, Better: -1, Group: "work", Of: "referrals answered in the period",
		Definition: "Half of the referrals answered took no longer than so many calendar days from sending to the answer."},
		func(f *Figures) Reading {
			return inDays(f.Referrals.Days.Median, f.Referrals.Days.N, f.Referrals.Answered, "No referral was answered.")
		}},
	{Entry{Code: "letters_sent", Name: "Letters sent", Kind: Number, Group: "work",
		Definition: "Letters and memos issued in the period that have left the house."},
		func(f *Figures) Reading { return count(f.Letters.Sent) }},
	{Entry{Code: "letters_on_time", Name: "Letters on time", Kind: Percent, Better: +1, Goal: goal(95), Group: "work", Of: "letters issued in the period that a duty asks for",
		Definition: "Letters that left by the day of the duty that they meet."},
		func(f *Figures) Reading {
			return timely(f.Letters.OnTime, "No letter that a duty asks for was issued.").final(f.Letters.OnTime.final(f))
		}},
	{Entry{Code: "letters_elements", Name: "Notices with the four elements", Kind: Percent, Better: +1, Goal: goal(100), Group: "work", Source: "42 CFR 482.13(a)(2)(iii)", Of: "notices of decision issued in the period",
		Definition: "Notices that name the contact person, the steps taken, the results and the day of completion."},
		func(f *Figures) Reading {
			return share(f.Letters.Complete, f.Letters.Notices, "No notice of decision was issued.")
		}},
	{Entry{Code: "letters_grade", Name: "Reading grade of letters, mean", Kind: Grade, Better: -1, Goal: goal(8), Group: "work", Source: "Flesch-Kincaid grade level", Of: "letters to people issued in the period, in a language that the formula fits",
		Definition: "The mean Flesch-Kincaid grade of what the letters say: the school year whose pupils can read them."},
		func(f *Figures) Reading {
			r := inDays(f.Letters.Grade, len(f.Letters.Graded), f.Letters.Graded, "No letter was issued whose language has a reading grade.")
			return r
		}},
	{Entry{Code: "advocacy", Name: "Advocacy actions ended", Kind: Number, Group: "work",
		Definition: "Things done on patients' behalf that ended in the period."},
		func(f *Figures) Reading { return count(f.Advocacy.Finished) }},
	{Entry{Code: "advocacy_achieved", Name: "Advocacy achieved", Kind: Percent, Better: +1, Group: "work", Of: "advocacy actions ended in the period",
		Definition: "Advocacy actions that achieved their goal in full or in part."},
		func(f *Figures) Reading {
			return share(f.Advocacy.Achieved, f.Advocacy.Finished, "No advocacy action ended.")
		}},
	{Entry{Code: "recovered", Name: "Money recovered", Kind: Money, Better: +1, Group: "work",
		Definition: "What the advocacy actions that ended in the period brought back for patients, over all levels of their appeals."},
		func(f *Figures) Reading {
			return Reading{Known: true, Value: float64(f.Advocacy.Recovered), cases: f.Advocacy.Money.Cases}
		}},
	{Entry{Code: "appeals_overturned", Name: "Appeals overturned", Kind: Percent, Better: +1, Group: "work", Of: "levels of appeal decided within advocacy actions that ended in the period, without those withdrawn",
		Definition: "Denials that were overturned in full or in part."},
		func(f *Figures) Reading {
			return share(f.Advocacy.Appeals.Overturned, f.Advocacy.Appeals.Decided, "No appeal was decided.")
		}},
}

var voice = []measured{
	{Entry{Code: "compliments", Name: "Compliments received", Kind: Number, Better: +1, Group: "voice",
		Definition: "Of the cases received, the compliments."},
		func(f *Figures) Reading { return count(f.Compliments) }},
	{Entry{Code: "compliment_ratio", Name: "Compliments to a complaint", Kind: Times, Better: +1, Group: "voice", Of: "complaints and grievances received",
		Definition: "The compliments received, divided by the complaints and grievances received."},
		func(f *Figures) Reading { return ratio(f.Compliments, f.Complaints) }},
	{Entry{Code: "survey_top_box", Name: "Survey, best answer", Kind: Percent, Better: +1, Group: "voice", Source: "HCAHPS", Of: "completed surveys",
		Definition: "Of the patients who answered the survey, those who gave the hospital as a whole the best answer; as entered by month."},
		func(f *Figures) Reading {
			s, known := f.Survey.Share()
			if !known {
				return Reading{Why: f.Survey.Why()}
			}
			return Reading{Known: true, Value: s.Percent(), Share: s}
		}},
}

var records = []measured{
	gap("missing_category", "Issues without a category", "issues of the cases received", "Issues that nobody has put into a category.", "No issue was raised.",
		func(q *Quality) *Gap { return &q.Category }),
	gap("unmapped", "Issues with an unmapped category", "issues of the cases received", "Issues whose category is not in the version of the list that they were coded with.", "No issue was raised.",
		func(q *Quality) *Gap { return &q.Unmapped }),
	gap("missing_finding", "Issues closed without a finding", "issues of the cases received that are closed and were not withdrawn", "Issues of closed cases for which no finding is recorded.", "No case received is closed.",
		func(q *Quality) *Gap { return &q.Finding }),
	gap("missing_unit", "Cases without a unit", "cases received", "Cases for which no unit is recorded.", "No case was received.",
		func(q *Quality) *Gap { return &q.Unit }),
	gap("late_entered", "Cases entered late", "cases received", fmt.Sprintf("Cases entered more than %d days after their receipt.", LateEntryDays), "No case was received.",
		func(q *Quality) *Gap { return &q.Late }),
	gap("missing_language", "Language not recorded", "cases received that are not anonymous", "Cases whose patient's language is not recorded. It may be English.", "No case was received that names a patient.",
		func(q *Quality) *Gap { return &q.Language }),
	gap("missing_age", "Date of birth not recorded", "cases received that are not anonymous", "Cases whose patient's date of birth is not recorded.", "No case was received that names a patient.",
		func(q *Quality) *Gap { return &q.Age }),
	gap("missing_disability", "Disability not asked", "cases received that are not anonymous", "Cases whose patient was not asked about a disability.", "No case was received that names a patient.",
		func(q *Quality) *Gap { return &q.Disability }),
}

// gap is the row of something that is missing in part of the records.
func gap(code, name, of, definition, nothing string, which func(*Quality) *Gap) measured {
	return measured{
		Entry{Code: code, Name: name, Definition: definition, Of: of, Kind: Percent, Better: -1, Group: "records"},
		func(f *Figures) Reading {
			g := which(&f.Quality)
			return share(g.Missing, g.Of, nothing)
		},
	}
}

// ratio reads one number divided by another as a measure.
func ratio(part, to Set) Reading {
	if len(to) == 0 {
		return Reading{Why: "No complaint was received.", cases: part.Cases}
	}
	return Reading{Known: true, Value: float64(len(part)) / float64(len(to)), cases: part.Cases}
}

// final is the day from which on the share no longer changes by itself: the figures
// are of today, and something is still to come.
func (t Timely) final(f *Figures) data.Date {
	if len(t.NotYetDue) > 0 {
		return max(f.FinalOn, f.AsOf.AddDays(1))
	}
	return 0
}

// closedGrievances are the grievances closed in the period.
func (f *Figures) closedGrievances() Set {
	var s Set
	for _, k := range f.Kinds {
		if k.Kind.NeedsNotice() {
			s = append(s, k.Closed...)
		}
	}
	return s
}
