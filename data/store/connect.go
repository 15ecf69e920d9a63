package store

import (
	"context"
	"errors"
	"fmt"

	"rapport/data"
)

// Connect is the one way in which the program reaches the health record for a case,
// or for an intake with the key 0: it looks at the "no network" switch, runs call,
// and keeps the host, the purpose and the outcome in the audit log, whatever became of it. The
// context of call ends when the session locks, and Lock waits for the entry. The
// outcome is what an error of call says under Outcome() string.
// Errors: [data.ErrNoNetwork], [data.ErrRestricted], and what call answers.
func (s *Session) Connect(ctx context.Context, key int64, c data.Connection, call func(context.Context) error) error {
	return s.connect(ctx, data.RightImport, "network.call", key, c, call)
}

// TestConnection is [Session.Connect] for whoever sets the link up. It reads what
// the server says of itself and nothing of a patient.
func (s *Session) TestConnection(ctx context.Context, c data.Connection, call func(context.Context) error) error {
	return s.connect(ctx, data.RightSettings, "network.test", 0, c, call)
}

func (s *Session) connect(ctx context.Context, right data.Right, action string, key int64, c data.Connection, call func(context.Context) error) (err error) {
	ctx, done, err := s.begun(ctx, right)
	if err != nil {
		return err
	}
	defer func() { done(err) }()
	if !s.Settings().RecordLink.Ready() {
		return data.ErrNoNetwork
	}
	if err := c.Validate().Err(); err != nil {
		return err
	}
	if key != 0 {
		if err := s.base.read(ctx, func(t *tx) error {
			t.sight = s.sighted()
			f, err := readCase(t, key)
			if err == nil && f.State == data.StatePurged {
				err = data.ErrWrongState
			}
			return err
		}); err != nil {
			return s.explain(ctx, err)
		}
	}
	answer := call(ctx)
	kept := s.commit(context.WithoutCancel(ctx), func(w *work) error {
		w.record(action, key, "", details{Summary: fmt.Sprintf("Connected to %s for: %s. Outcome: %s.", c.Host, c.Purpose, outcomeOf(ctx, answer))})
		return nil
	})
	return s.explain(ctx, errors.Join(answer, kept))
}

// outcomeOf is what became of a connection, without a word of what it carried.
func outcomeOf(ctx context.Context, err error) string {
	var own interface{ Outcome() string }
	switch {
	case err == nil:
		return "answered"
	case errors.Is(context.Cause(ctx), data.ErrLocked):
		return "broken off by the lock"
	case errors.Is(err, context.Canceled):
		return "stopped by the officer"
	case errors.As(err, &own):
		return own.Outcome()
	}
	return "failed"
}
