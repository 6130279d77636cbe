"""What people fill in about brands, and what each field may hold."""

from collections.abc import Mapping

from studio.brands.model import BrandColour, Claim, Disclaimer, Product, TypeStyle, WordRule
from studio.kernel.fields import Choice, Field, Kind, Section
from studio.kernel.i18n import N_
from studio.render.props.registry import PACKS
from studio.store.records import Part

ROLES = (
    Choice("primary", N_("Primary")),
    Choice("secondary", N_("Secondary")),
    Choice("accent", N_("Accent")),
    Choice("background", N_("Background")),
    Choice("text", N_("Text")),
    Choice("forbidden", N_("Never use")),
)

TYPE_ROLES = (
    Choice("headline", N_("Headlines")),
    Choice("body", N_("Running text")),
    Choice("caption", N_("Captions")),
    Choice("super", N_("Text on pictures")),
)

WEIGHTS = (
    Choice("light", N_("Light")),
    Choice("regular", N_("Regular")),
    Choice("medium", N_("Medium")),
    Choice("bold", N_("Bold")),
    Choice("black", N_("Black")),
)

WORDS = (
    Choice("must", N_("Must be said")),
    Choice("prefer", N_("Better use")),
    Choice("avoid", N_("Better avoid")),
    Choice("ban", N_("Never use")),
)

_PACK_NAMES = {
    "bottle": N_("Bottle"),
    "tube": N_("Tube"),
    "jar": N_("Jar"),
    "can": N_("Can"),
    "box": N_("Box"),
    "bag": N_("Bag"),
    "shoe": N_("Shoe"),
    "garment": N_("Garment"),
}
PACK_CHOICES = tuple(Choice(code, _PACK_NAMES[code]) for code in PACKS)

BRAND = (
    Section(
        N_("Overview"),
        (
            Field(
                name="name",
                label=N_("Name"),
                needed=N_("A brand needs a name. Type one and try again."),
            ),
            Field(name="category", label=N_("Category"), hint=N_("Skincare")),
            Field(name="website", label=N_("Website"), hint=N_("https://…")),
            Field(name="audience", label=N_("Audience"), hint=N_("Whom it speaks to")),
            Field(
                name="promise",
                label=N_("Promise"),
                hint=N_("What people get from it, in one sentence"),
                wide=True,
            ),
        ),
    ),
    Section(
        N_("Voice"),
        (
            Field(
                name="tone",
                label=N_("Tone of voice"),
                kind=Kind.BLOCK,
                hint=N_("How the brand speaks, and how it never would"),
            ),
            Field(
                name="never",
                label=N_("Never"),
                kind=Kind.BLOCK,
                hint=N_("What is never said, shown or stood beside"),
            ),
            Field(name="notes", label=N_("Notes"), kind=Kind.BLOCK),
        ),
    ),
)

COLOUR = (
    Section(
        N_("Colours"),
        (
            Field(name="name", label=N_("Name"), hint=N_("Sunrise")),
            Field(name="value", label=N_("Colour"), kind=Kind.COLOUR),
            Field(name="role", label=N_("For"), kind=Kind.CHOICE, choices=ROLES),
        ),
    ),
)

TYPE_STYLE = (
    Section(
        N_("Type"),
        (
            Field(name="role", label=N_("For"), kind=Kind.CHOICE, choices=TYPE_ROLES),
            Field(name="family", label=N_("Typeface"), hint=N_("Inter")),
            Field(name="weight", label=N_("Weight"), kind=Kind.CHOICE, choices=WEIGHTS),
            Field(name="usage", label=N_("How"), hint=N_("Tight, never in capitals")),
        ),
    ),
)

WORD_RULE = (
    Section(
        N_("Words"),
        (
            Field(name="words", label=N_("Words"), hint=N_("miracle, instantly")),
            Field(name="kind", label=N_("Rule"), kind=Kind.CHOICE, choices=WORDS),
            Field(name="instead", label=N_("Instead"), hint=N_("visibly, within weeks")),
            Field(name="reason", label=N_("Because"), hint=N_("It cannot be proved")),
        ),
    ),
)

CLAIM = (
    Section(
        N_("Claims"),
        (
            Field(
                name="words",
                label=N_("Claim"),
                hint=N_("Visibly brighter skin in four weeks"),
                wide=True,
            ),
            Field(name="evidence", label=N_("Proof"), hint=N_("Study, date, where it lies")),
            Field(name="ends_on", label=N_("Until"), kind=Kind.DAY),
        ),
    ),
)

DISCLAIMER = (
    Section(
        N_("Disclaimers"),
        (
            Field(name="name", label=N_("Name"), hint=N_("Results vary")),
            Field(
                name="least_ms",
                label=N_("Seconds on screen, at least"),
                kind=Kind.DECIMAL,
                most=60_000,
                digits=3,
            ),
            Field(name="words", label=N_("Wording"), kind=Kind.BLOCK),
        ),
    ),
)

PRODUCT = (
    Section(
        N_("Products"),
        (
            Field(name="name", label=N_("Name"), hint=N_("Glow Serum")),
            Field(name="pack", label=N_("Drawn as"), kind=Kind.CHOICE, choices=PACK_CHOICES),
            Field(name="body", label=N_("Colour of the pack"), kind=Kind.COLOUR),
            Field(name="cap", label=N_("Colour of the cap"), kind=Kind.COLOUR),
            Field(name="label", label=N_("Colour of the label"), kind=Kind.COLOUR),
            Field(name="label_words", label=N_("Word on the label"), hint=N_("GLOW")),
            Field(name="about", label=N_("About"), kind=Kind.BLOCK),
        ),
    ),
)

PARTS: Mapping[str, Part] = {
    "product": Part(Product, "brand_id", PRODUCT),
    "brand_colour": Part(BrandColour, "brand_id", COLOUR),
    "type_style": Part(TypeStyle, "brand_id", TYPE_STYLE),
    "word_rule": Part(WordRule, "brand_id", WORD_RULE),
    "claim": Part(Claim, "brand_id", CLAIM),
    "disclaimer": Part(Disclaimer, "brand_id", DISCLAIMER),
}
"""What belongs to a brand, by table, in the order of its sheet."""
