// Words marked in a report's text become the words of a claim, or of its speaker. Places are counted in code points of the stored
// text, as the server counts them: not in the UTF-16 units of the browser, and a sign that is shown by its name counts as one.

const text = document.querySelector("[data-text]");
const form = document.querySelector("[data-claim-form]");
const told = document.querySelector("[data-marked]");
const points = (string) => [...string].length;

// How many code points of its line stand before a place in the page.
function inLine(line, node, offset) {
  let count = 0;
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const at = node.nodeType === Node.TEXT_NODE ? node : (node.childNodes[offset] ?? null);
  const end = node.nodeType === Node.TEXT_NODE ? offset : 0;
  for (let here = walker.nextNode(); here; here = walker.nextNode()) {
    const before = at ? here.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING : !afterAll(here, node);
    if (here === at || (!before && !here.contains(at))) {
      if (here === at && here.nodeType === Node.TEXT_NODE) count += here.parentElement.closest(".sign") ? Math.sign(end) : points(here.data.slice(0, end));
      break;
    }
    if (here.nodeType === Node.TEXT_NODE) count += here.parentElement.closest(".sign") ? 1 : points(here.data);
  }
  return count;
}

const afterAll = (here, node) => here !== node && !node.contains(here) && Boolean(node.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING);

function placeOf(node, offset) {
  const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (line) return Number(line.dataset.start) + inLine(line, node, offset);
  const next = node.childNodes[offset]; // between lines
  if (next?.dataset?.start) return Number(next.dataset.start);
  const last = [...text.querySelectorAll("[data-start]")].at(-1);
  return Number(last.dataset.start) + inLine(last, last, last.childNodes.length);
}

// The stored text between two places, out of the lines that hold them.
function stored(start, end) {
  const lines = [...text.querySelectorAll("[data-start]")];
  const parts = [];
  for (const line of lines) {
    const from = Number(line.dataset.start);
    if (from >= end) break;
    const letters = [];
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let here = walker.nextNode(); here; here = walker.nextNode()) {
      const sign = here.parentElement.closest(".sign");
      if (sign) letters.push(String.fromCodePoint(parseInt(sign.title.slice(2), 16)));
      else letters.push(...here.data);
    }
    if (from + letters.length < start) continue;
    parts.push(letters.slice(Math.max(0, start - from), end - from).join(""));
  }
  return parts.join("\n");
}

export function marked() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  let start = placeOf(range.startContainer, range.startOffset);
  let end = placeOf(range.endContainer, range.endOffset);
  const quote = stored(start, end);
  start += points(quote) - points(quote.trimStart());
  end -= points(quote) - points(quote.trimEnd());
  return start < end ? { start, end, quote: quote.trim() } : null;
}

function take(what) {
  if (!latest) return;
  if (what === "quote") {
    form.querySelector("[data-quote]").value = latest.quote;
    form.elements.start.value = latest.start;
    form.elements.end.value = latest.end;
  } else {
    form.querySelector("[data-speaker]").value = latest.quote;
    form.querySelector("[data-speaker-start]").value = latest.start;
    form.querySelector("[data-speaker-end]").value = latest.end;
    form.elements.speaker_name.value = latest.quote;
  }
}

let latest = null;
document.addEventListener("selectionchange", () => {
  const found = marked();
  if (!found) return;
  latest = found;
  if (form?.matches("[data-adds]") && !form.querySelector("[data-quote]").value) take("quote");
  if (told) {
    told.hidden = false;
    told.textContent = found.quote.slice(0, 80);
  }
});

// The button that asks for the form takes along what was marked.
document.querySelector('#form a[href*="form=add"]')?.addEventListener("click", (event) => {
  if (!latest) return;
  sessionStorage.setItem("recounted-marked", JSON.stringify({ ...latest, page: location.pathname }));
});

if (form) {
  for (const button of form.querySelectorAll("[data-take]")) {
    button.hidden = false;
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the marked words stay marked
    button.addEventListener("click", () => take(button.dataset.take));
  }
  const quote = form.querySelector("[data-quote]");
  // limits typed by hand show their words; words typed by hand have no limits until the server finds them
  for (const limit of [form.elements.start, form.elements.end]) {
    limit.addEventListener("input", () => {
      const [start, end] = [form.elements.start.value, form.elements.end.value].map(Number);
      if (end > start) quote.value = stored(start, end);
    });
    limit.addEventListener("keydown", (event) => {
      const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      limit.value = Math.max(0, Number(limit.value) + by);
      limit.dispatchEvent(new Event("input"));
    });
  }
  quote.addEventListener("input", () => {
    form.elements.start.value = form.elements.end.value = "";
  });
  form.querySelector("[data-speaker]").addEventListener("input", () => {
    form.querySelector("[data-speaker-start]").value = form.querySelector("[data-speaker-end]").value = "";
  });
  const types = form.querySelector("[data-types]");
  const show = () => {
    for (const part of form.querySelectorAll("[data-type]")) part.hidden = part.disabled = part.dataset.type !== types.value;
  };
  if (types) {
    types.addEventListener("change", show);
    show();
  }
  const kept = JSON.parse(sessionStorage.getItem("recounted-marked") ?? "null");
  sessionStorage.removeItem("recounted-marked");
  if (form.matches("[data-adds]") && kept?.page === location.pathname) {
    latest = kept;
    take("quote");
  }
  form.querySelector("textarea, select, input:not([type=hidden])")?.focus({ preventScroll: true });
}
