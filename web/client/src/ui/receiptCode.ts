// Five groups of five, each a unit that is read and compared as one.
import { element } from "./element.ts";

export const showReceiptCode = (code: string): HTMLElement =>
  element(
    "p",
    { class: "receipt-code code", translate: "no" },
    ...code.split("-").map((group) => element("span", {}, group)),
  );
