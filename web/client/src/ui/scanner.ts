// Reads QR codes with the camera, where the browser has BarcodeDetector; elsewhere people paste or
// open a file, so nothing depends on it.
import { say, type Words } from "../text/texts.ts";
import { element } from "./element.ts";

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
declare const BarcodeDetector:
  | { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> }
  | undefined;

export async function canScan(): Promise<boolean> {
  if (typeof BarcodeDetector === "undefined" || navigator.mediaDevices === undefined) return false;
  return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

// The text of the first code that is seen; null if the person closed the camera or has none.
export async function scanCode(title: Words): Promise<string | null> {
  const camera = await navigator.mediaDevices
    .getUserMedia({ video: { facingMode: "environment" } })
    .catch(() => null);
  if (camera === null || typeof BarcodeDetector === "undefined") return null;
  const video = element("video", { autoplay: true, muted: true, playsinline: true });
  video.srcObject = camera;
  const dialog: HTMLDialogElement = element(
    "dialog",
    { "aria-label": title },
    element("h2", {}, title),
    video,
    element(
      "div",
      { class: "actions" },
      element(
        "button",
        { type: "button", class: "secondary", onclick: () => dialog.close() },
        say("ui.close"),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  let found: string | null = null;
  try {
    while (dialog.open && found === null) {
      found = (await detector.detect(video).catch(() => []))[0]?.rawValue ?? null;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  } finally {
    camera.getTracks().forEach((track) => track.stop());
    dialog.remove();
  }
  return found;
}
