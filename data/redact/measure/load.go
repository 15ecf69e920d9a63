package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"rapport/data/redact"
)

// set is a collection of marked texts.
type set struct {
	name, language string
	texts          []marked
}

// marked is a text with what somebody marked in it.
type marked struct {
	text  string
	marks []mark
}

// mark is a stretch of a text that somebody marked.
type mark struct {
	from, to int // bytes
	kind     redact.Kind
	label    string
	said     string // as it stood before it was rewritten
	counts   bool   // it must be hidden: countries, years and ages under 90 may stay
}

func load(dir string) ([]set, error) {
	var all []set
	for _, source := range []struct {
		name, language string
		read           func(string) ([]marked, error)
		at             string
	}{
		{"presidio_synth", "English with names of many countries", readPresidio, "presidio_synth.json"},
		{"meddocan", "Spanish", readFolder, "meddocan"},
		{"nedap", "Dutch", readFolder, "nedap"},
		{"discharge_notes", "English", readNotes, "discharge_notes.jsonl"},
	} {
		texts, err := source.read(filepath.Join(dir, source.at))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", source.at, err)
		}
		all = append(all, set{source.name, source.language, texts})
	}
	return all, nil
}

// labels say which kind a label of the collections is; those that are not here need
// not be hidden (45 CFR 164.514(b)(2)(i)): what somebody is by trade, sex, nation or
// kinship, the name of a company or a hospital.
var labels = map[string]redact.Kind{
	"PERSON": redact.Name, "STREET_ADDRESS": redact.Place, "GPE": redact.Place, "ZIP_CODE": redact.Place, "DATE_TIME": redact.Day, "AGE": redact.Age, "EMAIL_ADDRESS": redact.Email,
	"PHONE_NUMBER": redact.Phone, "CREDIT_CARD": redact.Account, "IBAN_CODE": redact.Account, "US_SSN": redact.SSN, "US_DRIVER_LICENSE": redact.License, "DOMAIN_NAME": redact.URL, "IP_ADDRESS": redact.IP,

	"NOMBRE_SUJETO_ASISTENCIA": redact.Name, "NOMBRE_PERSONAL_SANITARIO": redact.Name, "CALLE": redact.Place, "TERRITORIO": redact.Place, "PAIS": redact.Place, "FECHAS": redact.Day,
	"EDAD_SUJETO_ASISTENCIA": redact.Age, "CORREO_ELECTRONICO": redact.Email, "NUMERO_TELEFONO": redact.Phone, "NUMERO_FAX": redact.Fax, "ID_SUJETO_ASISTENCIA": redact.MRN,
	"ID_ASEGURAMIENTO": redact.HealthPlan, "ID_TITULACION_PERSONAL_SANITARIO": redact.License, "ID_CONTACTO_ASISTENCIAL": redact.Account, "URL_WEB": redact.URL, "DIREC_PROT_INTERNET": redact.IP,
	"IDENTIF_VEHICULOS_NRSERIE_PLACAS": redact.Vehicle, "IDENTIF_DISPOSITIVOS_NRSERIE": redact.Device, "IDENTIF_BIOMETRICOS": redact.Biometric, "OTRO_NUMERO_IDENTIF": redact.Other,

	"Name": redact.Name, "Initials": redact.Name, "Email": redact.Email, "Date": redact.Day, "Address": redact.Place, "Phone_fax": redact.Phone, "URL_IP": redact.URL, "ID": redact.MRN, "SSN": redact.SSN, "Age": redact.Age,

	"NAME": redact.Name, "DATE": redact.Day, "PHONE": redact.Phone, "EMAIL": redact.Email, "LOCATION": redact.Place,
}

