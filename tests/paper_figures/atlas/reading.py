"""Reads a page strictly: every element is closed in its turn, and what the tests ask about is collected."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "hr", "img"}


@dataclass
class Page:
    ids: list = field(default_factory=list)
    links: list = field(default_factory=list)
    sources: list = field(default_factory=list)
    headings: list = field(default_factory=list)
    landmarks: list = field(default_factory=list)
    formulas: list = field(default_factory=list)
    text: str = ""
    language: str = ""


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.page, self.open = Page(), []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        page = self.page
        assert len(given) == len(attributes), f"an attribute of <{tag}> is given twice"
        page.ids += [given["id"]] if "id" in given else []
        page.links += [given["href"]] if tag == "a" and "href" in given else []
        page.sources += [given[name] for name in ("href", "src") if tag in ("link", "script") and name in given]
        page.landmarks += [tag] if tag in ("header", "nav", "main", "footer") else []
        page.language = given.get("lang", "") if tag == "html" else page.language
        page.headings += [int(tag[1])] if tag in ("h1", "h2", "h3", "h4") else []
        page.formulas += [[given.get("alttext", ""), ""]] if tag == "math" else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        opened = self.open.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"

    def handle_data(self, data):
        self.page.text += data
        if "math" in self.open:
            self.page.formulas[-1][1] += data


def read(text):
    """The page that a text is; AssertionError where it is none."""
    assert text.startswith("<!DOCTYPE html>\n")
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader.page
