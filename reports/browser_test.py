#!/usr/bin/python3
"""Opens the report in a headless Chromium and uses it as a person would.

    browser_test.py PEERCERT [TEST...]

PEERCERT is the command. It plays some cases, among them the certificate with hostile text, on the C++ library and on a
subject with a seeded fault, and makes the report from that; and another from the same results with hostile text in every
text of them. Needs chromium, chromium-driver and python3-selenium (scripts/setup --browser). Without them it fails where CI is
set, and ends with status 77, a skip, elsewhere.
"""

import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
FAULTY = "'%s' '%s' rdns_are_flattened" % (sys.executable, os.path.join(HERE, "..", "scripts", "faulty_subject.py"))
CASES = ["names/*", "validation/*", "certificates/alt_name/*/direct"]
SKIP = 77

# What trips HTML, scripts, and people who read: each of these would show if it were taken for something else than text.
HOSTILE = (
    "</script></noscript></style><script>window.pwned=1</script><img src=x onerror=\"window.pwned=1\"><b id='pwned'>'\"`${window.pwned=1}"
    "{{results}}\u202egnp.exe\u2066\u200f\x01\x1b[31m\x7f\x9b\u2028"
)
FORBIDDEN = "\u202e\u2066\u200f\x01\x1b\x7f\x9b\u2028"

PEERCERT = None  # the command; set by main
FOLDER = None  # where the reports are


def missing():
    """Says what is not there, or returns None."""
    lacks = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    try:
        import selenium  # noqa: F401
    except ImportError:
        lacks.append("selenium for %s" % sys.executable)
    return ", ".join(lacks)


def play():
    """Plays the cases and returns the results, with the report of them in FOLDER/plain."""
    directory = os.path.join(FOLDER, "plain")
    command = [PEERCERT, "run", "--subject", "native", "--subject", FAULTY, "--reference", "none", "--report", directory]
    for case in CASES:
        command += ["--case", case]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    if done.returncode != 1:  # the fault is found
        raise RuntimeError("peercert run ended with %d:\n%s" % (done.returncode, done.stdout))
    with open(os.path.join(directory, "results.json"), encoding="utf-8") as file:
        return json.load(file)


def poisoned(results):
    """The same with hostile text in every text that is no id, digest or word of a fixed set."""
    results = copy.deepcopy(results)
    results["suite"] = {"version": HOSTILE, "digest": HOSTILE}
    for subject in results["subjects"]:
        for key in ("name", "command", "implementation", "version", "tls_library"):
            subject[key] += HOSTILE
        subject["features"] = [HOSTILE]
    for rule in results["rules"]:
        for key in ("says", "source", "since", "conflict", "proposal"):
            rule[key] = rule.get(key, "") + HOSTILE
    for case in results["cases"]:
        case["why"] += HOSTILE
        case["text"] = case.get("text", "") + HOSTILE
        case["theme"] += HOSTILE
    for certificate in results["certificates"].values():
        certificate["name"] += HOSTILE
        certificate["recipe"] = certificate.get("recipe", "") + HOSTILE
    for digest, value in results["values"].items():
        if value is None or value == {"dict": []}:
            results["values"][digest] = {"str": HOSTILE}
    for row in results["rows"]:
        row["detail"] = HOSTILE
        row["where"] = dict({"axis": HOSTILE}, **row["where"])
        for step in row["steps"]:
            step["call"] = step["message"] = HOSTILE
            for side in ("expected", "got"):
                if "origin" in step.get(side, {}):
                    step[side]["origin"] += HOSTILE
                if "raised" in step.get(side, {}):
                    step[side]["raised"]["type"] = step[side]["raised"]["text"] = HOSTILE
            step["warnings"] = [{"type": HOSTILE, "text": HOSTILE}]
            for difference in step.get("differences", []):
                difference["path"] += "['%s']" % HOSTILE
    return results


def report(results, name):
    """Makes the report of `results` in FOLDER/name and returns its address."""
    path = os.path.join(FOLDER, name + ".json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(results, file)
    directory = os.path.join(FOLDER, name)
    command = [PEERCERT, "report", "--output", directory, path]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    if done.returncode != 1:  # something differs
        raise RuntimeError("peercert report ended with %d:\n%s" % (done.returncode, done.stdout))
    return "file://" + os.path.join(directory, "index.html")


def browser():
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = shutil.which("chromium")
    # As root there is no sandbox; in a container /dev/shm is small.
    for option in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)


