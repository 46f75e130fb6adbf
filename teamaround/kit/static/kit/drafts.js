// Words that are not sent yet are kept in this browser, encrypted, and sent when there is a connection again.
//
// <form data-kit-autosave="…" data-kit-drafts="/address/of/the/key/"> keeps what was typed until the server has said that
// it has it. The key is one account's for one day; it comes from a signed-in page, cannot be taken out of the browser's
// own store of keys again, and is gone with the page. Whoever finds this computer finds ciphertext.
// The server takes the same page twice without writing twice, so what lies here is simply sent again.

const NAME = "teamaround-drafts";
const STORE = "drafts";
const KEPT_MS = 7 * 24 * 3600 * 1000;
const WAIT = 300;
const TAKEN = [200, 409];
const keys = new Map();

export function startDrafts(scope) {
  if (!window.indexedDB || !window.crypto?.subtle) return;
  for (const form of scope.querySelectorAll("form[data-kit-drafts]")) keepDrafts(form).catch(() => {});
  if (scope !== document) return;
  sendAll().then(tell).catch(() => {});
  window.addEventListener("online", () => sendAll(mine()).catch(() => {}));
  for (const form of document.querySelectorAll("form[data-kit-signs-out]")) form.addEventListener("submit", sendFirst);
}

// ---------------------------------------------------------------------------------------------------- the store

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function store(mode, act) {
  const base = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const work = base.transaction(STORE, mode);
      const asked = act(work.objectStore(STORE));
      work.oncomplete = () => resolve(asked.result);
      work.onerror = work.onabort = () => reject(work.error);
    });
  } finally {
    base.close();
  }
}

const forget = (id) => store("readwrite", (drafts) => drafts.delete(id));

async function kept() {
  const all = await store("readonly", (drafts) => drafts.getAll());
  const old = all.filter((draft) => Date.now() - draft.at > KEPT_MS);
  for (const draft of old) await forget(draft.id);
  return all.filter((draft) => !old.includes(draft)).sort((one, other) => one.at - other.at);
}

// ------------------------------------------------------------------------------------------------------ the key

async function keyFor(address, day) {
  const place = `${address} ${day}`;
  if (!keys.has(place)) {
    const answer = await fetch(day ? `${address}?day=${day}` : address, { headers: { "HX-Request": "true" }, credentials: "same-origin", redirect: "error" });
    if (!answer.ok) throw new Error("no key");
    const told = await answer.json();
    const raw = Uint8Array.from(atob(told.key), (one) => one.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    raw.fill(0);
    keys.set(place, { owner: told.owner, day: told.day, key });
  }
  return keys.get(place);
}

const bound = (id) => new TextEncoder().encode(id);

async function locked(key, id, fields) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(fields));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(id) }, key, plain) };
}

async function unlocked(key, draft) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: draft.iv, additionalData: bound(draft.id) }, key, draft.sealed);
  return JSON.parse(new TextDecoder().decode(plain));
}

// ------------------------------------------------------------------------------------------------ while one types

const mine = () => [...document.querySelectorAll("form[data-kit-drafts]")].map((form) => form.dataset.kitAutosave);

async function keepDrafts(form) {
  let waiting = 0;
  let turn = 0;
  const words = form.dataset.kitDraftsOffline;
  form.addEventListener("submit", (event) => stayWhileOffline(event, form, words), true);
  const { owner, day, key } = await keyFor(form.dataset.kitDrafts, "");
  const page = form.elements.submission_key?.value || "";
  const id = `${owner} ${form.dataset.kitAutosave} ${page}`;

  async function put() {
    const now = turn;
    const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    const made = await locked(key, id, fields);
    if (now !== turn) return;
    await store("readwrite", (drafts) => drafts.put({ id, owner, day, keys: form.dataset.kitDrafts, send: form.dataset.kitAutosave, path: location.pathname, at: Date.now(), ...made }));
  }

  form.addEventListener("input", () => {
    turn += 1;
    clearTimeout(waiting);
    waiting = setTimeout(() => put().catch(() => {}), WAIT);
  });
  form.addEventListener("kit:saved", (event) => {
    if (!TAKEN.includes(event.detail.status) || !event.detail.current) return;
    turn += 1;
    clearTimeout(waiting);
    forget(id).catch(() => {});
    form.querySelector("[data-kit-drafts-alert]")?.remove();
  });
}

