package data

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

func TestSettingsOfBeforeMeanANumberTenEnvelopeAndUSLetter(t *testing.T) {
	var s Settings
	if err := json.Unmarshal([]byte(`{"facility":"Harbor Valley Medical Center"}`), &s); err != nil {
		t.Fatal(err)
	}
	if paper, envelope := s.Sheet(); paper != USLetter || envelope != Ten {
		t.Errorf("they mean %s and %s", paper, envelope)
	}
	for _, row := range []struct {
		s        Settings
		paper    PaperSize
		envelope Envelope
	}{
		{Settings{Paper: A4}, A4, DL}, {Settings{Envelope: DIN5008B}, A4, DIN5008B}, {Settings{Envelope: DL}, A4, DL},
		{Settings{Envelope: DoubleNine}, USLetter, DoubleNine}, {Settings{Paper: A4, Envelope: Ten}, A4, Ten},
	} {
		if paper, envelope := row.s.Sheet(); paper != row.paper || envelope != row.envelope {
			t.Errorf("%+v: %s and %s", row, paper, envelope)
		}
		if refusal := row.envelope.Refuses(row.paper); refusal != "" {
			t.Errorf("what fits by itself is refused: %s", refusal)
		}
	}
}

func TestAnEnvelopeThatASheetDoesNotFitIsRefused(t *testing.T) {
	refused := map[Envelope]PaperSize{DIN5008B: USLetter, DoubleNine: A4}
	for _, e := range Envelopes {
		for _, p := range PaperSizes {
			if sentence := e.Value.Refuses(p.Value); (sentence != "") != (refused[e.Value] == p.Value) {
				t.Errorf("%s in %s: %q", p.Value, e.Value, sentence)
			}
		}
	}
	s := testSettings()
	s.Paper, s.Envelope = A4, DoubleNine
	wantGap(t, s.Validate(), "envelope.paper", false)
}

func TestPaperEnvelopeAndPrintersAreChecked(t *testing.T) {
	good := testSettings()
	good.Paper, good.Envelope, good.Printer = A4, DIN5008B, "front_desk"
	good.Printers = []PrinterSetup{{"front_desk", 1.5, -10}, {"ward", 0, 2}}
	wantNone(t, good.Validate())
	for code, spoil := range map[string]func(*Settings){
		"paper":          func(s *Settings) { s.Paper = "legal" },
		"envelope":       func(s *Settings) { s.Envelope = "c4" },
		"printer.offset": func(s *Settings) { s.Printers = []PrinterSetup{{"a", 0, 10.5}} },
		"printer.name":   func(s *Settings) { s.Printers = []PrinterSetup{{"a", 1, 1}, {"a", 2, 2}} },
		"printers.many":  func(s *Settings) { s.Printers = make([]PrinterSetup, maxPrinters+1) },
		"printer.long":   func(s *Settings) { s.Printer = strings.Repeat("p", maxLine+1) },
		"sender.long":    func(s *Settings) { s.Sender = strings.Repeat("p", maxLine+1) },
	} {
		s := good
		spoil(&s)
		wantGap(t, s.Validate(), code, false)
	}
	s := good
	s.Printers = []PrinterSetup{{"a", math.NaN(), 0}}
	wantGap(t, s.Validate(), "printer.offset", false)
}

func TestTheSendersWindowTellsNobodyWhatCareSomebodyGets(t *testing.T) {
	s := testSettings()
	s.Envelope = DoubleNine
	wantNone(t, s.Validate())
	for _, name := range []string{"Lakeshore Behavioral Health", "Center for Mental Health", "The HIV clinic", "Harbor Oncology", "Saint Jude Cancer Institute"} {
		s.Facility, s.Sender = name, ""
		wantGap(t, s.Validate(), "sender.telling", false)
		s.Sender = "LBH, Inc."
		wantNone(t, s.Validate())
	}
	for _, name := range []string{"Hived Valley Hospital", "Saint Aidsworth"} {
		s.Facility, s.Sender = name, ""
		wantNone(t, s.Validate())
	}
	s.Facility, s.Envelope = "Lakeshore Behavioral Health", Ten
	wantNone(t, s.Validate())
}

func TestTheOffsetOfAPrinterIsKeptByItsName(t *testing.T) {
	s := Settings{}.WithPrinter(PrinterSetup{"front", 1, 2}).WithPrinter(PrinterSetup{"ward", 3, 4}).WithPrinter(PrinterSetup{"front", 5, 6})
	if got := s.PrinterNamed("front"); got.OffsetX != 5 || len(s.Printers) != 2 || s.Printer != "front" {
		t.Errorf("%+v", s)
	}
	if got := s.PrinterNamed("new"); got != (PrinterSetup{Name: "new"}) {
		t.Errorf("a printer that was never set up: %+v", got)
	}
	if s = s.WithPrinter(PrinterSetup{Name: "front"}); len(s.Printers) != 1 || s.Printer != "front" {
		t.Errorf("a printer without an offset needs no entry: %+v", s)
	}
}