class Page(unittest.TestCase):
    """What the tests have in common: one browser, and the two reports."""

    @classmethod
    def setUpClass(cls):
        if not hasattr(Page, "driver"):
            Page.results = play()
            Page.plain = "file://" + os.path.join(FOLDER, "plain", "index.html")
            Page.hostile = report(poisoned(Page.results), "hostile")
            Page.driver = browser()

    def setUp(self):
        self.window(1280, 900, "light")
        self.driver.get_log("browser")

    def tearDown(self):
        self.assertEqual([], [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"])

    def js(self, script, *arguments):
        return self.driver.execute_script("return " + script, *arguments)

    def window(self, width, height, scheme):
        # Headless windows have a least width; what a page believes has none.
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)

    def until(self, script, message):
        end = time.time() + 20
        while time.time() < end:
            if self.js(script):
                return
            time.sleep(0.02)
        self.fail("%s: %s; the page shows: %s" % (message, script, self.text()[:500]))

    def open(self, link="", address=None):
        self.driver.get("about:blank")
        self.driver.get((address or self.plain) + link)
        self.until("document.documentElement.dataset.ready === 'yes'", "the page is not ready")
        self.settle()

    def settle(self):
        """Waits until what is to be shown is shown: two frames."""
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))"
        )

    def text(self):
        return self.js("document.body.innerText")

    def heading(self):
        return self.js("document.querySelector('h1').innerText")

    def press(self, *keys):
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()
        self.settle()

    def choose(self, name, value):
        from selenium.webdriver.support.ui import Select

        Select(self.driver.find_element("name", name)).select_by_value(value)
        self.settle()

    def shown(self):
        return int(self.js("document.getElementById('shown').innerText.split(' ')[0].replace(',', '')"))

    def case_rows(self):
        return self.js("[...document.querySelectorAll('.grid tbody th[scope=row] a')].map(a => a.firstChild.data.trim())")


class Overview(Page):
    def test_numbers_are_those_of_the_results(self):
        self.open()
        scenarios = {row["case"] + json.dumps(row["where"]) for row in self.results["rows"]}
        for count, noun in (
            (len(self.results["rules"]), "rules"),
            (len(self.results["cases"]), "cases"),
            (len(scenarios), "scenarios"),
            (2, "subjects"),
        ):
            self.assertIn("%s %s" % (format(count, ","), noun), self.text())
        fails = sum(row["verdict"] == "fail" for row in self.results["rows"])
        self.assertIn("%d of %s runs differ" % (fails, len(self.results["rows"])), self.text())

    def test_causes_come_with_rule_subject_and_first_case(self):
        self.open()
        causes = self.js("[...document.querySelectorAll('.cause.bad')].map(cause => cause.innerText)")
        of_rule = [cause for cause in causes if "rdn_is_sequence_of_pairs" in cause]
        self.assertTrue(of_rule, causes)
        self.assertIn("first names/", of_rule[0])
        links = self.js("[...document.querySelectorAll('.cause.bad a')].map(a => a.hash.split(/[/?]/)[0])")
        self.assertEqual({"#rule", "#matrix", "#case"}, set(links))

    def test_every_link_leads_somewhere(self):
        for page in ("", "#rules", "#matrix", "#conflicts"):
            self.open(page)
            links = self.js("[...new Set([...document.querySelectorAll('main a')].map(a => a.getAttribute('href')))].slice(0, 40)")
            for link in links:
                self.driver.execute_script("location.hash = arguments[0]", link)
                self.settle()
                self.assertNotIn("Not in these results", self.text(), link)


