"""The atlas in a browser: quiet, closed in itself, legible at any width and in both schemes, and to be used with the keyboard alone."""

from urllib.parse import unquote, urldefrag, urljoin

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

PAGE, FIGURE = 100_000, 180_000
"""Bytes of a page beside its figures, and of a figure: together about two seconds at one megabit a second, uncompressed."""

FORMULAS = """
for (const one of document.querySelectorAll("details")) one.open = true;
return [...document.querySelectorAll("math")].map((one) => {
  const box = one.getBoundingClientRect();
  return [one.textContent, box.width, box.height];
});
"""
CONTRAST = """
const channels = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
const luminance = (rgb) => {
  const [r, g, b] = rgb.slice(0, 3).map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
function ground(one) {
  for (let e = one; e; e = e.parentElement) {
    const colour = channels(getComputedStyle(e).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
}
const worst = [];
for (const one of document.querySelectorAll("body *")) {
  const words = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!words || one.closest("svg, script") || !one.getClientRects().length) continue;
  const [a, b] = [luminance(channels(getComputedStyle(one).color)), luminance(ground(one))].sort((x, y) => y - x);
  const found = (a + 0.05) / (b + 0.05);
  if (found < 4.5) worst.push([one.outerHTML.slice(0, 120), found]);
}
return worst;
"""
WEIGHT = """
const bytes = (text) => new TextEncoder().encode(text).length;
const figures = [...document.querySelectorAll("svg")].map((one) => bytes(one.outerHTML));
return [figures, document.querySelectorAll("figure svg").length];
"""
UNUSUAL = """
const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
const pictures = [...document.querySelectorAll("figure svg")];
const named = pictures.every((one) => one.getAttribute("role") === "img" && document.getElementById(one.getAttribute("aria-labelledby")).textContent);
return [ids.filter((id, place) => ids.indexOf(id) !== place), named, document.documentElement.lang];
"""
SCROLLERS = """
return [...document.querySelectorAll(".formula, .scroll")].filter((box) => box.scrollWidth > box.clientWidth)
  .map((box) => [box.tabIndex, box.getAttribute("aria-label")]);
"""
WIDTHS = "return [document.documentElement.scrollWidth, document.documentElement.clientWidth, innerWidth]"


def shown(browser):
    return sum(1 for entry in browser.driver.find_elements(By.CLASS_NAME, "entry") if entry.is_displayed())


def test_every_page_is_quiet_and_asks_no_one_else(browser, address, paths):
    for path in paths:
        browser.show(address + path)
        assert browser.complaints() == [], path
        assert [url for url in browser.requests() if not url.startswith((address, "data:", "about:"))] == [], path


def test_every_link_and_anchor_leads_somewhere(browser, address, paths):
    ids, links = {}, {}
    for path in paths:
        browser.show(address + path)
        ids[address + path] = set(browser.ask("return [...document.querySelectorAll('[id]')].map((one) => one.id)"))
        links[path] = browser.ask("return [...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href'))")
    assert sum(map(len, links.values())) > 500
    for path, found in links.items():
        for link in found:
            target, fragment = urldefrag(urljoin(address + path, link))
            assert unquote(target) in ids, (path, link)
            assert not fragment or "=" in fragment or fragment in ids[unquote(target)], (path, link)


def test_every_formula_has_a_size_and_no_tex_is_left(browser, address, paths):
    seen = 0
    for path in paths:
        browser.show(address + path)
        for text, width, height in browser.ask(FORMULAS):
            assert width > 0, (path, text)
            assert height > 0, (path, text)
            assert text.strip(), path
            assert not any(left in text for left in ("\\", "_{", "^{", "$")), (path, text)
            seen += 1
    assert seen > 500


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_scrolls_sideways_and_what_does_can_be_scrolled_by_keyboard(browser, address, paths, width):
    scrolling = 0
    for path in paths:
        browser.show(address + path, width)
        for unfolded in (False, True):
            if unfolded:
                browser.ask(FORMULAS)
            wide, room, window = browser.ask(WIDTHS)
            assert window == width
            assert wide <= room, (path, wide)
        browser.ask("dispatchEvent(new Event('resize'))")
        found = browser.ask(SCROLLERS)
        assert all(index == 0 and label for index, label in found), path
        scrolling += len(found)
    assert scrolling or width > 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(browser, address, paths, scheme):
    grounds = set()
    for path in paths:
        browser.show(address + path, scheme=scheme)
        browser.ask(FORMULAS)
        assert browser.ask(CONTRAST) == [], path
        grounds.add(browser.ask("return getComputedStyle(document.body).backgroundColor"))
    assert grounds == {"rgb(253, 252, 249)" if scheme == "light" else "rgb(25, 24, 21)"}


