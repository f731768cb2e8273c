"""Each input by button and by typing."""

from __future__ import annotations

import pytest
from conversation import Talk, asks, dialog

from bot.engine.dialog import Limit
from bot.engine.inputs import Choice, Confirm, Many, Note, Number, Scale, Text

FEELINGS = Many("f", ("sad", "glad", "cross", "small"), pick=2)
WORDS = {
    "heard.option.all": "Yes, all of it",
    "heard.option.part": "Not quite yet",
    "heard.option.none": "Nö, à propos",
}
LABELLED = {
    "f.option.sad": "Sad",
    "f.option.glad": "Glad",
    "f.option.cross": "Cross",
    "f.option.small": "Small",
}


def talk(asked: object, words: dict[str, str] | None = None) -> Talk:
    name = getattr(asked, "name", "x")
    return Talk(dialog(asks(name, asked), words=words))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Yes, all of it", "all"),
        ("YES,  ALL OF IT. ", "all"),
        ("yes", "all"),
        ("not", "part"),
        ("no a propos!", "none"),
        ("1", "all"),
        ("2.", "part"),
        ("#3", "none"),
    ],
)
def test_a_choice_is_typed(typed: str, key: str) -> None:
    t = talk(Choice("heard", ("all", "part", "none")), WORDS)
    t.says(typed)
    assert (t.answer("heard"), t.step()) == (key, "done")


def test_a_choice_is_pressed_and_its_message_shows_what_was_chosen() -> None:
    t = talk(Choice("heard", ("all", "part", "none")), WORDS)
    t.presses("Not quite yet")
    assert t.answer("heard") == "part"
    assert [closed.chosen for closed in t.turn.closed] == ["Not quite yet"]


def test_a_beginning_that_fits_two_labels_is_asked_about() -> None:
    t = talk(Choice("heard", ("all", "part", "none")), WORDS)
    t.says("n")
    t.hears("Not quite yet and Nö, à propos. Which one?")


def test_a_label_that_is_an_emoji_can_be_typed() -> None:
    t = talk(Choice("c", ("up", "down")), {"c.option.up": "👍", "c.option.down": "👎"})
    t.says("👎")
    assert t.answer("c") == "down"


@pytest.mark.parametrize(
    "typed", ["sad, glad", "Glad and sad.", "1 2", "2,1", "sad; glad", "sad\nglad", "glad, sad, done"]
)
def test_several_are_typed_and_keep_their_order(typed: str) -> None:
    t = talk(FEELINGS, LABELLED)
    t.says(typed)
    first, second = ("sad", "glad") if typed[0] in "s1" else ("glad", "sad")
    assert t.answer("f") == (first, second)


def test_boxes_are_ticked_and_done() -> None:
    t = talk(FEELINGS, LABELLED)
    first = list(t.heard)
    t.presses("Cross")
    assert t.turn.messages == ()
    assert "✓ Cross" in [b.label for row in t.turn.redrawn[0].buttons for b in row]
    t.presses("Cross", messages=first)
    t.presses("Sad", messages=first)
    t.presses("Done", messages=first)
    assert t.answer("f") == ("sad",)


def test_more_than_can_be_picked_is_refused_kindly_and_no_tick_is_lost() -> None:
    t = talk(FEELINGS, LABELLED)
    first = list(t.heard)
    for label in ("Sad", "Glad", "Cross"):
        t.presses(label, messages=first)
    t.hears("Up to 2 here")
    assert "✓ Sad" in t.labels()
    t.says("done")
    assert t.answer("f") == ("sad", "glad")


def test_done_without_a_tick_asks_for_one() -> None:
    t = talk(FEELINGS, LABELLED)
    t.presses("Done")
    t.hears("at least 1")


def test_what_was_ticked_is_not_lost_to_words_that_fit_nothing() -> None:
    t = Talk(dialog(asks("f", FEELINGS, tries=Limit(2, "other")), asks("other", Note("o")), words=LABELLED))
    t.presses("Small")
    for typed in ("gutted", "really gutted"):
        t.says(typed)
        t.hears("I found: Small")
    t.says("done")
    assert t.answer("f") == ("small",)


