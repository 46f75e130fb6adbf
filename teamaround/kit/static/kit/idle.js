// Says five minutes before the session ends for want of use, counts down, and lets one stay with one key.
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
  setInterval(tick, 1000);
}

function give() {
  const typed = (box) => box.matches("textarea, input[type=text]") && box.value.trim() && box.value !== box.defaultValue;
  const form = [...document.querySelectorAll("main form[method=post]")].find((one) => [...one.elements].some(typed));
  if (form) form.requestSubmit();
  else location.reload();
}
