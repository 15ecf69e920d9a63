// Package app_test keeps the house in order: it reads the source of the whole
// module, without building it, and fails on an import that points up.
package app_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module = "rapport"
	fyne   = "fyne.io/fyne/v2"
)

// importRule forbids some imports to some files. Files and folders are named from
// the top of the module, packages by their import path; "x/..." is x and all below
// it, "..." is everything, "std" is the standard library.
type importRule struct {
	files   []string // the files and folders that the rule binds
	but     []string // those among them that are free
	forbids []string
	allows  []string // those among the forbidden that are allowed
	reason  string
}

// torture is a command of its own that nothing imports: it works at a case file as an
// officer does, through the store, and reads the sentences that an officer would read.
const torture = "data/vault/torture/..."

var importRules = []importRule{
	{
		files:   []string{"resources/..."},
		forbids: []string{"..."}, allows: []string{"std", module + "/resources/..."},
		reason: "resources are the ground floor: everything reads them, they know nothing above",
	},
	{
		files:   []string{"data/*"},
		forbids: []string{"..."}, allows: []string{"std", "github.com/google/uuid", module + "/data"},
		reason: "data holds the types and rules of a case: the standard library and uuid alone",
	},
	{
		files: []string{"data/..."}, but: []string{torture},
		forbids: []string{module, module + "/app/...", module + "/reports/..."},
		reason:  "arrows point down: data knows neither the reports nor the window",
	},
	{
		files: []string{"data/vault/..."}, but: []string{torture},
		forbids: []string{module + "/data/store/...", module + "/data/exchange/...", module + "/data/redact/..."},
		reason:  "arrows point down: the vault lies under the store",
	},
	{
		files:   []string{"data/exchange/...", "data/redact/..."},
		forbids: []string{module + "/data/store/...", module + "/data/vault/..."},
		reason:  "readers of other formats and the redactor work on values, not on the case file on disk",
	},
	{
		files:   []string{"reports/..."},
		forbids: []string{module, module + "/app/..."},
		reason:  "arrows point down: a report does not know who shows it",
	},
	{
		files:   []string{"reports/..."},
		forbids: []string{module + "/data/store/...", module + "/data/vault/..."},
		reason:  "a report is made from values: whoever asks for it has read them from the store",
	},
	{
		files:   []string{"app/..."},
		forbids: []string{module},
		reason:  "arrows point down: main.go starts app, nothing starts main.go",
	},
	{
		files:   []string{"app/away/...", "app/canary/...", "app/instance/...", "app/outfile/...", "data/place/..."},
		forbids: []string{module + "/..."},
		reason:  "what deals with the system alone knows nothing of Rapport",
	},
	{
		files:   []string{"app/ehrlink/..."},
		forbids: []string{module + "/..."}, allows: []string{module + "/app/ehrlink/..."},
		reason: "the link to the health record carries bytes: what they mean is for others",
	},
	{
		files: []string{"..."}, but: []string{"app/ehrlink/...", "app/window/..."},
		forbids: []string{module + "/app/ehrlink/..."},
		reason:  "the window alone asks a health record: whoever signs in sits before it",
	},
	{
		files: []string{"..."}, but: []string{"app/ehrlink/...", "app/instance/...", "app/away/...", "app/window/realwindow/...", "app/window/network_test.go"},
		forbids: network, allows: []string{"net/url", "net/netip", "net/mail", "net/textproto", "golang.org/x/net/html/..."},
		reason: "app/ehrlink alone reaches a network; app/instance and app/away speak with this computer over sockets of its own",
	},
	{
		files:   []string{"app/command/..."},
		forbids: []string{module + "/app/window/..."},
		reason:  "the commands work where there is no display",
	},
	{
		files: []string{"..."}, but: []string{"main.go", "app/window/..."},
		forbids: []string{"fyne.io/..."},
		reason:  "Fyne stays in the window",
	},
	{
		files: []string{"..."}, but: []string{"main.go"},
		forbids: []string{fyne + "/app"},
		reason:  "this import needs cgo and OpenGL: main.go alone makes it, so that all else is tested without",
	},
	{
		files: []string{"..."}, but: []string{"data/store/...", "data/vault/..."},
		forbids: []string{"database/sql/...", "modernc.org/..."},
		reason:  "SQL stays in the store and the vault",
	},
	{
		files: []string{"..."}, but: []string{"reports/pdf/..."},
		forbids: []string{"github.com/jung-kurt/gofpdf/...", "github.com/pdfcpu/pdfcpu/..."},
		reason:  "one painter writes PDF: reports/pdf",
	},
	{
		// The test writes the workbooks that the reader is to read.
		files: []string{"..."}, but: []string{"reports/workbook/...", "data/exchange/xlsx_test.go"},
		forbids: []string{"github.com/xuri/excelize/..."},
		reason:  "one package writes workbooks: reports/workbook",
	},
}

