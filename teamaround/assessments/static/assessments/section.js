// Tells colleagues in which box one writes, and shows questions that hang on an answer. The page works without it.

const writing = document.getElementById("writing");

document.addEventListener("focusin", (event) => {
  const box = event.target.closest("[data-box]");
  if (writing && box) writing.value = box.dataset.box;
});

function answersOf(form, name) {
  return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
    .filter((field) => (field.type === "radio" || field.type === "checkbox" ? field.checked : field.value))
    .map((field) => field.value);
}

function showWhatApplies(form) {
  for (const part of form.querySelectorAll("[data-hangs-on]")) {
    const [name, wanted] = part.dataset.hangsOn.split("=");
    const given = answersOf(form, name);
    const applies = wanted ? given.some((value) => wanted.split(",").includes(value)) : given.length > 0;
    part.toggleAttribute("data-hidden-by-answer", !applies);
  }
}

for (const form of document.querySelectorAll("form[data-kit-autosave]")) {
  showWhatApplies(form);
  form.addEventListener("change", () => showWhatApplies(form));
}
