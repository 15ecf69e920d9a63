// Package practice makes the practice data: believable cases and comments of a
// hospital that does not exist. Every name, number and sentence is invented; no
// part of it comes from a real record.
//
// The same seed, number and period give the same cases, to the last letter, on
// every machine. Cases come one after the other in the order of their receipt,
// so that a million of them need no more memory than one.
package practice
