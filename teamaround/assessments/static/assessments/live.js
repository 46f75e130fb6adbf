// A colleague's words as they grow. What one is typing in never changes, and nothing moves under the finger: when
// something above grows, the page is scrolled by as much. Nothing is asked while the page is out of sight.

const EVERY = 5000;
let held = false;

document.addEventListener("pointerdown", () => { held = true; });
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { held = false; });

const place = document.querySelector("[data-live]");
if (place) start(place);

function start(shown) {
  const since = shown.dataset.liveNewest;
  const form = document.querySelector("form[data-kit-autosave]");
  let newest = since;

  async function ask() {
    if (document.hidden) return;
    const address = new URL(shown.dataset.live, location.href);
    const told = { newest, since, writing: document.getElementById("writing")?.value, key: form?.elements.submission_key?.value, change: new URLSearchParams(location.search).get("change") };
    for (const [name, value] of Object.entries(told)) if (value) address.searchParams.set(name, value);
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin", redirect: "error" });
    if (!answer.ok || held) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const still = anchor();
    const top = still?.getBoundingClientRect().top;
    put(shown, page.querySelector("[data-live-here]"));
    writers(page);
    const all = [...page.querySelectorAll("[data-live-cards]")].map(cards).every(Boolean);
    if (all) newest = page.querySelector("[data-live-newest]").dataset.liveNewest;
    if (still) window.scrollBy({ top: still.getBoundingClientRect().top - top, behavior: "instant" });
  }

  setInterval(() => ask().catch(() => {}), EVERY);
}

// What must stay where it is: the box one writes in, or else what is in the middle of the window.
function anchor() {
  const main = document.getElementById("main");
  if (document.activeElement && document.activeElement !== main && main?.contains(document.activeElement)) return document.activeElement;
  const middle = document.elementFromPoint(window.innerWidth / 2, window.innerHeight / 2);
  return middle?.closest("[data-live-cards]")?.parentElement || middle;
}

function put(here, now) {
  if (!now || here.innerHTML.trim() === now.innerHTML.trim()) return;
  here.replaceChildren(...now.childNodes);
}

function writers(page) {
  for (const line of document.querySelectorAll("p[data-live-writer]")) {
    const now = page.querySelector(`[data-live-writer="${CSS.escape(line.dataset.liveWriter)}"]`);
    const words = now ? now.textContent : "";
    if (line.textContent !== words) line.textContent = words;
    line.hidden = !words;
  }
}

// False while somebody is reading with the pointer or the keyboard in that very place: it comes the next time.
function cards(now) {
  const here = document.querySelector(`form [data-live-cards="${CSS.escape(now.dataset.liveCards)}"]`);
  if (!here) return true;
  const chosen = document.getSelection();
  if (here.contains(document.activeElement) || (!chosen.isCollapsed && here.contains(chosen.anchorNode))) return false;
  put(here, now);
  return true;
}
