"""What is made to be copied has no line for an answer that was left out."""

from __future__ import annotations

from conversation import ANN, BEN, Talk, asks, dialog

from bot.engine.inputs import Many, Note, Text

SEATS = {"speaker": ANN, "listener": BEN}
COPY = "Our page\nHard: {hard}\nGood: {good}\nFrom {me}"


def page(*, two: bool = False) -> Talk:
    """Somebody is asked for two lines of a page that they can copy."""
    share, seats = ("listener", ("speaker", "listener")) if two else ("", ("speaker",))
    steps = (
        asks("hard", Text("hard", optional=True, share=share), "good"),
        asks("good", Many("good", ("old", "new"), pick=2, least=0, share=share), "page"),
        asks("page", Note("page"), seat="both" if two else "speaker"),
    )
    made = dialog(*steps, words={"page.copy": COPY}, seats=seats)
    return Talk(made, seats=SEATS if two else None)


def copied(t: Talk, who: int = ANN) -> list[str]:
    """What somebody can copy."""
    return [message.text for message in t.turn.messages if message.copy and message.to == who]


def test_all_its_lines_stand_there() -> None:
    t = page()
    t.says("It is {hard}.\nAnd long.")
    t.says("old")
    assert copied(t) == ["Our page\nHard: It is {hard}.\nAnd long.\nGood: old\nFrom Ann"]


def test_a_line_falls_away_with_what_was_left_out() -> None:
    t = page()
    t.presses("Skip")
    t.presses("Done")
    assert copied(t) == ["Our page\nFrom Ann"]


def test_what_was_kept_at_its_preview_has_no_line_for_either() -> None:
    t = page(two=True)
    t.says("It is hard.")
    t.presses("Keep it to myself")
    t.says("new")
    for who, name in ((ANN, "Ann"), (BEN, "Ben")):
        assert copied(t, who) == [f"Our page\nGood: new\nFrom {name}"]
