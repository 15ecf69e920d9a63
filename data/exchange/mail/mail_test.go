package mail

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"rapport/data"
)

const head = "From: Ngozi Okafor <ngozi@example.org>\r\nTo: Patient Relations <relations@hospital.example>\r\nSubject: My stay on 4 North\r\nDate: Mon, 2 Nov 2026 08:15:00 -0500\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"

func read(t *testing.T, text string) Message {
	t.Helper()
	m, err := Read(context.Background(), []byte(text))
	if err != nil {
		t.Fatalf("reading: %v", err)
	}
	return m
}

func TestMessageIsRead(t *testing.T) {
	m := read(t, head+"\r\nNobody came for four hours.\r\n\r\n-- \r\nNgozi Okafor\r\n617-555-0142\r\n")
	if m.From != (Address{"Ngozi Okafor", "ngozi@example.org"}) || len(m.To) != 1 || m.To[0].Mail != "relations@hospital.example" {
		t.Errorf("from %v to %v", m.From, m.To)
	}
	if m.Subject != "My stay on 4 North" || m.MessageID != "1@example.org" || !m.At.Equal(time.Date(2026, 11, 2, 13, 15, 0, 0, time.UTC)) {
		t.Errorf("subject %q, id %q, at %v", m.Subject, m.MessageID, m.At)
	}
	if m.Words != "Nobody came for four hours." || !strings.Contains(m.Signature, "617-555-0142") {
		t.Errorf("words %q, signature %q", m.Words, m.Signature)
	}
}

// text is a message with one body of a kind.
func text(fields, body string) string { return head + fields + "\r\n" + body }

func TestBodiesOfEveryKind(t *testing.T) {
	for _, c := range []struct{ name, eml, want string }{
		{"quoted-printable in Latin-1", text("Content-Type: text/plain; charset=ISO-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n", "Ren=E9e waited=\r\n four hours =3D too long\r\n"), "Renée waited four hours = too long"},
		{"base64 in UTF-8", text("Content-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\n", base64.StdEncoding.EncodeToString([]byte("Señora Muñoz"))), "Señora Muñoz"},
		{"ISO-2022-JP", text("Content-Type: text/plain; charset=iso-2022-jp\r\n", "\x1b$B;3ED\x1b(B"), "山田"},
		{"Windows-1252 that says nothing", text("", "Ren\xe9e \x93waited\x94"), "Renée “waited”"},
		{"KOI8-R", text("Content-Type: text/plain; charset=koi8-r\r\n", "\xf0\xd2\xc9\xd7\xc5\xd4"), "Привет"},
		{"base64 with line ends and something wrong at its end", text("Content-Transfer-Encoding: base64\r\n", "Tm9ib2R5\r\nIGNhbWU=\r\n-- list footer --"), "Nobody came"},
		{"alternatives: the plain text", text("Content-Type: multipart/alternative; boundary=b\r\n", "--b\r\nContent-Type: text/plain\r\n\r\nplain words\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>page words</p>\r\n--b--\r\n"), "plain words"},
		{"alternatives: the page where the plain text is empty", text("Content-Type: multipart/alternative; boundary=b\r\n", "--b\r\nContent-Type: text/plain\r\n\r\n \r\n--b\r\nContent-Type: text/html\r\n\r\n<p>page words</p>\r\n--b--\r\n"), "page words"},
		{"alternatives: the page with its pictures", text("Content-Type: multipart/alternative; boundary=b\r\n", "--b\r\nContent-Type: multipart/related; boundary=c\r\n\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>page words</p>\r\n--c\r\nContent-Type: image/png\r\nContent-ID: <1>\r\n\r\nPNG\r\n--c--\r\n--b--\r\n"), "page words"},
		{"text before and behind an attachment", text("Content-Type: multipart/mixed; boundary=b\r\n", "--b\r\n\r\nfirst\r\n--b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nin a document\r\n--b\r\n\r\nlast\r\n--b--\r\n"), "first\n\nlast"},
		{"a message that breaks off", text("Content-Type: multipart/mixed; boundary=b\r\n", "--b\r\n\r\nfirst\r\n--b\r\nContent-Type: image/png\r\n"), "first"},
		{"a boundary that is never met", text("Content-Type: multipart/mixed; boundary=b\r\n", "only words\r\n"), "only words"},
		{"flowed lines", text("Content-Type: text/plain; format=flowed\r\n", "Nobody came for \r\nfour hours.\r\nI was afraid."), "Nobody came for four hours.\nI was afraid."},
		{"a page alone", text("Content-Type: text/html; charset=utf-8\r\n", "<html><head><title>t</title><style>p{}</style></head><body><p>Nobody&nbsp;came<br>for <b>four</b> hours.</p><p>I was&#8203; afraid.</p><script>alert(1)</script><div style='display:none'>hidden</div></body></html>"), "Nobody came\nfor four hours.\n\nI was afraid."},
		{"lists, tables and older messages of a page", text("Content-Type: text/html\r\n", "<p>My questions:</p><ul><li>Who?<li>Why?</ul><table><tr><td>Oct 30<td>called</tr><tr><td>Oct 31</td><td>called</td></tr></table><blockquote>We <i>look</i> into it.<br>Regards</blockquote>"), "My questions:\n\n- Who?\n- Why?\n\nOct 30 called\nOct 31 called\n\n> We look into it.\n> Regards"},
		{"what a page hides is not read, what follows it is", text("Content-Type: text/html\r\n", "<div hidden>a</div><span style=\"FONT-SIZE:0px\">b</span><div style='display : none'><div>c</div></div>d<img src=x alt=e><br/>f"), "d\nf"},
		{"direction and control characters", text("Content-Type: text/plain; charset=utf-8\r\n", "pay\u202eexe.fdp\u2066 now\x07"), "payexe.fdp now"},
		{"line feeds alone", strings.ReplaceAll(text("Content-Type: text/plain\r\n", "one\r\ntwo"), "\r\n", "\n"), "one\ntwo"},
		{"from a mailbox", "From ngozi@example.org Mon Nov  2 08:15:00 2026\r\n" + text("", "words"), "words"},
		{"from Apple Mail", "912\n" + text("", "words"), "words"},
		{"a type that breaks the rules", text("Content-Type: text/plain; charset=utf-8; =x; format\r\n", "words"), "words"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := read(t, c.eml).Body; got != c.want {
				t.Errorf("body %q, want %q", got, c.want)
			}
		})
	}
}

