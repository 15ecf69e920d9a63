package ehrlink

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// Wanted is what to look for where no patient was chosen at the sign-in.
type Wanted struct {
	MRN           string // the record number, or
	Family, Given string // the name, of which the given one may be missing, and
	Birth         string // the date of birth, YYYY-MM-DD
}

// Match is a patient who was found: the id on the server and the whole resource.
type Match struct {
	ID       string
	Resource []byte // JSON
}

// searchPage is how many answers are asked for at once.
const searchPage = "50"

// bundle is a page of a search, and a resource that is none.
type bundle struct {
	Type  string `json:"resourceType"`
	Entry []struct {
		Resource json.RawMessage `json:"resource"`
	} `json:"entry"`
	Link []struct {
		Relation string `json:"relation"`
		URL      string `json:"url"`
	} `json:"link"`
}

// known is what is looked at in a resource: whose it is.
type known struct {
	Type    string                     `json:"resourceType"`
	ID      string                     `json:"id"`
	Subject struct{ Reference string } `json:"subject"`
	Patient struct{ Reference string } `json:"patient"`
}

// Find searches for a patient, as staff may. more says that there are others.
func (l *Link) Find(ctx context.Context, w Wanted) (found []Match, more bool, err error) {
	q := url.Values{"_count": {"20"}}
	switch {
	case w.MRN != "":
		q.Set("identifier", escaped(w.MRN))
	case w.Family != "" && w.Birth != "":
		q.Set("family", escaped(w.Family))
		q.Set("birthdate", w.Birth)
		if w.Given != "" {
			q.Set("given", escaped(w.Given))
		}
	default:
		return nil, false, ErrAskMore
	}
	raws, more, err := l.search(ctx, ForSearch, "Patient", q, 1)
	for _, raw := range raws {
		var k known
		if json.Unmarshal(raw, &k) == nil && usableID(k.ID) {
			found = append(found, Match{k.ID, raw})
		}
	}
	return found, more, err
}

// escaped keeps the signs that part the values of a search (FHIR R4 3.1.1.4.0.1).
func escaped(value string) string {
	return strings.NewReplacer(`\`, `\\`, `,`, `\,`, `$`, `\$`, `|`, `\|`).Replace(value)
}

// usableID is a bound on ids that lie in an address (FHIR R4 allows 64 characters;
// servers are known that use more).
func usableID(id string) bool {
	return id != "" && len(id) <= 256 && id != "." && id != ".." && !strings.ContainsFunc(id, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-._~", r))
	})
}

// Found is what was read of one patient.
type Found struct {
	// Bundle is a FHIR Bundle of the type collection: the patient first, then visits and
	// related persons, as the server sent them.
	Bundle []byte
	// Missing are sentences about what could not be read beside the patient.
	Missing []string
}

// Read reads a patient, the visits since a day (YYYY-MM-DD) and the related
// persons. A patient who cannot be read is an error; visits and related persons
// that cannot are left out and told of.
func (l *Link) Read(ctx context.Context, patient, since string) (Found, error) {
	if !usableID(patient) {
		return Found{}, ErrBroken
	}
	var raw json.RawMessage
	if err := l.getJSON(ctx, ForPatient, l.under(nil, "Patient", patient), acceptFHIR, &raw); err != nil {
		return Found{}, err
	}
	var k known
	_ = json.Unmarshal(raw, &k) // a part of another shape costs that part
	switch {
	case k.Type == "OperationOutcome":
		return Found{}, refusal(raw, http.StatusOK)
	case k.Type != "Patient":
		return Found{}, ErrBroken
	case k.ID != "" && k.ID != patient:
		return Found{}, ErrOther
	}
	resources := []json.RawMessage{raw}
	var f Found
	for _, part := range []struct {
		what, kind string
		purpose    Purpose
		query      url.Values
	}{
		{"Visits", "Encounter", ForVisits, url.Values{"patient": {patient}, "date": {"ge" + since}, "_count": {searchPage}}},
		{"Related persons", "RelatedPerson", ForRelatives, url.Values{"patient": {patient}, "_count": {searchPage}}},
	} {
		all, more, err := l.search(ctx, part.purpose, part.kind, part.query, maxPages)
		if err := ended(ctx, err); err != nil {
			return Found{}, err
		}
		theirs, strange := of(patient, all)
		resources = append(resources, theirs...)
		var fault *Fault
		switch {
		case errors.As(err, &fault):
			f.Missing = append(f.Missing, part.what+" are not all here. "+fault.sentence)
		case err != nil:
			return Found{}, err
		case strange:
			f.Missing = append(f.Missing, part.what+" of somebody else came along and were left out.")
		case more:
			f.Missing = append(f.Missing, "There are more "+strings.ToLower(part.what)+" than the five pages that were read.")
		}
	}
	var err error
	f.Bundle, err = collection(resources)
	return f, err
}

// ended tells an end of the whole link from a part that could not be read.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if errors.Is(err, ErrTooMuch) {
		return err
	}
	return nil
}

// of keeps the resources that are the patient's, or do not say whose they are.
func of(patient string, all []json.RawMessage) (theirs []json.RawMessage, strange bool) {
	for _, raw := range all {
		var k known
		_ = json.Unmarshal(raw, &k) // as above
		whose, _, _ := strings.Cut(k.Subject.Reference+k.Patient.Reference, "/_history/")
		if whose != "" && whose[strings.LastIndex(whose, "/")+1:] != patient {
			strange = true
			continue
		}
		theirs = append(theirs, raw)
	}
	return theirs, strange
}

// search reads the pages of a search and keeps the resources of the kind; what was
// read before a fault stays.
func (l *Link) search(ctx context.Context, purpose Purpose, kind string, q url.Values, pages int) (all []json.RawMessage, more bool, err error) {
	at := l.under(q, kind)
	for range pages {
		var raw json.RawMessage
		if err := l.getJSON(ctx, purpose, at, acceptFHIR, &raw); err != nil {
			return all, false, err
		}
		var b bundle
		_ = json.Unmarshal(raw, &b) // as above
		switch b.Type {
		case "Bundle":
		case "OperationOutcome":
			return all, false, refusal(raw, http.StatusOK)
		default:
			return all, false, ErrBroken
		}
		for _, e := range b.Entry {
			var k known
			_ = json.Unmarshal(e.Resource, &k) // as above
			if k.Type == kind {
				all = append(all, e.Resource)
			}
		}
		next := ""
		for _, link := range b.Link {
			if link.Relation == "next" {
				next = link.URL
			}
		}
		if next == "" {
			return all, false, nil
		}
		to, err := at.Parse(next)
		if err != nil || !sameHost(to, l.base) {
			return all, false, ErrElsewhere
		}
		at = to
	}
	return all, true, nil
}

// collection packs the resources as one bundle.
func collection(resources []json.RawMessage) ([]byte, error) {
	type entry struct {
		Resource json.RawMessage `json:"resource"`
	}
	whole := struct {
		Type    string  `json:"resourceType"`
		Kind    string  `json:"type"`
		Entries []entry `json:"entry"`
	}{Type: "Bundle", Kind: "collection"}
	for _, r := range resources {
		whole.Entries = append(whole.Entries, entry{r})
	}
	raw, err := json.Marshal(whole)
	if err != nil {
		return nil, ErrBroken
	}
	return raw, nil
}
