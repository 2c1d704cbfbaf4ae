// The ground of the map: countries, and the first-order regions of the country in view, drawn on tiles out of the basemap's files.

const WORLD = 256; // pixels of the whole world at zoom 0
const TILE = 512;
const FINE_FROM = 4; // zoom from which the finer outlines are drawn
const REGIONS_FROM = 5;

/** Mercator: degrees to a square of 1 by 1. */
export const project = (lon, lat) => {
  const s = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)];
};

/** A line of the basemap's files (differences of whole numbers) as projected points, with the box they fill. */
function line(deltas, scale) {
  const points = new Float64Array(deltas.length);
  let x = 0, y = 0;
  let west = 1, north = 1, east = 0, south = 0;
  for (let i = 0; i < deltas.length; i += 2) {
    x += deltas[i];
    y += deltas[i + 1];
    const [px, py] = project(x / scale, y / scale);
    points[i] = px;
    points[i + 1] = py;
    west = Math.min(west, px);
    east = Math.max(east, px);
    north = Math.min(north, py);
    south = Math.max(south, py);
  }
  return { points, west, north, east, south };
}

const touches = (box, west, north, east, south) => box.west <= east && box.east >= west && box.north <= south && box.south >= north;

/** Is a projected point inside a ring? */
function inside(ring, x, y) {
  if (!touches(ring, x, y, x, y)) return false;
  const p = ring.points;
  let odd = false;
  for (let i = 0, j = p.length - 2; i < p.length; j = i, i += 2) {
    if (p[i + 1] > y !== p[j + 1] > y && x < p[i] + ((p[j] - p[i]) * (y - p[i + 1])) / (p[j + 1] - p[i + 1])) odd = !odd;
  }
  return odd;
}

function nameOf(country, names) {
  try {
    const code = country.a3 === "XKX" ? "XK" : new Intl.Locale(`und-${country.id}`).region;
    return names.of(code) ?? country.name;
  } catch {
    return country.name; // a territory without a code
  }
}

async function read(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/** Loads outlines as they are needed, and tells when there is something new to draw. */
export class Atlas {
  constructor(base, version, lang, changed) {
    Object.assign(this, { base, version, changed, worlds: {}, regions: new Map() });
    this.names = new Intl.DisplayNames([lang], { type: "region" });
  }

  /** The outlines for a zoom, or the others until they are there. */
  world(zoom) {
    const name = zoom >= FINE_FROM ? "50m" : "110m";
    if (!(name in this.worlds)) {
      this.worlds[name] = null;
      this.#load(name).catch(() => {}); // without its ground the map still shows the incidents
    }
    return this.worlds[name] ?? this.worlds["110m"] ?? this.worlds["50m"] ?? [];
  }

  async #load(name) {
    const found = await read(`${this.base}world-${name}.json?v=${this.version}`);
    this.worlds[name] = found.countries.map((country) => ({
      a3: country.a3,
      name: nameOf(country, this.names),
      at: project(country.at[0] / found.scale, country.at[1] / found.scale),
      size: country.size,
      rings: country.rings.map((ring) => line(ring, found.scale)),
    }));
    this.changed();
  }

  /** Brings the regions of the country at a projected point. */
  async look(zoom, x, y) {
    if (zoom < REGIONS_FROM) return;
    const country = this.world(zoom).find((one) => one.rings.some((ring) => inside(ring, x, y)));
    if (!country?.a3 || this.regions.has(country.a3)) return;
    this.regions.set(country.a3, null);
    try {
      const found = await read(`${this.base}regions/${country.a3}.json?v=${this.version}`);
      this.regions.set(country.a3, {
        lines: found.lines.map((one) => line(one, found.scale)),
        names: found.names.map(([name, x, y]) => ({ name, at: project(x / found.scale, y / found.scale) })),
      });
      this.changed();
    } catch {
      // a country without regions
    }
  }

  get known() {
    return [...this.regions.values()].filter(Boolean);
  }
}

