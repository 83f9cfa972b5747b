// QR codes as SVG nodes, black on white whatever the contrast that was chosen.
import makeCode from "qrcode-generator";
import type { Words } from "../text/texts.ts";
import { element, svgElement } from "./element.ts";

const quietZone = 4;

export function drawQrCode(text: string, label: Words): SVGElement {
  const code = makeCode(0, "M");
  code.addData(text, "Byte");
  code.make();
  const count = code.getModuleCount();
  const size = count + 2 * quietZone;
  let path = "";
  for (let row = 0; row < count; ++row) {
    for (let column = 0; column < count; ++column) {
      if (code.isDark(row, column)) path += `M${column + quietZone} ${row + quietZone}h1v1h-1z`;
    }
  }
  return svgElement("svg", { class: "qr-code", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label,
    "shape-rendering": "crispEdges" },
  svgElement("rect", { width: size, height: size, fill: "#fff" }), svgElement("path", { d: path, fill: "#000" }));
}

export const showQrCode = (text: string, label: Words): HTMLElement =>
  element("figure", { class: "qr" }, drawQrCode(text, label), element("figcaption", {}, label));
