package ehrlink_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"rapport/app/ehrlink"
	"rapport/app/ehrlink/ehrlinktest"
)

func TestTheAnswerOfTheBrowserMustBelongToTheSignIn(t *testing.T) {
	s := ehrlinktest.New(t)
	s.WrongState = true
	l, _ := linked(t, s)
	_, err := l.SignIn(t.Context())
	worded(t, err, ehrlink.ErrState)
	if asked := s.Requests("/token"); len(asked) != 0 {
		t.Errorf("a code of another sign-in was used: %q", asked)
	}
	s.WrongState, s.Declines = false, true
	_, err = l.SignIn(t.Context())
	worded(t, err, ehrlink.ErrDeclined)
}

// browser goes to the return address by itself, as the test says, and gives the
// server's own answers to see; then it signs in.
func browser(s *ehrlinktest.Server, visit func(back *url.URL, state string)) func(*url.URL) error {
	return func(at *url.URL) error {
		back, err := url.Parse(at.Query().Get("redirect_uri"))
		if err != nil {
			return err
		}
		visit(back, at.Query().Get("state"))
		return s.Browse(at)
	}
}

func TestTheReturnAddressIsForOneAnswerOfThisComputerAlone(t *testing.T) {
	s := ehrlinktest.New(t)
	c := &calls{}
	var port string
	get := func(address, host string) *http.Response {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		return answer
	}
	visit := browser(s, func(back *url.URL, state string) {
		port = back.Port()
		good := "?" + url.Values{"state": {state}, "code": {"code-of-the-test"}}.Encode()
		if a := get(back.String()+good, "rebound.example.org:"+port); a.StatusCode != http.StatusMisdirectedRequest {
			t.Errorf("under another name: %s", a.Status)
		}
		if a := get(back.String()+good, "localhost:"+port); a.StatusCode != http.StatusMisdirectedRequest {
			t.Errorf("as localhost: %s", a.Status)
		}
		if a := get("http://"+back.Host+"/favicon.ico", ""); a.StatusCode != http.StatusNotFound {
			t.Errorf("another path: %s", a.Status)
		}
		for _, ip := range otherAddresses() {
			if conn, err := net.Dial("tcp", net.JoinHostPort(ip, port)); err == nil {
				_ = conn.Close()
				t.Errorf("the return address answers at %s", ip)
			}
		}
	})
	l, err := ehrlink.New(ehrlink.Site{Base: s.Base(), ClientID: ehrlinktest.ClientID}, c.through, visit)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	if patient, err := l.SignIn(t.Context()); err != nil || patient != "pat-1" {
		t.Errorf("after the strangers: %q, %v", patient, err)
	}
	if conn, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
		_ = conn.Close()
		t.Error("it still listens after the answer")
	}
}

// otherAddresses are those of this computer beside 127.0.0.1.
func otherAddresses() (all []string) {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	for _, a := range addresses {
		if n, ok := a.(*net.IPNet); ok && !n.IP.Equal(net.IPv4(127, 0, 0, 1)) && !n.IP.IsLinkLocalUnicast() {
			all = append(all, n.IP.String())
		}
	}
	return append(all, "127.0.0.2")
}

func TestASecondAnswerIsTurnedAway(t *testing.T) {
	s := ehrlinktest.New(t)
	c := &calls{}
	said := make(chan string, 2)
	twice := func(at *url.URL) error {
		q := at.Query()
		go func() { // two at once, of which the first counts
			for range 2 {
				r, err := http.Get(q.Get("redirect_uri") + "?" + url.Values{"state": {q.Get("state")}, "error": {"access_denied"}}.Encode())
				if err != nil {
					said <- "nobody listens"
					continue
				}
				_ = r.Body.Close()
				said <- r.Status
			}
		}()
		return nil
	}
	l, err := ehrlink.New(ehrlink.Site{Base: s.Base(), ClientID: ehrlinktest.ClientID}, c.through, twice)
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.SignIn(t.Context())
	worded(t, err, ehrlink.ErrDeclined)
	if first, second := <-said, <-said; first != "200 OK" || second != "nobody listens" && second != "410 Gone" {
		t.Errorf("the answers were %q and %q", first, second)
	}
}

// freePort is one that nobody listens on.
func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func TestAServerThatComparesThePortIsServedByAFixedOne(t *testing.T) {
	s := ehrlinktest.New(t)
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	s.ExactPort = freePort(t)
	l, _ := linked(t, s, taken.Addr().(*net.TCPAddr).Port, s.ExactPort)
	if patient, err := l.SignIn(t.Context()); err != nil || patient != "pat-1" {
		t.Errorf("%q, %v", patient, err)
	}
	if want := "127.0.0.1:" + strconv.Itoa(s.ExactPort); s.Ports[len(s.Ports)-1] != want {
		t.Errorf("listened on %v", s.Ports)
	}
	// With all taken any free port does, for the servers that follow RFC 8252.
	s.ExactPort = 0
	l, _ = linked(t, s, taken.Addr().(*net.TCPAddr).Port)
	if _, err := l.SignIn(t.Context()); err != nil || s.Ports[len(s.Ports)-1] != "127.0.0.1:0" {
		t.Errorf("listened on %v, %v", s.Ports, err)
	}
}

func TestWhenTheOfficerStopsNothingListensAnyMore(t *testing.T) {
	s := ehrlinktest.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	c := &calls{}
	var back string
	l, err := ehrlink.New(ehrlink.Site{Base: s.Base(), ClientID: ehrlinktest.ClientID}, c.through, func(at *url.URL) error {
		back = at.Query().Get("redirect_uri")
		cancel() // nobody signs in
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.SignIn(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	if _, err := http.Get(back); err == nil {
		t.Error("it still listens")
	}
}

func TestTheTimeForTheSignInIsSaidInItsOwnWords(t *testing.T) {
	s := ehrlinktest.New(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	l, err := ehrlink.New(ehrlink.Site{Base: s.Base(), ClientID: ehrlinktest.ClientID}, (&calls{}).through, func(*url.URL) error {
		cancel(ehrlink.ErrNoAnswer) // as the clock would
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.SignIn(ctx)
	worded(t, err, ehrlink.ErrNoAnswer)
}
