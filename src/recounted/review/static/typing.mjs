// Is a key press meant for a field, a dialog or the browser, and not for the page?

export const typing = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest("input, select, textarea, dialog");
