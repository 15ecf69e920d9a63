package store

import "context"

// A view of a case is an entry of the audit chain like any other, but nobody
// waits for it: it is queued, written at once by the recorder when the writer
// is free, and at the latest with the next change or with Lock. What a crash in
// between can cost is the entries of the last moments.

// viewed queues the entry of a view.
func (s *Session) viewed(e entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue(e)
}

// queue is viewed while s.mu is held.
func (s *Session) queue(e entry) {
	s.views = append(s.views, e)
	select {
	case s.wake <- struct{}{}:
	default: // the recorder knows already
	}
}

func (s *Session) takeViews() []entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	views := s.views
	s.views = nil
	return views
}

// returnViews puts back what could not be written, before what came since.
func (s *Session) returnViews(views []entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.views = append(views, s.views...)
}

// recordViews writes queued views until the session locks. Where writing fails
// the views stay queued, and the next change of the officer meets the same
// fault and says so.
func (s *Session) recordViews() {
	defer close(s.stopped)
	for {
		select {
		case <-s.stop.Done():
			return
		case <-s.wake:
			_ = s.commit(context.WithoutCancel(s.stop), func(*work) error { return nil })
		}
	}
}
