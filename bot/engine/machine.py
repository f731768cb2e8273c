"""One state machine for each dialog, built once and shared by all its sessions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from transitions import EventData, Machine

from bot.engine.dialog import END, Exit, Step, Structure, Test
from bot.engine.inputs import NEXT
from bot.engine.session import Answer

ALONE = ".alone"
"""Triggers of the solo way end so."""

Look = Callable[[str, str], Answer | None]
"""The last answer of a name (and a seat), if it was given."""


class DeadEnd(Exception):
    """No exit fits: a dialog that never passed the check."""


@dataclass(slots=True)
class Cursor:
    """The light model a machine moves: the step it is at, what conditions may read, what else its exit says."""

    state: str
    look: Look
    call: str = ""
    swap: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Where an outcome leads: the target, a dialog played before it, the step where the floor changes (or empty)."""

    to: str
    call: str = ""
    swap: str = ""


_machines: dict[str, Machine] = {}


def route(structure: Structure, hash_: str, step: str, outcome: str, look: Look, *, alone: bool) -> Route:
    """Follow the first exit of a step that is for this outcome and whose conditions hold."""
    machine = _machines.get(hash_)
    if machine is None:
        machine = _machines[hash_] = compiled(structure)
    cursor = Cursor(step, look)
    event = machine.events.get(outcome + ALONE if alone else outcome)
    if event is None or not event.trigger(cursor):
        raise DeadEnd(f"{structure.name}.{step}: {outcome}")
    return Route(cursor.state, cursor.call, cursor.swap)


def compiled(structure: Structure) -> Machine:
    """The dialog as a machine: steps are states, exits are transitions, outcomes trigger them."""
    states = [*structure.steps, END]
    machine = Machine(
        model=None,
        states=states,
        initial=structure.start,
        auto_transitions=False,
        send_event=True,
        ignore_invalid_triggers=True,
    )
    for step in structure.steps.values():
        _add(machine, step, "")
        _add(machine, step.alone(), ALONE)
    return machine


def _add(machine: Machine, step: Step, suffix: str) -> None:
    outcomes = step.ask.outcomes if step.ask is not None else (NEXT,)
    for exit_ in step.exits:
        for outcome in exit_.on or outcomes:
            machine.add_transition(
                outcome + suffix,
                step.name,
                exit_.to,
                conditions=[_condition(test) for test in exit_.when],
                before=_before(exit_),
            )


def _condition(test: Test) -> Callable[[EventData], bool]:
    def holds(event: EventData) -> bool:
        return passes(test, cast(Cursor, event.model).look(test.answer, test.of))

    return holds


def _before(exit_: Exit) -> Callable[[EventData], None]:
    def note(event: EventData) -> None:
        cursor = cast(Cursor, event.model)
        cursor.call, cursor.swap = exit_.call, exit_.swap

    return note


def passes(test: Test, answer: Answer | None) -> bool:
    """Whether an answer meets a condition; what was never given or skipped meets only `skipped`."""
    if answer is None or answer.skipped:
        return test.skipped
    if test.skipped:
        return False
    value = answer.value
    if isinstance(value, int):
        low = test.low is None or value >= test.low
        return low and (test.high is None or value <= test.high) and _among(test, (str(value),))
    keys = value if isinstance(value, tuple) else (str(value),)
    return _among(test, keys)


def _among(test: Test, keys: tuple[str, ...]) -> bool:
    return not test.among or any(key in test.among for key in keys)
