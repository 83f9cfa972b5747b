// Definition bytes to data: docs/protocol.md, "The definition". Bounds and the relations between
// fields are in definitionCheck.ts.
import { Refused } from "../crypto/refused.ts";
import type {
  BallotStyle,
  Condition,
  Counting,
  Decision,
  Definition,
  Kind,
  Majority,
  Option,
  Question,
  Quota,
  Text,
} from "./definition.ts";
import { methods, questionReports } from "./definition.ts";
import { checkDefinition } from "./definitionCheck.ts";
import { JsonReader } from "./jsonReader.ts";
import { parseStrictJson } from "./strictJson.ts";
import { decodeTime } from "./time.ts";

const readText = (json: JsonReader): Text =>
  Object.fromEntries(json.entries().map(([language, words]) => [language, words.string()]));

function readTime(json: JsonReader): number {
  return (
    decodeTime(json.string()) ?? json.refuse("time", "must be a time such as 2026-05-01T08:00:00Z")
  );
}

// The index of what an id names.
function findId(json: JsonReader, list: readonly { readonly id: string }[], code: string): number {
  const id = json.string();
  const index = list.findIndex((each) => each.id === id);
  return index >= 0 ? index : json.refuse(code, "names nothing");
}

function readOptions(json: JsonReader): Option[] {
  return json.array().map((item) => {
    item.only("id", "text", "cost");
    return {
      id: item.field("id").string(),
      text: readText(item.field("text")),
      cost: item.optional("cost")?.amount() ?? 0,
    };
  });
}

const readBlank = (json: JsonReader) =>
  json.optional("blank")?.oneOf(["not_offered", "counted"]) ?? "not_offered";

const kinds: { readonly [Type in Kind["type"]]: (json: JsonReader) => Kind } = {
  choose(json) {
    json.only("type", "minimum", "maximum", "blank");
    return {
      type: "choose",
      minimum: json.field("minimum").small(),
      maximum: json.field("maximum").small(),
      blank: readBlank(json),
    };
  },
  score(json) {
    json.only("type", "maximum");
    return { type: "score", maximum: json.field("maximum").small() };
  },
  cumulative(json) {
    json.only("type", "points", "limit", "option_maximum");
    const points = json.field("points").small();
    return {
      type: "cumulative",
      points,
      limit: json.field("limit").oneOf(["exactly", "at_most"]),
      option_maximum: json.optional("option_maximum")?.small() ?? points,
    };
  },
  grades(json) {
    json.only("type", "grades");
    return { type: "grades", grades: readOptions(json.field("grades")) };
  },
  quadratic(json) {
    json.only("type", "levels", "credits");
    return {
      type: "quadratic",
      levels: json.field("levels").small(),
      credits: json.field("credits").small(),
    };
  },
  budget(json) {
    json.only("type", "envelope");
    return { type: "budget", envelope: json.field("envelope").amount() };
  },
  ranking(json) {
    json.only("type", "ties", "blank");
    return {
      type: "ranking",
      ties: json.optional("ties")?.oneOf(["refused", "allowed"]) ?? "refused",
      blank: readBlank(json),
    };
  },
  places(json) {
    json.only("type", "points", "minimum");
    return {
      type: "places",
      points: json
        .field("points")
        .array()
        .map((each) => each.small()),
      minimum: json.field("minimum").small(),
    };
  },
  table(json) {
    json.only("type", "column_title", "columns", "report");
    return {
      type: "table",
      column_title: readText(json.field("column_title")),
      columns: readOptions(json.field("columns")),
      report: json.field("report").oneOf(["joint", "margins"]),
    };
  },
};

function readKind(json: JsonReader): Kind {
  return kinds[json.field("type").oneOf(Object.keys(kinds) as Kind["type"][])](json);
}

// "2/3": two numbers below 2^64 without sign and leading zeros.
function readQuota(json: JsonReader): Quota {
  const parts = /^(0|[1-9][0-9]{0,19})\/(0|[1-9][0-9]{0,19})$/.exec(json.string());
  const [numerator, denominator] = [BigInt(parts?.[1] ?? 0), BigInt(parts?.[2] ?? 0)];
  if (parts === null || numerator >= 2n ** 64n || denominator >= 2n ** 64n)
    json.refuse("share", "must be a share such as 2/3");
  return { numerator, denominator };
}

function readCondition(json: JsonReader, earlier: readonly Question[]): Condition {
  json.only("question", "option", "grade");
  const question = findId(json.field("question"), earlier, "condition");
  const other = earlier[question]!;
  const option = findId(json.field("option"), other.options, "condition");
  if (other.kind.type === "grades")
    return { question, option, grade: findId(json.field("grade"), other.kind.grades, "condition") };
  json.optional("grade")?.refuse("condition", "that question has no grades");
  return { question, option, grade: 0 };
}

function readCounting(json: JsonReader): Counting {
  json.only("method", "winners", "ties", "envelope");
  return {
    method: json.field("method").oneOf(methods),
    winners: json.optional("winners")?.small() ?? 1,
    ties: json.optional("ties")?.oneOf(["order", "lot"]) ?? "order",
    envelope: json.optional("envelope")?.amount() ?? 0,
  };
}

