"""Barriers on a page, as axe finds them (https://github.com/dequelabs/axe-core), in the settings that readers have.

axe takes three quarters of its time to weigh the colours of each text against what lies behind it. The answer
depends on those colours and on whether the letters are large, so each combination is weighed once: where it first
occurs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browsing import DESKTOP, HEIGHT, PHONE, SMALL_HEIGHT, SMALL_PHONE

STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
"""Whose rules are asked: WCAG 2.0 to 2.2, levels A and AA, and what axe holds to be good practice."""

BY_LAYOUT = ("link-in-text-block", "scrollable-region-focusable", "target-size")
"""Rules that ask how what a page holds is laid out and coloured, and not only what it is and whether it is shown."""

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@dataclass(frozen=True)
class Setting:
    """A window and the colours that a reader has chosen."""

    name: str
    width: int
    height: int
    scheme: Scheme = "light"


COMPUTER = Setting("computer", DESKTOP, HEIGHT)
COMPUTER_DARK = Setting("computer, dark", DESKTOP, HEIGHT, "dark")
TELEPHONE = Setting("phone", PHONE, HEIGHT)
SETTINGS = (
    COMPUTER,
    COMPUTER_DARK,
    TELEPHONE,
    Setting("phone, dark", PHONE, HEIGHT, "dark"),
    Setting("small phone", SMALL_PHONE, SMALL_HEIGHT),
    Setting("400 % zoom", DESKTOP // 4, 1024 // 4),
)

# Each text's colours as one line of text: its own, and every layer behind it that is more than nothing. What is
# taken out of the flow may lie over anything, so that no other page's answer holds for it, nor one at another time.
_FIND = """async ([asked, known, within, time]) => {
  const NOTHING = ["rgba(0, 0, 0, 0)", "none", "1", "none", "normal"].join();
  const behind = new Map([[null, ""]]);
  const layers = (node) => {
    if (!behind.has(node)) {
      const style = getComputedStyle(node);
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = style;
      const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join();
      const afloat = own === NOTHING && /absolute|fixed|sticky/.test(style.position);
      behind.set(node, layers(node.parentElement) + (own === NOTHING ? "" : `|${own}`)
        + (afloat ? `|over ${time} ${behind.size}` : ""));
    }
    return behind.get(node);
  };
  const first = new Map();
  const texts = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !node.checkVisibility({ visibilityProperty: true })) continue;
    if (node.clientWidth === 1 && node.clientHeight === 1) continue; // said, not shown
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(node);
    const isLarge = parseFloat(fontSize) >= (parseInt(fontWeight) >= 700 ? 18.66 : 24);
    const colours = `${color} ${isLarge} ${textShadow}${layers(node)}`;
    if (!first.has(colours)) first.set(colours, node);
  }
  const unknown = [...first.keys()].filter((colours) => !known.includes(colours));
  const tell = ({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target.join(" ")}: ${(failureSummary ?? "").split("\\n").slice(1).join(" ").trim()}`);
  const ask = (where, runOnly, rules = {}) =>
    axe.run(where, { runOnly, rules, resultTypes: ["violations"], preload: false });
  const off = asked.type === "tag" ? { "color-contrast": { enabled: false }, "target-size": { enabled: true } } : {};
  const found = [await ask(within, asked, off)];
  if (unknown.length) {
    found.push(await ask({ include: unknown.map((colours) => first.get(colours)) },
      { type: "rule", values: ["color-contrast"] }));
  }
  return [found.flatMap(({ violations }) => violations.flatMap(tell)), unknown];
}"""


@dataclass
class Barriers:
    """Looks for them on one page after another, and remembers which colours it has weighed."""

    _colours: set[str] = field(default_factory=set)
    _times: Iterator[int] = field(default_factory=count)

    def on(self, page: Page, *settings: Setting) -> Iterator[str]:
        """The barriers on `page`, as it stands open, in each of `settings`.

        In a window that it has had already, only colours differ: it is asked the rules that these can break.
        """
        windows: set[tuple[int, int]] = set()
        for setting in settings:
            window = setting.width, setting.height
            asked = {"type": "rule", "values": BY_LAYOUT} if window in windows else {"type": "tag", "values": STANDARDS}
            windows.add(window)
            page.set_viewport_size({"width": setting.width, "height": setting.height})
            page.emulate_media(color_scheme=setting.scheme)
            inject(page)
            found, colours = page.evaluate(_FIND, [asked, sorted(self._colours), "html", next(self._times)])
            self._colours.update(colours)
            yield from (f"{setting.name}: {each}" for each in found)


def barriers(page: Page, within: str = "html") -> list[str]:
    """The barriers within the element `within` of `page`, as it stands, in the window that it has."""
    inject(page)
    found, _colours = page.evaluate(_FIND, [{"type": "tag", "values": STANDARDS}, [], within, 0])
    return [str(each) for each in found]


def in_both_colours(page: Page, within: str) -> list[str]:
    """The barriers within the element `within` of `page`, in light colours and in dark ones."""
    found = []
    page.evaluate("scrollTo(0, 0)")  # what lies half below the bar is not too small for that
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {each}" for each in barriers(page, within)]
    return found


def inject(page: Page) -> None:
    """Put axe into `page`, unless it is there."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)


def about(page: Page) -> tuple[str, int]:
    """The version of axe, and how many of its rules are asked."""
    inject(page)
    version, rules = page.evaluate("(standards) => [axe.version, axe.getRules(standards).length]", STANDARDS)
    return str(version), int(rules)
