// Package ehrlinktest is a health record for tests: a FHIR server with a sign-in,
// on this computer, that can be told to behave badly. The patients in it are made up.
package ehrlinktest

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"rapport/app/ehrlink"
)

// Token is what the server gives out; nothing of it may be kept anywhere.
const Token = "token-of-the-test-that-nobody-keeps"

// Server is the health record. The fields are set before it is used.
type Server struct {
	*httptest.Server
	T *testing.T

	NoConfiguration bool     // no .well-known/smart-configuration, as before SMART 2
	Methods         []string // of PKCE; nil: S256
	Capabilities    []string // nil: what Rapport needs
	ExactPort       int      // the one port of a return address that is admitted; 0: any
	WrongState      bool     // answers with a state of its own
	Twice           bool     // the browser brings its answer a second time
	Declines        bool     // the officer presses Cancel
	NoContext       bool     // the token comes without a patient
	Patient         string   // the resource; "": an ordinary one
	PatientID       string   // "" : pat-1
	Visits          int      // how many there are; two on a page
	Fail            map[string]Answer
	Hold            chan struct{} // when set, answers of FHIR wait until it is closed
	Arrived         chan string   // when set, is told the path of each request of FHIR

	mu    sync.Mutex
	asked url.Values // the last sign-in
	Seen  []string   // requests, without host
	Dials []string   // addresses that the program dialed
	Ports []string   // addresses that it listened on
}

// Answer is what a path is answered with in the place of what it should.
type Answer struct {
	Status int
	Header map[string]string
	Body   string
}

// New starts the health record and leads the program's network to it until the test
// ends.
func New(t *testing.T) *Server {
	t.Helper()
	s := &Server{T: t, PatientID: "pat-1", Visits: 3, Fail: map[string]Answer{}}
	s.Server = httptest.NewTLSServer(s)
	t.Cleanup(s.Server.Close)
	trusted := s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	ehrlink.Hook(t, ehrlink.Door{Trusted: trusted, Dial: s.dial, Listen: s.listen})
	return s
}

func (s *Server) dial(ctx context.Context, network, address string) (net.Conn, error) {
	s.mu.Lock()
	s.Dials = append(s.Dials, address)
	s.mu.Unlock()
	return (&net.Dialer{}).DialContext(ctx, network, address)
}

func (s *Server) listen(ctx context.Context, address string) (net.Listener, error) {
	s.mu.Lock()
	s.Ports = append(s.Ports, address)
	s.mu.Unlock()
	return (&net.ListenConfig{}).Listen(ctx, "tcp4", address)
}

// Connections counts what was dialed and listened on.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.Dials) + len(s.Ports)
}

// Base is the address of its FHIR server.
func (s *Server) Base() string { return s.URL + "/fhir/r4" }

// ClientID is the one that it knows.
const ClientID = "rapport-test"

// Asked is what the last sign-in asked for.
func (s *Server) Asked() url.Values {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

// Requests are those that begin so.
func (s *Server) Requests(begin string) (all []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.Seen {
		if strings.HasPrefix(r, begin) {
			all = append(all, r)
		}
	}
	return all
}

// Browse is a browser in which the officer signs in.
func (s *Server) Browse(at *url.URL) error {
	go func() {
		r, err := s.Client().Get(at.String())
		if err != nil {
			return // the program listens no more
		}
		_ = r.Body.Close()
		if s.Twice {
			if r, err = s.Client().Get(r.Request.URL.String()); err == nil {
				_ = r.Body.Close()
			}
		}
	}()
	return nil
}

// ServeHTTP answers.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.Seen = append(s.Seen, r.URL.RequestURI())
	s.mu.Unlock()
	path := strings.TrimPrefix(r.URL.Path, "/fhir/r4")
	if a, ok := s.Fail[path]; ok {
		for k, v := range a.Header {
			w.Header().Set(k, v)
		}
		w.WriteHeader(a.Status)
		_, _ = io.WriteString(w, a.Body)
		return
	}
	switch path {
	case "/.well-known/smart-configuration":
		s.configuration(w)
	case "/metadata":
		fmt.Fprintf(w, `{"resourceType":"CapabilityStatement","rest":[{"security":{"extension":[{"url":"http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
			"extension":[{"url":"token","valueUri":"%s/token"},{"url":"authorize","valueUri":"%s/authorize"}]}]}}]}`, s.URL, s.URL)
	case "/authorize":
		s.authorize(w, r)
	case "/token":
		s.token(w, r)
	default:
		s.fhir(w, r, path)
	}
}

func (s *Server) configuration(w http.ResponseWriter) {
	if s.NoConfiguration {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	methods, capabilities := s.Methods, s.Capabilities
	if methods == nil {
		methods = []string{"S256"}
	}
	if capabilities == nil {
		capabilities = []string{"launch-standalone", "client-public", "context-standalone-patient", "permission-v2", "permission-patient"}
	}
	s.write(w, map[string]any{"issuer": s.URL, "authorization_endpoint": s.URL + "/authorize", "token_endpoint": s.URL + "/token",
		"code_challenge_methods_supported": methods, "capabilities": capabilities})
}

func (s *Server) write(w http.ResponseWriter, v any) {
	if err := json.NewEncoder(w).Encode(v); err != nil {
		s.T.Errorf("the health record of the test: %v", err)
	}
}

func (s *Server) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	s.mu.Lock()
	s.asked = q
	s.mu.Unlock()
	back, err := url.Parse(q.Get("redirect_uri"))
	if err != nil || q.Get("client_id") != ClientID || q.Get("aud") != s.Base() || s.ExactPort != 0 && back.Port() != fmt.Sprint(s.ExactPort) {
		w.WriteHeader(http.StatusBadRequest) // shown in the browser; nobody is sent back
		return
	}
	answer := url.Values{"state": {q.Get("state")}, "code": {"code-of-the-test"}}
	if s.WrongState {
		answer.Set("state", "another-state")
	}
	if s.Declines {
		answer.Del("code")
		answer.Set("error", "access_denied")
	}
	back.RawQuery = answer.Encode()
	http.Redirect(w, r, back.String(), http.StatusFound)
}

