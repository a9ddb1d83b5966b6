"""The page in a real browser: it opens from disk, and everything on it works."""

import json
from pathlib import Path

import mpmath
import pytest

from derive.equations import lookup
from derive.export import function, source
from proofs import kernel
from proofs.engines.kernel import theorems
from proofs.judge.judge import BY_NUMBER
from proofs.report.data import anchor, sympy_text

STUB = "() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }"


@pytest.fixture(scope="module")
def whole(kept, file):
    """All that a reader gets: its layout takes seconds, so nothing on it is changed for long."""
    return kept(file)


@pytest.fixture(scope="module")
def page(kept, without_formulas):
    """All claims on a desktop."""
    return kept(without_formulas)


@pytest.fixture(scope="module")
def explorer(kept, few):
    """The page with few claims, for what lies beside them."""
    return kept(few)


@pytest.fixture(scope="module", params=["few", pytest.param("file", marks=pytest.mark.deep)])
def unfolded(request, kept):
    """A page on a phone with all that can be opened."""
    page = kept(request.getfixturevalue(request.param), width=390)
    unfold(page)
    return page


@pytest.fixture(autouse=True)
def all_claims(request):
    """Every test starts with the whole list."""
    if "page" in request.fixturenames:
        page = request.getfixturevalue("page")
        page.fill("#query", "")
        page.check('input[name="status"][value=""]')


def every(page, selector, expression):
    """The value of a JavaScript expression in `x` for each element."""
    return page.eval_on_selector_all(selector, f"(all) => all.map((x) => {expression})")


def unfold(page):
    every(page, "details", "{ x.open = true; }")
    written = "() => [...document.querySelectorAll('[data-steps]')].every((x) => x.children.length)"
    page.wait_for_function(written)


def visible(page):
    return every(page, ".claim:not([hidden])", "x.id")


def entropy_bits(probabilities):
    small = mpmath.mpf(10) ** -40  # what rounding leaves of the zero of a pure state
    return -sum(p * mpmath.log(p, 2) for p in probabilities if p > small)


def reference(rho11, ratio, gamma_t, n):
    """(25), (28) at 50 digits, from the outcome and state probabilities written out."""
    with mpmath.workdps(50):
        x, a = mpmath.mpf(rho11), mpmath.exp(-mpmath.mpf(gamma_t))
        y, p = 1 - x, 1 - mpmath.exp(-mpmath.mpf(gamma_t) / n)
        clicks = [x * p * (1 - p) ** k for k in range(n)]
        cc = (mpmath.mpf(ratio) * mpmath.sqrt(x * y)) ** 2

        def pair(u, v, w):
            root = mpmath.sqrt((u - v) ** 2 + 4 * w)
            return [(u + v + root) / 2, (u + v - root) / 2]

        randomness = entropy_bits([*clicks, *pair(y, a * x, a * cc)]) - entropy_bits(pair(y, x, cc))
        bound = entropy_bits([*clicks, y, a * x]) - entropy_bits([y, x])
        return float(randomness), float(bound)


def shown(page, name):
    return float(page.get_attribute(f"#v-{name}", "data-value"))


def set_slider(page, name, value):
    page.evaluate(
        "([name, value]) => { const s = document.getElementById(`r-${name}`); s.value = value;"
        " s.dispatchEvent(new Event('input')); }",
        [name, value],
    )


def assert_values(page, rho11, ratio, gamma_t, n):
    randomness, bound = reference(rho11, ratio, gamma_t, n)
    assert shown(page, "randomness_temporal_ratio") == pytest.approx(randomness, rel=1e-13)
    assert shown(page, "bound_temporal") == pytest.approx(bound, rel=1e-13)


# Opening.


def test_it_opens_from_disk_without_a_word_on_the_console_or_a_request(whole):
    assert whole.trouble == []
    assert "Randomness" in whole.title()


def test_all_claims_are_there_in_the_order_of_the_paper(page):
    claims = every(page, '.claim:not([data-status=""])', "x.id")
    assert claims == [anchor(number) for number in BY_NUMBER]


