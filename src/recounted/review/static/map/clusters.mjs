// The incidents on the map: circles that stand for those near each other, with their sums. A place that is known only to an area
// is shown as one: a dashed circle with its radius to scale, never a pin.

import { project } from "./ground.mjs";

const CELL = 64; // pixels within which incidents are one circle
const ALONE_FROM = 9; // pixels of radius from which an area is drawn

/** The columns that the server gives, ready to be filtered and put on a map. */
export class Points {
  constructor(columns) {
    const n = columns.lat.length;
    Object.assign(this, columns, { n, x: new Float64Array(n), y: new Float64Array(n), shown: new Uint8Array(n).fill(1) });
    for (let i = 0; i < n; i++) [this.x[i], this.y[i]] = project(this.lon[i] / this.scale, this.lat[i] / this.scale);
    this.origin = columns.since ? Date.parse(columns.since) / 864e5 : 0;
  }

  /** Shows those whose days touch a stretch, as the server's filters do; an empty end is open. */
  between(since, until) {
    const from = since ? Date.parse(since) / 864e5 - this.origin : -Infinity;
    const to = until ? Date.parse(until) / 864e5 - this.origin : Infinity;
    const any = !since && !until;
    for (let i = 0; i < this.n; i++) {
      const first = this.first[i];
      this.shown[i] = any || (first >= 0 && first + this.days[i] >= from && first <= to) ? 1 : 0;
    }
  }

  /** The box around all that is shown: [[south, west], [north, east]]; null if nothing is. */
  box() {
    let box = null;
    for (let i = 0; i < this.n; i++) if (this.shown[i]) box = widened(box, this.lat[i] / this.scale, this.lon[i] / this.scale);
    return box;
  }
}

function widened(box, lat, lon) {
  if (!box) return [[lat, lon], [lat, lon]];
  const [[south, west], [north, east]] = box;
  return [[Math.min(south, lat), Math.min(west, lon)], [Math.max(north, lat), Math.max(east, lon)]];
}

/** Groups what is in a window of the projected world, a cell of a grid each; circles that would lie on each other become one. */
export function cluster(points, [west, north, east, south], world, sizeOf) {
  const cells = new Map();
  const { x, y, shown, low, high, radius, precision, lat, lon, scale } = points;
  for (let i = 0; i < points.n; i++) {
    if (!shown[i] || x[i] < west || x[i] > east || y[i] < north || y[i] > south) continue;
    const key = Math.floor((y[i] * world) / CELL) * 1e6 + Math.floor((x[i] * world) / CELL);
    let one = cells.get(key);
    if (!one) cells.set(key, (one = { n: 0, x: 0, y: 0, low: 0, high: 0, areas: 0, radius: 0, box: null }));
    one.n++;
    one.x += x[i];
    one.y += y[i];
    one.low += low[i];
    one.high += high[i];
    if (precision[i] !== 1) one.areas++;
    one.box = widened(one.box, lat[i] / scale, lon[i] / scale);
    one.radius = Math.max(one.radius, radius[i]);
  }
  const found = [];
  for (const one of [...cells.values()].sort((a, b) => b.n - a.n)) {
    one.x /= one.n;
    one.y /= one.n;
    const near = found.find((other) => Math.hypot(other.x - one.x, other.y - one.y) * world < (sizeOf(other) + sizeOf(one)) / 2);
    if (near) join(near, one);
    else found.push(one);
  }
  return found;
}

function join(into, one) {
  const n = into.n + one.n;
  into.x = (into.x * into.n + one.x * one.n) / n;
  into.y = (into.y * into.n + one.y * one.n) / n;
  into.n = n;
  into.low += one.low;
  into.high += one.high;
  into.areas += one.areas;
  into.radius = Math.max(into.radius, one.radius);
  into.box = widened(widened(into.box, ...one.box[0]), ...one.box[1]);
}

/** Are all of a cluster at one and the same place? */
export const isSpot = ({ box: [[south, west], [north, east]] }) => north - south < 0.001 && east - west < 0.001;

/** A Leaflet layer of circles. `words` puts a cluster in words, `opened` hears of the one that is chosen. */
export function circles(L, { words, opened }) {
  const renderer = L.canvas({ padding: 0.2 });
  const Circles = L.Layer.extend({
    points: null,
    measure: "incidents",
    onAdd(map) {
      this.group = L.layerGroup().addTo(map);
      map.on("moveend", this.draw, this);
    },
    show(points) {
      this.points = points;
      this.draw();
    },
    sizeOf(one) {
      const value = this.measure === "killed" ? one.high : one.n;
      return 24 + Math.min(34, 3.6 * Math.log2(Math.max(1, value)));
    },
    draw() {
      if (!this.points || !this._map) return;
      const map = this._map, world = 256 * 2 ** map.getZoom(), bounds = map.getPixelBounds();
      const window_ = [bounds.min.x - CELL, bounds.min.y - CELL, bounds.max.x + CELL, bounds.max.y + CELL].map((v) => v / world);
      const focused = document.activeElement?.dataset?.at;
      this.group.clearLayers();
      for (const one of cluster(this.points, window_, world, (c) => this.sizeOf(c))) this.put(one, world);
      const again = focused && (map.getContainer().querySelector(`[data-at="${CSS.escape(focused)}"]`) ?? map.getContainer());
      if (again) again.focus({ preventScroll: true }); // the circle that had the focus may be several now
    },
    put(one, world) {
      const map = this._map, at = map.unproject([one.x * world, one.y * world], map.getZoom());
      const metres = one.radius * 1000, alone = isSpot(one);
      const pixels = alone && metres ? (metres / (40075016.686 * Math.cos((at.lat * Math.PI) / 180))) * world : 0;
      if (pixels > ALONE_FROM) this.group.addLayer(L.circle(at, { radius: metres, renderer, className: "known", ...this.stroke(), interactive: false }));
      const size = this.sizeOf(one), says = words(one, this.measure), shown = L.DomUtil.create("span");
      shown.textContent = says.short;
      const kind = `dot${one.areas > one.n / 2 ? " area" : ""}${alone ? " alone" : ""}`;
      const marker = L.marker(at, { icon: L.divIcon({ className: kind, html: shown, iconSize: [size, size] }), title: says.long, riseOnHover: true });
      marker.on("click", () => opened(one));
      this.group.addLayer(marker);
      const element = marker.getElement();
      element.setAttribute("aria-label", says.long);
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        opened(one);
      });
      element.dataset.n = one.n;
      element.dataset.at = `${one.x.toFixed(6)},${one.y.toFixed(6)}`;
    },
    stroke() {
      const colour = getComputedStyle(document.documentElement).getPropertyValue("--toll");
      return { color: colour, weight: 1.5, dashArray: "5 4", fillColor: colour, fillOpacity: 0.1 };
    },
  });
  return new Circles();
}
