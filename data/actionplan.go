package data

// ActionStrength is how surely an action changes what happens: the hierarchy of
// the VA National Center for Patient Safety.
type ActionStrength string

// Strengths lists the strengths of an action.
var Strengths = []Term[ActionStrength]{
	{"strong", "Strong: changes the place, the device or the process"},
	{"intermediate", "Intermediate: checklist, staffing, reminder, software"},
	{"weak", "Weak: training, new policy, warning"},
}

// String returns the label.
func (s ActionStrength) String() string { return labelOf(Strengths, s) }

// Effect is what a check of an action's effect found.
type Effect string

// Effects lists what a check may find.
var Effects = []Term[Effect]{
	{"effective", "It works"}, {"partly", "It works in part"}, {"not", "It does not work"},
}

// String returns the label.
func (e Effect) String() string { return labelOf(Effects, e) }

// The days after completion on which an action is verified and its effect is
// looked at.
const (
	VerifyDays      = 7
	FirstCheckDays  = 30
	SecondCheckDays = 90
)

// ActionPlan is an improvement that a case led to: action, owner, day, strength,
// evidence, verification, and a check of its effect after 30 and 90 days. Done is
// not verified (domain 5.3).
type ActionPlan struct {
	RecordBase
	What     string         `json:"what"`
	Unit     string         `json:"unit,omitempty"`
	Owner    string         `json:"owner"`
	Due      Date           `json:"due"`
	Strength ActionStrength `json:"strength"`
	Issue    ID             `json:"issue,omitzero"` // the issue it answers
	DoneOn   Date           `json:"done_on,omitempty"`
	Evidence string         `json:"evidence,omitempty"` // what shows that it was done
	// VerifiedBy looked at the evidence and is not the owner.
	VerifiedBy string      `json:"verified_by,omitempty"`
	VerifiedOn Date        `json:"verified_on,omitempty"`
	First      EffectCheck `json:"first_check,omitzero"`
	Second     EffectCheck `json:"second_check,omitzero"`
	// Said and Did tell the plan in plain words, for patients and the public: "you
	// said, we did". Shown puts it into the shareable report.
	Said  string `json:"said,omitempty"`
	Did   string `json:"did,omitempty"`
	Shown bool   `json:"shown,omitempty"`
	// Dropped is why the action will not be done; empty while it stands.
	Dropped string `json:"dropped,omitempty"`
}

// Shut is the plan of a restricted case for whoever may not see it: what figures
// count of it, without a word or a name, and never in a report that is shared.
func (p ActionPlan) Shut() ActionPlan {
	bare := func(c EffectCheck) EffectCheck { return EffectCheck{On: c.On, Found: c.Found} }
	q := ActionPlan{RecordBase: RecordBase{ID: p.ID, At: p.At}, What: ShutCase, Unit: p.Unit, Due: p.Due, Strength: p.Strength,
		DoneOn: p.DoneOn, VerifiedOn: p.VerifiedOn, First: bare(p.First), Second: bare(p.Second)}
	if p.Dropped != "" {
		q.Dropped = ShutCase
	}
	return q
}

// EffectCheck is a look at whether an action does what it was meant to.
type EffectCheck struct {
	On     Date   `json:"on,omitempty"`
	Found  Effect `json:"found,omitempty"`
	Remark string `json:"remark,omitempty"`
	By     string `json:"by,omitempty"`
}

// ActionState is where an action plan stands.
type ActionState string

// The states of an action plan, in their order.
const (
	ActionOpen     ActionState = "open"
	ActionDone     ActionState = "done" // but not verified
	ActionVerified ActionState = "verified"
	ActionChecked  ActionState = "checked" // verified, and the second check was made
	ActionDropped  ActionState = "dropped"
)

// ActionStates lists the states of an action plan.
var ActionStates = []Term[ActionState]{
	{ActionOpen, "Open"}, {ActionDone, "Done, not verified"}, {ActionVerified, "Verified"},
	{ActionChecked, "Verified, effect checked"}, {ActionDropped, "Dropped"},
}

// String returns the label.
func (s ActionState) String() string { return labelOf(ActionStates, s) }

// Kind is [RecAction].
func (ActionPlan) Kind() RecordKind { return RecAction }

// Day is the day of the next thing that the plan asks for, by which lists are
// sorted; of one that asks for nothing more, the day of its last check or, when
// it was dropped, the day by which it was to be done.
func (a ActionPlan) Day() Date {
	if next := a.Next(); next.Kind != "" {
		return next.Due
	}
	if a.State() == ActionChecked {
		return a.Second.On
	}
	return a.Due
}

// Summary names the record for the history.
func (a ActionPlan) Summary() string {
	return "Saved an action plan: " + lowerFirst(a.State().String()) + "."
}

// State returns where the plan stands.
func (a ActionPlan) State() ActionState {
	switch {
	case !blank(a.Dropped):
		return ActionDropped
	case a.DoneOn.IsZero():
		return ActionOpen
	case a.VerifiedOn.IsZero():
		return ActionDone
	case a.Second.Found == "":
		return ActionVerified
	}
	return ActionChecked
}

