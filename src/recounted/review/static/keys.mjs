// The keyboard on every page: search, lines of a list, the sheet of keys. Pages work without it.

import { typing } from "./typing.mjs";

const sheet = document.getElementById("keys");
const opener = document.querySelector("[data-opens=keys]");
opener.hidden = false;
opener.addEventListener("click", () => sheet.showModal());

const lines = () => [...document.querySelectorAll("[data-lines] tbody a[href]:first-of-type")].filter((a) => a.closest("th"));

function step(by) {
  const all = lines();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (typing(event)) return;
  const act = {
    "/": () => document.querySelector("[data-search]")?.focus(),
    "?": () => sheet.showModal(),
    j: () => step(1),
    k: () => step(-1),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