def test_no_formula_is_raw_latex(whole):
    formulas = every(whole, "math", "x.textContent")
    assert len(formulas) > 2000
    assert [text for text in formulas if set("\\&$") & set(text)] == []
    assert whole.locator("merror").count() == 0


def test_every_formula_has_a_size(unfolded):
    box = "[x.getBoundingClientRect()].map((r) => [x.textContent, r.width, r.height])[0]"
    boxes = every(unfolded, "math", box)
    assert len(boxes) > 500
    assert [text for text, width, height in boxes if width < 3 or height < 5] == []


def test_the_witness_of_an_equation_is_two_clicks_from_the_summary(whole):
    whole.click('.places a[href="#findings"]')
    whole.click('.findings a[href="#eq-29"]')
    witness = whole.locator("#eq-29 .witness")
    assert "0.175034663808589" in witness.inner_text()
    box = witness.bounding_box()
    assert 0 <= box["y"] < 900


# Search, filter, links.


@pytest.mark.parametrize(
    ("text", "number"),
    [("17", "17"), ("(17)", "17"), ("a5", "A5"), ("A5", "A5"), ("Eq. 29", "29"), ("eq (29)", "29")],
)
def test_a_number_finds_that_equation_alone(page, text, number):
    page.fill("#query", text)
    assert visible(page) == [f"eq-{number}"]
    assert page.inner_text("#found") == "1 claim"


def test_words_find_the_claims_that_have_all_of_them(page, report):
    page.fill("#query", "Coherence RESTRICTED")
    sought = ("coherence", "restricted")
    expected = [anchor(e.number) for e in report.entries if all(word in e.words for word in sought)]
    assert visible(page) == expected
    assert 1 < len(expected) < 20


def test_a_formula_is_found_however_it_is_written(page):
    found = []
    for text in ("rho_{11}", r"\rho_{11}", "rho11", "ρ₁₁", "RHO_{11}"):
        page.fill("#query", text)
        found.append(visible(page))
    assert found == [found[0]] * 5
    assert 20 < len(found[0]) < 110


def test_what_is_nowhere_finds_nothing_and_says_so(page):
    assert not page.is_visible("#nothing")
    page.fill("#query", "zzz")
    assert visible(page) == []
    assert page.inner_text("#found") == "0 claims"
    assert page.inner_text("#nothing").startswith("Nothing is found.")
    page.click("#all")
    assert len(visible(page)) > 90


def test_a_status_can_be_chosen_from_the_keyboard(page, report):
    page.focus('input[name="status"][value=""]')
    for _ in report.counts:
        page.keyboard.press("ArrowRight")
        status = page.evaluate("document.activeElement.value")
        if status == "corrected":
            break
    assert visible(page) == [anchor(e.number) for e in report.entries if e.status == "corrected"]


def test_slash_goes_to_the_search_and_escape_clears_it(page):
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.keyboard.type("29")
    assert visible(page) == ["eq-29"]
    page.keyboard.press("Escape")
    assert len(visible(page)) > 90


def test_a_count_of_the_summary_filters(page, report):
    page.click('[data-filter="refuted"]')
    assert visible(page) == [anchor(e.number) for e in report.entries if e.status == "refuted"]
    assert "eq-36" in visible(page)


def test_a_link_shows_a_claim_that_the_filter_hides_and_opens_a_proof(page, report):
    page.fill("#query", "29")
    page.evaluate("location.hash = '#proof-E_nonnegative'")
    page.wait_for_selector("#proof-E_nonnegative .steps", state="visible")
    steps = page.locator("#proof-E_nonnegative .steps li[value]").count()
    assert steps == report.proofs["E_nonnegative"].steps
    assert page.evaluate("document.getElementById('proof-E_nonnegative').open")
    assert len(visible(page)) > 90


def test_every_link_leads_somewhere(page):
    targets = every(page, "a", "x.getAttribute('href')")
    places = {f"#{name}" for name in every(page, "[id]", "x.id")}
    assert set(targets) <= places


