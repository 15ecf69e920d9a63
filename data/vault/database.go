package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// DB is the open database of an unlocked case file. Write has one connection,
// whose transactions begin immediately; Read has several, which cannot write.
type DB struct {
	Write *sql.DB
	Read  *sql.DB
}

// DBOptions tune the database; zero values take the defaults.
type DBOptions struct {
	Readers       int // connections that read; 4
	WriteCacheMiB int // page cache of the writer; 64
	ReadCacheMiB  int // page cache of each reader; 16
}

// DB opens the database of an unlocked case file. A second call returns the
// same one, whatever its options; Lock closes it. It never creates a database:
// one that is missing or cut off is damage. Errors: ErrLocked, ErrRotating,
// ErrDamaged, ErrGone, ErrDiskFull, ErrUnwritable, ErrDisk.
func (v *Vault) DB(o DBOptions) (*DB, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ring == nil {
		return nil, ErrLocked
	}
	if v.turning {
		return nil, ErrRotating
	}
	if v.db != nil {
		return v.db, nil
	}
	faults, err := cutOff(v.vfs.cipher.Load(), v.databasePath())
	if err != nil && v.gone() {
		err = fmt.Errorf("opening the database: %w", ErrGone)
	}
	if err != nil {
		return nil, err
	}
	if len(faults) > 0 {
		v.vfs.fault.Store(&faults[0])
		return nil, fmt.Errorf("opening the database: a part of it is missing: %w", &faults[0])
	}
	if err := v.vfs.marks.fit(); err != nil {
		return nil, fmt.Errorf("opening the database: %w", v.kept(err))
	}
	place, err := os.Stat(v.databasePath())
	if err != nil {
		return nil, fmt.Errorf("looking at the database: %w", err)
	}
	db, err := v.openDB(o)
	if err != nil {
		return nil, err
	}
	v.db, v.place = db, place
	return db, nil
}

// kept keeps a page fault for [Vault.PageFault]. v.mu is held.
func (v *Vault) kept(err error) error {
	var fault *PageFault
	if errors.As(err, &fault) {
		v.vfs.fault.Store(fault)
	}
	return err
}

func (v *Vault) openDB(o DBOptions) (*DB, error) {
	readers := orDefault(o.Readers, 4)
	db := &DB{}
	var err error
	writer := append(commonPragmas(orDefault(o.WriteCacheMiB, 64)), "journal_size_limit(67108864)")
	if db.Write, err = openPool(v.address("mode=rw", "_txlock=immediate", writer), 1); err != nil {
		return nil, err
	}
	reader := append(commonPragmas(orDefault(o.ReadCacheMiB, 16)), "query_only(1)")
	if db.Read, err = openPool(v.address("mode=rw", "", reader), readers); err == nil {
		err = v.firstRead(db)
	}
	if err != nil {
		return nil, errors.Join(err, db.close())
	}
	return db, nil
}

// gone says that nothing of the case file is in its folder any more: that is no
// damage, but a drive that was taken away.
func (v *Vault) gone() bool {
	for _, name := range []string{databaseName, headerName, spareName} {
		if _, err := os.Lstat(filepath.Join(v.dir, name)); !missing(err) {
			return false
		}
	}
	return true
}

// InPlace makes sure that the open database is still the file in its folder.
// Where a system lets files go that are open, SQLite would write on into one
// that nobody will find again. Errors: ErrLocked, ErrGone.
func (v *Vault) InPlace() error {
	v.mu.Lock()
	opened, there := v.place, v.db != nil
	v.mu.Unlock()
	if !there {
		return ErrLocked
	}
	now, err := os.Stat(v.databasePath())
	if err != nil {
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	if !os.SameFile(opened, now) {
		return ErrGone
	}
	return nil
}

// firstRead makes SQLite recover the log and read the schema, so that damage
// shows here and not in some later query.
func (v *Vault) firstRead(db *DB) error {
	for _, pool := range []*sql.DB{db.Write, db.Read} {
		var n int
		err := pool.QueryRowContext(context.Background(), `select count(*) from sqlite_schema`).Scan(&n)
		if err == nil {
			continue
		}
		if fault := v.vfs.lastFault(); fault != nil {
			return fmt.Errorf("opening the database: %w", fault)
		}
		return fmt.Errorf("opening the database: %w", Named(err))
	}
	return nil
}

// close closes both pools. The last connection moves the log into the database.
func (d *DB) close() error {
	if d.Read != nil {
		if err := d.Read.Close(); err != nil {
			return errors.Join(fmt.Errorf("closing the database: %w", err), d.Write.Close())
		}
	}
	if err := d.Write.Close(); err != nil {
		return fmt.Errorf("closing the database: %w", err)
	}
	return nil
}

// commonPragmas are what every connection of a case file runs with.
func commonPragmas(cacheMiB int) []string {
	return []string{
		"busy_timeout(10000)",
		"synchronous(full)", // an acknowledged commit survives a power cut
		"foreign_keys(1)",
		"secure_delete(1)",
		"trusted_schema(0)",
		"cell_size_check(1)",
		"temp_store(memory)", // temporary files would be plain
		"mmap_size(0)",       // mapped pages would be sealed ones
		fmt.Sprintf("cache_size(-%d)", cacheMiB<<10),
	}
}

// address is the database's address for the driver.
func (v *Vault) address(mode, txlock string, pragmas []string) string {
	return address(v.databasePath(), v.vfs.name(), mode, txlock, pragmas)
}

func address(path, vfsName, mode, txlock string, pragmas []string) string {
	parts := []string{"vfs=" + vfsName, mode}
	if txlock != "" {
		parts = append(parts, txlock)
	}
	for _, p := range pragmas {
		parts = append(parts, "_pragma="+p)
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") { // C:/...
		path = "/" + path
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: strings.Join(parts, "&")}
	return u.String()
}

func openPool(address string, conns int) (*sql.DB, error) {
	pool, err := sql.Open("sqlite", address)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	pool.SetMaxOpenConns(conns)
	pool.SetMaxIdleConns(conns)
	return pool, nil
}

func orDefault(n, fallback int) int {
	if n > 0 {
		return n
	}
	return fallback
}
