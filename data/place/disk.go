package place

import "runtime"

// encryptions are the names under which the systems have the encryption of a disk.
var encryptions = map[string]string{"linux": "LUKS", "windows": "BitLocker", "darwin": "FileVault"}

// DiskSentence asks for the disk encryption of this system: swap and hibernation
// write memory to the disk, which no program can keep from them. Whether it is on
// cannot be told without the rights of the computer's administrator everywhere, so
// it is asked for and not checked.
func DiskSentence() string {
	return diskSentence(runtime.GOOS)
}

func diskSentence(system string) string {
	name := ""
	if known := encryptions[system]; known != "" {
		name = " (" + known + ")"
	}
	return "Make sure that this computer's disk encryption" + name + " is on: with swap and hibernation the system writes memory to the disk, and Rapport cannot encrypt that."
}
