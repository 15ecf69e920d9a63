// Package pdf writes page documents as PDF files that read as well as they
// look: PDF 1.7, tagged as PDF/UA-1 asks and fit for the archive as PDF/A-2a
// asks.
//
// gofpdf, which this package alone knows, writes the pages and their shapes.
// Text, fonts, pictures and everything that gives a page its meaning are
// written here: the text as numbers of glyphs, each face as a font of the
// glyphs that are used, each item marked as a part of its element of the
// structure or as an artifact.
//
// The same document gives the same bytes, on every machine, in every process,
// alone or in a batch: an issued letter is stored with its digest and can be
// made again.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	"github.com/jung-kurt/gofpdf"

	"rapport/reports/page"
)

// producer is the program that the file names; it has no version, so that an
// update does not change the bytes of a letter.
const producer = "Rapport"

// Write returns doc as a PDF file. The metadata is its title and date alone: an
// author or a subject could tell a stranger what the file is about.
//
// It fails when there is no page, when an item lies nowhere (a coordinate that
// is not a number), when a character has no glyph in its face, or when a figure
// has no alternative text. Nothing is left out silently.
func Write(doc *page.Document) (file []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			// The fault is not quoted: it may hold the text that caused it.
			file, err = nil, fmt.Errorf("writing the PDF: internal fault (%T)", fault)
		}
	}()
	if len(doc.Pages) == 0 {
		return nil, errors.New("writing the PDF: the document has no pages")
	}
	p := newPainter(doc)
	for i, sheet := range doc.Pages {
		p.addPage()
		for _, item := range sheet.Items {
			if err := p.paint(item); err != nil {
				return nil, fmt.Errorf("writing the PDF, page %d: %w", i+1, err)
			}
		}
		p.closeMark()
	}
	raw := scratch.Get().(*bytes.Buffer)
	defer scratch.Put(raw)
	raw.Reset()
	if err := p.pdf.Output(raw); err != nil {
		return nil, fmt.Errorf("writing the PDF: %w", err)
	}
	contents, err := pageContents(raw.Bytes(), len(doc.Pages))
	if err == nil {
		file, err = p.finish(doc, contents)
	}
	if err != nil {
		return nil, fmt.Errorf("writing the PDF: %w", err)
	}
	return file, nil
}

// scratch are buffers for what gofpdf writes, of which nothing is kept.
var scratch = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// newPainter prepares an empty file for doc.
func newPainter(doc *page.Document) *painter {
	file := gofpdf.NewCustom(&gofpdf.InitType{
		UnitStr: "pt",
		Size:    gofpdf.SizeType{Wd: doc.Size.W, Ht: doc.Size.H},
	})
	file.SetAutoPageBreak(false, 0)
	file.SetCompression(false) // the pages are deflated when the file is finished
	return &painter{pdf: file, height: doc.Size.H, marks: marks{
		of: map[*page.Element][]mark{}, labels: map[*page.Element]string{},
	}}
}

// finish makes the file of the pages' contents and of what the painter noted.
func (p *painter) finish(doc *page.Document, contents [][]byte) ([]byte, error) {
	w := newWriter()
	root, tree, resources := w.reserve(), w.reserve(), w.reserve()
	pages := make([]int, len(contents))
	kids := []byte("<</Type/Pages/Kids[")
	size := appendNumber(append(appendNumber([]byte("[0 0 "), doc.Size.W), ' '), doc.Size.H)
	for i, content := range contents {
		pages[i] = w.add(fmt.Appendf(nil, "<</Type/Page/Parent %d 0 R/MediaBox%s]/Resources %d 0 R/Contents %d 0 R/StructParents %d/Tabs/S>>",
			tree, size, resources, w.addStream("", content), i))
		kids = fmt.Appendf(kids, "%d 0 R ", pages[i])
	}
	w.set(tree, fmt.Appendf(kids, "]/Count %d>>", len(pages)))
	if err := p.resources(w, resources); err != nil {
		return nil, err
	}
	tags := structure{w: w, marks: p.marks, pages: pages, height: doc.Size.H}
	head, err := tags.write(doc.Root)
	if err != nil {
		return nil, err
	}
	title, _ := page.Clean(doc.Title) // a title is ours, not typed
	metadata := w.addPlain("/Type/Metadata/Subtype/XML", xmp(title, doc.Lang, doc.Created))
	profile := w.addDeflated("/N 3", colorProfile())
	catalog := fmt.Appendf(nil, "<</Type/Catalog/Pages %d 0 R/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R", tree, head, metadata)
	catalog = appendText(append(catalog, "/Lang"...), doc.Lang)
	catalog = fmt.Appendf(catalog, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/RegistryName(http://www.color.org)/DestOutputProfile %d 0 R>>]>>", profile)
	w.set(root, catalog)
	return w.bytes(root, w.add(info(title, doc.Created))), nil
}

// resources are the fonts and pictures by the names that the pages use.
func (p *painter) resources(w *writer, n int) error {
	out := []byte("<</Font<<")
	for _, f := range p.fonts {
		object, err := f.write(w)
		if err != nil {
			return err
		}
		out = fmt.Appendf(out, "/%s %d 0 R", f.name, object)
	}
	out = append(out, ">>/XObject<<"...)
	for i, picture := range p.images {
		out = fmt.Appendf(out, "/I%d %d 0 R", i+1, picture.write(w))
	}
	w.set(n, append(out, ">>>>"...))
	return nil
}
