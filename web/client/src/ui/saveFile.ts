// Saves what the page made as a file of the person's own choice of place.
import { element } from "./element.ts";

export function saveFile(
  name: string,
  content: string | Uint8Array<ArrayBuffer> | Blob,
  type = "text/plain",
): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
