package ehr

import (
	"archive/zip"
	"bytes"
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// readText reads with a clock and a zone that stand still.
func readText(t testing.TB, text string) Reading {
	t.Helper()
	return readBytes(t, []byte(text))
}

func readBytes(t testing.TB, raw []byte) Reading {
	t.Helper()
	l := newLimits()
	l.now = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	l.zone = time.FixedZone("ward", -5*3600)
	return read(context.Background(), raw, l)
}

func hasRemark(t testing.TB, r Reading, part string) {
	t.Helper()
	if !slices.ContainsFunc(r.Remarks, func(m Remark) bool { return strings.Contains(m.Sentence, part) }) {
		t.Errorf("no remark has %q: %q", part, r.Remarks)
	}
}

func zipOf(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(files[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
