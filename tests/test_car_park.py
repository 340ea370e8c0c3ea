"""The whole of it as a coach has it at 07:15: a phone, a thin network, then none."""

from __future__ import annotations

from io import BytesIO

from handbook.addresses import page_url
from handbook.words import WORDS
from playwright.sync_api import Browser, CDPSession, Page, expect
from pypdf import PdfReader

from tests.browsing import PHONE, SMALL_HEIGHT
from tests.test_browser import ANSWERS, outside_the_screen

WORD = WORDS["sv"]
THIN = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kbit/s, with 400 ms to the first byte."""
CHECKLIST, SHEET = "start-programme/first-pilot-session", "coach-role/coaching-cycle"
PACK = ("toolbox/fallback-card", "start-programme/fallback-session")


def unanswered(page: Page, questions: tuple[int, ...]) -> dict[int, list[str]]:
    """What each question of the home page leaves unanswered on the first screen that it leads to."""
    missed = {}
    for number in questions:
        page.goto("./")
        page.locator("#questions + ol > li > a").nth(number - 1).click()
        missed[number] = [outside_the_screen(page, page.locator(answer)) for answer in ANSWERS[number]]
    return {number: what for number, what in missed.items() if any(what)}


def thin(page: Page) -> CDPSession:
    """Slow the page's network down."""
    session = page.context.new_cdp_session(page)
    session.send("Network.emulateNetworkConditions", THIN)
    return session


def test_a_coach_in_the_car_park(browser: Browser, served: str) -> None:
    context = browser.new_context(
        base_url=served, viewport={"width": PHONE, "height": SMALL_HEIGHT}, reduced_motion="reduce"
    )
    page = context.new_page()

    # A thin network: the first screen answers.
    network = thin(page)
    assert unanswered(page, (1, 3, 6)) == {}

    # Save, and be cut off.
    network.detach()
    page.goto(page_url("sv", "start/offline"))
    page.get_by_role("button", name=WORD["offline_save"], exact=True).click()
    expect(page.get_by_role("button", name=WORD["offline_remove"]).first).to_be_visible(timeout=180_000)
    context.set_offline(True)
    assert unanswered(page, tuple(ANSWERS)) == {}

    # Find by words.
    page.get_by_role("button", name="Sök").first.click()
    page.keyboard.type("skyddsombud")
    expect(page.locator("dialog[open] li a").first).to_be_visible()
    page.keyboard.press("Escape")

    # Tick, and fill in.
    page.goto(page_url("sv", CHECKLIST))
    box = page.locator(".task-list-item input").first
    box.check()
    page.goto(page_url("sv", SHEET))
    page.locator("[data-fillable] [data-fill]").first.click()
    expect(page.get_by_role("textbox").first).to_be_focused()
    page.keyboard.type("Ställ om på åtta minuter")
    page.reload()
    expect(page.get_by_role("textbox").first).to_have_text("Ställ om på åtta minuter")
    page.goto(page_url("sv", CHECKLIST))
    expect(box).to_be_checked()

    # Print a pack.
    page.goto(f"{page_url('sv', 'toolbox/print-pack')}?pack={','.join(PACK)}")
    expect(page.locator(".pack__piece")).to_have_count(len(PACK))
    page.evaluate("window.print = () => {}")
    page.locator(".pack [data-press=print]").click()
    expect(page.locator(".printed > section")).to_have_count(1 + len(PACK))  # and its cover
    titles = page.locator(".printed > section h1").all_inner_texts()
    said = " ".join(" ".join(each.extract_text().split()) for each in PdfReader(BytesIO(page.pdf())).pages)
    assert titles
    assert [title for title in titles if " ".join(title.split()) not in said] == []
    context.close()
