// Package instance lets a second start of the window hand over to the one that
// is open on the same case file: that one comes to the front, the second ends.
//
// They speak over a Unix socket in a folder of the user's own, never in the
// folder of the case file, which computers may share. It carries one word, and
// nothing leaves the computer. Windows 10 and later have such sockets too.
package instance

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// The answers of Ask. Test with errors.Is.
var (
	// ErrNobody: no window is open on the case file, on this computer and by this user.
	ErrNobody = errors.New("no window is open on this case file")
	// ErrNoAnswer: a window is open and does not answer: it hangs, or was stopped.
	ErrNoAnswer = errors.New("the window that is open does not answer")
)

const (
	request = "show yourself\n"
	shown   = "shown\n"
	// Patience is how long a window has for its answer.
	Patience = 5 * time.Second
)

// socketPath is where the window of a case file listens. The folder is the
// user's own; one of somebody else's making is not used.
func socketPath(store string) (string, error) {
	base := os.Getenv("XDG_RUNTIME_DIR")
	if !filepath.IsAbs(base) {
		base = filepath.Join(os.TempDir(), "rapport-"+userID())
	} else {
		base = filepath.Join(base, "rapport")
	}
	if err := os.MkdirAll(base, 0o700); err != nil {
		return "", fmt.Errorf("making the folder of the socket: %w", err)
	}
	if err := ownFolder(base); err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(onePath(store)))
	return filepath.Join(base, hex.EncodeToString(sum[:8])+".sock"), nil
}

// onePath is the one way to write the path of a folder, there or not.
func onePath(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	return dir
}

// Ask asks the window that is open on the case file in store to show itself; nil
// says that it did. Errors: [ErrNobody], [ErrNoAnswer].
func Ask(ctx context.Context, store string) error {
	path, err := socketPath(store)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNobody, err)
	}
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	c, err := (&net.Dialer{}).DialContext(ctx, "unix", path)
	if err != nil {
		if ctx.Err() != nil {
			return ErrNoAnswer
		}
		return ErrNobody // nothing there, or left by a window that was killed
	}
	defer c.Close() // one word was said
	if deadline, ok := ctx.Deadline(); ok {
		_ = c.SetDeadline(deadline) // without it the connection's own end counts
	}
	if _, err := io.WriteString(c, request); err != nil {
		return ErrNoAnswer
	}
	answer, err := bufio.NewReader(io.LimitReader(c, 100)).ReadString('\n')
	if err != nil || answer != shown {
		return ErrNoAnswer
	}
	return nil
}

// Listen has show called when somebody asks, until stop is called. show brings
// the window to the front and calls done; it runs on a goroutine of the
// package's own. Error: [ErrListening] where another window listens already.
func Listen(store string, show func(done func())) (stop func(), err error) {
	path, err := socketPath(store)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		c, dialed := net.DialTimeout("unix", path, time.Second)
		if dialed == nil {
			return nil, errors.Join(ErrListening, c.Close())
		}
		// Left by a window that was killed.
		if err := os.Remove(path); err != nil {
			return nil, fmt.Errorf("removing a socket that nobody listens on: %w", err)
		}
		if l, err = net.Listen("unix", path); err != nil {
			return nil, fmt.Errorf("listening for a second start: %w", err)
		}
	}
	_ = os.Chmod(path, 0o600) // the folder keeps others out in any case
	go accept(l, show)
	return sync.OnceFunc(func() { _ = l.Close() }), nil // and the socket goes with it
}

// ErrListening: another window listens for the same case file.
var ErrListening = errors.New("another window listens for this case file")

func accept(l net.Listener, show func(done func())) {
	for {
		c, err := l.Accept()
		if err != nil {
			return // closed
		}
		go answer(c, show)
	}
}

func answer(c net.Conn, show func(done func())) {
	defer c.Close() // nothing is kept
	_ = c.SetDeadline(time.Now().Add(Patience))
	word, err := bufio.NewReader(io.LimitReader(c, 100)).ReadString('\n')
	if err != nil || word != request {
		return
	}
	ready := make(chan struct{})
	show(sync.OnceFunc(func() { close(ready) }))
	select {
	case <-ready:
		_, _ = io.WriteString(c, shown) // who asked may be gone
	case <-time.After(Patience):
	}
}
