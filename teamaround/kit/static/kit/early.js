// Before the page is drawn: tells the style sheets that scripts run, so that nothing jumps.
document.documentElement.classList.add("kit-scripts", "js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.documentElement.classList.add("govuk-frontend-supported");