// newMark makes a mark of what a collection says, or leaves it out of the count.
func newMark(text string, from, to int, label string) mark {
	kind, ok := labels[label]
	m := mark{from: from, to: to, kind: kind, label: label, counts: ok}
	said := strings.TrimSpace(text[from:to])
	switch {
	case !ok:
	case kind == redact.Day:
		m.counts = !onlyYear(said)
	case kind == redact.Age:
		n, err := strconv.Atoi(strings.Fields(said + " x")[0])
		m.counts = err == nil && n > 89
	case label == "GPE" || label == "PAIS" || label == "LOCATION":
		m.counts = !countries[strings.ToLower(said)]
	case label == "ID_SUJETO_ASISTENCIA", label == "ID":
		m.counts = strings.ContainsAny(said, "0123456789")
	}
	return m
}

func onlyYear(said string) bool {
	n, err := strconv.Atoi(said)
	return err == nil && n > 1000 && n < 3000
}

func readPresidio(path string) ([]marked, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var items []struct {
		Text  string `json:"full_text"`
		Spans []struct {
			Type  string `json:"entity_type"`
			Start int    `json:"start_position"`
			End   int    `json:"end_position"`
		} `json:"spans"`
	}
	if err := json.Unmarshal(raw, &items); err != nil {
		return nil, err
	}
	var all []marked
	for _, i := range items {
		t := marked{text: i.Text}
		at := runeOffsets(i.Text)
		for _, s := range i.Spans {
			if s.Start >= 0 && s.End < len(at) && s.Start < s.End {
				t.marks = append(t.marks, newMark(i.Text, at[s.Start], at[s.End], s.Type))
			}
		}
		all = append(all, t)
	}
	return all, nil
}

// runeOffsets are the bytes at which the characters of a text begin, and its end.
func runeOffsets(text string) []int {
	var at []int
	for i := range text {
		at = append(at, i)
	}
	return append(at, len(text))
}

// readFolder reads texts with marks in the format of BRAT: T1, label and characters,
// words, apart by tabs.
func readFolder(dir string) ([]marked, error) {
	if _, err := os.Stat(dir); err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	var all []marked
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		notes, err := os.ReadFile(strings.TrimSuffix(file, ".txt") + ".ann")
		if err != nil {
			return nil, err
		}
		all = append(all, marked{string(text), bratMarks(string(text), string(notes))})
	}
	return all, nil
}

func bratMarks(text, notes string) []mark {
	var all []mark
	at := runeOffsets(text)
	for line := range strings.Lines(notes) {
		if !strings.HasPrefix(line, "T") {
			continue
		}
		_, rest, _ := strings.Cut(strings.ReplaceAll(line, "\t", " "), " ")
		parts := strings.Fields(strings.ReplaceAll(rest, ";", " "))
		if len(parts) < 3 {
			continue
		}
		from, errFrom := strconv.Atoi(parts[1])
		to, errTo := strconv.Atoi(parts[2])
		if errFrom == nil && errTo == nil && from >= 0 && from < to && to < len(at) {
			all = append(all, newMark(text, at[from], at[to], parts[0]))
		}
	}
	return all
}

// readNotes reads texts with their marks, one a line.
func readNotes(path string) ([]marked, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var all []marked
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		var item struct {
			Text     string `json:"text"`
			Metadata struct {
				Text  string `json:"original_text"`
				Spans []struct {
					Start int    `json:"start"`
					End   int    `json:"end"`
					Tag   string `json:"tag"`
					Label string `json:"label"`
				} `json:"original_spans"`
			} `json:"metadata"`
		}
		if err := json.Unmarshal(lines.Bytes(), &item); err != nil {
			return nil, err
		}
		text := item.Metadata.Text
		if text == "" {
			text = item.Text
		}
		t, at := marked{text: text}, runeOffsets(text)
		for _, s := range item.Metadata.Spans {
			if s.Start >= 0 && s.Start < s.End && s.End < len(at) {
				t.marks = append(t.marks, newMark(text, at[s.Start], at[s.End], s.Tag+s.Label))
			}
		}
		all = append(all, t)
	}
	return all, lines.Err()
}
