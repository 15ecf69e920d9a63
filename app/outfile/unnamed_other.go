//go:build !linux

package outfile

// writeUnnamed does nothing where every file has a name.
func writeUnnamed(string, []byte) (done bool, err error) { return false, nil }