def test_what_is_typed_joins_what_was_ticked() -> None:
    t = talk(FEELINGS, LABELLED)
    t.presses("Small")
    t.says("glad")
    assert t.answer("f") == ("small", "glad")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *[
            ("7", 7),
            ("seven.", 7),
            ("7/10", 7),
            ("7 out of 10", 7),
            ("Seven of ten", 7),
            ("0", 0),
            ("10!", 10),
        ],
        *[
            ("about 7", 7),
            ("a 7, I think", 7),
            ("I'd say 8", 8),
            ("it's a nine", 9),
            ("maybe 3 out of 10", 3),
        ],
    ],
)
def test_a_scale_is_typed(typed: str, number: int) -> None:
    t = talk(Scale("s"))
    t.says(typed)
    assert t.answer("s") == number


@pytest.mark.parametrize(
    "typed", ["7 or 8", "11", "-1", "7.5", "much", "3 to 5", "about", "not 7", "7 times"]
)
def test_what_is_no_number_of_the_scale_is_never_guessed(typed: str) -> None:
    t = talk(Scale("s"))
    t.says(typed)
    assert t.answer("s") is None
    t.hears("A number from 0 to 10 would be good.")


@pytest.mark.parametrize("typed", ["a little", "A lit", "2", "just a little", "a litle"])
def test_words_of_a_scale(typed: str) -> None:
    words = {"s.option.0": "not at all", "s.option.5": "a little", "s.option.10": "very"}
    t = talk(Scale("s", ("0", "5", "10")), words)
    t.says(typed)
    assert t.answer("s") == 5


def test_a_number_in_its_limits() -> None:
    t = talk(Number("n", 1, 14))
    t.says("15")
    t.hears("A number from 1 to 14")
    t.says("14 days")
    t.hears("just the number")
    t.says("fourteen")
    assert t.answer("n") == 14


def test_a_button_nobody_made_is_met_kindly() -> None:
    for asked in (
        Number("n", 1, 5),
        Scale("n"),
        Choice("n", ("a", "b")),
        Many("n", ("a", "b"), 1),
        Confirm("n"),
        Note("n"),
        Text("n"),
    ):
        for choice in ("--5", "5" * 5000, "²", "", "+skip", "+draft", "+done", "é"):
            t = talk(asked)
            t.press(f"x:{t.asked()}:{choice}")
            assert t.step() == "n"


def test_yes_and_no_in_any_words() -> None:
    for typed, key in {"yep": "yes", "ok": "yes", "Nope.": "no", "N": "no", "1": "yes"}.items():
        t = talk(Confirm("c"))
        t.says(typed)
        assert t.answer("c") == key


def test_a_note_goes_on() -> None:
    for typed in ("ok", "Next", "go on", "ok, thank you", "yes please", "Done"):
        t = talk(Note("n"))
        t.says(typed)
        assert t.step() == "done"
    t = talk(Note("n"))
    t.says("why?")
    t.hears("Take your time")


@pytest.mark.parametrize("typed", ["I'm back", "im bak", "ok I'm back", "back"])
def test_a_note_goes_on_by_what_comes_near_to_its_button(typed: str) -> None:
    t = talk(Note("n"), {"n.option.on": "I'm back"})
    t.says(typed)
    assert t.step() == ("n" if typed == "back" else "done")


def test_a_dialog_without_a_last_word_does_not_end_in_silence() -> None:
    t = Talk(dialog(asks("n", Note("n"), "end")))
    t.presses("Go on")
    t.hears("This ends here.")


def test_a_text_is_kept_as_it_is_without_filling_its_braces() -> None:
    last = asks("b", Note("b"))
    t = Talk(dialog(asks("a", Text("a"), "b"), last, words={"b.say": 'You wrote "{a}".'}))
    t.says("  {me} {a} {text} \\1  ")
    assert t.answer("a") == "{me} {a} {text} \\1"
    t.hears('You wrote "{me} {a} {text} \\1".')
    t.wants("where")


SCARED = {"f.also.small": "scared, Frightened", "f.also.cross": "mad"}


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Scared.", ("small",)),
        ("i feel so scared", ("small",)),
        ("frightend and mad", ("small", "cross")),
        ("sad, scared", ("sad", "small")),
    ],
)
def test_another_word_for_an_option_means_it(typed: str, keys: tuple[str, ...]) -> None:
    t = talk(FEELINGS, LABELLED | SCARED)
    t.says(typed)
    assert t.answer("f") == keys


