// A report and its statements, side by side: j and k (or n and p) go from one to the next, a click in the text shows the statement.

import { typing } from "./typing.mjs";

const text = document.querySelector("[data-text]");
const notes = [...document.querySelectorAll(".note")];
const selectorOf = (at) => `[data-at~="${CSS.escape(at)}"]`;
let here = notes.findIndex((note) => note.classList.contains("here"));

function select(index, { scrollText = true } = {}) {
  const note = notes[index];
  if (!note) return;
  here = index;
  for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
  note.classList.add("here");
  const marks = text.querySelectorAll(`mark${selectorOf(note.dataset.at)}`);
  for (const mark of marks) mark.classList.add("here");
  if (scrollText) marks[0]?.scrollIntoView({ block: "center" });
  note.scrollIntoView({ block: "nearest" });
  note.focus({ preventScroll: true });
  const address = new URL(location.href);
  address.searchParams.set("at", note.dataset.at);
  address.hash = "";
  history.replaceState(null, "", address);
}

const inside = (at) => notes.findIndex((note) => note.dataset.at === at.replace(/\.speaker$/, ""));

// Under the pointer: all pieces of the same statement, however others cut across them, and its note.
text.addEventListener("pointerover", (event) => {
  for (const old of document.querySelectorAll(".lit")) old.classList.remove("lit");
  const mark = event.target.closest("mark[data-at]");
  if (!mark) return;
  for (const at of mark.dataset.at.split(" ")) {
    for (const piece of document.querySelectorAll(selectorOf(at))) piece.classList.add("lit");
  }
});

text.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-at]");
  if (!mark || !getSelection().isCollapsed) return;
  // a click again on the same words goes on to the next of the statements that share them
  const found = mark.dataset.at.split(" ").map(inside).filter((index) => index >= 0);
  if (found.length) select(found[(found.indexOf(here) + 1) % found.length], { scrollText: false });
});

for (const note of notes) {
  note.querySelector(".go").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const index = notes.indexOf(note);
    select(index + (link.rel === "next" ? 1 : link.rel === "prev" ? -1 : 0));
  });
}

document.addEventListener("keydown", (event) => {
  if (typing(event)) return;
  if (event.key === "n" || event.key === "j") select(Math.min(here + 1, notes.length - 1));
  else if (event.key === "p" || event.key === "k") select(Math.max(here - 1, 0));
});

// with a form open, the text goes to the claim and the focus stays in the form
if (here >= 0 && !document.querySelector("[data-claim-form]")) select(here);
else if (here >= 0) text.querySelector(`mark${selectorOf(notes[here].dataset.at)}`)?.scrollIntoView({ block: "center" });
