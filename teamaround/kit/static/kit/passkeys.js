// Passkeys and security keys at sign-in.
//
// <form data-kit-passkey="create|get|ask" data-kit-passkey-options="JSON">: on submit the browser is asked for the key,
// the answer goes into the field "credential", and the form is sent. With "ask" the options are fetched from the form's
// own address first. Without a browser that knows keys the form is hidden and [data-kit-passkey-none] shown.

const CREATE = ["challenge", "user.id", "excludeCredentials.id"];
const GET = ["challenge", "allowCredentials.id"];
const ANSWER = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function opened(options, paths) {
  const made = structuredClone(options.publicKey || options);
  for (const path of paths) {
    const [key, inner] = path.split(".");
    if (!made[key]) continue;
    if (!inner) made[key] = toBytes(made[key]);
    else for (const one of [made[key]].flat()) one[inner] = toBytes(one[inner]);
  }
  return made;
}

function closed(credential) {
  const response = {};
  for (const name of ANSWER) {
    const value = credential.response[name];
    if (value) response[name] = toText(value);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function options(form) {
  if (form.dataset.kitPasskey !== "ask") return JSON.parse(form.dataset.kitPasskeyOptions);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).request_options;
}

async function credential(form) {
  const given = await options(form);
  if (form.dataset.kitPasskey !== "create") return navigator.credentials.get({ publicKey: opened(given, GET) });
  const publicKey = opened(given, CREATE);
  const alone = form.querySelector('[name$="passwordless"]');
  const selection = (publicKey.authenticatorSelection ||= {});
  if (alone) {
    selection.residentKey = alone.checked ? "required" : "discouraged";
    selection.requireResidentKey = alone.checked;
    if (alone.checked) selection.userVerification = "required";
  }
  return navigator.credentials.create({ publicKey });
}

function start(form) {
  const problem = form.querySelector("[data-kit-passkey-problem]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (problem) problem.hidden = true;
    try {
      form.querySelector('[name$="credential"]').value = JSON.stringify(closed(await credential(form)));
      form.submit();
    } catch {
      if (problem) problem.hidden = false;
    }
  });
}

for (const form of document.querySelectorAll("form[data-kit-passkey]")) {
  if (window.PublicKeyCredential) {
    form.hidden = false;
    start(form);
  } else {
    for (const words of document.querySelectorAll("[data-kit-passkey-none]")) words.hidden = false;
  }
}
