"""Reads a workbook with openpyxl and prints what it holds as JSON."""
import datetime
import json
import sys
import zipfile

import openpyxl


def said(value):
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.strftime("%Y-%m-%d")
    return value


book = openpyxl.load_workbook(sys.argv[1])
sheets = []
for sheet in book.worksheets:
    cells = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            cells[cell.coordinate] = {
                "value": said(cell.value),
                "type": cell.data_type,
                "format": cell.number_format,
                "bold": bool(cell.font.b),
                "align": cell.alignment.horizontal or "",
                "link": cell.hyperlink.location if cell.hyperlink else "",
            }
    sheets.append({
        "name": sheet.title,
        "cells": cells,
        "freeze": sheet.freeze_panes or "",
        "filter": sheet.auto_filter.ref or "",
        "repeat": sheet.print_title_rows or "",
        "orientation": sheet.page_setup.orientation or "",
        "paper": int(sheet.page_setup.paperSize or 0),
        "fit": [bool(sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage), sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight],
        "footer": (sheet.oddFooter.left.text or "") + "|" + (sheet.oddFooter.right.text or ""),
        "widths": {name: d.width for name, d in sheet.column_dimensions.items()},
        "rows": sheet.max_row,
        "charts": [{
            "kind": type(chart).__name__,
            "series": [[s.tx.strRef.f, s.cat.strRef.f if s.cat.strRef else s.cat.numRef.f, s.val.numRef.f] for s in chart.series],
        } for chart in sheet._charts],
    })
p = book.properties
parts = zipfile.ZipFile(sys.argv[1]).namelist()
json.dump({
    "sheets": sheets, "parts": parts, "title": p.title, "creator": p.creator, "changed_by": p.lastModifiedBy,
    "created": p.created.isoformat(), "names": sorted(d.name for d in book.defined_names.definedName) if hasattr(book.defined_names, "definedName") else [],
}, sys.stdout)