// network are the packages that dial, listen or look names up. Those of others' making
// come with Fyne, whose own http storage is never asked for anything.
var network = []string{
	"net/...", "crypto/tls", "log/syslog", "expvar", "golang.org/x/net/...", "golang.org/x/oauth2/...", "golang.org/x/crypto/ssh/...", "golang.org/x/crypto/acme/...",
	"github.com/godbus/...",
}

const (
	windowFolder = "app/window/..."
	asyncFile    = "app/window/ui/async.go"

	oneAsyncFile = "in the window " + asyncFile + " alone starts goroutines and comes back from them with fyne.Do"
	neverWait    = "fyne.DoAndWait hangs the window for good when the main goroutine calls it"
)

// barredCall is a function that only some files may call.
type barredCall struct {
	pkg, name string
	but       []string // the files that may call it
	reason    string
}

// threadCalls leave the goroutine that they are called on.
var threadCalls = []barredCall{
	{fyne, "Do", []string{asyncFile}, oneAsyncFile},
	{fyne, "DoAndWait", nil, neverWait},
	{"time", "AfterFunc", []string{asyncFile}, oneAsyncFile},
	{"context", "AfterFunc", []string{asyncFile}, oneAsyncFile},
}

// dialCall are functions that dial in packages that are read from elsewhere for
// other things.
var dialCalls = []barredCall{
	{"net/textproto", "Dial", nil, "app/ehrlink alone reaches a network"},
	{"syscall", "Socket", nil, "app/ehrlink alone reaches a network"},
	{"syscall", "Connect", nil, "app/ehrlink alone reaches a network"},
	{"golang.org/x/sys/unix", "Socket", nil, "app/ehrlink alone reaches a network"},
	{"golang.org/x/sys/unix", "Connect", nil, "app/ehrlink alone reaches a network"},
}

// topLevel is all that may lie beside the files whose names begin with a dot.
var topLevel = []string{
	"main.go", "app", "data", "reports", "resources",
	"FyneApp.toml", "go.mod", "go.sum", "README.md", "LICENSE",
}

func TestImportsPointDownOnly(t *testing.T) {
	read := 0
	err := fs.WalkDir(os.DirFS(".."), ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if hidden := strings.HasPrefix(entry.Name(), ".") && file != "."; hidden || entry.Name() == "testdata" {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(file) != ".go" {
			return nil
		}
		source, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(file)))
		if errors.Is(err, fs.ErrNotExist) {
			return nil // an editor's file, gone between the listing and the reading
		}
		if err != nil {
			return err
		}
		found, err := faults(file, source)
		for _, fault := range found {
			t.Error(fault)
		}
		read++
		return err
	})
	if err != nil {
		t.Fatalf("reading the module's source: %v", err)
	}
	if read < 2 {
		t.Fatalf("read %d Go files; the module has more than this test", read)
	}
}

func TestTopLevelHoldsTheFourFloorsAndLittleElse(t *testing.T) {
	for _, name := range topLevelNames(t) {
		if !strings.HasPrefix(name, ".") && !slices.Contains(topLevel, name) {
			t.Errorf("%s lies at the top level, where only %s and dot files belong", name, strings.Join(topLevel, ", "))
		}
	}
}

