package resources

import "embed"

// The three faces of every page, as static TrueType files. They are embedded
// so that a letter looks the same on every workstation; origin and licence are
// in fonts/README.md.
//
// The bytes are shared: copy them before handing them to code that may write.
var (
	// SourceSansRegular is Source Sans 3 Regular, for running text.
	//go:embed fonts/SourceSans3-Regular.ttf
	SourceSansRegular []byte

	// SourceSansSemiBold is Source Sans 3 SemiBold, for headings in letters,
	// labels and table heads.
	//go:embed fonts/SourceSans3-SemiBold.ttf
	SourceSansSemiBold []byte

	// SourceSerifSemiBold is Source Serif 4 SemiBold, for the name of the
	// hospital and the headings of reports.
	//go:embed fonts/SourceSerif4-SemiBold.ttf
	SourceSerifSemiBold []byte
)

// ScriptFonts are the faces of the scripts that the three above lack, under
// fonts/scripts: NotoSans<Script>-Regular.ttf and, for some, -Bold.ttf.
//
//go:embed fonts/scripts/*.ttf
var ScriptFonts embed.FS