# Explorer.


@pytest.mark.parametrize(
    ("rho11", "ratio", "gamma_t", "n"), [(0.25, 0.5, 2, 7), (0.9, 1, 0.05, 1), (1, 0, 10, 64)]
)
def test_sliders_change_the_values_to_the_right_ones(explorer, rho11, ratio, gamma_t, n):
    set_slider(explorer, "rho11", rho11)
    set_slider(explorer, "c", ratio)
    explorer.fill("#x-Gamma_t", str(gamma_t))
    explorer.fill("#x-n", str(n))
    assert explorer.inner_text("#outside") == ""
    assert_values(explorer, rho11, ratio, gamma_t, n)


def test_sliders_of_powers_stand_for_what_their_fields_say(explorer):
    set_slider(explorer, "rho11", 0.5)
    set_slider(explorer, "c", 0)
    set_slider(explorer, "Gamma_t", 0)
    set_slider(explorer, "n", 5)
    assert (explorer.input_value("#x-Gamma_t"), explorer.input_value("#x-n")) == ("1", "32")
    assert_values(explorer, 0.5, 0, 1, 32)


def test_a_typed_coherence_is_held_against_its_bound(explorer):
    set_slider(explorer, "rho11", 0.2)
    explorer.fill("#x-c", "0.3")
    assert_values(explorer, 0.2, 0.75, float(explorer.input_value("#x-Gamma_t")), 32)
    explorer.fill("#x-c", "0.41")
    words = explorer.inner_text("#outside")
    assert words.startswith("|rho01| = 0.41 is outside of its domain: at rho11 = 0.2")
    assert words.endswith("sqrt(rho00 rho11) = 0.4.")
    assert explorer.inner_text("#v-bound_temporal") == "–"
    set_slider(explorer, "c", 0)
    assert explorer.inner_text("#outside") == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [("rho11", "1.01"), ("rho11", "-0.1"), ("Gamma_t", "-1"), ("n", "0"), ("n", "2.5")],
)
def test_a_value_outside_of_its_domain_is_refused_in_words(explorer, name, value):
    explorer.fill(f"#x-{name}", value)
    assert explorer.inner_text("#outside").startswith(
        f"{name} = {value} is outside of its domain: "
    )
    assert explorer.get_attribute(f"#x-{name}", "aria-invalid") == "true"
    assert explorer.inner_text("#v-randomness_temporal_ratio") == "–"
    set_slider(explorer, "rho11", 0.5)
    explorer.fill("#x-Gamma_t", "1")
    explorer.fill("#x-n", "32")
    assert explorer.inner_text("#outside") == ""


@pytest.mark.parametrize("text", ["", "abc", "1e999", "<b>"])
def test_what_is_no_number_is_refused_in_words(explorer, text):
    explorer.fill("#x-n", text)
    assert explorer.inner_text("#outside").startswith("n has to be a number: 1 <= n")
    explorer.fill("#x-n", "32")


def test_the_curve_passes_through_the_value_at_the_mark(explorer):
    set_slider(explorer, "Gamma_t", 0)
    assert every(explorer, ".plots svg", "x.querySelectorAll('.line').length") == [*[8] * 6, 4]
    mark = explorer.get_attribute("#p-Gamma_t .here", "d")
    x = float(mark[1:].split()[0])
    points = explorer.get_attribute("#p-Gamma_t .line-0", "d")[1:].split("L")
    nearest = min((tuple(map(float, p.split())) for p in points), key=lambda p: abs(p[0] - x))
    ticks = every(explorer, "#p-Gamma_t .bits", "[x.textContent, x.getAttribute('y')]")
    scale = {float(text): float(y) - 4 for text, y in ticks}
    top = max(scale)
    value = top * (scale[0] - nearest[1]) / (scale[0] - scale[top])
    assert value == pytest.approx(shown(explorer, "randomness_temporal_ratio"), abs=0.05 * top)


