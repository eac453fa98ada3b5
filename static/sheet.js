/* The sheet of projects: Enter and arrows go up and down, Esc puts a cell back, and a block that is pasted from
   a spreadsheet fills the cells to the right and below. What was typed is kept by unsaved.js. */

(() => {
  const form = document.getElementById("project-sheet");
  if (!form) return;

  const rows = [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input[data-column]")]);
  const status = document.getElementById("sheet-status");

  function place(input) {
    const row = rows.findIndex((cells) => cells.includes(input));
    return row < 0 ? null : { row, column: rows[row].indexOf(input) };
  }

  function go(row, column) {
    const next = rows[row] && rows[row][column];
    if (next) { next.focus(); next.select(); }
  }

  function changed(input) {
    input.classList.toggle("sheet-changed", input.value !== input.defaultValue);
  }

  form.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    const at = place(event.target);
    if (!at || event.isComposing) return;
    // In a cell with a list of choices the arrows choose.
    const arrows = event.target.hasAttribute("list") ? {} : { ArrowUp: -1, ArrowDown: 1 };
    const steps = { Enter: event.shiftKey ? -1 : 1, ...arrows };
    if (event.key in steps) {
      event.preventDefault(); // also in the last row: Enter would save a sheet that is not finished
      go(at.row + steps[event.key], at.column);
    } else if (event.key === "Escape") {
      event.target.value = event.target.defaultValue;
      event.target.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  form.addEventListener("input", (event) => { if (place(event.target)) changed(event.target); });

  form.addEventListener("paste", (event) => {
    const at = place(event.target);
    const text = (event.clipboardData || { getData: () => "" }).getData("text/plain").replace(/\r?\n$/, "");
    if (!at || !/[\t\n]/.test(text)) return; // one cell is pasted as always
    event.preventDefault();
    let filled = 0;
    let outside = 0;
    text.split(/\r?\n/).forEach((line, down) => line.split("\t").forEach((value, right) => {
      const cell = rows[at.row + down] && rows[at.row + down][at.column + right];
      if (!cell) { outside += 1; return; }
      cell.value = value.trim();
      changed(cell);
      filled += 1;
    }));
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
    status.textContent = `${filled} cellen geplakt.` + (outside ? ` ${outside} cellen vielen buiten het blad en zijn niet geplakt.` : "");
  });
})();
