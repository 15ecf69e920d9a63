package command

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"rapport/data"
	"rapport/data/store"
)

var importsCommand = command{
	name: "imports", does: "lists the files that were brought in, the newest first",
	flags: func(c *call) { c.signInFlags() },
	run: func(ctx context.Context, c *call) error {
		if err := c.none(); err != nil {
			return err
		}
		return c.with(ctx, func(s *store.Session) error {
			all, err := s.Imports(ctx)
			if err != nil {
				return err
			}
			if c.json {
				if all == nil {
					all = []data.Import{}
				}
				return c.printJSON(all)
			}
			if len(all) == 0 {
				c.printf("Nothing was brought in yet.\n")
			}
			for _, i := range all {
				c.printImport(i, s.Settings())
			}
			return nil
		})
	},
}

func (c *call) printImport(i data.Import, set data.Settings) {
	c.printf("%s  %s by %s: %s from %s", i.ID, i.At.In(set.Zone()).Format("2006-01-02 15:04"), i.By, importedWords(i.Counts.Imported, i.Of), i.File.Source)
	if i.File.Name != "" {
		c.printf(" (%s)", i.File.Name)
	}
	if i.Undone() {
		c.printf("; taken back on %s by %s, %s", data.DateOf(i.UndoneAt, set.Zone()), i.UndoneBy, removedWords(i))
	}
	c.printf("\n")
	if i.File.SHA256 != "" {
		c.printf("    SHA-256 %s\n", i.File.SHA256)
	}
}

func importedWords(n int, of string) string {
	if of == "case" {
		return counted(n, "case", "cases")
	}
	return counted(n, "comment", "comments")
}

func removedWords(i data.Import) string {
	said := importedWords(i.Removed, i.Of) + " removed"
	if i.Stayed > 0 {
		said += fmt.Sprintf(", %s stayed because somebody had worked on them", grouped(i.Stayed))
	}
	return said
}

var importUndoCommand = command{
	name: "import undo", args: "ID [--leave] [--yes]", does: "takes an import back: what came in with it goes",
	notes: "ID is that of “rapport imports”; its first letters will do where they name one. What somebody worked on since\n" +
		"is named, and nothing is taken back; with --leave it stays as it is and the rest goes. Numbers of cases are not\n" +
		"given again. The file may be imported anew afterwards.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.BoolVar(&c.leave, "leave", false, "leave what was worked on since, take back the rest")
		c.flags.BoolVar(&c.yes, "yes", false, "does not ask")
	},
	run: undoImport,
}

func undoImport(ctx context.Context, c *call) error {
	id, err := c.one("the import to take back, as “rapport imports” lists it")
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		it, err := importNamed(ctx, s, id)
		if err != nil {
			return err
		}
		undo, err := s.ImportUndo(ctx, it.ID)
		if errors.Is(err, data.ErrConflict) {
			return refusef("This import was taken back already.")
		}
		if err != nil {
			return err
		}
		if stays := len(undo.Stays) + undo.Shut; stays > 0 && !c.leave {
			return store.WorkedOnSince{Undo: undo}
		}
		if err := c.agreed(ctx, "Take back "+importedWords(undo.Goes, it.Of)+" from "+it.File.Source); err != nil {
			return err
		}
		tell, done := c.progress("Taking back", undo.Goes)
		it, err = s.UndoImport(ctx, it.ID, c.leave, func(n, _ int) { tell(n) })
		done()
		if err != nil {
			return err
		}
		if c.json {
			return c.printJSON(it)
		}
		c.printf("Took the import back: %s.\n", removedWords(it))
		for _, n := range it.Unused {
			c.printf("  not used again: %s\n", n)
		}
		for _, p := range undo.Stays {
			c.printf("  stays: %s, %s\n", p.Number, p.Why)
		}
		return nil
	})
}

// importNamed is the import with the id, or the only one whose id begins so.
func importNamed(ctx context.Context, s *store.Session, id string) (data.Import, error) {
	all, err := s.Imports(ctx)
	if err != nil {
		return data.Import{}, err
	}
	var found []data.Import
	whole, notWhole := uuid.Parse(id)
	for _, i := range all {
		if notWhole == nil && i.ID == whole || notWhole != nil && len(id) >= 4 && len(id) < 36 && i.ID.String()[:len(id)] == id {
			found = append(found, i)
		}
	}
	if len(found) != 1 {
		return data.Import{}, misusef("“rapport imports” lists what was brought in; %s names none of it alone.", quoted(id))
	}
	return found[0], nil
}
