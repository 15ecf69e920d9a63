package casefile

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// letterHelp says what each kind of letter is for.
var letterHelp = map[data.LetterKind]string{
	data.Acknowledgement:      "Tells the person that the complaint is here, who looks into it, and by when the answer comes.",
	data.InterimLetter:        "Tells the person why the decision takes longer, and names the new day.",
	data.NoticeOfDecision:     "The written decision: what was done, what was found, the day, and whom to ask.",
	data.NoContactClosure:     "The written decision where nobody could be reached: how it was tried, and what is known.",
	data.ReferralOut:          "Tells the person which other body is responsible, and how to reach it.",
	data.AuthorizationRequest: "Asks for the patient's written authorization. It confirms nothing about a patient.",
	data.DepartmentInquiry:    "Puts the questions of a referral to a manager, with a day for the answer.",
	data.ComplimentForward:    "Passes praise on to a unit.",
	data.MeetingConfirmation:  "Confirms day, place and people of a meeting.",
	data.AppealSupport:        "Speaks for the patient to whoever decides the appeal.",
	data.ConductLetter:        "Tells a person of a limit on contact, its reason, and when it is looked at again.",
	data.CommitteeCover:       "Goes before the papers of the grievance committee.",
}

// subjectPlace is where a record is made that a letter is about.
type subjectPlace struct {
	lacks, button string
	at            desk.Section
	begin         func(*Screen)
}

var subjectPlaces = map[data.LetterSubject]subjectPlace{
	data.AboutReferral: {"It is about a referral to a department, and the case has none.", "Add a referral …", desk.Investigation,
		func(s *Screen) { s.editStep(data.Step{Kind: data.Referral}) }},
	data.AboutMeeting: {"It is about a meeting, and the case has none.", "Plan a meeting …", desk.Advocacy,
		func(s *Screen) { s.editMeeting(data.Meeting{}) }},
	data.AboutAppeal: {"It is about an appeal, and the case has none.", "Add an advocacy action …", desk.Advocacy,
		func(s *Screen) { s.editAdvocacy(data.Advocacy{}) }},
	data.AboutConduct: {"It is about a limit on contact, and the case has none.", "Set a limit …", desk.Summary,
		func(s *Screen) { s.editLimit(data.ConductLimit{}) }},
}

// chooseLetter lists all kinds of letter. What fits the case is marked; what
// needs a record that the case lacks leads there.
func (s *Screen) chooseLetter() {
	session, f := s.desk.Session, s.file
	ui.Load(&s.opening, func(ctx context.Context) (map[data.LetterKind]string, error) { return barred(ctx, session, f) },
		func(why map[data.LetterKind]string, err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.showKinds(why)
		})
}

// noTemplate is why a kind cannot be begun.
const noTemplate = "The office has no template in use for it. An administrator approves one in Settings."

// barred says which kinds cannot be issued in the state of the case, and why.
func barred(ctx context.Context, in *store.Session, f data.CaseFile) (map[data.LetterKind]string, error) {
	why, today := map[data.LetterKind]string{}, in.Settings().Today(time.Now())
	for _, t := range data.LetterKinds {
		x, err := in.NewLetter(ctx, f, t.Value, data.LetterLanguage(f, t.Value, today))
		if errors.Is(err, data.ErrNotFound) {
			why[t.Value] = noTemplate
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, g := range x.GapsBeforeApproval().Blocking() {
			if strings.HasPrefix(g.Code, "letter.state") {
				why[t.Value] = g.Sentence
			}
		}
	}
	return why, nil
}

func (s *Screen) showKinds(why map[data.LetterKind]string) {
	list := container.New(column{})
	var d *ui.Dialog
	leave := func(do func()) func() { return func() { d.Close(); do() } }
	for _, t := range data.LetterKinds {
		list.Add(s.kindRow(t.Value, why[t.Value], leave))
	}
	d = ui.Show(s.desk.Window, "Write a letter", scrolled(s.desk.Window, nil, list), firstButton(list), "Close")
}

func (s *Screen) kindRow(kind data.LetterKind, why string, leave func(func()) func()) fyne.CanvasObject {
	name := container.NewHBox(ui.NewText(kind.String(), ui.Strong))
	if s.file.LetterFits(kind, s.today()) && why == "" {
		name.Add(ui.NewChip("Fits now", ui.ToneOK))
	}
	words := container.New(column{}, name, ui.NewParagraph(letterHelp[kind], ui.Muted))
	write := ui.NewButton("Write it", leave(func() { s.desk.WriteLetter(s.number, kind) }))
	place, lacks := subjectPlaces[s.file.LetterLack(kind)]
	switch {
	case lacks:
		words.Add(ui.NewParagraph(place.lacks, ui.Plain))
		write = ui.NewButton(place.button, leave(func() { s.Go(place.at); place.begin(s) }))
	case why == noTemplate:
		words.Add(ui.NewParagraph(why, ui.Plain))
		return words
	case why != "":
		words.Add(ui.NewParagraph("Can be begun, and issued later. "+why, ui.Plain))
	}
	return ui.NewBeside(words, write)
}

// writeNotice opens the composer for the written decision: the kind that was
// begun, or the usual one.
func (s *Screen) writeNotice() {
	session, key := s.desk.Session, s.file.Key
	ui.Load(&s.opening, func(ctx context.Context) (data.LetterKind, error) {
		_, there, err := session.LetterDraft(ctx, key, data.NoContactClosure)
		if there {
			return data.NoContactClosure, err
		}
		return data.NoticeOfDecision, err
	}, func(kind data.LetterKind, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.desk.WriteLetter(s.number, kind)
	})
}

// lower begins words in the middle of a sentence.
func lower(words string) string { return strings.ToLower(words[:1]) + words[1:] }
