// An election for tests: every part is valid, so that a test changes just what it is about.
import { compileAll } from "../../../../web/client/src/ballot/compile.ts";
import { decodeDefinition } from "../../../../web/client/src/ballot/definitionJson.ts";
import { electionFingerprint } from "../../../../web/client/src/ballot/fingerprint.ts";
import type { Election } from "../../../../web/client/src/ballot/election.ts";
import { announcementHash } from "../../../../web/client/src/bulletinBoard/postText.ts";
import { utf8 } from "../../../../web/client/src/crypto/bytes.ts";
import { multiplyBase, scalarFromInteger } from "../../../../web/client/src/crypto/group.ts";

// Tests spoil it anywhere.
export type Json = any;

const options = (count: number, prefix = "o"): Json[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `${prefix}${i + 1}`,
    text: { en: `Option ${i + 1}` },
    cost: 0,
  }));

export const question = (kind: Json, count = 3, id = "q"): Json => ({
  id,
  title: { en: `Question ${id}` },
  options: options(count),
  kind,
});

export const choose = (minimum = 1, maximum = 1, blank = "not_offered"): Json => ({
  type: "choose",
  minimum,
  maximum,
  blank,
});
export const grades = (count = 3): Json => ({ type: "grades", grades: options(count, "g") });
export const table = (report = "joint"): Json => ({
  type: "table",
  column_title: { en: "Age" },
  columns: options(2, "c"),
  report,
});

export const definition = (...questions: Json[]): Json => ({
  version: "tabella/v1",
  id: "sample-2026",
  languages: ["en"],
  title: { en: "Sample" },
  schedule: { opens: "2026-05-01T08:00:00Z", closes: "2026-05-02T08:00:00Z" },
  roll: { max_voters: 1000 },
  trustees: { count: 3, threshold: 2 },
  revoting: "last_counts",
  questions: questions.length > 0 ? questions : [question(choose())],
});

export const decode = (json: Json) => decodeDefinition(utf8(JSON.stringify(json)));

export function electionOf(json: Json): Election {
  const [decoded, key] = [decode(json), multiplyBase(scalarFromInteger(12345))];
  const styles = compileAll(decoded);
  const announcement = announcementHash(JSON.stringify(json), "board.example/sample");
  return {
    definition: decoded,
    styles,
    key,
    fingerprint: electionFingerprint(announcement, styles, key, new Uint8Array(32)),
  };
}
