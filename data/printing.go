package data

import (
	"fmt"
	"strings"
	"unicode"
)

// PrinterSetup says how far a printer misses the place: what it prints stands
// that many millimetres too far left and too high, so that the pages are moved
// by as much to the right and down before they are printed.
type PrinterSetup struct {
	Name    string  `json:"name"`     // as the operating system names it
	OffsetX float64 `json:"offset_x"` // moves the print to the right
	OffsetY float64 `json:"offset_y"` // moves the print down
}

// MaxPrinterOffset is how far the print may be moved, in millimetres. A printer
// that misses by more has its paper tray or its paper size set wrong.
const MaxPrinterOffset = 10.0

// maxPrinters is how many printers are kept with their offsets.
const maxPrinters = 50

// Sheet is the paper and the envelope of the office's letters: #10 and US Letter
// where nothing was chosen, DL where only A4 was.
func (s Settings) Sheet() (PaperSize, Envelope) {
	paper, envelope := s.Paper, s.Envelope
	if paper == "" {
		paper = USLetter
		if envelope == DIN5008B || envelope == DL {
			paper = A4
		}
	}
	if envelope == "" {
		envelope = Ten
		if paper == A4 {
			envelope = DL
		}
	}
	return paper, envelope
}

// PrinterNamed is the setup of a printer; one that was never set up has no offset.
func (s Settings) PrinterNamed(name string) PrinterSetup {
	for _, p := range s.Printers {
		if p.Name == name {
			return p
		}
	}
	return PrinterSetup{Name: name}
}

// WithPrinter returns the settings with the setup of one printer, which is also
// the one chosen.
func (s Settings) WithPrinter(setup PrinterSetup) Settings {
	moved := setup.Name != "" && (setup.OffsetX != 0 || setup.OffsetY != 0)
	var all []PrinterSetup
	for _, p := range s.Printers {
		switch {
		case p.Name != setup.Name:
			all = append(all, p)
		case moved:
			all, moved = append(all, setup), false
		}
	}
	if moved {
		all = append(all, setup)
	}
	s.Printers, s.Printer = all, setup.Name
	return s
}

// SenderName is the name that shows in the sender's window of an envelope.
func (s Settings) SenderName() string {
	if !blank(s.Sender) {
		return s.Sender
	}
	return s.Facility
}

func (s Settings) validatePaper(m *Missing) {
	paper, envelope := s.Sheet()
	m.add(!Known(PaperSizes, paper), "paper", "paper", "Choose the paper of the letters from the list.")
	m.add(!Known(Envelopes, envelope), "envelope", "envelope", "Choose the envelope of the letters from the list.")
	if refusal := envelope.Refuses(paper); refusal != "" {
		m.add(true, "envelope.paper", "envelope", refusal)
	}
	m.checkText(s.Sender, maxLine, "sender", "The name of the sender")
	if word := telling(s.SenderName()); word != "" && envelope == DoubleNine {
		m.add(true, "sender.telling", "sender", fmt.Sprintf("The name in the sender's window says %q, which tells strangers what care somebody gets; write a neutral name, such as initials.", word))
	}
	m.checkText(s.Printer, maxLine, "printer", "The name of the printer")
	m.add(len(s.Printers) > maxPrinters, "printers.many", "printer", fmt.Sprintf("More than %d printers are set up; take those away that are gone.", maxPrinters))
	seen := map[string]bool{}
	for i, p := range s.Printers {
		field := fmt.Sprintf("printers.%d", i)
		m.checkText(p.Name, maxLine, field, "The name of a printer")
		m.add(blank(p.Name) || seen[p.Name], "printer.name", field, "A printer is listed twice or has no name; remove one.")
		m.add(!withinOffset(p.OffsetX) || !withinOffset(p.OffsetY), "printer.offset", field,
			fmt.Sprintf("The print can be moved by up to %.0f mm; a printer that is further off has its tray or its paper size set wrong.", MaxPrinterOffset))
		seen[p.Name] = true
	}
}

// withinOffset is false for what is no number, too.
func withinOffset(mm float64) bool { return mm >= -MaxPrinterOffset && mm <= MaxPrinterOffset }

// tellingWords are words in the name of a sender from which a stranger learns
// what care somebody gets (domain 6.1: no department in a window).
var tellingWords = []string{"behavioral", "behavioural", "psychiatr", "mental", "addiction", "substance", "detox", "hiv", "aids", "oncolog", "cancer",
	"hospice", "palliative", "fertility", "reproductive", "abortion", "sexual", "std", "dialysis", "transplant"}

// telling is the word of a name that tells what care somebody gets, "" for none.
func telling(name string) string {
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }) {
		for _, t := range tellingWords {
			lower := strings.ToLower(word)
			if lower == t || len(t) > 5 && strings.HasPrefix(lower, t) {
				return word
			}
		}
	}
	return ""
}
