package casefile

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// recurrences are how likely a thing is to happen again, counted from 1; 0 is
// not judged.
func recurrences() []ui.Option[int] {
	options := []ui.Option[int]{{Value: 0, Label: "Not judged"}}
	for i, name := range data.Recurrences {
		options = append(options, ui.Option[int]{Value: i + 1, Label: strconv.Itoa(i+1) + "  " + name})
	}
	return options
}

// urgencies are how soon a case must be looked at, each with what it means.
func urgencies() []ui.Option[data.Urgency] {
	options := terms(data.Urgencies)
	for i := range options {
		options[i].Label += ": " + data.UrgencyMeanings[i]
	}
	return options
}

func priorityWords(p data.Priority) string { return p.Level.String() + ". " + p.Because }

// triage settles how soon the case is looked at, its harm and its owner, with the
// priority that follows from them as a suggestion, and moves the case on.
func (s *Screen) triage() {
	key, was := s.file.Key, s.file.Details()
	if was.Urgency == "" {
		was.Urgency = "routine"
		if s.file.Classification.Immediate {
			was.Urgency = "immediate"
		}
	}
	e := s.newEditor("triage", "Triage", "Triage the case", "State of the case: "+data.StateTriaged.String()+".")
	e.text = "Is somebody in danger now? Is a discharge or a deadline near? Is abuse, neglect or violence told of? See to that first."
	urgency := choose(e, "urgency", "How soon it must be looked at", urgencies(), was.Urgency)
	harm := choose(e, "harm", "Harm", anchored(data.Harms, data.HarmAnchors), was.Harm)
	e.hint("harm", "To the patient, as it is told")
	recurrence := choose(e, "recurrence", "How likely it happens again", recurrences(), was.Recurrence)
	owner := choose(e, "owner", "Owner", words(s.ownersWith(was.Owner)), was.Owner)
	e.beside(2)
	e.require("urgency", "owner")
	level, because := ui.NewParagraph("", ui.Strong), ui.NewParagraph("", ui.Muted)
	e.above = container.NewVBox(level, because)
	suggest := func() {
		p := s.settings().PriorityOf(s.file.MaxSeverity(), held(harm), held(urgency), held(recurrence))
		level.SetText("Suggested priority: " + p.Level.String())
		because.SetText(p.Because + " A suggestion; nothing is routed by it.")
	}
	urgency.OnChanged = func(string) { suggest() }
	harm.OnChanged = func(string) { suggest() }
	recurrence.OnChanged = func(string) { suggest() }
	suggest()
	put := func(d data.CaseDetails) change {
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			if f, err := in.UpdateCase(ctx, key, d); err != nil {
				return f, err
			}
			return in.Act(ctx, key, data.ActTriage, "", data.Closing{})
		}
	}
	e.gather = func() change {
		d := was
		d.Urgency, d.Harm, d.Recurrence, d.Owner = held(urgency), held(harm), held(recurrence), held(owner)
		return put(d)
	}
	e.open()
}
