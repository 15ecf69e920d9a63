package settings

import (
	"fmt"
	"strings"

	"rapport/app/window/ui"
	"rapport/data"
)

// seriousnessRow is the field of the seriousness matrix.
func seriousnessRow(field *ui.Entry) *ui.Row {
	r := hinted(ui.NewRow("Seriousness of a case", field),
		"A line for each consequence, negligible to extreme; in it a level for each chance that it happens again: rare, unlikely, possible, likely, almost certain")
	r.Check = func() error { _, err := readMatrix(field.Text); return err }
	return r
}

// writeMatrix writes a line for each consequence: Negligible: Low, Low, …
func writeMatrix(x data.Matrix) string {
	rows := make([]string, len(x))
	for i, levels := range x {
		names := make([]string, len(levels))
		for k, level := range levels {
			names[k] = level.String()
		}
		name, _, _ := strings.Cut(data.Consequences[i], ":")
		rows[i] = name + ": " + strings.Join(names, ", ")
	}
	return strings.Join(rows, "\n")
}

// readMatrix reads what writeMatrix writes. The error names the line.
func readMatrix(text string) (x data.Matrix, err error) {
	all := lines(text)
	if len(all) != len(x) {
		return x, fmt.Errorf("write %d lines, one for each consequence", len(x))
	}
	for i, l := range all {
		_, levels, _ := strings.Cut(l, ":")
		names := strings.Split(levels, ",")
		if len(names) != len(x[i]) {
			return x, fmt.Errorf("line %d is not understood. Write %s", i+1, strings.Split(writeMatrix(data.StartingMatrix), "\n")[i])
		}
		for k, name := range names {
			for _, t := range data.SeriousnessLevels {
				if strings.EqualFold(strings.TrimSpace(name), t.Label) {
					x[i][k] = t.Value
				}
			}
			if x[i][k] == "" {
				return x, fmt.Errorf("line %d: the levels are Low, Moderate, High and Extreme", i+1)
			}
		}
	}
	return x, nil
}
