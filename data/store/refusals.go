package store

import (
	"errors"
	"fmt"
	"time"

	"rapport/data"
)

// What the roles of an officer do not allow is refused, and the refusal is an
// entry of the audit chain: who, when and which right, never what was asked for
// (45 CFR 164.312(b)). A window that asks again and again writes no more than one
// entry a right in a quarter of an hour; the next one says how many there were.

// refusalPause is how long further refusals of a right are counted and not written.
const refusalPause = 15 * time.Minute

// refusals are those of one right in this session.
type refusals struct {
	written time.Time // when the last entry was
	more    int       // since then
}

// refuse queues the entry of a refusal. s.mu is held.
func (s *Session) refuse(right data.Right) {
	now := s.file.now().UTC()
	was, known := s.refused[right]
	if since := now.Sub(was.written); known && since >= 0 && since < refusalPause {
		was.more++
		s.refused[right] = was
		return
	}
	if s.refused == nil {
		s.refused = map[data.Right]refusals{}
	}
	s.refused[right] = refusals{written: now}
	summary := fmt.Sprintf("Refused, because no role of the officer may %s.", data.EntryOf(right).Does)
	if was.more > 0 {
		summary += fmt.Sprintf(" It was refused %d times more since the entry before.", was.more)
	}
	s.queue(entry{at: now, officer: s.officer.Name, action: "access.refused", object: string(right), details: details{Summary: summary}})
}

// refusalsLeft are entries for the refusals that were counted and not written.
func (w *work) refusalsLeft() {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	for _, e := range data.Rights {
		if r := w.s.refused[e.Right]; r.more > 0 {
			w.record("access.refused", 0, string(e.Right), details{Summary: fmt.Sprintf("Refused %d times more, because no role of the officer may %s.", r.more, e.Does)})
		}
	}
}

// refusedInside is refuse for a method whose right depends on what it finds.
func (s *Session) refusedInside(err error) {
	var no data.NotAllowed
	if errors.As(err, &no) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.refuse(no.Right)
	}
}
