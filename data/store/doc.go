// Package store keeps the case file on disk: SQL, schema, search, the audit
// chain and sign-in, over the encrypted database of package vault.
//
// The one way to the data is a [Session], an officer who is signed in. Every
// method that changes something has one shape: check that the session is open,
// ask the rules of package data, write the rows, the search index and the audit
// entry in one transaction, tell the subscribers. Exported methods open the
// transaction; small unexported functions take it.
//
// One connection writes, a few read; readers see the last commit and never wait
// for the writer. SQL that only SQLite understands is in dialect.go and in the
// migration that makes the search index.
package store
