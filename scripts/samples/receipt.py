#!/usr/bin/env python3
"""Makes the receipt of the quick start.

    python receipt.py --out FOLDER

Needs the packages of scripts/starter/requirements.txt and Debian's fonts-dejavu-core. The same picture comes out every time.
"""

import argparse
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FACE = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono{}.ttf"
BOUGHT = (("2 x Apple juice", "4.60"), ("Bread, sliced", "2.35"), ("Honey 250 g", "3.90"), ("Tea, black", "2.80"))
WIDTH, HEIGHT, LEFT, LINE = 520, 560, 40, 34


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    page = Image.new("L", (WIDTH, HEIGHT), 250)
    draw = ImageDraw.Draw(page)
    plain, bold = (ImageFont.truetype(FACE.format(kind), size) for kind, size in (("", 20), ("-Bold", 26)))
    draw.text((WIDTH / 2, 40), "CORNER SHOP", 20, bold, anchor="mm")
    draw.text((WIDTH / 2, 76), "12 Mill Lane, Oxford", 20, plain, anchor="mm")
    y = 130
    for name, price in BOUGHT:
        draw.text((LEFT, y), name, 20, plain)
        draw.text((WIDTH - LEFT, y), price, 20, plain, anchor="ra")
        y += LINE
    draw.line((LEFT, y + 8, WIDTH - LEFT, y + 8), 20, 2)
    total = sum(float(price) for _, price in BOUGHT)
    draw.text((LEFT, y + 24), "TOTAL", 20, bold)
    draw.text((WIDTH - LEFT, y + 24), f"{total:.2f}", 20, bold, anchor="ra")
    draw.text((LEFT, y + 90), "Paid by card", 20, plain)
    draw.text((LEFT, y + 90 + LINE), "3 March 2026, 17:42", 20, plain)
    draw.text((WIDTH / 2, HEIGHT - 50), "Thank you, see you soon!", 20, plain, anchor="mm")
    page.save(out / "receipt.png", optimize=True)


if __name__ == "__main__":
    main()
