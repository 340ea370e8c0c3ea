"""Today's session on a guide: its run sheet by the clock, printed, pasted, in a calendar; all of it on the device."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from handbook.addresses import page_url
from handbook.runsheet import Part, run_sheet
from handbook.settings import LANGUAGES
from handbook.words import WORDS
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.axe import barriers
from tests.browsing import PHONE
from tests.site import ADDRESS, Site

OpenPage = Callable[..., Page]

GUIDE = "start-programme/first-pilot-session"
LONG = "start-programme/see-the-flow"
DAY = "2026-11-30"
START = datetime(2026, 11, 30, 8, 5)


def parts_of(site: Site, path: str, language: str) -> tuple[Part, ...]:
    return run_sheet(site.handbook.chapters[path].page(language))


def by_the_clock(parts: tuple[Part, ...], start: datetime, end: str) -> list[str]:
    """What an agenda that begins at `start` says, line by line."""
    told = []
    for part in parts:
        told.append(f"{start:%H:%M} {part.name}")
        start += timedelta(minutes=part.minutes)
    return [*told, f"{start:%H:%M} {end}"]


def opened(page: Page, path: str, language: str, time: str = "08:05") -> Page:
    """The page with its session opened and begun at `time`."""
    page.goto(page_url(language, path))
    page.locator(".session > summary").click()
    expect(page.locator(".session__parts > li").first).to_be_visible()
    page.locator("[name=date]").fill(DAY)
    page.locator("[name=time]").fill(time)
    return page


def shown(page: Page) -> list[str]:
    """The agenda as it stands on the page, without the mark of the core."""
    rows = page.locator(".session__parts > li")
    words = "li => [...li.childNodes].filter(node => !node.classList?.contains('agenda__mark'))"
    told = rows.evaluate_all(f"all => all.map({words}).map(nodes => nodes.map(node => node.textContent.trim()))")
    return [" ".join(filter(None, each)) for each in told]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_session_is_shown_by_the_clock_and_nothing_is_kept(visit: OpenPage, site: Site, language: str) -> None:
    page, parts = opened(visit(width=PHONE), GUIDE, language), parts_of(site, GUIDE, language)
    end = WORDS[language]["session_end"]
    assert shown(page) == by_the_clock(parts, START, end)
    page.get_by_label(WORDS[language]["only_core"] % 30).check()
    core = tuple(part for part in parts if part.core)
    assert shown(page) == by_the_clock(core, START, end)
    # the same clock where the run sheet stands, and none at what is left out
    clocks = page.locator("#run-sheet ~ .agenda .agenda__part").evaluate_all(
        "all => all.map(part => part.querySelector('time')?.textContent ?? '')"
    )
    assert [bool(clock) for clock in clocks] == [part.core for part in parts]
    assert clocks[0] == "08:05"
    assert page.evaluate("localStorage.length") == 0


def test_the_agenda_is_copied_and_where_that_is_refused_shown_to_be_copied_by_hand(visit: OpenPage, site: Site) -> None:
    page = opened(visit(), GUIDE, "sv")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".session [data-press=copy]").click()
    expect(page.locator(".session [role=status]")).to_have_text(WORDS["sv"]["copied"])
    text = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    agenda = by_the_clock(parts_of(site, GUIDE, "sv"), START, WORDS["sv"]["session_end"])
    title = site.handbook.chapters[GUIDE].title("sv")
    address = ADDRESS + page_url("sv", GUIDE)
    when = "Måndag 30 november 2026, 08:05–09:35"
    assert text == "\n\n".join((title, when, "\n".join(agenda), address)) + "\n"

    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.locator(".session [data-press=copy]").click()
    expect(page.locator(".session [role=status]")).to_have_text(WORDS["sv"]["copy_by_hand"])
    assert barriers(page, ".session") == []
    by_hand = page.locator(".session textarea")
    expect(by_hand).to_be_visible()
    expect(by_hand).to_be_focused()
    assert by_hand.input_value() == text


def calendar_of(page: Page) -> tuple[Calendar, bytes, str]:
    """The calendar file that the page gives, as it is read, as it is written, and its name."""
    with page.expect_download() as download:
        page.locator(".session [data-press=calendar]").click()
    written = Path(download.value.path()).read_bytes()
    return Calendar.from_ical(written), written, download.value.suggested_filename


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calendar_program_reads_the_session(visit: OpenPage, site: Site, language: str) -> None:
    page = opened(visit(), GUIDE, language)
    calendar, written, name = calendar_of(page)
    assert name == f"first-pilot-session-{DAY}.ics"
    assert written.count(b"\r\n") == written.count(b"\n")
    assert max(map(len, written.split(b"\r\n"))) <= 75
    (event,) = calendar.events
    zone = ZoneInfo("Europe/Stockholm")
    assert event.start == START.replace(tzinfo=zone)
    assert event.end - event.start == timedelta(minutes=90)
    agenda = by_the_clock(parts_of(site, GUIDE, language), START, WORDS[language]["session_end"])
    address = ADDRESS + page_url(language, GUIDE)
    assert str(event["DESCRIPTION"]) == "\n".join((*agenda, "", address))
    assert str(event["SUMMARY"]) == site.handbook.chapters[GUIDE].title(language)
    assert str(event["URL"]) == address
    # written again, it is the same event
    again, _written, _name = calendar_of(page)
    assert again.events[0]["UID"] == event["UID"]
    # the zone's rules are Sweden's, in summer and in winter
    (rules,) = calendar.timezones
    own = rules.to_tz()
    for month in range(1, 13):
        moment = datetime(2027, month, 15, 12)
        assert own.utcoffset(moment) == zone.utcoffset(moment)


def test_a_long_session_is_resumed_another_day_and_is_two_events(visit: OpenPage, site: Site) -> None:
    page, parts = opened(visit(), LONG, "sv"), parts_of(site, LONG, "sv")
    second = next(place for place, part in enumerate(parts) if part.name.startswith("Del 2"))
    assert sum(part.minutes for part in parts) == 240
    page.locator("[name=place]").select_option(str(second))
    page.locator("[name=date-resumed]").fill("2026-12-02")
    page.locator("[name=time-resumed]").fill("13:00")
    end = WORDS["sv"]["session_end"]
    later = by_the_clock(parts[second:], datetime(2026, 12, 2, 13), end)
    assert shown(page) == by_the_clock(parts[:second], START, end) + later
    calendar, _written, _name = calendar_of(page)
    assert [f"{event.start:%d %H:%M}" for event in calendar.events] == ["30 08:05", "02 13:00"]
    assert len({str(event["UID"]) for event in calendar.events}) == 2


def test_the_agenda_is_printed_alone_with_its_address(visit: OpenPage, site: Site) -> None:
    page = opened(visit(), GUIDE, "en", time="23:30")
    page.evaluate("window.print = () => {}")
    page.locator(".session [data-press=print]").click()
    printed = PdfReader(BytesIO(page.pdf(format="A4")))
    assert len(printed.pages) == 1
    said = " ".join(printed.pages[0].extract_text().split())
    for line in by_the_clock(parts_of(site, GUIDE, "en"), datetime(2026, 11, 30, 23, 30), WORDS["en"]["session_end"]):
        assert line in said
    assert "30 November 2026, 23:30–01:00" in said
    assert ADDRESS + page_url("en", GUIDE) in said
    assert WORDS["en"]["unreleased"] in said
    # afterwards the page is as it was
    expect(page.locator(".printed")).to_have_count(0)
    expect(page.locator(".chapter")).to_be_visible()


def test_the_session_is_planned_by_keyboard_and_by_thumb(visit: OpenPage) -> None:
    page = visit(width=PHONE)
    page.goto(page_url("sv", GUIDE))
    page.locator(".session > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".session__parts > li").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".session [name=date]")).to_be_focused()
    stops = page.locator(".session :is(summary, input:not([type=checkbox]), button, a, label)")
    heights = stops.evaluate_all("all => all.filter(each => each.checkVisibility()).map(each => each.offsetHeight)")
    assert len(heights) > 8
    assert min(heights) >= 44


def test_without_scripts_the_run_sheet_is_read_in_minutes(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served, java_script_enabled=False, viewport={"width": PHONE, "height": 740})
    page = context.new_page()
    page.goto(page_url("sv", GUIDE))
    expect(page.locator(".session")).to_be_hidden()
    expect(page.locator(".shelf")).to_be_hidden()
    expect(page.locator(".agenda__minutes").first).to_be_visible()
    context.close()
