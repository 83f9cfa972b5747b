// The JSON of answers: docs/protocol.md, "Answers". Of ids and limits, toBits judges.
import type { Answer, Answers } from "./answer.ts";
import { JsonReader } from "./jsonReader.ts";
import { parseStrictJson } from "./strictJson.ts";

const ids = (json: JsonReader): string[] => json.array().map((item) => item.string());

const byId = <Value>(json: JsonReader, read: (value: JsonReader) => Value): Record<string, Value> =>
  Object.fromEntries(json.entries().map(([id, value]) => [id, read(value)]));

function level(json: JsonReader): number {
  const value = json.integer();
  return value >= -0x7fff_ffffn && value <= 0x7fff_ffffn
    ? Number(value)
    : json.refuse("number", "is too large");
}

const fields: Readonly<Record<string, (json: JsonReader) => Answer>> = {
  chosen: (json) => ({ chosen: ids(json) }),
  scores: (json) => ({ scores: byId(json, (value) => value.small()) }),
  grades: (json) => ({ grades: byId(json, (value) => value.string()) }),
  levels: (json) => ({ levels: byId(json, level) }),
  ranking: (json) => ({ ranking: json.array().map(ids) }),
  places: (json) => ({ places: ids(json) }),
  cell: (json) => {
    json.only("row", "column");
    return { cell: { row: json.field("row").string(), column: json.field("column").string() } };
  },
};

function readAnswer(json: JsonReader): Answer {
  if (json.isString) return json.oneOf(["blank"] as const);
  json.only(...Object.keys(fields));
  const entries = json.entries();
  if (entries.length !== 1) json.refuse("field", "must have one field");
  const [name, value] = entries[0]!;
  return fields[name]!(value);
}

export const readAnswers = (json: JsonReader): Answers => byId(json, readAnswer);

//   {"trees":{"chosen":["yes"]},"benches":{"scores":{"oak":3,"lime":1}}}
export const decodeAnswers = (bytes: Uint8Array): Answers =>
  readAnswers(new JsonReader(parseStrictJson(bytes, "answers", "allowed"), "answers"));
