/* The sheet of projects: Enter and arrows go up and down, Esc puts a cell back, and a block that is pasted from
   a spreadsheet fills the cells to the right and below. What was typed is kept by unsaved.js. */

(() => {
  const form = document.getElementById("project-sheet");
  if (!form) return;

  const rows = [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input[data-column]")]);
  const status = document.getElementById("sheet-status");

  // A spreadsheet writes a cell of several lines in quotes; a quote elsewhere is one that somebody typed. With a tab
  // and the end of a line between two quotes, it is two typed ones, in cells of their own.
  const quoted = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)/y;
  const bare = /[^\t\r\n]*/y;

  function cellAt(text, start, takesQuotes) {
    quoted.lastIndex = bare.lastIndex = start;
    const found = takesQuotes ? quoted.exec(text) : null;
    const breaks = found ? /[\r\n]/.test(found[1]) : false;
    if (!found || breaks === found[1].includes("\t")) {
      const [value] = bare.exec(text);
      return { value, end: start + value.length, isJoined: false };
    }
    const lines = found[1].replaceAll('""', '"').split(/[\t\r\n]+/).map((line) => line.trim()).filter(Boolean);
    return { value: lines.join(", "), end: start + found[0].length, isJoined: true };
  }

  // Every row of a block has as many cells: where only the text without quotes is one, no quote holds a cell together.
  function rowsOf(text) {
    const joined = split(text, true);
    const apart = split(text, false);
    return !isEven(joined) && isEven(apart) ? apart : joined;
  }

  function isEven(block) {
    return block.every((line) => line.length === block[0].length);
  }

  function split(text, takesQuotes) {
    const found = [[]];
    for (let start = 0; ; start += 1) {
      const cell = cellAt(text, start, takesQuotes);
      found.at(-1).push(cell);
      if (cell.end >= text.length) return found;
      start = text.startsWith("\r\n", cell.end) ? cell.end + 1 : cell.end;
      if (text[start] !== "\t") found.push([]);
    }
  }

  function place(input) {
    const row = rows.findIndex((cells) => cells.includes(input));
    return row < 0 ? null : { row, column: rows[row].indexOf(input) };
  }

  function go(row, column) {
    const next = rows[row] && rows[row][column];
    if (next) { next.focus(); next.select(); }
  }

  function cells(count) {
    return `${count} ${count === 1 ? "cel" : "cellen"}`;
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
    let joined = 0;
    rowsOf(text).forEach((line, down) => line.forEach(({ value, isJoined }, right) => {
      const cell = rows[at.row + down] && rows[at.row + down][at.column + right];
      if (!cell) { outside += 1; return; }
      cell.value = value.trim();
      changed(cell);
      filled += 1;
      joined += isJoined;
    }));
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
    const one = outside === 1;
    const told = joined === 1 ? " Eén cel had meer regels; die staan nu" : ` ${joined} cellen hadden meer regels; die staan nu`;
    status.textContent = `${cells(filled)} geplakt.`
      + (joined ? `${told} achter elkaar. Kijk na of dat klopt.` : "")
      + (outside ? ` ${cells(outside)} ${one ? "viel" : "vielen"} buiten het blad en ${one ? "is" : "zijn"} niet geplakt.` : "");
  });
})();