/** A Leaflet layer of tiles that draws an atlas in the colours of the page. */
export function ground(L, atlas) {
  const Ground = L.GridLayer.extend({
    createTile(coords) {
      const tile = document.createElement("canvas");
      const dense = window.devicePixelRatio || 1;
      tile.width = tile.height = TILE * dense;
      const context = tile.getContext("2d");
      context.scale(dense, dense);
      draw(context, atlas, coords, colours());
      return tile;
    },
  });
  return new Ground({ tileSize: TILE, noWrap: true, keepBuffer: 1, updateWhenZooming: false });
}

export function colours() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(["sea", "land", "shore", "border", "soft", "sheet"].map((name) => [name, style.getPropertyValue(`--${name}`)]));
}

function draw(context, atlas, coords, colour) {
  const world = WORLD * 2 ** coords.z;
  const left = (coords.x * TILE) / world, top = (coords.y * TILE) / world, size = TILE / world;
  const margin = 4 / world;
  const window_ = [left - margin, top - margin, left + size + margin, top + size + margin];
  const trace = ({ points }) => {
    let lastX = NaN, lastY = NaN;
    for (let i = 0; i < points.length; i += 2) {
      const x = (points[i] - left) * world, y = (points[i + 1] - top) * world;
      if (i === 0) context.moveTo(x, y);
      else if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.6 && i < points.length - 2) continue;
      else context.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
  };
  context.lineJoin = "round";
  context.beginPath();
  for (const country of atlas.world(coords.z)) for (const ring of country.rings) if (touches(ring, ...window_)) trace(ring);
  context.fillStyle = colour.land;
  context.fill("evenodd");
  context.strokeStyle = colour.shore;
  context.lineWidth = 1;
  context.stroke();
  if (coords.z < REGIONS_FROM) return;
  context.beginPath();
  for (const regions of atlas.known) for (const one of regions.lines) if (touches(one, ...window_)) trace(one);
  context.strokeStyle = colour.border;
  context.setLineDash([5, 3]);
  context.stroke();
}

/** Names of countries and regions, on one sheet over the ground that is drawn anew when the map rests. */
export function labels(L, atlas) {
  const Labels = L.Layer.extend({
    onAdd(map) {
      this.sheet = L.DomUtil.create("canvas", "map-names", map.getPane("overlayPane"));
      this.sheet.setAttribute("aria-hidden", "true");
      map.on("zoomstart", this.hide, this).on("moveend resize", this.draw, this);
      this.draw();
    },
    hide() {
      this.sheet.hidden = true;
    },
    draw() {
      const map = this._map, { x: width, y: height } = map.getSize(), dense = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this.sheet, map.containerPointToLayerPoint([0, 0]));
      Object.assign(this.sheet, { width: width * dense, height: height * dense, hidden: false });
      Object.assign(this.sheet.style, { width: `${width}px`, height: `${height}px` });
      const context = this.sheet.getContext("2d");
      context.scale(dense, dense);
      const zoom = map.getZoom(), world = WORLD * 2 ** zoom, origin = map.getPixelBounds().min;
      const taken = [], colour = colours(), family = getComputedStyle(document.body).fontFamily;
      Object.assign(context, { textAlign: "center", textBaseline: "middle", fillStyle: colour.soft, strokeStyle: colour.land, lineWidth: 3, lineJoin: "round" });
      const put = (name, [wx, wy], font) => {
        const x = wx * world - origin.x, y = wy * world - origin.y;
        if (x < 0 || y < 0 || x > width || y > height) return;
        context.font = font;
        const half = context.measureText(name).width / 2 + 6;
        if (taken.some(([a, b, c]) => Math.abs(a - x) < half + c && Math.abs(b - y) < 18)) return;
        taken.push([x, y, half]);
        context.strokeText(name, x, y);
        context.fillText(name, x, y);
      };
      const countries = atlas.world(zoom).filter((one) => Math.sqrt(one.size) * 2 ** zoom > 55);
      for (const one of countries.sort((a, b) => b.size - a.size)) put(one.name, one.at, `600 12px ${family}`);
      if (zoom >= REGIONS_FROM + 1) for (const regions of atlas.known) for (const one of regions.names) put(one.name, one.at, `12px ${family}`);
    },
  });
  return new Labels();
}
