package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"slices"
	"strings"
	"unicode/utf8"

	"rapport/data"
)

// walk goes through the parts of one message.
type walk struct {
	*reader
	m      *Message
	texts  []string
	length int
	nested *Message
}

// kind is what a part says that it is.
type kind struct {
	media  string
	params map[string]string
}

func kindOf(h netmail.Header) kind {
	value := h.Get("Content-Type")
	if value == "" {
		return kind{"text/plain", nil}
	}
	media, params, err := mime.ParseMediaType(value)
	if media == "" || err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		// Programs write parameters in ways that no rule allows; what is before them counts.
		media, _, _ = strings.Cut(value, ";")
		media = strings.ToLower(strings.TrimSpace(media))
		params = looseParams(value)
	}
	if !strings.Contains(media, "/") {
		return kind{"text/plain", params}
	}
	return kind{media, params}
}

// looseParams reads parameters where they break the rules.
func looseParams(value string) map[string]string {
	params := map[string]string{}
	for part := range strings.SplitSeq(value, ";") {
		if name, v, ok := strings.Cut(part, "="); ok {
			params[strings.ToLower(strings.TrimSpace(name))] = strings.Trim(strings.TrimSpace(v), `"'`)
		}
	}
	return params
}

// part reads one part and those within it.
func (w *walk) part(h netmail.Header, body []byte, depth int) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if depth > maxDepth {
		return faultf("This message has parts within parts, more than %d deep, which no mail program writes. Save its text and its attachments apart.", maxDepth)
	}
	if w.parts++; w.parts > maxParts {
		w.remark("The message has more parts than are read. Open it in the mail program too.")
		return errStop
	}
	k := kindOf(h)
	if strings.HasPrefix(k.media, "multipart/") && k.params["boundary"] != "" {
		return w.parted(k, body, depth)
	}
	content, whole := decoded(h, body)
	if !whole {
		w.remark("A part of the message is damaged; what could be read of it is here.")
	}
	name := fileName(h, k)
	disposition, _, _ := strings.Cut(strings.ToLower(h.Get("Content-Disposition")), ";")
	attached := strings.TrimSpace(disposition) == "attachment" || name != ""
	switch {
	case k.media == "message/rfc822" || k.media == "message/global":
		return w.message822(content, name, depth)
	case !attached && (k.media == "text/plain" || k.media == "text/html" || k.media == "text/enriched"):
		w.take(k, content)
	case !attached && strings.HasPrefix(k.media, "message/"):
		// a report of delivery for machines
	default:
		w.attach(k, name, content, strings.TrimSpace(disposition) == "inline" || h.Get("Content-Id") != "" && strings.HasPrefix(k.media, "image/"))
	}
	return nil
}

// message822 takes a message within the message: as a document, and for its words.
func (w *walk) message822(content []byte, name string, depth int) error {
	inner, err := w.message(content, depth+1)
	var fault Fault
	switch {
	case errors.As(err, &fault) && !errors.Is(err, errNoMail):
		return err
	case err != nil && w.ctx.Err() != nil:
		return err
	case err == nil:
		if name == "" {
			name = inner.Subject + ".eml"
		}
		if w.nested == nil {
			w.nested = &inner
		}
	}
	if name == "" || name == ".eml" {
		name = "message.eml"
	}
	w.attach(kind{media: "message/rfc822"}, name, content, false)
	return nil
}

// parted reads the parts of a multipart. Of alternatives the plain text is taken, and
// the web page only where there is no plain text.
func (w *walk) parted(k kind, body []byte, depth int) error {
	if k.media == "multipart/encrypted" {
		w.remark("The message is encrypted; its text cannot be read here. Open it in the mail program and paste the text.")
	}
	if k.media != "multipart/alternative" {
		return w.eachPart(k, body, func(h netmail.Header, content []byte) error { return w.part(h, content, depth+1) })
	}
	before, plain := len(w.texts), -1
	var plainOnes, others []string
	err := w.eachPart(k, body, func(h netmail.Header, content []byte) error {
		at := len(w.texts)
		if err := w.part(h, content, depth+1); err != nil {
			return err
		}
		added := slices.Clone(w.texts[at:])
		w.texts = w.texts[:at]
		if strings.TrimSpace(strings.Join(added, "")) == "" {
			return nil
		}
		if kindOf(h).media == "text/plain" && plain < 0 {
			plain, plainOnes = at, added
		} else {
			others = added // the last is the richest
		}
		return nil
	})
	w.texts = append(w.texts[:before], plainOnes...)
	if plain < 0 {
		w.texts = append(w.texts, others...)
	}
	return err
}

// eachPart cuts a multipart at its boundary.
func (w *walk) eachPart(k kind, body []byte, read func(netmail.Header, []byte) error) error {
	parts := multipart.NewReader(bytes.NewReader(body), k.params["boundary"])
	found := 0
	for {
		p, err := parts.NextRawPart()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				w.remark("The message breaks off or its parts are damaged; what could be read of it is here.")
			}
			break
		}
		content, err := io.ReadAll(p) // no more than the file has
		if err != nil {
			w.remark("The message breaks off or its parts are damaged; what could be read of it is here.")
		}
		if w.copied += len(content); w.copied > maxCopied {
			return faultf("This message has messages within messages that are too large to unpack. Save its text and its attachments apart.")
		}
		found++
		if err := read(netmail.Header(p.Header), content); err != nil {
			return err
		}
	}
	if found == 0 && len(bytes.TrimSpace(body)) > 0 {
		w.take(kind{"text/plain", nil}, body) // the boundary is never met: show what there is
	}
	return nil
}

