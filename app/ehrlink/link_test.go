package ehrlink_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"rapport/app/ehrlink"
	"rapport/app/ehrlink/ehrlinktest"
)

// calls notes each exchange as the audit log would.
type calls struct{ all []string }

func (c *calls) through(ctx context.Context, host string, p ehrlink.Purpose, call func(context.Context) error) error {
	err := call(ctx)
	outcome := "answered"
	if own := (interface{ Outcome() string })(nil); errors.As(err, &own) {
		outcome = own.Outcome()
	} else if err != nil {
		outcome = err.Error()
	}
	c.all = append(c.all, string(p)+": "+outcome)
	return err
}

// linked makes a link to the server of the test.
func linked(t *testing.T, s *ehrlinktest.Server, ports ...int) (*ehrlink.Link, *calls) {
	t.Helper()
	c := &calls{}
	l, err := ehrlink.New(ehrlink.Site{Base: s.Base(), ClientID: ehrlinktest.ClientID, Ports: ports}, c.through, s.Browse)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return l, c
}

func signedIn(t *testing.T, s *ehrlinktest.Server) (*ehrlink.Link, string, *calls) {
	t.Helper()
	l, c := linked(t, s)
	patient, err := l.SignIn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return l, patient, c
}

// resources are the kinds and ids in a bundle.
func resources(t *testing.T, raw []byte) (all []string) {
	t.Helper()
	var b struct {
		ResourceType, Type string
		Entry              []struct {
			Resource struct{ ResourceType, ID string }
		}
	}
	if err := json.Unmarshal(raw, &b); err != nil || b.ResourceType != "Bundle" || b.Type != "collection" {
		t.Fatalf("no bundle: %v, %.80s", err, raw)
	}
	for _, e := range b.Entry {
		all = append(all, e.Resource.ResourceType+"/"+e.Resource.ID)
	}
	return all
}

func TestTheOfficerSignsInAndThePatientIsRead(t *testing.T) {
	s := ehrlinktest.New(t)
	l, patient, c := signedIn(t, s)
	if patient != "pat-1" {
		t.Errorf("the patient is %q", patient)
	}
	found, err := l.Read(t.Context(), patient, "2026-01-15")
	if err != nil {
		t.Fatal(err)
	}
	if got := resources(t, found.Bundle); !slices.Equal(got, []string{"Patient/pat-1", "Encounter/e0", "Encounter/e1", "Encounter/e2", "RelatedPerson/r1"}) || len(found.Missing) != 0 {
		t.Errorf("read %v, missing %q", got, found.Missing)
	}
	want := []string{"what the server offers: answered", "sign-in in the browser: answered", "permission to read: answered",
		"the patient's registration: answered", "the patient's visits: answered", "the patient's visits: answered", "the patient's related persons: answered"}
	if !slices.Equal(c.all, want) {
		t.Errorf("exchanges:\n%s", strings.Join(c.all, "\n"))
	}
	if visits := s.Requests("/fhir/r4/Encounter"); len(visits) != 2 || !strings.Contains(visits[0], "date=ge2026-01-15") || !strings.Contains(visits[0], "patient=pat-1") {
		t.Errorf("visits were asked for with %q", visits)
	}
}

func TestTheSignInAsksForWhatItNeedsAndNoMore(t *testing.T) {
	for name, c := range map[string]struct {
		capabilities []string
		older        bool
		scope        string
	}{
		"version 2": {scope: "launch/patient openid fhirUser patient/Patient.rs patient/Encounter.rs patient/RelatedPerson.rs"},
		"version 1": {capabilities: []string{"launch-standalone", "client-public", "context-standalone-patient"},
			scope: "launch/patient openid fhirUser patient/Patient.read patient/Encounter.read patient/RelatedPerson.read"},
		"staff": {capabilities: []string{"launch-standalone", "client-public", "permission-user", "permission-v2"},
			scope: "openid fhirUser user/Patient.rs user/Encounter.rs user/RelatedPerson.rs"},
		"both": {capabilities: []string{"launch-standalone", "client-public", "permission-user", "permission-v2", "context-standalone-patient"},
			scope: "launch/patient openid fhirUser patient/Patient.rs patient/Encounter.rs patient/RelatedPerson.rs user/Patient.rs"},
		"described in the CapabilityStatement alone": {older: true, scope: "launch/patient openid fhirUser patient/Patient.read patient/Encounter.read patient/RelatedPerson.read"},
	} {
		t.Run(name, func(t *testing.T) {
			s := ehrlinktest.New(t)
			s.Capabilities, s.NoConfiguration = c.capabilities, c.older
			signedIn(t, s)
			asked := s.Asked()
			if asked.Get("scope") != c.scope {
				t.Errorf("scope %q", asked.Get("scope"))
			}
			if asked.Get("aud") != s.Base() || asked.Get("response_type") != "code" || asked.Get("code_challenge_method") != "S256" {
				t.Errorf("asked for %v", asked)
			}
			// 32 bytes are 43 characters of base64 without padding.
			if len(asked.Get("state")) != 43 || len(asked.Get("code_challenge")) != 43 || asked.Get("state") == asked.Get("code_challenge") {
				t.Errorf("state %q, challenge %q", asked.Get("state"), asked.Get("code_challenge"))
			}
			back, err := url.Parse(asked.Get("redirect_uri"))
			if err != nil || back.Scheme != "http" || back.Hostname() != "127.0.0.1" || back.Path != "/callback" {
				t.Errorf("return address %q, %v", asked.Get("redirect_uri"), err)
			}
			before := asked.Get("state")
			signedIn(t, s)
			if s.Asked().Get("state") == before {
				t.Error("the state of the second sign-in is that of the first")
			}
		})
	}
}

