package officetest

import (
	"os/exec"
	"testing"

	"rapport/reports/page"
)

// PageText is the text of a document in the order in which it is painted, as
// one line.
func PageText(doc *page.Document) string {
	var words []string
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			if text, ok := item.(page.Text); ok {
				words = append(words, text.String)
			}
		}
	}
	return oneLine(words)
}

// PDFTool is what a program of poppler says about a file of PDF, as one line.
func PDFTool(t testing.TB, program, path string, options ...string) string {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skip(program + " is not installed")
	}
	args := append(options, path)
	if program == "pdftotext" {
		args = append(args, "-")
	}
	out, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
	return oneLine([]string{string(out)})
}
