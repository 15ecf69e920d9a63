package ehrlink_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"rapport/app/ehrlink"
	"rapport/app/ehrlink/ehrlinktest"
)

// tired is a connection on which nothing comes, as after the patience of a dialer.
type tired struct{}

func (tired) Error() string   { return "i/o timeout" }
func (tired) Timeout() bool   { return true }
func (tired) Temporary() bool { return true }

func TestANetworkThatDoesNotAnswerHasASentence(t *testing.T) {
	for name, c := range map[string]struct{ err, want error }{
		"slow":         {tired{}, ehrlink.ErrSlow},
		"not reached":  {&net.OpError{Op: "dial", Err: errors.New("connection refused")}, ehrlink.ErrUnreached},
		"unknown name": {&net.DNSError{Name: "fhir.example.org", IsNotFound: true}, ehrlink.ErrUnreached},
	} {
		t.Run(name, func(t *testing.T) {
			ehrlink.Hook(t, ehrlink.Door{Dial: func(context.Context, string, string) (net.Conn, error) { return nil, c.err }})
			l, err := ehrlink.New(ehrlink.Site{Base: "https://fhir.example.org/r4", ClientID: "x"}, (&calls{}).through, nil)
			if err != nil {
				t.Fatal(err)
			}
			_, err = l.Discover(t.Context())
			worded(t, err, c.want)
		})
	}
}

func TestACertificateThatTheSystemDoesNotTrustIsRefused(t *testing.T) {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains of the refusal
	s.StartTLS()
	defer s.Close()
	l, err := ehrlink.New(ehrlink.Site{Base: s.URL, ClientID: "x"}, (&calls{}).through, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.Discover(t.Context())
	worded(t, err, ehrlink.ErrCertificate)
}

func TestOnlyHTTPSIsUsed(t *testing.T) {
	for _, base := range []string{"http://127.0.0.1/fhir", "http://fhir.example.org", "ftp://x", "https://", "https://user:secret@fhir.example.org", "fhir.example.org", "https://x/?a=b", "https://x/#a", "", ":"} {
		if _, err := ehrlink.New(ehrlink.Site{Base: base, ClientID: "x"}, (&calls{}).through, nil); !errors.Is(err, ehrlink.ErrBase) {
			t.Errorf("%q: %v", base, err)
		}
	}
}

func TestWhatRefusesKeepsTheLinkFromEveryConnection(t *testing.T) {
	s := ehrlinktest.New(t)
	refused := errors.New("no network")
	l, err := ehrlink.New(ehrlink.Site{Base: s.Base(), ClientID: ehrlinktest.ClientID}, func(context.Context, string, ehrlink.Purpose, func(context.Context) error) error { return refused }, s.Browse)
	if err != nil {
		t.Fatal(err)
	}
	_, one := l.Discover(t.Context())
	_, two := l.SignIn(t.Context())
	_, three := l.Read(t.Context(), "pat-1", "2026-01-15")
	_, _, four := l.Find(t.Context(), ehrlink.Wanted{MRN: "1"})
	for _, err := range []error{one, two, three, four} {
		if !errors.Is(err, refused) {
			t.Errorf("answered %v", err)
		}
	}
	if n := s.Connections(); n != 0 {
		t.Errorf("%d connections", n)
	}
}