@pytest.mark.parametrize("eve", ["", "_lost", "_told", "_lost_told"])
def test_a_real_detector_has_its_bits_per_shot_and_of_a_block(explorer, eve):
    at = {"rho11": 0.4, "Gamma_t": 2.0, "n": 16, "eta": 0.8, "d": 0.001}
    for name, value in {**at, "N": 10**5, "log2_epsilon": -40}.items():
        explorer.fill(f"#x-{name}", str(value))
    bits = function(f"bound_device{eve}")(**at)
    assert shown(explorer, f"bound_device{eve}") == pytest.approx(bits, rel=1e-13)
    block = function(f"extractable_bits{eve}")(**at, N=10**5, log2_epsilon=-40)
    assert 0 <= block - shown(explorer, f"renyi_device{eve}") < 2e-4 * block
    for name, value in (("rho11", 0.5), ("Gamma_t", 1), ("n", 32)):
        explorer.fill(f"#x-{name}", str(value))


def test_who_watches_the_atom_leaves_no_bit(explorer):
    row = explorer.locator("tr", has=explorer.locator("#v-watched"))
    assert "watched in every bin" in row.inner_text()
    assert explorer.inner_text("#v-watched") == "0"


@pytest.mark.parametrize(
    ("name", "value"),
    [("eta", "1.1"), ("d", "-1"), ("N", "0"), ("N", "1.5"), ("log2_epsilon", "0")],
)
def test_a_value_of_the_detector_or_block_outside_of_its_domain_is_refused(explorer, name, value):
    before = explorer.input_value(f"#x-{name}")
    explorer.fill(f"#x-{name}", value)
    assert explorer.inner_text("#outside").startswith(
        f"{name} = {value} is outside of its domain: "
    )
    assert explorer.inner_text("#v-renyi_device") == "–"
    explorer.fill(f"#x-{name}", before)
    assert explorer.inner_text("#outside") == ""


def test_a_logarithmic_axis_says_so_and_has_marks_between_its_ends(explorer):
    set_slider(explorer, "n", 5)
    captions = every(explorer, ".plots figcaption", "x.textContent")
    assert sum("logarithmic" in text for text in captions) == 4
    marks = every(explorer, "#p-n text:not(.bits)", "x.textContent")
    assert marks == ["1", "16", "256", "4096"]


def test_the_address_has_what_is_set_and_a_link_sets_it(opened, few):
    page = opened(few)
    page.fill("#x-rho11", "0.3")
    page.fill("#x-c", "0.2")
    page.fill("#x-eta", "0.7")
    page.wait_for_function("() => location.hash.includes('&eta=0.7&')")
    other = opened(few, fragment=page.evaluate("location.hash"))
    assert [other.input_value(f"#x-{name}") for name in ("rho11", "c", "eta")] == [
        "0.3",
        "0.2",
        "0.7",
    ]
    outputs = [every(each, "output", "x.textContent") for each in (page, other)]
    assert outputs[0] == outputs[1]


def test_what_a_link_says_outside_of_a_domain_is_left_out(opened, few):
    page = opened(few, fragment="#explorer?rho11=7&n=8&eta=<b>&d=&unknown=1")
    values = [page.input_value(f"#x-{name}") for name in ("rho11", "n", "eta", "d")]
    assert values == ["0.5", "8", "0.9", "0.0001"]
    assert page.trouble == []


# Downloads, source texts, theme.


def downloaded(page, name):
    with page.expect_download() as asked:
        page.click(f'[data-download="{name}"]')
    assert asked.value.suggested_filename == name
    return Path(asked.value.path()).read_text(encoding="utf-8")


def test_verdicts_and_certificates_are_there_to_take(page, verdicts):
    found = json.loads(downloaded(page, "verdicts.json"))
    assert [*found] == [*verdicts]
    assert found["29"]["status"] == "corrected"
    assert "seconds" not in found["29"]
    proofs = json.loads(downloaded(page, "certificates.json"))
    kernel.check(json.dumps(proofs[0]), proofs[0]["statement_sha256"])
    assert {own.name for own in theorems("19")} < {own["theorem"] for own in proofs}


