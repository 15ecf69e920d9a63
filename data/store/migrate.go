package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"strconv"

	"rapport/data"
)

//go:embed schema/*.sql
var schemaFiles embed.FS

// migration is one numbered step of the schema.
type migration struct {
	version int
	sql     string
}

// migrations reads the steps; their numbers run from 1 without a gap.
func migrations() ([]migration, error) {
	names, err := fs.Glob(schemaFiles, "schema/*.sql")
	if err != nil {
		return nil, fmt.Errorf("listing the schema: %w", err)
	}
	var all []migration
	for i, name := range names {
		text, err := schemaFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading the schema: %w", err)
		}
		n, err := strconv.Atoi(name[len("schema/"):len("schema/0000")])
		if err != nil || n != i+1 {
			return nil, fmt.Errorf("the schema file %s is out of order", name)
		}
		all = append(all, migration{n, string(text)})
	}
	return all, nil
}

// schemaVersion returns the version that the database has; 0 for an empty one.
func schemaVersion(t *tx) (int, error) {
	there, err := t.count(schemaThere)
	if err != nil || there == 0 {
		return 0, err
	}
	n, err := t.count(`select version from schema_version`)
	return int(n), err
}

// migrate brings the database to the newest schema in one transaction: it comes
// there whole or stays as it was. An existing database is backed up first by
// backup, which must verify the copy. A database newer than this program is
// [data.ErrNewerVersion].
func (b *base) migrate(ctx context.Context, backup func() error) error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	have := 0
	if err := b.write(ctx, func(t *tx) (err error) { have, err = schemaVersion(t); return err }); err != nil {
		return fmt.Errorf("reading the version of the case file: %w", err)
	}
	if have > len(steps) {
		return fmt.Errorf("the case file has version %d, this program knows versions up to %d: %w", have, len(steps), data.ErrNewerVersion)
	}
	if have == len(steps) {
		return nil
	}
	if have > 0 {
		if err := backup(); err != nil {
			return fmt.Errorf("backing up before the case file is brought from version %d to %d: %w", have, len(steps), err)
		}
	}
	return b.write(ctx, func(t *tx) error {
		for _, m := range steps[have:] {
			if err := m.run(t); err != nil {
				return fmt.Errorf("bringing the case file to version %d: %w", m.version, err)
			}
		}
		if have == 0 {
			return nil
		}
		for _, o := range older {
			if have >= o.since {
				continue
			}
			if err := o.do(t); err != nil {
				return fmt.Errorf("bringing along what a case file of version %d holds: %w", have, err)
			}
		}
		return nil
	})
}

func (m migration) run(t *tx) error {
	if m.version == 1 {
		if err := t.script(`create table schema_version (version integer not null); insert into schema_version values (0)`); err != nil {
			return err
		}
	}
	if err := t.script(m.sql); err != nil {
		return err
	}
	return t.exec(`update schema_version set version = ?`, m.version)
}

// script runs several statements that are not worth keeping prepared.
func (t *tx) script(text string) error {
	_, err := t.conn.ExecContext(t.ctx, text)
	return err
}
