// Files dropped anywhere on the page go into the form's file field and are sent with it.

const form = document.querySelector("[data-drop]");
const field = form.querySelector("input[type=file]");
form.querySelector("[data-drop-hint]").hidden = false;

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
let inside = 0;

function show(by) {
  inside += by;
  document.body.classList.toggle("dropping", inside > 0);
}

document.addEventListener("dragenter", (event) => carriesFiles(event) && show(1));
document.addEventListener("dragleave", (event) => carriesFiles(event) && show(-1));
document.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
document.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  inside = 0;
  show(0);
  if (!event.dataTransfer.files.length) return;
  field.files = event.dataTransfer.files;
  form.requestSubmit();
});
