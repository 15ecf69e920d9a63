//go:build linux

package app

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

const (
	envCrash = "RAPPORT_TEST_CRASH"
	envWord  = "RAPPORT_TEST_WORD"
)

// init makes this program one that crashes, before any test.
func init() {
	how := os.Getenv(envCrash)
	if how == "" {
		return
	}
	sentences = guard()
	crashes[how](os.Getenv(envWord))
	time.Sleep(time.Minute) // a crash ends it sooner
	os.Exit(0)
}

var sentences *os.File

// crashes are the ways in which a program ends that it does not choose. word is a
// patient's.
var crashes = map[string]func(word string){
	"a fault with words in a goroutine":  func(word string) { go panic(word + " fell") },
	"an error with words in a goroutine": func(word string) { go panic(fmt.Errorf("reading the case of %s", word)) },
	"a write to a map that is none": func(word string) {
		var none map[string]string
		go func() { none[word] = word }()
	},
	"two goroutines at one map": func(word string) {
		m := map[string]string{}
		for range 4 {
			go func() {
				for {
					m[word] = word
				}
			}()
		}
	},
	"no end of calls":  func(word string) { go endless(word) },
	"a wrong address":  func(word string) { kill(word, unix.SIGSEGV) },
	"a wrong access":   func(word string) { kill(word, unix.SIGBUS) },
	"an abort":         func(word string) { kill(word, unix.SIGABRT) },
	"a question of Go": func(word string) { kill(word, unix.SIGQUIT) },
	"nothing but a sentence": func(string) {
		fmt.Fprintln(os.Stderr, "No sentence of ours.")
		log.Print("No sentence of ours.")
		fmt.Fprintln(sentences, "A sentence.")
		os.Exit(0)
	},
	"nothing but the state of its memory": func(string) {
		var core unix.Rlimit
		err := unix.Getrlimit(unix.RLIMIT_CORE, &core)
		dumpable, e := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0)
		if err = errors.Join(err, e); err != nil {
			fmt.Fprintln(sentences, err)
		}
		fmt.Fprintf(sentences, "dumpable: %d, core: %d, umask: %o\n", dumpable, core.Max, unix.Umask(0))
		os.Exit(0)
	},
}

//go:noinline
func endless(word string) string {
	if word == "" {
		return word
	}
	return endless(word) + word // never comes to its end
}

//go:noinline
func kill(word string, by syscall.Signal) {
	fmt.Fprintln(os.Stdout, len(word)) // it is in use
	_ = unix.Kill(os.Getpid(), by)
}

func TestACrashTellsNoWordOfAPatientAndLeavesNoFile(t *testing.T) {
	const word = "Zyzzogeton"
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for how := range crashes {
		if strings.HasPrefix(how, "nothing") {
			continue
		}
		t.Run(how, func(t *testing.T) {
			dir := t.TempDir()
			cmd := exec.Command(self)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), envCrash+"="+how, envWord+"="+word, "HOME="+dir, "TMPDIR="+dir)
			var errs bytes.Buffer
			cmd.Stderr = &errs
			if err := cmd.Run(); err == nil {
				t.Fatal("the program did not crash")
			}
			if cmd.ProcessState.Sys().(syscall.WaitStatus).CoreDump() {
				t.Error("the memory was written to the disk")
			}
			if said := errs.String(); said != "" {
				t.Errorf("the program wrote: %s", said)
			}
			left, err := filepath.Glob(filepath.Join(dir, "*"))
			if err != nil || len(left) > 0 {
				t.Errorf("the crash left %v, %v", left, err)
			}
		})
	}
}

func TestThePlaceOfTheProgramsOwnSentencesIsStillHeard(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), envCrash+"=nothing but a sentence")
	if said, err := cmd.CombinedOutput(); err != nil || string(said) != "A sentence.\n" {
		t.Errorf("heard was %q, %v", said, err)
	}
}

func TestOtherProgramsMayNotReadTheMemory(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), envCrash+"=nothing but the state of its memory")
	if said, err := cmd.CombinedOutput(); err != nil || string(said) != "dumpable: 0, core: 0, umask: 77\n" {
		t.Errorf("the program says %q, %v", said, err)
	}
}
