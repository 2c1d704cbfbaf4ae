// The keyboard on every page: search, lines of a list, whatever the page marks with data-key, the sheet of keys. Pages work without it.

import { keysAreOn, setKeys, typing } from "./typing.mjs";

const sheet = document.getElementById("keys");
const opener = document.querySelector("[data-opens=keys]");
opener.hidden = false;
opener.addEventListener("click", () => sheet.showModal());

const asked = sheet.querySelector("[data-single-keys]");
if (asked) {
  asked.checked = keysAreOn();
  asked.addEventListener("change", () => setKeys(asked.checked));
}

const lines = () => [...document.querySelectorAll("[data-lines] tbody a[href]:first-of-type")].filter((a) => a.closest("th"));

function step(by) {
  const all = lines();
  if (!all.length) return false;
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

// What the page offers under a key: of the chosen statement first, then of the page. A disclosure opens and takes the focus.
function offered(key) {
  const mark = `[data-key="${CSS.escape(key)}"]`;
  const found = document.querySelector(`.here ${mark}`) ?? [...document.querySelectorAll(mark)].find((e) => !e.closest(".note, [hidden]"));
  if (!found) return false;
  found.click();
  if (found.localName === "summary") {
    found.scrollIntoView({ block: "nearest" });
    found.parentElement.querySelector("select, input:not([type=hidden])")?.focus();
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (typing(event) || event.defaultPrevented) return;
  const act = {
    "/": () => document.querySelector("[data-search]")?.focus() ?? true,
    "?": () => sheet.showModal() ?? true,
    j: () => step(1),
    k: () => step(-1),
  }[event.key];
  if (act ? act() || offered(event.key) : event.key.length === 1 && offered(event.key)) event.preventDefault();
});
