// Package vault keeps one case file on disk so that nobody without a passphrase
// can read it and nobody can change it unnoticed.
//
// A case file is a directory with an encrypted SQLite database and a small
// header:
//
//	casefile.db         the database; every page sealed with AES-256-GCM
//	casefile.db-wal     its log while it is open; every page image sealed likewise
//	casefile.keys       the header: one key slot for each officer, one for the recovery key
//	casefile.keys.bak   a second copy of the header
//	casefile.lock       held by the one process that has the case file open
//	backups/            copies in the same sealed form
//
// One random data key seals everything. A key slot holds that key wrapped by a
// key that Argon2id makes from the officer's passphrase; the recovery slot holds
// it wrapped by a key made from the recovery key that the office keeps on paper.
// FORMAT.md says where every byte lies.
//
// What it promises: a page that was altered, moved or damaged is an error that
// names the page, never wrong data; a wrong passphrase, a damaged file and a
// newer version are three different errors; a case file that does not open is
// never replaced by an empty one; after Lock the data key is forgotten.
//
// What it does not promise: it cannot tell that the whole directory, or single
// pages, were put back to an earlier state of the same case file; and Go cannot
// promise that no copy of a key stays in memory that was given back.
package vault
