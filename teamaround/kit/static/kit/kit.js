// Starts everything that makes a page more comfortable. Each page works without it.
import { initAll } from "../govuk/govuk-frontend.min.js";
import { startDrafts } from "./drafts.js";
import { startMenus } from "./menus.js";
import { startWriting } from "./writing.js";
import { startIdleWarning } from "./idle.js";
import { startSignatures } from "./signature.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

function start(scope) {
  initAll({ scope });
  startWriting(scope);
  startDrafts(scope);
  startSignatures(scope);
}

start(document);
startMenus();
startIdleWarning();
document.body.addEventListener("htmx:afterSwap", (event) => start(event.target));
