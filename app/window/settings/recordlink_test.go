package settings

import (
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/ehrlink/ehrlinktest"
	"rapport/data"
	"rapport/data/store"
)

func TestANewOfficeMakesNoConnection(t *testing.T) {
	o := newOffice(t)
	if link := o.Session.Settings().RecordLink; !reflect.DeepEqual(link, data.RecordLink{}) || link.Network {
		t.Errorf("a new office begins with %+v", link)
	}
	if !o.screen.link.offline.Checked {
		t.Error("“No network” is not ticked")
	}
}

func TestTheLinkIsSavedAndReadBackAndTakenBack(t *testing.T) {
	o := newOffice(t)
	o.Tick("No network")
	o.Fill("Address of the FHIR server", " https://fhir.example.org/r4/ ")
	o.Fill("Client id", "3f1c-7a")
	o.Fill("Fixed ports, at most three", "8491, 8492 8493")
	o.Sees("http://127.0.0.1:8491/callback, http://127.0.0.1:8492/callback, http://127.0.0.1:8493/callback")
	o.save()
	want := data.RecordLink{Network: true, BaseURL: "https://fhir.example.org/r4/", ClientID: "3f1c-7a", Ports: []int{8491, 8492, 8493}}
	if got := o.Session.Settings().RecordLink; !reflect.DeepEqual(got, want) {
		t.Errorf("saved %+v", got)
	}
	o.Window.Resize(fyne.NewSize(1024, 900))
	o.Window.Canvas().Focus(o.screen.link.ports)
	o.Picture("settings-record-link")
	o.Floor.Undo()
	if got := o.Session.Settings().RecordLink; got.Ready() || !o.screen.link.offline.Checked || o.screen.link.base.Text != "" {
		t.Errorf("taken back: %+v", got)
	}
}

func TestWhatCannotBeReachedIsNotSaved(t *testing.T) {
	for label, c := range map[string]struct{ field, text, says string }{
		"open line":      {"Address of the FHIR server", "http://fhir.example.org/r4", "must begin with https://"},
		"a name":         {"Address of the FHIR server", "fhir.example.org", "give the whole address"},
		"a password":     {"Address of the FHIR server", "https://me:secret@fhir.example.org", "must not hold a name or a password"},
		"a question":     {"Address of the FHIR server", "https://fhir.example.org/?x=1", "must end before any ?"},
		"a blank":        {"Client id", "3f1c 7a", "no blank in it"},
		"four ports":     {"Fixed ports, at most three", "8491,8492,8493,8494", "at most 3 ports"},
		"a low port":     {"Fixed ports, at most three", "80", "from 1024 to 65535"},
		"no port at all": {"Fixed ports, at most three", "any", "from 1024 to 65535"},
		"the same twice": {"Fixed ports, at most three", "8491, 8491", "there twice"},
	} {
		t.Run(label, func(t *testing.T) {
			o := newOffice(t)
			o.Fill(c.field, c.text)
			o.Press("Save the settings")
			if words := strings.ToLower(o.Words()); !strings.Contains(words, strings.ToLower(c.says)) {
				t.Errorf("the officer does not read %q", c.says)
			}
			if got := o.Session.Settings().RecordLink; !reflect.DeepEqual(got, data.RecordLink{}) {
				t.Errorf("saved %+v", got)
			}
		})
	}
}

func TestTheConnectionIsTestedWithWhatIsSaved(t *testing.T) {
	o := newOffice(t)
	s := ehrlinktest.New(t)
	o.Press("Test the connection")
	o.Sees("“No network” is ticked, so nothing was tested.")
	if m := o.screen.link.message; m.Size().Height < m.MinSize().Height {
		t.Errorf("the answer has a height of %v, it needs %v", m.Size().Height, m.MinSize().Height)
	}
	o.Tick("No network")
	o.Press("Test the connection")
	o.Sees("Save the settings first")
	o.save()
	o.Press("Test the connection")
	o.Sees("Enter the address of the FHIR server and the client id")
	o.Fill("Address of the FHIR server", s.Base())
	o.Fill("Client id", ehrlinktest.ClientID)
	o.save()
	if n := s.Connections(); n != 0 {
		t.Errorf("%d connections before the test", n)
	}
	o.Press("Test the connection")
	o.Sees("answers, and Rapport can use it.", "choose the patient there.")
	s.Methods = []string{"plain"}
	o.Press("Test the connection")
	o.Sees("does not protect its sign-in with PKCE and S256")
	s.Methods, s.NoConfiguration = nil, true
	o.Press("Test the connection")
	o.Sees("in an older way")
	if asked := s.Asked(); asked != nil || len(s.Ports) != 0 {
		t.Errorf("the test began a sign-in: %v", asked)
	}
	log, err := o.Session.Audit(t.Context(), store.AuditQuery{Action: "network.test"})
	if err != nil || len(log) != 4 || !strings.HasSuffix(log[0].Summary, "for: what the server offers. Outcome: answered.") {
		t.Errorf("the audit log: %v, %+v", err, log)
	}
}

func TestTheLinkIsTheAdministratorsAlone(t *testing.T) {
	o := newOffice(t)
	o.Become(data.RoleOfficer | data.RoleManager)
	o.Show(New(o.Desk))
	o.SeesNo("Link to the health record")
	o.SeesNo("No network")
}
