package data

import (
	"fmt"
	"reflect"
	"sort"
	"strings"
	"time"
)

// treeOf takes a record apart by the names of its JSON.
func treeOf(record any, s Settings) tree {
	return treeOfValue(reflect.ValueOf(record), "", s)
}

// treeOfValue takes a value apart; field is its type and name in the JSON.
func treeOfValue(v reflect.Value, field string, s Settings) tree {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return tree{zero: true}
		}
		v = v.Elem()
	}
	t := tree{zero: v.IsZero()}
	switch x := v.Interface().(type) {
	case ID:
		t.zero = true // nobody reads an id
	case Date:
		t.words = s.Locale.Long(x)
	case time.Time:
		if !x.IsZero() {
			t.words = s.Locale.Long(DateOf(x, s.Zone())) + x.In(s.Zone()).Format(", 3:04 pm")
		}
	case fmt.Stringer:
		t.words = x.String()
	default:
		t.fill(v, field, s)
	}
	return t
}

func (t *tree) fill(v reflect.Value, field string, s Settings) {
	switch v.Kind() {
	case reflect.String:
		t.words = v.String()
	case reflect.Bool:
		t.words = yesNo(v.Bool())
	case reflect.Int, reflect.Int64, reflect.Int32:
		t.words = numberWords(field, v.Int())
	case reflect.Float64:
		t.words = strings.TrimSuffix(s.Locale.Decimal(v.Float(), 1), s.Locale.rule().point+"0")
	case reflect.Struct:
		t.parts = structParts(v, s)
		if id, ok := v.Type().FieldByName("ID"); ok && id.Type == reflect.TypeFor[ID]() {
			t.id = v.FieldByIndex(id.Index).Interface().(ID).String()
		}
	case reflect.Slice:
		for i := range v.Len() {
			t.items = append(t.items, treeOfValue(v.Index(i), field, s))
		}
	}
}

// structParts are the fields of a record that people read.
func structParts(v reflect.Value, s Settings) []tree {
	var parts []tree
	kind := v.Type()
	for i := range kind.NumField() {
		field := kind.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Type == reflect.TypeFor[RecordBase]() || name == "-" || unread[kind.Name()+"."+name]:
			continue // who wrote it down, and when, the entry itself says
		case field.Anonymous:
			parts = append(parts, structParts(v.Field(i), s)...)
			continue
		}
		p := treeOfValue(v.Field(i), kind.Name()+"."+name, s)
		p.name = fieldLabel(kind.Name(), name)
		parts = append(parts, p)
	}
	switch x := v.Interface().(type) {
	case Issue:
		category, sub := x.About(s)
		setWords(parts, fieldLabel("Issue", "category"), category)
		setWords(parts, fieldLabel("Issue", "subcategory"), sub)
	case Goal:
		setWords(parts, fieldLabel("Goal", "measure"), strings.ReplaceAll(x.Measure, "_", " "))
	case Note:
		if !x.Class.Searchable() {
			setWords(parts, fieldLabel("Note", "text"), notShown)
		}
	}
	return parts
}

func setWords(parts []tree, name, words string) {
	for i := range parts {
		if parts[i].name == name && !parts[i].zero {
			parts[i].words = words
		}
	}
}

// notShown stands in the place of words of a restricted class.
const notShown = "not shown here"

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// treeOfJSON takes a record apart of which only the JSON is known.
func treeOfJSON(record map[string]any, s Settings) tree {
	restricted := false
	if class, ok := record["class"].(string); ok {
		restricted = !NoteClass(class).Searchable()
	}
	t := tree{}
	keys := make([]string, 0, len(record))
	for key := range record {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		if key == "id" {
			t.id, _ = record[key].(string)
		}
		if unread["."+key] {
			continue
		}
		p := treeOfAny(key, record[key], s)
		if restricted && key == "text" {
			p.words = notShown
		}
		p.name = fieldLabel("", key)
		t.parts = append(t.parts, p)
	}
	return t
}

func treeOfAny(name string, value any, s Settings) tree {
	switch v := value.(type) {
	case string:
		if isID(v) {
			return tree{zero: true}
		}
		return tree{words: plainValue(v, s), zero: v == ""}
	case bool:
		return tree{words: yesNo(v), zero: !v}
	case float64:
		return tree{words: numberWords(name, int64(v)), zero: v == 0}
	case map[string]any:
		return treeOfJSON(v, s)
	case []any:
		t := tree{}
		for _, item := range v {
			t.items = append(t.items, treeOfAny(name, item, s))
		}
		return t
	}
	return tree{zero: true}
}