// decoded undoes the encoding for transfer. whole is false where it is damaged.
func decoded(h netmail.Header, body []byte) (content []byte, whole bool) {
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "base64":
		clean, whole := base64Lines(body)
		out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
		n, err := base64.RawStdEncoding.Decode(out, clean)
		return out[:n], whole && err == nil
	case "quoted-printable":
		out, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(body)))
		if err != nil {
			return looseQuoted(body), false
		}
		return out, true
	}
	return body, true
}

// base64Lines returns the digits of a base64 text: up to its padding, or up to a line
// that is none, such as what a mailing list adds below.
func base64Lines(body []byte) (digits []byte, whole bool) {
	digits = make([]byte, 0, len(body))
	for l := range bytes.Lines(body) {
		l = bytes.TrimSpace(l)
		l, _, padded := bytes.Cut(l, []byte("="))
		if bytes.ContainsFunc(l, func(r rune) bool {
			return !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '+' || r == '/')
		}) {
			return digits, false
		}
		if digits = append(digits, l...); padded {
			return digits, true
		}
	}
	return digits, true
}

// looseQuoted decodes quoted-printable text in which not every sign is by the rules.
func looseQuoted(body []byte) []byte {
	out := make([]byte, 0, len(body))
	for i := 0; i < len(body); i++ {
		if body[i] != '=' {
			out = append(out, body[i])
			continue
		}
		rest := body[i+1:]
		switch {
		case bytes.HasPrefix(rest, []byte("\r\n")):
			i += 2
		case bytes.HasPrefix(rest, []byte("\n")):
			i++
		case len(rest) >= 2 && hexDigit(rest[0]) >= 0 && hexDigit(rest[1]) >= 0:
			out = append(out, byte(hexDigit(rest[0])<<4|hexDigit(rest[1])))
			i += 2
		default:
			out = append(out, '=')
		}
	}
	return out
}

func hexDigit(c byte) int { return strings.IndexByte("0123456789abcdef", c|0x20) }

// take adds a text to the body.
func (w *walk) take(k kind, content []byte) {
	if k.media != "text/html" && len(content) > maxPlain {
		content = content[:maxPlain] // more than is kept, in any set of characters
	}
	text, known := inCharset(content, k.params["charset"])
	if !known {
		w.remark("The message is written with a set of letters that Rapport does not know. Compare letters with accents.")
	}
	switch {
	case k.media == "text/html":
		text = plainText(text)
	case strings.EqualFold(k.params["format"], "flowed"):
		text = unflowed(text, strings.EqualFold(k.params["delsp"], "yes"))
	}
	text = strings.Trim(tidy(text), "\n")
	if strings.TrimSpace(text) == "" || w.length >= maxBody {
		return
	}
	w.texts = append(w.texts, text)
	w.length += utf8.RuneCountInString(text)
}

func (w *walk) text() string {
	text := strings.Join(w.texts, "\n\n")
	if utf8.RuneCountInString(text) > maxBody {
		w.remark("The text of the message is longer than a case keeps. Its end is missing here; the whole is in the message itself.")
		text = string([]rune(text)[:maxBody])
	}
	return text
}

// unflowed joins the lines that a mail program has broken (RFC 3676).
func unflowed(text string, delete bool) string {
	var b strings.Builder
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, l := range lines {
		quoted := strings.HasPrefix(l, ">")
		l = strings.TrimPrefix(l, " ")
		soft := strings.HasSuffix(l, " ") && l != "-- " && i+1 < len(lines) && strings.HasPrefix(lines[i+1], ">") == quoted && !quoted
		if soft && delete {
			l = l[:len(l)-1]
		}
		b.WriteString(l)
		if !soft && i+1 < len(lines) {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// attach keeps a document.
func (w *walk) attach(k kind, name string, content []byte, inline bool) {
	if len(content) == 0 {
		return
	}
	if w.kept++; w.kept > maxAttachments {
		w.remark("The message has more attachments than are read. Open it in the mail program too.")
		return
	}
	switch k.media {
	case "application/ms-tnef":
		w.remark("Outlook packed the attachments into one file (winmail.dat). Ask the sender for them once more, or open it in Outlook.")
	case "application/pkcs7-mime", "application/x-pkcs7-mime":
		w.remark("The message is encrypted or sealed (S/MIME); its text may not be readable here. Open it in the mail program and paste the text.")
	}
	if name == "" {
		sum := sha256.Sum256(content)
		ending := ""
		if known, err := mime.ExtensionsByType(k.media); err == nil && len(known) > 0 {
			ending = known[0]
		}
		name = "part-" + digest(sum[:]) + ending
	}
	w.m.Attachments = append(w.m.Attachments, Attachment{Name: w.free(data.SafeFileName(name)), Type: k.media, Bytes: content, Inline: inline})
}

// free makes a name differ from those of the other attachments.
func (w *walk) free(name string) string {
	taken := func(n string) bool {
		return slices.ContainsFunc(w.m.Attachments, func(a Attachment) bool { return strings.EqualFold(a.Name, n) })
	}
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 {
		dot = len(name)
	}
	free := name
	for n := '2'; taken(free) && n <= '9'; n++ {
		free = name[:dot] + "-" + string(n) + name[dot:]
	}
	return free
}

// fileName returns the name that a part gives itself. Some programs encode it as a
// word of the header, which the rules do not foresee.
func fileName(h netmail.Header, k kind) string {
	if value := h.Get("Content-Disposition"); value != "" {
		_, params, err := mime.ParseMediaType(value)
		if err != nil {
			params = looseParams(value)
		}
		if name := params["filename"]; name != "" {
			return decodeWords(name)
		}
	}
	return decodeWords(k.params["name"])
}
