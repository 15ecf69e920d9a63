package data

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"
)

// ErrNoNetwork means that the "no network" switch stands, or that no health record
// was entered that could be reached.
var ErrNoNetwork = errors.New("the program makes no connection to a network")

// RecordLink is how the office reaches its electronic health record: a FHIR server
// that officers sign in to in their browser (SMART App Launch, standalone launch of
// a public client). The zero value makes no connection to anything.
type RecordLink struct {
	// Network is false while the "no network" switch is on, as it is until an
	// administrator turns it off.
	Network bool `json:"network,omitempty"`
	// BaseURL is the FHIR server as its keepers write it: it goes as the audience
	// into the sign-in, where one character makes a difference.
	BaseURL string `json:"base_url,omitempty"`
	// ClientID is what the keepers of the server registered Rapport as. It is no
	// secret.
	ClientID string `json:"client_id,omitempty"`
	// Ports are those of the addresses http://127.0.0.1:PORT/callback that were
	// registered, for servers that compare the port; tried in order, and any free one
	// after them (RFC 8252 section 7.3).
	Ports []int `json:"ports,omitempty"`
}

const (
	// MaxLinkPorts is how many fixed ports there may be.
	MaxLinkPorts = 3
	// minLinkPort is the first port that needs no special right.
	minLinkPort = 1024
	maxPort     = 65535
	maxBaseURL  = 500
)

// Ready reports whether the health record may be reached and everything is known
// that it takes.
func (l RecordLink) Ready() bool { return l.Network && l.BaseURL != "" && l.ClientID != "" }

// CheckBaseURL says in words what is wrong with the address of a FHIR server; nil
// where nothing is.
func CheckBaseURL(text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "" || u.Opaque != "" || strings.ContainsFunc(text, unprintable):
		return errors.New("give the whole address of the FHIR server, such as https://fhir.example.org/r4")
	case u.Scheme != "https":
		return errors.New("the address must begin with https://; nothing is read over an open line")
	case u.User != nil:
		return errors.New("the address must not hold a name or a password")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.Contains(text, "#"):
		return errors.New("the address must end before any ? or #")
	case len(text) > maxBaseURL:
		return fmt.Errorf("the address is longer than %d characters", maxBaseURL)
	}
	return nil
}

func unprintable(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }

// CheckPort says in words what is wrong with a fixed port; nil where nothing is.
func CheckPort(port int) error {
	if port < minLinkPort || port > maxPort {
		return fmt.Errorf("give a number from %d to %d", minLinkPort, maxPort)
	}
	return nil
}

func (l RecordLink) validate(m *Missing) {
	if l.BaseURL != "" {
		err := CheckBaseURL(l.BaseURL)
		m.add(err != nil, "base_url", "record_link.base_url", "The address of the health record cannot be used; write it like https://fhir.example.org/r4.")
	}
	m.add(l.ClientID != "" && strings.ContainsFunc(l.ClientID, unprintable), "client_id", "record_link.client_id", "The client id of the health record holds a blank; copy it once more.")
	m.checkText(l.ClientID, maxLine, "record_link.client_id", "The client id of the health record")
	m.add(len(l.Ports) > MaxLinkPorts, "ports", "record_link.ports", "Three fixed ports are the most.")
	seen := map[int]bool{}
	for _, p := range l.Ports {
		m.add(CheckPort(p) != nil || seen[p], "port", "record_link.ports", "A fixed port is given twice or cannot be used.")
		seen[p] = true
	}
}

// A Connection is one exchange with another computer, as the audit log keeps it.
// It holds nothing of a patient.
type Connection struct {
	Host    string // name, and port where it is not the usual one
	Purpose string // what was asked for, in a few words: "visits"
}

const maxHost = 300

// Validate checks what goes into the audit log.
func (c Connection) Validate() Missing {
	var m Missing
	m.add(blank(c.Host) || blank(c.Purpose), "connection", "host", "A connection needs its host and its purpose.")
	m.checkText(c.Host, maxHost, "host", "The name of the host")
	m.checkText(c.Purpose, maxLine, "purpose", "The purpose")
	return m
}
