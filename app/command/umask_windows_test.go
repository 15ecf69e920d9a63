package command

import "testing"

// refuseNothing does nothing where there is no such mask.
func refuseNothing(*testing.T) {}