func TestHeaders(t *testing.T) {
	m := read(t, "From: =?ISO-8859-1?Q?Ren=E9e_Mu=F1oz?= <renee@example.org>\r\nTo: \"Okafor, N.\" <a@example.org>, b@example.org\r\nSubject: =?UTF-8?B?UXVlamE6IGF0ZW5jacOzbg==?=\r\n =?UTF-8?B?IG1hbGE=?=\r\nDate: 2 Nov 2026 08:15 +0000\r\nX-\x01bad line\r\nno field at all\r\n\r\nx")
	if m.From.Name != "Renée Muñoz" || len(m.To) != 2 || m.To[0].Name != "Okafor, N." || m.Subject != "Queja: atención mala" {
		t.Errorf("from %v, to %v, subject %q", m.From, m.To, m.Subject)
	}
	m = read(t, "From: Ngozi Okafor [ngozi at example] <ngozi@example.org\r\nTo: undisclosed-recipients:;\r\nSubject: a\u202eb\r\nReceived: by x; Mon, 2 Nov 2026 13:15:00 +0000\r\n\r\nx")
	if m.Subject != "ab" || m.At.IsZero() {
		t.Errorf("subject %q, at %v", m.Subject, m.At)
	}
	m = read(t, "From: Ngozi, Okafor <ngozi@example.org>; Obi <obi@example.org>\r\nSubject: x\r\nTo: x\r\n\r\nx")
	if m.From.Mail != "ngozi@example.org" || !m.At.IsZero() {
		t.Errorf("from %v, at %v", m.From, m.At)
	}
}