def test_pages_are_light_named_and_without_double_names(browser, address, folder, paths):
    pictures = 0
    for path in paths:
        browser.show(address + path)
        figures, count = browser.ask(WEIGHT)
        text = (folder / "atlas" / path).read_text(encoding="utf-8")
        beside = text
        while "<svg" in beside:
            start = beside.index("<svg")
            beside = beside[:start] + beside[beside.index("</svg>") + 6 :]
        assert len(beside.encode()) <= PAGE, path
        assert all(weight <= FIGURE for weight in figures), (path, figures)
        assert len(figures) == count
        assert browser.ask(UNUSUAL) == [[], True, "en"], path
        pictures += count
    assert pictures


def test_the_filter_follows_the_words_that_are_typed(browser, address):
    browser.show(address + "index.html")
    count = browser.driver.find_element(By.ID, "count")
    every = shown(browser)
    assert count.text == f"{every} of {every} theorems"
    assert count.get_attribute("aria-live") == "polite"
    browser.driver.find_element(By.ID, "q").send_keys("adam regret")
    assert 0 < shown(browser) < every
    assert count.text == f"{shown(browser)} of {every} theorems"
    assert browser.ask("return location.hash") == "#q=adam+regret"
    browser.driver.find_element(By.ID, "q").send_keys(" no such words")
    assert count.text == f"0 of {every} theorems"
    assert not any(group.is_displayed() for group in browser.driver.find_elements(By.CLASS_NAME, "group"))
    browser.driver.find_element(By.ID, "clear").click()
    assert (shown(browser), browser.ask("return location.hash")) == (every, "")


def test_the_filter_follows_lecture_theme_and_verdict_and_can_be_linked(browser, address):
    browser.show(address + "index.html")
    every = shown(browser)
    Select(browser.driver.find_element(By.ID, "theme")).select_by_value("adaptive")
    adaptive = shown(browser)
    Select(browser.driver.find_element(By.ID, "lecture")).select_by_value("orvieto")
    Select(browser.driver.find_element(By.ID, "verdict")).select_by_value("SUPPORTED")
    assert 0 < shown(browser) <= adaptive < every
    linked = browser.ask("return location.href")
    assert linked.endswith("#lecture=orvieto&theme=adaptive&verdict=SUPPORTED")
    kept = shown(browser)
    browser.show(linked)
    assert shown(browser) == kept
    browser.ask("location.hash = 'theme=stochastic'")
    assert 0 < shown(browser) < every
    browser.show(address + "index.html#theme=none")
    assert shown(browser) == every


def test_the_keyboard_alone_will_do(browser, address):
    browser.show(address + "index.html")
    keyboard = browser.driver.switch_to
    every = shown(browser)
    browser.driver.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    first = keyboard.active_element
    assert (first.tag_name, first.text) == ("a", "Skip to the content")
    assert first.is_displayed()
    assert first.value_of_css_property("outline-style") == "solid"
    first.send_keys(Keys.ENTER)
    assert keyboard.active_element.get_attribute("id") == "content"
    browser.driver.find_element(By.TAG_NAME, "body").send_keys("/")
    search = keyboard.active_element
    assert (search.get_attribute("id"), search.get_attribute("value")) == ("q", "")
    search.send_keys("adam/reddi")
    assert search.get_attribute("value") == "adam/reddi"
    search.send_keys(Keys.ESCAPE)
    assert (search.get_attribute("value"), shown(browser)) == ("", every)
    reached = [_next(browser) for _ in range(8)]
    assert ("select", "lecture") in reached
    assert ("button", "clear") in reached
    assert any(tag == "a" for tag, _ in reached)


def _next(browser):
    browser.driver.switch_to.active_element.send_keys(Keys.TAB)
    active = browser.driver.switch_to.active_element
    return active.tag_name, active.get_attribute("id")


def test_everything_is_there_without_script(browser, address):
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.show(address + "index.html")
        entries = browser.driver.find_elements(By.CLASS_NAME, "entry")
        assert len(entries) > 20
        assert all(entry.is_displayed() for entry in entries)
        assert not browser.driver.find_element(By.ID, "filter").is_displayed()
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_the_folder_can_be_opened_without_a_server(browser, folder):
    browser.show((folder / "atlas" / "theorems" / "pl-gd.html").as_uri())
    assert browser.complaints() == []
    assert browser.ask("return getComputedStyle(document.querySelector('h1')).fontWeight") == "600"
    browser.driver.find_element(By.LINK_TEXT, "Theorems").click()
    assert browser.driver.current_url.endswith("/atlas/index.html")


def test_a_printed_page_shows_what_is_folded_and_no_controls(browser, address):
    browser.show(address + "theorems/pl-gd.html")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": []})
    folded = browser.ask("return [...document.querySelectorAll('.inequalities math')].map((one) => one.getBoundingClientRect().height)")
    assert folded
    assert all(height > 0 for height in folded)
    assert not any(one.is_displayed() for one in browser.driver.find_elements(By.CSS_SELECTOR, "nav, button, .skip"))
