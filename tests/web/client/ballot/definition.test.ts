import assert from "node:assert/strict";
import { test } from "node:test";
import { compileAll } from "../../../../web/client/src/ballot/compile.ts";
import { mayWeightsTell } from "../../../../web/client/src/ballot/groups.ts";
import { resultOf } from "../../../../web/client/src/crypto/refused.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { refused } from "../expectations.ts";
import { refuses } from "../refusal.ts";
import {
  choose,
  decode,
  definition,
  grades,
  type Json,
  question,
  table,
} from "./sampleElection.ts";

await ready;

// Each: the code, and what is done to a valid definition.
const faults: readonly [string, (d: Json) => void][] = [
  [
    "field",
    (d) => {
      d.more = 1;
    },
  ],
  [
    "field",
    (d) => {
      delete d.title;
    },
  ],
  [
    "field",
    (d) => {
      d.questions[0].options[0].colour = 1;
    },
  ],
  [
    "field",
    (d) => {
      d.title = { "e n": "x" };
    },
  ],
  [
    "type",
    (d) => {
      d.roll.max_voters = "1000";
    },
  ],
  [
    "type",
    (d) => {
      d.questions = {};
    },
  ],
  [
    "number",
    (d) => {
      d.trustees.count = 2 ** 32;
    },
  ],
  [
    "value",
    (d) => {
      d.revoting = "always";
    },
  ],
  [
    "value",
    (d) => {
      d.questions[0].kind.type = "toString";
    },
  ],
  [
    "version",
    (d) => {
      d.version = "tabella/v2";
    },
  ],
  [
    "identifier",
    (d) => {
      d.id = "a/b";
    },
  ],
  [
    "identifier",
    (d) => {
      d.questions[0].id = "-a";
    },
  ],
  [
    "identifier",
    (d) => {
      d.questions[0].options[0].id = "a".repeat(65);
    },
  ],
  [
    "language",
    (d) => {
      d.languages = [];
    },
  ],
  [
    "language",
    (d) => {
      d.languages = ["EN"];
    },
  ],
  [
    "language",
    (d) => {
      d.languages = ["en", "zh-Hans"];
    },
  ],
  [
    "language",
    (d) => {
      d.title.fr = "x";
    },
  ],
  [
    "language",
    (d) => {
      d.legal_basis = { fr: "Loi 7" };
    },
  ],
  [
    "type",
    (d) => {
      d.trustees.must_rehearse = "yes";
    },
  ],
  [
    "type",
    (d) => {
      d.trustees.must_show_keys = null;
    },
  ],
  [
    "text",
    (d) => {
      d.retention = { en: " a year" };
    },
  ],
  [
    "duplicate",
    (d) => {
      d.languages = ["en", "en"];
    },
  ],
  [
    "duplicate",
    (d) => {
      d.questions[0].options[1].id = "o1";
    },
  ],
  [
    "duplicate",
    (d) => {
      d.questions[0].options[1].text.en = "Option 1";
    },
  ],
  [
    "duplicate",
    (d) => {
      d.questions.push(question(choose()));
    },
  ],
  [
    "text",
    (d) => {
      d.title.en = " Sample";
    },
  ],
  [
    "text",
    (d) => {
      d.questions[0].options[0].text.en = "a\u202eb";
    },
  ],
  [
    "time",
    (d) => {
      d.schedule.opens = "2026-02-30T08:00:00Z";
    },
  ],
  [
    "time",
    (d) => {
      d.schedule.opens = "2026-05-01T24:00:00Z";
    },
  ],
  [
    "time",
    (d) => {
      d.schedule.opens = "1969-12-31T23:59:59Z";
    },
  ],
  [
    "schedule",
    (d) => {
      d.schedule.closes = d.schedule.opens;
    },
  ],
  [
    "schedule",
    (d) => {
      d.schedule.clock_bound = 86_401;
    },
  ],
  [
    "roll",
    (d) => {
      d.roll.max_voters = 0;
    },
  ],
  [
    "roll",
    (d) => {
      d.roll.max_voters = 2 ** 44;
    },
  ],
  [
    "roll",
    (d) => {
      d.roll.max_weight = 2 ** 40;
    },
  ],
  [
    "trustees",
    (d) => {
      d.trustees.threshold = 4;
    },
  ],
  [
    "trustees",
    (d) => {
      d.trustees = { count: 256, threshold: 1 };
    },
  ],
  [
    "smallest_group",
    (d) => {
      d.smallest_group = 1001;
    },
  ],
  [
    "roll",
    (d) => {
      d.smallest_group = 5;
      d.roll.weights_may_tell = true;
    },
  ],
  [
    "roll",
    (d) => {
      d.roll = { max_voters: 1000, max_weight: 2, weights_may_tell: true };
    },
  ],
  [
    "type",
    (d) => {
      d.roll.weights_may_tell = "yes";
    },
  ],
  [
    "questions",
    (d) => {
      d.questions = [];
    },
  ],
  [
    "options",
    (d) => {
      d.questions[0].options = [];
    },
  ],
  [
    "options",
    (d) => {
      d.questions = [question({ type: "ranking" }, 1)];
    },
  ],
  [
    "style",
    (d) => {
      d.styles = [];
    },
  ],
  [
    "style",
    (d) => {
      d.styles = [{ id: "a", questions: [] }];
    },
  ],
  [
    "style",
    (d) => {
      d.styles = [{ id: "a", questions: ["x"] }];
    },
  ],
  [
    "style",
    (d) => {
      d.questions.push(question(choose(), 3, "r"));
      d.styles = [{ id: "a", questions: ["q"] }];
    },
  ],
  [
    "style",
    (d) => {
      d.questions.push(question(choose(), 3, "r"));
      d.styles = [{ id: "a", questions: ["r", "q"] }];
    },
  ],
  [
    "condition",
    (d) => {
      d.questions[0].only_if = { question: "q", option: "o1" };
    },
  ],
  [
    "condition",
    (d) => {
      d.questions.push({ ...question(choose(), 3, "r"), only_if: { question: "q", option: "o9" } });
    },
  ],
  [
    "condition",
    (d) => {
      d.questions.push({
        ...question(choose(), 3, "r"),
        only_if: { question: "q", option: "o1", grade: "g1" },
      });
    },
  ],
  [
    "condition",
    (d) => {
      d.questions = [
        question({ type: "score", maximum: 3 }),
        { ...question(choose(), 3, "r"), only_if: { question: "q", option: "o1" } },
      ];
    },
  ],
  [
    "field",
    (d) => {
      d.questions = [
        question(grades()),
        { ...question(choose(), 3, "r"), only_if: { question: "q", option: "o1" } },
      ];
    },
  ],
  [
    "maximum",
    (d) => {
      d.questions[0].kind = choose(0, 0);
    },
  ],
  [
    "maximum",
    (d) => {
      d.questions[0].kind = choose(0, 4);
    },
  ],
  [
    "minimum",
    (d) => {
      d.questions[0].kind = choose(2, 1);
    },
  ],
  [
    "maximum",
    (d) => {
      d.questions[0].kind = { type: "score", maximum: 0 };
    },
  ],
  [
    "points",
    (d) => {
      d.questions[0].kind = { type: "cumulative", points: 0, limit: "exactly" };
    },
  ],
  [
    "unsatisfiable",
    (d) => {
      d.questions[0].kind = { type: "cumulative", points: 10, limit: "exactly", option_maximum: 3 };
    },
  ],
  [
    "grades",
    (d) => {
      d.questions[0].kind = grades(1);
    },
  ],
  [
    "levels",
    (d) => {
      d.questions[0].kind = { type: "quadratic", levels: 0, credits: 5 };
    },
  ],
  [
    "unsatisfiable",
    (d) => {
      d.questions[0].kind = { type: "quadratic", levels: 3, credits: 8 };
    },
  ],
  [
    "envelope",
    (d) => {
      d.questions[0].kind = { type: "budget", envelope: 0 };
    },
  ],
  [
    "cost",
    (d) => {
      d.questions[0].kind = { type: "budget", envelope: 5 };
    },
  ],
  [
    "unsatisfiable",
    (d) => {
      d.questions[0].options.forEach((o: Json) => {
        o.cost = 6;
      });
      d.questions[0].kind = { type: "budget", envelope: 5 };
    },
  ],
  [
    "places",
    (d) => {
      d.questions[0].kind = { type: "places", points: [4, 3, 2, 1], minimum: 1 };
    },
  ],
  [
    "points",
    (d) => {
      d.questions[0].kind = { type: "places", points: [4, 0], minimum: 1 };
    },
  ],
  [
    "minimum",
    (d) => {
      d.questions[0].kind = { type: "places", points: [4, 3], minimum: 3 };
    },
  ],
  [
    "table",
    (d) => {
      d.questions = [question(table(), 1)];
    },
  ],
  [
    "post_size",
    (d) => {
      d.questions = [question({ type: "ranking" }, 21)];
    },
  ],
  [
    "post_size",
    (d) => {
      d.questions = [question({ type: "quadratic", levels: 600, credits: 400000 })];
    },
  ],
  [
    "coefficients",
    (d) => {
      d.questions[0].options.forEach((o: Json, i: number) => {
        o.cost = 2 ** 52 + i;
      });
      d.questions[0].kind = { type: "budget", envelope: 2 ** 53 - 1 };
    },
  ],
  [
    "total",
    (d) => {
      d.roll.max_voters = 2 ** 43;
      d.questions[0].kind = { type: "score", maximum: 4 };
    },
  ],
  [
    "method",
    (d) => {
      d.questions[0].counting = { method: "borda" };
    },
  ],
  [
    "winners",
    (d) => {
      d.questions[0].counting = { method: "plurality", winners: 4 };
    },
  ],
  [
    "envelope",
    (d) => {
      d.questions[0].counting = { method: "plurality", envelope: 5 };
    },
  ],
  [
    "envelope",
    (d) => {
      d.questions[0].counting = { method: "greedy_budget" };
    },
  ],
  [
    "share",
    (d) => {
      d.questions[0].decision = { turnout: "3/2" };
    },
  ],
  [
    "share",
    (d) => {
      d.questions[0].decision = { turnout: "1/01" };
    },
  ],
  [
    "share",
    (d) => {
      d.questions[0].decision = { turnout: "1/1000001" };
    },
  ],
  [
    "field",
    (d) => {
      d.questions[0].decision = { majority: { more_than: "1/2", at_least: "1/2", of: "votes" } };
    },
  ],
  [
    "decision",
    (d) => {
      d.questions[0].decision = { majority: { more_than: "1/2", of: "votes" } };
    },
  ],
  [
    "decision",
    (d) => {
      d.questions[0].decision = { adopts: "o1" };
    },
  ],
  [
    "field",
    (d) => {
      d.questions[0].withhold_small = true;
    },
  ],
  [
    "value",
    (d) => {
      d.questions[0].report = "apart";
    },
  ],
];

