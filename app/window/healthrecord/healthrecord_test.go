package healthrecord

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/ehrlink/ehrlinktest"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange/ehr"
	"rapport/data/store"
)

// record is an office with a case and a health record that it may reach.
type record struct {
	*officetest.Office
	server *ehrlinktest.Server
	file   data.CaseFile
	read   []Answer
}

func newRecord(t *testing.T) *record {
	t.Helper()
	r := &record{Office: officetest.New(t), server: ehrlinktest.New(t)}
	r.file = r.Office.Open(r.Complaint())
	r.Floor.Browser = r.server.Browse
	r.Window.Resize(fyne.NewSize(1024, 700))
	r.online(true)
	return r
}

func (r *record) online(network bool) {
	r.Helper()
	set := r.Session.Settings()
	set.RecordLink = data.RecordLink{Network: network, BaseURL: r.server.Base(), ClientID: ehrlinktest.ClientID}
	if err := r.Session.SaveSettings(r.Context(), set); err != nil {
		r.Fatal(err)
	}
}

func (r *record) open() {
	r.Helper()
	Open(r.Desk, Ask{Case: r.file.Key, Patient: r.file.People[0], Since: data.NewDate(2026, 1, 15)}, func(a Answer) { r.read = append(r.read, a) })
}

// entries are those of the audit log about the network, the oldest first.
func (r *record) entries() (all []string) {
	r.Helper()
	log, err := r.Session.Audit(r.Context(), store.AuditQuery{Action: "network."})
	if err != nil {
		r.Fatal(err)
	}
	for _, e := range log {
		all = append([]string{e.Summary}, all...)
		for _, secret := range []string{ehrlinktest.Token, "Fennimore", "0047811", "pat-1", "code-of"} {
			if strings.Contains(e.Summary+e.Before+e.After+e.Object, secret) {
				r.Errorf("the audit log holds %q: %s", secret, e.Summary)
			}
		}
	}
	return all
}

func TestThePatientIsReadAfterTheSignInInTheBrowser(t *testing.T) {
	r := newRecord(t)
	r.Floor.Browser = func(at *url.URL) error {
		r.Sees("Waiting for your sign-in in the browser", "It waits three minutes.")
		r.Picture("healthrecord-waiting")
		return r.server.Browse(at)
	}
	r.open()
	if len(r.read) != 1 {
		t.Fatalf("nothing was read; the officer sees: %s", r.Words())
	}
	got := r.read[0].Reading
	if got.Outcome != ehr.OutcomeImport || len(got.Patients) != 1 || got.Patients[0].Name.Family != "Fennimore" || got.Patients[0].MRN != "0047811" || len(got.Visits) != 3 {
		t.Errorf("read %+v", got)
	}
	if ui.DialogOpen(r.Window) {
		t.Errorf("the dialog is still there: %s", r.Words())
	}
	host := strings.TrimPrefix(r.server.URL, "https://")
	if all := r.entries(); len(all) != 7 || all[0] != "Connected to "+host+" for: what the server offers. Outcome: answered." {
		t.Errorf("the audit log:\n%s", strings.Join(all, "\n"))
	}
	if f := r.Case(r.file.Number); len(f.People) != len(r.file.People) {
		t.Error("the case was changed")
	}
}

func TestStaffWhoChoseNobodySearch(t *testing.T) {
	r := newRecord(t)
	r.server.NoContext = true
	r.open()
	r.Sees("You are signed in, and no patient was chosen there.")
	r.Fill("Record number (MRN)", "")
	r.Fill("Family name", "")
	r.Press("Look for the patient")
	r.Sees("Give the record number, or the family name and the date of birth.")
	if asked := r.server.Requests("/fhir/r4/Patient"); len(asked) != 0 {
		t.Errorf("asked %q", asked)
	}
	r.Fill("Record number (MRN)", "99")
	r.Press("Look for the patient")
	r.Sees("has no patient like that")
	r.Fill("Record number (MRN)", "0047811")
	r.Window.Canvas().Focus(r.Row("Record number (MRN)").Field.(fyne.Focusable))
	r.Key(fyne.KeyReturn)
	r.Sees("Walter J Fennimore, born 03/07/1951, number 0047811, Lakeshore")
	r.Picture("healthrecord-search")
	r.Press("This patient")
	if len(r.read) != 1 || len(r.read[0].Reading.Visits) != 3 {
		t.Errorf("read %+v; the officer sees: %s", r.read, r.Words())
	}
}

