// Every few seconds, while somebody looks: has another person changed what is shown? The server answers with nothing, or says who.

const SECONDS = 10;
const place = document.querySelector("[data-live]");
const look = () => document.visibilityState === "visible" && place.dispatchEvent(new Event("look"));

if (place) {
  setInterval(look, SECONDS * 1000);
  document.addEventListener("visibilitychange", look);
}
