//go:build !linux && !darwin && !windows

package place

func drive(string) Kind { return Ordinary }
