"""A dialog as a picture: Mermaid for pages that draw it, DOT for graphviz."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.engine.dialog import END, Dialog, Exit, Step, Test

COLOURS = ("#dbeafe", "#fde2cf", "#e4e4e7")
"""One for each seat, in their order; the last for steps that are for both."""

LONGEST = 28
"""Characters of a label on an arrow."""


class Undrawn(Exception):
    """No picture could be made; the text is one line for the author."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a step to a step, for what; dotted where a limit leads there."""

    start: str
    to: str
    label: str = ""
    dotted: bool = False


def mermaid(dialog: Dialog) -> str:
    """The dialog as a Mermaid flowchart: phases as groups, seats as colours, limits as dotted arrows."""
    lines = ["flowchart TD"]
    for phase, steps in _groups(dialog):
        nodes = [f"  {_id(step.name)}[{_quoted(step.name)}]:::{step.to}" for step in steps]
        if phase:
            lines += [f"  subgraph phase_{phase} [{_quoted(phase)}]", *(f"  {n}" for n in nodes), "  end"]
        else:
            lines += nodes
    lines += [f"  {_id(node)}[[{_quoted(name)}]]" for node, name in _calls(dialog)]
    lines.append(f"  {_id(END)}(({_quoted('·')}))")
    for arrow in _arrows(dialog):
        line = "-.->" if arrow.dotted else "-->"
        label = f"|{_quoted(arrow.label)}|" if arrow.label else ""
        lines.append(f"  {_id(arrow.start)} {line}{label} {_id(arrow.to)}")
    lines += [f"  classDef {seat} fill:{colour}" for seat, colour in _seats(dialog)]
    return "\n".join(lines) + "\n"


def dot(dialog: Dialog) -> str:
    """The same picture in graphviz' language."""
    colours = dict(_seats(dialog))
    lines = [
        f"digraph {_dotted(dialog.name)} {{",
        '  node [shape=box style="rounded,filled" fontname="sans-serif" fontsize=11]',
        '  edge [fontname="sans-serif" fontsize=9]',
    ]
    for phase, steps in _groups(dialog):
        nodes = [f"  {_dotted(step.name)} [fillcolor={_dotted(colours[step.to])}]" for step in steps]
        if phase:
            name = f"cluster_{phase}"
            label = f"    label={_dotted(phase)} color=gray"
            lines += [f"  subgraph {_dotted(name)} {{", label, *(f"  {n}" for n in nodes), "  }"]
        else:
            lines += nodes
    lines += [f"  {_dotted(node)} [label={_dotted(name)} peripheries=2]" for node, name in _calls(dialog)]
    lines.append(f'  {_dotted(END)} [label="" shape=doublecircle width=0.2]')
    for arrow in _arrows(dialog):
        style = " style=dotted" if arrow.dotted else ""
        lines.append(f"  {_dotted(arrow.start)} -> {_dotted(arrow.to)} [label={_dotted(arrow.label)}{style}]")
    return "\n".join([*lines, "}"]) + "\n"


def svg(dialog: Dialog) -> bytes:
    """The picture, drawn by graphviz; raises Undrawn where that isn't there."""
    try:
        drawn = subprocess.run(
            ["dot", "-Tsvg"],  # noqa: S607  (wherever graphviz was installed)
            input=dot(dialog).encode(),
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise Undrawn(
            "graphviz isn't here: install it (apt-get install graphviz), or leave --svg away"
        ) from None
    if drawn.returncode:
        raise Undrawn(f"graphviz could not draw {dialog.name}")
    return drawn.stdout


# --- what is drawn ------------------------------------------------------------------------------------


def _groups(dialog: Dialog) -> Iterator[tuple[str, list[Step]]]:
    steps = dialog.structure.steps.values()
    for phase in ("", *dialog.structure.phases):
        together = [step for step in steps if step.phase == phase]
        if together:
            yield phase, together


def _seats(dialog: Dialog) -> Iterator[tuple[str, str]]:
    yield from zip(dialog.structure.seats, COLOURS, strict=False)
    yield "both", COLOURS[-1]


def _exits(step: Step) -> tuple[Exit, ...]:
    return (*step.exits, *(step.solo.exits if step.solo else ()))


def _call(step: Step, exit_: Exit) -> str:
    """The node of a call: one for each step that calls, so that its way back can be seen."""
    return f"{exit_.call} from {step.name}"


def _calls(dialog: Dialog) -> Iterator[tuple[str, str]]:
    steps = dialog.structure.steps.values()
    found = {_call(step, each): each.call for step in steps for each in _exits(step) if each.call}
    yield from found.items()


def _arrows(dialog: Dialog) -> Iterator[Arrow]:
    texts = next(iter(dialog.words.values())).texts
    for step in dialog.structure.steps.values():
        for exit_ in _exits(step):
            label = _short(_label(step, exit_, texts))
            if exit_.call:
                yield Arrow(step.name, _call(step, exit_), label)
                yield Arrow(_call(step, exit_), exit_.to)
            else:
                if exit_.swap:
                    yield Arrow(step.name, exit_.swap, "the floor changes", dotted=True)
                yield Arrow(step.name, exit_.to, label)
        if step.listens:
            yield Arrow(step.name, step.listens, "who only listens", dotted=True)
        for name, limit in (("tries", step.tries), ("visits", step.visits)):
            if limit is not None:
                yield Arrow(step.name, limit.then, f"{limit.limit} {name}", dotted=True)


def _label(step: Step, exit_: Exit, texts: Mapping[str, str]) -> str:
    """Option labels and conditions in words."""
    options = " / ".join(texts.get(f"{step.name}.option.{key}", key) for key in exit_.on)
    tests = " and ".join(map(_test, exit_.when))
    return " if ".join(part for part in (options, tests) if part)


def _test(test: Test) -> str:
    name = f"{test.answer} of {test.of}" if test.of else test.answer
    if test.skipped:
        return f"{name} skipped"
    if test.among:
        return f"{name}: {' or '.join(test.among)}"
    return f"{name} {test.low}..{test.high}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _id(name: str) -> str:
    """An id that is no word of Mermaid's own (`end` would be)."""
    return "s_" + name.replace(" ", "_")


def _quoted(text: str) -> str:
    """A Mermaid label: in quotes, with what means something to it written as numbers."""
    return '"' + "".join(c if c.isalnum() or c in " _.,:?!…/'·" else f"#{ord(c)};" for c in text) + '"'


def _dotted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
