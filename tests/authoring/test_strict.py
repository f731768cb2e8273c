"""What is written is what is read, and where; YAML's surprises and attacks are findings."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
import yaml

from bot.authoring import strict
from bot.authoring.strict import DEEPEST, LARGEST, Spot, document, documents
from bot.config import shipped_dialogs


def value(text: str) -> Any:
    source, findings = document(text.encode(), "a.yaml")
    assert source is not None, findings
    return source.value


def told(data: bytes) -> str:
    _, findings = document(data, "a.yaml")
    assert len(findings) == 1
    return str(findings[0])


@pytest.mark.parametrize(
    "plain", ["yes", "no", "on", "off", "19:30", "007", "1e3", "1_000", "0x10", "2026-01-01", ".5", "=", "<<"]
)
def test_plain_words_stay_words(plain: str) -> None:
    assert value(f"a: {plain}") == {"a": plain}
    assert value(f"{plain}: a") == {plain: "a"}


def test_only_whole_numbers_truths_and_nothing_are_more_than_words() -> None:
    assert value("[1, -20, 0, true, false, null, ~, '1', 'true']") == [
        *(1, -20, 0, True, False, None, None),
        *("1", "true"),
    ]


def test_yes_and_on_are_two_keys() -> None:
    assert value("yes: 1\non: 2\ntrue: 3\n1: 4") == {"yes": 1, "on": 2, "true": 3, "1": 4}


def test_every_key_and_value_has_its_place() -> None:
    source, _ = document(b"a:\n  b: [x, 'y z']\n  c: |\n    long {text}\n    more\n", "a.yaml")
    assert source is not None
    assert source.at(("a", "b"), key=True) == Spot(2, 3, 5, 6)
    assert source.at(("a", "b", 1)) == Spot(2, 10, 12, 17)
    assert (source.at(("a", "c")).line, source.at(("a", "c")).column) == (3, 6)
    assert (source.within(("a", "c"), "{text}").line, source.within(("a", "c"), "{text}").column) == (4, 10)
    assert source.at(("a", "nothing", "there")) == source.at(("a",))


def test_a_key_twice_is_told_and_the_first_is_kept() -> None:
    source, findings = document(b"a: 1\nb: 2\na: {c: 3}\n", "a.yaml")
    assert source is not None
    assert source.value == {"a": 1, "b": 2}
    assert [(found.line, found.column) for found in findings] == [(3, 1)]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"a: Hi: you", "a.yaml:1:6: A ':' stands where no key can be."),
        (b"a:\n\t b: c", "a.yaml:2:1: There is a tab here."),
        (b"a: {me} says", "a.yaml:1:9: This doesn't go on from the line above."),
        (b"a: {b: c\n", "a.yaml:2:1: A comma or a closing bracket is missing."),
        (b"a: {b: Why?, c: d}", "a.yaml:1:11: A comma or a closing bracket is missing."),
        (b"a: 'It's'", "a.yaml:1:7: The text ends at this apostrophe. In '…' an apostrophe is written twice"),
        (
            b"b: 1\na:\n  say:Hi\n  then: x",
            "a.yaml:3:7: A space is missing after the ':'. Write `key: value`.",
        ),
        ("a:\n\u00a0\u00a0say: Hi\n  then: x".encode(), "a.yaml:2:1: Something that can't be seen stands"),
        ("a:\n  b: 1\n\u2003\u2003c\n  d: 2".encode(), "a.yaml:3:1: This only looks like a space."),
        ("a: ‘Hi: you’".encode(), "a.yaml:1:4: These quotes don't hold a text together. Use plain ones"),
        (b"a: [{b: >5}]", "a.yaml:1:9: Numbers aren't compared so. Write a range"),
        (b"a: - b", "a.yaml:1:4: A text can't begin with '- '."),
        (b"a: ? b", "a.yaml:1:4: A text can't begin with '? '."),
        (b"a: | Hi you", "a.yaml:1:6: Nothing can stand beside | or >. Begin the text in the line below."),
        (b"a:\n  b: |\n  Hi you\n  c: d", "a.yaml:3:3: This is no key, and no part of the text above."),
        (b"a: 'open", "a.yaml:1:9: A quote is never closed."),
        (b"a: 'it\n", "a.yaml:2:1: A quote is never closed."),
        (b"a: *b", "a.yaml:1:4: *b refers to something else."),
        (b"a: &b c", "a.yaml:1:4: &b names a thing for later use."),
        (
            b"a: !!python/object:os.system x",
            "a.yaml:1:4: 'tag:yaml.org,2002:python/object:os.system' is a type",
        ),
        (b"? [a]\n: b", "a.yaml:1:3: This can't be a key."),
        (b"a: @b", "a.yaml:1:4: A text can't begin with this character."),
        (b'a: "\\q"', "a.yaml:1:6: A \\ in"),
        (b'a: "\\U99999999"', "a.yaml:1:7: A \\ here names a character that doesn't exist."),
        (b'a: "\\ud800"', "a.yaml:1:4: A \\ here names half a character."),
        (b'a: "\\0"', "a.yaml:1:4: A \\ here names half a character."),
        (b"a: b\0c", "a.yaml:1:5: An unprintable character stands here."),
        (b"a: \xc3\xa4\xff", "a.yaml:1:5: This is not UTF-8."),
        ("a: b".encode("utf-16"), "a.yaml:1:1: The file is saved as UTF-16."),
        (b"a: b\n---\nc: d\n", "a.yaml:3:1: A second document begins here."),
        (b"", "a.yaml:1:1: The file is empty."),
        (b"# nothing\n", "a.yaml:1:1: The file is empty."),
        (b"a: " + b"b" * LARGEST, "a.yaml:1:1: The file has more than 500,000 bytes."),
        (b"%YAML 1." + b"9" * 5000 + b"\n---\na: b", "a.yaml:1:"),
    ],
)
def test_what_yaml_cannot_read_is_a_finding(data: bytes, what: str) -> None:
    assert told(data).startswith(what)


def test_what_cannot_be_seen_in_a_key_is_told_and_the_key_is_read() -> None:
    source, findings = document("a: 1\n\u200bb: 2\n".encode(), "a.yaml")
    assert source is not None
    assert source.value == {"a": 1, "b": 2}
    told = "a.yaml:2:1: Something that can't be seen stands in this key."
    assert [str(found) for found in findings] == [f"{told} Delete the spaces here and type them again."]


def test_a_text_that_ends_at_a_number_sign_is_told_and_a_remark_is_none() -> None:
    source, findings = document(b"a: You are my #1 today\nb: one two  # a remark\nc: '#1'\n", "a.yaml")
    assert source is not None
    assert source.value == {"a": "You are my", "b": "one two", "c": "#1"}
    assert [str(found) for found in findings] == [
        "a.yaml:1:15: warning: From the # on nobody reads this. Put the whole text in quotes."
    ]


def test_a_mark_at_the_beginning_of_a_file_is_nothing() -> None:
    assert value("\ufeffa: b") == {"a": "b"}


def test_attacks_are_found_quickly() -> None:
    began = time.perf_counter()
    assert "nested too deeply" in told(b"[" * 400_000)
    assert "nested too deeply" in told(b"\n".join(b" " * n + b"a:" for n in range(DEEPEST + 2)))
    assert "names a thing" in str(document(b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "a.yaml")[1][0])
    assert time.perf_counter() - began < 5


def test_several_documents_can_be_read_where_they_are_wanted() -> None:
    found, findings = documents(b"a: 1\n---\n- b\n", "a.yaml")
    assert [source.value for source in found] == [{"a": 1}, ["b"]]
    assert found[1].at((0,)).line == 3
    assert findings == ()


# --- read in C ----------------------------------------------------------------------------------------


def in_python(text: str) -> Any:
    return strict._Reader(text, "a.yaml", yaml.SafeLoader).documents()


WRITTEN = [file.read_text(encoding="utf-8") for file in sorted(shipped_dialogs().rglob("*.yaml"))]
SLIPS = (
    *":-?,[]{}#&*!|>'\"%@`\\\n\t\r ~<=a1é😀\ufeff\u00a0\u2028",
    *(
        "---\n",
        "...\n",
        "? ",
        "- ",
        ": ",
        "\n\n",
        "!!str ",
        "&a ",
        "*a",
        "<<: ",
        "|#",
        ">-\n",
        "[a?, b]",
        "{a: , b}",
    ),
)


def slipped(chance: random.Random) -> str:
    """A piece of what ships, with up to three slips of the finger in it."""
    text = chance.choice(WRITTEN)
    begin = text.rfind("\n", 0, chance.randrange(len(text))) + 1
    text = text[begin : begin + chance.randrange(20, 400)] + "\n"
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(SLIPS) + text[at + chance.randrange(2) :]
    return text


def test_what_is_read_in_c_is_what_python_reads_and_stands_at_the_same_place() -> None:
    chance = random.Random(8)
    texts = [slipped(chance) for _ in range(4000)]
    read = [(text, found) for text in texts if (found := strict._quickly(text, "a.yaml"))]
    assert len(read) > 500
    for text, found in read:
        assert found == in_python(text), text


@pytest.mark.parametrize("text", WRITTEN)
def test_all_that_ships_is_read_in_c(text: str) -> None:
    assert strict._quickly(text, "a.yaml") == in_python(text)
