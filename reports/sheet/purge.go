package sheet

import (
	"fmt"
	"strconv"
	"time"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/pdf"
)

// Purge makes the certificate of a purge, to be printed and signed: which case,
// by which rule, who asked for it and who confirmed it, what was removed, and
// which backups, and which folders that restores put aside, hold it still. It
// names no patient.
func Purge(s data.Settings, c data.PurgeCertificate, now time.Time) ([]byte, error) {
	doc := page.NewDocument(page.Letter, "en-US", "Certificate of destruction", now)
	doc.Author = s.Facility
	f := page.NewFlow(doc, page.LetterStyles(11), page.Frame{Left: 72, Right: 540, Top: 72, Bottom: 720})
	f.Heading(1, "Certificate of destruction, case "+c.Number)
	f.Para(s.Facility + ", " + s.Office + ". Printed on " + data.DateOf(now, s.Zone()).Long() + ".")
	f.Para("The words of this case were removed from the case file: from its tables, its search index, its drafts and the details of its history. Its number, its kind, its dates and the counts of its month stay; the number is never used again.")
	f.Table(page.Table{Columns: []page.Column{{Head: "Fact"}, {Head: "As the case file has it"}}, Rows: [][]string{
		{"Case", c.Number + ", " + c.Kind.String()},
		{"Received", c.ReceivedOn.Long()},
		{"Closed", c.ClosedOn.Long()},
		{"Kept by", c.Because},
		{"Asked for by", c.Request.AskedBy + ", " + c.Request.AskedOn.Long()},
		{"Reason", c.Request.Reason},
		{"Confirmed by", c.Request.ConfirmedBy + ", " + c.At.In(s.Zone()).Format("January 2, 2006 at 3:04 pm")},
	}})
	f.Heading(2, "What was removed")
	var rows [][]string
	for _, r := range c.Removed {
		rows = append(rows, []string{r.What, strconv.Itoa(r.Count)})
	}
	f.Table(page.Table{Columns: []page.Column{{Head: "What"}, {Head: "How many"}}, Rows: rows})
	f.Para("Digest of what was removed (HMAC-SHA-256 under the key of the case file):")
	f.Para(c.Digest[:len(c.Digest)/2] + " " + c.Digest[len(c.Digest)/2:])
	f.Heading(2, "Copies that hold it still")
	if len(c.Backups)+len(c.Replaced) == 0 {
		f.Para("None that the case file knows of. Copies that were taken elsewhere are not listed here.")
	} else {
		f.Para("Remove these folders to finish the destruction. Copies that were taken elsewhere are not listed here.")
		for _, name := range c.Backups {
			f.Para("Backup: " + name)
		}
		for _, name := range c.Replaced {
			f.Para("Put aside by a restore, in the folder of the case file: " + name)
		}
	}
	f.Heading(2, "Signed")
	f.Table(page.Table{Columns: []page.Column{{Head: "Name"}, {Head: "Signature"}, {Head: "Date"}}, Rows: [][]string{
		{c.Request.AskedBy, "", ""}, {c.Request.ConfirmedBy, "", ""},
	}})
	if p := f.Problems(); len(p) > 0 {
		return nil, fmt.Errorf("composing the certificate: %d characters cannot be printed", len(p))
	}
	f.Finish(func(*page.Sheet) {})
	return pdf.Write(doc)
}