func TestAServerThatCannotBeUsedSafelyIsRefusedWithASentence(t *testing.T) {
	for name, c := range map[string]struct {
		bad  func(s *ehrlinktest.Server)
		want error
	}{
		"no S256":              {func(s *ehrlinktest.Server) { s.Methods = []string{"plain"} }, ehrlink.ErrNoS256},
		"no PKCE":              {func(s *ehrlinktest.Server) { s.Methods = []string{} }, ehrlink.ErrNoS256},
		"no standalone launch": {func(s *ehrlinktest.Server) { s.Capabilities = []string{"launch-ehr", "client-public"} }, ehrlink.ErrNoLaunch},
		"no public clients":    {func(s *ehrlinktest.Server) { s.Capabilities = []string{"launch-standalone"} }, ehrlink.ErrNoPublic},
		"no way to a patient":  {func(s *ehrlinktest.Server) { s.Capabilities = []string{"launch-standalone", "client-public"} }, ehrlink.ErrNoPatients},
		"sign-in over an open line": {func(s *ehrlinktest.Server) {
			s.Fail["/.well-known/smart-configuration"] = ehrlinktest.Answer{Status: 200, Body: `{"authorization_endpoint":"http://127.0.0.1/a","token_endpoint":"https://127.0.0.1/t","code_challenge_methods_supported":["S256"],"capabilities":["launch-standalone","client-public","permission-user"]}`}
		}, ehrlink.ErrNoEndpoints},
		"no FHIR server": {func(s *ehrlinktest.Server) {
			s.NoConfiguration = true
			s.Fail["/metadata"] = ehrlinktest.Answer{Status: 200, Body: "<html>Welcome</html>"}
		}, ehrlink.ErrBroken},
		"a description that leads elsewhere": {func(s *ehrlinktest.Server) {
			s.Fail["/.well-known/smart-configuration"] = ehrlinktest.Answer{Status: 302, Header: map[string]string{"Location": "https://example.org/fhir"}}
		}, ehrlink.ErrElsewhere},
	} {
		t.Run(name, func(t *testing.T) {
			s := ehrlinktest.New(t)
			c.bad(s)
			l, _ := linked(t, s)
			_, err := l.SignIn(t.Context())
			worded(t, err, c.want)
			if s.Asked() != nil || len(s.Ports) != 0 {
				t.Error("the browser was sent to the sign-in")
			}
		})
	}
}

// worded fails unless the error is the one that is wanted, with a sentence.
func worded(t *testing.T, err, want error) {
	t.Helper()
	own := (interface {
		Sentence() string
		Outcome() string
	})(nil)
	if !errors.Is(err, want) || !errors.As(err, &own) || !strings.HasSuffix(own.Sentence(), ".") || own.Outcome() == "" {
		t.Errorf("answered %v, want %v", err, want)
	}
}