// topLevelNames asks git, so that somebody's untracked log fails nobody's test; where
// git knows nothing, as in an unpacked archive, it lists the folder.
func topLevelNames(t *testing.T) []string {
	t.Helper()
	ask := exec.Command("git", "-c", "safe.directory=*", "ls-files", "-z")
	ask.Dir = ".."
	tracked, err := ask.Output()
	if err == nil && len(tracked) > 0 {
		var names []string
		for file := range strings.SplitSeq(strings.TrimSuffix(string(tracked), "\x00"), "\x00") {
			name, _, _ := strings.Cut(file, "/")
			names = append(names, name)
		}
		return slices.Compact(names) // git lists in order
	}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatalf("listing the top level: %v", err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// faults lists what is wrong with one Go file, named from the top of the module.
func faults(file string, source []byte) ([]string, error) {
	positions := token.NewFileSet()
	tree, err := parser.ParseFile(positions, file, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("parsing the imports: %w", err)
	}
	found := append(importFaults(file, tree), callFaults(file, tree, positions, dialCalls)...)
	if covers(windowFolder, file) && !strings.HasSuffix(file, "_test.go") {
		found = append(found, threadFaults(file, tree, positions)...)
	}
	return found, nil
}

func importFaults(file string, tree *ast.File) []string {
	var found []string
	for _, spec := range tree.Imports {
		imported := importPath(spec)
		for _, rule := range importRules {
			binds := coveredByAny(rule.files, file) && !coveredByAny(rule.but, file)
			if binds && names(rule.forbids, imported) && !names(rule.allows, imported) {
				found = append(found, fmt.Sprintf("%s imports %s: %s", file, imported, rule.reason))
			}
		}
	}
	return found
}

func threadFaults(file string, tree *ast.File, positions *token.FileSet) []string {
	found := callFaults(file, tree, positions, threadCalls)
	ast.Inspect(tree, func(node ast.Node) bool {
		if node, ok := node.(*ast.GoStmt); ok && file != asyncFile {
			found = append(found, faultAt(file, node, positions, "starts a goroutine", oneAsyncFile))
		}
		return true
	})
	return found
}

func faultAt(file string, node ast.Node, positions *token.FileSet, what, reason string) string {
	return fmt.Sprintf("%s:%d %s: %s", file, positions.Position(node.Pos()).Line, what, reason)
}

// callFaults are the uses of functions that the file may not call.
func callFaults(file string, tree *ast.File, positions *token.FileSet, calls []barredCall) []string {
	var found []string
	ast.Inspect(tree, func(node ast.Node) bool {
		if node, ok := node.(*ast.SelectorExpr); ok {
			for _, call := range calls {
				if refersTo(node, tree, call) && !slices.Contains(call.but, file) {
					found = append(found, faultAt(file, node, positions, "uses "+call.pkg+"."+call.name, call.reason))
				}
			}
		}
		return true
	})
	return found
}

// refersTo says whether the expression names the function, under whatever name the
// file imports its package.
func refersTo(expression *ast.SelectorExpr, tree *ast.File, call barredCall) bool {
	qualifier, ok := expression.X.(*ast.Ident)
	if !ok || expression.Sel.Name != call.name {
		return false
	}
	return slices.ContainsFunc(tree.Imports, func(spec *ast.ImportSpec) bool {
		local := path.Base(strings.TrimSuffix(call.pkg, "/v2"))
		if spec.Name != nil {
			local = spec.Name.Name
		}
		return importPath(spec) == call.pkg && local == qualifier.Name
	})
}

func importPath(spec *ast.ImportSpec) string {
	unquoted, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		panic("the parser let through an import that is no string: " + spec.Path.Value)
	}
	return unquoted
}

// names says whether one of the patterns means the imported package.
func names(patterns []string, imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	standard := !strings.Contains(first, ".") && first != module
	return slices.Contains(patterns, "std") && standard || coveredByAny(patterns, imported)
}

func coveredByAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return covers(pattern, name) })
}

// covers matches "x" with x alone, "x/*" with what lies directly in x, "x/..." with
// x and all below it, and "..." with everything.
func covers(pattern, name string) bool {
	if folder, ok := strings.CutSuffix(pattern, "/*"); ok {
		return path.Dir(name) == folder
	}
	if folder, ok := strings.CutSuffix(pattern, "/..."); ok {
		return name == folder || strings.HasPrefix(name, folder+"/")
	}
	return pattern == "..." || pattern == name
}
