// The squares of a QR code, with its quiet zone.
import makeCode from "qrcode-generator";

const quietZone = 4;

export interface QrTrace {
  readonly size: number;
  // Of an SVG path
  readonly path: string;
}

export function traceQrCode(text: string): QrTrace {
  const code = makeCode(0, "M");
  code.addData(text, "Byte");
  code.make();
  const count = code.getModuleCount();
  let path = "";
  for (let row = 0; row < count; ++row) {
    for (let column = 0; column < count; ++column) {
      if (code.isDark(row, column)) path += `M${column + quietZone} ${row + quietZone}h1v1h-1z`;
    }
  }
  return { size: count + 2 * quietZone, path };
}
