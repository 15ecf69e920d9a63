//go:build realwindow

package realwindow

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"rapport/data"
)

// command runs a command of the same program on the officer's case file.
func (b *bench) command(args ...string) []byte {
	b.t.Helper()
	secret := filepath.Join(b.home, "passphrase")
	b.write(secret, passphrase+"\n", 0o600)
	return b.run(append(args, "--officer", officer, "--passphrase-file", secret)...)
}

// run runs a command of the same program for the officer's folder.
func (b *bench) run(args ...string) []byte {
	b.t.Helper()
	cmd := exec.Command(os.Getenv("RAPPORT_PROGRAM"), append(args, "--store", b.store)...)
	var errs bytes.Buffer
	cmd.Env, cmd.Stderr = b.environment(), &errs
	out, err := cmd.Output()
	if err != nil {
		b.t.Fatalf("rapport %s: %v %s", args[0], err, &errs)
	}
	return out
}

// checkCase reads the case back without the window.
func (b *bench) checkCase(number string) data.CaseFile {
	b.t.Helper()
	var f data.CaseFile
	if err := json.Unmarshal(b.command("case", number, "--json"), &f); err != nil {
		b.t.Fatal(err)
	}
	p, _ := f.Person(data.RolePatient)
	got := []string{string(f.Kind), string(f.State), string(f.Closure), string(f.Channel), f.Unit, f.Owner, p.FullName(), p.Street, p.Postal, p.Phone,
		f.Ending.Satisfied.String(), f.Ending.NoAction, string(f.Ending.Privacy), f.Ending.OverrideReason}
	want := []string{string(data.Grievance), string(data.StateClosed), string(data.ClosedSatisfied), string(data.Phone), "Surgical, 6 West", officer,
		patient, "18 Orchard Row", "43215", "614-555-0177", "Yes", "Put right at once", "none", ""}
	if !slices.Equal(got, want) {
		b.t.Errorf("the case holds %q\nwant %q", got, want)
	}
	if f.ClosedAt.IsZero() || f.CompletedOn.IsZero() {
		b.t.Errorf("the case has no end: closed %v, completed %v", f.ClosedAt, f.CompletedOn)
	}
	return f
}

// checkWork looks for the issues, the steps, the contact and the promise.
func (b *bench) checkWork(f data.CaseFile) {
	b.t.Helper()
	if len(f.Issues) != 2 || len(f.Steps) != 2 || len(f.Contacts) != 1 || len(f.Tasks) != 1 {
		b.t.Fatalf("the case has %d issues, %d steps, %d contacts and %d tasks; want 2, 2, 1 and 1", len(f.Issues), len(f.Steps), len(f.Contacts), len(f.Tasks))
	}
	for i, want := range []struct {
		words, answer string
		outcome       data.Outcome
		severity      int
	}{
		{delay, "Your pain medicine came five hours late. That should not have happened, and we are sorry.", data.Substantiated, 2},
		{bill, "You did not ask for a private room. The charge for it is taken off your bill.", data.PartiallySubstantiated, 1},
	} {
		is := f.Issues[i]
		if is.Words != want.words || is.Finding.Answer != want.answer || is.Finding.Outcome != want.outcome || is.Severity != want.severity || is.Subcategory == "" {
			b.t.Errorf("issue %d is not as typed: %+v", i+1, is)
		}
	}
	kinds := map[data.StepKind]data.Step{}
	for _, st := range f.Steps {
		kinds[st.Kind] = st
		if st.DoneOn.IsZero() || st.Result == "" {
			b.t.Errorf("the step is not done: %+v", st)
		}
	}
	if st := kinds[data.Interview]; st.Subject != "Kim Tran" || !st.ReadBack || st.OwnWords == "" {
		b.t.Errorf("the interview is not as typed: %+v", st)
	}
	if st := kinds[data.Referral]; st.With != manager || len(st.Questions) != 2 || st.SentOn.IsZero() || st.Due.IsZero() || !st.Answered() {
		b.t.Errorf("the referral is not as typed: %+v", st)
	}
	if t := f.Tasks[0]; !t.Promise || t.What != promised || t.PromisedTo != patient || t.DoneOn.IsZero() {
		b.t.Errorf("the promise is not as typed and kept: %+v", t)
	}
}

