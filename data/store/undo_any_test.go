package store

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

// tables is everything that the case file holds about cases and people, row for
// row in the order in which it is read; the numbers of rows and the history are
// left out.
func (d *desk) tables() string {
	d.t.Helper()
	var all strings.Builder
	err := d.base.read(d.t.Context(), func(t *tx) error {
		var names []string
		if err := t.each(`select name from sqlite_schema where type = 'table' and sql like '%strict%'
			and name not like 'audit%' and name not in ('number_series', 'drafts', 'purges') order by name`, nil,
			scanTexts(func(name string) { names = append(names, name) })); err != nil {
			return err
		}
		for _, name := range names {
			order := "1"
			switch name {
			case "dues", "due_facts":
				order = "1, 2, 3, 4"
			case "people", "issues", "clocks", "steps", "advocacy", "contacts", "notes", "tasks", "attachments":
				order = "case_key, key"
			case "records":
				order = "case_key, kind, key"
			case "persons":
				order = "id"
			case "month_open", "case_links", "month_kinds", "month_days", "action_facts", "letter_facts":
				order = "1, 2"
			}
			fmt.Fprintf(&all, "%s\n", name)
			err := t.each(`select * from `+name+` order by `+order, nil, func(r *sql.Rows) error {
				columns, err := r.Columns()
				if err != nil {
					return err
				}
				values := make([]any, len(columns))
				for i := range values {
					values[i] = &values[i]
				}
				if err := r.Scan(values...); err != nil {
					return err
				}
				for i, c := range columns {
					if c != "key" {
						fmt.Fprintf(&all, "%v|", values[i])
					}
				}
				all.WriteByte('\n')
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return all.String()
}

// differences are the lines that only one of two texts has.
func differences(was, is string) string {
	a, b := strings.Split(was, "\n"), strings.Split(is, "\n")
	var all []string
	for _, l := range a {
		if !slices.Contains(b, l) {
			all = append(all, "- "+l)
		}
	}
	for _, l := range b {
		if !slices.Contains(a, l) {
			all = append(all, "+ "+l)
		}
	}
	if len(all) == 0 {
		return "the order"
	}
	return strings.Join(all, "\n")
}

// one picks one of a list; false where there is none.
func one[T any](r *rand.Rand, list []T) (v T, ok bool) {
	if len(list) == 0 {
		return v, false
	}
	return list[r.IntN(len(list))], true
}

// anyChange makes one change of a case with some method of the session; the word
// goes into it where it takes one.
func (d *desk) anyChange(r *rand.Rand, word string, f data.CaseFile, others []data.CaseFile) (what string, err error) {
	ctx, today := d.ctx(), d.Settings().Today(d.clock.now())
	record := func(rec data.Record) error { return only(d.SaveRecord(ctx, f.Key, rec)) }
	changes := []struct {
		what string
		do   func() error
	}{
		{"UpdateCase", func() error {
			c := f.Details()
			c.Remedy, c.Harm, c.Unit = word, r.IntN(5), "5 East"
			return only(d.UpdateCase(ctx, f.Key, c))
		}},
		{"SavePerson of the case", func() error {
			p, _ := one(r, f.People)
			p.Phone, p.Family = fmt.Sprintf("555-01%02d", r.IntN(100)), word
			return only(d.SavePerson(ctx, f.Key, p))
		}},
		{"SavePerson anew", func() error {
			return only(d.SavePerson(ctx, f.Key, data.Person{Role: data.RoleStaff, Given: "Kim", Family: word}))
		}},
		{"SavePerson of the register", func() error {
			other, _ := one(r, others)
			p := other.People[0]
			p.ID, p.Role = data.ID{}, data.RoleRepresentative
			return only(d.SavePerson(ctx, f.Key, p))
		}},
		{"SavePerson as another", func() error {
			other, _ := one(r, others)
			p, _ := one(r, f.People)
			p.Known = other.People[0].Known
			return only(d.SavePerson(ctx, f.Key, p))
		}},
		{"TakeRegistration", func() error {
			said := registered()
			said.Registration.MRNSure, said.Registration.Name.Family = true, word
			s := data.NewReviewSheet(f, fileSource, said, d.Settings(), today)
			s.Tick(true)
			return only(d.TakeRegistration(ctx, f.Key, data.Taking{Sheet: s, Confirmed: true}))
		}},
		{"SaveIssue", func() error {
			i, _ := one(r, f.Issues)
			i.Words, i.Severity = word, 1+r.IntN(3)
			return only(d.SaveIssue(ctx, f.Key, i))
		}},
		{"SaveIssue anew", func() error {
			return only(d.SaveIssue(ctx, f.Key, data.Issue{Words: word, Category: data.HCAT[r.IntN(len(data.HCAT))].Code, Severity: 1}))
		}},
		{"RemoveIssue", func() error {
			i, _ := one(r, f.Issues)
			return only(d.RemoveIssue(ctx, f.Key, i.ID, word))
		}},
		{"RecordFinding", func() error {
			i, _ := one(r, f.Issues)
			return only(d.RecordFinding(ctx, f.Key, i.ID, data.Finding{Outcome: data.Inconclusive, Reasons: word}))
		}},
		{"SaveStep", func() error {
			s, ok := one(r, f.Steps)
			if !ok || r.IntN(2) == 0 {
				s = data.Step{Kind: data.StepKinds[r.IntN(len(data.StepKinds))].Value, Due: today.AddDays(r.IntN(9))}
			}
			s.Subject = word
			return only(d.SaveStep(ctx, f.Key, s))
		}},
		{"SaveAdvocacy", func() error {
			a, ok := one(r, f.Advocacy)
			if !ok || r.IntN(2) == 0 {
				a = data.Advocacy{Kind: "appeal", Levels: []data.AppealLevel{{Path: "medicaid", Basis: today.AddDays(-5), FileBy: today.AddDays(r.IntN(60))}}}
			} else if len(a.Levels) > 0 && r.IntN(2) == 0 {
				a.Levels = nil
			}
			a.Goal = word
			return only(d.SaveAdvocacy(ctx, f.Key, a))
		}},
		{"AddTask", func() error {
			return only(d.AddTask(ctx, f.Key, data.Task{What: word, Due: today.AddDays(r.IntN(9)), Promise: r.IntN(2) == 0}))
		}},
		{"CompleteTask", func() error {
			k, _ := one(r, f.Tasks)
			return only(d.CompleteTask(ctx, f.Key, k.ID))
		}},
		{"ReopenTask", func() error {
			k, _ := one(r, f.Tasks)
			return only(d.ReopenTask(ctx, f.Key, k.ID))
		}},
		{"Act", func() error {
			a, _ := one(r, data.Actions)
			return only(d.Act(ctx, f.Key, a.ID, word, settled(data.ClosedSatisfied, today)))
		}},
		{"Act to an end or back", func() error {
			id, _ := one(r, []data.ActionID{data.ActVoid, data.ActWithdraw, data.ActReopen, data.ActRestore, data.ActHold, data.ActRelease})
			return only(d.Act(ctx, f.Key, id, word, data.Closing{}))
		}},
		{"a meeting", func() error {
			m, ok := one(r, f.Meetings)
			if !ok || r.IntN(2) == 0 {
				m = data.Meeting{When: d.clock.now().AddDate(0, 0, -1), Place: "Room", Held: true, Parties: []string{"Ann"}, Interests: "x", Agreed: "y",
					Commitments: []data.Commitment{{Who: "Ann", ToWhom: "the family", What: word, Due: today.AddDays(3)}}}
			}
			m.Agreed = word
			return record(&m)
		}},
		{"a commitment", func() error {
			m, ok := one(r, f.Meetings)
			if !ok || len(m.Commitments) == 0 {
				return data.ErrNotFound
			}
			return only(d.CompleteTask(ctx, f.Key, m.Commitments[0].ID))
		}},
		{"a gift", func() error {
			return record(&data.Recovery{On: today, Item: word, Cents: 1_00, Reason: "x"})
		}},
		{"an escalation", func() error {
			t, _ := one(r, data.Triggers)
			e := data.NewEscalation(t.Trigger, today, d.Settings())
			return record(&e)
		}},
		{"a disclosure", func() error {
			return record(&data.Disclosure{On: today, Basis: data.BasisOversight, Recipient: word, What: "x", Purpose: "y"})
		}},
		{"an action plan", func() error {
			return record(&data.ActionPlan{What: word, Owner: "Ann", Due: today.AddDays(20), Strength: "weak"})
		}},
		{"a review", func() error {
			return record(&data.CommitteeReview{On: today, Delegation: "x", Members: []string{"Ann"}, Decision: word})
		}},
		{"a handout", func() error { return record(&data.Handout{On: today, Title: word, To: "the patient"}) }},
		{"a handover", func() error { return record(&data.Handover{Purpose: "compliment", To: word, On: today}) }},
		{"RemoveRecord", func() error {
			rec, ok := one(r, f.Records())
			if !ok {
				return data.ErrNotFound
			}
			return only(d.RemoveRecord(ctx, f.Key, rec.Kind(), rec.Base().ID, word))
		}},
		{"SaveInquiry", func() error {
			q := f.Inquiry
			q.Approach, q.Independent = word, r.IntN(2) == 0
			return only(d.SaveInquiry(ctx, f.Key, q))
		}},
		{"SignOff", func() error { return only(d.SignOff(ctx, f.Key, word)) }},
		{"PlaceHold", func() error { return only(d.PlaceHold(ctx, f.Key, word)) }},
		{"ReleaseHold", func() error { return only(d.ReleaseHold(ctx, f.Key, word)) }},
		{"Reclassify", func() error {
			c := f.Reclassification(today)
			c.Answers.AsksResponse = r.IntN(2) == 0
			n, _ := one(r, data.Natures)
			c.Nature, c.Reason = n.Value, word
			return only(d.Reclassify(ctx, f.Key, c))
		}},
		{"ExtendClock", func() error {
			k, _ := one(r, f.Clocks)
			return only(d.ExtendClock(ctx, f.Key, k.ID, data.Extension{Days: 1 + r.IntN(9), Reason: word, Agreed: "the patient"}))
		}},
		{"PauseClock", func() error {
			k, _ := one(r, f.Clocks)
			return only(d.PauseClock(ctx, f.Key, k.ID, today, word))
		}},
		{"ResumeClock", func() error {
			k, _ := one(r, f.Clocks)
			return only(d.ResumeClock(ctx, f.Key, k.ID, today))
		}},
		{"StartClock", func() error {
			return only(d.StartClock(ctx, f.Key, data.ClockStart{Kind: data.ClockCommittee, From: today}))
		}},
		{"MeetClock", func() error {
			k, _ := one(r, f.Clocks)
			return only(d.MeetClock(ctx, f.Key, k.ID, today))
		}},
		{"StopClock", func() error {
			k, _ := one(r, f.Clocks)
			return only(d.StopClock(ctx, f.Key, k.ID, word))
		}},
		{"RenameAttachment", func() error {
			a, _ := one(r, f.Attachments)
			return only(d.RenameAttachment(ctx, f.Key, a.ID, word+".txt", ""))
		}},
		{"VoidAttachment", func() error {
			a, _ := one(r, f.Attachments)
			return only(d.VoidAttachment(ctx, f.Key, a.ID, word))
		}},
		{"AddAttachment", func() error { return only(d.attach(f, "a.txt", word)) }},
		{"AddNote", func() error {
			return only(d.AddNote(ctx, f.Key, data.Note{Class: data.NoteRestricted, Text: word}))
		}},
		{"AddContact", func() error {
			return only(d.AddContact(ctx, f.Key, data.Contact{Mode: data.ContactModes[0].Value, At: d.clock.now(), With: "x", Summary: word, Promise: word}, r.IntN(3) == 0))
		}},
		{"LinkCases", func() error {
			other, _ := one(r, others)
			return only(d.LinkCases(ctx, f.Key, other.Number, word))
		}},
		{"UnlinkCases", func() error {
			other, _ := one(r, others)
			return only(d.UnlinkCases(ctx, f.Key, other.Number))
		}},
		{"MergeCases", func() error {
			other, _ := one(r, others)
			return only(d.MergeCases(ctx, f.Key, other.Number, word))
		}},
		{"UnmergeCases", func() error { return only(d.UnmergeCases(ctx, f.Key, word)) }},
		{"MergePersons", func() error {
			other, _ := one(r, others)
			return only(d.MergePersons(ctx, f.People[0].Known, other.People[0].Known, word))
		}},
		{"UnmergePersons", func() error { return only(d.UnmergePersons(ctx, f.People[0].Known, word)) }},
	}
	c := changes[r.IntN(len(changes))]
	return c.what, c.do()
}

// TestWhateverIsTakenBackIsAsIfItHadNotBeen makes changes of every kind, one
// after the other, on three cases: one that is refused leaves nothing, one that
// can be taken back leaves nothing either once it was.
func TestWhateverIsTakenBackIsAsIfItHadNotBeen(t *testing.T) {
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			d, r := newDesk(t, true), rand.New(rand.NewPCG(seed, 7))
			cases := []data.CaseFile{d.open(), d.open(), d.open()}
			for range 200 {
				d.clock.set(d.clock.now().Add(time.Duration(r.IntN(30)) * time.Hour))
				at := r.IntN(len(cases))
				f := caseDo(t)(d.Case(t.Context(), cases[at].Number))
				others := slices.Delete(slices.Clone(cases), at, at+1)
				word := fmt.Sprintf("Word%d", r.IntN(1000))
				found := func() []string {
					return numbers(must[data.CasePage](t)(d.Cases(t.Context(), data.CaseQuery{Text: word})))
				}
				was, foundBy := d.tables(), found()
				what, err := d.anyChange(r, word, f, others)
				if err != nil {
					var m data.Missing
					if !errors.As(err, &m) && !errors.Is(err, data.ErrNotFound) && !errors.Is(err, data.ErrNotAllowed) && !errors.Is(err, data.ErrWrongState) && !errors.Is(err, data.ErrConflict) {
						t.Fatalf("%s: %v", what, err)
					}
					if is := d.tables(); is != was {
						t.Fatalf("%s was refused and left\n%s", what, differences(was, is))
					}
					continue
				}
				is := d.tables()
				if summary, key := d.CanUndo(); summary != "" && key == f.Key && is != was && r.IntN(2) == 0 {
					if _, err := d.Undo(t.Context()); err != nil {
						t.Fatalf("taking back %s: %v", what, err)
					}
					if is := d.tables(); is != was {
						t.Fatalf("%s was taken back and left\n%s", what, differences(was, is))
					}
					if by := found(); !slices.Equal(by, foundBy) {
						t.Fatalf("%s was taken back, its word found %q and finds %q", what, foundBy, by)
					}
				}
			}
			if report := must[VerifyReport](t)(d.Verify(t.Context(), true, nil)); !report.OK() {
				t.Errorf("%+v", report)
			}
			d.factsFollow()
			for m := data.DateOf(monday, time.UTC).Month(); m.First() <= d.Settings().Today(d.clock.now()); m = m.Add(1) {
				facts := must[data.SummaryFacts](t)(d.SummaryFacts(t.Context(), data.MonthPeriod(m)))
				if b := facts.Backlog(); !b.Balances() || b.OpenEnd != len(facts.Open) {
					t.Errorf("%s: the backlog is %+v, open are %d", m, b, len(facts.Open))
				}
			}
		})
	}
}