class Filters(Page):
    def expected(self, wanted):
        rows = {}
        for row in self.results["rows"]:
            rows.setdefault(row["case"], []).append(row)
        rules = {rule["id"]: rule for rule in self.results["rules"]}
        return sum(wanted(case, rows[case["id"]], [rules[rule] for rule in case["rules"]]) for case in self.results["cases"])

    def test_each_filter_alone(self):
        faulty = self.results["subjects"][1]["id"]
        rule = "rdn_is_sequence_of_pairs"
        for name, value, wanted in (
            ("theme", "names", lambda case, rows, rules: case["theme"] == "names"),
            ("level", "documented", lambda case, rows, rules: any(each["level"] == "documented" for each in rules)),
            ("rule", rule, lambda case, rows, rules: rule in case["rules"]),
            ("verdict", "fail", lambda case, rows, rules: any(row["verdict"] == "fail" for row in rows)),
            ("subject", faulty, lambda case, rows, rules: any(row["subject"] == faulty for row in rows)),
        ):
            self.open("#matrix")
            self.assertEqual(len(self.results["cases"]), self.shown())
            self.choose(name, value)
            self.assertEqual(self.expected(wanted), self.shown(), name)
            self.assertIn("%s=%s" % (name, urllib.parse.quote(value)), self.js("location.hash"))

    def test_filters_hold_together_and_come_from_the_link(self):
        faulty = self.results["subjects"][1]["id"]
        self.open("#matrix?theme=names&verdict=fail&subject=" + faulty)
        wrong = {row["case"] for row in self.results["rows"] if row["verdict"] == "fail" and row["subject"] == faulty}
        wanted = [case["id"] for case in self.results["cases"] if case["theme"] == "names" and case["id"] in wrong]
        self.assertTrue(wanted)
        self.assertEqual(wanted, self.case_rows())
        self.assertEqual(1, self.js("document.querySelectorAll('.grid thead th a').length"))

    def test_text_is_searched_as_it_is_typed(self):
        self.open()
        self.press("/", *"several pairs")
        self.assertTrue(self.js("location.hash").startswith("#matrix?q=several"))
        self.assertIn("names/several_pairs_in_one", self.case_rows())
        self.assertEqual("search", self.js("document.activeElement.id"))
        self.press(*" nothing_has_this")
        self.assertIn("No case meets all of these", self.text())

    def test_only_what_is_in_sight_is_there(self):
        self.open("#matrix")
        there = self.js("document.querySelectorAll('.grid tbody tr').length")
        self.assertLess(there, 90)
        self.driver.execute_script("const grid = document.querySelector('.grid'); grid.scrollTop = grid.scrollHeight")
        last = self.results["cases"][-1]["id"]
        self.until("document.querySelector('.grid').innerText.includes('%s')" % last, "the last case is not there")


class Links(Page):
    FAILING = "names/several_pairs_in_one[tls=1.2,transport=memory]"

    def test_case(self):
        self.open("#case/names/several_pairs_in_one")
        self.assertEqual("names/several_pairs_in_one", self.heading())
        for text in ("rdn_is_sequence_of_pairs", "['subject'][1][1]", "('userId', 'multi-valued')", "client.getpeercert()"):
            self.assertIn(text, self.text())
        marked = self.js("[...document.querySelectorAll('.answer mark.got')].map(mark => mark.innerText)")
        self.assertIn("'userId'", marked)
        self.assertIn("[certificate.multi_valued_rdn]", self.text())

    def test_bytes_behind_a_differing_path_are_marked(self):
        self.open("#case/" + self.FAILING)
        ascii_text = self.js("[...document.querySelectorAll('.certificate[open] .ascii mark.got')].map(mark => mark.innerText).join('')")
        self.assertIn("multi-valued", ascii_text)

    def test_place_of_a_case(self):
        self.open("#case/names/several_pairs_in_one[tls=1.3,transport=socket]")
        self.assertEqual("tls=1.3,transport=socket", self.js("document.querySelector('.places .current th').innerText"))
        self.assertIn("peercert run --case 'names/several_pairs_in_one[tls=1.3,transport=socket]' --subject", self.text())

    def test_subject(self):
        subject = self.results["subjects"][1]
        self.open("#subject/" + subject["id"])
        for text in ("faulty_subject.py", "What it gets wrong", "documented"):
            self.assertIn(text, self.text())
        totals = self.results["totals"][subject["id"]]
        self.assertIn("%d fail" % totals["fail"], self.text())

    def test_rule(self):
        self.open("#rule/rdn_is_sequence_of_pairs")
        self.assertIn("Each relative distinguished name is a sequence of pairs", self.text())
        self.assertIn("names/several_pairs_in_one", self.case_rows())

    def test_conflicts(self):
        self.open("#conflicts")
        conflicts = [rule for rule in self.results["rules"] if "conflict" in rule]
        self.assertEqual(len(conflicts), self.js("document.querySelectorAll('.conflict').length"))
        self.assertIn(conflicts[0]["conflict"], self.text())

    def test_what_is_not_there_says_so(self):
        self.open("#case/no/such")
        self.assertIn("There is no case 'no/such' in them.", self.text())
        self.open("#case/names/several_pairs_in_one[tls=9]")
        self.assertIn("do not have the place that the link names", self.text())

    def test_back_goes_back(self):
        self.open("#matrix?theme=names")
        self.driver.execute_script("location.hash = '#case/names/several_pairs_in_one'")
        self.settle()
        self.driver.back()
        self.settle()
        self.assertEqual("Cases and subjects", self.heading())
        self.assertEqual("names", self.js("document.querySelector('select[name=theme]').value"))


