package data

import "testing"

func TestAHealthRecordIsReachedOverHTTPSAlone(t *testing.T) {
	for text, ok := range map[string]bool{
		"https://fhir.example.org/r4": true, "https://fhir.example.org:8443/r4/": true, "https://[::1]/r4": true,
		"http://fhir.example.org/r4": false, "http://127.0.0.1/r4": false, "fhir.example.org": false, "https://": false, "https:///r4": false, "https://:443/r4": false,
		"https://user@fhir.example.org": false, "https://fhir.example.org/r4?x": false, "https://fhir.example.org/r4?": false, "https://fhir.example.org/r4#": false,
		"https://fhir.example.org/ r4": false, "file:///etc/passwd": false, "javascript:alert(1)": false, "https:fhir": false,
	} {
		if err := CheckBaseURL(text); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestTheLinkIsReadyOnlyWithEverything(t *testing.T) {
	whole := RecordLink{Network: true, BaseURL: "https://fhir.example.org", ClientID: "x"}
	if !whole.Ready() {
		t.Error("with everything it is not ready")
	}
	for name, take := range map[string]func(*RecordLink){
		"the switch": func(l *RecordLink) { l.Network = false }, "the address": func(l *RecordLink) { l.BaseURL = "" }, "the client id": func(l *RecordLink) { l.ClientID = "" },
	} {
		l := whole
		take(&l)
		if l.Ready() {
			t.Errorf("without %s it is ready", name)
		}
	}
}

func TestTheLinkIsCheckedWithTheSettings(t *testing.T) {
	for name, bad := range map[string]RecordLink{
		"open line": {BaseURL: "http://fhir.example.org"}, "a blank in the client id": {ClientID: "a b"}, "a low port": {Ports: []int{80}},
		"four ports": {Ports: []int{8491, 8492, 8493, 8494}}, "the same port twice": {Ports: []int{8491, 8491}},
	} {
		set := DefaultSettings()
		before := len(set.Validate())
		set.RecordLink = bad
		if len(set.Validate()) == before {
			t.Errorf("%s is taken", name)
		}
	}
}
