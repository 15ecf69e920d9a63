package casefile

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// question is what an action asks before it is taken, in plain words.
type question struct{ title, text, label, yes string }

// questions are asked before the actions that change what the office owes.
var questions = map[data.ActionID]question{
	data.ActHold: {"Put the case on hold", "Work stops until you release the hold. The due dates do not move: they are counted from the day of receipt.",
		"Why, and who asked for it?", "Put it on hold"},
	data.ActRelease: {"Release the hold", "Work goes on where it stopped. The due dates are the same as before.", "", "Release the hold"},
	data.ActReferOut: {"Refer the case out", "Another body answers for this matter. The case stays open until you know what became of it.",
		"To whom, and why?", "Refer it out"},
	data.ActWithdraw: {"Withdraw the case", "Only the person can take a matter back. Not wanting a letter is no withdrawal.",
		"What did the person say, and when?", "Withdraw the case"},
	data.ActReopen: {"Reopen the case", "The case is worked on again. New due dates are counted from today; the old ones stay on file.",
		"What came back, or what is new?", "Reopen the case"},
	data.ActVoid: {"Void the case", "For what was entered by mistake. The number stays in the log with the reason and is never used again; the case can be brought back.",
		"Why is it void?", "Void the case"},
	data.ActRestore: {"Bring the case back", "It goes on where it stopped, with the due dates that it had.", "Why is it brought back?", "Bring it back"},
	data.ActReturn:  {"Return the letter for changes", "The letter goes back to being written.", "What must change?", "Return it"},
}

// act takes an action, or goes to where it is done.
func (s *Screen) act(a data.AllowedAction) {
	if gaps := a.Missing.Blocking(); len(gaps) > 0 && a.ID != data.ActClose {
		s.showGaps(a.Label+": this is still missing", gaps)
		return
	}
	switch a.ID {
	case data.ActClose:
		s.closeCase()
	case data.ActTriage:
		s.triage()
	case data.ActAcknowledge:
		s.desk.WriteLetter(s.number, data.Acknowledgement)
	case data.ActIssue:
		s.writeNotice()
	case data.ActSend:
		s.dispatchNotice()
	case data.ActMerge:
		s.mergeCase()
	case data.ActDraftLetter:
		s.save(moving(s.file.Key, a.ID, ""), func(err error) {
			if err != nil {
				s.refused(err)
				return
			}
			s.writeNotice()
		})
	case data.ActRestore:
		if s.file.State == data.StateMerged {
			s.unmerge()
			return
		}
		s.ask(a.Action)
	default:
		s.ask(a.Action)
	}
}

// ask takes an action, after its question where it has one.
func (s *Screen) ask(a data.Action) {
	q, asks := questions[a.ID]
	said := "State of the case: " + a.To.String() + "."
	switch a.ID {
	case data.ActRelease:
		said = "The hold is released."
	case data.ActRestore:
		said = "The case is back where it stopped."
	}
	switch {
	case !asks:
		s.run(moving(s.file.Key, a.ID, ""), said)
	case !a.NeedsReason:
		ui.Ask(s.desk.Window, ui.Question{Title: q.title, Text: q.text, Yes: q.yes},
			func() { s.run(moving(s.file.Key, a.ID, ""), said) })
	case a.ID == data.ActReopen:
		s.reopen(q, said)
	default:
		e := s.newEditor("act/"+string(a.ID), q.title, q.yes, said)
		e.text = q.text
		reason := e.area("reason", q.label, "", 3)
		e.require("reason")
		key := s.file.Key
		e.gather = func() change { return moving(key, a.ID, strings.TrimSpace(reason.Text)) }
		e.open()
	}
}

// reopen asks why a closed case is opened again: the report tells what was new
// from who was not satisfied.
func (s *Screen) reopen(q question, said string) {
	e := s.newEditor("act/"+string(data.ActReopen), q.title, q.yes, said)
	e.text = q.text
	cause := choose(e, "cause", "Why is it opened again?", terms(data.ReopenCauses[1:]), "")
	reason := e.area("reason", q.label, "", 3)
	e.require("cause", "reason")
	key := s.file.Key
	e.gather = func() change {
		why, words := data.Closing{Cause: held(cause)}, trimmed(reason.Text)
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.Act(ctx, key, data.ActReopen, words, why)
		}
	}
	e.open()
}

func moving(key int64, id data.ActionID, reason string) change {
	return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
		return in.Act(ctx, key, id, reason, data.Closing{})
	}
}

// showActions lists everything else that can be done with the case now. What
// is barred says what is missing.
func (s *Screen) showActions() {
	if !s.read {
		return
	}
	list := container.New(column{})
	var d *ui.Dialog
	leave := func(do func()) func() { return func() { d.Close(); do() } }
	for _, a := range data.ActionsFor(s.file, s.settings()) {
		gaps := a.Missing.Blocking()
		if len(gaps) == 0 || a.ID == data.ActClose {
			do := container.NewHBox(ui.NewButton(actionLabel(a.Action), leave(func() { s.act(a) })))
			if a.ID == data.ActAcknowledge {
				do.Add(ui.NewButton("Record a call …", leave(s.acknowledgeByCall)))
			}
			list.Add(offer(a.Label, a.Help, do))
			continue
		}
		list.Add(offer(a.Label, "Not possible yet:", nil))
		list.Add(s.gapList(gaps, leave))
	}
	for _, o := range s.otherWork() {
		list.Add(offer(o.label, o.help, ui.NewButton(o.label+" …", leave(o.do))))
	}
	d = ui.Show(s.desk.Window, "What can be done now", scrolled(s.desk.Window, nil, list), nil, "Close")
}