class Hostile(Page):
    """Nothing of the data is ever anything but text."""

    def check(self, link, needs=()):
        self.open(link, self.hostile)
        self.driver.execute_script("document.querySelectorAll('details').forEach(each => { each.open = true })")
        self.settle()
        self.assertIsNone(self.js("window.pwned || null"))
        self.assertEqual(0, self.js("document.querySelectorAll('img, iframe, #pwned, main script, main style').length"))
        self.assertEqual(2, self.js("document.scripts.length"))
        text = self.text() + self.js("[...document.querySelectorAll('[title], [aria-label]')].map(each => each.title + each.ariaLabel).join()")
        self.assertEqual([], [character for character in FORBIDDEN if character in text])
        self.assertIn("</script></noscript></style><script>window.pwned=1</script><img src=x onerror=", text)
        self.assertIn("\\u202egnp.exe", text)
        for need in needs:
            self.assertIn(need, text)

    def test_every_page(self):
        self.check("")
        self.check("#matrix")
        self.check("#rules")
        self.check("#conflicts")
        self.check("#rule/rdn_is_sequence_of_pairs")
        self.check("#subject/" + self.js("results.subjects[1].id"))
        self.check("#case/names/several_pairs_in_one", ("multi_valued_rdn", "multi-valued"))

    def test_hash_is_text_too(self):
        self.check("#case/" + urllib.parse.quote("</script><img src=x onerror=window.pwned=1>"))
        self.check("#matrix?q=" + urllib.parse.quote("<img src=x onerror=window.pwned=1>"))

    def test_certificate_with_hostile_names(self):
        self.open("#case/names/hostile_text")
        self.assertIn("'</script><b>x</b> &amp; \"double\" \\'single\\' `back`'", self.text())
        self.assertIn("<img src=x onerror=alert(1)> \\x01 \\x1b[31m \\u202efdp.exe", self.text())
        self.assertEqual(0, self.js("document.querySelectorAll('main img, main b:not(.who b):not(.chip b), main script').length"))

    def test_markup_is_refused_by_the_page_itself(self):
        self.open()
        refused = self.js(
            "(() => { try { document.createElement('p').innerHTML = '<i>'; return false } catch (error) { return error.name } })()"
        )
        self.assertEqual("TypeError", refused)
        self.driver.get_log("browser")  # it says so there, too


class Keyboard(Page):
    def test_tab_and_enter_reach_a_case(self):
        from selenium.webdriver import Keys

        self.open("#matrix?q=several_pairs_in_one")
        for _ in range(40):
            self.press(Keys.TAB)
            if self.js("document.activeElement.hash || ''") == "#case/names/several_pairs_in_one":
                break
        self.press(Keys.ENTER)
        self.assertEqual("names/several_pairs_in_one", self.heading())
        self.assertEqual("H1", self.js("document.activeElement.tagName"))

    def test_arrows_move_in_the_matrix(self):
        from selenium.webdriver import Keys

        self.open("#matrix?theme=names")
        self.driver.execute_script("document.querySelector('.grid tbody td a').focus()")
        first = self.js("document.activeElement.getAttribute('aria-label')")
        self.press(Keys.ARROW_DOWN)
        second = self.js("document.activeElement.getAttribute('aria-label')")
        self.press(Keys.ARROW_RIGHT)
        third = self.js("document.activeElement.getAttribute('aria-label')")
        self.assertEqual(3, len({first, second, third}))
        self.assertEqual(second.split(" on ")[0], third.split(" on ")[0])

    def test_keys_lead_to_pages_and_neighbours(self):
        self.open()
        self.press("m")
        self.assertEqual("Cases and subjects", self.heading())
        self.driver.execute_script("location.hash = '#case/' + results.cases[0].id")
        self.settle()
        self.press("n")
        self.assertEqual(self.results["cases"][1]["id"], self.heading())
        self.press("p", "o")
        self.assertEqual("What differs, and where", self.heading())

    def test_focus_is_seen(self):
        from selenium.webdriver import Keys

        self.open()
        self.press(Keys.TAB, Keys.TAB)
        self.assertEqual("2px", self.js("getComputedStyle(document.activeElement).outlineWidth"))