func TestWhatTheCaseKnowsIsThereToSearchWith(t *testing.T) {
	r := newRecord(t)
	r.server.NoContext = true
	r.open()
	if mrn := r.Row("Record number (MRN)").Field.(*ui.Entry).Text; mrn != "0047811" {
		t.Errorf("the number is %q", mrn)
	}
	if family := r.Row("Family name").Field.(*ui.Entry).Text; family != "Fennimore" {
		t.Errorf("the name is %q", family)
	}
}

func TestAFaultIsSaidAndCanBeTriedAgain(t *testing.T) {
	r := newRecord(t)
	r.server.Fail["/Patient/pat-1"] = ehrlinktest.Answer{Status: 429, Header: map[string]string{"Retry-After": "40"}}
	r.open()
	r.Sees("Try again in 40 seconds.", "The case is as it was.")
	r.Picture("healthrecord-fault")
	delete(r.server.Fail, "/Patient/pat-1")
	r.Press("Start again")
	if len(r.read) != 1 {
		t.Errorf("the officer sees: %s", r.Words())
	}
	if all := strings.Join(r.entries(), "\n"); !strings.Contains(all, "Outcome: busy, 429.") {
		t.Errorf("the audit log:\n%s", all)
	}
}

func TestABrowserThatDoesNotOpenIsSaid(t *testing.T) {
	r := newRecord(t)
	r.Floor.Browser = nil
	r.open()
	r.Sees("The browser did not open.")
}

func TestCancelAndLockEndTheLink(t *testing.T) {
	for name, leave := range map[string]func(r *record){
		"cancel": func(r *record) { r.Press("Cancel") },
		"escape": func(r *record) { r.Key(fyne.KeyEscape) },
		"lock":   func(r *record) { ui.CloseDialogs(r.Window) },
	} {
		t.Run(name, func(t *testing.T) {
			r := newRecord(t)
			r.Floor.Browser = func(*url.URL) error { leave(r); return nil } // nobody signs in
			r.open()
			if len(r.read) != 0 || ui.DialogOpen(r.Window) {
				t.Errorf("it went on: %s", r.Words())
			}
			if asked := r.server.Requests("/token"); len(asked) != 0 {
				t.Errorf("asked %q", asked)
			}
			if all := r.entries(); !strings.Contains(all[len(all)-1], "stopped by the officer") {
				t.Errorf("the audit log: %q", all)
			}
		})
	}
}

func TestWhatCannotBeReadBesideThePatientIsARemark(t *testing.T) {
	r := newRecord(t)
	r.server.Fail["/Encounter"] = ehrlinktest.Answer{Status: 403}
	r.open()
	if len(r.read) != 1 || len(r.read[0].Reading.Patients) != 1 {
		t.Fatalf("the officer sees: %s", r.Words())
	}
	remarks := r.read[0].Reading.Remarks
	if last := remarks[len(remarks)-1].Sentence; !strings.HasPrefix(last, "Visits are not all here.") {
		t.Errorf("remarks: %+v", remarks)
	}
}

func TestWithTheSwitchOnThereIsNoLink(t *testing.T) {
	r := newRecord(t)
	r.online(false)
	if Ready(r.Desk) {
		t.Error("it is offered")
	}
	r.open()
	if len(r.Floor.Failed) != 1 || !errors.Is(r.Floor.Failed[0], data.ErrNoNetwork) || ui.DialogOpen(r.Window) {
		t.Errorf("failed: %v", r.Floor.Failed)
	}
	said := ""
	Test(r.Desk, &ui.Loader{}, func(_ string, err error) { said = err.Error() })
	if said != data.ErrNoNetwork.Error() {
		t.Errorf("the test says %q", said)
	}
	r.online(true)
	r.Become(data.RoleReviewer | data.RoleAdministrator)
	if Ready(r.Desk) {
		t.Error("it is offered to somebody who takes nothing in")
	}
	if n := r.server.Connections(); n != 0 {
		t.Errorf("%d connections", n)
	}
}

func TestTheSwitchEndsALinkUnderWay(t *testing.T) {
	r := newRecord(t)
	r.Floor.Browser = func(at *url.URL) error {
		r.online(false) // while the officer signs in
		return r.server.Browse(at)
	}
	r.open()
	r.Sees("Rapport makes no connection")
	if asked := r.server.Requests("/token"); len(asked) != 0 || len(r.read) != 0 {
		t.Errorf("asked %q", asked)
	}
}
