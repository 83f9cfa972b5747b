// From an official's draft to an election: the page and the program say the same of it.
import assert from "node:assert/strict";
import { type ExecFileSyncOptions, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";

import { postText } from "../../../../web/client/src/bulletinBoard/postText.ts";
import { PartyKey } from "../../../../web/client/src/bulletinBoard/partyKey.ts";
import { Refused } from "../../../../web/client/src/crypto/refused.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import type { Draft, DraftQuestion } from "../../../../web/client/src/authority/draft.ts";
import { setLanguages } from "../../../../web/client/src/authority/draft.ts";
import { encodeDraft, parseDraft } from "../../../../web/client/src/authority/draftFile.ts";
import { definitionJson } from "../../../../web/client/src/authority/draftJson.ts";
import {
  announcementLine,
  compileDraft,
  costs,
  readParties,
} from "../../../../web/client/src/authority/draftCheck.ts";
import {
  draftOf,
  questionOf,
  templateNames,
} from "../../../../web/client/src/authority/templates.ts";
import { ok, refused } from "../expectations.ts";

const origin = "board.example/templates";
const program = resolve(process.env["TABELLA_ROOT"] ?? "", "build/release/tabella");
const folder = mkdtempSync(join(tmpdir(), "tabella-templates-"));
const options: ExecFileSyncOptions = { cwd: folder, stdio: ["ignore", "pipe", "pipe"] };
let policy: string;
let lines: { officials: string; registrar: string; trustees: string };

before(async () => {
  await ready;
  policy = `log ${PartyKey.random(origin).verifier.text}\nquorum none\n`;
  const line = (name: string): string => PartyKey.random(name).publicText();
  lines = {
    officials: ["official/1", "official/2"].map(line).join("\n"),
    registrar: line("registrar"),
    trustees: ["trustee/1", "trustee/2", "trustee/3"].map(line).join("\n"),
  };
});
after(() => rmSync(folder, { recursive: true, force: true }));

// What a template leaves to the official: names and texts. Texts that it has stay.
function fillIn(draft: Draft): Draft {
  Object.assign(draft, { id: "filled", ...lines });
  const write = (texts: Record<string, string>, words: string): void => {
    for (const tag of draft.languages) texts[tag] ||= `${words} (${tag})`;
  };
  write(draft.title, "The election");
  for (const question of draft.questions) {
    write(question.title, `Question ${question.id}`);
    write(question.columnTitle, "The columns");
    for (const option of [...question.options, ...question.others])
      write(option.text, `Option ${option.id}`);
  }
  return draft;
}

const filled = (...templates: readonly (typeof templateNames)[number][]): Draft => {
  const draft = draftOf(templates[0]!);
  for (const template of templates.slice(1)) {
    draft.questions.push(
      questionOf(template, `question-${draft.questions.length + 1}`, draft.questions),
    );
  }
  return fillIn(draft);
};

// What the program prints, or why it refuses.
function askProgram(json: string): { readonly said: string; readonly post: string } | string {
  const parties = ok(readParties(fillIn(draftOf("yesNo"))));
  writeFileSync(join(folder, "definition.json"), json);
  writeFileSync(join(folder, "parties.json"), JSON.stringify({ policy, ...parties }));
  rmSync(join(folder, "out.post"), { force: true });
  try {
    const said = execFileSync(
      program,
      ["election", "prepare", "definition.json", "parties.json", "out.post"],
      options,
    );
    return { said: said.toString(), post: readFileSync(join(folder, "out.post"), "utf8") };
  } catch (error) {
    const { stderr } = error as { stderr: Buffer };
    return stderr.toString().trim();
  }
}

function assertSame(draft: Draft, name: string): void {
  const compiled = ok(compileDraft(draft));
  const answer = askProgram(compiled.json);
  if (typeof answer === "string") assert.fail(`${name}: ${answer}`);
  const line = announcementLine(compiled, policy, ok(readParties(draft)));
  assert.equal(answer.post, `${postText(line, origin)}\n`, name);
  const { style } = compiled.styles[0]!;
  const { bits, counters, equations } = style;
  const parts = `${counters.length} counters, ${equations.length} equations`;
  const cost = `style all: ${bits} bits, ${parts};`;
  assert.ok(answer.said.startsWith(cost), `${name}: ${cost} is not ${answer.said}`);
  assert.equal(
    costs(compiled).reduce((sum, { bits }) => sum + bits, 0),
    style.bits,
    name,
  );
}

test("every template, filled in, is an election that program and page spell and cost alike", () => {
  for (const template of templateNames) assertSame(filled(template), template);
});

test("all templates together are one election, and each may follow an earlier question", () => {
  assertSame(filled(...templateNames), "all");
});

// What every kind offers besides: each switch in its other position.
const switches: readonly (readonly [
  string,
  (question: DraftQuestion) => void,
  ...(typeof templateNames)[number][],
])[] = [
  ["a counted blank", (question) => (question.blank = true), "choose", "ranking"],
  ["no counting", (question) => (question.method = "none"), ...templateNames],
  ["points to be used up", (question) => (question.limit = "exactly"), "cumulative"],
  [
    "ranked pairs",
    (question) => (question.method = "condorcet_ranked_pairs"),
    "ranking",
    "rankingTies",
  ],
  ["Borda", (question) => (question.method = "borda"), "ranking", "rankingTies"],
  ["a joint table", (question) => (question.report = "joint"), "table"],
  ["ties by lot", (question) => (question.ties = "lot"), "choose", "score", "budget"],
  [
    "a turnout and an adopted option",
    (question) => Object.assign(question, { turnout: "1/4", adopts: "a" }),
    "score",
    "ranking",
  ],
  [
    "at least two thirds of the roll",
    (question) =>
      Object.assign(question, { majority: "at_least", majorityShare: "2/3", majorityOf: "roll" }),
    "choose",
    "approval",
  ],
  [
    "a budget out of scores",
    (question) => Object.assign(question, { method: "greedy_budget" }),
    "score",
    "approval",
    "cumulative",
    "places",
  ],
];

test("every switch of a question makes an election that the program accepts", () => {
  for (const [name, change, ...templates] of switches) {
    for (const template of templates) {
      const draft = filled(template);
      const question = draft.questions.at(-1)!;
      change(question);
      if (question.method === "none") question.adopts = "";
      assertSame(draft, `${template}: ${name}`);
    }
  }
});

test("a legal basis, and what is kept, are in the definition as the program reads it", () => {
  const draft = filled("yesNo");
  draft.legalBasis = { en: "City law 7", "zh-Hans": "市法第七条" };
  draft.retention = { en: "Nothing but the log.", "zh-Hans": "仅保存日志。" };
  assertSame(draft, "legal basis");
  const { legal_basis, retention } = JSON.parse(definitionJson(draft)) as Record<string, unknown>;
  assert.deepEqual(
    { legal_basis, retention },
    { legal_basis: draft.legalBasis, retention: draft.retention },
  );
  assert.ok(
    !definitionJson(filled("yesNo")).includes("legal_basis"),
    "what nobody typed is left out",
  );
});

// Each fault that an official can make, its code and its place.
const faults: readonly (readonly [string, string, (draft: Draft) => void])[] = [
  ["definition.identifier", "id", (draft) => (draft.id = "with space")],
  ["definition.text", "title.de", (draft) => setLanguages(draft, ["en", "zh-Hans", "de"])],
  ["definition.text", "title.en", (draft) => (draft.title["en"] = " ")],
  ["definition.text", "legal_basis.zh-Hans", (draft) => (draft.legalBasis["en"] = "City law 7")],
  ["definition.time", "schedule.opens", (draft) => (draft.opens = "soon")],
  ["definition.schedule", "schedule.closes", (draft) => (draft.closes = draft.opens)],
  ["definition.type", "roll.max_voters", (draft) => (draft.maxVoters = "many")],
  ["definition.roll", "roll.max_voters", (draft) => (draft.maxVoters = "0")],
  ["definition.trustees", "trustees.threshold", (draft) => (draft.threshold = "4")],
  ["definition.smallest_group", "smallest_group", (draft) => (draft.smallestGroup = "1001")],
  ["definition.questions", "questions", (draft) => (draft.questions = [])],
  [
    "definition.text",
    "questions[0].options[1].text.zh-Hans",
    (draft) => (draft.questions[0]!.options[1]!.text["zh-Hans"] = ""),
  ],
  [
    "definition.duplicate",
    "questions[0].options[1].text.en",
    (draft) =>
      (draft.questions[0]!.options[1]!.text["en"] = draft.questions[0]!.options[0]!.text["en"]!),
  ],
  [
    "definition.duplicate",
    "questions[0].options[1].id",
    (draft) => (draft.questions[0]!.options[1]!.id = draft.questions[0]!.options[0]!.id),
  ],
  [
    "definition.options",
    "questions[0].options",
    (draft) => Object.assign(draft.questions[0]!, { options: [], adopts: "" }),
  ],
  [
    "definition.winners",
    "questions[0].counting.winners",
    (draft) => (draft.questions[0]!.winners = "3"),
  ],
  [
    "definition.share",
    "questions[0].decision.turnout",
    (draft) => (draft.questions[0]!.turnout = "half"),
  ],
  [
    "definition.share",
    "questions[0].decision.majority.share",
    (draft) => (draft.questions[0]!.majorityShare = "3/2"),
  ],
  [
    "definition.condition",
    "questions[0].only_if.question",
    (draft) => (draft.questions[0]!.onlyIf.question = "question-9"),
  ],
  [
    "definition.method",
    "questions[0].counting.method",
    (draft) => (draft.questions[0]!.method = "borda"),
  ],
];

test("a draft's fault has the same code and place on the page and in the program", () => {
  for (const [code, path, spoil] of faults) {
    const draft = filled("yesNo");
    spoil(draft);
    const compiled = compileDraft(draft);
    refused(compiled, code, path);
    const said = askProgram(definitionJson(draft));
    assert.ok(
      String(said).includes(` ${code}: definition.json, ${path}: `),
      `${path}: ${String(said)}`,
    );
  }
});

test("a draft's fault in the second question names the second question", () => {
  const draft = filled("yesNo", "budget");
  draft.questions[1]!.options[0]!.cost = "ten";
  refused(compileDraft(draft), "definition.type", "questions[1].options[0].cost");
  draft.questions[1]!.options[0]!.cost = "10";
  draft.questions[1]!.numbers.envelope = "";
  refused(compileDraft(draft), "definition.type", "questions[1].kind.envelope");
});

test("people: every field and line that is wrong is named", () => {
  const changed = (change: Partial<Draft>): Refused | object =>
    readParties({ ...filled("yesNo"), ...change });
  refused(changed({ officials: "" }), "parties.officials", "officials");
  const second = changed({ officials: `${lines.officials.split("\n")[0]}\nno key` });
  refused(second, "parties.key", "officials");
  assert.equal((second as Refused).detail, "2");
  for (const officialsThreshold of ["0", "3", "", "1.5", "two"]) {
    refused(changed({ officialsThreshold }), "parties.threshold", "officials-threshold");
  }
  refused(changed({ registrar: "" }), "parties.key", "registrar");
  refused(changed({ trustees: "\n" }), "parties.trustees", "trustees");
  const wrong = changed({ trustees: lines.trustees.replace(/[^+]*"\}$/, 'AAAA"}') });
  refused(wrong, "parties.key", "trustees");
  assert.equal((wrong as Refused).detail, "3");
  refused(changed({ registrar: lines.officials.split("\n")[1]! }), "parties.twice", "people");
});

test("a draft that was saved comes back as it was, and what is none is refused", () => {
  const draft = filled(...templateNames);
  assert.deepEqual(parseDraft(encodeDraft(draft)), draft);
  const { mustRehearse, mustShowKeys, legalBasis, retention, ...earlier } = draft;
  assert.ok(mustRehearse && mustShowKeys && legalBasis && retention);
  assert.deepEqual(parseDraft(encodeDraft(earlier as Draft))?.retention, {});
  for (const text of [
    "",
    "{}",
    "[]",
    "null",
    '{"type":"tabella/v1/draft"}',
    '{"type":"tabella/v1/draft","draft":{}}',
    encodeDraft(draft).replace('"revoting": true', '"revoting": "yes"'),
    encodeDraft(draft).replace('"revoting": true', '"revoting": true, "newer": 1'),
  ]) {
    assert.equal(parseDraft(text), null, text);
  }
});
