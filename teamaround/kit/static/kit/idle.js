// Says five minutes before the session ends for want of use, counts down, and lets one stay with one key. At the end
// the page is loaded anew, which shows nothing any more; or, where words were typed and not sent, it is covered, and the
// one button sends them: the server keeps them for the same person and asks for the password.

import { unsentForm } from "./writing.js";
// When it has ended, words that were typed are sent: the server keeps them sealed until their author signs in again.

const BEFORE = 5 * 60;

export function startIdleWarning() {
  const dialog = document.querySelector("[data-kit-idle-warning]");
  const seconds = Number(document.body.dataset.kitIdle || 0);
  if (!dialog || !seconds) return;
  const left = dialog.querySelector("[data-kit-idle-left]");
  let end = Date.now() + seconds * 1000;

  const tick = () => {
    const remaining = Math.round((end - Date.now()) / 1000);
    if (remaining <= 0) return void ended();
    if (remaining > BEFORE) return;
    const minutes = Math.ceil(remaining / 60);
    const words = minutes === 1 ? left.dataset.one : left.dataset.many.replace("{minutes}", minutes);
    if (left.textContent !== words) left.textContent = words;
    if (!dialog.open) dialog.showModal();
  };
  const ended = () => {
    const form = unsentForm();
    if (!form) return location.reload();
    clearInterval(ticking);
    document.body.classList.add("kit-covered");
    dialog.querySelector("h2").textContent = dialog.dataset.ended;
    left.parentElement.textContent = dialog.dataset.endedText;
    const button = dialog.querySelector("[data-kit-idle-stay]");
    button.textContent = dialog.dataset.endedButton;
    button.replaceWith(button.cloneNode(true));
    dialog.querySelector("[data-kit-idle-stay]").addEventListener("click", () => form.requestSubmit());
    if (!dialog.open) dialog.showModal();
  };
  const renew = () => { end = Date.now() + seconds * 1000; };

  const ask = (headers) => fetch(dialog.dataset.kitKeep, { headers, credentials: "same-origin", redirect: "manual" }).catch(() => null);

  async function stay() {
    dialog.close();
    const answer = await ask({});
    if (answer && answer.ok) renew();
    else give();
  }

  // Asked as a page asks by itself, so that the question is no sign of life: another window may have kept the session.
  async function ended() {
    end = Date.now() + BEFORE * 1000;
    const answer = await ask({ "HX-Request": "true" });
    if (answer && answer.ok) dialog.close();
    else give();
  }

  dialog.querySelector("[data-kit-idle-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
  document.body.addEventListener("htmx:afterRequest", (event) => { if (event.detail.requestConfig?.verb !== "get") renew(); });
  document.body.addEventListener("kit:saved", (event) => { if (event.detail.status < 300) renew(); });
  const ticking = setInterval(tick, 1000);
}

function give() {
  const typed = (box) => box.matches("textarea, input[type=text]") && box.value.trim() && box.value !== box.defaultValue;
  const form = [...document.querySelectorAll("main form[method=post]")].find((one) => [...one.elements].some(typed));
  if (form) form.requestSubmit();
  else location.reload();
}
