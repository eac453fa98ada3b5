/* What follows from a project while it is typed: the server says it, after a pause, and it is read out calmly. */

(() => {
  const box = document.getElementById("judgement");
  const form = document.getElementById("project_form");
  if (!box || !form || !window.fetch) return;

  const PAUSE = 500; // milliseconds after the last key
  const text = document.getElementById("judgement-text");
  let pause = 0;
  let asked = null;

  async function judge() {
    if (asked) asked.abort();
    const mine = (asked = new AbortController());
    try {
      const answer = await fetch(box.dataset.href, {
        method: "POST", body: new FormData(form), signal: mine.signal, redirect: "manual",
      });
      if (!answer.ok) return;
      const html = await answer.text();
      if (mine.signal.aborted) return;
      const page = new DOMParser().parseFromString(html, "text/html");
      // The same again is not read out again.
      if (page.body.textContent.trim() !== text.textContent.trim()) text.replaceChildren(...page.body.childNodes);
    } catch { /* What stood there stays: after saving it is said anyway. */ }
  }

  function later() {
    clearTimeout(pause);
    pause = setTimeout(judge, PAUSE);
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  judge();
})();
