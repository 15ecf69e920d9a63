// Package pdf writes page documents as PDF files. It is the only package that
// knows gofpdf, which draws what the page model says and decides nothing.
//
// The same document gives the same bytes, on every machine and in every
// process: an issued letter is stored with its digest and can be made again.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/jung-kurt/gofpdf"

	"rapport/reports/page"
)

// producer is the program that the file names; it has no version, so that an
// update does not change the bytes of a letter.
const producer = "Rapport"

// Write returns doc as a PDF file. The metadata is its title and date alone: an
// author or a subject could tell a stranger what the file is about.
//
// It fails when there is no page or when an item lies nowhere (a coordinate
// that is not a number). Text is passed through [page.Clean] once more, because
// gofpdf panics on some characters.
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
	for _, sheet := range doc.Pages {
		p.pdf.AddPage()
		for _, item := range sheet.Items {
			if err := p.paint(item); err != nil {
				return nil, fmt.Errorf("writing the PDF, page %d: %w", p.pdf.PageNo(), err)
			}
		}
	}
	var out bytes.Buffer
	if err := p.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("writing the PDF: %w", err)
	}
	return out.Bytes(), nil
}

// newPainter prepares an empty file with the faces that doc uses.
func newPainter(doc *page.Document) *painter {
	file := gofpdf.NewCustom(&gofpdf.InitType{
		UnitStr: "pt",
		Size:    gofpdf.SizeType{Wd: doc.Size.W, Ht: doc.Size.H},
	})
	file.SetAutoPageBreak(false, 0)
	file.SetCatalogSort(true) // without it, maps decide the order of objects
	file.SetCreationDate(doc.Created.UTC())
	file.SetModificationDate(doc.Created.UTC())
	file.SetProducer(producer, false)
	title, _ := page.Clean(doc.Title) // a title is ours, not typed
	file.SetTitle(title, true)
	for _, face := range usedFaces(doc) {
		// gofpdf writes into the bytes it is given: each file gets its own copy.
		file.AddUTF8FontFromBytes(face.Name(), "", bytes.Clone(face.Data()))
	}
	return &painter{pdf: file}
}

// usedFaces lists the faces of doc's text in their own order.
func usedFaces(doc *page.Document) []page.Face {
	var used []page.Face
	for _, sheet := range doc.Pages {
		for _, item := range sheet.Items {
			if t, ok := item.(page.Text); ok && !slices.Contains(used, t.Face) {
				used = append(used, t.Face)
			}
		}
	}
	slices.Sort(used)
	return used
}
