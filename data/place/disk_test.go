package place

import (
	"strings"
	"testing"
)

func TestTheDiskEncryptionOfTheSystemIsAskedForByItsName(t *testing.T) {
	for system, name := range map[string]string{"linux": "LUKS", "windows": "BitLocker", "darwin": "FileVault"} {
		says := diskSentence(system)
		if !strings.Contains(says, "disk encryption ("+name+") is on") || !strings.Contains(says, "swap and hibernation") {
			t.Errorf("on %s it says: %s", system, says)
		}
	}
	if says := diskSentence("freebsd"); !strings.Contains(says, "disk encryption is on") {
		t.Errorf("on a system whose encryption has no name here it says: %s", says)
	}
}