def test_the_paper_can_be_cited(page):
    text = downloaded(page, "emission.bib")
    assert text.startswith("@misc{emission,\n  title = {{Randomness quantification")
    assert "author = {Li, Chenxu and Liu, Shengfan and Ma, Xiongfeng}" in text
    assert "eprint = {2512.05713}" in text
    assert "@software{sponte,\n  title = {{sponte:" in text


def test_a_derivation_leads_to_its_source_text(page):
    page.click("#source-eq-19 summary")
    text = page.inner_text("#source-eq-19 pre")
    assert text.startswith('@equation(\n    "19",')
    assert "def bound_single_photon" in text
    assert page.locator(".code").count() > 90


def test_the_theme_can_be_switched_and_is_kept(opened, few):
    page = opened(few, color_scheme="light")
    colour = "getComputedStyle(document.body).backgroundColor"
    page.select_option("#theme", "dark")
    assert page.evaluate(colour) == "rgb(21, 24, 28)"
    page.reload()
    assert page.evaluate(colour) == "rgb(21, 24, 28)"
    assert page.input_value("#theme") == "dark"
    page.select_option("#theme", "")
    assert page.evaluate(colour) == "rgb(255, 255, 255)"


# Mathematics.


SMALL = """() => [...document.querySelectorAll("mo")].filter((bracket) => {
  if (!/^[()\\[\\]{}|]$/.test(bracket.textContent)) return false;
  if (bracket.getAttribute("stretchy") === "false" || bracket.hasAttribute("maxsize")) return false;
  const inner = [...bracket.parentElement.children].filter((x) => x.tagName !== "mo");
  const heights = inner.map((x) => x.getBoundingClientRect().height);
  const height = bracket.getBoundingClientRect().height;
  return height && height < 0.8 * Math.max(...heights);
}).length"""
"""How many brackets are lower than what they enclose."""


def test_brackets_grow_where_only_dejavu_and_liberation_are_installed(plain_chromium, few):
    page = plain_chromium.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    page.goto(few.as_uri())
    unfold(page)
    page.evaluate("document.fonts.ready.then(() => 0)")
    assert page.evaluate(SMALL) == 0
    page.add_style_tag(content="math { font-family: 'Liberation Serif' !important }")
    assert page.evaluate(SMALL) > 10


def test_formulas_in_findings_and_remarks_are_set_as_formulas(whole):
    assert whole.locator("#findings .text math").count() > 20
    assert whole.locator(".remarks math").count() > 60
    assert whole.inner_text("#findings").count("exp(") == 0
    assert "`" not in whole.inner_text("#claims")


def test_every_chip_has_a_name(page):
    chips = every(page, ".chip", "x.textContent.trim()")
    assert len(chips) > 90
    assert [text for text in chips if not text[0].isalnum()] == []


def test_the_graph_fits_when_asked(page):
    wide = "document.querySelector('.canvas').scrollWidth"
    room = page.evaluate("document.querySelector('.canvas').clientWidth")
    assert page.evaluate(wide) > room
    page.check("#fit")
    assert page.evaluate(wide) <= room
    page.uncheck("#fit")


# Copying.


@pytest.mark.parametrize("number", ["17", "14", "28"])
def test_copy_gives_the_text(page, number):
    page.evaluate(STUB)
    buttons = page.locator(f"#{anchor(number)} [data-copy]")
    copied = []
    for i in range(buttons.count()):
        buttons.nth(i).click()
        page.wait_for_function("window.copied !== undefined")
        copied.append(page.evaluate("window.copied"))
        page.evaluate("delete window.copied")
    equation = lookup(number)
    plain = map(equation.text, equation.parts)
    expected = [equation.latex(), *plain, sympy_text(equation)]
    assert copied == expected


def test_a_result_is_there_as_a_program(page):
    assert downloaded(page, "bound_temporal.c") == source("bound_temporal", "c")
    assert page.locator("#eq-28 [data-download='bound_temporal.c']").count() == 1


