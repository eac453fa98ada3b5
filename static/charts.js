/* Draws the charts from their tables. Chart.js comes only when a chart is near; each is drawn in idle time. */

(() => {
  const OPEN = "open";
  const PRINT_WIDTH = { lying: 360, upright: 640 };
  const drawn = new Map(); // what Chart.js made of a figure
  const waiting = [];
  const dutch = new Intl.NumberFormat("nl-NL");
  const idle = window.requestIdleCallback || ((work) => setTimeout(work, 50));
  let library;

  function load(address) {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    return library;
  }

  // What to draw: the table has reckoned everything already.

  function read(figure) {
    const rows = Array.from(figure.querySelectorAll("tbody tr"), (row) => {
      const cells = Array.from(row.querySelectorAll("[data-least]"));
      return {
        label: row.cells[0].textContent.trim(),
        link: row.querySelector("a"),
        least: cells.map((cell) => Number(cell.dataset.least)),
        words: cells.map((cell) => cell.textContent.trim()),
        open: Number(row.dataset.open),
        end: row.dataset.end,
      };
    });
    const headings = Array.from(figure.querySelectorAll("thead th"), (cell) => cell.textContent.trim());
    const columns = headings.slice(1, 1 + rows[0].least.length);
    const key = figure.querySelector(".chart-key[data-open]");
    return { rows, columns, stacked: figure.classList.contains("chart-stacked"), openKey: key?.parentElement.textContent.trim() };
  }

  function readStyle(figure) {
    const box = getComputedStyle(figure.querySelector(".chart-box"));
    const token = (name) => box.getPropertyValue(`--chart-${name}`).trim();
    return {
      colours: [1, 2, 3, 4, 5, 6].map(token),
      ink: token("ink"), quiet: token("quiet"), line: token("line"), ground: token("ground"),
      upright: token("upright") === "1",
      size: parseFloat(box.fontSize),
      font: `${box.fontSize} ${box.fontFamily}`,
      family: box.fontFamily,
    };
  }

  // Patterns, so that no colour stands alone. Each fits a tile of eight by eight.

  const MARKS = [
    () => {},
    (tile) => { for (const [x, y] of [[2, 2], [6, 6]]) { tile.beginPath(); tile.arc(x, y, 1.2, 0, 7); tile.fill(); } },
    (tile) => slant(tile, 1.6, -1),
    (tile) => { tile.fillRect(0, 3, 8, 1.2); tile.fillRect(3, 0, 1.2, 8); },
    (tile) => { slant(tile, 1, 1); slant(tile, 1, -1); },
    (tile) => tile.fillRect(2, 2, 4, 4),
  ];

  function slant(tile, width, direction) {
    tile.lineWidth = width;
    tile.beginPath();
    for (const shift of [-8, 0, 8]) { tile.moveTo(shift - 1, 4 + 5 * direction); tile.lineTo(shift + 9, 4 - 5 * direction); }
    tile.stroke();
  }

  function tileOf(ground, mark, draw, ratio) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 8 * ratio;
    const tile = canvas.getContext("2d");
    tile.scale(ratio, ratio);
    tile.fillStyle = ground;
    tile.fillRect(0, 0, 8, 8);
    tile.fillStyle = tile.strokeStyle = mark;
    draw(tile);
    const pattern = tile.createPattern(canvas, "repeat");
    pattern.setTransform(new DOMMatrix().scale(1 / ratio));
    return pattern;
  }

  function fill(style, place, ratio) {
    if (place === OPEN) return tileOf(style.ground, style.quiet, (tile) => slant(tile, 1.4, 1), ratio);
    const colours = style.colours.length;
    // After the last colour the patterns move on by one, so that no two are the same.
    const mark = MARKS[(place + Math.floor(place / colours)) % MARKS.length];
    return tileOf(style.colours[place % colours], style.ground, mark, ratio);
  }

  function drawKeys(figure, style, ratio) {
    figure.querySelectorAll(".chart-key").forEach((canvas, place) => {
      canvas.width = canvas.height = 20 * ratio;
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      context.fillStyle = fill(style, canvas.hasAttribute("data-open") ? OPEN : place, ratio);
      context.strokeStyle = canvas.hasAttribute("data-open") ? style.quiet : style.ground;
      context.fillRect(0, 0, 20, 20);
      context.strokeRect(0.5, 0.5, 19, 19);
    });
  }

  // The drawing.

  function dataOf(read, style, ratio) {
    const across = style.upright ? { top: 1 } : { right: 1 };
    const datasets = read.columns.map((label, place) => ({
      label,
      data: read.rows.map((row) => row.least[place]),
      backgroundColor: fill(style, place, ratio),
      borderColor: style.ground,
      borderWidth: across,
    }));
    datasets.push({
      label: read.openKey || "",
      data: read.rows.map((row) => row.open),
      backgroundColor: fill(style, OPEN, ratio),
      borderColor: style.quiet,
      borderWidth: 1,
    });
    return { labels: read.rows.map((row) => row.label), datasets };
  }

  function shorten(context, text, width) {
    if (context.measureText(text).width <= width) return text;
    let end = text.length;
    while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
    return `${text.slice(0, end).trimEnd()}…`;
  }

  /* The name of each lying bar above it, and at the end of each bar how many dwellings. */
  function words(read, style) {
    return {
      id: "words",
      afterDatasetsDraw(chart) {
        const context = chart.ctx;
        context.save();
        context.font = style.font;
        context.fillStyle = style.ink;
        chart.getDatasetMeta(chart.data.datasets.length - 1).data.forEach((bar, place) => {
          const { label, end } = read.rows[place];
          if (style.upright) {
            context.textAlign = "center";
            const lines = wrap(context, end, chart.chartArea.width / read.rows.length);
            lines.reverse().forEach((line, above) => context.fillText(line, bar.x, bar.y - 6 - above * style.size * 1.15));
          } else {
            context.fillText(shorten(context, label, chart.width), 0, bar.y - bar.height / 2 - style.size * 0.4);
            context.fillText(end, bar.x + 6, bar.y + style.size * 0.36);
          }
        });
        context.restore();
      },
    };
  }

  /* Words on as few lines as the width allows. */
  function wrap(context, text, width) {
    return text.split(" ").reduce((lines, word) => {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
      if (lines.length && context.measureText(longer).width > width - 4) return [...lines, word];
      return [...lines.slice(0, -1), longer];
    }, []);
  }

  function scales(read, style, measure) {
    const font = { size: style.size, family: style.family };
    const counts = {
      stacked: true,
      max: Math.max(...read.rows.map((row) => row.open + row.least.reduce((sum, each) => sum + each))),
      display: read.stacked,
      border: { display: false },
      grid: { color: style.line, drawTicks: false },
      ticks: { color: style.quiet, font, maxTicksLimit: 5, precision: 0, includeBounds: false, padding: 6, callback: (value) => dutch.format(value) },
    };
    const names = {
      stacked: true,
      display: style.upright,
      grid: { display: false },
      border: { color: style.quiet },
      ticks: {
        autoSkip: false, maxRotation: 0, color: style.ink, font,
        callback: (_, place) => wrap(measure, read.rows[place].label, measure.room),
      },
    };
    return style.upright ? { x: names, y: counts } : { x: counts, y: names };
  }

  function tooltip(read, style) {
    const font = { size: style.size, family: style.family };
    const wordsOf = (item) => read.rows[item.dataIndex].words[item.datasetIndex];
    const lineOf = (item) => {
      if (read.stacked) return `${item.dataset.label}: ${wordsOf(item) ?? dutch.format(item.raw)}`;
      return `${wordsOf(item)} ${wordsOf(item) === "1" ? "woning" : "woningen"}`;
    };
    return {
      mode: "index", axis: style.upright ? "x" : "y", intersect: false,
      backgroundColor: style.ink, titleColor: style.ground, bodyColor: style.ground, footerColor: style.ground,
      titleFont: font, bodyFont: font, footerFont: font, displayColors: read.stacked,
      filter: (item) => (read.stacked ? item.raw > 0 || ![undefined, "0"].includes(wordsOf(item)) : item.datasetIndex === 0),
      callbacks: { label: lineOf, footer: (items) => (read.stacked && items.length ? `Samen: ${read.rows[items[0].dataIndex].end}` : "") },
    };
  }

  /* The row of the table under the pointer, from the name above the bar to the number at its end. */
  function rowAt(chart, event, read, style) {
    const place = style.upright ? chart.scales.x.getValueForPixel(event.x) : chart.scales.y.getValueForPixel(event.y);
    return read.rows[place];
  }

  function settings(figure, read, style, print) {
    const measure = document.createElement("canvas").getContext("2d");
    measure.font = style.font;
    const longest = Math.max(...read.rows.map((row) => measure.measureText(row.end).width));
    measure.room = ((print ? PRINT_WIDTH.upright : figure.querySelector(".chart-box").clientWidth) - 48) / read.rows.length;
    return {
      indexAxis: style.upright ? "x" : "y",
      animation: false,
      responsive: !print,
      maintainAspectRatio: false,
      devicePixelRatio: print ? 2 : undefined,
      layout: { padding: style.upright ? { top: style.size * 2.8 } : { top: 4, right: longest + 8 } },
      datasets: { bar: style.upright ? { maxBarThickness: 64, categoryPercentage: 0.8, barPercentage: 0.85 } : { barThickness: style.size * 1.2 } },
      interaction: { mode: "index", axis: style.upright ? "x" : "y", intersect: false },
      scales: scales(read, style, measure),
      plugins: { legend: { display: false }, tooltip: tooltip(read, style) },
      onClick: (event, _, chart) => rowAt(chart, event, read, style)?.link?.click(),
      onHover: (event, _, chart) => { chart.canvas.style.cursor = rowAt(chart, event, read, style)?.link ? "pointer" : ""; },
      onResize: () => { if (drawn.has(figure) && readStyle(figure).upright !== style.upright) enqueue(figure); },
    };
  }

  function draw(figure, print = false) {
    drawn.get(figure)?.destroy();
    figure.classList.toggle("chart-print", print);
    const ratio = print ? 2 : Math.ceil(window.devicePixelRatio || 1);
    const table = read(figure);
    const style = readStyle(figure);
    const way = style.upright ? "upright" : "lying";
    const canvas = figure.querySelector(".chart-box canvas");
    if (print) {
      canvas.height = figure.querySelector(".chart-box").clientHeight || 240;
      canvas.width = PRINT_WIDTH[way];
    }
    drawKeys(figure, style, ratio);
    const options = settings(figure, table, style, print);
    const data = dataOf(table, style, ratio);
    drawn.set(figure, new window.Chart(canvas, { type: "bar", data, options, plugins: [words(table, style)] }));
    figure.dataset.drawn = way;
  }

  // When to draw: near the window, one by one, and again when what it shows or how it looks has changed.

  function work() {
    const figure = waiting.shift();
    if (waiting.length) idle(work); // first: a figure that cannot be drawn does not hold up the others
    if (figure?.isConnected) draw(figure);
  }

  function enqueue(figure) {
    if (waiting.includes(figure)) return;
    waiting.push(figure);
    if (waiting.length === 1) idle(work);
  }

  function fail(figure) {
    figure.classList.add("chart-failed");
    figure.querySelector("details").open = true;
  }

  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      load(target.dataset.library).then(() => enqueue(target), () => fail(target));
    }
  }, { rootMargin: "200px 0px" });

  function start() {
    near.disconnect();
    for (const chart of drawn.values()) chart.destroy();
    drawn.clear();
    waiting.length = 0;
    document.querySelectorAll(".chart[data-library]").forEach((figure) => near.observe(figure));
  }

  function print() {
    if (!window.Chart) return; // never near: the tables are printed
    document.querySelectorAll(".chart[data-library]").forEach((figure) => draw(figure, true));
  }

  function endPrint() {
    document.querySelectorAll(".chart-print").forEach((figure) => draw(figure));
  }

  document.addEventListener("wonen:content", start);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const figure of drawn.keys()) enqueue(figure);
  });
  window.addEventListener("beforeprint", print);
  window.addEventListener("afterprint", endPrint);
  start();
})();
