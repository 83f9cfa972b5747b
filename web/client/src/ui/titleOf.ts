import { type OwnText, sayOwn } from "../text/texts.ts";

// The election's title, in the reader's language if the definition has it.
export function titleOf(definition: string): OwnText {
  return sayOwn((JSON.parse(definition) as { title: Record<string, string> }).title);
}
