package settings

import (
	"errors"
	"slices"
	"strings"

	"rapport/app/window/ui"
	"rapport/data"
)

// letterRules is the part about letters: which a second person approves, and the
// words that the spelling check has learnt.
type letterRules struct {
	approval *ui.Choice[data.ApprovalRule]
	row      *ui.Row
	words    *ui.Entry
	filled   []string // the words when the field was filled
}

// approvalWords say what each rule means for the work.
var approvalWords = map[data.ApprovalRule]string{
	data.ApprovalNever:   "The officer who writes a letter issues it.",
	data.ApprovalSerious: "A decision, a limit on contact or an appeal letter in a serious case waits until another officer has read and approved it; acknowledgements go out at once.",
	data.ApprovalAlways:  "Each letter to a person or an outside body waits until another officer has read and approved it. Plan for it in the due dates.",
}

func newLetterRules() *letterRules {
	l := &letterRules{}
	options := make([]ui.Option[data.ApprovalRule], len(data.ApprovalRules))
	for i, r := range data.ApprovalRules {
		options[i] = ui.Option[data.ApprovalRule]{Value: r.Value, Label: r.Label}
	}
	l.approval = ui.NewChoice("Choose", options, func(r data.ApprovalRule) {
		l.row.Hint = approvalWords[r]
		l.row.Explain(nil)
	})
	l.row = ui.NewRow("A second person approves", l.approval)
	l.words = ui.NewTextArea("One word in each line", 3, 12)
	return l
}

func (l *letterRules) rows() []*ui.Row {
	words := hinted(ui.NewRow("Words that the spelling check knows", l.words), "One in each line: names of buildings and programs. What officers teach it while they write is added here; no names of patients.")
	words.Check = func() error {
		var set data.Settings
		set.Words = lines(l.words.Text)
		if gaps := set.WordGaps(); len(gaps) > 0 {
			return errors.New(gaps[0].Sentence)
		}
		return nil
	}
	return []*ui.Row{required(l.row), words}
}

func (l *letterRules) fill(set data.Settings) {
	rule := set.LetterApproval
	if rule == "" {
		rule = data.ApprovalNever
	}
	l.approval.SetValue(rule)
	l.words.SetText(strings.Join(set.Words, "\n"))
	l.filled = set.Words
}

// refresh shows words that were learnt since, where nothing was typed.
func (l *letterRules) refresh(set data.Settings) {
	if slices.Equal(lines(l.words.Text), l.filled) && !slices.Equal(set.Words, l.filled) {
		l.filled = set.Words
		l.words.SetText(strings.Join(set.Words, "\n"))
	}
}

// typed puts what the fields say into the settings.
func (l *letterRules) typed(set data.Settings) data.Settings {
	rule, _ := l.approval.Value() // the form checked it
	if rule != data.ApprovalNever || set.LetterApproval != "" {
		set.LetterApproval = rule
	}
	words := lines(l.words.Text)
	for _, w := range set.Words { // learnt in a letter since the field was filled
		if !slices.Contains(l.filled, w) && !(data.Settings{Words: words}).Knows(w) {
			words = append(words, w)
		}
	}
	if !slices.Equal(words, set.Words) {
		set.Words = words
	}
	return set
}
