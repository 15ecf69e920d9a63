// Package yousaid is the dialog in which an improvement is told in plain words,
// for patients and the public: "you said, we did".
package yousaid

import (
	"context"
	"strings"

	"rapport/app/window/desk"
	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// Open opens the words of a plan of the case; done is called once they were saved
// or taken back. What the check of the texts finds is said before they are saved;
// what only may identify somebody is saved when the officer presses again.
func Open(d *desk.Desk, number string, plan data.ActionPlan, done func()) {
	f := form.New(d, "yousaid/"+plan.ID.String(), "You said, we did", "Save the words")
	f.Text = "The improvement: " + plan.What + "\n" + data.SharedTextCaution
	said := f.Area("said", "You said: what people told us", plan.Said, 2, 6)
	did := f.Area("did", "We did: what has changed", plan.Did, 2, 6)
	shown := f.Tick("shown", "Show in the shareable report", plan.Shown)
	f.Hint("said", "In plain words, as a headline: Call lights were not answered at night")
	f.Hint("did", "What somebody would notice: A second nurse is on the ward from eleven on")
	looked := ""
	f.Gather = func() form.Save {
		changed := plan
		changed.Said, changed.Did, changed.Shown = form.Trimmed(said.Text), form.Trimmed(did.Text), shown.Checked
		return func(ctx context.Context, in *store.Session) error {
			if err := check(ctx, in, number, changed, &looked); err != nil {
				return err
			}
			return save(ctx, in, number, changed)
		}
	}
	f.Done = func(bool) {
		done()
		words := "The words are saved. The report does not show them yet."
		if shown.Checked {
			words = "The words are saved. The shareable report shows them."
		}
		d.Say(words, func() {
			ui.Load(new(ui.Loader), func(ctx context.Context) (struct{}, error) { return struct{}{}, save(ctx, d.Session, number, plan) },
				func(_ struct{}, err error) {
					if err != nil {
						d.Fail(err)
					}
					done()
				})
		})
	}
	f.Open()
}

// save puts the words of the plan into the plan as it is on file now.
func save(ctx context.Context, in *store.Session, number string, words data.ActionPlan) error {
	file, err := in.Case(ctx, number)
	if err != nil {
		return err
	}
	for _, a := range file.Actions {
		if a.ID == words.ID {
			a.Said, a.Did, a.Shown = words.Said, words.Did, words.Shown
			_, err := in.SaveRecord(ctx, file.Key, &a)
			return err
		}
	}
	return data.ErrNotFound
}

// check looks for what identifies somebody, also in words that are not to be shown
// yet. What must go is an error at its field; what may be somebody's is an error
// until the officer has seen it, which looked keeps.
func check(ctx context.Context, in *store.Session, number string, plan data.ActionPlan, looked *string) error {
	file, err := in.Case(ctx, number)
	if err != nil {
		return err
	}
	gaps := plan.SharedGaps(file, in.Settings())
	if plan.Shown && len(gaps.Blocking()) > 0 {
		return byField(gaps.Blocking())
	}
	var doubts []string
	for _, g := range gaps {
		doubts = append(doubts, g.Sentence)
	}
	words := strings.Join(doubts, "\n")
	if words == "" || words == *looked {
		return nil
	}
	*looked = words
	return says("Look at this first:\n" + words + "\nPress Save the words again to keep them as they are.")
}

// byField joins what is wrong with a field, which shows one sentence.
func byField(gaps data.Missing) data.Missing {
	var all data.Missing
	at := map[string]int{}
	for _, g := range gaps {
		if i, there := at[g.Field]; there {
			all[i].Sentence += "\n" + g.Sentence
			continue
		}
		at[g.Field] = len(all)
		all = append(all, g)
	}
	return all
}

type says string

func (s says) Error() string    { return "the words may identify somebody" }
func (s says) Sentence() string { return string(s) }
