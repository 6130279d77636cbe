"""The colours that everything laid over a picture shares."""

from studio.kernel.colour import Rgba

INK: Rgba = 0x1F1A2BFF
PAPER: Rgba = 0xFFFFFFFF
PLATE: Rgba = 0x1F1A2BD0
"""Dark ground behind the slate."""
MOVE: Rgba = 0xFFD23FFF
"""The camera's arrows."""
GUIDE: Rgba = 0xFF5C7AFF
"""Safe zones."""