// Owed is the next thing that the plan asks for. It does not end with its case:
// an improvement is still owed when the letter has gone.
func (a ActionPlan) Owed(bool) []Owed {
	next := Owed{Kind: OwedAction, Who: a.Owner, Section: SectionActions}
	switch a.State() {
	case ActionOpen:
		next.Due, next.What = a.Due, "Action: "+a.What
	case ActionDone:
		next.Due, next.What = a.DoneOn.AddDays(VerifyDays), "Verify the action: "+a.What
	case ActionVerified:
		if a.First.Found == "" {
			next.Due, next.What = a.DoneOn.AddDays(FirstCheckDays), "Check the effect after 30 days: "+a.What
		} else {
			next.Due, next.What = a.DoneOn.AddDays(SecondCheckDays), "Check the effect after 90 days: "+a.What
		}
	default:
		return nil
	}
	return []Owed{next}
}

// ActionQuery chooses action plans of the whole office.
type ActionQuery struct {
	State ActionState // empty: every plan that still asks for something
	Unit  string      // of the plan or, where it names none, of its case; empty: any
	Owner string      // empty: anybody
	// Shown chooses the plans that the shareable report shows, whatever their state.
	Shown bool
	Limit int
	After ActionCursor // the last row that was read
}

// ActionCursor is the place of an action plan in a list; its zero value is the
// beginning.
type ActionCursor struct {
	Day Date
	Key int64
}

// ActionRow is an action plan in a list, with its case.
type ActionRow struct {
	At   ActionCursor
	Plan ActionPlan
	Unit string
	Case CaseRow
}

// Next says what the plan asks for next and by when; zero where it asks for
// nothing more.
func (a ActionPlan) Next() Owed {
	if next := a.Owed(true); len(next) > 0 {
		return next[0]
	}
	return Owed{}
}

// Fits reports whether the row is one that the query chooses.
func (q ActionQuery) Fits(r ActionRow) bool {
	state := r.Plan.State()
	wanted := state == q.State || q.State == "" && state != ActionChecked && state != ActionDropped
	if q.Shown {
		wanted = r.Plan.Shown
	}
	return wanted && (q.Unit == "" || q.Unit == r.Unit) && (q.Owner == "" || sameName(q.Owner, r.Plan.Owner))
}

// ActionPage is a page of action plans, the earliest day first.
type ActionPage struct {
	Rows []ActionRow
	More bool
}

// Validate checks the plan.
func (a ActionPlan) Validate(f CaseFile, s Settings, today Date) Missing {
	var m Missing
	m.add(blank(a.What), "what", "what", "Write what will be done.")
	m.add(blank(a.Owner), "owner", "owner", "Write who does it.")
	m.add(a.Due.IsZero(), "due", "due", "Enter the day by which it is to be done.")
	m.add(!Known(Strengths, a.Strength), "strength", "strength", "Choose how strong the action is.")
	doneOn(&m, a.DoneOn, today)
	m.add(a.VerifiedOn > today, "verified_on.future", "verified_on", "The day lies in the future; enter the day on which it was verified.")
	verified := !a.VerifiedOn.IsZero() || !blank(a.VerifiedBy)
	m.add(verified && a.DoneOn.IsZero(), "verified.done", "done_on", "An action is verified after it was done; enter the day on which it was done.")
	m.add(verified && (a.VerifiedOn.IsZero() || blank(a.VerifiedBy)), "verified", "verified_by", "Enter who verified the action and on which day.")
	m.add(verified && blank(a.Evidence), "evidence", "evidence", "Write what shows that it was done.")
	m.add(!a.VerifiedOn.IsZero() && a.VerifiedOn < a.DoneOn, "verified.before", "verified_on", "It was verified before it was done; correct one of the two days.")
	m.add(!blank(a.VerifiedBy) && sameName(a.VerifiedBy, a.Owner), "verified.owner", "verified_by", "Whoever did the action does not verify it; name somebody else.")
	for _, c := range []struct {
		check EffectCheck
		field string
	}{{a.First, "first_check"}, {a.Second, "second_check"}} {
		made := c.check.Found != "" || !c.check.On.IsZero()
		m.add(made && a.VerifiedOn.IsZero(), c.field+".early", c.field, "The effect is checked once the action is verified.")
		m.add(made && (!Known(Effects, c.check.Found) || c.check.On.IsZero()), c.field, c.field, "Enter the day of the check and what it found.")
		m.add(!c.check.On.IsZero() && c.check.On < a.DoneOn, c.field+".before", c.field, "The effect was checked before the action was done; correct one of the two days.")
		m.add(c.check.On > today, c.field+".future", c.field, "The day of the check lies in the future; correct it.")
		m.checkText(c.check.By, maxLine, c.field, "The name")
		m.checkText(c.check.Remark, maxText, c.field, "The remark")
	}
	if a.Issue != (ID{}) {
		known := false
		for _, is := range f.Issues {
			known = known || is.ID == a.Issue
		}
		m.add(!known, "issue", "issue", "The issue is no longer in the case; choose another or none.")
	}
	m.checkText(a.What, maxText, "what", "The action")
	m.checkText(a.Unit, maxLine, "unit", "The unit")
	m.checkText(a.Owner, maxLine, "owner", "The owner")
	m.checkText(a.Evidence, maxText, "evidence", "The evidence")
	m.checkText(a.VerifiedBy, maxLine, "verified_by", "The name")
	m.checkText(a.Dropped, maxText, "dropped", "The reason")
	m.checkText(a.Said, maxText, "said", "What was said")
	m.checkText(a.Did, maxText, "did", "What was done")
	if a.Shown {
		m.add(blank(a.Said), "said", "said", "Write in plain words what was said, or leave the plan out of the report.")
		m.add(blank(a.Did), "did", "did", "Write in plain words what was done, or leave the plan out of the report.")
		m = append(m, a.SharedGaps(f, s)...)
	}
	return m
}
