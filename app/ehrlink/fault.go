package ehrlink

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Fault is what went wrong with a link, in a sentence for the officer and in a few
// words for the audit log. It holds nothing that came from the server or that was
// asked of it.
type Fault struct{ outcome, sentence string }

func (f *Fault) Error() string { return "the link to the health record: " + f.outcome }

// Sentence says what went wrong and what to do next.
func (f *Fault) Sentence() string { return f.sentence }

// Outcome names it for the audit log.
func (f *Fault) Outcome() string { return f.outcome }

// The faults that need no more than their sentence. Test with errors.Is.
var (
	ErrBase        = &Fault{"no usable address", "The address of the health record cannot be used. An administrator corrects it under Settings; it begins with https://."}
	ErrNoEndpoints = &Fault{"no sign-in addresses", "The health record does not say where to sign in. Ask those who keep it whether SMART App Launch is switched on for this address."}
	ErrNoS256      = &Fault{"no S256", "The health record does not protect its sign-in with PKCE and S256, so Rapport does not use it. Ask those who keep it to switch S256 on."}
	ErrNoLaunch    = &Fault{"no standalone launch", "The health record does not let a program begin by itself (launch-standalone). Ask those who keep it whether this can be switched on."}
	ErrNoPublic    = &Fault{"no public clients", "The health record does not admit a program without a secret of its own (client-public), which Rapport is. Ask those who keep it whether this can be switched on."}
	ErrNoPatients  = &Fault{"no way to a patient", "The health record offers neither the choice of a patient at sign-in nor reading for staff (context-standalone-patient, permission-user). Ask those who keep it which of them can be switched on."}
	ErrNoPort      = &Fault{"nowhere to listen", "This computer gave Rapport no place to wait for the answer of the browser. Close programs that you do not need and try again."}
	ErrNoBrowser   = &Fault{"no browser", "The browser did not open. Set a browser as the usual one of this computer and try again."}
	ErrNoAnswer    = &Fault{"no sign-in within three minutes", "No answer came from the browser within three minutes. Start again; if the browser showed an error, tell it to those who keep the health record."}
	ErrState       = &Fault{"an answer of another sign-in", "An answer came from the browser that does not belong to this sign-in, so it was not used and nothing was read. Start again; if it happens once more, tell whoever looks after this computer."}
	ErrDeclined    = &Fault{"sign-in declined", "The sign-in was declined or broken off in the browser. Start again if you want to try once more."}
	ErrNoCode      = &Fault{"sign-in without a code", "The health record sent the browser back without a permission to read. Ask those who keep it whether Rapport is registered there with all that it needs."}
	ErrNoToken     = &Fault{"no permission", "The health record did not give the permission to read. Start again; if it happens once more, ask those who keep it to look at the registration of Rapport."}
	ErrUnknown     = &Fault{"client id not known", "The health record does not know Rapport by this client id and return address. Ask those who keep it to compare both with Settings; ids for tests and for daily use are different ones."}
	ErrUnsigned    = &Fault{"refused, 401", "The health record does not accept the sign-in any more. Start again and sign in once more."}
	ErrForbidden   = &Fault{"refused, 403", "The health record does not let this account read that through Rapport. Ask those who keep it for the right to read patients, visits and related persons."}
	ErrNotThere    = &Fault{"not found", "The health record has nothing at the address that was asked for. Check the address under Settings, or look for the patient by number."}
	ErrSlow        = &Fault{"no answer within 20 seconds", "The health record did not answer within 20 seconds. Try again later; the case is as it was."}
	ErrUnreached   = &Fault{"not reached", "The health record could not be reached. Look whether this computer is connected to the hospital's network, then try again."}
	ErrCertificate = &Fault{"certificate not trusted", "The certificate of the health record is not trusted by this computer, so nothing was sent. Whoever looks after this computer can install the hospital's certificate; Rapport has no way around it."}
	ErrElsewhere   = &Fault{"led to another host", "The health record led to another server, and Rapport does not follow. Ask those who keep it for the address that answers by itself."}
	ErrTooMuch     = &Fault{"more than 5 MB", "The health record sent more than 5 MB, which is more than the facts of one patient take. Nothing of it was used."}
	ErrBroken      = &Fault{"an answer that cannot be read", "The health record sent something that cannot be read. Try again; if it happens once more, tell those who keep it."}
	ErrOther       = &Fault{"an answer about somebody else", "The health record answered with another patient than the one asked for. Nothing of it was used; tell those who keep it."}
	ErrAskMore     = &Fault{"too little to search with", "Give the record number, or the family name and the date of birth."}
)

