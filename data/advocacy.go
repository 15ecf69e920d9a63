package data

// Advocacy is something done on the patient's behalf (domain 5.4).
type Advocacy struct {
	ID        ID              `json:"id"`
	Kind      AdvocacyKind    `json:"kind"`
	Goal      string          `json:"goal"`
	With      string          `json:"with,omitempty"` // insurer, physician, agency
	Due       Date            `json:"due,omitempty"`
	DoneOn    Date            `json:"done_on,omitempty"`
	Outcome   AdvocacyOutcome `json:"outcome,omitempty"`
	Result    string          `json:"result,omitempty"`
	Recovered int64           `json:"recovered,omitempty"` // US cents
	By        string          `json:"by"`
	// Agreed records that the patient knows of it and agrees: a referral to the
	// QIO goes out with the beneficiary's knowledge (domain 1.6).
	Agreed bool `json:"agreed,omitempty"`

	Steps  []AdvocacyStep `json:"steps,omitempty"`
	Papers []Paper        `json:"papers,omitempty"` // documents that it needs
	Levels []AppealLevel  `json:"levels,omitempty"` // of an appeal, in order
}

// QIOReferral is a quality or discharge concern that is referred to the QIO
// (42 CFR 482.13(a)(2)).
const QIOReferral AdvocacyKind = "qio_referral"

// UsualPath is the way of appeal that an action of the kind usually takes; empty
// where there is none.
func (k AdvocacyKind) UsualPath() AppealPath {
	return map[AdvocacyKind]AppealPath{"qio_appeal": QIODischarge, "financial": CharityCare, "agency": "ocr", "bill_hold": "good_faith"}[k]
}

// RecoveredInAll is what the action brought back for the patient, over its
// levels, in US cents.
func (a Advocacy) RecoveredInAll() int64 {
	sum := a.Recovered
	for _, l := range a.Levels {
		sum += l.Cents
	}
	return sum
}

// StepsFrom returns steps with these words; one whose words stand already keeps
// its day.
func (a Advocacy) StepsFrom(words []string) []AdvocacyStep {
	var steps []AdvocacyStep
	for _, w := range words {
		st := AdvocacyStep{What: w}
		for _, old := range a.Steps {
			if old.What == w {
				st = old
			}
		}
		steps = append(steps, st)
	}
	return steps
}

// PapersFrom returns papers with these names; one that stands already keeps
// whether the office has it.
func (a Advocacy) PapersFrom(names []string) []Paper {
	var papers []Paper
	for _, n := range names {
		p := Paper{Name: n}
		for _, old := range a.Papers {
			if old.Name == n {
				p = old
			}
		}
		papers = append(papers, p)
	}
	return papers
}

// Level returns the level of the appeal with the id.
func (a Advocacy) Level(id ID) (AppealLevel, bool) {
	for _, l := range a.Levels {
		if l.ID == id {
			return l, true
		}
	}
	return AppealLevel{}, false
}

// WithLevel returns the action with a level of its appeal put in its place, or
// at the end. The action before keeps its own levels.
func (a Advocacy) WithLevel(l AppealLevel) Advocacy {
	a.Levels = append([]AppealLevel(nil), a.Levels...)
	for i := range a.Levels {
		if a.Levels[i].ID == l.ID && l.ID != (ID{}) {
			a.Levels[i] = l
			return a
		}
	}
	if l.ID == (ID{}) {
		l.ID = NewID()
	}
	a.Levels = append(a.Levels, l)
	return a
}

// WithoutLevel returns the action without a level of its appeal.
func (a Advocacy) WithoutLevel(id ID) Advocacy {
	var kept []AppealLevel
	for _, l := range a.Levels {
		if l.ID != id {
			kept = append(kept, l)
		}
	}
	a.Levels = kept
	return a
}

// gaps checks the steps, the papers and the levels of the action.
func (a Advocacy) gaps(today Date) Missing {
	var m Missing
	for _, st := range a.Steps {
		m.add(blank(st.What), "step.what", "steps", "A step has no words; write what is to be done or take it out.")
		m.add(st.DoneOn > today, "step.future", "steps", "A step is marked as done in the future; correct the day.")
		m.checkText(st.What, maxText, "steps", "A step")
	}
	for _, p := range a.Papers {
		m.add(blank(p.Name), "paper.name", "papers", "A document has no name; enter one or take it out.")
		m.checkText(p.Name, maxLine, "papers", "The name of a document")
	}
	seen := map[ID]bool{}
	for _, l := range a.Levels {
		m = append(m, l.Gaps(today)...)
		m.add(l.ID == (ID{}) || seen[l.ID], "level.twice", "levels", "A level of the appeal is there twice; remove one.")
		seen[l.ID] = true
		m.add(a.Outcome != "" && l.Waits(), "level.open", "outcome", "A level of the appeal is not decided yet; enter how it ended before the action ends.")
	}
	return m
}

// AdvocacyStep is one step towards the goal.
type AdvocacyStep struct {
	What   string `json:"what"`
	DoneOn Date   `json:"done_on,omitempty"`
}

// Paper is a document that an action needs.
type Paper struct {
	Name string `json:"name"`
	Have bool   `json:"have,omitempty"`
}

// AppealLevel is one round of an appeal: the notice it answers, the day by which
// it must be filed, and how it was decided. The notice itself controls; what the
// calculator says is to be verified on it.
type AppealLevel struct {
	ID   ID         `json:"id"`
	Path AppealPath `json:"path"`
	// Basis is the day from which the time to file runs: which day that is the
	// path says (receipt of the denial, date on the notice, day of discharge).
	Basis  Date `json:"basis"`
	Urgent bool `json:"urgent,omitempty"`
	FileBy Date `json:"file_by"`
	// KeepBy is the day by which it is asked for so that benefits go on meanwhile;
	// zero where the patient does not ask for that.
	KeepBy      Date          `json:"keep_by,omitempty"`
	Verified    bool          `json:"verified,omitempty"` // compared with the notice
	FiledOn     Date          `json:"filed_on,omitempty"`
	DecisionDue Date          `json:"decision_due,omitempty"`
	DecidedOn   Date          `json:"decided_on,omitempty"`
	Outcome     AppealOutcome `json:"outcome,omitempty"`
	Cents       int64         `json:"cents,omitempty"` // recovered at this level
	Remark      string        `json:"remark,omitempty"`
}

// AppealOutcome is how a level of an appeal was decided.
type AppealOutcome string

// The outcomes after which there may be a next level, and that of one not filed.
const (
	AppealPartly    AppealOutcome = "partly"
	AppealUpheld    AppealOutcome = "upheld"
	AppealDismissed AppealOutcome = "dismissed"
	AppealWithdrawn AppealOutcome = "withdrawn"
)

// AppealOutcomes lists the outcomes.
var AppealOutcomes = []Term[AppealOutcome]{
	{"overturned", "Denial overturned"}, {AppealPartly, "Overturned in part"}, {AppealUpheld, "Denial upheld"},
	{AppealDismissed, "Dismissed"}, {AppealWithdrawn, "Withdrawn"},
}

// String returns the label.
func (o AppealOutcome) String() string { return labelOf(AppealOutcomes, o) }
