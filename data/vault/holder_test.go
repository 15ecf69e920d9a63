package vault

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestACaseFileInUseSaysByWhom(t *testing.T) {
	v, _ := create(t)
	_, err := Open(v.Dir())
	var e *InUse
	if !errors.As(err, &e) || !errors.Is(err, ErrInUse) {
		t.Fatal(err)
	}
	if !e.Known || !e.Here || e.Process != os.Getpid() || e.Since.IsZero() {
		t.Errorf("%+v", e)
	}
	write(t, filepath.Join(v.Dir(), holderName), []byte(`{"host":"ward-7","user":"ashdown","process":12,"since":"2026-03-02T08:00:00Z"}`))
	if _, err := Open(v.Dir()); !errors.As(err, &e) || e.Here || e.Host != "ward-7" || e.User != "ashdown" {
		t.Errorf("of another computer: %+v", e)
	}
	write(t, filepath.Join(v.Dir(), holderName), []byte("torn"))
	if _, err := Open(v.Dir()); !errors.As(err, &e) || e.Known {
		t.Errorf("not to be read: %+v", e)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(v.Dir(), holderName)); !missing(err) {
		t.Error("who had it open is still told")
	}
	write(t, filepath.Join(v.Dir(), holderName), []byte("left by a program that was killed"))
	w, err := Open(v.Dir())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}