test("a definition is read with what is left out filled in", () => {
  const read = decode(definition());
  assert.deepEqual(read.styles, [{ id: "all", questions: [0], max_voters: 1000 }]);
  assert.deepEqual(read.questions[0]!.counting, {
    method: "none",
    winners: 1,
    ties: "order",
    envelope: 0,
  });
  assert.equal(read.roll.max_weight, 1);
  assert.equal(read.schedule.closes - read.schedule.opens, 86_400);
});

faults.forEach(([code, spoil], i) => {
  const fault = `fault ${i + 1}: ${String(spoil).slice(8, 90)}`;
  test(`a definition is refused with definition.${code} (${fault})`, () => {
    const json = definition();
    compileAll(decode(json));
    spoil(json);
    refuses(`definition.${code}`, () => compileAll(decode(json)));
  });
});

const followUp = (kind: Json, count = 3): Json => ({
  ...question(kind, count, "r"),
  only_if: { question: "q", option: "o1" },
});

// Each: what is wrong with its question 1.
const groupFaults: readonly [string, (d: Json) => void][] = [
  [
    "weights and a condition",
    (d) => {
      d.smallest_group = 5;
      d.roll.max_weight = 2;
      d.questions.push(followUp(choose()));
    },
  ],
  [
    "weights and a table",
    (d) => {
      d.smallest_group = 5;
      d.roll.max_weight = 2;
      d.questions.push(question(table(), 2, "r"));
    },
  ],
  [
    "a table of more groups than its voters could fill",
    (d) => {
      d.smallest_group = 251;
      d.questions.push(question(table(), 2, "r"));
    },
  ],
  [
    "a table of more groups than the voters of its styles could fill",
    (d) => {
      d.smallest_group = 50;
      d.questions.push(question(table(), 2, "r"));
      d.styles = [
        { id: "a", questions: ["q"] },
        { id: "b", questions: ["q", "r"], max_voters: 100 },
        { id: "c", questions: ["r"], max_voters: 99 },
      ];
    },
  ],
  [
    "fewer voters than the smallest group",
    (d) => {
      d.smallest_group = 50;
      d.questions.push(question(choose(), 3, "r"));
      d.styles = [
        { id: "a", questions: ["q"] },
        { id: "b", questions: ["q", "r"], max_voters: 49 },
      ];
    },
  ],
];

