package ehr

import (
	"bytes"
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
)

// readFHIR reads FHIR as JSON: one resource, a Bundle of any type, several of these
// one after another (NDJSON) or in a list. It takes R4 and what of STU3 and R5 is
// shaped otherwise.
func readFHIR(ctx context.Context, raw []byte, l *limits) (Reading, error) {
	doc := newFHIR(l)
	if err := doc.add(ctx, raw); err != nil {
		return Reading{}, err
	}
	if doc.resources == 0 {
		return Reading{}, refusef("This file is JSON, but no FHIR record: nothing in it says what it is (resourceType). Ask for the patient as FHIR JSON.")
	}
	return doc.read(ctx)
}

func newFHIR(l *limits) *fhirFile { return &fhirFile{l: l, byRef: map[string]*record{}} }

// add finds the resources of a file.
func (f *fhirFile) add(ctx context.Context, raw []byte) error {
	values, err := valuesOf(f.l.utf8Text(raw), f.l)
	if err != nil {
		return err
	}
	for _, v := range values {
		if err := f.collect(ctx, v, ""); err != nil {
			return err
		}
	}
	return nil
}

// record is one resource of the kinds that are read.
type record struct {
	kind string // Patient, Encounter
	id   string
	url  string // where the Bundle says it lives
	obj  object
	used bool // an organization or a practitioner that a visit names
	// contained are the resources that live within this one or beside it in another,
	// by their id.
	contained map[string]*record
}

type fhirFile struct {
	l         *limits
	resources int // of any kind
	records   []*record
	known     int // records of patients among them
	byRef     map[string]*record
	out       Reading
	patients  []*record // in the order of out.Patients
	strangers int       // visits and relatives of a patient who is not in the file
}

// wanted are the kinds of resources that are read; all others are passed over.
var wanted = []string{"Patient", "Encounter", "RelatedPerson", "Practitioner", "PractitionerRole", "Organization", "Location", "Account"}

// resourceName is how FHIR names its kinds of resources.
var resourceName = regexp.MustCompile(`^[A-Z][A-Za-z]{2,40}$`)

// collect finds the resources in a value, in whatever it is wrapped.
func (f *fhirFile) collect(ctx context.Context, v value, url string) error {
	if err := stop(ctx); err != nil {
		return err
	}
	if v.kind() == '[' {
		for item := range v.each() {
			if err := f.collect(ctx, item, ""); err != nil {
				return err
			}
		}
		return nil
	}
	obj := f.l.object(v)
	kind := obj["resourceType"].str()
	switch {
	case !resourceName.MatchString(kind):
		return nil
	case kind == "Bundle":
		f.resources++
		return f.entries(ctx, obj["entry"])
	case kind == "Parameters":
		f.resources++
		return f.entries(ctx, obj["parameter"])
	}
	f.resources++
	f.note(kind, url, obj)
	if slices.Contains(wanted, kind) {
		if f.l.inZIP {
			// The file that it stands in is not kept until all of the ZIP is read.
			v = bytes.Clone(v)
			obj = f.l.object(v)
		}
		f.keep(&record{kind: kind, id: obj["id"].str(), url: url, obj: obj})
	}
	return nil
}

// entries goes through the entries of a Bundle or the parameters of a call.
func (f *fhirFile) entries(ctx context.Context, list value) error {
	for item := range list.each() {
		if err := stop(ctx); err != nil {
			return err
		}
		entry := f.l.object(item)
		if !entry["part"].none() {
			if err := f.entries(ctx, entry["part"]); err != nil {
				return err
			}
		}
		if entry["resource"].kind() != '{' {
			continue
		}
		if err := f.collect(ctx, entry["resource"], entry["fullUrl"].str()); err != nil {
			return err
		}
	}
	return nil
}

// maxRecords is how many records of a file are held at once to find among them those
// that are taken and those that they refer to.
const maxRecords = 20 * MaxResources

// keep takes a record up, or lets the newer of two versions of one record stand.
func (f *fhirFile) keep(r *record) {
	if old := f.version(r); old != nil {
		f.l.remark("", "A record stands in the file in more than one version. The newest was taken.")
		if f.newer(r, old) {
			old.obj, old.contained = r.obj, nil
		}
		return
	}
	switch {
	case r.kind == "Patient" && f.known > MaxResources:
		return // the remark comes when they are taken
	case r.kind == "Patient":
		f.known++
	case len(f.records)-f.known == maxRecords:
		f.l.remark("", "The file holds more than %d records of visits, staff and places. Those after them were left out.", maxRecords)
		return
	}
	f.records = append(f.records, r)
	for _, key := range f.keysOf(r) {
		if f.byRef[key] == nil {
			f.byRef[key] = r
		}
	}
}

