package data

// TodayGroup is where something owed stands on the page of the day.
type TodayGroup string

// The groups of the day.
const (
	GroupOverdue  TodayGroup = "overdue"
	GroupToday    TodayGroup = "today"
	GroupUpdate   TodayGroup = "update"
	GroupPromises TodayGroup = "promises"
	GroupOffice   TodayGroup = "office"
	GroupOthers   TodayGroup = "others"
)

// TodayGroups lists the groups in their order. What fits several stands in the
// first of them.
var TodayGroups = []Term[TodayGroup]{
	{GroupOverdue, "Overdue"}, {GroupToday, "Due today"}, {GroupUpdate, "Owed an update"}, {GroupPromises, "Promises"},
	{GroupOffice, "Waiting for me"}, {GroupOthers, "Waiting for others"},
}

// String returns the label.
func (g TodayGroup) String() string { return labelOf(TodayGroups, g) }

// UpdateDays is how many days before its decision a person is owed a word when
// no letter has gone out: the guideline wants them told why it takes longer and
// by when the answer comes (42 CFR 482.13(a)(2)(ii)).
const UpdateDays = 2

// TodayItem is one thing that is owed.
type TodayItem struct {
	Group    TodayGroup
	Kind     OwedKind // empty for a case that has no date at all
	Clock    ClockKind
	Due      Date
	What     string // "Written decision", "Acknowledgement", or the task's words
	Who      string // who does it, where that is not the owner of the case
	Section  string // of the case, where it is done
	Task     ID     // set when it is a task or a commitment of a meeting
	NextStep string // what to do about it, in a sentence
	Cost     string // what waiting would cost, in a sentence
	Case     CaseRow
}

// Promise reports whether it was promised to somebody.
func (i TodayItem) Promise() bool { return i.Kind == OwedPromise }

// TodayBoard is the officer's day.
type TodayBoard struct {
	Day    Date
	Items  []TodayItem // by group, then due date, then severity; at most 300 of each group
	Counts map[TodayGroup]int
	Open   int // open cases, whoever owns them
}

// Shelf is where something owed waits until its day has come.
type Shelf int

// The shelves; what is stored, so the values never change.
const (
	ShelfOffice Shelf = iota
	ShelfUpdate
	ShelfPromise
	ShelfOthers
)

// Shelf returns where what the case owes waits. A case waits for others while
// it is in their hands, and while all the work on it is theirs.
func (f *CaseFile) Shelf(o Owed, all []Owed) Shelf {
	switch {
	case o.Kind == OwedClock && o.Clock == ClockUpdate:
		return ShelfUpdate
	case o.Kind == OwedPromise:
		return ShelfPromise
	case o.Others, f.State == StateAwaiting, f.State == StateReferred, allForOthers(all):
		return ShelfOthers
	}
	return ShelfOffice
}

// allForOthers reports whether there is work and none of it is the office's own.
func allForOthers(all []Owed) bool {
	others := false
	for _, o := range all {
		if o.Kind != OwedClock && !o.Others {
			return false
		}
		others = others || o.Others
	}
	return others
}

// weigh fills in what to do about the item and what waiting would cost.
func (i *TodayItem) weigh(today Date) {
	for _, r := range todaySteps {
		if r.when(i) {
			i.NextStep = r.sentence
			break
		}
	}
	if i.NextStep == "" {
		i.NextStep = NextStepFor(i.Case.Kind, i.Case.State)
	}
	for _, r := range todayCosts {
		if r.when(i, today) {
			i.Cost = r.sentence
			return
		}
	}
}

// NewTodayItem returns the item with its next step and its cost.
func NewTodayItem(i TodayItem, today Date) TodayItem {
	i.weigh(today)
	return i
}