for (const [what, spoil] of groupFaults) {
  test(`a question whose totals could never be opened is refused: ${what}`, () => {
    const json = definition();
    spoil(json);
    refused(
      resultOf(() => decode(json)),
      "definition.smallest_group",
      "questions[1]",
    );
  });
}

test("a smallest group is accepted where the styles together can reach it", () => {
  const [json, tabled] = [definition(), definition(question(table(), 2))];
  Object.assign(json, { smallest_group: 5 });
  Object.assign(json.roll, { max_weight: 2, weights_may_tell: true });
  assert.equal(decode(json).roll.weights_may_tell, true);
  delete json.roll.weights_may_tell;
  assert.equal(decode(json).roll.weights_may_tell, false);
  Object.assign(tabled, { smallest_group: 50 });
  tabled.styles = ["a", "b"].map((id) => ({ id, questions: ["q"], max_voters: 100 }));
  decode(tabled);
  tabled.smallest_group = 51;
  refuses("definition.smallest_group", () => decode(tabled));
});

test("a question is reported by style, unless it is conditional", () => {
  const json = definition(question(choose()), followUp(choose()));
  json.questions[0].report = "by_style";
  assert.deepEqual(
    decode(json).questions.map(({ report }) => report),
    ["by_style", "together"],
  );
  json.questions[1].report = "by_style";
  refused(
    resultOf(() => decode(json)),
    "definition.report",
    "questions[1].report",
  );
});

