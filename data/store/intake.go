package store

import (
	"context"
	"fmt"
	"slices"

	"rapport/data"
)

// OpenCase makes a case of an intake: it is classified, numbered without a gap
// within its year of receipt, and its clocks start. An intake may restrict it from
// the start. Errors: [data.Missing], [data.NotAllowed].
func (s *Session) OpenCase(ctx context.Context, in data.Intake) (data.CaseFile, error) {
	if err := in.Validate(s.Settings(), s.file.now()).Err(); err != nil {
		return data.CaseFile{}, err
	}
	var f data.CaseFile
	err := s.write(ctx, data.RightWork, func(w *work) error {
		if in.Restriction != nil && !s.Officer().May(data.RightRestrict) {
			return data.NotAllowed{Right: data.RightRestrict}
		}
		f = caseOf(in, w)
		if err := w.enterPeople(f.People); err != nil {
			return err
		}
		if err := w.enterCase(&f); err != nil {
			return err
		}
		for _, t := range in.Sources {
			if err := w.noteSource(f.Key, t); err != nil {
				return err
			}
		}
		if in.Restriction == nil {
			return nil
		}
		return w.restrictNew(&f, *in.Restriction)
	})
	return s.sighted().file(f), err
}

// caseOf turns an intake into a case that has no number yet.
func caseOf(in data.Intake, w *work) data.CaseFile {
	answers := data.AnswersFor(in)
	found := data.Classify(answers, w.set.Policy())
	f := data.CaseFile{Case: data.Case{
		ID: data.NewID(), Kind: in.KindFor(found), Nature: in.Nature, State: data.StateNew, Channel: in.Channel, ReceivedAt: in.ReceivedAt.UTC(),
		EventDate: in.EventDate, Unit: in.Unit, Story: in.Story, Remedy: in.Remedy, Harm: in.Harm, Owner: in.Owner,
		Anonymous: answers.Anonymous, MayShareName: in.MayShareName, Answers: answers, Classification: found, Override: in.Override, OverrideReason: in.OverrideReason,
		EnteredAt: w.now, EnteredBy: w.by,
	}}
	if f.Owner == "" {
		f.Owner = w.by
	}
	f.People = peopleOf(in)
	for _, v := range in.Visits {
		v.RecordBase = data.RecordBase{ID: data.NewID(), At: w.now, By: w.by}
		f.Visits = append(f.Visits, v)
	}
	for _, i := range in.Issues {
		i.ID, i.Finding = data.NewID(), data.Finding{}
		i = i.WithTaxonomy(nil, w.set)
		f.Issues = append(f.Issues, i)
	}
	f.Clocks = f.Duties(f.ReceivedAt, w.set)
	return f
}

// peopleOf returns those whom the intake names.
func peopleOf(in data.Intake) []data.Person {
	var people []data.Person
	add := func(p data.Person, role data.Role) {
		p.ID, p.Role = data.NewID(), role
		people = append(people, p)
	}
	patient := in.Patient
	if in.Relation == data.Self {
		patient.Relation, patient.Authority = data.Self, data.AuthoritySelf
	}
	if known(patient) {
		add(patient, data.RolePatient)
	}
	if c := in.Complainant; in.Relation != data.Self && known(c) {
		c.Relation = in.Relation
		add(c, data.RoleComplainant)
	}
	for _, p := range in.People {
		add(p, p.Role)
	}
	return people
}

// known reports whether anything by which a person could be found or reached
// was written down.
func known(p data.Person) bool {
	return p.ListName() != "" || p.MRN != "" || p.Phone != "" || p.Email != "" || p.Street != ""
}

// enterCase numbers a new case and writes it whole, with its audit entry.
func (w *work) enterCase(f *data.CaseFile) error {
	received := data.DateOf(f.ReceivedAt, w.zone)
	var err error
	if f.Number, err = nextNumber(w.tx, received.Year()); err != nil {
		return err
	}
	if f.Key, err = nextKey(w.tx, lastCaseKey); err != nil {
		return err
	}
	if err := insertCase(w.tx, f, received); err != nil {
		return err
	}
	if err := insertParts(w.tx, f); err != nil {
		return err
	}
	if err := indexCaseWords(w.tx, f); err != nil {
		return err
	}
	if err := addMove(w.tx, f.Key, move{on: received, flow: flowReceived, action: "open", to: data.StateNew, by: w.by}); err != nil {
		return err
	}
	if err := writeFacts(w.tx, f, w.set); err != nil {
		return err
	}
	after, err := body(f.Case)
	if err != nil {
		return err
	}
	w.record("case.open", f.Key, f.Number, details{Summary: "Opened the case as " + f.Kind.String() + ".", After: after})
	w.tell(CaseChanged, f.Key)
	w.tell(TodayChanged, 0)
	return nil
}

