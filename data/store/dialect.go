package store

import (
	"errors"
	"slices"

	"modernc.org/sqlite"
)

// What only SQLite understands, apart from the schema. Another database would
// bring its own form of this file and of the migration that makes the search
// index.

const (
	// beginRead takes a snapshot at the first read and never waits for the writer.
	beginRead = `begin deferred`
	// beginWrite takes the write lock at once, so that no transaction fails half way.
	beginWrite = `begin immediate`

	// strict makes "insert or replace" ask the triggers that forbid removal.
	strict = `pragma recursive_triggers = on`

	// The statements of the search index. A cross join keeps it the outer one,
	// whatever the filters beside it.
	indexCase      = `insert or replace into case_search (rowid, words) values (?, ?)`
	indexFeedback  = `insert or replace into feedback_search (rowid, words) values (?, ?)`
	joinCases      = ` from case_search s cross join cases c where c.key = s.rowid and s.case_search match ?`
	joinFeedback   = ` from feedback_search s cross join feedback f where f.key = s.rowid and s.feedback_search match ?`
	countMatches   = `select count(*) from (select 1 from case_search where case_search match ?`
	casesThatMatch = `c.key in (select rowid from case_search where case_search match ?)`

	// keysIn are the keys of a list in one value ([keyList]). A cross join keeps them
	// the outer ones.
	keysIn     = `select value from json_each(?)`
	amongCases = ` from (` + keysIn + `) k cross join cases c where c.key = k.value`

	// issuesAlone reads issues from the index that holds all that the figures need.
	issuesAlone = `issues i indexed by issues_facts`

	// planOften lets the planner learn from what the tables hold; cheap when
	// little has changed.
	planOften = `pragma optimize`
	// planAnew has the planner read every index to its end, once after many rows
	// came at once: the sample that planOften takes then misleads it.
	planAnew = `analyze`

	// mergeCaseIndex writes the search index anew in one piece, without the words of
	// what was taken out of it: until then they stay in the older pieces.
	mergeCaseIndex = `insert into case_search (case_search) values ('optimize')`
	// emptyLog brings what the log holds into the database and empties it.
	emptyLog = `pragma wal_checkpoint(truncate)`

	checkIntegrity   = `pragma integrity_check(20)`
	checkQuickly     = `pragma quick_check(20)`
	checkForeignKeys = `select count(*) from pragma_foreign_key_check`

	// countHandouts counts the handouts of each entry of the library.
	countHandouts = `select coalesce(json_extract(body, '$.item'), ''), count(*) from records where kind = ? group by 1`

	// lookAtIndexes has a connection read anew how the search indexes are built: the
	// integrity check of SQLite 3.54 goes by what the connection saw last, and would
	// call what another one wrote since a corruption.
	lookAtIndexes = `select (select count(*) from case_search where case_search match 'x') + (select count(*) from feedback_search where feedback_search match 'x')`

	schemaThere = `select count(*) from sqlite_schema where type = 'table' and name = 'schema_version'`
)

// unreadable reports whether the database could not make sense of its file:
// SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB (https://www.sqlite.org/rescode.html).
func unreadable(err error) bool { return slices.Contains([]int{10, 11, 26}, code(err)) }

// undone reports whether a rollback was refused because SQLite had rolled back
// already, as it does on its own when the disk is full or cannot be read
// (SQLITE_ERROR; https://www.sqlite.org/lang_transaction.html).
func undone(rollback error) bool { return code(rollback) == 1 }

// taken reports whether a row was refused because there is one like it
// (SQLITE_CONSTRAINT).
func taken(err error) bool { return code(err) == 19 }

// code returns SQLite's number for an error, without the part that says which
// kind; 0 for an error that is not SQLite's.
func code(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code() & 0xff
}