def test_another_word_with_a_no_beside_it_does_not() -> None:
    t = talk(FEELINGS, LABELLED | SCARED)
    t.says("not scared")
    assert t.answer("f") is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("To know the truth.", "I need to know the truth."),
        ("I'm not sure!", "I need I'm not sure."),
        ("TIME", "I need TIME."),
        ("A day off", "I need a day off."),
        ("quiet", "I need quiet."),
    ],
)
def test_words_within_a_sentence_lose_a_phones_capital_and_full_stop(typed: str, read: str) -> None:
    d = dialog(asks("n", Text("n", within=True), "b"), asks("b", Note("b")), words={"b.say": "I need {n}."})
    t = Talk(d)
    t.says(typed)
    t.hears(read)
    assert t.answer("n") == typed


def test_several_are_read_in_the_order_of_the_list() -> None:
    t = Talk(
        dialog(
            asks("f", FEELINGS, "then"),
            asks("then", Note("n")),
            words=LABELLED | {"then.say": "I need {f}."},
        )
    )
    t.says("small, sad")
    t.hears("I need Sad and Small.")


def test_a_text_may_be_skipped_where_it_is_optional() -> None:
    for way in ("presses", "says"):
        t = talk(Text("a", optional=True))
        getattr(t, way)("Skip")
        assert t.session.answers[-1].skipped
    for typed in ("No.", "I'd rather not", "leave it out"):
        t = talk(Text("a", optional=True))
        t.says(typed)
        assert t.session.answers[-1].skipped


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("skip it", None),
        ("Leave it out.", None),
        ("I skip meals", "I skip meals"),
        ("no", None),
        ("ok", "ok"),
    ],
)
def test_a_text_may_be_skipped_in_other_words(typed: str, kept: str | None) -> None:
    t = talk(Text("a", optional=True))
    t.says(typed)
    assert t.session.answers[-1].skipped is (kept is None)
    assert [part.text for part in t.session.answers[-1].parts] == ([kept] if kept else [])


@pytest.mark.parametrize(
    ("typed", "kept"), [("ok", "you"), ("Yes.", "you"), ("use it", "you"), ("Joke", "Joke"), ("skip", "skip")]
)
def test_a_draft_is_taken_by_a_yes(typed: str, kept: str) -> None:
    t = talk(Text("a", drafted=True), {"a.draft": "you"})
    t.says(typed)
    assert t.answer("a") == kept


def test_a_draft_is_taken_or_written_anew() -> None:
    d = dialog(
        asks("a", Text("a"), "b"),
        asks("b", Text("b", drafted=True, limit=30)),
        words={"b.draft": "I feel {a}."},
    )
    t = Talk(d)
    t.says("{b}")
    t.hears("I feel {b}.")
    t.presses("Use this")
    assert t.answer("b") == "I feel {b}."
    for typed in ("ok", "Leave it as it is.", "use it"):
        t = Talk(d)
        t.says("{b}")
        t.says(typed)
        assert t.answer("b") == "I feel {b}."
    t = Talk(d)
    t.says("{b}")
    t.says("no thanks")
    t.hears("A few words of your own")
    assert t.step() == "b"
    t = Talk(d)
    t.says("x" * 30)
    t.says("use this")
    t.hears("longer than the 30 characters")
    t.says("my own")
    assert t.answer("b") == "my own"


def test_a_word_is_met_gently_and_who_stays_with_it_comes_to_own_words() -> None:
    asked = Choice("c", ("sad", "glad"), gently=("ignored",))
    words = {"c.gently.ignored": "ignored", "c.under.ignored": "lonely or sad"}
    step = asks("c", asked, "o", tries=Limit(2, "o"))
    t = Talk(dialog(step, asks("o", Text("o")), words=words))
    t.says("I feel ignored.")
    t.hears('Feeling "ignored" can hurt a lot', "lonely or sad")
    t.says("ignored")
    assert t.step() == "o"
    t.says("ignored")
    assert t.answer("o") == "ignored"


