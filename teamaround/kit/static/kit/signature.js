// Signing on the screen: lines drawn with finger, pen or mouse become a PNG in an ordinary file field.
// The lines themselves go along, so that a page that comes back with an error still shows them.

export function startSignatures(scope) {
  for (const box of scope.querySelectorAll("[data-kit-signature]")) startSignature(box);
}

function startSignature(box) {
  if (!box.hidden) return;
  const canvas = box.querySelector("canvas");
  const file = box.querySelector("input[type=file]");
  const kept = box.querySelector("input[type=hidden]");
  const state = box.querySelector("[data-kit-signature-state]");
  const clear = box.querySelector("[data-kit-signature-clear]");
  const pen = canvas.getContext("2d");
  let strokes = [];
  let line = null;

  const draw = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.lineWidth = 3;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = pen.fillStyle = "#1b2b2f";
    for (const points of strokes) {
      pen.beginPath();
      pen.moveTo(...points[0]);
      for (const point of points) pen.lineTo(...point);
      pen.stroke();
    }
  };

  const hand = () => {
    const given = new DataTransfer();
    if (strokes.length) given.items.add(picture(canvas));
    file.files = given.files;
    kept.value = strokes.length ? JSON.stringify(strokes) : "";
    state.textContent = strokes.length ? state.dataset.drawn : state.dataset.empty;
    clear.hidden = !strokes.length;
  };

  const at = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [Math.round((event.clientX - frame.left) * canvas.width / frame.width), Math.round((event.clientY - frame.top) * canvas.height / frame.height)];
  };

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    strokes.push(line = [at(event)]);
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!line) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) line.push(at(one));
    draw();
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { if (line) { line = null; hand(); } });
  clear.addEventListener("click", () => { strokes = []; draw(); hand(); });

  try { strokes = JSON.parse(kept.value || "[]"); } catch { strokes = []; }
  box.hidden = false;
  draw();
  hand();
}

// At once and not by a callback: the form may be sent in the same moment.
function picture(canvas) {
  const letters = atob(canvas.toDataURL("image/png").split(",")[1]);
  return new File([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))], "signature.png", { type: "image/png" });
}
