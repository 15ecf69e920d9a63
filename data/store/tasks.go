package store

import (
	"context"
	"strings"

	"rapport/data"
)

// AddTask adds something to do by a day. Error: [data.Missing].
func (s *Session) AddTask(ctx context.Context, key int64, task data.Task) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		task.DoneOn, task.DoneBy = 0, ""
		if task.Owner == "" {
			task.Owner = c.by
		}
		if who, ok := c.file.Complainant(); ok && task.Promise && strings.TrimSpace(task.PromisedTo) == "" {
			task.PromisedTo = who.FullName()
		}
		return c.addTask(task)
	})
}

func (c *caseWork) addTask(task data.Task) error {
	if err := task.Validate(c.today).Err(); err != nil {
		return err
	}
	task.ID = data.NewID()
	c.file.Tasks = append(c.file.Tasks, task)
	if err := putTask(c.tx, c.file.Key, task); err != nil {
		return err
	}
	return c.sayChange("task.add", task.ID, "Added a task, due on "+task.Due.String()+".", nil, task)
}

// CompleteTask marks a task as done today, or a commitment of a meeting as kept.
// Error: [data.ErrNotFound].
func (s *Session) CompleteTask(ctx context.Context, key int64, id data.ID) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		if m, at, ok := c.file.Commitment(id); ok {
			return c.changeCommitment(m, at, "Marked a commitment as kept.", func(k *data.Commitment) { k.DoneOn, k.NotKept = c.today, "" })
		}
		return c.changeTask(id, "task.done", "Marked a task as done.", func(t *data.Task) { t.DoneOn, t.DoneBy = c.today, c.by })
	})
}

// ReopenTask takes the mark off again. Error: [data.ErrNotFound].
func (s *Session) ReopenTask(ctx context.Context, key int64, id data.ID) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		if m, at, ok := c.file.Commitment(id); ok {
			return c.changeCommitment(m, at, "Marked a commitment as not kept yet.", func(k *data.Commitment) { k.DoneOn, k.NotKept = 0, "" })
		}
		return c.changeTask(id, "task.reopen", "Marked a task as not done.", func(t *data.Task) { t.DoneOn, t.DoneBy = 0, "" })
	})
}

// changeCommitment changes one commitment of a meeting, whose place is at.
func (c *caseWork) changeCommitment(m data.Meeting, at int, summary string, change func(*data.Commitment)) error {
	before := m
	m.Commitments = append([]data.Commitment(nil), m.Commitments...)
	change(&m.Commitments[at])
	c.file.Put(&m)
	if err := putRecord(c.tx, c.file.Key, &m); err != nil {
		return err
	}
	return c.sayChange("meeting.save", m.ID, summary, before, m)
}

func (c *caseWork) changeTask(id data.ID, action, summary string, change func(*data.Task)) error {
	place, err := find(c.file.Tasks, id, taskID)
	if err != nil {
		return err
	}
	task := &c.file.Tasks[place]
	before := *task
	change(task)
	if err := putTask(c.tx, c.file.Key, *task); err != nil {
		return err
	}
	return c.sayChange(action, id, summary, before, *task)
}
