package store

import (
	"slices"
	"testing"
	"time"

	"rapport/data"
)

func (d *desk) today(mine bool) data.TodayBoard {
	d.t.Helper()
	return must[data.TodayBoard](d.t)(d.Today(d.t.Context(), mine))
}

// listed is what stands in a group, in its order.
func listed(b data.TodayBoard, g data.TodayGroup) []string {
	var all []string
	for _, i := range b.Items {
		if i.Group == g {
			all = append(all, i.What)
		}
	}
	return all
}

func wantGroup(t *testing.T, b data.TodayBoard, g data.TodayGroup, want ...string) {
	t.Helper()
	if got := listed(b, g); !slices.Equal(got, want) || b.Counts[g] != len(want) {
		t.Errorf("%s holds %q and counts %d, want %q", g, got, b.Counts[g], want)
	}
}

// quiet is a case that owes nothing by itself.
func (d *desk) quiet() data.CaseFile {
	d.t.Helper()
	in := spoken(d.clock.now().Add(-time.Hour))
	in.Answers = data.Answers{ResolvedNow: true}
	return caseDo(d.t)(d.OpenCase(d.t.Context(), in))
}

func (d *desk) owing(f data.CaseFile, what string, days int, change func(*data.Task)) data.CaseFile {
	d.t.Helper()
	k := data.Task{What: what, Due: d.Settings().Today(d.clock.now()).AddDays(days)}
	if change != nil {
		change(&k)
	}
	return caseDo(d.t)(d.AddTask(d.t.Context(), f.Key, k))
}

func promise(k *data.Task) { k.Promise = true }

func TestTheDayIsTheOfficesOwn(t *testing.T) {
	d := newDesk(t, false)
	f := d.open() // due: acknowledgement in 2 working days, decision in 7 days
	ack, decide := f.Clocks[0].Due, f.Clocks[1].Due
	zone := d.Settings().Zone()
	at := func(day data.Date, hour int) time.Time { return day.Start(zone).Add(time.Duration(hour) * time.Hour) }
	for _, c := range []struct {
		name                       string
		now                        time.Time
		late, today, update, later int
	}{
		{"on the day of receipt", at(ack-2, 12), 0, 0, 0, 2},
		{"late in the evening before, when it is the day already in UTC", at(ack-1, 22), 0, 0, 0, 2},
		{"on the day itself", at(ack, 1), 0, 1, 0, 1},
		{"the minute before midnight", at(ack, 24).Add(-time.Minute), 0, 1, 0, 1},
		{"after midnight", at(ack+1, 0), 1, 0, 0, 1},
		{"three days before the decision", at(decide-3, 9), 1, 0, 0, 1},
		{"two days before the decision", at(decide-2, 9), 1, 0, 1, 0},
		{"the day before the decision", at(decide-1, 9), 1, 0, 1, 0},
		{"when all is late", at(decide+1, 9), 2, 0, 0, 0},
	} {
		d.clock.set(c.now)
		b := d.today(false)
		if b.Counts[data.GroupOverdue] != c.late || b.Counts[data.GroupToday] != c.today || b.Counts[data.GroupUpdate] != c.update ||
			b.Counts[data.GroupOffice] != c.later || b.Open != 1 || len(b.Items) != 2 {
			t.Errorf("%s: %v of %d open", c.name, b.Counts, b.Open)
		}
	}
}

func TestATaskIsOnTheBoardUntilItIsDone(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	today := d.Settings().Today(d.clock.now())
	f = d.owing(f, "Call the ward", 0, nil)
	b := d.today(false)
	wantGroup(t, b, data.GroupToday, "Call the ward")
	if i := b.Items[0]; i.Task != f.Tasks[0].ID || i.NextStep == "" || i.Cost == "" || i.Section != data.SectionTasks {
		t.Errorf("the board shows %+v", i)
	}
	if row := must[data.CasePage](t)(d.Cases(t.Context(), data.CaseQuery{})).Rows[0]; row.NextDue != today || row.NextWhat != "Call the ward" {
		t.Errorf("the list says %s on %s", row.NextWhat, row.NextDue)
	}
	caseDo(t)(d.CompleteTask(t.Context(), f.Key, f.Tasks[0].ID))
	wantGroup(t, d.today(false), data.GroupToday)
	caseDo(t)(d.ReopenTask(t.Context(), f.Key, f.Tasks[0].ID))
	wantGroup(t, d.today(false), data.GroupToday, "Call the ward")
}

