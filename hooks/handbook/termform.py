"""The tree of terms.yml → a finding at each line that is not built as the list is."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import yaml

from .finding import Finding, Text
from .late import late
from .nodes import node_place
from .settings import LANGUAGES

_ID = late(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TERM_HINT = "each term has id, sv, en and seen, as its neighbours have"
_Values = Mapping[str, yaml.Node]


@dataclass(frozen=True)
class _Kind:
    """A kind of entry: what it is called, the keys that it must have, and those that it may have."""

    name: str
    needed: tuple[str, ...]
    free: tuple[str, ...] = ()
    hint: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """All of them."""
        return self.needed + self.free


_LIST = _Kind("the term list", ("groups",), ("never", "quoted"), "begin it with a line groups:")
_GROUP = _Kind("a group", ("id", "title", "terms"), hint="each group has id, title and terms, as its neighbours have")
_TERM = _Kind("a term", ("id", "sv", "en", "seen"), ("synonyms", "avoid", "note", "everyday"), _TERM_HINT)
_MYTH = _Kind("a claim", ("id", "says", "because"), hint="each claim under never has id, says and because")


def flaws(source: Text, document: yaml.Node | None) -> Iterator[Finding]:
    """What keeps `document`, read from `source`, from being a term list."""
    form = _Form(source)
    if document is None:
        yield Finding(source.place(0), "term-list", "the term list is empty", _LIST.hint)
        return
    values = yield from form.entry(document, _LIST)
    taken: set[str] = set()
    for group in form.items(values.get("groups")):
        said = yield from form.entry(group, _GROUP)
        yield from form.identity(said, taken, "")
        yield from form.by_language(said, "title", form.text, needed=LANGUAGES)
        if "terms" in said:
            yield from form.listed(said["terms"], f"the terms of {_named(said, 'a group')}")
        for term in form.items(said.get("terms")):
            yield from form.term(term, taken)
    if "groups" in values:
        yield from form.listed(values["groups"], "the groups")
    for myth in form.items(values.get("never")):
        said = yield from form.entry(myth, _MYTH)
        yield from form.identity(said, set(), "")
        yield from form.by_language(said, "says", form.texts, needed=LANGUAGES)
    yield from form.by_language(values, "quoted", form.texts, owner=_LIST.name)


class _Form:
    """What is asked of each node of `source`."""

    def __init__(self, source: Text) -> None:
        self._source = source

    def at(self, node: yaml.Node, message: str, hint: str) -> Finding:
        """The finding at `node`."""
        return Finding(node_place(self._source, node), "term-list", message, hint)

    def items(self, node: yaml.Node | None) -> Sequence[yaml.Node]:
        """The entries of a list; none if it is no list."""
        return node.value if isinstance(node, yaml.SequenceNode) else ()

    def listed(self, node: yaml.Node, what: str) -> Iterator[Finding]:
        """Whether `node` is a list."""
        if not isinstance(node, yaml.SequenceNode):
            hint = "write each on a line of its own, after a -; [] if there is none"
            yield self.at(node, f"{what} are no list", hint)

    def entry(self, node: yaml.Node, kind: _Kind) -> Generator[Finding, None, _Values]:
        """The values of `node` by key, where its keys are those of its kind."""
        if not isinstance(node, yaml.MappingNode):
            yield self.at(node, f"{kind.name} holds lines such as {kind.keys[0]}: …, and here is none", kind.hint)
            return {}
        values = {name.value: value for name, value in node.value if isinstance(name, yaml.ScalarNode)}
        named = _named(values, kind.name)
        lacking = [key for key in kind.needed if key not in values]
        for name in (name for name, _value in node.value if str(name.value) not in kind.keys):
            written = name.value if isinstance(name, yaml.ScalarNode) else ""
            meant = get_close_matches(written.casefold(), kind.keys, 1, 0.6) or lacking[:1]
            hint = f"did you mean {meant[0]}?" if meant else f"the keys are: {', '.join(kind.keys)}"
            yield self.at(name, f"`{written}` is no key of {kind.name}", hint)
            lacking = [key for key in lacking if key not in meant]
        for key in lacking:
            yield self.at(values.get("id", node), f"{named} lacks `{key}`", kind.hint)
        return {key: value for key, value in values.items() if key in kind.keys}

    def identity(self, values: _Values, taken: set[str], prefix: str) -> Iterator[Finding]:
        """Whether the id is one, and stands for the first time."""
        node = values.get("id")
        if node is None:
            return
        if not isinstance(node, yaml.ScalarNode) or not _ID.fullmatch(node.value):
            written = node.value if isinstance(node, yaml.ScalarNode) else "this"
            yield self.at(node, f"{written or 'nothing'} is no id", "write it in English, lower case, with hyphens")
        elif prefix + node.value in taken:
            hint = "give this one an id of its own, or take it away"
            yield self.at(node, f"{node.value} stands twice, and a link to it leads to the first", hint)
        else:
            taken.add(prefix + node.value)

    def term(self, node: yaml.Node, taken: set[str]) -> Iterator[Finding]:
        """Whether `node` is a term."""
        values = yield from self.entry(node, _TERM)
        yield from self.identity(values, taken, "term-")
        for key in LANGUAGES:
            if key in values:
                yield from self.text(values[key], f"`{key}` of {_named(values, 'a term')}")
        yield from self.yes_or_no(values, "seen", "if it was seen in a Swedish source, or else false")
        yield from self.yes_or_no(values, "everyday", "if chapters need not explain it, or take the key away")
        for key in ("synonyms", "avoid"):
            yield from self.by_language(values, key, self.texts)
        yield from self.by_language(values, "note", self.text)

    def yes_or_no(self, values: _Values, key: str, when: str) -> Iterator[Finding]:
        """Whether the value of `key`, where there is one, is true or false."""
        node = values.get(key)
        if node is not None and not node.tag.endswith(":bool"):
            shown = node.value if isinstance(node, yaml.ScalarNode) else "a list"
            named = _named(values, "a term")
            yield self.at(node, f"`{key}` of {named} cannot be {shown or 'nothing'}", f"write true {when}")

    def by_language(
        self,
        values: _Values,
        key: str,
        each: Callable[[yaml.Node, str], Iterator[Finding]],
        needed: tuple[str, ...] = (),
        owner: str = "an entry",
    ) -> Iterator[Finding]:
        """Whether the value of `key`, where there is one, says by language what `each` asks."""
        node = values.get(key)
        if node is None:
            return
        what = f"`{key}` of {_named(values, owner)}"
        hint = f"write it by language: {key}: {{sv: …, en: …}}"
        for language, value in (yield from self.entry(node, _Kind(what, needed, LANGUAGES, hint))).items():
            yield from each(value, f"`{language}` in {what}")

    def text(self, node: yaml.Node, what: str) -> Iterator[Finding]:
        """Whether `node` is text."""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            yield self.at(node, f"{what} holds no text", "write it on the same line, in quotes if it holds a colon")
        elif not node.tag.endswith(":str"):
            yield self.at(node, f"{what} cannot be {node.value}, which stands in no quotes", "put it in quotes")

    def texts(self, node: yaml.Node, what: str) -> Iterator[Finding]:
        """Whether `node` is a list of texts."""
        if not isinstance(node, yaml.SequenceNode):
            yield self.at(node, f"{what} stands in no square brackets", "write a list, such as [one word, another]")
        for each in self.items(node):
            yield from self.text(each, f"a word of {what}")


def _named(values: _Values, otherwise: str) -> str:
    """The id of an entry, or `otherwise`."""
    node = values.get("id")
    return str(node.value) if isinstance(node, yaml.ScalarNode) and node.value else otherwise
