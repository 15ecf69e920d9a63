// Package vault keeps one case file on disk so that nobody without a passphrase
// can read it and nobody can change it unnoticed.
//
// A case file is a directory with an encrypted SQLite database and a small
// header:
//
//	casefile.db         the database; every page sealed with AES-256-GCM
//	casefile.db-wal     its log while it is open; every page image sealed likewise
//	casefile.keys       the header: a key slot for each officer, for the recovery key, for the hospital key
//	casefile.keys.bak   a second copy of the header
//	casefile.mark       a keyed sum over the pages, and where the log is
//	casefile.lock       held by the one process that has the case file open
//	casefile.holder     says who that is, in plain: computer, user, process, since when
//	casefile.tries      how many tries to open it failed, if any did
//	casefile.db.next    the database under the next data key, while it is changed
//	backups/            copies in the same sealed form
//
// One random data key seals everything. A key slot has a key pair, to whose
// public half the data key is sealed. The private half is wrapped by a key that
// Argon2id makes from the officer's passphrase, or that is made from the recovery
// key on paper; that of the hospital key lies in a safe of the hospital's security
// office. So the data key can be changed without anybody's passphrase.
// FORMAT.md says where every byte lies.
//
// What it promises: a page that was altered, moved or damaged is an error that
// names the page, never wrong data; a wrong passphrase, a damaged file and a
// newer version are three different errors; a case file that does not open is
// never replaced by an empty one; after Lock the data key is forgotten; a change
// of the data key that is cut off at any point loses nothing and can go on; who
// was removed before it reads nothing that is written after it.
//
// What it does not promise: it cannot tell that the whole directory was put
// back to an earlier state of the same case file; the delay after
// failed tries stops nobody who has a copy of the files; and Go cannot promise
// that no copy of a key stays in memory that was given back.
package vault