func TestAPromiseStaysOnTheBoardUntilItIsKeptHoweverFarOff(t *testing.T) {
	d := newDesk(t, false)
	f := d.quiet()
	f = d.owing(f, "Send the photos", 90, promise)
	f = d.owing(f, "Call on Friday", 4, promise)
	wantGroup(t, d.today(false), data.GroupPromises, "Call on Friday", "Send the photos")
	d.clock.set(d.clock.now().AddDate(0, 0, 5))
	b := d.today(false)
	wantGroup(t, b, data.GroupOverdue, "Call on Friday") // the first group that fits
	wantGroup(t, b, data.GroupPromises, "Send the photos")
	if i := b.Items[0]; i.Cost != "A promise is broken." || !i.Promise() {
		t.Errorf("the broken promise says %q", i.Cost)
	}
	caseDo(t)(d.CompleteTask(t.Context(), f.Key, f.Tasks[0].ID))
	wantGroup(t, d.today(false), data.GroupPromises)
}

func TestWorkInTheHandsOfOthersWaitsApart(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	ctx, do := t.Context(), caseDo(t)
	due := d.Settings().Today(d.clock.now()).AddDays(5)
	referral := data.Step{Kind: data.Referral, Subject: "Was the pump checked?", With: "The manager of 4 West", Unit: "4 West", SentOn: due.AddDays(-5), Due: due}
	f = do(d.SaveStep(ctx, f.Key, referral))
	b := d.today(false)
	wantGroup(t, b, data.GroupOthers, "Acknowledgement", "Remind the department: 4 West", "Written decision")
	for _, i := range b.Items {
		if i.What == "Remind the department: 4 West" && (i.Who != "The manager of 4 West" || i.Cost != "It is grave, and may happen to the next patient.") {
			t.Errorf("the referral says %+v", i)
		}
	}
	f = do(d.SaveStep(ctx, f.Key, data.Step{Kind: "interview", Subject: "The night nurse", Due: due}))
	b = d.today(false)
	wantGroup(t, b, data.GroupOthers, "Remind the department: 4 West")
	wantGroup(t, b, data.GroupOffice, "Acknowledgement", "Interview", "Written decision")

	do(d.Act(ctx, f.Key, data.ActTriage, "", data.Closing{}))
	do(d.Act(ctx, f.Key, data.ActInvestigate, "", data.Closing{}))
	do(d.Act(ctx, f.Key, data.ActAwait, "", data.Closing{}))
	wantGroup(t, d.today(false), data.GroupOthers, "Acknowledgement", "Remind the department: 4 West", "Interview", "Written decision")
}

func TestACaseWithoutAnyDateIsNotForgotten(t *testing.T) {
	d := newDesk(t, false)
	f := d.quiet()
	b := d.today(false)
	wantGroup(t, b, data.GroupOffice, "New")
	if i := b.Items[0]; i.Cost == "" || i.NextStep == "" || !i.Due.IsZero() || i.Case.Number != f.Number {
		t.Errorf("the board shows %+v", i)
	}
	caseDo(t)(d.Act(t.Context(), f.Key, data.ActReferOut, "The payer decides.", data.Closing{}))
	wantGroup(t, d.today(false), data.GroupOthers, "Referred")
}

func TestMineIsWhatIOwnAndWhatIsMineToDo(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	if err := d.AddOfficer(ctx, data.Officer{Name: "Pat Winter", Title: "Officer"}, "herons over the weir seven quiet"); err != nil {
		t.Fatal(err)
	}
	theirs := spoken(d.clock.now().Add(-time.Hour))
	theirs.Owner, theirs.Answers = "Pat Winter", data.Answers{ResolvedNow: true}
	f := caseDo(t)(d.OpenCase(ctx, theirs))
	d.owing(f, "Ask the lab", 0, func(k *data.Task) { k.Owner = "Pat Winter" })
	d.owing(f, "Read the chart", 0, func(k *data.Task) { k.Owner = "Dana Whitfield" })
	g := d.quiet()
	d.owing(g, "Call back", 0, func(k *data.Task) { k.Owner = "Pat Winter" })
	wantGroup(t, d.today(false), data.GroupToday, "Ask the lab", "Read the chart", "Call back")
	wantGroup(t, d.today(true), data.GroupToday, "Read the chart", "Call back")
}

func TestAGroupIsCountedWholeHoweverMuchOfItIsRead(t *testing.T) {
	d := newDesk(t, false)
	f := d.quiet()
	today := d.Settings().Today(d.clock.now())
	for range boardLimit + 7 {
		if err := d.raw(`insert into dues (due, urgency, case_key, place, what, promise, kind) values (?, 1, ?, (select count(*) from dues), 'x', 0, 'task')`,
			int64(today-1), f.Key); err != nil {
			t.Fatal(err)
		}
	}
	b := d.today(false)
	if n := len(listed(b, data.GroupOverdue)); n != boardLimit || b.Counts[data.GroupOverdue] != boardLimit+7 {
		t.Errorf("%d of %d are shown", n, b.Counts[data.GroupOverdue])
	}
}