// otherWork is one thing that can be done with a case without moving it.
type otherWork struct {
	label, help string
	do          func()
}

// otherWork lists what else can be done with the case as it stands.
func (s *Screen) otherWork() []otherWork {
	if s.file.State == data.StatePurged {
		return nil
	}
	all := s.fillInWork()
	if s.file.Open() {
		all = append(all, otherWork{"Classify again", "Answer the questions of the rules anew, or decide against them with a reason.", s.reclassify})
	}
	if s.file.Open() && len(s.movableClocks()) > 0 {
		all = append(all, otherWork{"Move a due date", "The old date and your reason stay on file.", s.extendClock})
	}
	if s.desk.May(data.RightRestrict) {
		all = append(all, s.restrictWork()...)
	}
	all = append(all, otherWork{"Copy safe to share", "The record, a note or a letter without what tells who people are. You see what is hidden, and add to it.", s.CopySafe})
	all = append(all, otherWork{"Link with another case", "Both cases are about the same matter and show each other.", s.linkCase})
	if s.file.Hold.Stands() {
		return append(all, otherWork{"Release the legal hold", "The case can be closed and, in its time, purged again.", s.releaseHold})
	}
	return append(all, otherWork{"Place a legal hold", "Nothing is closed, removed or purged while it stands.", s.placeHold})
}

// offer is one thing that can be done, with its name, if any, and its button.
func offer(label, help string, do fyne.CanvasObject) fyne.CanvasObject {
	words := container.New(column{}, ui.NewParagraph(help, ui.Muted))
	if label != "" {
		words.Objects = []fyne.CanvasObject{ui.NewText(label, ui.Strong), words.Objects[0]}
	}
	if do == nil {
		return words
	}
	return ui.NewBeside(words, do)
}

// showGaps lists what stands in the way, each with the way to mend it.
func (s *Screen) showGaps(title string, gaps data.Missing) {
	var d *ui.Dialog
	list := s.gapList(gaps.Blocking(), func(do func()) func() { return func() { d.Close(); do() } })
	d = ui.Show(s.desk.Window, title, scrolled(s.desk.Window, nil, list), nil, "Close")
}

// gapList is what is missing; leave closes what the list stands in before it
// goes to the place that mends it.
func (s *Screen) gapList(gaps data.Missing, leave func(func()) func()) *fyne.Container {
	list := container.New(column{})
	for _, g := range gaps {
		label, mend := gapButton(s, g)
		list.Add(offer("", g.Sentence, ui.NewButton(label, leave(mend))))
	}
	return list
}

// gapPlaces are the sections that mend what is missing, by its field.
var gapPlaces = map[string]desk.Section{
	"people": desk.Summary, "owner": desk.Summary, "kind": desk.Summary, "issues": desk.Issues, "steps": desk.Investigation, "independent": desk.Investigation,
	"escalations": desk.Summary, "advocacy": desk.Advocacy, "contacts": desk.Contacts, "tasks": desk.Tasks, "letters": desk.Letters, "addressee": desk.Summary,
}

// gapButton is the button that leads to where a gap is mended.
func gapButton(s *Screen, g data.Gap) (string, func()) {
	for _, is := range s.file.Issues {
		if is.ID.String() != g.Field {
			continue
		}
		if g.Code == "finding" || g.Code == "answer" || g.Code == "conflict" {
			return "Record the finding …", func() { s.Go(desk.Issues); s.editFinding(is) }
		}
		return "Edit the issue …", func() { s.Go(desk.Issues); s.editIssue(is) }
	}
	for _, st := range s.file.Steps {
		if st.ID.String() == g.Field && st.Kind == data.Referral {
			return "Record the answer …", func() { s.Go(desk.Investigation); s.answerReferral(st) }
		}
		if st.ID.String() == g.Field {
			return "Edit the step …", func() { s.Go(desk.Investigation); s.editStep(st) }
		}
	}
	switch g.Field {
	case "kind":
		return "Classify …", s.reclassify
	case "owner":
		return "Edit the facts …", func() { s.Go(desk.Summary); s.editDetails() }
	case "completed_on", "closure", "satisfied", "efforts", "manager", "no_action", "qapi", "privacy", "override":
		return "Close the case …", s.closeCase
	case "legal_hold":
		return "Release the legal hold …", s.releaseHold
	}
	if g.Code == "escalation" {
		return "Record who was told …", s.tellEscalation
	}
	if g.Code == "authority" {
		return "Go to the people", func() { s.Go(desk.Summary) }
	}
	to, ok := gapPlaces[g.Field]
	if !ok {
		to = desk.Summary
	}
	return "Go to " + strings.ToLower(sectionTitle(to)), func() { s.Go(to) }
}
