package ehrlink

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Site is a health record as the office's settings name it.
type Site struct {
	Base     string // address of the FHIR server, as its keepers write it
	ClientID string
	Ports    []int // fixed ports of the return address, in their order
}

// Purpose says in a word or two what an exchange is for.
type Purpose string

// The purposes.
const (
	ForDiscovery Purpose = "what the server offers"
	ForSignIn    Purpose = "sign-in in the browser"
	ForToken     Purpose = "permission to read"
	ForSearch    Purpose = "search for a patient"
	ForPatient   Purpose = "the patient's registration"
	ForVisits    Purpose = "the patient's visits"
	ForRelatives Purpose = "the patient's related persons"
)

// Through is how every exchange is made: it runs call or refuses, and keeps the
// host, the purpose and what became of it.
type Through func(ctx context.Context, host string, purpose Purpose, call func(context.Context) error) error

// Link is one reading of a health record, from the sign-in to the patient. It is
// used by one goroutine at a time; Close may be called by any.
type Link struct {
	site    Site
	base    *url.URL
	through Through
	browse  func(*url.URL) error // opens the browser
	client  *http.Client
	server  *Server // as discovered
	token   string
	left    int64 // bytes that may still be read
}

// Format keeps the token out of whatever prints a link.
func (l *Link) Format(to fmt.State, _ rune) { fmt.Fprint(to, "a link to "+l.base.Host) }

// New makes a link, which connects to nothing yet. browse hands an address to the
// browser of this computer. Error: [ErrBase].
func New(site Site, through Through, browse func(*url.URL) error) (*Link, error) {
	base, ok := secure(site.Base)
	if !ok || base.RawQuery != "" {
		return nil, ErrBase
	}
	return &Link{site: site, base: base, through: through, browse: browse, client: newClient(), left: maxBytes}, nil
}

// Host names the server as the audit log does.
func (l *Link) Host() string { return l.base.Host }

// Close drops the token and ends what is open to the server.
func (l *Link) Close() {
	l.token = ""
	l.client.CloseIdleConnections()
}

// under is the address of something that lies under the base address.
func (l *Link) under(query url.Values, parts ...string) *url.URL {
	at := *l.base
	at.Path = strings.TrimSuffix(at.Path, "/")
	at.RawPath = ""
	for _, p := range parts {
		at.Path += "/" + p
	}
	at.RawQuery = query.Encode()
	return &at
}
