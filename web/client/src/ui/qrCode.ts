// QR codes as SVG nodes, black on white under every contrast that can be chosen.
import type { Words } from "../text/texts.ts";
import { element, setAttribute, svgElement } from "./element.ts";
import { type QrTrace, traceQrCode } from "../worker/qrTrace.ts";

// `trace` where the squares are found elsewhere, because that takes long.
export function drawQrCode(
  text: string,
  label: Words,
  trace: QrTrace | Promise<QrTrace> = traceQrCode(text),
): SVGElement {
  const paper = svgElement("rect", { fill: "#fff" });
  const squares = svgElement("path", { fill: "#000" });
  const code = svgElement(
    "svg",
    {
      class: "qr-code",
      viewBox: "0 0 41 41",
      role: "img",
      "aria-label": label,
      "shape-rendering": "crispEdges",
    },
    paper,
    squares,
  );
  const draw = ({ size, path }: QrTrace): void => {
    setAttribute(code, "viewBox", `0 0 ${size} ${size}`);
    for (const side of ["width", "height"]) setAttribute(paper, side, size);
    setAttribute(squares, "d", path);
  };
  if (trace instanceof Promise) trace.then(draw, () => undefined);
  else draw(trace);
  return code;
}

export const showQrCode = (text: string, label: Words, trace?: Promise<QrTrace>): HTMLElement =>
  element(
    "figure",
    { class: "qr" },
    drawQrCode(text, label, trace),
    element("figcaption", {}, label),
  );
