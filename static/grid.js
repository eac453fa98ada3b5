/* The sheet of the gemeentekaart: arrows and Enter go from value to value, Ctrl+S saves. See also unsaved.js. */

(() => {
  const sheet = document.getElementById("sheet");
  if (!sheet) return;

  // Only in the value cells: in a list of choices and in a longer text the arrows have a meaning already.
  const values = Array.from(sheet.querySelectorAll("input.value"));
  const steps = { ArrowUp: -1, ArrowDown: 1, Enter: 1 };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      sheet.requestSubmit();
    }
    if (!(event.key in steps) || !values.includes(event.target)) return;
    event.preventDefault(); // also below the last value: Enter would save a sheet that is not finished
    const next = values[values.indexOf(event.target) + steps[event.key]];
    if (next) {
      next.focus();
      next.select();
    }
  });
})();
