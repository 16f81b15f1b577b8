"""The whole atlas, made with little effort, served from a sub-folder of a free port, and Chromium to look at it.

`LEMMATA_ATLAS` names a site that is there already and takes the place of the one that is made.
"""

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("--instances", "1", "--seeds", "2", "--steps", "6", "--rounds", "0", "--quick")
STYLED = "return getComputedStyle(document.documentElement).getPropertyValue('--paper') !== ''"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A folder whose sub-folder `atlas` is the site."""
    place = tmp_path_factory.mktemp("served")
    made = os.environ.get("LEMMATA_ATLAS")
    if made:
        shutil.copytree(made, place / "atlas")
        return place
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LEMMATA_HOME": str(place / "evidence")}
    command = [sys.executable, "-m", "lemmata", "report", "--out", str(place / "atlas"), "--jobs", str(os.cpu_count() or 1), *SMALL]
    subprocess.run(command, cwd=place, env=environment, check=True, timeout=900, stdin=subprocess.DEVNULL)
    return place


class Quiet(http.server.SimpleHTTPRequestHandler):
    """One connection for many requests, and no word about them."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format, *arguments):
        pass


class Patient(http.server.ThreadingHTTPServer):
    """A server that keeps callers waiting on a busy machine; the queue of five that it has otherwise turns them away."""

    request_queue_size = 128


@pytest.fixture(scope="session")
def address(folder):
    """Where the site is served."""
    server = Patient(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/atlas/"
    server.shutdown()
    server.server_close()


@dataclass
class Browser:
    """Chromium, and what it says while it shows a page."""

    driver: object
    turned_away: list = field(default_factory=list)
    """Loads whose style sheet did not come, with what the browser said: a page without it says nothing about the page's layout."""

    def show(self, url, width=1280, scheme="light"):
        """A page at a width in a scheme, loaded anew."""
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": [{"name": "prefers-color-scheme", "value": scheme}]})
        for attempt in range(3):
            self.driver.get("about:blank")
            self.driver.get(url)
            if self.ask(STYLED):
                return
            self.turned_away.append((attempt, url, self.complaints()))
        raise AssertionError(("the page's style did not come", self.turned_away[-3:]))

    def ask(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def complaints(self):
        return [entry for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def requests(self):
        """The addresses that pages have asked for since the last call."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]


@pytest.fixture(scope="session")
def browser():
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    assert chromium, "chromium is not installed: apt-get install chromium chromium-driver"
    assert driver, "chromedriver is not installed: apt-get install chromium chromium-driver"
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(options=options, service=Service(driver))
    yield Browser(started)
    started.quit()


@pytest.fixture(scope="session")
def paths(folder):
    """Every page of the site."""
    site = folder / "atlas"
    found = sorted(str(file.relative_to(site)) for file in site.rglob("*.html"))
    assert len(found) > 20
    return found