func TestAttachments(t *testing.T) {
	part := func(fields, body string) string { return "--b\r\n" + fields + "\r\n" + body + "\r\n" }
	m := read(t, text("Content-Type: multipart/mixed; boundary=b\r\n", part("", "See the bill.")+
		part("Content-Type: application/pdf; name=\"bill.pdf\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"../../C:\\bill\u202efdp.exe.pdf\"\r\n", base64.StdEncoding.EncodeToString([]byte("%PDF-1.7 x")))+
		part("Content-Type: image/png\r\nContent-Disposition: attachment; filename*=utf-8''Mu%C3%B1oz.png\r\n", "PNG")+
		part("Content-Type: image/png\r\nContent-Disposition: attachment; filename=\"=?utf-8?q?Mu=C3=B1oz.png?=\"\r\n", "PNG2")+
		part("Content-Type: application/octet-stream\r\n", "bytes")+
		part("Content-Type: image/gif\r\nContent-ID: <logo>\r\nContent-Disposition: inline\r\n", "GIF89a")+
		part("Content-Type: application/ms-tnef; name=winmail.dat\r\n", "TNEF")+"--b--\r\n"))
	var names []string
	for _, a := range m.Attachments {
		names = append(names, a.Name)
		if strings.ContainsAny(a.Name, "/\\\u202e:") {
			t.Errorf("the name %q is not safe", a.Name)
		}
	}
	if len(names) != 6 || names[0] != "billfdp.exe.pdf" || names[1] != "Muñoz.png" || names[2] != "Muñoz-2.png" {
		t.Errorf("names %q", names)
	}
	if string(m.Attachments[0].Bytes) != "%PDF-1.7 x" || m.Attachments[0].Type != "application/pdf" {
		t.Errorf("first attachment %q of type %q", m.Attachments[0].Bytes, m.Attachments[0].Type)
	}
	if !m.Attachments[4].Inline || m.Attachments[0].Inline {
		t.Error("the logo alone stands within the text")
	}
	if len(m.Remarks) != 1 || !strings.Contains(m.Remarks[0], "winmail.dat") {
		t.Errorf("remarks %q", m.Remarks)
	}
}

func TestMessagesWithinMessages(t *testing.T) {
	inner := "From: Obi Okafor <obi@example.org>\r\nTo: x@example.org\r\nSubject: My mother\r\nDate: Sun, 1 Nov 2026 10:00:00 -0500\r\n\r\nShe fell.\r\n"
	outer := text("Content-Type: multipart/mixed; boundary=b\r\n", "--b\r\n\r\n%s\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"+inner+"--b--\r\n")
	m := read(t, fmt.Sprintf(outer, ""))
	if m.Forwarded == nil || m.Said() != "She fell." || m.Contact(nil, time.Now()).With != "Obi Okafor <obi@example.org>" {
		t.Errorf("a message that is passed on without a word: said %q", m.Said())
	}
	if len(m.Attachments) != 1 || m.Attachments[0].Name != "My mother.eml" || !bytes.Contains(m.Attachments[0].Bytes, []byte("She fell.")) {
		t.Errorf("attachments %v", m.Attachments)
	}
	if m = read(t, fmt.Sprintf(outer, "Please see below.")); m.Forwarded != nil || m.Said() != "Please see below." {
		t.Errorf("a message with words of its own: said %q", m.Said())
	}
	deep := inner
	for range 40 {
		deep = "From: a@example.org\r\nSubject: x\r\nContent-Type: message/rfc822\r\n\r\n" + deep
	}
	var fault Fault
	if _, err := Read(context.Background(), []byte(deep)); !errors.As(err, &fault) || !strings.Contains(fault.Error(), "deep") {
		t.Errorf("forty messages within each other: %v", err)
	}
}

