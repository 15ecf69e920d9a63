package ehrlink

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"
)

// waiting is the place on this computer to which the browser brings the answer of
// the sign-in: an address that only this computer reaches, one path, one request.
type waiting struct {
	listener net.Listener
	server   *http.Server
	host     string // 127.0.0.1:PORT
	state    string
	taken    atomic.Bool
	got      chan url.Values
}

const callbackPath = "/callback"

// waitForBrowser listens on the first of the ports that is free, or on any. The
// address is the literal one, not "localhost", which may lead elsewhere (RFC 8252
// section 7.3).
func waitForBrowser(ctx context.Context, ports []int, state string) (*waiting, error) {
	w := &waiting{state: state, got: make(chan url.Values, 1)}
	for _, port := range append(append([]int{}, ports...), 0) {
		var err error
		if w.listener, err = door.Listen(ctx, net.JoinHostPort("127.0.0.1", strconv.Itoa(port))); err == nil {
			break
		}
	}
	if w.listener == nil {
		return nil, ErrNoPort
	}
	w.host = w.listener.Addr().String()
	w.server = &http.Server{
		Handler: w, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, MaxHeaderBytes: 16 << 10,
		ErrorLog: log.New(io.Discard, "", 0), // it would name who called
	}
	go func() { _ = w.server.Serve(w.listener) }() // ends with close
	return w, nil
}

// address is the return address as it was registered.
func (w *waiting) address() string { return "http://" + w.host + callbackPath }

// ServeHTTP takes the one answer. Requests under another name for this computer are
// refused: a page of the web could have had its own name lead here.
func (w *waiting) ServeHTTP(to http.ResponseWriter, r *http.Request) {
	h := to.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Connection", "close")
	switch {
	case r.Host != w.host:
		page(to, http.StatusMisdirectedRequest, "This is not a page of the web.")
	case r.URL.Path != callbackPath:
		page(to, http.StatusNotFound, "There is nothing here.")
	case r.Method != http.MethodGet:
		page(to, http.StatusMethodNotAllowed, "There is nothing here.")
	case !w.taken.CompareAndSwap(false, true):
		page(to, http.StatusGone, "This sign-in was answered already. You may close this window.")
	default:
		answer := r.URL.Query()
		if sameState(answer.Get("state"), w.state) {
			page(to, http.StatusOK, "You may close this window and go back to Rapport.")
		} else {
			page(to, http.StatusBadRequest, "This is not the sign-in that Rapport waits for. You may close this window.")
		}
		w.got <- answer
	}
}

// page writes one sentence and nothing of what was asked.
func page(to http.ResponseWriter, status int, sentence string) {
	to.WriteHeader(status)
	fmt.Fprintf(to, `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rapport</title></head>`+
		`<body style="font-family:sans-serif;margin:4em auto;max-width:32em"><p>%s</p></body></html>`, sentence)
}

// answer waits for what the browser brings. Errors: [ErrNoAnswer], and what ended the
// context.
func (w *waiting) answer(ctx context.Context) (url.Values, error) {
	select {
	case v := <-w.got:
		return v, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// pageTime is how long the browser has to take the page that it is answered with.
const pageTime = 2 * time.Second

// close stops listening at once and lets a page under way be written.
func (w *waiting) close() {
	ctx, cancel := context.WithTimeout(context.Background(), pageTime)
	defer cancel()
	if w.server.Shutdown(ctx) != nil {
		_ = w.server.Close() // nothing more can be done about it
	}
}
