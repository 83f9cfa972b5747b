// The draft as the compiler sees it: the first fault with its place, or what it would cost voters.
import { nameOfKey } from "../bulletinBoard/signedNote.ts";
import { compileAll, type CompiledStyle } from "../ballot/compile.ts";
import { decodeDefinition } from "../ballot/definitionJson.ts";
import type { Definition } from "../ballot/definition.ts";
import { type Parties, electionPost } from "../bulletinBoard/writePost.ts";
import { tryKey } from "../bulletinBoard/tryKey.ts";
import { someFields, text, tryShape } from "../ballot/shape.ts";
import { utf8 } from "../crypto/bytes.ts";
import { Refused, resultOf } from "../crypto/refused.ts";
import { sealedSize } from "../crypto/style.ts";
import { type Draft, nonEmptyLines } from "./draft.ts";
import { definitionJson } from "./draftJson.ts";

export interface Compiled {
  readonly json: string;
  readonly definition: Definition;
  readonly styles: readonly CompiledStyle[];
}

export function compileDraft(draft: Draft): Compiled | Refused {
  const json = definitionJson(draft);
  return resultOf(() => {
    const definition = decodeDefinition(utf8(json));
    return { json, definition, styles: compileAll(definition) };
  });
}

export interface QuestionCost {
  readonly question: string;
  readonly bits: number;
}

// The bits of each question: up to where the next begins.
export function costs({ definition, styles }: Compiled): QuestionCost[] {
  const style = styles[0]!;
  return style.questions.map((part, i) => {
    const end = style.questions[i + 1]?.firstBit ?? style.style.bits;
    return { question: definition.questions[part.question]!.id, bits: end - part.firstBit };
  });
}

export const ballotBytes = (style: CompiledStyle): number => sealedSize(style.style);

const isKey = (key: string): boolean => tryKey(key)?.type === 1;

// {"key":"ada+c8a5...+AQ..."}
const lineShape = someFields({ key: text });

// People may be given by their whole line or by the verifier key alone.
const keyOf = (line: string): string => tryShape(line, lineShape)?.key ?? line;

// Code parties.*, path: the field and the line.
export function readParties(draft: Draft): Parties | Refused {
  const officials = nonEmptyLines(draft.officials).map(keyOf);
  const trustees = nonEmptyLines(draft.trustees).map(keyOf);
  const registrar = keyOf(draft.registrar.trim());
  const threshold = Number(draft.officialsThreshold);
  const wrongOfficial = officials.findIndex((key) => !isKey(key));
  const wrongTrustee = trustees.findIndex((key) => !isKey(key));
  if (officials.length === 0) return new Refused("parties.officials", "officials", "");
  if (wrongOfficial >= 0) return new Refused("parties.key", "officials", String(wrongOfficial + 1));
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > officials.length) {
    return new Refused("parties.threshold", "officials-threshold", "");
  }
  if (!isKey(registrar)) return new Refused("parties.key", "registrar", "1");
  if (trustees.length === 0) return new Refused("parties.trustees", "trustees", "");
  if (wrongTrustee >= 0) return new Refused("parties.key", "trustees", String(wrongTrustee + 1));
  const all = [...officials, registrar, ...trustees];
  const twin = all.findIndex((key, i) => all.indexOf(key) !== i);
  if (twin >= 0) return new Refused("parties.twice", "people", nameOfKey(all[twin]!));
  return { officials_threshold: threshold, officials, registrar, trustees };
}

// The line to be signed by the operator and the officials. policy: whose cosignatures will show
// when voting ended.
export function announcementLine(compiled: Compiled, policy: string, parties: Parties): string {
  return electionPost(compiled.definition.id, compiled.json, policy, parties);
}
