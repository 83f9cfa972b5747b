// What a page finds in its browser in place of what this one does not have or would draw by lot.
// Each is handed to the page as it is.

// Chromium on Linux reads no QR codes: this one sees what a test holds before it.
export function standInForDetector() {
  globalThis.BarcodeDetector = class {
    static getSupportedFormats = async () => ["qr_code"];
    detect = async (video) =>
      globalThis.seen !== undefined && video.videoWidth > 0 ? [{ rawValue: globalThis.seen }] : [];
  };
}

// As a language would be that is written from right to left and takes 40 % more room.
export function stretch() {
  const written = new WeakMap();
  const lengthen = (node) => {
    if (
      written.get(node) === node.data ||
      node.data.trim() === "" ||
      node.parentElement?.closest("script, style, textarea, .code, .languages") !== null
    )
      return;
    node.data += ` ${node.data.slice(0, Math.ceil(0.4 * node.data.length))}`;
    written.set(node, node.data);
  };
  new MutationObserver(() => {
    if (document.documentElement.dir !== "rtl") document.documentElement.dir = "rtl";
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) lengthen(node);
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["dir"],
  });
}
