/* Choosing in place: a change in the form, a chip, an order, a page or a year fetches the same page and puts
   its content in the place of what is there. Without this script, and whenever something fails, links and
   forms do what they always do. Other scripts redraw on the event "wonen:content". */

(() => {
  const main = document.querySelector("main");
  if (!main || !window.DOMParser || !window.AbortController) return;

  const PAUSE = 600; // milliseconds after the last letter
  const TYPED = "input[type=text]";
  const status = document.createElement("p");
  status.className = "choose-unseen";
  status.setAttribute("role", "status");
  document.body.append(status);

  let shown = location.pathname + location.search;
  let asked = null; // the request under way: a newer one takes its place
  let pause = 0;
  let typing = ""; // the field whose letters made the last address: more letters add no step to the way back
  let refused = false; // what stands there half typed; it is told when the field is left, not in the middle of a year
  const isWaiting = () => Boolean(pause || asked);

  const isHere = (address) => address.origin === location.origin && address.pathname === location.pathname;

  /* The address of a form without its empty fields, so that it can be read and shared. */
  function addressOf(form, submitter) {
    const address = new URL(form.action || location.href);
    const filled = [...new FormData(form, submitter)].filter(([, value]) => value !== "");
    address.search = new URLSearchParams(filled).toString();
    address.hash = "";
    return address;
  }

  function stopWaiting() {
    clearTimeout(pause);
    if (asked) asked.abort();
    pause = 0;
    asked = null;
  }

  /* `letters` is the field that is typed in, `half` says that more may come. */
  async function visit(address, { push = true, focus = "", letters = "", half = false } = {}) {
    stopWaiting();
    const mine = (asked = new AbortController());
    main.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
      const isPage = (answer.headers.get("Content-Type") || "").startsWith("text/html");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const content = page.querySelector("main");
      if (mine.signal.aborted) return;
      if (!(answer.ok || answer.status === 400) || !isPage || !content || !isHere(new URL(answer.url))) {
        throw new Error("no page to show in place");
      }
      refused = half && answer.status === 400;
      if (refused) return;
      if (push && address.href !== location.href) {
        history[letters && letters === typing ? "replaceState" : "pushState"](null, "", address);
      }
      typing = letters;
      shown = location.pathname + location.search;
      document.title = page.title;
      replace(content, focus, push);
    } catch (error) {
      if (mine.signal.aborted) return;
      if (push) location.assign(address);
      else location.reload();
    } finally {
      if (asked === mine) {
        asked = null;
        main.removeAttribute("aria-busy");
      }
    }
  }

  /* What the visitor was doing must survive: where the focus is, what is half typed (but not on the way
     back: then the field says what the list shows), what is unfolded. */
  function replace(content, focus, keepTyped) {
    const active = main.contains(document.activeElement) ? document.activeElement : null;
    const typed = keepTyped && active && active.matches(TYPED)
      ? [active.value, active.selectionStart, active.selectionEnd] : null;
    const unfolded = new Map([...main.querySelectorAll("details[id]")].map((each) => [each.id, each.open]));
    main.replaceChildren(...content.childNodes);
    for (const each of main.querySelectorAll("details[id]")) each.open ||= !!unfolded.get(each.id);
    const place = focus ? document.getElementById(focus) : active && samePlace(active);
    if (place) place.focus({ preventScroll: !focus });
    if (place && typed && place.matches(TYPED)) {
      place.value = typed[0];
      place.setSelectionRange(typed[1], typed[2]);
    }
    if (focus && place) place.scrollIntoView();
    tell();
    document.dispatchEvent(new CustomEvent("wonen:content"));
  }

  /* The same control in the new content. Of a chip that is gone: a chip beside it, or what opens the form.
     It is always something that shows the focus. */
  function samePlace(element) {
    const address = element.getAttribute("href");
    const fold = element.matches("summary") && element.parentElement.id;
    const same = fold ? document.querySelector(`#${CSS.escape(fold)} > summary`)
      : element.id ? document.getElementById(element.id)
        : [...main.querySelectorAll("a[href]")].find((each) => each.getAttribute("href") === address);
    return same || main.querySelector(".choose-chips a, .choose-chips-none a")
      || main.querySelector("#keuze-alles:not([open]) > summary") || document.getElementById("keuze-toon");
  }

  function tell() {
    const found = document.getElementById("keuze-resultaat"); // mistakes are an alert and tell themselves
    status.textContent = found ? found.textContent.replace(/\s+/g, " ").trim() : "";
  }

  /* Who leaves a field has typed it whole, also while the answer to a part of it is still on its way. */
  main.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-choose]");
    if (!form) return;
    if (!event.target.matches(TYPED)) visit(addressOf(form));
    else if (refused || isWaiting()) visit(addressOf(form), { letters: event.target.name });
  });

  main.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-choose]");
    if (!form || !event.target.matches(TYPED)) return;
    stopWaiting();
    const letters = event.target.name;
    pause = setTimeout(() => visit(addressOf(form), { letters, half: true }), PAUSE);
  });

  main.addEventListener("submit", (event) => {
    const form = event.target;
    const address = addressOf(form, event.submitter);
    if (form.method !== "get" || !isHere(address)) return;
    event.preventDefault();
    visit(address).then(() => {
      const mistakes = document.getElementById("keuze-fouten");
      if (mistakes) mistakes.focus();
    });
  });

  main.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey
      || event.altKey || link.target || link.hasAttribute("download")) return;
    const address = new URL(link.href);
    if (!isHere(address) || link.href.includes("#")) return;
    event.preventDefault();
    visit(address, { focus: link.dataset.focus });
  });

  window.addEventListener("popstate", () => {
    if (location.pathname + location.search === shown) return; // only another place on the same page
    visit(new URL(location.href), { push: false });
  });
})();
