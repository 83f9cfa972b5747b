// What went wrong, in three sentences: what happened, whose fault it is, which is rarely the
// reader's, and what to do now. The texts of an alert are NAME.text and NAME.next.
import { say, type Filling, type TextKey } from "../text/texts.ts";
import { element } from "./element.ts";
import { drawIcon } from "./outcome.ts";

type NameOf<Key> = Key extends `${infer Name}.next`
  ? `${Name}.text` extends TextKey
    ? Name
    : never
  : never;
export type AlertName = NameOf<TextKey>;
type FaultOf<Key> = Key extends `fault.${infer Fault}` ? Fault : never;
export type Fault = FaultOf<TextKey>;

export function makeAlert(
  kind: "bad" | "warn",
  name: AlertName,
  fault: Fault,
  places: Readonly<Record<string, Filling>> = {},
): HTMLElement {
  const sentence = (part: string, key: TextKey): HTMLElement =>
    element("p", { class: part }, say(key, places));
  return element(
    "div",
    { class: `outcome ${kind}` },
    drawIcon(kind),
    element(
      "div",
      {},
      sentence("happened", `${name}.text`),
      sentence("fault", `fault.${fault}`),
      sentence("next", `${name}.next`),
    ),
  );
}