// busy is the answer to too many questions; wait is what the server asks for, 0
// where it does not say.
func busy(wait time.Duration) *Fault {
	when := "in some minutes"
	switch seconds := int((wait + time.Second - 1) / time.Second); {
	case wait <= 0:
	case seconds < 90:
		when = "in " + plural(seconds, "second")
	case seconds < 90*60:
		when = "in " + plural((seconds+59)/60, "minute")
	default:
		when = "later in the day"
	}
	return &Fault{"busy, 429", "The health record has too many questions to answer just now. Try again " + when + "."}
}

func plural(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return strconv.Itoa(n) + " " + unit + "s"
}

// issueCodes are those of an OperationOutcome that say more than that it failed
// (FHIR R4, value set issue-type).
var issueCodes = map[string]string{
	"login": "the sign-in is not accepted", "expired": "the sign-in has run out", "forbidden": "it is not allowed", "suppressed": "it is not allowed",
	"not-found": "it is not there", "deleted": "it was deleted", "not-supported": "it cannot do this", "too-costly": "it asks for too much", "too-long": "it asks for too much",
	"invalid": "it did not understand the question", "required": "it needs more to search with", "value": "it did not understand the question",
	"business-rule": "a rule of the hospital forbids it", "conflict": "it is being changed", "lock-error": "it is being changed",
	"transient": "it is not ready", "throttled": "it has too much to do", "timeout": "it took too long", "exception": "it failed", "security": "it is not allowed",
}

// refusal is an OperationOutcome, of which the code alone is read: its texts may
// quote a name.
func refusal(body []byte, status int) *Fault {
	var outcome struct {
		Issue []struct{ Code string }
	}
	if json.Unmarshal(body, &outcome) == nil {
		for _, is := range outcome.Issue {
			if words, ok := issueCodes[is.Code]; ok {
				return &Fault{"refused, " + is.Code, "The health record did not answer the question: " + words + ". If it happens once more, tell those who keep it."}
			}
		}
	}
	return &Fault{fmt.Sprintf("refused, %d", status), fmt.Sprintf("The health record could not answer (%d). Try again later; if it happens once more, tell those who keep it.", status)}
}

// statusFault says what an answer with a status other than 200 means.
func statusFault(r *http.Response, body []byte) error {
	switch r.StatusCode {
	case http.StatusUnauthorized:
		return ErrUnsigned
	case http.StatusForbidden:
		return ErrForbidden
	case http.StatusNotFound, http.StatusGone:
		return ErrNotThere
	case http.StatusTooManyRequests:
		return busy(retryAfter(r.Header.Get("Retry-After"), time.Now()))
	}
	return refusal(body, r.StatusCode)
}

// retryAfter reads the header of that name: seconds or a date (RFC 9110 10.2.3).
func retryAfter(text string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(text); err == nil {
		return time.Duration(max(0, min(seconds, 86400))) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// troubled says what kept an answer from coming. The error of net/http names the
// whole address that was asked for, and so a patient: nothing of it is passed on.
func troubled(ctx context.Context, err error) error {
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var certificate *tls.CertificateVerificationError
	var timeout net.Error
	var own *Fault
	switch {
	case errors.As(err, &own):
		return own
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &unknown), errors.As(err, &host), errors.As(err, &invalid), errors.As(err, &certificate):
		return ErrCertificate
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return ErrSlow
	}
	return ErrUnreached
}
