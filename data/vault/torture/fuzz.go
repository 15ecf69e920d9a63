package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// fuzz runs every fuzz target of the vault, one after the other.
func fuzz(ctx context.Context, t trial) (bool, error) {
	each := "3s"
	if t.full {
		each = "10m"
	}
	return fuzzFor(ctx, t, each)
}

var fuzzTarget = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)

func fuzzFor(ctx context.Context, t trial, each string) (bool, error) {
	found, err := exec.CommandContext(ctx, "go", "list", "-f", "{{.Dir}}", "rapport/data/vault").Output()
	if err != nil {
		return false, fmt.Errorf("finding the vault's source: %w", err)
	}
	dir := strings.TrimSpace(string(found))
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		return false, err
	}
	targets, bad := 0, 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			return false, err
		}
		for _, m := range fuzzTarget.FindAllSubmatch(source, -1) {
			targets++
			run := exec.CommandContext(ctx, "go", "test", "-run=^$", "-fuzz=^"+string(m[1])+"$", "-fuzztime="+each, dir)
			run.Dir = dir
			if out, err := run.CombinedOutput(); err != nil {
				bad++
				fmt.Fprintf(t.out, "  %s: %v\n%s\n", m[1], err, out)
			}
		}
	}
	fmt.Fprintf(t.out, "fuzz   %d targets, %s each, %d findings\n", targets, each, bad)
	return bad == 0 && targets > 0, nil
}
