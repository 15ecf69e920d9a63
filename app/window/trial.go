package window

import (
	"fmt"
	"os"

	"fyne.io/fyne/v2"
)

// What tests of the real program set in its environment: the size of the
// window, and that it ends by itself once its first screen can be used.
const (
	envSize = "RAPPORT_WINDOW_SIZE" // such as 1024x700
	envExit = "RAPPORT_EXIT_AFTER_FIRST_FRAME"
)

// trialSize is the size a test asks for, zero where none does.
func trialSize() (size fyne.Size) {
	if _, err := fmt.Sscanf(os.Getenv(envSize), "%fx%f", &size.Width, &size.Height); err != nil {
		return fyne.Size{}
	}
	return size
}

func endsAfterFirstFrame() bool { return os.Getenv(envExit) == "1" }
