package today

import "rapport/data"

// owedWords name the kinds of what is owed without a word of whom it is about.
var owedWords = map[data.OwedKind]string{
	data.OwedPromise: "A promise", data.OwedTask: "A task", data.OwedStep: "A step of the investigation", data.OwedReferral: "An answer of a department",
	data.OwedReminder: "A reminder to a department", data.OwedDirector: "A word to the director", data.OwedAdvocacy: "Something done for the patient",
	data.OwedAction: "An action plan", data.OwedApproval: "The approval of a letter", data.OwedReview: "Another look",
}

func kindOf(i data.TodayItem) string {
	if i.Kind == data.OwedClock {
		return i.Clock.String()
	}
	if words, ok := owedWords[i.Kind]; ok {
		return words
	}
	return "The case"
}
