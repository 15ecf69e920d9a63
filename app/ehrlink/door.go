package ehrlink

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// The bounds of what is read from a server.
const (
	maxPages   = 5
	maxBytes   = 5 << 20 // of all answers of a link together
	patience   = 20 * time.Second
	maxHeaders = 64 << 10
)

// door is the one way to the network: everything that the program dials or listens
// on goes through it. Tests put their own in its place with [Hook].
var door = Door{
	Dial: (&net.Dialer{Timeout: patience}).DialContext,
	Listen: func(ctx context.Context, address string) (net.Listener, error) {
		return (&net.ListenConfig{}).Listen(ctx, "tcp4", address)
	},
}

// Door is what a test puts in the place of the network.
type Door struct {
	Dial   func(ctx context.Context, network, address string) (net.Conn, error)
	Listen func(ctx context.Context, address string) (net.Listener, error)
	// Trusted are certificates to trust in the place of the system's.
	Trusted *x509.CertPool
}

// Hook puts another door in the place of the network until the test ends. What it
// leaves out stays as it is.
func Hook(t interface{ Cleanup(func()) }, d Door) {
	was := door
	t.Cleanup(func() { door = was })
	if d.Dial != nil {
		door.Dial = d.Dial
	}
	if d.Listen != nil {
		door.Listen = d.Listen
	}
	door.Trusted = d.Trusted
}

// newClient makes a client that stays on the host it was sent to. Proxies come from
// the environment (HTTPS_PROXY, NO_PROXY).
func newClient() *http.Client {
	d := door
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			DialContext:            d.Dial,
			TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: d.Trusted}, // nil: the system's
			TLSHandshakeTimeout:    patience,
			MaxResponseHeaderBytes: maxHeaders,
			ForceAttemptHTTP2:      true,
			MaxIdleConns:           4,
			IdleConnTimeout:        30 * time.Second,
		},
		CheckRedirect: func(next *http.Request, via []*http.Request) error {
			first := via[0]
			if len(via) > 3 || first.Method != http.MethodGet || !sameHost(next.URL, first.URL) {
				return ErrElsewhere
			}
			return nil
		},
	}
}

func sameHost(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(a.Host, b.Host) && a.User == nil
}

// secure reads an address that the office or its server names.
func secure(text string) (*url.URL, bool) {
	u, err := url.Parse(text)
	return u, err == nil && u.Scheme == "https" && u.Hostname() != "" && u.User == nil && u.Fragment == "" && u.Opaque == ""
}

// exchange sends a request for the purpose and returns the body of an answer with
// status 200.
func (l *Link) exchange(ctx context.Context, purpose Purpose, r *http.Request) (body []byte, err error) {
	err = l.through(ctx, r.URL.Host, purpose, func(ctx context.Context) error {
		within, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		r.Header.Set("User-Agent", "Rapport")
		answer, err := l.client.Do(r.WithContext(within))
		if err != nil {
			return troubled(ctx, err)
		}
		defer answer.Body.Close() // it was read as far as it is wanted
		body, err = l.read(ctx, answer.Body)
		if err != nil {
			return err
		}
		if answer.StatusCode != http.StatusOK {
			return statusFault(answer, body)
		}
		return nil
	})
	return body, err
}

// read reads a body within what is left of the bytes of the link.
func (l *Link) read(ctx context.Context, from io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(from, l.left+1))
	if int64(len(body)) > l.left {
		return nil, ErrTooMuch
	}
	l.left -= int64(len(body))
	if err != nil {
		return nil, troubled(ctx, err)
	}
	return body, nil
}

// getJSON asks for what the address has and reads it into v.
func (l *Link) getJSON(ctx context.Context, purpose Purpose, at *url.URL, accept string, v any) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), http.NoBody)
	if err != nil {
		return ErrBase
	}
	r.Header.Set("Accept", accept)
	if l.token != "" && sameHost(at, l.base) {
		r.Header.Set("Authorization", "Bearer "+l.token)
	}
	body, err := l.exchange(ctx, purpose, r)
	if err != nil {
		return err
	}
	var shape *json.UnmarshalTypeError // costs that part alone
	if err := json.Unmarshal(body, v); err != nil && !errors.As(err, &shape) {
		return ErrBroken
	}
	return nil
}

const (
	acceptFHIR = "application/fhir+json, application/json;q=0.9"
	acceptJSON = "application/json"
)