function readMajority(json: JsonReader): Majority {
  json.only("more_than", "at_least", "of");
  const [more, least] = [json.optional("more_than"), json.optional("at_least")];
  const quota = more ?? least;
  if (quota === null || (more !== null && least !== null))
    return json.refuse("field", "needs either more_than or at_least");
  return {
    comparison: more !== null ? "more_than" : "at_least",
    quota: readQuota(quota),
    of: json.field("of").oneOf(["votes", "ballots", "roll"]),
  };
}

const noQuota: Quota = { numerator: 0n, denominator: 1n };

function readDecision(json: JsonReader, options: readonly Option[]): Decision {
  json.only("turnout", "turnout_weight", "majority", "adopts");
  const [turnout, weight, majority, adopts] = [
    "turnout",
    "turnout_weight",
    "majority",
    "adopts",
  ].map((name) => json.optional(name)) as [
    JsonReader | null,
    JsonReader | null,
    JsonReader | null,
    JsonReader | null,
  ];
  return {
    turnout: turnout ? readQuota(turnout) : noQuota,
    turnout_weight: weight ? weight.integer() : 0n,
    majority: majority ? readMajority(majority) : null,
    adopts: adopts ? findId(adopts, options, "decision") : null,
  };
}

function readQuestion(json: JsonReader, earlier: readonly Question[]): Question {
  json.only("id", "title", "options", "kind", "only_if", "report", "counting", "decision");
  const options = readOptions(json.field("options"));
  const [only_if, counting, decision] = [
    json.optional("only_if"),
    json.optional("counting"),
    json.optional("decision"),
  ];
  return {
    id: json.field("id").string(),
    title: readText(json.field("title")),
    options,
    kind: readKind(json.field("kind")),
    only_if: only_if ? readCondition(only_if, earlier) : null,
    report: json.optional("report")?.oneOf(questionReports) ?? "together",
    counting: counting
      ? readCounting(counting)
      : { method: "none", winners: 1, ties: "order", envelope: 0 },
    decision: decision
      ? readDecision(decision, options)
      : { turnout: noQuota, turnout_weight: 0n, majority: null, adopts: null },
  };
}

function readStyles(
  json: JsonReader | null,
  questions: readonly Question[],
  max_voters: number,
): BallotStyle[] {
  // One style that asks everything.
  if (json === null) return [{ id: "all", questions: questions.map((_, i) => i), max_voters }];
  return json.array().map((style) => {
    style.only("id", "questions", "max_voters");
    return {
      id: style.field("id").string(),
      questions: style
        .field("questions")
        .array()
        .map((id) => findId(id, questions, "style")),
      max_voters: style.optional("max_voters")?.amount() ?? max_voters,
    };
  });
}

function readDefinition(json: JsonReader): Definition {
  json.only(
    "version",
    "id",
    "languages",
    "title",
    "legal_basis",
    "retention",
    "schedule",
    "roll",
    "trustees",
    "revoting",
    "smallest_group",
    "questions",
    "styles",
  );
  const version = json.field("version");
  if (version.string() !== "tabella/v1") version.refuse("version", "must be tabella/v1");
  const schedule = json.field("schedule").only("opens", "closes", "clock_bound");
  const roll = json.field("roll").only("max_voters", "max_weight", "weights_may_tell");
  const trustees = json
    .field("trustees")
    .only("count", "threshold", "must_rehearse", "must_show_keys");
  const max_voters = roll.field("max_voters").amount();
  const [legal_basis, retention] = [json.optional("legal_basis"), json.optional("retention")];
  const questions: Question[] = [];
  for (const question of json.field("questions").array())
    questions.push(readQuestion(question, questions));
  return {
    id: json.field("id").string(),
    languages: json
      .field("languages")
      .array()
      .map((tag) => tag.string()),
    title: readText(json.field("title")),
    legal_basis: legal_basis === null ? null : readText(legal_basis),
    retention: retention === null ? null : readText(retention),
    schedule: {
      opens: readTime(schedule.field("opens")),
      closes: readTime(schedule.field("closes")),
      clock_bound: schedule.optional("clock_bound")?.amount() ?? 600,
    },
    roll: {
      max_voters,
      max_weight: roll.optional("max_weight")?.amount() ?? 1,
      weights_may_tell: roll.optional("weights_may_tell")?.boolean() ?? false,
    },
    trustees: {
      count: trustees.field("count").small(),
      threshold: trustees.field("threshold").small(),
      must_rehearse: trustees.optional("must_rehearse")?.boolean() ?? false,
      must_show_keys: trustees.optional("must_show_keys")?.boolean() ?? false,
    },
    revoting: json.field("revoting").oneOf(["refused", "last_counts"]),
    smallest_group: json.optional("smallest_group")?.amount() ?? 1,
    questions,
    styles: readStyles(json.optional("styles"), questions, max_voters),
  };
}

// Throws Refused with a code definition.*.
//
//   {"version":"tabella/v1","id":"square","languages":["en"],"title":{"en":"The square"},
//   "schedule":{"opens":"2027-05-01T06:00:00Z","closes":"2027-05-09T18:00:00Z"}, ...}
export function decodeDefinition(bytes: Uint8Array): Definition {
  const definition = readDefinition(
    new JsonReader(parseStrictJson(bytes, "definition"), "definition"),
  );
  const refusal: Refused | null = checkDefinition(definition);
  if (refusal !== null) throw refusal;
  return definition;
}
