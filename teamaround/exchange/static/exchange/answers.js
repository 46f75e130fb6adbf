// One key press answers, only while the answers have the focus; without this script the buttons do the same.
(() => {
  const form = document.querySelector("[data-answers]");
  if (!form) return;
  const buttons = [...form.querySelectorAll("button[data-key]")];
  form.querySelector("[data-answers-hint]")?.removeAttribute("hidden");
  if (!document.querySelector(".govuk-error-summary")) buttons[0]?.focus({ preventScroll: true });
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    buttons.find((button) => button.dataset.key === event.key)?.click();
  });
})();
