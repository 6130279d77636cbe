"""What people fill in about talent, and what each field may hold."""

from collections.abc import Mapping

from studio.kernel.fields import Choice, Field, Kind, Section
from studio.kernel.i18n import N_
from studio.personas.model import HUMAN, PERSONA, Channel, Consent, Voice
from studio.store.records import Part

KINDS = (Choice(PERSONA, N_("Virtual persona")), Choice(HUMAN, N_("Human creator")))

STATUSES = (
    Choice("draft", N_("Draft")),
    Choice("review", N_("In review")),
    Choice("live", N_("Live")),
    Choice("paused", N_("Paused")),
    Choice("retired", N_("Retired")),
)

PLATFORMS = (
    Choice("instagram", N_("Instagram")),
    Choice("tiktok", N_("TikTok")),
    Choice("youtube", N_("YouTube")),
    Choice("facebook", N_("Facebook")),
    Choice("x", N_("X")),
    Choice("twitch", N_("Twitch")),
    Choice("linkedin", N_("LinkedIn")),
    Choice("pinterest", N_("Pinterest")),
    Choice("snapchat", N_("Snapchat")),
    Choice("website", N_("Website")),
    Choice("other", N_("Another")),
)

VOICES = (
    Choice("actor", N_("A human speaks")),
    Choice("cloned", N_("Cloned from a human")),
    Choice("designed", N_("Designed by a tool")),
    Choice("stock", N_("A stock voice")),
)

CONSENTS = (
    Choice("likeness", N_("Likeness")),
    Choice("voice", N_("Voice")),
    Choice("motion", N_("Motion")),
    Choice("model_release", N_("Model release")),
    Choice("training", N_("Training of models")),
    Choice("music", N_("Music")),
    Choice("font", N_("Font")),
    Choice("location", N_("Location")),
    Choice("tool", N_("Licence of a tool")),
    Choice("trademark", N_("Trademark")),
)

TALENT = (
    Section(
        N_("Identity"),
        (
            Field(
                name="name",
                label=N_("Name"),
                needed=N_("A talent needs a name. Type one and try again."),
            ),
            Field(name="handle", label=N_("Handle"), hint=N_("@name")),
            Field(name="kind", label=N_("Kind"), kind=Kind.CHOICE, choices=KINDS),
            Field(name="status", label=N_("Status"), kind=Kind.CHOICE, choices=STATUSES),
            Field(
                name="tagline",
                label=N_("In a line"),
                hint=N_("Who is this, in one sentence?"),
                wide=True,
            ),
            Field(name="pronouns", label=N_("Pronouns"), hint=N_("she, he, they…")),
            Field(name="age", label=N_("Age as told"), kind=Kind.NUMBER, most=120),
            Field(name="home", label=N_("Home"), hint=N_("City, country")),
            Field(name="languages", label=N_("Languages"), hint=N_("Italian, English")),
            Field(name="owner", label=N_("Rights held by"), hint=N_("Company or person")),
        ),
    ),
    Section(
        N_("Character"),
        (
            Field(
                name="story",
                label=N_("Story"),
                kind=Kind.BLOCK,
                hint=N_("Where they come from, what they want, what stands in the way"),
            ),
            Field(
                name="personality",
                label=N_("Personality"),
                kind=Kind.BLOCK,
                hint=N_("Three traits, a flaw, a habit"),
            ),
            Field(
                name="tone",
                label=N_("Tone of voice"),
                kind=Kind.BLOCK,
                hint=N_("How they speak; words they love, words they never use"),
            ),
            Field(
                name="never",
                label=N_("Never"),
                kind=Kind.BLOCK,
                hint=N_("What they never do, say or advertise"),
            ),
            Field(name="notes", label=N_("Notes"), kind=Kind.BLOCK),
        ),
    ),
)

CHANNEL = (
    Section(
        N_("Channels"),
        (
            Field(name="platform", label=N_("Platform"), kind=Kind.CHOICE, choices=PLATFORMS),
            Field(name="handle", label=N_("Handle"), hint=N_("@name")),
            Field(name="url", label=N_("Address"), hint=N_("https://…")),
            Field(name="followers", label=N_("Followers"), kind=Kind.NUMBER, most=2_000_000_000),
            Field(name="discloses", label=N_("The profile says it is virtual"), kind=Kind.SWITCH),
        ),
    ),
)

VOICE = (
    Section(
        N_("Voices"),
        (
            Field(name="name", label=N_("Name"), hint=N_("Calm, for tutorials")),
            Field(name="source", label=N_("Source"), kind=Kind.CHOICE, choices=VOICES),
            Field(name="donor", label=N_("Whose voice"), hint=N_("Name of the speaker")),
            Field(name="languages", label=N_("Languages"), hint=N_("Italian, English")),
            Field(
                name="words_per_minute",
                label=N_("Words per minute"),
                kind=Kind.NUMBER,
                least=60,
                most=300,
            ),
            Field(name="notes", label=N_("Notes"), kind=Kind.BLOCK),
        ),
    ),
)

CONSENT = (
    Section(
        N_("Rights"),
        (
            Field(name="kind", label=N_("Right"), kind=Kind.CHOICE, choices=CONSENTS),
            Field(name="giver", label=N_("Given by"), hint=N_("Who signed")),
            Field(
                name="uses",
                label=N_("For what"),
                kind=Kind.BLOCK,
                hint=N_("The uses as the contract words them"),
            ),
            Field(name="media", label=N_("Media"), hint=N_("Social, web, TV")),
            Field(name="territories", label=N_("Territories"), hint=N_("Italy, EU, world")),
            Field(name="signed_on", label=N_("Signed on"), kind=Kind.DAY),
            Field(name="starts_on", label=N_("From"), kind=Kind.DAY),
            Field(name="ends_on", label=N_("Until"), kind=Kind.DAY),
            Field(name="revoked_on", label=N_("Revoked on"), kind=Kind.DAY),
            Field(name="training", label=N_("Models may be trained on it"), kind=Kind.SWITCH),
            Field(name="notes", label=N_("Notes"), kind=Kind.BLOCK),
        ),
    ),
)

PARTS: Mapping[str, Part] = {
    "channel": Part(Channel, "talent_id", CHANNEL),
    "voice": Part(Voice, "talent_id", VOICE),
    "consent": Part(Consent, "talent_id", CONSENT),
}
"""What belongs to a talent, by table, in the order of its sheet."""
