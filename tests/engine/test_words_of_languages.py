"""What is put into sentences, in languages whose sentences are built otherwise: capitals, 'and', plans said again."""

from __future__ import annotations

from typing import Any

import pytest
from conversation import PHRASES

from bot.engine.inputs.reading import Asking
from bot.engine.inputs.unfit import unfit
from bot.engine.phrases import Phrases
from bot.engine.plan import has_moment, part_of, sentence, split
from bot.engine.rendering import within

GERMAN = Phrases(
    "de",
    {
        **PHRASES.texts,
        "listed.usual": "{first} und {last}",
        "listed.other": "{first} und {last}",
        "words.capital": (),
        "words.small": ("dass", "mit", "mehr", "gehört"),
        "words.feel": ("ich fühle mich",),
        "small.said": (
            "Wenn {cue}, dann werde ich {deed}",
            "Wenn {cue}, werde ich {deed}",
            "Ich werde {deed}, wenn {cue}",
        ),
        "small.opened": ("{cue} werde ich {deed}",),
        "small.moments": ("wenn", "sobald", "bevor", "nach", "nachdem"),
        "small.opens": ("am", "morgen", "heute", "nach"),
        "small.before.deed": ("ich werde ", "dann werde ich ", "ich möchte "),
        "small.before.cue": ("wenn ",),
        "small.aloud.draft": "Wenn {cue}, werde ich {deed}.",
    },
)
SPANISH = Phrases(
    "es",
    {
        **PHRASES.texts,
        "listed.usual": "{first} y {last}",
        "listed.other": "{first} e {last}",
        "listed.before": ("i", "hi"),
        "small.said": ("Cuando {cue}, voy a {deed}", "Voy a {deed} cuando {cue}"),
        "small.opened": ("{cue}, voy a {deed}",),
        "small.moments": ("cuando", "después", "antes"),
        "small.opens": ("mañana",),
        "small.before.deed": ("voy a ", "quiero "),
        "small.before.cue": ("cuando ",),
    },
)


@pytest.mark.parametrize(
    ("phrases", "plan", "cue", "deed"),
    [
        (
            GERMAN,
            "Wenn ich nach Hause komme, werde ich fragen, wie der Tag war.",
            "ich nach Hause komme",
            "fragen, wie der Tag war",
        ),
        (GERMAN, "wenn der Kessel pfeift, dann werde ich Tee machen", "der Kessel pfeift", "Tee machen"),
        (GERMAN, "Ich werde Tee machen, wenn der Kessel pfeift.", "der Kessel pfeift", "Tee machen"),
        (GERMAN, "Nach dem Essen werde ich abwaschen", "Nach dem Essen", "abwaschen"),
        (GERMAN, "Irgendwann Tee", "", "Irgendwann Tee"),
        (
            SPANISH,
            "Cuando llegue a casa, voy a preguntar cómo fue el día",
            "llegue a casa",
            "preguntar cómo fue el día",
        ),
        (SPANISH, "Voy a hacer té cuando hierva el agua.", "hierva el agua", "hacer té"),
        (SPANISH, "Después de cenar, voy a fregar", "Después de cenar", "fregar"),
    ],
)
def test_a_plan_is_read_again_as_it_is_said(phrases: Phrases, plan: str, cue: str, deed: str) -> None:
    assert split(plan, phrases) == (cue, deed)
    assert has_moment(plan, phrases) == bool(cue)


def test_what_stands_before_a_deed_anyway_is_left_out() -> None:
    assert part_of("Ich werde Tee machen", "deed", GERMAN) == "Tee machen"
    assert part_of("Wenn ich heimkomme", "cue", GERMAN) == "ich heimkomme"
    assert part_of("voy a hacer té", "deed", SPANISH) == "hacer té"


def test_a_plan_whose_moment_has_a_first_word_of_its_own_has_the_comma_that_its_language_has() -> None:
    plan = "Wenn {cue}, werde ich abwaschen."
    read = {cue: sentence(plan.format(cue=cue), GERMAN) for cue in ("nach dem Essen", "nachdem ich esse")}
    assert read["nach dem Essen"] == "Nach dem Essen werde ich abwaschen."
    assert read["nachdem ich esse"] == "Nachdem ich esse, werde ich abwaschen."
    assert sentence("When after dinner, I will wash up.", PHRASES) == "After dinner, I will wash up."


@pytest.mark.parametrize(
    ("phrases", "typed", "read"),
    [
        (GERMAN, "Zeit für mich.", "Zeit für mich"),
        (GERMAN, "Mehr Zeit.", "mehr Zeit"),
        (GERMAN, "Dass du zuhörst", "dass du zuhörst"),
        (GERMAN, "Gehört, und nicht nur geduldet werden", "gehört, und nicht nur geduldet werden"),
        (GERMAN, "tee", "tee"),
        (SPANISH, "Tiempo para mí.", "tiempo para mí"),
        (PHRASES, "To be heard.", "to be heard"),
        (PHRASES, "I'm heard", "I'm heard"),
    ],
)
def test_only_what_a_language_writes_small_loses_its_capital(phrases: Phrases, typed: str, read: str) -> None:
    assert within(typed, phrases) == read


@pytest.mark.parametrize(
    ("phrases", "items", "said"),
    [
        (GERMAN, ("müde", "traurig", "allein"), "müde, traurig und allein"),
        (SPANISH, ("triste", "sola"), "triste y sola"),
        (SPANISH, ("triste", "insegura"), "triste e insegura"),
        (SPANISH, ("triste", "sola", "Íntima"), "triste, sola e Íntima"),
        (SPANISH, ("triste",), "triste"),
        (PHRASES, ("sad", "insecure"), "sad and insecure"),
    ],
)
def test_several_are_joined_as_the_language_does(phrases: Phrases, items: Any, said: str) -> None:
    assert phrases.listed(items) == said


@pytest.mark.parametrize("typed", ["ignoriert", "Ich fühle mich ignoriert."])
def test_a_feeling_is_met_gently_with_what_opens_it_in_the_language(typed: str) -> None:
    asking = Asking(GERMAN, {"sad": "traurig"}, gently={"ignoriert": "allein oder traurig"})
    slip = unfit(typed, (), asking)
    assert (slip.phrase, slip.fill["under"]) == ("refused.gently", "allein oder traurig")
