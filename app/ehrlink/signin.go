package ehrlink

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// signInTime is how long the officer has to sign in in the browser.
const signInTime = 3 * time.Minute

// secretBytes are those of the PKCE verifier (RFC 7636 section 4.1) and of state.
const secretBytes = 32

func random() string {
	b := make([]byte, secretBytes)
	_, _ = rand.Read(b) // crypto/rand ends the program rather than fail
	return base64.RawURLEncoding.EncodeToString(b)
}

func challenge(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// scopes are what is asked for: reading who a patient is, visits and related
// persons, and never access that outlives the sign-in (offline_access).
func (s Server) scopes() string {
	read := ".read"
	if s.V2 {
		read = ".rs" // read and search
	}
	all := []string{"openid", "fhirUser"}
	level := "user/"
	if s.Choice {
		level = "patient/"
		all = append([]string{"launch/patient"}, all...)
	}
	for _, what := range []string{"Patient", "Encounter", "RelatedPerson"} {
		all = append(all, level+what+read)
	}
	if s.Choice && s.Staff {
		all = append(all, "user/Patient"+read) // for a search, where no patient is chosen
	}
	return strings.Join(all, " ")
}

// SignIn lets the officer sign in in the browser and holds the permission to read.
// It returns the patient who was chosen there; empty: nobody was, and [Link.Find]
// finds one.
func (l *Link) SignIn(ctx context.Context) (patient string, err error) {
	if l.server == nil {
		if _, err := l.Discover(ctx); err != nil {
			return "", err
		}
	}
	verifier, state := random(), random()
	var code, back string
	err = l.through(ctx, l.server.Authorize.Host, ForSignIn, func(ctx context.Context) error {
		ctx, cancel := context.WithTimeoutCause(ctx, signInTime, ErrNoAnswer)
		defer cancel()
		w, err := waitForBrowser(ctx, l.site.Ports, state)
		if err != nil {
			return err
		}
		defer w.close()
		back = w.address()
		if err := l.browse(l.signInAddress(back, state, challenge(verifier))); err != nil {
			return ErrNoBrowser
		}
		answer, err := w.answer(ctx)
		if err != nil {
			return err
		}
		code, err = l.codeOf(answer, state)
		return err
	})
	if err != nil {
		return "", err
	}
	return l.exchangeCode(ctx, code, back, verifier)
}

// signInAddress is where the browser goes (SMART App Launch 2.2, "Obtain
// authorization code").
func (l *Link) signInAddress(back, state, challenge string) *url.URL {
	at := *l.server.Authorize
	q := at.Query()
	for key, value := range map[string]string{
		"response_type": "code", "client_id": l.site.ClientID, "redirect_uri": back, "scope": l.server.scopes(), "state": state,
		"aud": l.site.Base, "code_challenge": challenge, "code_challenge_method": "S256",
	} {
		q.Set(key, value)
	}
	at.RawQuery = q.Encode()
	return &at
}

func sameState(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// codeOf takes the code from what the browser brought.
func (l *Link) codeOf(answer url.Values, state string) (string, error) {
	iss := answer.Get("iss") // who answers, where the server says so (RFC 9207)
	switch {
	case !sameState(answer.Get("state"), state):
		return "", ErrState
	case iss != "" && l.server.Issuer != "" && iss != l.server.Issuer:
		return "", ErrState
	case answer.Get("error") == "access_denied":
		return "", ErrDeclined
	case answer.Get("error") == "unauthorized_client", answer.Get("error") == "invalid_client":
		return "", ErrUnknown
	case answer.Get("code") == "":
		return "", ErrNoCode
	}
	return answer.Get("code"), nil
}

// exchangeCode gets the token for the code. Whatever else comes with it, a refresh
// token among it, is not read.
func (l *Link) exchangeCode(ctx context.Context, code, back, verifier string) (patient string, err error) {
	form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {back}, "client_id": {l.site.ClientID}, "code_verifier": {verifier}}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, l.server.Token.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return "", ErrNoEndpoints
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", acceptJSON)
	body, err := l.exchange(ctx, ForToken, r)
	if errors.Is(err, ErrUnsigned) || errors.Is(err, ErrForbidden) {
		return "", ErrUnknown
	}
	if err != nil {
		return "", err
	}
	var granted struct {
		Token   string `json:"access_token"`
		Type    string `json:"token_type"`
		Patient string `json:"patient"`
	}
	switch {
	case json.Unmarshal(body, &granted) != nil:
		return "", ErrBroken
	case granted.Token == "" || strings.ContainsAny(granted.Token, "\r\n\x00"), granted.Type != "" && !strings.EqualFold(granted.Type, "bearer"):
		return "", ErrNoToken
	}
	l.token = granted.Token
	return granted.Patient, nil
}
