// On an incident's page: from statement to statement of the matrix, decided with single keys; and news of what others change.

import { typing } from "./typing.mjs";

const said = () => [...document.querySelectorAll("[data-claims] .said > a")];
const form = document.getElementById("judge");

function step(by) {
  const all = said();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function judge(verdict) {
  const claim = document.activeElement?.dataset?.claim;
  if (!claim || !form) return false;
  if (verdict === "correct") {
    const [short, ...at] = claim.split(".");
    location.assign(`/reports/${encodeURIComponent(short)}?at=${encodeURIComponent(at.join("."))}&form=correct#form`);
  } else {
    form.action = `/claims/${encodeURIComponent(claim)}`;
    form.elements.verdict.value = verdict;
    form.requestSubmit();
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!document.querySelector("[data-claims]") || typing(event)) return;
  const act = {
    j: () => step(1) ?? true,
    k: () => step(-1) ?? true,
    a: () => judge("accept"),
    r: () => judge("reject"),
    c: () => judge("correct"),
  }[event.key];
  if (act?.()) event.preventDefault();
});
