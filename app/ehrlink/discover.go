package ehrlink

import (
	"context"
	"errors"
	"net/url"
	"slices"
)

// Server is what a health record says of its sign-in.
type Server struct {
	Authorize, Token *url.URL
	Issuer           string
	// Older is true for one that describes itself in its CapabilityStatement alone (SMART
	// App Launch 1): such a description cannot say whether the server checks PKCE.
	Older bool
	// Choice is true where the patient is chosen at the sign-in; else staff search.
	Choice bool
	// Staff is true where an account of staff may read beyond one patient.
	Staff bool
	// V2 is true where scopes are written as in SMART App Launch 2.
	V2 bool
}

// Discover asks the server how to sign in to it: its .well-known/smart-configuration
// (SMART App Launch 2.2, Conformance), or else its CapabilityStatement. It refuses a
// server that Rapport could not use, or not safely.
func (l *Link) Discover(ctx context.Context) (Server, error) {
	var said struct {
		Issuer       string   `json:"issuer"`
		Authorize    string   `json:"authorization_endpoint"`
		Token        string   `json:"token_endpoint"`
		Methods      []string `json:"code_challenge_methods_supported"`
		Capabilities []string `json:"capabilities"`
	}
	err := l.getJSON(ctx, ForDiscovery, l.under(nil, ".well-known", "smart-configuration"), acceptJSON, &said)
	if older(err) {
		return l.discoverOlder(ctx)
	}
	if err != nil {
		return Server{}, err
	}
	if !slices.Contains(said.Methods, "S256") {
		return Server{}, ErrNoS256
	}
	s := Server{Issuer: said.Issuer}
	return l.keep(s, said.Authorize, said.Token, said.Capabilities)
}

// older reports whether the server answered, but not with a configuration.
func older(err error) bool {
	var f *Fault
	if !errors.As(err, &f) || f.outcome == busy(0).outcome {
		return false
	}
	return !slices.Contains([]*Fault{ErrSlow, ErrUnreached, ErrCertificate, ErrElsewhere, ErrTooMuch}, f)
}

const (
	oauthURIs        = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"
	listCapabilities = "http://fhir-registry.smarthealthit.org/StructureDefinition/capabilities"
)

// discoverOlder reads the same of /metadata.
func (l *Link) discoverOlder(ctx context.Context) (Server, error) {
	var said struct {
		Rest []struct {
			Security struct {
				Extension []struct {
					URL       string
					ValueCode string
					Extension []struct{ URL, ValueURI string }
				}
			}
		}
	}
	if err := l.getJSON(ctx, ForDiscovery, l.under(nil, "metadata"), acceptFHIR, &said); err != nil {
		return Server{}, err
	}
	var authorize, token string
	var capabilities []string
	for _, r := range said.Rest {
		for _, e := range r.Security.Extension {
			if e.URL == listCapabilities {
				capabilities = append(capabilities, e.ValueCode)
			}
			if e.URL != oauthURIs {
				continue
			}
			for _, at := range e.Extension {
				switch at.URL {
				case "authorize":
					authorize = at.ValueURI
				case "token":
					token = at.ValueURI
				}
			}
		}
	}
	return l.keep(Server{Older: true}, authorize, token, capabilities)
}

// keep checks what the server offers and remembers it. An older server that lists
// nothing is taken at its sign-in.
func (l *Link) keep(s Server, authorize, token string, capabilities []string) (Server, error) {
	var ok, also bool
	s.Authorize, ok = secure(authorize)
	s.Token, also = secure(token)
	if !ok || !also {
		return Server{}, ErrNoEndpoints
	}
	has := func(c string) bool { return slices.Contains(capabilities, c) }
	s.Choice, s.Staff, s.V2 = has("context-standalone-patient"), has("permission-user"), has("permission-v2")
	switch silent := s.Older && len(capabilities) == 0; {
	case silent:
		s.Choice = true
	case !has("launch-standalone"):
		return Server{}, ErrNoLaunch
	case !has("client-public"):
		return Server{}, ErrNoPublic
	case !s.Choice && !s.Staff:
		return Server{}, ErrNoPatients
	}
	l.server = &s
	return s, nil
}