func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	asked, sum := s.Asked(), sha256.Sum256([]byte(r.FormValue("code_verifier")))
	if r.Method != http.MethodPost || r.FormValue("grant_type") != "authorization_code" || r.FormValue("code") != "code-of-the-test" || r.FormValue("client_id") != ClientID ||
		r.FormValue("redirect_uri") != asked.Get("redirect_uri") || base64.RawURLEncoding.EncodeToString(sum[:]) != asked.Get("code_challenge") {
		w.WriteHeader(http.StatusBadRequest)
		s.write(w, map[string]string{"error": "invalid_grant"})
		return
	}
	granted := map[string]any{"access_token": Token, "token_type": "Bearer", "expires_in": 3600, "scope": asked.Get("scope"), "refresh_token": "refresh-" + Token}
	if !s.NoContext {
		granted["patient"] = s.PatientID
	}
	s.write(w, granted)
}

// Ordinary is the patient that the server has.
const Ordinary = `{"resourceType":"Patient","id":"pat-1","identifier":[{"type":{"coding":[{"code":"MR"}]},"system":"urn:oid:2.999.1","value":"0047811"}],
	"name":[{"use":"official","family":"Fennimore","given":["Walter","J"]}],"gender":"male","birthDate":"1951-03-07",
	"telecom":[{"system":"phone","value":"614-555-0182","use":"home"}],"address":[{"use":"home","line":["12 Heron Street"],"city":"Lakeshore","state":"OH","postalCode":"43999"}],
	"communication":[{"language":{"coding":[{"system":"urn:ietf:bcp:47","code":"en"}],"text":"English"},"preferred":true}]}`

func (s *Server) fhir(w http.ResponseWriter, r *http.Request, path string) {
	if s.Arrived != nil {
		s.Arrived <- path
	}
	if s.Hold != nil {
		select {
		case <-s.Hold:
		case <-r.Context().Done():
			return
		}
	}
	if r.Header.Get("Authorization") != "Bearer "+Token {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.Header().Set("Content-Type", "application/fhir+json")
	patient := s.Patient
	if patient == "" {
		patient = Ordinary
	}
	switch path {
	case "/Patient/pat-1":
		_, _ = io.WriteString(w, patient)
	case "/Patient":
		q := r.URL.Query()
		if q.Get("identifier") == "" && (q.Get("family") == "" || q.Get("birthdate") == "") {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		var found []string
		if slices.Contains([]string{"0047811"}, q.Get("identifier")) || strings.EqualFold(q.Get("family"), "Fennimore") {
			found = []string{patient}
		}
		s.bundle(w, found, "")
	case "/Encounter":
		s.visits(w, r)
	case "/RelatedPerson":
		s.bundle(w, []string{`{"resourceType":"RelatedPerson","id":"r1","patient":{"reference":"Patient/pat-1"},"relationship":[{"text":"wife"}],"name":[{"family":"Fennimore","given":["Rosalind"]}]}`}, "")
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// visits are two on a page.
func (s *Server) visits(w http.ResponseWriter, r *http.Request) {
	page := 0
	_, _ = fmt.Sscan(r.URL.Query().Get("page"), &page)
	var all []string
	for n := page * 2; n < min(page*2+2, s.Visits); n++ {
		all = append(all, fmt.Sprintf(`{"resourceType":"Encounter","id":"e%d","status":"Finished","class":{"code":"IMP"},"subject":{"reference":"Patient/pat-1"},
			"period":{"start":"2026-11-%02dT08:30:00-05:00","end":"2026-11-%02dT15:00:00-05:00"},"location":[{"location":{"display":"4 West Medical"}}],
			"participant":[{"type":[{"coding":[{"code":"ATND"}]}],"individual":{"display":"Amara Ilesanmi, MD"}}]}`, n, n%27+1, n%27+2))
	}
	next := ""
	if page*2+2 < s.Visits {
		next = fmt.Sprintf("%s/Encounter?patient=pat-1&page=%d", s.Base(), page+1)
	}
	s.bundle(w, all, next)
}

func (s *Server) bundle(w http.ResponseWriter, resources []string, next string) {
	entries := make([]map[string]any, 0, len(resources))
	for _, r := range resources {
		entries = append(entries, map[string]any{"resource": json.RawMessage(r)})
	}
	whole := map[string]any{"resourceType": "Bundle", "type": "searchset", "entry": entries}
	if next != "" {
		whole["link"] = []map[string]string{{"relation": "self", "url": s.Base()}, {"relation": "next", "url": next}}
	}
	s.write(w, whole)
}
