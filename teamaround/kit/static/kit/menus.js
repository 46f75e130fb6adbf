// Menu on phones, account list, keyboard shortcuts, printing, leaving a family page at once, tables in closed boxes.

export function startMenus() {
  startMenu();
  startClosing();
  startShortcuts();
  startLeaving();
  window.addEventListener("hashchange", openTarget);
  openTarget();
  for (const button of document.querySelectorAll("[data-kit-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  for (const link of document.querySelectorAll("[data-kit-back]")) {
    link.hidden = history.length < 2;
    link.addEventListener("click", (event) => { event.preventDefault(); history.back(); });
  }
}

// A link to something inside a closed box opens the box first.
function openTarget() {
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  for (let box = target?.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  if (target) { target.scrollIntoView({ block: "center" }); if (target.hasAttribute("tabindex")) target.focus({ preventScroll: true }); }
}

function startMenu() {
  const button = document.querySelector("[data-kit-menu]");
  const header = document.querySelector("[data-kit-header]");
  if (!button || !header) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const open = header.classList.toggle("kit-header--open");
    button.setAttribute("aria-expanded", String(open));
  });
}

function startClosing() {
  const lists = document.querySelectorAll("details[data-kit-closes]");
  document.addEventListener("click", (event) => {
    for (const list of lists) if (!list.contains(event.target)) list.open = false;
  });
  for (const list of lists) {
    list.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !list.open) return;
      list.open = false;
      list.querySelector("summary").focus();
    });
  }
}

function writing(element) {
  return element.closest("input, textarea, select, [contenteditable]") !== null;
}

function startShortcuts() {
  const dialog = document.querySelector("[data-kit-shortcuts]");
  if (!dialog) return;
  for (const button of document.querySelectorAll("[data-kit-shortcuts-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
  let going = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") dialog.showModal();
    else if (event.key === "/") goToSearch(event);
    else if (event.key === "g") going = Date.now();
    else if (Date.now() - going < 1500) document.querySelectorAll("[data-kit-nav] a")[Number(event.key) - 1]?.click();
  });
}

function goToSearch(event) {
  const box = document.getElementById("kit-search");
  if (!box) return;
  event.preventDefault();
  document.querySelector("[data-kit-header]").classList.add("kit-header--open");
  box.focus();
}

// The family's page is wiped before anything else happens, the server forgets the visit, and "back" does not return.
function startLeaving() {
  const form = document.querySelector("[data-kit-leave]");
  if (!form) return;
  const leave = () => {
    const said = new FormData(form);
    document.body.replaceChildren();
    document.title = form.dataset.kitLeaveTitle || "";
    if (form.getAttribute("action")) navigator.sendBeacon(form.action, said);
    location.replace(form.dataset.kitLeave);
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); leave(); });
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    presses = [...presses.filter((time) => Date.now() - time < 2000), Date.now()];
    if (presses.length >= 3) leave();
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
