"""What the site remembers for a reader: on the device only, and not before the reader asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

OpenPage = Callable[..., Page]

FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
})"""
"""A browser that lets pages keep nothing, as some private windows do."""


SCRIPT = "assets/scripts/store.js"
"""An address of the site at which no page runs, which might keep something of its own."""


def run(page: Page, part: str, body: str) -> Any:
    """What `body` returns, in which `it` is the script `part` as a page of the site imports it."""
    return page.evaluate(f"async () => {{ const it = await import('/handbook/assets/scripts/{part}.js'); {body} }}")


# -- store.js ----------------------------------------------------------------------------------------------


def test_what_is_written_is_read_again_on_another_page_in_another_language(visit: OpenPage) -> None:
    page = visit()
    page.goto("./")
    assert run(page, "store", "return it.write('a', {b: [1, 'å']})") is True
    page.goto("en/start/")
    assert run(page, "store", "return it.read('a', {})") == {"b": [1, "å"]}
    assert run(page, "store", "return it.read('b', 'nothing')") == "nothing"
    run(page, "store", "it.remove('a')")
    assert run(page, "store", "return it.read('a', {})") == {}


def test_what_is_not_understood_is_neither_read_nor_written_over(visit: OpenPage) -> None:
    page = visit()
    page.goto("./")
    newer = '{"schema":2,"value":{"c":1}}'
    for kept in (newer, "{", "null", "7", '"schema"', '{"schema":1}', '{"schema":1,"value":[1]}'):
        page.evaluate("kept => localStorage.setItem('handbook:a', kept)", kept)
        assert run(page, "store", "return it.read('a', {})") == {}, kept
        assert run(page, "store", "return it.write('a', {d: 1})") is (kept != newer), kept
        assert (page.evaluate("localStorage.getItem('handbook:a')") == newer) is (kept == newer), kept
    page.evaluate("localStorage.setItem('handbook:a', '{\"schema\":1,\"value\":4}')")
    assert run(page, "store", "return it.read('a', 0, (value) => value < 4)") == 0
    assert run(page, "store", "return it.read('a', 0, (value) => value > 3)") == 4


def test_all_is_told_and_all_is_erased_but_what_is_not_the_handbooks(visit: OpenPage) -> None:
    page = visit(missing=["favicon.ico"])
    page.goto(SCRIPT)
    page.evaluate("localStorage.setItem('another', 'page')")
    run(page, "store", "it.write('b', 1); it.write('a', 'å')")
    assert run(page, "store", "return it.kept()") == [
        {"key": "a", "bytes": len('handbook:a{"schema":1,"value":"å"}'.encode())},
        {"key": "b", "bytes": len('handbook:b{"schema":1,"value":1}')},
    ]
    run(page, "store", "it.erase()")
    assert run(page, "store", "return it.kept()") == []
    assert page.evaluate("Object.keys(localStorage)") == ["another"]


def test_where_nothing_can_be_kept_nothing_fails(visit: OpenPage) -> None:
    page = visit(missing=["favicon.ico"])
    page.add_init_script(FORBIDDEN)
    page.goto(SCRIPT)
    assert run(page, "store", "return [it.write('a', 1), it.read('a', 2), it.kept()]") == [False, 2, []]
    run(page, "store", "it.remove('a'); it.erase()")


def test_what_there_is_no_room_for_leaves_what_was_there(visit: OpenPage) -> None:
    page = visit(missing=["favicon.ico"])
    page.goto(SCRIPT)
    assert run(page, "store", "it.write('a', 1); return it.write('a', 'x'.repeat(6e6))") is False
    assert run(page, "store", "return it.read('a', 0)") == 1