func TestAnAnswerThatIsNoneHasASentence(t *testing.T) {
	outcome := `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"%s","diagnostics":"Fennimore, Walter, MRN 0047811"}]}`
	for name, c := range map[string]struct {
		answer ehrlinktest.Answer
		says   string
	}{
		"401":                           {ehrlinktest.Answer{Status: 401}, "sign in once more"},
		"403":                           {ehrlinktest.Answer{Status: 403, Body: fmt.Sprintf(outcome, "forbidden")}, "does not let this account"},
		"404":                           {ehrlinktest.Answer{Status: 404}, "has nothing at the address"},
		"429 with seconds":              {ehrlinktest.Answer{Status: 429, Header: map[string]string{"Retry-After": "40"}}, "in 40 seconds"},
		"429 with many":                 {ehrlinktest.Answer{Status: 429, Header: map[string]string{"Retry-After": "600"}}, "in 10 minutes"},
		"429 with a date gone by":       {ehrlinktest.Answer{Status: 429, Header: map[string]string{"Retry-After": "Mon, 02 Jan 2006 15:04:05 GMT"}}, "in some minutes"},
		"429 with nonsense":             {ehrlinktest.Answer{Status: 429, Header: map[string]string{"Retry-After": "soon"}}, "in some minutes"},
		"an outcome":                    {ehrlinktest.Answer{Status: 422, Body: fmt.Sprintf(outcome, "business-rule")}, "a rule of the hospital"},
		"an outcome as if all was well": {ehrlinktest.Answer{Status: 200, Body: fmt.Sprintf(outcome, "too-costly")}, "it asks for too much"},
		"an unknown outcome":            {ehrlinktest.Answer{Status: 500, Body: fmt.Sprintf(outcome, "Fennimore")}, "could not answer (500)"},
		"broken JSON":                   {ehrlinktest.Answer{Status: 200, Body: `{"resourceType":"Patient","name":[{"family":"Fenn`}, "cannot be read"},
		"a page of the web":             {ehrlinktest.Answer{Status: 200, Body: "<html>Fennimore</html>"}, "cannot be read"},
		"something else":                {ehrlinktest.Answer{Status: 200, Body: `{"resourceType":"Practitioner","id":"pat-1"}`}, "cannot be read"},
		"somebody else":                 {ehrlinktest.Answer{Status: 200, Body: `{"resourceType":"Patient","id":"pat-2"}`}, "another patient"},
		"more than 5 MB":                {ehrlinktest.Answer{Status: 200, Body: `{"resourceType":"Patient","id":"pat-1","x":"` + strings.Repeat("x", 5<<20) + `"}`}, "more than 5 MB"},
		"another host":                  {ehrlinktest.Answer{Status: 307, Header: map[string]string{"Location": "https://example.org/Patient/pat-1"}}, "led to another server"},
		"the same host, open":           {ehrlinktest.Answer{Status: 307, Header: map[string]string{"Location": "http://127.0.0.1/Patient/pat-1"}}, "led to another server"},
	} {
		t.Run(name, func(t *testing.T) {
			s := ehrlinktest.New(t)
			l, patient, _ := signedIn(t, s)
			dials := len(s.Dials)
			s.Fail["/Patient/pat-1"] = c.answer
			_, err := l.Read(t.Context(), patient, "2026-01-15")
			var f *ehrlink.Fault
			if !errors.As(err, &f) || !strings.Contains(f.Sentence(), c.says) {
				t.Fatalf("answered %v", err)
			}
			if text := fmt.Sprintf("%v %+v %s %s", err, err, f.Sentence(), f.Outcome()); strings.Contains(text, "Fennimore") || strings.Contains(text, "0047811") || strings.Contains(text, "pat-1") || strings.Contains(text, ehrlinktest.Token) {
				t.Errorf("the error tells of the patient: %s", text)
			}
			for _, to := range s.Dials[dials:] {
				if to != strings.TrimPrefix(s.URL, "https://") {
					t.Errorf("dialed %s", to)
				}
			}
		})
	}
}

func TestTheTokenIsPrintedByNothing(t *testing.T) {
	s := ehrlinktest.New(t)
	l, _, c := signedIn(t, s)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(verb, l); strings.Contains(text, ehrlinktest.Token) {
			t.Errorf("%s prints the token", verb)
		}
	}
	if text := strings.Join(c.all, " "); strings.Contains(text, ehrlinktest.Token) || strings.Contains(text, "code-of-the-test") {
		t.Errorf("the audit log holds %q", text)
	}
	l.Close()
	_, err := l.Read(t.Context(), "pat-1", "2026-01-15")
	worded(t, err, ehrlink.ErrUnsigned) // without the token nothing is read
}

