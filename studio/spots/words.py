"""The studio's words for the codes that shots are made of, in menus and on paper."""

from collections.abc import Mapping

from studio.kernel.i18n import N_, _

SIZES = {
    "ECU": N_("Extreme close-up"),
    "CU": N_("Close-up"),
    "MCU": N_("Medium close-up"),
    "MS": N_("Medium shot"),
    "MWS": N_("Medium wide shot"),
    "FS": N_("Full shot"),
    "WS": N_("Wide shot"),
    "EWS": N_("Extreme wide shot"),
}

CAMERA_MOVES = {
    "static": N_("static"),
    "push_in": N_("push in"),
    "pull_out": N_("pull out"),
    "zoom_in": N_("zoom in"),
    "zoom_out": N_("zoom out"),
    "pan_left": N_("pan left"),
    "pan_right": N_("pan right"),
    "truck_left": N_("truck left"),
    "truck_right": N_("truck right"),
    "tilt_up": N_("tilt up"),
    "tilt_down": N_("tilt down"),
    "crane_up": N_("crane up"),
    "arc_left": N_("arc left"),
    "arc_right": N_("arc right"),
    "handheld": N_("handheld"),
}

ANGLES = {
    "eye": N_("eye level"),
    "high": N_("high angle"),
    "low": N_("low angle"),
    "dutch": N_("dutch angle"),
}

EXPRESSIONS = {
    "neutral": N_("Neutral"),
    "soft_smile": N_("Soft smile"),
    "big_smile": N_("Big smile"),
    "laugh": N_("Laughing"),
    "excited": N_("Excited"),
    "surprised": N_("Surprised"),
    "thinking": N_("Thoughtful"),
    "confident": N_("Confident"),
    "wink": N_("Winking"),
    "pout": N_("Pouting"),
    "worried": N_("Worried"),
    "serene": N_("Serene"),
    "talking": N_("Talking"),
    "skeptical": N_("Sceptical"),
}

POSES = {
    "stand": N_("Standing"),
    "hands_on_hips": N_("Hands on hips"),
    "hold_product": N_("Holding the product"),
    "hold_product_both": N_("Holding with both hands"),
    "present_side": N_("Presenting to the side"),
    "point_at_camera": N_("Pointing at you"),
    "point_down": N_("Pointing down"),
    "point_up": N_("Pointing up"),
    "selfie": N_("Taking a selfie"),
    "unboxing": N_("Unboxing"),
    "sit": N_("Sitting"),
    "walk": N_("Walking"),
    "dance": N_("Dancing"),
    "jump": N_("Jumping"),
    "talk": N_("Talking"),
    "shrug": N_("Shrugging"),
    "think": N_("Thinking"),
    "apply": N_("Applying"),
    "touch_cheeks": N_("Hands on cheeks"),
    "drink": N_("Drinking"),
    "wave": N_("Waving"),
    "clap": N_("Clapping"),
    "thumbs_up": N_("Thumbs up"),
    "arms_crossed": N_("Arms crossed"),
    "over_shoulder": N_("Over the shoulder"),
    "lean_table": N_("Leaning on a table"),
}


def word(words: Mapping[str, str], code: str) -> str:
    """Return the word for a code in the active language; a code without one speaks for itself."""
    return _(words[code]) if code in words else code.replace("_", " ")
