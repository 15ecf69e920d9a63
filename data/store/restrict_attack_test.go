package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

// office is one with restricted cases that hold the canary wherever somebody may
// write, and with open cases that have to do with them.
type office struct {
	*desk
	closed, running, apart, quiet data.CaseFile // restricted; apart is linked with open
	open                          data.CaseFile
	comment                       int64 // of which a restricted case was made
	period                        data.Period
	salvage                       string // a folder for what is written in plain text
}

// restrictedOffice builds it; Dana Whitfield is named in each case, Pat Winter with
// every role of an office in none.
func restrictedOffice(t *testing.T) *office {
	t.Helper()
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	o := &office{desk: d, salvage: filepath.Join(t.TempDir(), "salvage")}
	d.secondWith(data.FullRoles)
	o.closed = d.fullCase()

	// Two cases of one patient, of whom the open one knows less.
	o.open = d.open()
	known := o.open.People[0]
	in := spoken(d.clock.now().Add(-2 * time.Hour))
	in.Patient.Known, in.Patient.Phone, in.Patient.Email = known.Known, "212-555-0177", canary+"@example.org"
	in.Patient.Street = canary + " Street 7"
	in.Story, in.Issues[1].Words = "Dr. "+canary+" shouted at me.", canary
	in.Complainant, in.Relation = data.Person{Given: canary, Family: "Smith", MRN: "MRN00" + "998877"}, "child"
	f := do(d.OpenCase(ctx, in))
	key, today := f.Key, d.Session.today()
	do(d.SavePerson(ctx, key, data.Person{Role: data.RoleStaff, Given: canary, Family: "Jones"}))
	do(d.AddTask(ctx, key, data.Task{What: "Call " + canary, Due: today, Owner: "Pat Winter"}))
	do(d.AddTask(ctx, key, data.Task{What: "Write to " + canary, Due: today.AddDays(5), Owner: "Pat Winter", Promise: true, PromisedTo: canary}))
	do(d.StartClock(ctx, key, data.ClockStart{Kind: data.ClockCommittee, Name: canary, From: today, Days: 5, Unit: data.BusinessDays}))
	do(d.SaveStep(ctx, key, data.Step{Kind: data.Referral, Subject: canary, With: canary + " Head", Unit: "4 West", SentOn: today, Due: today.AddDays(3)}))
	do(d.SaveRecord(ctx, key, &data.Recovery{On: today, Item: canary, Cents: 1234, Reason: canary}))
	do(d.SaveRecord(ctx, key, &data.Disclosure{On: today, Recipient: canary, What: canary, Purpose: canary, Basis: data.BasisOversight}))
	do(d.SaveRecord(ctx, key, &data.ActionPlan{What: canary, Owner: canary, Due: today.AddDays(9), Strength: data.Strengths[0].Value, Said: "You said " + canary, Did: "We did it.", Shown: true}))
	do(d.SaveRecord(ctx, key, &data.Escalation{Trigger: data.Triggers[0].Trigger, On: today, Due: today, What: canary}))
	do(d.SaveRecord(ctx, key, &data.Handover{Purpose: "compliment", To: canary, On: today}))
	do(d.AddContact(ctx, key, data.Contact{Mode: "phone", At: d.clock.now(), With: canary, Summary: canary}, true))
	do(d.AddNote(ctx, key, data.Note{Class: data.NoteOrdinary, Text: canary}))
	do(d.AddAttachment(ctx, key, added(canary+".txt", data.NoteLegal), strings.NewReader(canary)))
	do(d.SaveInquiry(ctx, key, data.Inquiry{Approach: canary}))
	if err := d.SaveLetterDraft(ctx, key, data.LetterDraft{Kind: data.Acknowledgement, Words: map[string]string{"opening": canary}}); err != nil {
		t.Fatal(err)
	}
	comment := card(d)
	comment.Text = canary + " never came."
	comment = must[data.Feedback](t)(d.AddFeedback(ctx, comment))
	o.comment = comment.Key
	if err := d.LinkFeedback(ctx, comment.Key, f.Number); err != nil {
		t.Fatal(err)
	}
	o.running = f

	// One that owes an acknowledgement, with a patient whom no other case knows.
	in = spoken(d.clock.now().Add(-time.Hour))
	in.Patient = data.Person{Given: "Ann", Family: canary, MRN: "MRN00777666", Street: "1 Elm", City: "Lakeside", State: "NY", Postal: "10001"}
	o.apart = do(d.OpenCase(ctx, in))
	// One that owes nothing by a day.
	o.quiet = do(d.OpenCase(ctx, data.Intake{Channel: data.Phone, ReceivedAt: d.clock.now(), Story: "When may " + canary + " visit?", Nature: data.Information,
		Patient: data.Person{Given: "Bo", Family: canary}, Relation: data.Self}))
	do(d.LinkCases(ctx, o.open.Key, o.apart.Number, "Both are about "+canary))
	if err := d.samePerson(o.running.People[0].Known, o.closed.People[0].Known); err != nil {
		t.Fatal(err)
	}
	for _, c := range []*data.CaseFile{&o.closed, &o.running, &o.apart, &o.quiet} {
		*c = do(d.RestrictCase(ctx, c.Key, data.Restriction{Reason: "About " + canary, Names: []string{"Dana Whitfield"}}))
	}
	do(d.BreakGlass(ctx, o.open.Number, mustSee))
	o.open = do(d.Case(ctx, o.open.Number))
	o.period = data.Period{From: today.AddDays(-60), To: today.AddDays(60)}
	return o
}

