/* Shows how far a file is while the server reads or applies it. Without this script the form is simply sent. */

(() => {
  const box = document.getElementById("progress");
  const form = document.querySelector("form[data-progress]");
  if (!box || !form || !window.ReadableStream) return;
  const bar = box.querySelector("progress");
  const task = box.querySelector("label");
  const text = box.querySelector("[role=status]");
  const number = new Intl.NumberFormat("nl-NL");
  let announced = 0;

  const show = ({ klaar, totaal }) => {
    bar.max = Math.max(totaal, klaar, 1);
    bar.value = klaar;
    const part = Math.floor((100 * klaar) / bar.max);
    // A screen reader is told each tenth, not each line.
    if (part < 100 && part < announced + 10) return;
    announced = part;
    text.textContent = `${number.format(klaar)} van ${number.format(bar.max)} ${bar.max === 1 ? "rij" : "rijen"}`;
  };

  const fail = (sentence) => {
    text.textContent = sentence;
    bar.hidden = true;
    form.removeAttribute("aria-busy");
    form.querySelectorAll("input[type=submit]").forEach((button) => { button.disabled = false; });
  };

  const lines = async function* (response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const parts = (rest + value).split("\n");
      rest = parts.pop();
      yield* parts.filter(Boolean).map((part) => JSON.parse(part));
    }
  };

  const follow = async (response) => {
    for await (const line of lines(response)) {
      if (line.naar) {
        text.textContent = "Klaar.";
        window.location.assign(line.naar);
        return;
      }
      if (line.fout) return fail(line.fout);
      show(line);
    }
    fail("De verbinding is verbroken. Ververs deze pagina om te zien hoe het staat.");
  };

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (button && "plain" in button.dataset) return;
    event.preventDefault();
    const sent = new FormData(form);
    if (button && button.name) sent.append(button.name, button.value);
    box.hidden = false;
    bar.hidden = false;
    bar.removeAttribute("value");
    announced = 0;
    task.textContent = button && button.name === "opnieuw" ? "Het bestand wordt opnieuw vergeleken" : form.dataset.progress;
    text.textContent = "Een ogenblik …";
    form.setAttribute("aria-busy", "true");
    form.querySelectorAll("input[type=submit]").forEach((each) => { each.disabled = true; });
    try {
      const response = await fetch(form.action, {
        method: "POST", body: sent, headers: { Accept: "application/x-ndjson" }, credentials: "same-origin",
      });
      const isLines = (response.headers.get("Content-Type") || "").startsWith("application/x-ndjson");
      if (isLines) await follow(response);
      else form.submit(); // refused as a whole: the page says why
    } catch {
      fail("De verbinding is verbroken. Ververs deze pagina om te zien hoe het staat.");
    }
  });
})();
