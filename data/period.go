package data

// AddPeriod returns the day that lies n days after day, which is day 0. Calendar
// days end on the very day; business days count and end on working days alone.
func AddPeriod(day Date, n int, unit ClockUnit, holidays []Holiday) Date {
	if unit != BusinessDays {
		return day.AddDays(n)
	}
	for counted := 0; counted < n; {
		day = day.AddDays(1)
		if IsBusinessDay(day, holidays) {
			counted++
		}
	}
	for !IsBusinessDay(day, holidays) {
		day = day.AddDays(1)
	}
	return day
}