// samePerson merges two entries of the register.
func (d *desk) samePerson(keep, gone data.ID) error {
	_, err := d.MergePersons(d.ctx(), keep, gone, "The same "+canary)
	return err
}

// leak is where the canary stands in what a method answered; empty: nowhere.
func leak(v reflect.Value, path string, depth int) string {
	if !v.IsValid() || depth > 14 {
		return ""
	}
	if v.CanInterface() {
		switch x := v.Interface().(type) {
		case error:
			text := x.Error()
			if strings.Contains(strings.ToLower(text), canary) {
				return path + " (error): " + text
			}
		case []byte:
			if strings.Contains(strings.ToLower(string(x)), canary) {
				return path + " (bytes)"
			}
			return ""
		case time.Time, *File, *Session, context.Context:
			return ""
		}
	}
	switch v.Kind() {
	case reflect.String:
		if strings.Contains(strings.ToLower(v.String()), canary) {
			return path + ": " + v.String()
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return leak(v.Elem(), path, depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if found := leak(v.Field(i), path+"."+v.Type().Field(i).Name, depth+1); found != "" {
				return found
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if found := leak(v.Index(i), fmt.Sprintf("%s[%d]", path, i), depth+1); found != "" {
				return found
			}
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			if found := leak(k, path+" key", depth+1) + leak(v.MapIndex(k), path+"[]", depth+1); found != "" {
				return found
			}
		}
	}
	return ""
}

// ids collects every id that stands in a value.
func ids(v reflect.Value, into map[data.ID]bool) {
	if v.Type() == reflect.TypeFor[data.ID]() {
		into[v.Interface().(data.ID)] = true
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			ids(v.Elem(), into)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Type() != reflect.TypeFor[time.Time]() {
				ids(v.Field(i), into)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			ids(v.Index(i), into)
		}
	}
}

// notAttacked are the methods that are not called, with the reason.
var notAttacked = map[string]string{
	"Lock": "ends the session", "Close": "ends the session", "RotateKey": "ends the session", "Restore": "ends the session", "Prove": "takes a passphrase alone", "BreakGlass": "opens the case, which is its purpose",
	"Backup": "makes a sealed copy", "BackupIfDue": "makes a sealed copy", "Load": "practice case files alone",
	"AddOfficer": "about no case", "ChangePassphrase": "about no case", "SaveOfficer": "about no case",
	"ReceiveCase": "takes what OpenHandover answers, a case of another office",
	"File":        "the case file itself", "Subscribe": "tells keys alone",
}

// arguments are what somebody would try for a parameter of a type: what they may
// know, such as numbers and keys, and what they would like to find out.
func (o *office) arguments(method string, of reflect.Type, told map[string]string) []reflect.Value {
	t := o.t
	values := func(list ...any) (all []reflect.Value) {
		for _, v := range list {
			all = append(all, reflect.ValueOf(v).Convert(of))
		}
		return all
	}
	hidden := []int64{o.closed.Key, o.running.Key, o.apart.Key, o.quiet.Key}
	switch of {
	case reflect.TypeFor[context.Context]():
		return []reflect.Value{reflect.ValueOf(t.Context())}
	case reflect.TypeFor[int64]():
		if method == "SetThemes" || method == "SetAsks" || method == "LinkFeedback" {
			return values(o.comment)
		}
		return values(o.closed.Key, o.running.Key, o.apart.Key, o.quiet.Key, o.open.Key, int64(1))
	case reflect.TypeFor[[]int64]():
		return values(hidden, hidden[:1], append(hidden, o.open.Key))
	case reflect.TypeFor[string]():
		if method == "Salvage" {
			return values(o.salvage)
		}
		list := []any{o.closed.Number, o.running.Number, o.apart.Number, "Somebody asked for it today.", "case/" + o.closed.Number + "/contact", "letter/" + o.running.Number + "/acknowledgement", ""}
		if method == "Snippets" || method == "Phrases" {
			list = append(list, canary, canary[:5])
		}
		return values(list...)
	case reflect.TypeFor[data.ID]():
		all := map[data.ID]bool{}
		for _, f := range []data.CaseFile{o.closed, o.running, o.apart, o.open} {
			ids(reflect.ValueOf(f), all)
		}
		var list []reflect.Value
		for id := range all {
			list = append(list, reflect.ValueOf(id))
		}
		return list
	case reflect.TypeFor[data.CaseQuery]():
		var list []reflect.Value
		for _, text := range []string{"", canary, canary[:6], "shouted", "998877", o.running.Number} {
			for _, order := range []data.CaseOrder{"", data.OldestFirst, data.DueFirst, data.ByPatient, data.ByNumber, data.ByMRN, data.ByFlags} {
				for _, q := range []data.CaseQuery{{}, {OpenOnly: true}, {Unit: "4 West"}, {Owner: "Dana Whitfield"}, {Among: hidden}, {Overdue: true}, {Kinds: []data.Kind{data.Grievance}}} {
					q.Text, q.Order = text, order
					list = append(list, reflect.ValueOf(q))
				}
			}
		}
		return list
	case reflect.TypeFor[data.CaseList]():
		return values(data.CaseList{Names: true}, data.CaseList{Names: true, Query: data.CaseQuery{Text: canary}}, data.CaseList{Names: true, Query: data.CaseQuery{Among: hidden}, Columns: []string{"patient", "complainant", "number", "unit", "flags"}})
	case reflect.TypeFor[data.FeedbackQuery]():
		return values(data.FeedbackQuery{}, data.FeedbackQuery{Text: canary}, data.FeedbackQuery{Theme: "Food"})
	case reflect.TypeFor[AuditQuery]():
		return values(AuditQuery{Limit: 500}, AuditQuery{Limit: 500, CaseKey: o.closed.Key}, AuditQuery{Limit: 500, CaseKey: o.open.Key}, AuditQuery{Action: "case."}, AuditQuery{Action: "person."})
	case reflect.TypeFor[data.Person]():
		list := []any{o.open.People[0]}
		if method == "PeopleLike" || method == "GiftsThisYear" {
			list = append(list, data.Person{Given: canary, Family: "Smith"}, data.Person{Given: canary, Family: "Smith", MRN: "MRN00998877"}, data.Person{Phone: "212-555-0177", Given: "Zoë", Family: "O'Brien-Løkke"})
			for _, p := range append(slices.Clone(o.closed.People), o.running.People...) {
				list = append(list, p, data.Person{Given: p.Given, Family: p.Family, BirthDate: p.BirthDate, MRN: p.MRN})
			}
		} else {
			list = append(list, data.Person{Role: data.RoleRepresentative, Given: "A", Family: "B", Known: o.closed.People[0].Known})
		}
		return values(list...)
	case reflect.TypeFor[data.CaseFile]():
		return values(o.open, data.CaseFile{Case: data.Case{Key: o.closed.Key, Number: o.closed.Number}}, data.CaseFile{Case: data.Case{Key: o.running.Key}})
	case reflect.TypeFor[data.LetterFacts]():
		x, err := o.NewLetter(t.Context(), o.open, data.Acknowledgement, data.English)
		if err != nil {
			t.Fatal(err)
		}
		x.Draft.SetWords("opening", "Dear Ms. Smith, "+strings.ToUpper(canary[:1])+canary[1:]+" Smith, record 998877, phone 212-555-0177, said so.")
		return values(x)
	case reflect.TypeFor[data.LetterDraft]():
		return values(data.LetterDraft{Kind: data.Acknowledgement}, data.LetterDraft{Kind: data.NoticeOfDecision})
	case reflect.TypeFor[data.LetterKind]():
		return values(data.Acknowledgement, data.InterimLetter, data.NoticeOfDecision)
	case reflect.TypeFor[data.Lang]():
		return values(data.English)
	case reflect.TypeFor[data.Period]():
		return values(o.period, data.QuarterPeriod(o.period.From.AddDays(60)), data.MonthPeriod(o.period.From.AddDays(60).Month()))
	case reflect.TypeFor[data.Record]():
		return []reflect.Value{reflect.ValueOf(&data.Handout{On: o.Session.today(), Title: "Your rights", To: "the patient"})}
	case reflect.TypeFor[data.RecordKind]():
		return values(data.RecHandout, data.RecRecovery, data.RecAction)
	case reflect.TypeFor[data.ActionID]():
		return values(data.ActClose, data.ActReopen, data.ActTriage)
	case reflect.TypeFor[io.ReaderAt]():
		return []reflect.Value{reflect.ValueOf(strings.NewReader("plain"))}
	case reflect.TypeFor[data.PutOut]():
		return values(leaves(o.open), leaves(o.closed))
	case reflect.TypeFor[io.Reader]():
		return []reflect.Value{reflect.ValueOf(strings.NewReader("plain"))}
	case reflect.TypeFor[data.Settings]():
		set := o.Settings()
		set.Holidays = append(slices.Clone(set.Holidays), data.Holiday{Name: "Staff day", On: o.Session.today().AddDays(2)})
		return values(o.Settings(), set)
	case reflect.TypeFor[data.Restriction]():
		return values(data.Restriction{Reason: "x", Names: []string{"Dana Whitfield", "Pat Winter"}})
	case reflect.TypeFor[bool]():
		return values(true, false)
	case reflect.TypeFor[int]():
		return values(2026)
	case reflect.TypeFor[data.Note]():
		return values(data.Note{Class: data.NoteOrdinary, Text: "x"})
	case reflect.TypeFor[data.Intake]():
		return values(spoken(o.clock.now()))
	case reflect.TypeFor[data.WorkList]():
		return values(someList)
	case reflect.TypeFor[data.Taking]():
		return values(o.takingFor(o.open))
	case reflect.TypeFor[data.Feedback]():
		return values(card(o.desk))
	case reflect.TypeFor[data.CopyMade]():
		return values(data.CopyMade{Of: "a note", Way: data.CopyClipboard}, data.CopyMade{Of: "the record of the case", Way: data.CopyPDF})
	}
	if of.Kind() == reflect.Func { // whatever it is told is looked at too
		return []reflect.Value{reflect.MakeFunc(of, func(args []reflect.Value) (results []reflect.Value) {
			for _, a := range args {
				if found := leak(a, "told", 0); found != "" {
					told[method] = found
				}
			}
			for i := range of.NumOut() {
				results = append(results, reflect.Zero(of.Out(i)))
			}
			return results
		})}
	}
	return []reflect.Value{reflect.Zero(of)}
}

// nothingDone fails for what the history of a restricted case says that somebody did
// with it who may not see it: a copy made, a file put out, an import taken back. The
// register tells who is who across all cases, and says so in the history of each.
func (o *office) nothingDone(who string) {
	o.t.Helper()
	for _, f := range []data.CaseFile{o.closed, o.running, o.apart, o.quiet} {
		history := must[[]AuditEntry](o.t)(o.Audit(o.ctx(), AuditQuery{CaseKey: f.Key, Limit: 500}))
		if len(history) == 0 {
			o.t.Errorf("%s has no history", f.Number)
		}
		for _, e := range history {
			if e.By == who && !strings.HasPrefix(e.Action, "person.") {
				o.t.Errorf("%s: %s by %s: %s", f.Number, e.Action, who, e.Summary)
			}
		}
	}
}

// filesUnder reads all that was written under a folder.
func filesUnder(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	if err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = string(text)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestNothingOfARestrictedCaseComesOutOfASession calls every method of the session
// of an officer with every role who is not named, with whatever fits, and looks for
// the canary in all that comes back. A method that is new is called as well.
func TestNothingOfARestrictedCaseComesOutOfASession(t *testing.T) {
	o := restrictedOffice(t)
	if leak(reflect.ValueOf(o.closed), "", 0) == "" || leak(reflect.ValueOf(must[data.CasePage](t)(o.Cases(o.ctx(), data.CaseQuery{Text: canary}))), "", 0) == "" {
		t.Fatal("who is named does not see the canary")
	}
	whole := func() string {
		var all []string
		for _, n := range []string{o.closed.Number, o.running.Number, o.apart.Number, o.quiet.Number} {
			text, err := json.Marshal(caseDo(t)(o.Case(o.ctx(), n)))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, string(text))
		}
		return strings.Join(all, "\n")
	}
	before := whole()
	o.clock.set(o.clock.now().AddDate(0, 0, 33)) // acknowledgements are due, and the month can be frozen
	o.as("Pat Winter", theirs)
	o.open = caseDo(t)(o.Case(o.ctx(), o.open.Number)) // as Pat Winter sees it

	dice := rand.New(rand.NewPCG(7, 1))
	session := reflect.TypeFor[*Session]()
	calls, answered := 0, map[string]bool{}
	for i := range session.NumMethod() {
		name := session.Method(i).Name
		if notAttacked[name] != "" {
			continue
		}
		told := map[string]string{}
		method := reflect.ValueOf(o.Session).MethodByName(name)
		var choices [][]reflect.Value
		combinations := 1
		for p := range method.Type().NumIn() {
			of := method.Type().In(p)
			choices = append(choices, o.arguments(name, of, told))
			combinations *= len(choices[p])
		}
		for n := range min(combinations, 300) {
			args := make([]reflect.Value, len(choices))
			at := n
			if combinations > 300 {
				at = dice.IntN(combinations)
			}
			for p, c := range choices {
				args[p], at = c[at%len(c)], at/len(c)
			}
			results := method.Call(args)
			calls++
			if err, failed := results[max(0, len(results)-1)].Interface().(error); !failed || err == nil {
				answered[name] = true
			}
			for _, r := range results {
				if found := leak(r, name, 0); found != "" {
					t.Fatalf("%s(%v) gives away %s", name, args[1:], found)
				}
			}
			if told[name] != "" {
				t.Fatalf("%s tells %s", name, told[name])
			}
		}
	}
	t.Logf("%d calls; %d methods answered", calls, len(answered))
	written := filesUnder(t, o.salvage)
	if text := written["cases/"+o.open.Number+"/case.json"]; !strings.Contains(text, o.open.Number) {
		t.Errorf("the salvage wrote %v", slices.Sorted(maps.Keys(written)))
	}
	for name, text := range written { // what is packed or drawn stays unread: of these cases there is neither
		if strings.Contains(strings.ToLower(name+text), canary) {
			t.Errorf("the salvage writes the canary into %s", name)
		}
	}
	for _, name := range []string{"Cases", "Today", "SummaryFacts", "Audit", "History", "GrievanceLog", "Exceptions", "KO41a", "PeopleLike", "KnownPerson", "Feedback", "ExportCases",
		"Snippets", "Strangers", "LettersDue", "ActionPlans", "Drafts", "PurgeableCases", "ProposeClockMoves", "QuarterThemes", "CommitteePacket", "Accounting", "BrokenGlass", "Freeze", "FrozenReports", "Salvage", "Copies"} {
		if !answered[name] {
			t.Errorf("%s never answered: the attack on it says nothing", name)
		}
	}
	o.as("Dana Whitfield", passphrase)
	if after := whole(); after != before {
		t.Errorf("the restricted cases were changed: %v", differences(before, after))
	}
	o.nothingDone("Pat Winter")
}

// TestARestrictedCaseRefusesCopiesAndFiles asks for each way in and out by the key of
// a case that whoever asks may not see, and of one that they may.
func TestARestrictedCaseRefusesCopiesAndFiles(t *testing.T) {
	o := restrictedOffice(t)
	o.as("Pat Winter", theirs)
	if err := o.Prove(o.ctx(), theirs); err != nil {
		t.Fatal(err)
	}
	open := caseDo(t)(o.Case(o.ctx(), o.open.Number))
	ctx := o.ctx()
	for name, ask := range map[string]func(f data.CaseFile) error{
		"RecordRedactedCopy, clipboard": func(f data.CaseFile) error {
			return o.RecordRedactedCopy(ctx, f.Key, data.CopyMade{Of: "a note", Way: data.CopyClipboard})
		},
		"RecordRedactedCopy, PDF": func(f data.CaseFile) error {
			return o.RecordRedactedCopy(ctx, f.Key, data.CopyMade{Of: "the record of the case", Way: data.CopyPDF})
		},
		"RecordCopyAll": func(f data.CaseFile) error { return o.RecordCopyAll(ctx, f.Key) },
		"RecordPutOut":  func(f data.CaseFile) error { return o.RecordPutOut(ctx, leaves(f)) },
		"CaseForPackage": func(f data.CaseFile) error {
			_, err := o.CaseForPackage(ctx, f.Key, false, "Somebody asked for it today.")
			return err
		},
		"TakeRegistration": func(f data.CaseFile) error {
			_, err := o.TakeRegistration(ctx, f.Key, o.takingFor(open))
			return err
		},
		"AddAttachment": func(f data.CaseFile) error {
			_, err := o.AddAttachment(ctx, f.Key, added("list.txt", data.NoteOrdinary), strings.NewReader("plain"))
			return err
		},
		"AddContact": func(f data.CaseFile) error {
			_, err := o.AddContact(ctx, f.Key, data.Contact{Mode: "email", At: o.clock.now(), With: "The writer", Summary: "What they wrote"}, false)
			return err
		},
	} {
		for _, shut := range []data.CaseFile{o.closed, o.running, o.apart, o.quiet} {
			f := data.CaseFile{Case: data.Case{Key: shut.Key, Number: shut.Number}}
			if err := ask(f); !errors.Is(err, data.ErrRestricted) && !errors.Is(err, data.ErrNotFound) {
				t.Errorf("%s of a restricted case: %v", name, err)
			}
		}
		if err := ask(open); err != nil {
			t.Errorf("%s of an open case: %v", name, err)
		}
	}
	o.as("Dana Whitfield", passphrase)
	o.nothingDone("Pat Winter")
}