func TestPartsOfTheText(t *testing.T) {
	for _, c := range []struct{ name, body, words, quoted, signature string }{
		{"an answer above", "I still wait.\n\nOn Mon, Nov 2, 2026 at 8:15 AM Patient Relations <relations@hospital.example> wrote:\n> We look into it.\n> Regards", "I still wait.", "We look into it.", ""},
		{"an answer below", "On Mon, Nov 2, 2026 at 8:15 AM Relations wrote:\n> We look into it.\n\nI still wait.", "I still wait.", "We look into it.", ""},
		{"answers within", "On 2 Nov 2026, at 08:15, Relations wrote:\n> Did somebody call?\nNo.\n> Did somebody come?\nNo, never.", "No.\nNo, never.", "Did somebody come?", ""},
		{"the line is broken", "I still wait.\n\nOn Monday, November 2, 2026 at 8:15 AM Patient Relations\n<relations@hospital.example> wrote:\n\n> We look into it.", "I still wait.", "We look into it.", ""},
		{"Outlook", "I still wait.\n\n________________________________\nFrom: Relations <r@hospital.example>\nSent: Monday, November 2, 2026\nTo: Ngozi\nSubject: RE: stay\n\nWe look into it.", "I still wait.", "We look into it.", ""},
		{"Outlook without a ruler", "I still wait.\n\nFrom: Relations\nSent: Monday\nTo: Ngozi\nSubject: RE: stay\n\nWe look into it.", "I still wait.", "We look into it.", ""},
		{"Spanish", "Sigo esperando.\n\nEl lun, 2 nov 2026 a las 8:15, Relaciones (<r@hospital.example>) escribió:\n> Lo revisamos.", "Sigo esperando.", "Lo revisamos.", ""},
		{"Spanish Outlook", "Sigo esperando.\n\nDe: Relaciones\nEnviado el: lunes\nPara: Ngozi\nAsunto: RE: queja\n\nLo revisamos.", "Sigo esperando.", "Lo revisamos.", ""},
		{"passed on", "---------- Forwarded message ---------\nFrom: Obi\nDate: Sun\nSubject: x\n\nShe fell.", "", "She fell.", ""},
		{"a telephone", "I still wait.\n\nSent from my iPhone", "I still wait.", "", "Sent from my iPhone"},
		{"a telephone above an older message", "I still wait.\nSent from my iPhone\n\n> On Nov 2, 2026, at 8:15 AM, Relations wrote:\n> We look into it.", "I still wait.", "We look into it.", "Sent from my iPhone"},
		{"a law department", "I still wait.\n\nCONFIDENTIALITY NOTICE: this message is for its addressee.", "I still wait.", "", "CONFIDENTIALITY"},
		{"words that only look like marks", "From: what I saw, nobody came.\nOn Monday I wrote:\nnothing came back.\nThe letter was\n> never <\nanswered.", "never", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			words, quoted, signature := Parts(c.body)
			if c.words == "" && words != "" || !strings.Contains(words, c.words) {
				t.Errorf("words %q, want %q", words, c.words)
			}
			if c.quoted != "" && (!strings.Contains(quoted, c.quoted) || strings.Contains(words, c.quoted)) || c.quoted == "" && quoted != "" {
				t.Errorf("quoted %q, want %q; words %q", quoted, c.quoted, words)
			}
			if !strings.Contains(signature, c.signature) || c.signature == "" && signature != "" {
				t.Errorf("signature %q, want %q", signature, c.signature)
			}
			for _, l := range strings.Fields(c.body) {
				if !strings.Contains(words+"\n"+quoted+"\n"+signature, l) {
					t.Errorf("%q is in no part", l)
				}
			}
		})
	}
}

func TestContactAndIntake(t *testing.T) {
	now := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	own := []string{"Relations@hospital.example"}
	m := read(t, head+"\r\nNobody came.\r\n\r\nOn Mon, Nov 2, 2026 at 8:15 AM Relations wrote:\r\n> We look into it.")
	c := m.Contact(own, now)
	if !c.Inbound || c.Mode != "email" || c.With != "Ngozi Okafor <ngozi@example.org>" || c.Summary != "My stay on 4 North\n\nNobody came." || !c.At.Equal(m.At) {
		t.Errorf("contact %+v", c)
	}
	if gaps := c.Validate(now); len(gaps) > 0 {
		t.Errorf("the contact is refused: %v", gaps)
	}
	out := read(t, "From: relations@hospital.example\r\nTo: Ngozi <ngozi@example.org>, Obi <obi@example.org>\r\nSubject: Your stay\r\nDate: Fri, 1 Jan 2100 00:00:00 +0000\r\n\r\nWe look into it.")
	c = out.Contact(own, now)
	if c.Inbound || c.With != "Ngozi <ngozi@example.org>, Obi <obi@example.org>" || !c.At.Equal(now) {
		t.Errorf("an answer of the office: %+v", c)
	}
	empty := read(t, "From: x@example.org\r\nDate: Mon, 2 Nov 2026 08:15:00 -0500\r\n\r\n").Contact(nil, now)
	if gaps := empty.Validate(now); len(gaps) > 0 {
		t.Errorf("the contact of an empty message is refused: %v", gaps)
	}
	in := m.Intake(now)
	if in.Channel != data.Email || in.Story != "Nobody came." || in.Complainant.Family != "Okafor" || in.Complainant.Given != "Ngozi" || in.Complainant.Email != "ngozi@example.org" || !in.ReceivedAt.Equal(m.At) {
		t.Errorf("intake %+v", in)
	}
}

