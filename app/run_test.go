package app

import (
	"bytes"
	"strings"
	"testing"

	"rapport/app/command"
)

func TestCommandsMakeNoWindow(t *testing.T) {
	t.Setenv(envDebug, "1") // the faults of tests are to be seen
	for _, tt := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"version"}, command.Done, command.Version},
		{[]string{"help"}, command.Done, "rapport demo"},
		{[]string{"sumary"}, command.Misuse, "rapport summary"},
		{[]string{"--store"}, command.Misuse, "rapport help"},
		{[]string{"--store", t.TempDir(), "verify"}, command.Failed, "no case file"},
	} {
		var out, errs bytes.Buffer
		code := Run(tt.args, command.Stdio{In: strings.NewReader(""), Out: &out, Err: &errs}, nil) // nil: asking for a window would panic
		if code != tt.code || !strings.Contains(out.String()+errs.String(), tt.says) {
			t.Errorf("%v ended with %d: %s%s", tt.args, code, out.String(), errs.String())
		}
	}
}

func TestOnlyAStoreOpensTheWindow(t *testing.T) {
	for _, tt := range []struct {
		args []string
		dir  string
		ok   bool
	}{
		{nil, "", true},
		{[]string{"--store", "d"}, "d", true},
		{[]string{"--store=d"}, "d", true},
		{[]string{"--store"}, "", false},
		{[]string{"--store="}, "", false},
		{[]string{"cases"}, "", false},
		{[]string{"--store", "d", "cases"}, "", false},
		{[]string{"--json"}, "", false},
	} {
		dir, ok := opensWindow(tt.args)
		if ok != tt.ok || ok && dir != tt.dir {
			t.Errorf("%v: window %v in %q, want %v in %q", tt.args, ok, dir, tt.ok, tt.dir)
		}
	}
}
