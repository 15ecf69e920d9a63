package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

func TestAFaultThatNothingCatchesIsReportedWithoutItsWords(t *testing.T) {
	var kind, stack string
	code, report := Open(func() fyne.App { panic("Ms. Canary fell on 6 West") }, Options{
		Store: t.TempDir(),
		Fault: func(_, k string, s []byte) string { kind, stack = k, string(s); return "/reports/fault.txt" },
	})
	if code != Faulted || report != "/reports/fault.txt" {
		t.Errorf("Open returned %d and %q", code, report)
	}
	if kind != "string" || strings.Contains(kind, "Canary") {
		t.Errorf("the report names the kind %q", kind)
	}
	if !strings.Contains(stack, "TestAFault") {
		t.Error("the report does not say where it happened")
	}
}