def test_a_browser_without_a_clipboard_selects_the_text(page):
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    page.click("#eq-19 [data-copy]")
    page.wait_for_function("getSelection().toString().length > 10")
    assert page.evaluate("getSelection().toString().trim()") == lookup("19").latex().strip()


# Widths, schemes, no script, print.


def test_a_phone_never_scrolls_sideways(unfolded):
    assert unfolded.evaluate("document.documentElement.scrollWidth") <= 390


def few_formulas(page):
    """Keep some of the formulas, which are alike: axe looks at each of their thousands of parts."""
    page.evaluate("() => [...document.querySelectorAll('math')].slice(9).forEach(x => x.remove())")


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (390, "dark"),
        pytest.param(1280, "light", marks=pytest.mark.deep),
        pytest.param(1280, "dark", marks=pytest.mark.deep),
        pytest.param(390, "light", marks=pytest.mark.deep),
    ],
)
def test_axe_finds_no_violation(opened, few, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="sponte[test]")
    page = opened(few, width=width, color_scheme=scheme)
    unfold(page)
    few_formulas(page)
    page.fill("#x-n", "0")
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []


def test_axe_would_find_a_violation(opened, few):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="sponte[test]")
    page = opened(few)
    few_formulas(page)
    page.eval_on_selector("#query", "(x) => x.closest('label').replaceWith(x)")
    page.eval_on_selector("#query", "(x) => x.removeAttribute('placeholder')")
    found = axe.Axe().run(page).response["violations"]
    assert "label" in {violation["id"] for violation in found}


def test_without_javascript_everything_can_be_read_and_nothing_is_dead(opened, few):
    page = opened(few, script=False)
    assert page.locator(".needs-js:visible").count() == 0
    assert page.locator(".claim:visible").count() > 7
    assert page.locator(".no-js:visible").count() == 1
    assert page.trouble == []


@pytest.fixture
def shown_as(explorer):
    """The page with few claims in another scheme or medium, for one test."""
    yield lambda **media: explorer.emulate_media(**media) or explorer
    explorer.emulate_media(color_scheme="light", media="screen")


def test_dark_is_dark(shown_as):
    colour = "getComputedStyle(document.body).backgroundColor"
    schemes = ("light", "dark")
    colours = [shown_as(color_scheme=scheme).evaluate(colour) for scheme in schemes]
    assert colours == ["rgb(255, 255, 255)", "rgb(21, 24, 28)"]


def test_in_print_the_controls_are_gone_and_the_claims_are_there(shown_as):
    page = shown_as(media="print")
    controls = ".map:visible, .tools:visible, .copy:visible, .explorer:visible"
    assert page.locator(controls).count() == 0
    assert page.locator(".claim:visible").count() > 7


def test_the_graph_has_a_linked_node_for_every_result_that_is_linked(page, report):
    numbers = {anchor(e.number) for e in report.entries if e.uses or e.used_by}
    nodes = every(page, ".node", "x.getAttribute('href').slice(1)")
    assert set(nodes) == numbers
    assert len(nodes) == len(numbers)
    heights = every(page, ".node text", "x.getBoundingClientRect().height")
    labels = every(page, ".node text", "x.getBBox().width")
    boxes = every(page, ".node rect", "x.getBBox().width")
    assert min(heights) >= 11
    assert all(label < box for label, box in zip(labels, boxes, strict=True))


def test_on_paper_every_formula_fits_its_column(whole):
    whole.evaluate("() => { document.querySelector('#eq-25 details').open = true; }")
    whole.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    whole.emulate_media(media="print")
    whole.set_viewport_size({"width": 680, "height": 900})  # A4 with margins of 15 mm
    ends = whole.evaluate(
        """() => [...document.querySelectorAll(".scroll > math")]
        .filter((x) => !x.closest("details:not([open])"))
        .map((x) => [x, x.parentElement].map((y) => y.getBoundingClientRect().right))"""
    )
    assert len(ends) > 150
    assert [pair for pair in ends if pair[0] > pair[1] + 1] == []
