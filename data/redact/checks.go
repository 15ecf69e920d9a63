package redact

import (
	"strconv"
	"strings"

	"rapport/data"
)

// shortDomains are ends of hosts that are also words: a sentence whose blank was
// forgotten is no address.
var shortDomains = setOf("it in no at me so us is be de es co ca no se")

func isHost(said string) bool {
	host, _, path := strings.Cut(said, "/")
	parts := strings.Split(host, ".")
	end := parts[len(parts)-1]
	return path || !shortDomains[end] || len(parts) > 2 || !isOrdinary(parts[0])
}

func isIPv4(said string) bool {
	said, _, _ = strings.Cut(said, ":")
	said, _, _ = strings.Cut(said, "/")
	for _, part := range strings.Split(said, ".") {
		if n, err := strconv.Atoi(part); err != nil || n > 255 {
			return false
		}
	}
	return true
}

// isIPv6 tells an address from a time of day: it has a letter or two colons together,
// or all its eight groups.
func isIPv6(said string) bool {
	return len(said) >= 6 && (strings.Contains(said, "::") || strings.Count(said, ":") == 7) || strings.Count(said, ":") >= 4 && strings.ContainsAny(strings.ToLower(said), "abcdef")
}

// isCard checks the last digit of a card number (ISO/IEC 7812, Luhn).
func isCard(said string) bool {
	digits, sum := digitsIn(said), 0
	for i := range len(digits) {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return len(digits) >= 12 && sum%10 == 0 && strings.Trim(digits, "0") != ""
}

// isIBAN checks the two digits behind the country (ISO 13616).
func isIBAN(said string) bool {
	s := strings.ReplaceAll(said, " ", "")
	if len(s) < 15 || len(s) > 34 {
		return false
	}
	rest := 0
	for _, c := range s[4:] + s[:4] {
		if c >= 'A' {
			rest = (rest*100 + int(c-'A'+10)) % 97
		} else {
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	return rest == 1
}

// isVIN checks that the number of a vehicle has letters and digits, as all of them do.
func isVIN(said string) bool {
	digits := len(digitsIn(said))
	return digits >= 5 && digits <= 16
}

// over89 is an age that must not be told; nobody has been 123 years old.
func over89(said string) bool {
	n, err := strconv.Atoi(said)
	return err == nil && n > 89 && n < 123
}

// foreignStreet keeps words that only end like a street out: “Agreed 11”, “Committee 3”.
func foreignStreet(said string) bool {
	word, number, _ := strings.Cut(said, " ")
	return len(said) > 5 && (number == "" || len(word) < 5 || !isOrdinary(plainWord(word))) // De Kade 2
}

// notMonthBefore keeps “May, CA” and the like out of the cities.
func notMonthBefore(said string) bool {
	return months[strings.ToLower(said)] == 0 && len(said) > 2
}

// codeLike is a number by which a system knows somebody, without a word that says so:
// six digits and more, or letters and at least four digits.
func codeLike(said string) bool {
	digits := len(digitsIn(said))
	letters := 0
	for i := range len(said) {
		if c := said[i]; c >= 'A' && c <= 'Z' {
			letters++
		}
	}
	switch {
	case isYear(said):
		return false
	case letters > 0:
		return digits >= 4
	case strings.Contains(said, " "):
		return digits >= 7
	}
	return digits >= 5
}

// streetNotDate keeps “4 West 12” and “12 March 2026” out of the streets.
func streetNotDate(said string) bool {
	for _, w := range newPage(said).words {
		if w.capitals || months[w.low] != 0 || data.OfficeWord(w.low) || notNames[w.low] {
			return false
		}
	}
	return townLike(said)
}

// townLike reports whether one of the words with a capital is no ordinary word.
func townLike(said string) bool {
	for _, w := range newPage(said).words {
		if w.capital && months[w.low] == 0 && !isDoubtful(w.base) && !strings.ContainsAny(w.low, "0123456789") {
			return true
		}
	}
	return false
}

// notCountry keeps countries and states, which may stay, out of the cities.
func notCountry(said string) bool {
	for _, w := range newPage(said).words {
		if !notNames[w.base] && w.capital && !data.OfficeWord(w.base) {
			return true
		}
	}
	return false
}
