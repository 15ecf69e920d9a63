//go:build !unix

package instance

import "os"

func userID() string { return os.Getenv("USERNAME") }

// ownFolder has nothing to do: the folder for temporary files is the user's own.
func ownFolder(string) error { return nil }