@pytest.mark.parametrize("typed", ["traicionada", "Me siento traicionado.", "traición", "siento traicion"])
def test_a_word_is_met_gently_in_each_form_that_a_language_has_for_it(typed: str) -> None:
    asked = Choice("c", ("sad", "glad"), gently=("betrayed",))
    words = {
        "c.gently.betrayed": "traición",
        "c.gently_also.betrayed": "traicionado, traicionada, me siento traicionado, siento traición",
        "c.under.betrayed": "dolor o rabia",
    }
    t = Talk(dialog(asks("c", asked, "o", tries=Limit(2, "o")), asks("o", Text("o")), words=words))
    t.says(typed)
    t.hears("can hurt a lot", "dolor o rabia")


def test_labels_with_braces_stay_as_they_are() -> None:
    t = talk(Choice("c", ("ax", "ay")), {"c.option.ax": "a{last}", "c.option.ay": "a{first}"})
    t.says("a")
    t.hears("a{last} and a{first}")


TALK = {"c.option.talk": "Talk", "c.option.wait": "Wait a while", "c.option.look": "I'll have a look"}


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("i want to talk", "talk"),
        ("have a look", "look"),
        ("Ill have a look", "look"),
        ("i'll have a look then", "look"),
        ("Wait a wile", "wait"),
        ("while", "wait"),
        ("look", "look"),
        ("I don't want to talk", None),
        ("shall we talk?", None),
        ("talk is cheap and he never listens", None),
    ],
)
def test_what_comes_near_to_just_one_label_is_that_label(typed: str, key: str | None) -> None:
    t = talk(Choice("c", ("talk", "wait", "look")), TALK)
    t.says(typed)
    assert t.answer("c") == key


@pytest.mark.parametrize("typed", ["yes please", "ok yeah let's go", "Yes, thank you", "yep"])
def test_a_yes_is_a_yes_however_polite(typed: str) -> None:
    t = talk(Confirm("c"), {"c.option.yes": "Begin", "c.option.no": "This isn't right for me"})
    t.says(typed)
    assert t.answer("c") == "yes"


@pytest.mark.parametrize("typed", ["no thanks", "not really", "No, not now."])
def test_so_is_a_no(typed: str) -> None:
    t = talk(Confirm("c"), {"c.option.yes": "Begin", "c.option.no": "Later"})
    t.says(typed)
    assert t.answer("c") == "no"


@pytest.mark.parametrize("typed", ["yes but no", "please", "I think"])
def test_what_is_both_or_neither_is_asked_again(typed: str) -> None:
    t = talk(Confirm("c"))
    t.says(typed)
    t.hears("I'm not sure which one you mean")


def test_of_several_what_is_found_is_ticked_and_the_rest_is_asked_for() -> None:
    t = talk(FEELINGS, LABELLED)
    t.says("kind of sad and blue like the sea")
    t.hears("I found: Sad.", "f?")
    assert "✓ Sad" in t.labels()
    t.says("crosss")
    assert t.answer("f") == ("sad", "cross")


def test_too_many_that_were_typed_are_asked_about() -> None:
    t = talk(FEELINGS, LABELLED)
    t.says("sad, glad, small")
    t.hears("Which of these matter most?")


def test_of_a_label_that_says_no_one_word_is_no_part() -> None:
    t = talk(Choice("c", ("no", "yes")), {"c.option.no": "I can't tell", "c.option.yes": "I'll think of it"})
    t.says("tell")
    assert t.answer("c") is None
    t.says("think")
    assert t.answer("c") == "yes"


def test_a_story_at_a_choice_is_met_kindly() -> None:
    t = talk(Choice("c", ("talk", "wait", "look")), TALK)
    t.says("so we were at his mothers and he said in front of all of them that I never cook")
    t.hears("That is a lot, and it matters.", "I haven't kept it", "c?")


@pytest.mark.parametrize("typed", ["3", "😭", "...?!"])
def test_what_has_no_letter_in_it_is_asked_about_once(typed: str) -> None:
    t = talk(Text("a"))
    t.says(typed)
    t.hears(f'I see "{typed}"')
    assert t.answer("a") is None
    t.says(typed)
    assert t.answer("a") == typed


def test_thanks_are_no_try() -> None:
    t = Talk(dialog(asks("c", Choice("c", ("talk", "wait")), tries=Limit(1, "end"))))
    t.says("Thank you!")
    t.hears("You're welcome.", "c?")
    t.says("talk")
    assert t.answer("c") == "talk"
    t.says("thanks")
    t.hears("You're welcome.")
