// Package letter composes the letters and memos of the office.
//
// A letter is made of [data.LetterFacts]: a template, a case, the officer's words
// and the settings. The same facts give the same bytes. A draft is marked on every
// page and shows in amber what is still missing; a final letter with anything
// missing is refused with the list of the gaps.
package letter
