// A stretch of time, chosen on the bars: by two sliders, or by dragging over the bars. The map follows at once, the page when the
// hand is off.

const PATIENCE = 400; // milliseconds

/** Makes the bars of a page choosable. `moved(since, until)` hears of every move, `chosen(since, until)` of the last. */
export function brush(root, { since, until, moved, chosen }) {
  const holder = root.querySelector("[data-brush]");
  const buckets = [...root.querySelectorAll("[data-buckets] tr")].map((row) => row.dataset);
  if (!holder || !buckets.length) return;
  const [from, to] = holder.querySelectorAll("input");
  const said = holder.querySelector("output");
  const bars = [...root.querySelectorAll("svg.drawn .bucket")];
  const last = buckets.length - 1;
  const indexOf = (day, end) => {
    const found = end === "since" ? buckets.findIndex((b) => b.until >= day) : buckets.findLastIndex((b) => b.since <= day);
    return found < 0 ? (end === "since" ? last : 0) : found;
  };
  from.value = since ? indexOf(since, "since") : 0;
  to.value = until ? indexOf(until, "until") : last;
  holder.hidden = false;

  const stretch = () => {
    const [a, b] = [Number(from.value), Number(to.value)].sort((x, y) => x - y);
    return [a, b];
  };
  const days = ([a, b]) => (a === 0 && b === last ? ["", ""] : [buckets[a].since, buckets[b].until]);
  const show = () => {
    const [a, b] = stretch();
    for (const [n, bar] of bars.entries()) bar.classList.toggle("out", n % buckets.length < a || n % buckets.length > b);
    said.textContent = `${buckets[a].since} – ${buckets[b].until}`;
    for (const [input, n] of [[from, from.value], [to, to.value]]) input.setAttribute("aria-valuetext", `${buckets[n].since} – ${buckets[n].until}`);
  };
  const move = () => {
    show();
    moved(...days(stretch()));
  };
  show();
  let rest = 0; // keys come one by one: the page is asked when they rest
  for (const input of [from, to]) {
    input.addEventListener("input", move);
    input.addEventListener("change", () => {
      clearTimeout(rest);
      rest = setTimeout(() => chosen(...days(stretch())), PATIENCE);
    });
  }

  const plot = root.querySelector("[data-bars]");
  const at = (event) => {
    const box = plot.getBoundingClientRect();
    return Math.max(0, Math.min(last, Math.floor(((event.clientX - box.left) / box.width) * buckets.length)));
  };
  let start = null;
  plot.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    start = at(event);
    plot.setPointerCapture(event.pointerId);
  });
  plot.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const here = at(event);
    from.value = Math.min(start, here);
    to.value = Math.max(start, here);
    move();
  });
  plot.addEventListener("pointerup", (event) => {
    if (start === null) return;
    from.value = Math.min(start, at(event));
    to.value = Math.max(start, at(event));
    start = null;
    move();
    chosen(...days(stretch()));
  });
  plot.addEventListener("pointercancel", () => (start = null));
  plot.addEventListener("dragstart", (event) => event.preventDefault()); // the bars are links
  plot.addEventListener("click", (event) => event.preventDefault());
}