// version returns the record of which r is another version. The same id on two
// servers is not the same record.
func (f *fhirFile) version(r *record) *record {
	if r.id == "" {
		return nil
	}
	old := f.byRef[r.kind+"/"+r.id]
	if old == nil || old.kind != r.kind || old.id != r.id {
		return nil
	}
	if r.url != "" && old.url != "" && plainURL(r.url) != plainURL(old.url) {
		return nil
	}
	return old
}

func (f *fhirFile) newer(r, old *record) bool {
	a, b := f.l.object(r.obj["meta"]), f.l.object(old.obj["meta"])
	return cmp.Or(cmp.Compare(a["lastUpdated"].str(), b["lastUpdated"].str()), cmp.Compare(a["versionId"].rank(), b["versionId"].rank())) > 0
}

// keysOf are the references under which a record may be named.
func (f *fhirFile) keysOf(r *record) []string {
	var keys []string
	if r.url != "" {
		keys = append(keys, plainURL(r.url))
	}
	if r.id != "" {
		keys = append(keys, r.kind+"/"+r.id, "urn:uuid:"+r.id)
	}
	if r.kind == "Encounter" || r.kind == "Patient" {
		return keys
	}
	return append(keys, f.conditional(r)...)
}

// conditional are references by an identifier, which some makers write.
func (f *fhirFile) conditional(r *record) []string {
	var keys []string
	for _, item := range f.l.items(r.obj["identifier"]) {
		id := f.l.object(item)
		if v := id["value"].str(); v != "" {
			keys = append(keys, r.kind+"?identifier="+id["system"].str()+"|"+v)
		}
	}
	return keys
}

// plainURL is an address without the number of a version.
func plainURL(url string) string {
	url, _, _ = strings.Cut(url, "/_history/")
	return strings.TrimSuffix(url, "/")
}

// resolve returns the record that a reference within r means; nil where it is not in
// the file.
func (f *fhirFile) resolve(r *record, ref object) *record {
	to := plainURL(strings.TrimSpace(ref["reference"].str()))
	switch {
	case to == "":
		return nil
	case strings.HasPrefix(to, "#"):
		return f.inside(r)[to[1:]]
	case f.byRef[to] != nil:
		return f.byRef[to]
	}
	// The whole address of a record whose Bundle says no address for it.
	parts := strings.Split(to, "/")
	if len(parts) < 3 {
		return nil
	}
	found := f.byRef[strings.Join(parts[len(parts)-2:], "/")]
	if found != nil && found.url != "" && strings.Contains(found.url, "://") {
		return nil // lives elsewhere under the same id
	}
	return found
}

// inside returns the resources that are contained in r, by their id.
func (f *fhirFile) inside(r *record) map[string]*record {
	if r.contained != nil {
		return r.contained
	}
	r.contained = map[string]*record{}
	for _, item := range f.l.items(r.obj["contained"]) {
		obj := f.l.object(item)
		id := strings.TrimPrefix(obj["id"].str(), "#")
		r.contained[id] = &record{kind: obj["resourceType"].str(), id: id, obj: obj, contained: r.contained}
	}
	return r.contained
}

// all returns the records of one kind, in the order of the file.
func (f *fhirFile) all(kind string) []*record {
	var out []*record
	for _, r := range f.records {
		if r.kind == kind {
			out = append(out, r)
		}
	}
	return out
}

// read takes patients and relatives first, so that many visits do not crowd them out.
func (f *fhirFile) read(ctx context.Context) (Reading, error) {
	f.out = Reading{Format: FormatFHIR, Maker: f.out.Maker, Version: f.out.Version}
	for _, step := range []struct {
		kind string
		take func(*record)
	}{
		{"Patient", f.patient}, {"RelatedPerson", f.relatedPerson}, {"Encounter", f.visit}, {"Practitioner", f.practitioner},
	} {
		records := f.all(step.kind)
		if step.kind == "Encounter" {
			records = f.latest(records)
		}
		for _, r := range records {
			if err := stop(ctx); err != nil {
				return Reading{}, err
			}
			if r.used {
				continue // stands with a visit already
			}
			if !f.l.resource() {
				break
			}
			step.take(r)
		}
	}
	f.outcome()
	return f.out, nil
}