func TestWhatIsNoMessage(t *testing.T) {
	for name, c := range map[string]struct{ raw, says string }{
		"nothing":              {"", "empty"},
		"Outlook's own":        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".msg"},
		"a table":              {"Name,DOB\nDoe,1/1/1970\n", "not an e-mail"},
		"a letter":             {"Dear Sir,\n\nNote: nobody came.\n", "not an e-mail"},
		"bytes":                {strings.Repeat("\x00\x01\x02", 100), "not an e-mail"},
		"a header without end": {"From: a@example.org\nTo: b\nX: " + strings.Repeat("x", maxHeader+1), "header"},
	} {
		var fault Fault
		if _, err := Read(context.Background(), []byte(c.raw)); !errors.As(err, &fault) || !strings.Contains(fault.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMoreThanTheBounds(t *testing.T) {
	m := read(t, text("Content-Type: multipart/mixed; boundary=b\r\n", strings.Repeat("--b\r\nContent-Type: image/png\r\n\r\nx\r\n", 2*maxParts)+"--b--\r\n"))
	if len(m.Attachments) != maxAttachments || len(m.Remarks) == 0 {
		t.Errorf("%d attachments, remarks %q", len(m.Attachments), m.Remarks)
	}
	m = read(t, text("", strings.Repeat("word ", data.MaxStory)))
	if got := len([]rune(m.Body)); got > data.MaxStory || len(m.Remarks) == 0 {
		t.Errorf("%d characters, remarks %q", got, m.Remarks)
	}
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(head + "\r\nwords\r\n-- \r\nme"))
	f.Add([]byte(text("Content-Type: multipart/alternative; boundary=b\r\n", "--b\r\n\r\nplain\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>page<blockquote>old</blockquote>\r\n--b--\r\n")))
	f.Add([]byte(text("Content-Type: multipart/mixed; boundary=b\r\n", "--b\r\nContent-Type: message/rfc822\r\n\r\n"+head+"\r\ninner\r\n--b\r\nContent-Disposition: attachment; filename=\"a\\\"b\"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAA=\r\n--b--\r\n")))
	f.Add([]byte(text("Content-Type: text/plain; charset=iso-2022-jp; format=flowed\r\nContent-Transfer-Encoding: quoted-printable\r\n", "=1B$B;3=\r\nED=1B(B =zz\r\n> x")))
	f.Add([]byte("\xff\xfeF\x00r\x00o\x00m\x00:\x00"))
	now := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := Read(context.Background(), raw)
		if err != nil {
			return
		}
		for _, s := range []string{m.Body, m.Subject, m.From.Name, m.From.Mail} {
			if strings.ContainsFunc(s, func(r rune) bool {
				return r != '\n' && r != '\t' && unicode.IsControl(r) || r == '\u202e' || r == '\u2066'
			}) {
				t.Fatalf("a text that is not fit to show: %q", s)
			}
		}
		for _, a := range m.Attachments {
			if a.Name == "" || a.Name != data.SafeFileName(a.Name) {
				t.Fatalf("the name %q is not safe", a.Name)
			}
		}
		if gaps := m.Contact(nil, now).Validate(now); len(gaps) > 0 {
			t.Fatalf("the contact is refused: %v", gaps)
		}
	})
}