class Appearance(Page):
    PAGES = ("", "#matrix", "#rules", "#conflicts", "#rule/rdn_is_sequence_of_pairs", "#case/names/several_pairs_in_one", "#case/names/hostile_text")

    def test_narrow_windows_do_not_scroll_sideways(self):
        for width in (320, 390, 768):
            self.window(width, 800, "light")
            for page in self.PAGES + ("#subject/" + self.results["subjects"][1]["id"],):
                self.open(page)
                wide = self.js("document.documentElement.scrollWidth")
                self.assertLessEqual(wide, width, "%s at %d" % (page, width))

    def contrast(self):
        """The least contrast of text on its background (WCAG 2, 1.4.3), and of which."""
        return self.js(
            """(() => {
          const light = colour => { const [r, g, b] = colour.map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
            return .2126 * r + .7152 * g + .0722 * b };
          const parts = colour => colour.match(/[\\d.]+/g).map(Number);
          const behind = element => { for (; element; element = element.parentElement) {
            const colour = parts(getComputedStyle(element).backgroundColor); if (colour.length < 4 || colour[3] > 0) return colour } return [255, 255, 255] };
          let least = [21, ''];
          for (const element of document.querySelectorAll('body *')) {
            if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) || !element.offsetParent) continue;
            const a = light(parts(getComputedStyle(element).color)), b = light(behind(element));
            const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
            if (ratio < least[0]) least = [ratio, element.className + ' ' + element.innerText.slice(0, 60)];
          }
          return least;
        })()"""
        )

    def test_dark_and_light_are_both_readable(self):
        papers = {}
        for scheme in ("light", "dark"):
            self.window(1280, 900, scheme)
            for page in self.PAGES:
                self.open(page)
                ratio, where = self.contrast()
                self.assertGreaterEqual(ratio, 4.5, "%s %s: %s" % (scheme, page, where))
            papers[scheme] = self.js("getComputedStyle(document.body).backgroundColor")
        self.assertNotEqual(papers["light"], papers["dark"])

    def test_printed_matrix_is_whole(self):
        self.open("#matrix?theme=names")
        names = [case["id"] for case in self.results["cases"] if case["theme"] == "names"]
        self.driver.execute_script("dispatchEvent(new Event('beforeprint'))")
        self.settle()
        self.assertEqual(names, self.case_rows())


class WithoutScripts(Page):
    def test_essence_is_there(self):
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            self.driver.get("about:blank")
            self.driver.get(self.plain)
            text = self.driver.find_element("tag name", "body").text
        finally:
            self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        self.assertIn("runs differ from what the rules say", text)
        self.assertIn("first in names/", text)


def main():
    global PEERCERT, FOLDER
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    lacks = missing()
    if lacks:
        print("browser_test.py: missing: %s; scripts/setup --browser installs it" % lacks, file=sys.stderr)
        sys.exit(1 if os.environ.get("CI") else SKIP)
    PEERCERT = os.path.abspath(sys.argv.pop(1))
    with tempfile.TemporaryDirectory() as FOLDER:
        try:
            program = unittest.main(exit=False, argv=sys.argv, verbosity=1)
        finally:
            if hasattr(Page, "driver"):
                Page.driver.quit()
    sys.exit(0 if program.result.wasSuccessful() and program.result.testsRun else 1)


if __name__ == "__main__":
    main()