// latest keeps of more visits than may be taken those that began last.
func (f *fhirFile) latest(visits []*record) []*record {
	room := MaxResources - f.l.resources
	if len(visits) <= room {
		return visits
	}
	f.l.remark("encounters", "The file holds %d visits. Only the latest %d were read.", len(visits), room)
	keep := slices.Clone(visits)
	slices.SortStableFunc(keep, func(a, b *record) int { return cmp.Compare(f.start(b), f.start(a)) })
	keep = keep[:room]
	return slices.DeleteFunc(slices.Clone(visits), func(r *record) bool { return !slices.Contains(keep, r) })
}

// outcome says what can be done with the file, and why where it is no import.
func (f *fhirFile) outcome() {
	named, merged := false, false
	for _, p := range f.out.Patients {
		merged = merged || p.Merged
		named = named || !p.Merged && hasName(p.Name)
	}
	first := ""
	switch {
	case named:
		f.out.Outcome = OutcomeImport
	case merged:
		f.out.Outcome = OutcomeIncomplete
		first = "This record is no longer in use: it was merged into another one, or taken out of use. It is not imported. Open the record that goes on, and check the MRN of the case."
	case len(f.out.Patients) > 0:
		f.out.Outcome = OutcomeIncomplete
		first = "The record has no name, so nobody can be told by it. Ask for the patient's record with name and date of birth."
	case len(f.out.Visits)+len(f.out.Relatives)+len(f.out.Staff) > 0:
		f.out.Outcome = OutcomeNoPatient
		first = "The file holds no patient, only visits, relatives or staff. They can be taken into a case that is there already; check first that they belong to its patient."
	default:
		f.out.Outcome = OutcomeNoPatient
		first = "The file is FHIR, but holds nothing that Rapport takes: no patient, no visit, no relative. Ask for the patient's registration (Patient)."
	}
	if first != "" {
		f.out.Remarks = append([]Remark{{Sentence: first}}, f.out.Remarks...)
	}
	if merged && named {
		f.l.remark("", "The file also holds a record that is no longer in use. It is not imported.")
	}
	if f.strangers > 0 && len(f.out.Patients) > 0 {
		f.l.remark("", "Some visits or relatives in the file belong to a patient whose record is not in it.")
	}
}

// makers are known by the addresses that their records carry.
var makers = []struct{ mark, name string }{
	{"urn:oid:1.2.840.114350.", "Epic"}, {"open.epic.com", "Epic"}, {"/api/fhir/r4/", "Epic"},
	{".cerner.com", "Oracle Health (Cerner)"}, {".sandboxcerner.com", "Oracle Health (Cerner)"}, {"urn:oid:2.16.840.1.113883.3.13.", "Oracle Health (Cerner)"},
	{"meditech", "MEDITECH"}, {"synthetichealth", "Synthea"}, {"athenahealth", "athenahealth"}, {"eclinicalworks", "eClinicalWorks"},
	{"nextgen.com", "NextGen"}, {"allscripts", "Allscripts"}, {"veradigm", "Veradigm"}, {"smarthealthit", "SMART Health IT"},
}

// note sees who made the file and which version of FHIR it is.
func (f *fhirFile) note(kind, url string, obj object) {
	if f.out.Maker == "" && (kind == "Patient" || kind == "Encounter") {
		f.out.Maker = f.maker(url, obj)
	}
	if kind == "Encounter" && (!obj["actualPeriod"].none() || obj["class"].kind() == '[') {
		f.out.Version = "R5"
	}
}

func (f *fhirFile) maker(url string, obj object) string {
	var words strings.Builder
	words.WriteString(url + " " + f.l.object(obj["meta"])["source"].str())
	for _, key := range []string{"identifier", "extension"} {
		for _, item := range f.l.items(obj[key]) {
			o := f.l.object(item)
			words.WriteString(" " + o["system"].str() + " " + o["url"].str())
			for _, c := range f.l.items(f.l.object(o["type"])["coding"]) {
				words.WriteString(" " + f.l.object(c)["system"].str())
			}
		}
	}
	all := strings.ToLower(words.String())
	for _, m := range makers {
		if strings.Contains(all, m.mark) {
			return m.name
		}
	}
	return ""
}
