// Package store keeps the case file on disk: SQL, schema, search, the audit
// chain and sign-in, over the encrypted database of package vault.
//
// The one way to the data is a [Session], an officer who is signed in. Every
// method that changes something has one shape: check that the session is open,
// ask the rules of package data, write the rows, the search index and the audit
// entry in one transaction, tell the subscribers. Exported methods open the
// transaction; small unexported functions take it.
//
// A case may be restricted to people by name ([data.Restriction]). What a session
// may see of such cases is its sight, which every transaction carries: reading a
// case whole is refused there, so that a method which forgets about restricted
// cases answers an error and no words; lists leave the hidden ones out by a
// condition; figures count them under a key that leads nowhere. [tx.whole] is for
// what the program works out of every case and shows nobody.
//
// One connection writes, a few read; readers see the last commit and never wait
// for the writer. SQL that only SQLite understands is in dialect.go and in the
// migration that makes the search index.
package store
