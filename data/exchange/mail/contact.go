package mail

import (
	"slices"
	"strings"
	"time"

	"rapport/data"
)

// Outbound reports whether the office sent the message: by one of its own addresses.
func (m Message) Outbound(own []string) bool {
	from := m.effective().From.Mail
	return slices.ContainsFunc(own, func(mail string) bool { return mail != "" && strings.EqualFold(mail, from) })
}

// effective is the message whose words count: the one that is passed on, where somebody
// passed it on without a word.
func (m Message) effective() Message {
	if m.Forwarded != nil {
		return m.Forwarded.effective()
	}
	return m
}

// Said returns what the writer said: their own words where there are any, else the text
// that they passed on.
func (m Message) Said() string {
	e := m.effective()
	if strings.TrimSpace(e.Words) != "" {
		return e.Words
	}
	return strings.TrimSpace(e.Quoted)
}

// About is what the message is as a document: from whom, of which day.
func (m Message) About() string {
	about := "E-mail"
	if from := m.From.String(); from != "" {
		about += " from " + from
	}
	if !m.At.IsZero() {
		about += ", " + m.At.Format("January 2, 2006")
	}
	return about + "."
}

// Contact returns the message as a contact of a case: by e-mail, at the time at which it
// was sent, in or out by the addresses that are the office's own, with whoever is at
// the other end. A message without a time, or with one that lies ahead, gets now.
func (m Message) Contact(own []string, now time.Time) data.Contact {
	e := m.effective()
	c := data.Contact{At: m.when(now), Mode: "email", Inbound: !m.Outbound(own)}
	if c.Inbound {
		c.With = e.From.String()
	} else {
		names := make([]string, 0, len(e.To))
		for _, a := range e.To {
			names = append(names, a.String())
		}
		c.With = strings.Join(names, ", ")
	}
	if c.With = cut(c.With, data.MaxLine); c.With == "" {
		c.With = "unknown"
	}
	c.Summary = m.Said()
	if e.Subject != "" {
		c.Summary = strings.TrimSpace(e.Subject + "\n\n" + c.Summary)
	}
	if strings.TrimSpace(c.Summary) == "" {
		c.Summary = "An e-mail without text; see the document."
	}
	c.Summary = cut(c.Summary, data.MaxText)
	return c
}

// Intake returns the message as the beginning of a case: its words are the story, its
// writer the complainant. What the writer is to the patient, and who the patient is,
// is for the officer to ask.
func (m Message) Intake(now time.Time) data.Intake {
	e := m.effective()
	in := data.Intake{Channel: data.Email, ReceivedAt: m.when(now), Story: cut(m.Said(), data.MaxStory)}
	if strings.TrimSpace(in.Story) == "" {
		in.Story = e.Subject
	}
	// An address written again as a name is none.
	if name := strings.Trim(e.From.Name, `"' `); !strings.Contains(name, "@") {
		in.Complainant = data.PersonNamed(name)
	}
	in.Complainant.Email = e.From.Mail
	return in
}

func (m Message) when(now time.Time) time.Time {
	if at := m.effective().At; !at.IsZero() && !at.After(now) {
		return at
	}
	if !m.At.IsZero() && !m.At.After(now) {
		return m.At
	}
	return now
}

// cut shortens a text to what a case keeps, and says so with an ellipsis.
func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
