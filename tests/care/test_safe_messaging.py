"""What Mend says of danger, and what it never claims: every text of the product, in every language."""

import re
from collections.abc import Iterator, Mapping

import pytest

from bot.authoring.reading import read
from bot.config import shipped_dialogs

# Of suicide: no "commit", no means, no single cause, no word that judges. Of Mend: nothing it heals or promises.
NEVER: Mapping[str, str] = {
    "en": r"""
        commit(s|ted|ting)?\ssuicide | (un)?successful\ssuicide | failed\s(suicide|attempt) | suicide\sattempt
        | killed\s(him|her|them|your)sel(f|ves) | kill\syourself | overdos\w* | hang(ed|ing)?\s(him|her|your)self
        | took\s(his|her|their)\s(own\s)?li(fe|ves) | because\sof\s(a\squarrel|you)\W.{0,40}suicid
        | cures?\b | cured | heals?\b | healed | healing | (we|i|this)\s(will\s)?treats?\b | treatment | diagnos\w*
        | guarante\w* | (will|does)\s(fix|save|repair|mend)\s(you|your|it|this|things|everything)
        | proven | scientifically | clinically | (is|as)\stherapy | therapist\sin
    """,
    "de": r"""
        selbstmord\w* | freitod | (sich|dich|mich)\s(umbringen|umgebracht) | das\sleben\sgenommen
        | heilt\b | geheilt | heilung | (mend|das|dies|es|ich|wir)\sbehand(elt|le|eln)\b | behandlung
        | diagnos\w* | garantier\w* | bewiesen | klinisch
    """,
    "es": r"""
        cometer\ssuicidio | cometió\ssuicidio | suicidio\s(exitoso|fallido) | quitarse\sla\svida | se\squitó\sla\svida
        | cura\b | curar\w* | sana\b | sanar\w* | tratamiento | diagn[oó]stic\w* | garantiz\w* | demostrado
        | clínicamente
    """,
}
NOT_A_CLAIM = re.compile(
    r"\b(not|no|isn't|keine?|nicht|no es|ninguna?)\W+(a\W+|eine\W+|una\W+)?$", re.IGNORECASE
)
"""A claim that is taken back right before it is made: 'It is not therapy'."""


def texts() -> Iterator[tuple[str, str, str]]:
    """Language, place and text of all that people can be told."""
    library = read(shipped_dialogs(), taken=frozenset(), shipped=shipped_dialogs()).library
    assert library is not None
    for language, phrases in library.phrases.items():
        for key, phrase in phrases.texts.items():
            if not key.startswith("words."):  # what people say, not what they are told
                for text in [phrase] if isinstance(phrase, str) else phrase:
                    yield language, key, text
    for dialog in library.dialogs.values():
        for language, words in dialog.words.items():
            yield language, dialog.name, f"{words.title}\n{words.about}"
            yield from ((language, f"{dialog.name}.{key}", text) for key, text in words.texts.items())


ALL = [*texts()]


def claims(language: str, text: str) -> list[str]:
    found = re.finditer(rf"\b(?:{NEVER[language]})", text, re.IGNORECASE | re.VERBOSE)
    return [each[0] for each in found if not NOT_A_CLAIM.search(text[: each.start()])]


def test_nothing_that_is_said_harms_or_claims_too_much() -> None:
    assert len(ALL) > 500
    found = [(place, claims(language, text)) for language, place, text in ALL]
    assert [each for each in found if each[1]] == []


def test_there_are_rules_for_every_language() -> None:
    assert {language for language, _, _ in ALL} <= NEVER.keys()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "She committed suicide after a quarrel."),
        ("en", "Talking like this heals a relationship."),
        ("en", "This is therapy for two."),
        ("en", "It will fix your marriage."),
        ("en", "A clinically proven method."),
        ("de", "Das Gespräch heilt."),
        ("de", "Das behandelt euren Streit."),
        ("de", "Er hat Selbstmord begangen."),
        ("es", "Esto cura la relación."),
        ("es", "Quitarse la vida."),
    ],
)
def test_what_is_never_said_would_be_found(language: str, text: str) -> None:
    assert claims(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It is not therapy and no help in an emergency."),
        ("en", "Thoughts of suicide can pass, and there is help."),
        ("en", "Keep a promise you made."),
        ("de", "Ich fühle mich respektlos behandelt."),
    ],
)
def test_what_may_be_said_is_not_found(language: str, text: str) -> None:
    assert not claims(language, text)
