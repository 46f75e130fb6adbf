// Says five minutes before the session ends for want of use, counts down, and lets one stay with one key.

const BEFORE = 5 * 60;

export function startIdleWarning() {
  const dialog = document.querySelector("[data-kit-idle-warning]");
  const seconds = Number(document.body.dataset.kitIdle || 0);
  if (!dialog || !seconds) return;
  const left = dialog.querySelector("[data-kit-idle-left]");
  let end = Date.now() + seconds * 1000;

  const tick = () => {
    const remaining = Math.round((end - Date.now()) / 1000);
    if (remaining <= 0) return location.reload();
    if (remaining > BEFORE) return;
    const minutes = Math.ceil(remaining / 60);
    const words = minutes === 1 ? left.dataset.one : left.dataset.many.replace("{minutes}", minutes);
    if (left.textContent !== words) left.textContent = words;
    if (!dialog.open) dialog.showModal();
  };
  const renew = () => { end = Date.now() + seconds * 1000; };

  async function stay() {
    dialog.close();
    const answer = await fetch(dialog.dataset.kitKeep, { credentials: "same-origin", redirect: "manual" }).catch(() => null);
    if (answer && answer.ok) renew();
    else location.reload();
  }

  dialog.querySelector("[data-kit-idle-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
  document.body.addEventListener("htmx:afterRequest", renew);
  document.body.addEventListener("kit:saved", (event) => { if (event.detail.status < 300) renew(); });
  setInterval(tick, 1000);
}
