// Reads the page aloud and prints it. Without scripts both buttons stay hidden and everything is there to read.
// Nothing leaves the telephone: only a voice that is on the device itself is used.

const speech = window.speechSynthesis;

function ownVoice(lang) {
  const voices = speech.getVoices().filter((voice) => voice.localService);
  return voices.find((voice) => voice.lang.replace("_", "-").toLowerCase().startsWith(lang.slice(0, 2).toLowerCase()));
}

function readable(scope) {
  const parts = scope.querySelectorAll("h1, h2, h3, p, li, blockquote, summary");
  return [...parts].filter((part) => part.offsetParent !== null && !part.closest("form, .family-tools, .govuk-inset-text")
    && !part.querySelector("p, li, h3"));
}

function wordsOf(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("[aria-hidden=true], svg").forEach((mute) => mute.remove());
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function startListening(button) {
  const first = button.textContent;
  let parts = [];
  let reading = false;

  const stop = () => {
    reading = false;
    speech.cancel();
    parts.forEach((part) => part.classList.remove("family-reading"));
    button.textContent = first;
  };
  const next = (place) => {
    if (!reading) return;
    parts.forEach((part) => part.classList.remove("family-reading"));
    if (place >= parts.length) return void stop();
    const said = new SpeechSynthesisUtterance(wordsOf(parts[place]));
    said.lang = document.documentElement.lang;
    said.voice = ownVoice(said.lang) || null;
    said.rate = 0.9;
    said.onend = () => next(place + 1);
    said.onerror = stop;
    parts[place].classList.add("family-reading");
    speech.speak(said);
  };

  button.addEventListener("click", () => {
    if (reading) return void stop();
    parts = readable(document.querySelector(button.dataset.familyListen));
    reading = true;
    button.textContent = button.dataset.stop;
    next(0);
  });
  window.addEventListener("pagehide", stop);
  document.querySelector("[data-kit-leave]")?.addEventListener("submit", stop);
}

// Shown only where the device has a voice of its own: others would send the text to a company to be spoken.
function offer(button) {
  const show = () => { if (ownVoice(document.documentElement.lang)) button.hidden = false; };
  show();
  speech.addEventListener?.("voiceschanged", show);
  startListening(button);
}

if (speech) document.querySelectorAll("[data-family-listen]").forEach(offer);

document.querySelectorAll("[data-family-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// On paper everything is open.
const folded = [];
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("details:not([open])").forEach((each) => { each.open = true; folded.push(each); });
});
window.addEventListener("afterprint", () => { folded.splice(0).forEach((each) => { each.open = false; }); });
