// Boxes that grow, saving by itself, and a word before one leaves with something unsaved.
//
// Saving by itself: <form data-kit-autosave="/address"> posts its fields there a second after the last key, and shows
// the state in the element that data-kit-autosave-state names. The address answers 200 with JSON {"saved": "10.42am"}
// (kit/saved.html draws that element with its words) or 409 {"message": "…"} when somebody else changed the same answer.

const WAIT = 1000;
const RETRY = 5000;

export function startWriting(scope) {
  for (const box of scope.querySelectorAll("textarea[data-kit-grows]")) startGrowing(box);
  for (const form of scope.querySelectorAll("form[data-kit-autosave]")) startSaving(form);
  for (const form of scope.querySelectorAll("form[data-kit-keeps]")) startKeeping(form);
}

function startGrowing(box) {
  if (CSS.supports("field-sizing", "content")) return;
  const grow = () => {
    const wanted = Math.ceil((box.scrollHeight + 4) / 26);
    if (wanted > box.rows) box.rows = wanted;
  };
  box.addEventListener("input", grow);
  grow();
}

function startSaving(form) {
  const shown = document.getElementById(form.dataset.kitAutosaveState || "");
  const words = shown ? { ...shown.dataset } : {};
  let waiting = 0;
  let unsaved = false;
  let running = false;
  let sent = false; // with the form itself: then nothing goes beside it

  const say = (state, text) => {
    if (!shown) return;
    shown.dataset.state = state;
    shown.textContent = text;
  };

  async function save() {
    if (running) return later(WAIT);
    running = true;
    unsaved = false;
    try {
      const answer = await fetch(form.dataset.kitAutosave, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch", Accept: "application/json" }, credentials: "same-origin", redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 401) throw new Error("signed out");
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.ok) say("saved", `✓ ${words.saved} ${told.saved || ""}`.trim());
      else say("problem", told.message || words.unsaved);
      form.dispatchEvent(new CustomEvent("kit:saved", { bubbles: true, detail: { ...told, status: answer.status, current: !unsaved } }));
    } catch {
      if (sent) return;
      unsaved = true;
      say("offline", words.offline);
      later(RETRY);
    } finally {
      running = false;
    }
  }

  function later(time) {
    clearTimeout(waiting);
    waiting = setTimeout(save, time);
  }

  form.addEventListener("input", () => { sent = false; unsaved = true; say("unsaved", words.unsaved); later(WAIT); });
  form.addEventListener("submit", () => { sent = true; unsaved = false; clearTimeout(waiting); });
  window.addEventListener("pageshow", () => { sent = false; });
  window.addEventListener("online", () => { if (unsaved) save(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && unsaved) navigator.sendBeacon(form.dataset.kitAutosave, new FormData(form));
  });
}

// Never blocks: the browser asks once, in its own words, and only where something would be lost.
function startKeeping(form) {
  const before = () => new URLSearchParams(new FormData(form)).toString();
  const first = before();
  let sent = false;
  form.addEventListener("submit", () => { sent = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && form.isConnected && before() !== first) event.preventDefault();
  });
}
