package pdf

import (
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// errUnread says that a file cannot be read back; it must not go out.
var errUnread = errors.New("the file cannot be read back")

// Words reads back what a file of ours says: on its pages, in the texts that stand
// behind its marks for screen readers, and in its title and the like. Each run is a
// line; a blank page is none. It is a check of a finished file and shares nothing
// with what wrote it.
func Words(file []byte) (string, error) {
	opened, err := openFile(file, model.EXTRACTCONTENT)
	if err != nil {
		return "", fmt.Errorf("reading a copy back: %w", errors.Join(errUnread, err))
	}
	pages, err := wordsOf(opened)
	return strings.Join([]string{opened.Title, opened.Subject, opened.Author, opened.Keywords, opened.Creator, pages}, "\n"), err
}

// PageWords reads back what stands on the pages of a file of ours.
func PageWords(file []byte) (string, error) {
	opened, err := openFile(file, model.EXTRACTCONTENT)
	if err != nil {
		return "", fmt.Errorf("reading the pages: %w", errors.Join(errUnread, err))
	}
	return wordsOf(opened)
}

func wordsOf(opened *model.Context) (string, error) {
	var b strings.Builder
	fonts := map[string]map[uint64]string{}
	for n := 1; n <= opened.PageCount; n++ {
		if err := pageWords(&b, opened, n, fonts); err != nil {
			return "", fmt.Errorf("reading page %d of a copy back: %w", n, errors.Join(errUnread, err))
		}
	}
	return b.String(), nil
}

var contentToken = regexp.MustCompile(`<<|>>|<[0-9A-Fa-f]*>|\((?:\\.|[^\\()])*\)|\[|\]|/[^\s/<>\[\]()]+|[^\s/<>\[\]()]+`)

func pageWords(b *strings.Builder, opened *model.Context, n int, fonts map[string]map[uint64]string) error {
	page, _, inherited, err := opened.PageDict(n, false)
	if err != nil {
		return err
	}
	content, err := opened.PageContent(page, n)
	if err != nil {
		return err
	}
	resources := inherited.Resources
	if own, err := opened.DereferenceDict(page["Resources"]); err == nil && own != nil {
		resources = own
	}
	faces, err := opened.DereferenceDict(resources["Font"])
	if err != nil {
		return err
	}
	var meaning map[uint64]string
	var operands []string
	y := ""
	for _, word := range contentToken.FindAllString(string(content), -1) {
		switch word {
		case "Tf":
			if len(operands) < 2 {
				return errUnread
			}
			if meaning, err = meaningOf(opened, faces, strings.TrimPrefix(operands[len(operands)-2], "/"), fonts); err != nil {
				return err
			}
		case "Td":
			if len(operands) > 1 && operands[1] != y { // another line
				y = operands[1]
				b.WriteByte('\n')
			}
		case "Tj", "TJ":
			for _, o := range operands {
				if strings.HasPrefix(o, "<") && o != "<<" {
					b.WriteString(decoded(o, meaning))
				}
			}
		case "BDC":
			for i, o := range operands {
				if (o == "/ActualText" || o == "/Alt" || o == "/E") && i+1 < len(operands) {
					b.WriteString("\n" + textString(operands[i+1]) + "\n")
				}
			}
		case "BT", "ET", "EMC", "BMC", "q", "Q", "rg", "RG", "re", "f", "S", "w", "l", "m", "cm":
		default:
			operands = append(operands, word)
			continue
		}
		operands = operands[:0]
	}
	b.WriteByte('\n')
	return nil
}

var meant = regexp.MustCompile(`<([0-9A-Fa-f]{4})> ?<([0-9A-Fa-f]+)>`)

// meaningOf is what the codes of a face mean, by its table for readers.
func meaningOf(opened *model.Context, faces types.Dict, name string, known map[string]map[uint64]string) (map[uint64]string, error) {
	key := fmt.Sprint(faces[name])
	if m, ok := known[key]; ok {
		return m, nil
	}
	face, err := opened.DereferenceDict(faces[name])
	if err != nil || face == nil {
		return nil, errors.Join(errUnread, err)
	}
	table, _, err := opened.DereferenceStreamDict(face["ToUnicode"])
	if err != nil || table == nil {
		return nil, errors.Join(errUnread, err)
	}
	if err := table.Decode(); err != nil {
		return nil, err
	}
	m := map[uint64]string{}
	for _, one := range meant.FindAllStringSubmatch(string(table.Content), -1) {
		code, err := strconv.ParseUint(one[1], 16, 32)
		if err != nil {
			return nil, err
		}
		m[code] = utf16Text(one[2])
	}
	known[key] = m
	return m, nil
}

// decoded are the words of a string of glyph codes.
func decoded(hexes string, meaning map[uint64]string) string {
	hexes = strings.Trim(hexes, "<>")
	var b strings.Builder
	for i := 0; i+4 <= len(hexes); i += 4 {
		code, err := strconv.ParseUint(hexes[i:i+4], 16, 32)
		if err == nil {
			b.WriteString(meaning[code])
		}
	}
	return b.String()
}

// utf16Text is a text of UTF-16 in hexadecimal digits.
func utf16Text(hexes string) string {
	raw, err := hex.DecodeString(hexes)
	if err != nil {
		return ""
	}
	var units []uint16
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\uFEFF")
}

// textString is a text of a dictionary: UTF-16 in hexadecimal digits, or in brackets.
func textString(s string) string {
	if strings.HasPrefix(s, "<") {
		return utf16Text(strings.Trim(s, "<>"))
	}
	return strings.Trim(s, "()")
}
