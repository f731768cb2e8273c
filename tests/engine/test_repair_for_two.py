"""The repair conversation for two, played by chance: it ends, and what is private neither shows nor steers."""

from __future__ import annotations

import re
from random import Random

import pytest
from conversation import ANN, BEN, SHIPPED, Talk

from bot.authoring.reading import read
from bot.engine.inputs import Appointment, Text
from bot.engine.turn import Message

READ = read(SHIPPED, shipped=SHIPPED).library
assert READ is not None
REPAIR = READ.dialogs["repair"]
CALLED = tuple(READ.dialogs[name] for name in ("calm", "other_eyes", "apology_words"))
SEATS = {"speaker": ANN, "listener": BEN}
MOST = 400
"""Deeds after which a talk of two that hasn't ended is one without an end."""


class Played:
    """A talk of two in which each question is answered by chance, that of Ann's private ones by a chance of its own.

    `said` is all that each of them was told, `private` the words that Ann wrote for herself alone. `anew`: now and
    then one of them asks to start a bit again. `keeps`: of what a preview showed, half is kept.
    """

    def __init__(
        self, chance: int, ann: int, *, both: bool = False, anew: bool = False, keeps: bool = False
    ) -> None:
        self.chance, self.ann, self.both, self.anew, self.keeps = chance, ann, both, anew, keeps
        self.talk = Talk(REPAIR, *CALLED, seats=SEATS)
        self.said: dict[int, list[Message]] = {ANN: [], BEN: []}
        self.private: list[str] = []
        self.counts: dict[str, int] = {}
        self.order = Random(chance)
        self._hear()

    def plays(self) -> Played:
        """To the end."""
        for _ in range(MOST):
            if self.talk.session.state == "done":
                return self
            if self.anew and self.order.random() < 0.1:
                self.talk.wants("anew", who=self.order.choice((ANN, BEN)))
                self._hear()
                continue
            self._comes_to_its_hour()
            waiting = [who for who in (ANN, BEN) if self.talk.session.question_of(who) is not None]
            self._answers(self.order.choice(waiting) if self.both else waiting[0])
        raise AssertionError(self.talk.session.place)

    def _comes_to_its_hour(self) -> None:
        """Where they agreed on an hour, it comes to who chose it."""
        pause = self.talk.session.place.pause
        if pause is not None:
            self.talk.now = max(self.talk.now, pause.until)
            self.talk.wants("show", who=pause.by)
            self._hear()

    def _answers(self, who: int) -> None:
        talk = self.talk
        question = talk.session.question_of(who)
        assert question is not None
        visit = talk.session.place.trail[question.visit]
        dialog = self.talk.session.library.by_hash(visit.hash)
        assert dialog is not None
        step = dialog.structure.steps[visit.step]
        asks = step.ask
        assert asks is not None
        if question.aside == "preview":
            kept = self.keeps and self.order.random() < 0.5
            talk.presses("Keep it to myself" if kept else "Send it", who=who, messages=self.said[who])
            self._hear()
            return
        alone = who == ANN and not asks.share and not step.reveals  # where it leads is told before
        by = self._chance(
            f"{dialog.name} {asks.name}", f"{self.chance}, {self.ann}" if alone else str(self.chance), who
        )
        newest = next(m for m in reversed(self.said[who]) if m.asked == question.asked)
        data = [b.data for row in newest.buttons for b in row if ":<" not in b.data and "way:" not in b.data]
        if visit.step == "two":
            talk.press(next(one for one in data if one.endswith("yes")), who)
        elif isinstance(asks, Appointment) and who == ANN:  # an hour would be seen: it is told before
            talk.press(next(one for one in data if one.endswith("open")), who)
        elif isinstance(asks, Text) and not (data and asks.optional and by.random() < 0.5):
            words = f"{'shared' if asks.share else 'private'} words {by.randrange(10**9)}"
            self.private += [] if asks.share or who == BEN else [words]
            talk.says(words, who=who)
        else:
            talk.press(by.choice(data), who)
        self._hear()

    def _chance(self, name: str, seed: str, who: int) -> Random:
        """The same question asked so many times, is answered the same way."""
        key = f"{name} {who}"
        self.counts[key] = self.counts.get(key, 0) + 1
        return Random(f"{seed} {key} {self.counts[key]}")

    def _hear(self) -> None:
        for message in self.talk.heard:
            self.said[message.to].append(message)

    def told(self, who: int) -> list[str]:
        """All that one person was told, in order; the hour that was chosen depends on when it was."""
        return [re.sub(r"\d\d:\d\d", "then", message.text) for message in self.said[who]]


@pytest.mark.parametrize("chance", range(24))
def test_what_is_kept_at_its_preview_leaves_no_gap_in_what_the_other_reads(chance: int) -> None:
    played = Played(chance, chance, both=True, keeps=True).plays()
    told = "\n".join((*played.told(ANN), *played.told(BEN)))
    assert "kept to themselves" not in told


@pytest.mark.parametrize("chance", range(24))
def test_whatever_two_people_answer_the_talk_ends_and_private_words_stay_private(chance: int) -> None:
    played = Played(chance, chance, both=True).plays()
    told = "\n".join(played.told(BEN))
    assert played.private
    assert not [words for words in played.private if words in told]


@pytest.mark.parametrize("chance", range(8))
def test_what_one_answers_in_private_changes_nothing_that_the_other_is_told(chance: int) -> None:
    told = {tuple(Played(chance, ann).plays().told(BEN)) for ann in range(4)}
    assert len(told) == 1


@pytest.mark.parametrize("chance", range(8))
def test_whoever_asks_to_start_a_bit_again_it_leads_where_it_would_have_led(chance: int) -> None:
    straight, anew = Played(chance, chance).plays(), Played(chance, chance, anew=True).plays()
    assert anew.talk.session.place.times_anew == 2
    assert _given(anew) == _given(straight)
    assert set(straight.told(BEN)) <= set(anew.told(BEN))


def _given(played: Played) -> list[object]:
    answers = played.talk.session.answers
    return [(a.name, a.owner, a.round, a.visit, a.value, a.text, a.audience) for a in answers]
