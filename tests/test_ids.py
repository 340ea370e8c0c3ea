"""The ids that the site itself gives are kept from chapters."""

from __future__ import annotations

from handbook.checks.ids import THEME

from tests.site import Site


def test_every_id_that_no_chapter_gives_is_one_that_no_chapter_may_give(site: Site) -> None:
    left: set[str] = set()
    for chapter, document in site.chapters():
        left |= set(document.ids) - site.handbook.ids(chapter.page(document.language))
    for common in site.common.values():
        left |= {each.attrib["id"] for each in common.root.iter() if "id" in each.attrib and each.tag != "template"}
    assert len(left) > 20
    assert sorted(each for each in left if not THEME.fullmatch(each)) == []