func TestVisitsThatCannotBeReadCostThemselvesAlone(t *testing.T) {
	for name, c := range map[string]struct {
		bad   func(s *ehrlinktest.Server)
		kept  int // visits
		tells string
	}{
		"403": {func(s *ehrlinktest.Server) { s.Fail["/Encounter"] = ehrlinktest.Answer{Status: 403} }, 0, "Visits are not all here. The health record does not let"},
		"next page elsewhere": {func(s *ehrlinktest.Server) {
			s.Fail["/Encounter"] = ehrlinktest.Answer{Status: 200, Body: `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Encounter","id":"e9"}}],"link":[{"relation":"next","url":"https://example.org/next"}]}`}
		}, 1, "led to another server"},
		"more than five pages": {func(s *ehrlinktest.Server) { s.Visits = 11 }, 10, "more visits than the five pages"},
		"ten, on five pages":   {func(s *ehrlinktest.Server) { s.Visits = 10 }, 10, ""},
		"of somebody else": {func(s *ehrlinktest.Server) {
			s.Fail["/Encounter"] = ehrlinktest.Answer{Status: 200, Body: `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Encounter","id":"e1","subject":{"reference":"Patient/pat-2"}}},
				{"resource":{"resourceType":"Encounter","id":"e2","subject":{"reference":"https://x/Patient/pat-1/_history/4"}}},{"resource":{"resourceType":"OperationOutcome"}}]}`}
		}, 1, "Visits of somebody else"},
	} {
		t.Run(name, func(t *testing.T) {
			s := ehrlinktest.New(t)
			c.bad(s)
			l, patient, _ := signedIn(t, s)
			found, err := l.Read(t.Context(), patient, "2026-01-15")
			if err != nil {
				t.Fatal(err)
			}
			visits := 0
			for _, r := range resources(t, found.Bundle) {
				if strings.HasPrefix(r, "Encounter/") {
					visits++
				}
			}
			told := strings.Join(found.Missing, " ")
			if visits != c.kept || !strings.Contains(told, c.tells) || c.tells == "" && told != "" {
				t.Errorf("%d visits, %q", visits, told)
			}
			if s.Requests("/fhir/r4/RelatedPerson") == nil {
				t.Error("related persons were not asked for")
			}
		})
	}
}

func TestAPatientAsVendorsWriteThemIsPassedOnAsTheyAre(t *testing.T) {
	s := ehrlinktest.New(t)
	s.Patient = `{"resourceType":"Patient","id":"pat-1","active":"yes","identifier":"none","telecom":[{"rank":"1","value":6145550182}],"meta":{"versionId":7}}`
	l, patient, _ := signedIn(t, s)
	found, err := l.Read(t.Context(), patient, "2026-01-15")
	if err != nil || !strings.Contains(string(found.Bundle), `"telecom":[{"rank":"1","value":6145550182}]`) {
		t.Errorf("%v, %.200s", err, found.Bundle)
	}
}

func TestStaffFindThePatientWhereNoneWasChosen(t *testing.T) {
	s := ehrlinktest.New(t)
	s.NoContext = true
	l, patient, _ := signedIn(t, s)
	if patient != "" {
		t.Fatalf("the token came with %q", patient)
	}
	for _, w := range []ehrlink.Wanted{{MRN: "0047811"}, {Family: "Fennimore", Birth: "1951-03-07"}, {Family: "Fennimore", Given: "Walter", Birth: "1951-03-07"}} {
		found, more, err := l.Find(t.Context(), w)
		if err != nil || more || len(found) != 1 || found[0].ID != "pat-1" || !strings.Contains(string(found[0].Resource), "Fennimore") {
			t.Errorf("%+v: %v, %v, %v", w, found, more, err)
		}
	}
	if found, _, err := l.Find(t.Context(), ehrlink.Wanted{MRN: "nobody|x,y"}); err != nil || len(found) != 0 {
		t.Errorf("%v, %v", found, err)
	}
	asked := s.Requests("/fhir/r4/Patient?")
	if last, _ := url.QueryUnescape(asked[len(asked)-1]); !strings.Contains(last, `identifier=nobody\|x\,y`) {
		t.Errorf("asked with %q", last)
	}
	before := len(s.Requests("/"))
	for _, w := range []ehrlink.Wanted{{}, {Family: "Fennimore"}, {Birth: "1951-03-07"}, {Given: "Walter", Birth: "1951-03-07"}} {
		_, _, err := l.Find(t.Context(), w)
		worded(t, err, ehrlink.ErrAskMore)
	}
	if len(s.Requests("/")) != before {
		t.Error("the server was asked with too little")
	}
}

func TestASlowServerCanBeLeft(t *testing.T) {
	s := ehrlinktest.New(t)
	s.Hold, s.Arrived = make(chan struct{}), make(chan string, 1)
	l, patient, _ := signedIn(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-s.Arrived; cancel() }()
	if _, err := l.Read(ctx, patient, "2026-01-15"); !errors.Is(err, context.Canceled) {
		t.Errorf("left with %v", err)
	}
}