// checkAdvocacy looks for the appeal with its level, and for the meeting.
func (b *bench) checkAdvocacy(f data.CaseFile) {
	b.t.Helper()
	if len(f.Advocacy) != 1 || len(f.Advocacy[0].Levels) != 1 || len(f.Meetings) != 1 || len(f.Meetings[0].Commitments) != 1 {
		b.t.Fatalf("the appeal and the meeting are not on file: %+v %+v", f.Advocacy, f.Meetings)
	}
	a := f.Advocacy[0]
	if a.Kind != "appeal" || a.Outcome != "achieved" || a.Recovered != 124000 || len(a.Steps) != 2 || len(a.Papers) != 1 || !a.Agreed || a.DoneOn.IsZero() {
		b.t.Errorf("the action is not as typed: %+v", a)
	}
	l := a.Levels[0]
	if l.Path != "group_post" || l.FileBy != l.Basis.AddDays(180) || !l.Verified || l.FiledOn != l.Basis.AddDays(1) || l.DecisionDue != l.FiledOn.AddDays(60) ||
		l.DecidedOn.IsZero() || l.Outcome != "overturned" {
		b.t.Errorf("the level of the appeal is not as typed and calculated: %+v", l)
	}
	m := f.Meetings[0]
	if !m.Held || !slices.Equal(m.Parties, []string{patient, manager}) || m.Place != "Conference room 4" || m.Rules == "" || m.Interests == "" || m.Agreed == "" {
		b.t.Errorf("the meeting is not as typed: %+v", m)
	}
	if c := m.Commitments[0]; c.What != committed || c.Who != manager || c.ToWhom != patient || c.DoneOn.IsZero() {
		b.t.Errorf("the commitment is not as typed and kept: %+v", c)
	}
}

// checkLetters compares the stored letters with what was signed. The interim
// letter says why it takes longer and until when; the resolution letter has the
// elements of a notice of decision (42 CFR 482.13(a)(2)(iii)): the contact person,
// the steps taken, the results, the date of completion.
func (b *bench) checkLetters(f data.CaseFile) {
	b.t.Helper()
	if len(f.Letters) != 2 || f.Letters[0].Kind != data.InterimLetter || f.Letters[1].Kind != data.NoticeOfDecision {
		b.t.Fatalf("the case does not have an interim letter and a resolution letter: %+v", f.Letters)
	}
	var decision data.Clock
	for _, c := range f.Clocks {
		if c.Kind == f.Kind.AnswerClock() {
			decision = c
		}
	}
	if len(decision.Changes) != 1 || decision.Changes[0].To != decision.Base.AddDays(7) || decision.Changes[0].Agreed != patient {
		b.t.Errorf("the due date was not moved as typed: %+v", decision)
	}
	b.checkLetter(f, f.Letters[0], map[string]string{
		"reason": "The manager of the ward is still reading the record of that night.", "new day": decision.Changes[0].To.Long(),
	})
	b.checkLetter(f, f.Letters[1], map[string]string{
		"contact person": officer, "phone of the contact person": "614-555-0100",
		"first step taken":  "We spoke with the nurse who cared for you that night.",
		"second step taken": "We asked the manager of the ward what went wrong.",
		"first result":      "Your pain medicine came five hours late.", "second result": "The charge for it is taken off your bill.",
		"date of completion": f.Letters[1].Draft.CompletedOn.Long(),
	})
}

func (b *bench) checkLetter(f data.CaseFile, l data.Letter, elements map[string]string) {
	b.t.Helper()
	if len(l.Dispatches) != 1 || l.Dispatches[0].Method != "post" {
		b.t.Errorf("letter %d did not leave once, by post: %+v", l.Number, l.Dispatches)
	}
	file := filepath.Join(b.home, string(l.Kind)+".pdf")
	b.command("letter", f.Number, "--kind", string(l.Kind), "--out", file)
	pdf, err := os.ReadFile(file)
	if err != nil {
		b.t.Fatal(err)
	}
	if sum := sha256.Sum256(pdf); hex.EncodeToString(sum[:]) != l.SHA256 {
		b.t.Errorf("letter %d is not the one that was signed: SHA-256 %x, want %s", l.Number, sum, l.SHA256)
	}
	text := strings.Join(strings.Fields(b.textOf(file)), " ")
	elements["name of the hospital"], elements["addressee"] = hospital, "18 Orchard Row"
	for element, words := range elements {
		if words == "" || !strings.Contains(text, words) {
			b.t.Errorf("letter %d lacks the %s, %q: %s", l.Number, element, words, text)
		}
	}
}

// checkChain has the program check its case file.
func (b *bench) checkChain() {
	b.t.Helper()
	if out := string(b.command("verify")); strings.Contains(out, "WRONG") || !strings.Contains(out, "audit") {
		b.t.Errorf("the check of the case file says: %s", out)
	}
}
