"""Makes documents with WeasyPrint, N in all, and times each making.

    python3 peer.py DOCUMENTS.json OUT.pdf N

DOCUMENTS.json is what document.go writes. Prints a JSON list of milliseconds;
reading the JSON and the style sheet with its fonts is outside them.
"""
import io
import json
import sys
import time
from html import escape

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration


def rgb(color):
    return "rgb(%d,%d,%d)" % tuple(color)


def look(l):
    return "font:%gpt/1.22 %s;color:%s" % (l["Size"], l["Font"], rgb(l["Color"]))


def furniture(shapes, doc):
    """Head and foot of a page; y counts from the upper edge of the sheet."""
    texts, drawn = [], []
    for s in shapes:
        p = s["Points"]
        paint = 'fill="%s" stroke="%s" stroke-width="%g"' % (
            rgb(s["Fill"]) if s.get("Fill") else "none", rgb(s["Stroke"]) if s.get("Stroke") else "none", s["Width"])
        if s["Kind"] == "text":
            texts.append('<div class="fixed" style="left:%gpt;top:%gpt;%s">%s</div>' % (
                p[0][0] - doc["Left"], p[0][1] - s["Size"] - doc["Top"],
                look({"Font": s["Font"], "Size": s["Size"], "Color": s["Fill"]}), escape(s["Text"])))
        elif s["Kind"] == "line":
            drawn.append('<line x1="%g" y1="%g" x2="%g" y2="%g" %s/>' % (p[0][0], p[0][1], p[1][0], p[1][1], paint))
        elif s["Kind"] == "rect":
            drawn.append('<rect x="%g" y="%g" width="%g" height="%g" %s/>' % (
                p[0][0], p[0][1], p[1][0] - p[0][0], p[1][1] - p[0][1], paint))
        elif s["Kind"] == "path":
            drawn.append('<polygon points="%s" %s/>' % (" ".join("%g,%g" % (x, y) for x, y in p), paint))
    svg = '<svg class="fixed" style="left:%gpt;top:%gpt;width:%gpt;height:%gpt" viewBox="0 0 %g %g">%s</svg>' % (
        -doc["Left"], -doc["Top"], doc["W"], doc["H"], doc["W"], doc["H"], "".join(drawn))
    return svg + "".join(texts)


def body(doc):
    parts = ["<html lang=en><title>%s</title><body>" % escape(doc["Title"]), furniture(doc["Furniture"][0], doc)]
    for block in doc["Blocks"]:
        l = block["Look"]
        parts.append('<p style="%s;margin:%gpt 0 0">%s</p>' % (look(l), l["Size"] * 0.5, escape(block["Text"])))
    return "".join(parts)


def main():
    source, target, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(source, encoding="utf-8") as f:
        given = json.load(f)
    docs, first = given["Docs"], given["Docs"][0]
    fonts = FontConfiguration()
    rules = "".join('@font-face{font-family:%s;src:url("file://%s")}' % (name, path) for name, path in given["Fonts"].items())
    rules += "@page{size:%gpt %gpt;margin:%gpt %gpt %gpt %gpt}body{margin:0}.fixed{position:fixed;white-space:pre}" % (
        first["W"], first["H"], first["Top"], first["Right"], first["Bottom"], first["Left"])
    css = CSS(string=rules, font_config=fonts)
    took = []
    for i in range(times):
        start = time.perf_counter()
        out = io.BytesIO()
        HTML(string=body(docs[i % len(docs)])).write_pdf(out, stylesheets=[css], font_config=fonts)
        took.append((time.perf_counter() - start) * 1000)
    with open(target, "wb") as f:
        f.write(out.getvalue())
    print(json.dumps(took))


main()
