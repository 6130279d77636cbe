"""Painting in a bare process: no application object, no display, nothing told to Qt."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from studio.render.backends.encode import to_rgb_bytes
from studio.render.backends.qt import paint
from studio.render.drawing.nodes import Drawing, Fill, Group, Linear, Text
from studio.render.drawing.paths import rect

ROOT = Path(__file__).resolve().parents[3]

SCRIPT = """
import hashlib, sys
from concurrent.futures import ThreadPoolExecutor
from studio.render.backends.encode import to_jpeg, to_png, to_rgb_bytes
from studio.render.backends.qt import paint
from studio.render.drawing.nodes import Drawing, Fill, Group, Linear, Text
from studio.render.drawing.paths import rect

sky = Linear(0, 0, 0, 100, ((0, 0xFF0000FF), (1, 0x0000FFFF)))
blurred = Group((Fill(rect(20, 20, 60, 60), 0x00FF00FF),), opacity=0.8, blur=4)
text = Text("Aب日😀", 5, 90, 24, 0xFFFFFFFF, "sans-black")
drawing = Drawing(100, 100, Group((Fill(rect(0, 0, 100, 100), sky), blurred, text)))
with ThreadPoolExecutor(2) as pool:
    there = pool.submit(lambda: to_rgb_bytes(paint(drawing, 200))).result()
image = paint(drawing, 200)
assert to_rgb_bytes(image) == there
assert to_jpeg(image)[:2] == bytes((0xFF, 0xD8)) and to_png(image)[1:4] == b"PNG"
from PySide6.QtCore import QCoreApplication
assert QCoreApplication.instance() is None
assert "PySide6.QtWidgets" not in sys.modules
print(hashlib.sha256(there).hexdigest())
"""


def test_a_process_without_application_and_display_paints_the_same_picture() -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"}
    bare = {key: value for key, value in os.environ.items() if key not in hidden}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={**bare, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    sky = Linear(0, 0, 0, 100, ((0, 0xFF0000FF), (1, 0x0000FFFF)))
    blurred = Group((Fill(rect(20, 20, 60, 60), 0x00FF00FF),), opacity=0.8, blur=4)
    text = Text("Aب日😀", 5, 90, 24, 0xFFFFFFFF, "sans-black")
    drawing = Drawing(100, 100, Group((Fill(rect(0, 0, 100, 100), sky), blurred, text)))
    here = hashlib.sha256(to_rgb_bytes(paint(drawing, 200))).hexdigest()
    assert done.stdout.strip() == here