test("weights that may tell are for weights, and for groups that they tell something of", () => {
  for (const [max_weight, smallest_group] of [
    [1, 5],
    [2, 1],
  ]) {
    const json = definition();
    Object.assign(json, { smallest_group });
    Object.assign(json.roll, { max_weight, weights_may_tell: true });
    refused(
      resultOf(() => decode(json)),
      "definition.roll",
      "roll.weights_may_tell",
    );
  }
});

test("weights may tell where the definition says so, and where every total is opened", () => {
  const tells = (max_weight: number, smallest_group: number, weights_may_tell = false): boolean => {
    const json = definition();
    Object.assign(json, { smallest_group });
    Object.assign(json.roll, { max_weight, weights_may_tell });
    return mayWeightsTell(decode(json));
  };
  assert.deepEqual([tells(2, 5, true), tells(2, 1)], [true, true]);
  assert.deepEqual([tells(2, 5), tells(1, 5), tells(1, 1)], [false, false, false]);
});

test("the largest ranking that a post holds compiles, and no larger one", () => {
  compileAll(decode(definition(question({ type: "ranking" }, 19))));
  compileAll(decode(definition(question({ type: "ranking", ties: "allowed" }, 11))));
  refuses("definition.post_size", () =>
    compileAll(decode(definition(question({ type: "ranking", ties: "allowed" }, 12)))),
  );
});
