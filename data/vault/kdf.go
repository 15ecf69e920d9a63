package vault

import (
	"fmt"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// KDF is the cost of turning a passphrase into a key with Argon2id (RFC 9106).
type KDF struct {
	Passes    uint32 `json:"passes"`
	MemoryKiB uint32 `json:"memory_kib"`
	Lanes     uint8  `json:"lanes"`
}

// The least that a new case file takes is RFC 9106's second recommended option.
// The most that is accepted from a file keeps a hostile one from hanging or
// starving the program: 1 GiB of memory, and in all the work of 8 passes over it.
const (
	minPasses    = 3
	minMemoryKiB = 64 << 10
	kdfLanes     = 4

	calibratedPasses    = 16
	calibratedMemoryKiB = 256 << 10

	maxPasses    = 64
	maxMemoryKiB = 1 << 20
	maxLanes     = 16
	maxKDFWork   = 8 * maxMemoryKiB // passes times KiB

	saltSize = 16
)

// unlockTime is what one guess should cost on the machine that makes the slot.
const unlockTime = time.Second

// calibrate picks the cost that takes about unlockTime here: more memory first,
// which costs an attacker with many cores most, then more passes. The quickest of
// some tries counts: the first is slower than those that follow.
func calibrate() KDF {
	k := KDF{Passes: minPasses, MemoryKiB: minMemoryKiB, Lanes: kdfLanes}
	took := unlockTime
	for range 3 {
		start := time.Now()
		clear(k.key("calibration", make([]byte, saltSize)))
		took = min(took, time.Since(start))
	}
	return k.scaled(took)
}

// scaled is k made longer until it should take unlockTime, given what k took.
func (k KDF) scaled(took time.Duration) KDF {
	took = max(took, time.Millisecond)
	for k.MemoryKiB < calibratedMemoryKiB && 2*took <= unlockTime {
		k.MemoryKiB *= 2
		took *= 2
	}
	perPass := took / time.Duration(k.Passes)
	k.Passes = min(max(uint32(unlockTime/perPass), minPasses), calibratedPasses)
	return k
}

// check refuses a cost outside what a file may ask for.
func (k KDF) check() error {
	work := uint64(k.Passes) * uint64(k.MemoryKiB)
	if k.Passes < 1 || k.Passes > maxPasses || k.MemoryKiB < 8 || k.MemoryKiB > maxMemoryKiB ||
		k.Lanes < 1 || k.Lanes > maxLanes || work > maxKDFWork {
		return fmt.Errorf("a key slot asks for %d passes over %d KiB in %d lanes", k.Passes, k.MemoryKiB, k.Lanes)
	}
	return nil
}

// key is the key-encryption key for a passphrase. The passphrase is normalised
// (NFKC), so that it is the same on every keyboard and system.
func (k KDF) key(passphrase string, salt []byte) []byte {
	typed := []byte(norm.NFKC.String(passphrase))
	defer clear(typed)
	return argon2.IDKey(typed, salt, k.Passes, k.MemoryKiB, k.Lanes, dataKeySize)
}
