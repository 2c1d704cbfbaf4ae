// Map and time: the incidents of a view on the map, its stretch of time on the bars. What is chosen on either goes into the form of
// filters, so that address, sums, list and export follow.

import { brush } from "./brush.mjs";
import { Points, circles, isSpot } from "./clusters.mjs";
import { Atlas, ground, labels } from "./ground.mjs";

const L = window.L;
const stage = document.getElementById("stage"), element = document.getElementById("map"), near = document.getElementById("near");
const form = document.querySelector("form.filters");
const lang = document.documentElement.lang;
const number = new Intl.NumberFormat(lang), compact = new Intl.NumberFormat(lang, { notation: "compact" });
const results = () => document.getElementById("results");
const say = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const range = (low, high, format = number) => (low === high ? format.format(high) : `${format.format(low)}–${format.format(high)}`);

stage.hidden = false;
L.Browser.any3d = L.Browser.any3d && !matchMedia("(prefers-reduced-motion: reduce)").matches;
const map = L.map(element, {
  attributionControl: false, zoomControl: false, minZoom: 1, maxZoom: 10, zoomSnap: 0.5, maxBounds: [[-86, -200], [86, 200]], center: [20, 15], zoom: 2,
  fadeAnimation: false,
});
L.control.zoom({ zoomInTitle: element.dataset.in, zoomOutTitle: element.dataset.out }).addTo(map);
L.control.scale({ imperial: false }).addTo(map);

const atlas = new Atlas(element.dataset.ground, element.dataset.version, lang, () => {
  base.redraw();
  names.draw();
  element.dataset.ground_drawn = "";
});
const base = ground(L, atlas).addTo(map);
const names = labels(L, atlas).addTo(map);
const dots = circles(L, { words, opened }).addTo(map);
map.on("moveend", look);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => (base.redraw(), names.draw(), dots.draw()));

function look() {
  const world = 256 * 2 ** map.getZoom(), middle = map.project(map.getCenter(), map.getZoom());
  atlas.look(map.getZoom(), middle.x / world, middle.y / world);
}

function words(one, measure) {
  const says = [say(element.dataset.incidents, { n: number.format(one.n) })];
  if (one.high) says.push(say(element.dataset.killed, { range: range(one.low, one.high) }));
  if (isSpot(one) && one.radius) says.push(say(element.dataset.around, { km: number.format(one.radius) }));
  else if (one.areas) says.push(say(element.dataset.area, { n: number.format(one.areas) }));
  const short = measure === "killed" ? range(one.low, one.high, compact) : compact.format(one.n);
  return { short, long: says.join("; ") };
}

/** A circle was chosen: its incidents are listed, and the map goes closer where they lie apart. */
function opened(one) {
  const edge = 0.0001, [[south, west], [north, east]] = one.box;
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  asked.set("area", [south - edge, west - edge, north + edge, east + edge].map((degrees) => degrees.toFixed(5)).join(","));
  near.hidden = false;
  window.htmx.ajax("GET", `/map/near?${asked}`, { target: "#near", swap: "innerHTML" });
  if (!isSpot(one)) map.flyToBounds(one.box, { maxZoom: map.getZoom() + 3, padding: [60, 60], duration: 0.4 });
}

/** Sets fields of the form and asks for the page anew. */
function choose(values) {
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

// ------------------------------------------------------------------------------------------------------------------ the view

let loaded = null, points = null, frame = null, fitted = null, focused = "";

function showArea() {
  frame?.remove();
  frame = null;
  const edges = results().dataset.area.split(",").map(Number);
  if (edges.length !== 4) return;
  const [south, west, north, east] = edges;
  frame = L.rectangle([[south, west], [north, east < west ? east + 360 : east]], { className: "area-frame", weight: 2, fill: false, interactive: false, color: getComputedStyle(element).getPropertyValue("--accent") }).addTo(map);
}

async function follow() {
  const { points: address, since, until, area } = results().dataset;
  brush(results(), {
    since, until,
    moved: (a, b) => (points?.between(a, b), dots.draw()),
    chosen: (a, b) => choose({ since: a, until: b }),
  });
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  focused = "";
  showArea();
  if (address !== loaded) {
    loaded = address;
    const response = await fetch(address);
    if (!response.ok || loaded !== address) return;
    points = new Points(await response.json());
  }
  points.between(since, until);
  dots.show(points);
  const box = frame?.getBounds() ?? points.box();
  if (box && fitted !== `${area}`) map.fitBounds(box, { maxZoom: 7, padding: [30, 30], animate: false });
  fitted = `${area}`;
  look();
  element.dataset.drawn = points.n;
}

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "results") focused = document.activeElement?.id ?? ""; // the slider that was moved is made anew
});
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id !== "results") return;
  near.hidden = true; // it was of the view before
  follow();
});
new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(element);
follow();

// ------------------------------------------------------------------------------------------------------------------ choosing

const rounded = (bounds) => {
  const edge = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(3);
  return [edge(bounds.getSouth(), 90), edge(bounds.getWest(), 180), edge(bounds.getNorth(), 90), edge(bounds.getEast(), 180)].join(",");
};
const button = (name) => stage.querySelector(`[data-does=${name}]`);
button("shown").addEventListener("click", () => choose({ area: rounded(map.getBounds()) }));
button("everywhere").addEventListener("click", () => choose({ area: "" }));
stage.querySelector("#measure").addEventListener("change", (event) => {
  event.stopPropagation();
  dots.measure = event.target.value;
  dots.draw();
});

let sheet = null;
const draw = button("draw");
draw.addEventListener("click", () => (sheet ? stop() : start()));
element.addEventListener("keydown", (event) => event.key === "Escape" && stop());

function stop() {
  sheet?.remove();
  sheet = null;
  draw.setAttribute("aria-pressed", "false");
}

/** Lays a sheet over the map on which a rectangle is drawn. */
function start() {
  draw.setAttribute("aria-pressed", "true");
  sheet = L.DomUtil.create("div", "drawing-sheet", element);
  L.DomUtil.create("p", "", sheet).textContent = element.dataset.drawing;
  L.DomEvent.disableClickPropagation(sheet);
  element.focus({ preventScroll: true });
  let from = null, box = null;
  const place = (event) => {
    const edge = element.getBoundingClientRect();
    return L.point(event.clientX - edge.left - element.clientLeft, event.clientY - edge.top - element.clientTop);
  };
  sheet.addEventListener("pointerdown", (event) => {
    sheet.setPointerCapture(event.pointerId);
    from = place(event);
    box = L.DomUtil.create("div", "drawn-area", sheet);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = place(event), left = Math.min(from.x, to.x), top = Math.min(from.y, to.y);
    Object.assign(box.style, { left: `${left}px`, top: `${top}px`, width: `${Math.abs(from.x - to.x)}px`, height: `${Math.abs(from.y - to.y)}px` });
  });
  sheet.addEventListener("pointerup", (event) => {
    const to = place(event);
    const area = L.latLngBounds(map.containerPointToLatLng(from), map.containerPointToLatLng(to));
    const small = from.distanceTo(to) < 8;
    stop();
    if (!small) choose({ area: rounded(area) });
  });
}
