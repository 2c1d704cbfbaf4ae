// Is a key press meant for a field, a dialog or the browser, and not for the page? And are single keys wanted at all?

const NAME = "recounted-keys";

export const keysAreOn = () => localStorage.getItem(NAME) !== "off";
export const setKeys = (on) => (on ? localStorage.removeItem(NAME) : localStorage.setItem(NAME, "off"));

export const typing = (event) =>
  !keysAreOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest("input, select, textarea, dialog");
