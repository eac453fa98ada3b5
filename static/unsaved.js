/* No typing is lost: who leaves a form with changes is asked, and what was typed is kept in this tab until it
   is saved. When the same form opens again, as after a session that ended, it is offered back. Never kept:
   passwords, files, and what belongs to another user. */

(() => {
  const PREFIX = "wonen-invoer:";
  const SKIPPED = ["csrfmiddlewaretoken", "_selected_action"];
  const user = (document.querySelector("meta[name=wonen-user]") || {}).content || "";
  const key = PREFIX + location.pathname + location.search;

  function stored(name) {
    try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; }
  }

  function keep(draft) {
    try { sessionStorage.setItem(key, JSON.stringify(draft)); } catch { /* full: the warning is still there */ }
  }

  function names() {
    return Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
  }

  // What was sent and accepted is no longer needed. The page after it says so, and so does leaving the back office.
  if (document.querySelector(".messagelist .success")) {
    for (const name of names()) if ((stored(name) || {}).sent) sessionStorage.removeItem(name);
  }
  document.addEventListener("submit", (event) => {
    if (event.target.id === "logout-form") for (const name of names()) sessionStorage.removeItem(name);
  });

  const form = document.querySelector(".change-form #content-main form[method=post], form[data-unsaved], form[data-draft]");
  if (!form || !user) return;

  function typed() {
    const pairs = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !SKIPPED.includes(name));
    const secret = new Set([...form.querySelectorAll("input[type=password]")].map((each) => each.name));
    return pairs.filter(([name]) => !secret.has(name));
  }

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const isRefused = form.hasAttribute("data-unsaved") || !!document.querySelector("#content-main .errornote");
  const opened = typed();
  let unsaved = isRefused;

  function changed() {
    const now = typed();
    unsaved = isRefused || !same(now, opened);
    if (unsaved) keep({ user, at: Date.now(), fields: now, sent: false });
    else sessionStorage.removeItem(key);
  }

  /* Rows that were added by hand are added again before they are filled. */
  function addRows(fields) {
    for (const [name, value] of fields) {
      const total = name.endsWith("-TOTAL_FORMS") && form.elements[name];
      const group = total && document.getElementById(name.replace(/-TOTAL_FORMS$/, "-group"));
      const add = () => group && group.querySelector(".add-row a, a.addlink");
      for (let guard = 0; total && Number(total.value) < Number(value) && add() && guard < 100; guard += 1) add().click();
    }
  }

  function restore(fields) {
    addRows(fields);
    const left = new Map();
    for (const [name, value] of fields) left.set(name, [...(left.get(name) || []), value]);
    for (const control of form.elements) {
      if (!control.name || SKIPPED.includes(control.name) || ["submit", "button", "file", "password"].includes(control.type)) continue;
      const values = left.get(control.name) || [];
      if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
      else if (control.multiple) for (const option of control.options) option.selected = values.includes(option.value);
      else if (values.length) control.value = values.shift();
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.className = "button";
    made.addEventListener("click", act);
    return made;
  }

  function offer(draft) {
    const box = document.createElement("div");
    box.className = "warningnote unsaved-offer";
    box.setAttribute("role", "status");
    const text = document.createElement("p");
    const at = new Date(draft.at).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
    text.textContent = `Uw niet-opgeslagen invoer van ${at} is bewaard. Terugzetten?`;
    const close = () => { box.remove(); const first = form.querySelector("input:not([type=hidden]), select"); if (first) first.focus(); };
    box.append(
      text,
      button("Terugzetten", () => { restore(draft.fields); close(); }),
      button("Weggooien", () => { sessionStorage.removeItem(key); close(); }),
    );
    form.before(box);
  }

  const draft = stored(key);
  if (draft && draft.user !== user) sessionStorage.removeItem(key);
  else if (draft && !isRefused && !same(draft.fields, opened)) offer(draft);
  else if (draft && !isRefused) sessionStorage.removeItem(key);
  if (isRefused) changed();

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    unsaved = false;
    keep({ user, at: Date.now(), fields: typed(), sent: true });
  });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
})();
