package command

import (
	"context"
	"runtime"

	"rapport/data/exchange"
)

// Version is the version of the program; FyneApp.toml has the same.
const Version = "0.1.0"

var versionCommand = command{
	name: "version", does: "prints the version, and the formats it reads and writes",
	run: func(_ context.Context, c *call) error {
		if err := c.none(); err != nil {
			return err
		}
		v := struct {
			Version string   `json:"version"`
			Go      string   `json:"go"`
			System  string   `json:"system"`
			Reads   []string `json:"reads"`
			Writes  []string `json:"writes"`
			Maps    []string `json:"maps"`
		}{
			Version, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH,
			[]string{"CSV (UTF-8, UTF-16 or Windows-1252; comma, semicolon, tab or bar)", "JSON maps of columns"},
			[]string{"PDF", "JSON", "encrypted backup"}, exchange.BuiltIn(),
		}
		if c.json {
			return c.printJSON(v)
		}
		c.printf("Rapport %s (%s, %s)\n", v.Version, v.Go, v.System)
		for _, l := range []struct {
			name string
			list []string
		}{{"Reads", v.Reads}, {"Writes", v.Writes}, {"Maps", v.Maps}} {
			c.printf("%s:\n", l.name)
			for _, item := range l.list {
				c.printf("  %s\n", item)
			}
		}
		return nil
	},
}