// Without a connection the next page cannot come: better to stay, and to say that nothing is lost.
function stayWhileOffline(event, form, words) {
  if (navigator.onLine) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.querySelector("[data-kit-drafts-alert]")?.remove();
  const told = document.createElement("p");
  told.className = "govuk-inset-text";
  told.setAttribute("role", "alert");
  told.dataset.kitDraftsAlert = "";
  told.textContent = words;
  (event.submitter?.closest(".govuk-button-group") || form.lastElementChild).before(told);
}

// --------------------------------------------------------------------------------------------- sending what waits

// Sends what lies here from other pages; gives what was sent and what the server would not take.
async function sendAll(except = []) {
  const found = { sent: [], refused: [] };
  for (const draft of await kept()) {
    if (except.includes(draft.send) || (draft.refused && draft.path !== location.pathname)) continue;
    const fate = await sendOne(draft);
    if (fate) found[fate.taken ? "sent" : "refused"].push({ ...draft, fields: fate.fields });
  }
  return found;
}

async function sendOne(draft) {
  const held = await keyFor(draft.keys, draft.day).catch(() => null);
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (!held || held.owner !== draft.owner || !token) return null;
  const fields = await unlocked(held.key, draft).catch(() => null);
  if (!fields) return null;
  const body = new FormData();
  for (const [name, value] of [["csrfmiddlewaretoken", token], ...fields]) body.append(name, value);
  const headers = { "X-Requested-With": "fetch", Accept: "application/json" };
  const answer = await fetch(draft.send, { method: "POST", body, headers, credentials: "same-origin", redirect: "manual" }).catch(() => null);
  if (!answer || answer.type === "opaqueredirect" || answer.status === 401 || answer.status >= 500) return null;
  if (TAKEN.includes(answer.status)) await forget(draft.id);
  else await store("readwrite", (drafts) => drafts.put({ ...draft, refused: true }));
  return { taken: TAKEN.includes(answer.status), fields };
}

function tell(found) {
  const place = document.querySelector("[data-kit-drafts-told]");
  const here = (draft) => draft.path === location.pathname;
  if (!place) return;
  if (found.sent.some(here)) place.querySelector("[data-kit-drafts-sent]").hidden = false;
  const refused = found.refused.filter(here);
  if (refused.length) showRefused(place.querySelector("[data-kit-drafts-refused]"), refused);
  place.hidden = !found.sent.some(here) && !refused.length;
}

// The server would not take them (the assessment was finished meanwhile, say): they are shown, to copy or throw away.
function showRefused(box, drafts) {
  box.hidden = false;
  const list = box.querySelector("[data-kit-drafts-words]");
  const typed = drafts.flatMap((draft) => draft.fields).filter(([name, value]) => value.trim() && !/__(seen|count|source)$|_key$|^writing$/.test(name));
  list.replaceChildren(...typed.map(([, value]) => Object.assign(document.createElement("p"), { className: "kit-as-written", textContent: value })));
  box.querySelector("button").addEventListener("click", async () => {
    for (const draft of drafts) await forget(draft.id);
    box.hidden = true;
  });
}

async function sendFirst(event) {
  const form = event.target;
  const dialog = document.querySelector("[data-kit-drafts-left]");
  if (form.dataset.kitSent) return;
  event.preventDefault();
  const found = await Promise.race([left(), new Promise((resolve) => setTimeout(() => resolve([]), 5000))]).catch(() => []);
  form.dataset.kitSent = "yes";
  if (!found.length || !dialog) return void form.requestSubmit();
  dialog.querySelector("[data-kit-drafts-stay]").addEventListener("click", () => { delete form.dataset.kitSent; dialog.close(); }, { once: true });
  dialog.querySelector("[data-kit-drafts-out]").addEventListener("click", () => form.requestSubmit(), { once: true });
  dialog.showModal();
}

// What is still here after everything that could be sent was sent.
async function left() {
  if (mine().length) await new Promise((resolve) => setTimeout(resolve, WAIT + 50));
  await sendAll();
  const owners = [...keys.values()].map((held) => held.owner);
  return (await kept()).filter((draft) => !owners.length || owners.includes(draft.owner));
}
