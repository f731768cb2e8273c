"""What is offered to whom: a pure decision over a counsellor's table, and the table that ships."""

from __future__ import annotations

from itertools import product

from talk import shipped

from bot.engine.thread import Fitting, Offer, Standing, Thread, next_offer, offers

THREAD = Thread(
    {"fight": Fitting(("calm", "mend", "eyes"), ("mend", "both"))},
    {"mend": Fitting(("eyes",), ("both",))},
    ("calm", "helper"),
    {"en": {"fight": "We had a fight"}, "de": {"fight": "Wir hatten Streit"}},
)
FIGHT = THREAD.weighs["fight"]


def named(fitting: Fitting, **standing: object) -> list[str]:
    found = offers(THREAD, fitting, Standing(**standing))  # type: ignore[arg-type]  # a Standing's own fields
    return [f"{offer.dialog} for two" if offer.two else offer.dialog for offer in found]


def test_alone_one_is_offered_what_is_for_one_in_its_order() -> None:
    assert named(FIGHT) == ["calm", "mend", "eyes"]


def test_two_are_offered_what_is_for_two_first_and_each_dialog_once() -> None:
    assert named(FIGHT, two=True) == ["mend for two", "both for two", "calm", "eyes"]


def test_whoever_is_to_be_treated_carefully_is_offered_only_what_is_for_everybody() -> None:
    assert named(FIGHT, careful=True) == ["calm", "helper"]
    assert named(Fitting(("mend", "helper"), ("both",)), careful=True, two=True) == ["helper", "calm"]
    assert named(Fitting(), careful=True) == ["calm", "helper"]


def test_what_ended_just_now_is_not_offered_unless_nothing_else_may_be() -> None:
    assert named(FIGHT, last="calm") == ["mend", "eyes"]
    assert named(FIGHT, last="mend", two=True) == ["both for two", "calm", "eyes"]
    assert named(FIGHT, last="calm", careful=True) == ["helper"]
    assert named(Fitting(("mend",)), last="mend") == ["mend"]


def test_something_else_is_the_next_one_and_after_the_last_there_is_none() -> None:
    found = offers(THREAD, FIGHT, Standing())
    assert next_offer(found, "") == Offer("calm")
    assert next_offer(found, "calm") == Offer("mend")
    assert next_offer(found, "eyes") is None
    assert next_offer(found, "gone_since") == Offer("calm")


def test_labels_are_those_of_a_language_and_else_the_authors() -> None:
    assert THREAD.labels("de-AT") == {"fight": "Wir hatten Streit"}
    assert THREAD.labels("fr") == {"fight": "We had a fight"}


# --- the table that ships -----------------------------------------------------------------------------

SHIPPED = shipped().thread
EVERY = [
    Standing(two, careful, last)
    for two, careful, last in product((False, True), (False, True), ("", *shipped().dialogs))
]


def _cases() -> list[tuple[Fitting, Standing]]:
    """Every button for everybody, and what comes after each dialog for whom it ended just now."""
    assert SHIPPED is not None
    after = [(fitting, one) for name, fitting in SHIPPED.after.items() for one in EVERY if one.last == name]
    return [*product(SHIPPED.weighs.values(), EVERY), *after]


def test_everybody_is_offered_something_at_every_button_and_after_every_dialog() -> None:
    assert SHIPPED is not None
    for fitting, standing in _cases():
        assert offers(SHIPPED, fitting, standing), (fitting, standing)


def test_nobody_is_offered_what_excludes_them() -> None:
    assert SHIPPED is not None
    for fitting, standing in _cases():
        for offer in offers(SHIPPED, fitting, standing):
            assert standing.two or not offer.two
            assert not standing.careful or (offer.dialog in SHIPPED.for_everybody and not offer.two)
            assert offer.dialog != standing.last


def test_whoever_may_be_harmed_is_asked_to_understand_or_give_nothing() -> None:
    assert SHIPPED is not None
    other = {dialog.name for dialog in shipped().dialogs.values() if dialog.command} - {"calm", "helper"}
    assert len(other) > 10
    assert "calm" in SHIPPED.for_everybody
    assert not other & {*SHIPPED.for_everybody}


def test_each_dialog_that_can_be_begun_is_offered_somewhere() -> None:
    assert SHIPPED is not None
    tables = (*SHIPPED.weighs.values(), *SHIPPED.after.values())
    offered = {name for fitting in tables for name in (*fitting.one, *fitting.two)}
    assert {dialog.name for dialog in shipped().dialogs.values() if dialog.command} == offered
