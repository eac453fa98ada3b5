"""What browser tests hold against a page: what axe finds, where Tab leads, what large letters lose."""

from importlib.resources import files
from typing import Any, Literal

from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
ALL_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}
# All that may differ in the dark, where the size stays.
COLOUR_RULES = {
    "runOnly": ["color-contrast", "link-in-text-block"],
    "resultTypes": ["violations"],
    "preload": False,
}
# Colours are held in both schemes and the layout in both sizes; which goes with which is all one.
MODES: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 360), ("dark", 1440))
# One text of every look. To reckon the contrast of all 4,000 texts of the longest page took 20 s of
# processor, and nearly all look the same: the same letters on the same grounds. What is placed apart from
# its neighbours, is drawn or may be switched off is always reckoned; of each other look the first, the middle
# and the last.
LOOKS = """function looks() {
  const styles = new Map();
  const style = each => styles.get(each) || styles.set(each, getComputedStyle(each)).get(each);
  const grounds = new Map();
  const ground = each => {
    if (!each) return "";
    if (!grounds.has(each)) {
      const {backgroundColor, backgroundImage, opacity, filter, mixBlendMode} = style(each);
      const {position, transform} = style(each);
      const apart = ["absolute", "fixed", "sticky"].includes(position) || transform !== "none"
        || each.matches("svg, label, fieldset, [disabled], [aria-disabled]");
      const own = backgroundColor === "rgba(0, 0, 0, 0)" ? "" : backgroundColor;
      const look = [own, backgroundImage, opacity, filter, mixBlendMode].join();
      const behind = ground(each.parentElement);
      const plain = own || look !== ",none,1,none,normal" ? behind + "/" + look : behind;
      grounds.set(each, apart ? behind + "/" + grounds.size : plain);
    }
    return grounds.get(each);
  };
  const found = new Map();
  for (const each of document.body.querySelectorAll("*")) {
    const texts = [...each.childNodes].filter(node => node.nodeType === 3);
    const text = texts.map(node => node.data.trim()).join("");
    if (!text && !each.matches("input, select, textarea, button")) continue;
    if (!each.checkVisibility({visibilityProperty: true})) continue;
    const {color, fontSize, fontWeight, textShadow} = style(each);
    const letters = [each.tagName, text.length > 1, color, fontSize, fontWeight, textShadow];
    const key = [...letters, ground(each)].join("|");
    found.set(key, [...(found.get(key) || []), each]);
  }
  return [...found.values()].flatMap(all => [all[0], all[all.length >> 1], all[all.length - 1]]);
}"""
AUDIT = f"""async options => {{
  {LOOKS}
  const folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach(each => {{ each.open = true; }});
  const contrast = {{...options, runOnly: ["color-contrast"], rules: {{}}}};
  const others = {{...options, runOnly: options.runOnly.filter(each => each !== "color-contrast"),
    rules: {{...options.rules, "color-contrast": {{enabled: false}}}}}};
  const texts = [...new Set(looks())];
  const found = (await axe.run(document, others)).violations;
  if (texts.length) found.push(...(await axe.run({{include: texts}}, contrast)).violations);
  folded.forEach(each => {{ each.open = false; }});
  const places = each => each.nodes.map(node => node.target.join(" ")).join(", ");
  return found.map(each => `${{each.id}}: ${{places(each)}}`);
}}"""
# What a visitor cannot get at: text that is cut off by its box, or runs out of it over its neighbour.
LOST_TEXT = """() => {
  const clips = each => getComputedStyle(each).clipPath !== "none";
  const clipped = each => !!each && (clips(each) || clipped(each.parentElement));
  const unseen = each => each.closest(".skip") || clipped(each) || !each.checkVisibility();
  const speaks = each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  const scrolls = each => ["auto", "scroll"].includes(getComputedStyle(each).overflowX);
  return [...document.querySelectorAll("body *:not(svg *, option)")]
    .filter(each => speaks(each) && !unseen(each) && !scrolls(each))
    .filter(each => each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1)
    .map(each => `${each.tagName} ${each.className} "${each.textContent.trim().slice(0, 40)}"`);
}"""
# Every stop of the Tab key, with what it looks like as long as it has no focus.
STOPS = """() => {
  const looks = each => [each, ...each.querySelectorAll("*")].slice(0, 20).map(part => {
    const style = getComputedStyle(part);
    return [style.outline, style.boxShadow, style.stroke, style.strokeWidth, style.inset].join();
  }).join();
  const focusable = "a[href], button, input, select, textarea, summary, [tabindex]";
  const reachable = each => each.tabIndex >= 0 && !each.disabled && each.type !== "hidden"
    && each.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
  window.stops = [...document.querySelectorAll(focusable)].filter(reachable);
  window.before = new Map(window.stops.map(each => [each, looks(each)]));
  window.looks = looks;
  document.body.tabIndex = -1;  // begin at the top, also where a page puts the focus on its message
  document.body.focus();
  document.body.removeAttribute("tabindex");
  return window.stops.map(each => each.outerHTML.slice(0, 80));
}"""
STOP = """() => {
  const now = document.activeElement;
  if (now === document.body) return null;
  now.scrollIntoView({block: "nearest"});
  const box = now.getClientRects()[0] || now.getBoundingClientRect();
  const middle = (from, size, room) => (Math.max(from, 0) + Math.min(from + size, room)) / 2;
  const x = middle(box.x, box.width, innerWidth), y = middle(box.y, box.height, innerHeight);
  const hit = document.elementFromPoint(x, y);
  return {
    place: window.stops.indexOf(now),
    shown: box.width > 1 && box.height > 1 && !!hit && (now.contains(hit) || hit.contains(now)),
    marked: window.looks(now) !== window.before.get(now),
    html: now.outerHTML.slice(0, 80),
  };
}"""


def audit(page: Page, address: str) -> list[str]:
    """Return what axe finds, light on a phone and dark on a desk, with everything folded out."""
    page.goto(address)
    return audit_shown(page, address)


def audit_shown(page: Page, address: str) -> list[str]:
    """The same, of the page that stands there."""
    page.evaluate(AXE)  # from outside the page: its strict policy stays on
    found = []
    for scheme, width in MODES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{address} {scheme} {width}: {each}" for each in page.evaluate(AUDIT, ALL_RULES)]
    return found


def walk(page: Page, address: str) -> list[str]:
    """Press Tab from the top to the end; return what is skipped, hidden, unmarked or out of order."""
    page.goto(address)
    return walk_shown(page, address)


def walk_shown(page: Page, address: str) -> list[str]:
    """The same, of the page that stands there."""
    stops = page.evaluate(STOPS)
    seen: list[dict[str, Any]] = []
    while len(seen) < len(stops) + 20:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (seen and stop["place"] == seen[0]["place"]):
            break
        seen.append(stop)
    places = [stop["place"] for stop in seen if stop["place"] >= 0]
    wrong = [f"{address} not reached: {html}" for place, html in enumerate(stops) if place not in places]
    wrong += [f"{address} hidden: {stop['html']}" for stop in seen if not stop["shown"]]
    wrong += [f"{address} no sign of focus: {stop['html']}" for stop in seen if not stop["marked"]]
    if places != sorted(places):
        wrong.append(f"{address} out of order: {places}")
    if 'href="#inhoud"' not in seen[0]["html"] or page.locator("main#inhoud[tabindex='-1']").count() != 1:
        wrong.append(f"{address} has no way past the menu: {seen[0]['html']}")
    return wrong


def lost(page: Page) -> list[str]:
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        return ["scrolls sideways"]
    return list(page.evaluate(LOST_TEXT))
