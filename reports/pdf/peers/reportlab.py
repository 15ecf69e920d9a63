"""Makes documents with ReportLab, N in all, and times each making.

    python3 peer.py DOCUMENTS.json OUT.pdf N

DOCUMENTS.json is what document.go writes. Prints a JSON list of milliseconds;
reading the JSON and registering the fonts is outside them.
"""
import io
import json
import sys
import time

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table, TableStyle
from xml.sax.saxutils import escape


def color(rgb):
    return Color(rgb[0] / 255, rgb[1] / 255, rgb[2] / 255)


def draw(canvas, shapes, height):
    """Draws shapes whose y counts from the upper edge, height points up."""
    for s in shapes:
        if s.get("Fill"):
            canvas.setFillColor(color(s["Fill"]))
        if s.get("Stroke"):
            canvas.setStrokeColor(color(s["Stroke"]))
            canvas.setLineWidth(s["Width"])
        fill, stroke = int(bool(s.get("Fill"))), int(bool(s.get("Stroke")))
        p = s["Points"]
        if s["Kind"] == "text":
            canvas.setFont(s["Font"], s["Size"])
            canvas.drawString(p[0][0], height - p[0][1], s["Text"])
        elif s["Kind"] == "line":
            canvas.line(p[0][0], height - p[0][1], p[1][0], height - p[1][1])
        elif s["Kind"] == "rect":
            canvas.rect(p[0][0], height - p[1][1], p[1][0] - p[0][0], p[1][1] - p[0][1], stroke=stroke, fill=fill)
        elif s["Kind"] == "circle":
            canvas.circle(p[0][0], height - p[0][1], s["Size"], stroke=stroke, fill=fill)
        elif s["Kind"] == "path":
            path = canvas.beginPath()
            path.moveTo(p[0][0], height - p[0][1])
            for x, y in p[1:]:
                path.lineTo(x, height - y)
            path.close()
            canvas.drawPath(path, stroke=stroke, fill=fill)


class Figure(Flowable):
    def __init__(self, block):
        super().__init__()
        self.width, self.height, self.shapes = block["W"], block["H"], block["Shapes"]

    def draw(self):
        draw(self.canv, self.shapes, self.height)


def style(look):
    return ParagraphStyle("", fontName=look["Font"], fontSize=look["Size"], leading=look["Size"] * 1.22,
                          spaceBefore=look["Size"] * 0.5, textColor=color(look["Color"]))


def table(block, width):
    head, body = style(block["Head"]), block["Look"]
    first = width * 0.32
    others = (width - first) / max(len(block["Rows"][0]) - 1, 1)
    widths = [first] + [others] * (len(block["Rows"][0]) - 1)
    words = style(body)
    words.spaceBefore = 0

    def cell(text, room):
        if pdfmetrics.stringWidth(text, body["Font"], body["Size"]) + 12 <= room:
            return text
        return Paragraph(escape(text), words)  # is broken into lines

    rows = [[Paragraph(escape(text), head) for text in block["Rows"][0]]]
    rows += [[cell(text, room) for text, room in zip(row, widths)] for row in block["Rows"][1:]]
    return Table(rows, colWidths=widths, repeatRows=1, style=TableStyle([
        ("FONT", (0, 1), (-1, -1), body["Font"], body["Size"]),
        ("TEXTCOLOR", (0, 1), (-1, -1), color(body["Color"])),
        ("BACKGROUND", (0, 0), (-1, 0), Color(0.89, 0.93, 0.94)),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, Color(0.84, 0.87, 0.87)),
    ]))


def make(doc):
    page_w, page_h = doc["W"], doc["H"]
    width = page_w - doc["Left"] - doc["Right"]
    out = io.BytesIO()

    def furnish(canvas, template):
        draw(canvas, doc["Furniture"][min(template.page, len(doc["Furniture"])) - 1], page_h)

    template = BaseDocTemplate(out, pagesize=(page_w, page_h), pageCompression=1, title=doc["Title"])
    frame = Frame(doc["Left"], doc["Bottom"], width, page_h - doc["Top"] - doc["Bottom"], 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=furnish))
    story = []
    for block in doc["Blocks"]:
        if block["Kind"] == "table":
            story.append(table(block, width))
        elif block["Kind"] == "figure":
            story.append(Figure(block))
        else:
            story.append(Paragraph(escape(block["Text"]), style(block["Look"])))
    template.build(story)
    return out.getvalue()


def main():
    source, target, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(source, encoding="utf-8") as f:
        given = json.load(f)
    for name, path in given["Fonts"].items():
        pdfmetrics.registerFont(TTFont(name, path))
    took = []
    for i in range(times):
        start = time.perf_counter()
        made = make(given["Docs"][i % len(given["Docs"])])
        took.append((time.perf_counter() - start) * 1000)
    with open(target, "wb") as f:
        f.write(made)
    print(json.dumps(took))


main()