// lastCaseKey is the greatest key that a case ever had: one that went with an import
// still has its entries in the audit chain.
const lastCaseKey = `select max(coalesce((select max(key) from cases), 0), coalesce((select max(last_key) from imports where kind = 'case'), 0))`

// nextKey returns the key after the last one of a table from which no row goes.
func nextKey(t *tx, last string) (int64, error) {
	n, err := t.count(last)
	if err != nil {
		return 0, fmt.Errorf("taking a key: %w", err)
	}
	return n + 1, nil
}

// insertParts writes the records of a new case and what it owes.
func insertParts(t *tx, f *data.CaseFile) (err error) {
	putAll(t, &err, f.Key, f.People, putPerson)
	putAll(t, &err, f.Key, f.Issues, putIssue)
	putAll(t, &err, f.Key, f.Clocks, putClock)
	putAll(t, &err, f.Key, f.Steps, putStep)
	putAll(t, &err, f.Key, f.Advocacy, putAdvocacy)
	putAll(t, &err, f.Key, f.Contacts, addContact)
	putAll(t, &err, f.Key, f.Notes, addNote)
	putAll(t, &err, f.Key, f.Tasks, putTask)
	putAll(t, &err, f.Key, f.Records(), putRecord)
	if err != nil {
		return err
	}
	return insertDues(t, f)
}

// nextNumber takes the next number of a year's series inside the transaction:
// one that fails gives its number back, so that there are no gaps.
func nextNumber(t *tx, year int) (string, error) {
	var n int64
	err := t.get(`insert into number_series (year, last) values (?, 1)
		on conflict (year) do update set last = number_series.last + 1 returning last`, []any{year}, &n)
	if err != nil {
		return "", fmt.Errorf("taking a case number: %w", err)
	}
	return formatNumber(year, n), nil
}

func formatNumber(year int, n int64) string { return fmt.Sprintf("PR-%04d-%05d", year, n) }

// Reclassify runs the classifier again with other answers, another channel or
// another time at which staff resolved the matter. The kind follows, unless an
// override names one; taking away the duty of a notice needs a reason. Duties
// that are no longer owed stop, new ones count from the receipt. Error:
// [data.Missing].
func (s *Session) Reclassify(ctx context.Context, key int64, r data.Reclassification) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		f := &c.file
		a := r.AnswersIn(*f, c.set, c.today)
		found := data.Classify(a, c.set.Policy())
		if err := r.Gaps(*f, found, c.now).Err(); err != nil {
			return err
		}
		_, kind := r.Kind(found)
		before := f.Case
		if a.Anonymous != f.Answers.Anonymous { // a name became known, or there never was one
			f.Anonymous = a.Anonymous
		}
		f.Channel, f.Nature, f.ResolvedAt = r.Channel, r.Nature, r.ResolvedAt
		f.Answers, f.Classification, f.Override, f.OverrideReason, f.Kind = a, found, r.Override, r.Reason, kind
		if kind != before.Kind || a.ResolvedNow != before.Answers.ResolvedNow || a.Anonymous != before.Answers.Anonymous {
			if err := c.renewClocks(); err != nil {
				return err
			}
		}
		return c.sayChange("case.classify", data.ID{}, "Classified the case as "+kind.String()+".",
			classified(before), classified(f.Case))
	})
}

// classified is what the audit keeps of a classification.
func classified(c data.Case) data.Classified {
	return data.Classified{Kind: c.Kind, Nature: c.Nature, Channel: c.Channel, ResolvedAt: c.ResolvedAt, Row: c.Classification.Row,
		RuleVersion: c.Classification.RuleVersion, Answers: c.Answers, Override: c.Override, OverrideReason: c.OverrideReason}
}

// renewClocks stops the duties that the kind no longer has and starts those it
// now has, counted from the receipt or, after the case was reopened, from then.
// Clocks that somebody started by hand, and those of appeals, go on.
func (c *caseWork) renewClocks() error {
	f := &c.file
	owed := f.Duties(f.ClocksFrom(), c.set)
	for i, k := range f.Clocks {
		if !k.Running() || k.StartedBy != "" || k.About != (data.ID{}) || owes(owed, k.Kind) ||
			k.Kind == data.ClockUpdate && owes(owed, data.ClockDecide) {
			continue
		}
		if err := c.stopClock(i, " The case was classified again."); err != nil {
			return err
		}
	}
	if !f.Open() {
		return nil
	}
	for _, k := range owed {
		if owes(f.Clocks, k.Kind) {
			continue
		}
		if err := c.startClock(k); err != nil {
			return err
		}
	}
	return nil
}

// owes reports whether a duty of the kind is owed, or was done.
func owes(clocks []data.Clock, kind data.ClockKind) bool {
	return slices.ContainsFunc(clocks, func(k data.Clock) bool { return k.Kind == kind && !k.Stopped })
}
