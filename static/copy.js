// Copies the text of a field to the clipboard; without a script, or where that is not allowed, there is no button.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const said = document.getElementById(button.getAttribute("aria-describedby"));
  if (!field || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = "Gekopieerd.";
    } catch {
      said.textContent = "Kopiëren lukte niet. De tekst is gekozen: druk op Ctrl+C.";
    }
  });
}
