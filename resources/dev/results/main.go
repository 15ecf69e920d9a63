// Command results shows what go test -json says as go test itself would, and notes
// the tests that were skipped, with the reasons they give, at the end of a file.
//
//	go test -json ./... | results FILE
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go test -json PACKAGES | results FILE")
		os.Exit(2)
	}
	if err := run(os.Stdin, os.Stdout, os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "results:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer, path string) error {
	skipped, err := show(in, out)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	for _, line := range skipped {
		if _, err := fmt.Fprintln(file, line); err != nil {
			_ = file.Close() // the first error is told
			return err
		}
	}
	return file.Close()
}

// event is one of go doc test2json.
type event struct{ Action, Package, Test, Output string }

type test struct{ pkg, name string } // no name: the package itself

// show writes the lines of packages and of tests that failed, and returns a line
// for each test that was skipped.
func show(in io.Reader, out io.Writer) (skipped []string, err error) {
	said := map[test][]string{} // of what has not ended yet
	var open []test             // its order
	to := bufio.NewWriter(out)
	print := func(t test) {
		for _, line := range said[t] {
			if !strings.HasPrefix(line, "=== ") {
				to.WriteString(line) // its error stays until Flush
			}
		}
	}
	end := func(t test) {
		delete(said, t)
		open = slices.DeleteFunc(open, func(o test) bool { return o == t })
	}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			var e event
			if json.Unmarshal([]byte(line), &e) != nil {
				to.WriteString(line) // not of a test
				continue
			}
			t := test{e.Package, e.Test}
			switch e.Action {
			case "build-output":
				to.WriteString(e.Output)
			case "output":
				if _, known := said[t]; !known {
					open = append(open, t)
				}
				said[t] = append(said[t], e.Output)
			case "skip", "pass", "fail":
				switch {
				case t.name == "" && e.Action == "fail":
					for _, o := range open { // what a crash left without its end
						if o.pkg == t.pkg && o.name != "" {
							print(o)
						}
					}
					print(t)
				case t.name == "": // all but the line of the package would be much
					for _, line := range said[t] {
						if strings.HasPrefix(line, "ok  ") || strings.HasPrefix(line, "?   ") {
							to.WriteString(line)
						}
					}
				case e.Action == "fail":
					print(t)
				case e.Action == "skip":
					skipped = append(skipped, fmt.Sprintf("%s, %s: %s", strings.TrimPrefix(t.pkg, "rapport/"), t.name, reason(said[t])))
				}
				end(t)
				if t.name == "" {
					if err := to.Flush(); err != nil {
						return skipped, err
					}
				}
			}
		}
		if err == io.EOF {
			return skipped, to.Flush()
		}
		if err != nil {
			return skipped, err
		}
	}
}

// place is what stands before the words of a test: file and line.
var place = regexp.MustCompile(`^\s*[\w.-]+\.go:\d+: `)

// reason is what a skipped test said last.
func reason(lines []string) string {
	why := ""
	for _, line := range lines {
		if place.MatchString(line) {
			why = strings.TrimSpace(place.ReplaceAllString(line, ""))
		}
	}
	if why == "" {
		return "it gives no reason"
	}
	return why
}