// todaySteps says what to do about things whose next step is not that of their
// case; the first that fits counts.
var todaySteps = []struct {
	when     func(*TodayItem) bool
	sentence string
}{
	{owes(OwedPromise), "Keep the promise, then mark it done."},
	{owes(OwedTask), "Do it, then mark it done."},
	{owes(OwedReferral), "Ask for the answer."},
	{owes(OwedReminder), "Remind the manager of the answer, and mark it."},
	{owes(OwedDirector), "Tell the director that the answer is late, and mark it."},
	{owes(OwedStep), "Do this step and write down what came of it."},
	{owes(OwedAdvocacy), "Do the next step for the patient."},
	{owes(OwedAction), "Ask what was done, and look at the proof."},
	{owes(OwedReview), "Look at it again."},
	{owes(OwedApproval), "Read the letter, then approve it or send it back."},
	{owesClock(ClockUpdate), "Call or write: say why it takes longer, and until when."},
	{owesClock(ClockAcknowledge), "Send the acknowledgement or call, and record it."},
	{filesAppeal, "File it, and enter the day on which it was filed."},
}

// todayCosts says what waiting costs, the gravest first; the first that fits
// counts.
var todayCosts = []struct {
	when     func(i *TodayItem, today Date) bool
	sentence string
}{
	{flagged(FlagHarm), "A patient may not be safe."},
	{func(i *TodayItem, _ Date) bool {
		return (i.Kind == OwedAdvocacy || filesAppeal(i)) && i.Case.Flags.Has(FlagDischarge)
	},
		"The patient may be sent home before the appeal is heard."}, // 42 CFR 405.1206
	{late(owesClock(ClockDecide)), "The written notice is late: a surveyor may cite A-0123."}, // with A-0122, the time frame
	{late(owesClock(ClockAcknowledge)), "The person has had no word from us."},
	{late(owesClock(ClockUpdate)), "The person does not know why it takes so long."},
	{late(filesAppeal), "The right to appeal may be lost; ask for good cause to be found."},
	{late(owes(OwedClock)), "The duty is late; tell the person by when it will be done."},
	{late(owes(OwedPromise)), "A promise is broken."},
	{late(owes(OwedAdvocacy)), "A deadline of the patient's may be lost."},
	{func(i *TodayItem, _ Date) bool { return i.Case.Severity >= 3 }, "It is grave, and may happen to the next patient."},
	{always(owesClock(ClockDecide)), "After that day the notice is late: A-0123."},
	{always(owesClock(ClockAcknowledge)), "The person has had no word from us yet."},
	{always(filesAppeal), "After that day the right to appeal is lost."},
	{always(owesClock(ClockUpdate)), "Without a word the person may turn to the State."},
	{always(owes(OwedClock)), "The duty is late after that day."},
	{always(owes(OwedPromise)), "The person counts on it."},
	{always(owes(OwedReminder)), "Without this answer the case cannot close."},
	{always(owes(OwedDirector)), "Without this answer the case cannot close."},
	{always(withOthersDesk), "The person waits for the answer."},
	{always(owes(OwedReferral)), "Without this answer the case cannot close."},
	{always(owes(OwedAdvocacy)), "The patient waits for it."},
	{always(owes(OwedAction)), "It may happen again."},
	{always(owes(OwedStep)), "The findings wait for it."},
	{always(owes(OwedApproval)), "The letter cannot be issued before."},
	{always(owes(OwedReview)), "Nobody looks at it otherwise."},
	{always(owes(OwedTask)), "The case waits for it."},
	{always(owes("")), "It has no date, so nothing reminds us of it."},
}

func owes(kind OwedKind) func(*TodayItem) bool {
	return func(i *TodayItem) bool { return i.Kind == kind }
}

func owesClock(clock ClockKind) func(*TodayItem) bool {
	return func(i *TodayItem) bool { return i.Kind == OwedClock && i.Clock == clock }
}

// filesAppeal holds for the day by which a level of a patient's appeal is to be
// filed. An appeal that the office itself decides has no level.
func filesAppeal(i *TodayItem) bool {
	return owesClock(ClockAppeal)(i) && i.Section == SectionAdvocacy
}

func withOthersDesk(i *TodayItem) bool { return i.Section == SectionHandover }

func flagged(flag CaseFlags) func(*TodayItem, Date) bool {
	return func(i *TodayItem, _ Date) bool { return i.Case.Flags.Has(flag) && i.Case.State.Open() }
}

func late(is func(*TodayItem) bool) func(*TodayItem, Date) bool {
	return func(i *TodayItem, today Date) bool { return is(i) && !i.Due.IsZero() && i.Due < today }
}

func always(is func(*TodayItem) bool) func(*TodayItem, Date) bool {
	return func(i *TodayItem, _ Date) bool { return is(i) }
}
