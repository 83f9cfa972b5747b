// The screens on which an election is written: what it asks, of whom, by which rules, and by whom it is
// run. What the compiler says about it stands below, and changes with every letter.
import { isLanguageTag } from "../../ballot/plainText.ts";
import { Refused } from "../../crypto/refused.ts";
import { type Words, say } from "../../text/texts.ts";
import { type Child, element, replaceChildren } from "../../ui/element.ts";
import {
  actions,
  areaField,
  button,
  choiceField,
  fileField,
  heading,
  note,
  paragraph,
  table,
  textField,
  tickField,
} from "../officials/blocks.ts";
import type { Screen } from "../officials/stage.ts";
import {
  type Draft,
  type DraftOption,
  type DraftQuestion,
  type Texts,
  methodsOf,
  newOption,
  numbersOf,
  setLanguages,
} from "./draft.ts";
import { type Compiled, ballotBytes, compileDraft, costs, readParties } from "./draftCheck.ts";
import { sealingSeconds } from "./sealingTime.ts";
import { type TemplateName, questionOf, templateNames } from "./templates.ts";

export type DraftStep = "basics" | "questions" | "question" | "people" | "report" | "preview";

export interface DraftDesk {
  readonly draft: Draft;
  question: number;
  go(step: DraftStep): void;
  redraw(): void;
  save(): void;
}

const largestQuestion = 64;

// The compiler's verdict, made anew while the person types.
function verdictOf(draft: Draft): { node: HTMLElement; refresh: () => void } {
  const node = element("section", { class: "verdict", role: "status" });
  const refresh = (): void => replaceChildren(node, verdictWords(draft));
  refresh();
  return { node, refresh };
}

function verdictWords(draft: Draft): Child {
  const compiled = compileDraft(draft);
  if (compiled instanceof Refused) {
    return note("warning", say("authority.refused", { reason: compiled.message }));
  }
  const bits = compiled.styles[0]!.style.bits;
  const t = sealingSeconds(compiled.styles[0]!.style).toFixed(1);
  return note("success", say("authority.compiles", { m: bits, t }));
}

// One text in every language, side by side.
function textsField(
  id: string,
  label: Words,
  texts: Texts,
  languages: readonly string[],
  changed: () => void,
): HTMLElement {
  const fields = languages.map((tag) =>
    textField(
      { id: `${id}-${tag}`, label: () => `${label()} (${tag})` },
      texts[tag] ?? "",
      (value) => {
        texts[tag] = value;
        changed();
      },
    ),
  );
  for (const [i, field] of fields.entries()) {
    field.querySelector("input")!.lang = languages[i]!;
  }
  return element("div", { class: "side-by-side" }, ...fields);
}

export function basicsScreen(desk: DraftDesk): Screen {
  const { draft } = desk;
  const { node, refresh } = verdictOf(draft);
  const typed = (change: (value: string) => void) => (value: string) => {
    change(value);
    refresh();
  };
  return {
    id: "draft-basics",
    heading: say("authority.basics"),
    body: [
      textField(
        { id: "election-id", label: say("authority.id"), hint: say("authority.idHint") },
        draft.id,
        typed((value) => (draft.id = value)),
      ),
      textField(
        {
          id: "languages",
          label: say("authority.languages"),
          hint: say("authority.languagesHint"),
        },
        draft.languages.join(" "),
        (value) => {
          const tags = value.split(/[\s,]+/).filter((tag) => isLanguageTag(tag));
          if (tags.length > 0) setLanguages(draft, tags);
          refresh();
        },
      ),
      textsField("title", say("authority.title"), draft.title, draft.languages, refresh),
      textField(
        { id: "opens", label: say("authority.opens"), hint: say("authority.zone") },
        draft.opens,
        typed((value) => (draft.opens = value)),
        "datetime-local",
      ),
      textField(
        { id: "closes", label: say("authority.closes") },
        draft.closes,
        typed((value) => (draft.closes = value)),
        "datetime-local",
      ),
      textField(
        { id: "max-voters", label: say("authority.maxVoters") },
        draft.maxVoters,
        typed((value) => (draft.maxVoters = value)),
      ),
      textField(
        {
          id: "smallest-group",
          label: say("authority.smallestGroup"),
          hint: say("authority.smallestGroupHint"),
        },
        draft.smallestGroup,
        typed((value) => (draft.smallestGroup = value)),
      ),
      tickField("revoting", say("authority.revoting"), draft.revoting, (value) => {
        draft.revoting = value;
        refresh();
      }),
      node,
      actions(
        button(say("ui.continue"), () => desk.go("questions")),
        button(say("authority.saveDraft"), () => desk.save(), "secondary"),
      ),
    ],
  };
}

export function questionsScreen(desk: DraftDesk): Screen {
  const { draft } = desk;
  const { node } = verdictOf(draft);
  let template: TemplateName = "choose";
  const rows = draft.questions.map((question, i) => [
    question.id,
    say(`authority.kind.${question.kind}`),
    firstText(question.title),
    actions(
      button(say("authority.edit", { id: question.id }), () => {
        desk.question = i;
        desk.go("question");
      }),
      button(
        say("authority.remove", { id: question.id }),
        () => {
          draft.questions.splice(i, 1);
          desk.redraw();
        },
        "secondary",
      ),
    ),
  ]);
  const columns = (["id", "kind", "title", "do"] as const).map((each) =>
    say(`authority.column.${each}`),
  );
  return {
    id: "draft-questions",
    heading: say("authority.questions"),
    body: [
      table(say("authority.questions"), columns, rows),
      choiceField(
        { id: "template", label: say("authority.addTemplate") },
        template,
        templateNames.map((name) => [name, say(`authority.template.${name}`)] as const),
        (value) => (template = value),
      ),
      actions(
        button(
          say("authority.addQuestion"),
          () => {
            const question = questionOf(template, nextId(draft), draft.questions);
            draft.questions.push(question);
            setLanguages(draft, draft.languages);
            desk.question = draft.questions.length - 1;
            desk.go("question");
          },
          "secondary",
        ),
      ),
      node,
      actions(
        button(say("ui.continue"), () => desk.go("people")),
        button(say("ui.back"), () => desk.go("basics"), "secondary"),
        button(say("authority.saveDraft"), () => desk.save(), "secondary"),
      ),
    ],
  };
}

const firstText = (texts: Texts): string => Object.values(texts).find((each) => each !== "") ?? "";

function nextId(draft: Draft): string {
  for (let n = draft.questions.length + 1; ; ++n) {
    if (draft.questions.every(({ id }) => id !== `question-${n}`)) return `question-${n}`;
  }
}

function optionFields(
  prefix: string,
  label: Words,
  options: DraftOption[],
  draft: Draft,
  withCost: boolean,
  desk: DraftDesk,
  refresh: () => void,
): Child[] {
  const rows = options.map((option, i) =>
    element(
      "fieldset",
      { class: "card" },
      element("legend", {}, () => `${label()} ${i + 1}`),
      textField(
        { id: `${prefix}-${i}-id`, label: say("authority.optionId") },
        option.id,
        (value) => {
          option.id = value;
          refresh();
        },
      ),
      textsField(`${prefix}-${i}`, say("authority.optionText"), option.text, draft.languages, refresh),
      withCost &&
        textField(
          { id: `${prefix}-${i}-cost`, label: say("authority.cost") },
          option.cost,
          (value) => {
            option.cost = value;
            refresh();
          },
        ),
      button(
        () => `${say("authority.removeOption")()} ${i + 1}`,
        () => {
          options.splice(i, 1);
          desk.redraw();
        },
        "quiet",
      ),
    ),
  );
  const add = (): void => {
    const id = `${prefix}-${options.length + 1}`;
    options.push(newOption(id, draft.languages));
    desk.redraw();
  };
  return [
    ...rows,
    options.length < largestQuestion &&
      actions(button(() => `${say("authority.add")()}: ${label()}`, add, "secondary")),
  ];
}

export function questionScreen(desk: DraftDesk): Screen {
  const { draft } = desk;
  const question = draft.questions[desk.question]!;
  const { node, refresh } = verdictOf(draft);
  const typed = (change: (value: string) => void) => (value: string) => {
    change(value);
    refresh();
  };
  const withCost = question.kind === "budget" || question.method === "greedy_budget";
  return {
    id: `draft-question-${desk.question}`,
    heading: say("authority.question", { id: question.id }),
    body: [
      textField(
        { id: "question-id", label: say("authority.id"), hint: say("authority.idHint") },
        question.id,
        typed((value) => (question.id = value)),
      ),
      textsField("question-title", say("authority.title"), question.title, draft.languages, refresh),
      heading(2, say(question.kind === "table" ? "authority.rows" : "authority.options")),
      ...optionFields(
        "option",
        say(question.kind === "table" ? "authority.row" : "authority.option"),
        question.options,
        draft,
        withCost,
        desk,
        refresh,
      ),
      ...otherFields(question, desk, refresh),
      heading(2, say("authority.rules")),
      ...numbersOf[question.kind].map((name) =>
        textField(
          { id: `number-${name}`, label: say(`authority.number.${name}`) },
          question.numbers[name],
          typed((value) => (question.numbers[name] = value)),
        ),
      ),
      ...switches(question, refresh),
      ...countingFields(question, desk, refresh),
      ...conditionFields(question, draft, typed),
      node,
      actions(
        button(say("authority.questionDone"), () => desk.go("questions")),
        button(say("authority.preview"), () => desk.go("preview"), "secondary"),
      ),
    ],
  };
}

function otherFields(question: DraftQuestion, desk: DraftDesk, refresh: () => void): Child[] {
  if (question.kind !== "grades" && question.kind !== "table") return [];
  const isTable = question.kind === "table";
  const { draft } = desk;
  return [
    heading(2, say(isTable ? "authority.columns" : "authority.grades")),
    isTable &&
      textsField(
        "column-title",
        say("authority.columnTitle"),
        question.columnTitle,
        draft.languages,
        refresh,
      ),
    ...optionFields(
      "other",
      say(isTable ? "authority.columnWord" : "authority.grade"),
      question.others,
      draft,
      false,
      desk,
      refresh,
    ),
  ];
}

function switches(question: DraftQuestion, refresh: () => void): Child[] {
  const tick = (id: string, label: Words, value: boolean, set: (value: boolean) => void): Child =>
    tickField(id, label, value, (each) => {
      set(each);
      refresh();
    });
  const { kind } = question;
  return [
    (kind === "choose" || kind === "ranking") &&
      tick("blank", say("authority.blank"), question.blank, (value) => (question.blank = value)),
    kind === "ranking" &&
      tick("ties-allowed", say("authority.tiesAllowed"), question.tiesAllowed, (value) => {
        question.tiesAllowed = value;
      }),
    kind === "cumulative" &&
      tick("exactly", say("authority.exactly"), question.limit === "exactly", (value) => {
        question.limit = value ? "exactly" : "at_most";
      }),
    kind === "table" &&
      tick("joint", say("authority.joint"), question.report === "joint", (value) => {
        question.report = value ? "joint" : "margins";
      }),
    question.method === "none" &&
      tick("withhold", say("authority.withhold"), question.withholdSmall, (value) => {
        question.withholdSmall = value;
      }),
  ];
}

function countingFields(question: DraftQuestion, desk: DraftDesk, refresh: () => void): Child[] {
  const set = (change: () => void): void => {
    change();
    refresh();
  };
  const method = choiceField(
    { id: "method", label: say("authority.method") },
    question.method,
    methodsOf[question.kind].map((name) => [name, say(`authority.methods.${name}`)] as const),
    (value) => {
      question.method = value;
      desk.redraw();
    },
  );
  if (question.method === "none") return [method];
  const byMajority = question.method === "plurality" || question.method === "approval";
  return [
    method,
    question.method === "greedy_budget" &&
      question.kind !== "budget" &&
      textField(
        { id: "counting-envelope", label: say("authority.number.envelope") },
        question.numbers.envelope,
        (value) => set(() => (question.numbers.envelope = value)),
      ),
    textField({ id: "winners", label: say("authority.winners") }, question.winners, (value) =>
      set(() => (question.winners = value)),
    ),
    choiceField(
      { id: "ties", label: say("authority.ties") },
      question.ties,
      [
        ["order", say("authority.tiesOrder")],
        ["lot", say("authority.tiesLot")],
      ],
      (value) => set(() => (question.ties = value)),
    ),
    textField(
      { id: "turnout", label: say("authority.turnout"), hint: say("authority.shareHint") },
      question.turnout,
      (value) => set(() => (question.turnout = value)),
    ),
    ...(byMajority ? majorityFields(question, set) : []),
    choiceField(
      { id: "adopts", label: say("authority.adopts") },
      question.adopts,
      [["", say("authority.adoptsNone")], ...question.options.map(({ id }) => [id, id] as const)],
      (value) => set(() => (question.adopts = value)),
    ),
  ];
}

function majorityFields(question: DraftQuestion, set: (change: () => void) => void): Child[] {
  return [
    choiceField(
      { id: "majority", label: say("authority.majority") },
      question.majority,
      [
        ["none", say("authority.majorityNone")],
        ["more_than", say("authority.moreThan")],
        ["at_least", say("authority.atLeast")],
      ],
      (value) => set(() => (question.majority = value)),
    ),
    textField(
      { id: "majority-share", label: say("authority.share"), hint: say("authority.shareHint") },
      question.majorityShare,
      (value) => set(() => (question.majorityShare = value)),
    ),
    choiceField(
      { id: "majority-of", label: say("authority.majorityOf") },
      question.majorityOf,
      [
        ["votes", say("authority.ofVotes")],
        ["ballots", say("authority.ofBallots")],
        ["roll", say("authority.ofRoll")],
      ],
      (value) => set(() => (question.majorityOf = value)),
    ),
  ];
}

function conditionFields(
  question: DraftQuestion,
  draft: Draft,
  typed: (change: (value: string) => void) => (value: string) => void,
): Child[] {
  const earlier = draft.questions.slice(0, draft.questions.indexOf(question));
  const able = earlier.filter(({ kind }) => ["choose", "budget", "grades"].includes(kind));
  if (able.length === 0) return [];
  const { onlyIf } = question;
  return [
    heading(2, say("authority.condition")),
    choiceField(
      { id: "only-if", label: say("authority.onlyIf") },
      onlyIf.question,
      [["", say("authority.always")], ...able.map(({ id }) => [id, id] as const)],
      typed((value) => (onlyIf.question = value)),
    ),
    textField(
      { id: "only-if-option", label: say("authority.onlyIfOption") },
      onlyIf.option,
      typed((value) => (onlyIf.option = value)),
    ),
    textField(
      { id: "only-if-grade", label: say("authority.onlyIfGrade") },
      onlyIf.grade,
      typed((value) => (onlyIf.grade = value)),
    ),
  ];
}

export function peopleScreen(desk: DraftDesk): Screen {
  const { draft } = desk;
  const { node, refresh } = verdictOf(draft);
  const people = readParties(draft);
  const area = (
    id: "officials" | "registrar" | "trustees",
    label: Words,
    hint: Words,
  ): Child[] => [
    areaField({ id, label, hint, error: faultAt(people, id) }, draft[id], (value) => {
      draft[id] = value;
      refresh();
    }),
    fileField({ id: `${id}-file`, label: say("authority.addFromFile") }, (content) => {
      const line = content.trim();
      draft[id] = id === "registrar" || draft[id] === "" ? line : `${draft[id].trimEnd()}\n${line}`;
      desk.redraw();
    }),
  ];
  return {
    id: "draft-people",
    heading: say("authority.people"),
    body: [
      paragraph(say("authority.peopleWords")),
      ...area("officials", say("authority.officials"), say("authority.officialsHint")),
      textField(
        {
          id: "officials-threshold",
          label: say("authority.officialsThreshold"),
          error: faultAt(people, "officials-threshold"),
        },
        draft.officialsThreshold,
        (value) => {
          draft.officialsThreshold = value;
          refresh();
        },
      ),
      ...area("registrar", say("authority.registrar"), say("authority.registrarHint")),
      ...area("trustees", say("authority.trustees"), say("authority.trusteesHint")),
      textField(
        { id: "threshold", label: say("authority.threshold") },
        draft.threshold,
        (value) => {
          draft.threshold = value;
          refresh();
        },
      ),
      node,
      actions(
        button(say("ui.continue"), () => desk.go("report")),
        button(say("ui.back"), () => desk.go("questions"), "secondary"),
        button(say("authority.saveDraft"), () => desk.save(), "secondary"),
      ),
    ],
  };
}

function faultAt(people: ReturnType<typeof readParties>, field: string): Words | undefined {
  if (!(people instanceof Refused) || people.path !== field) return undefined;
  return partiesWords(people);
}

export function partiesWords({ code, detail, path }: Refused): Words {
  switch (code) {
    case "parties.officials":
      return say("authority.noOfficials");
    case "parties.trustees":
      return say("authority.noTrustees");
    case "parties.threshold":
      return say("authority.wrongThreshold");
    case "parties.twice":
      return say("authority.keyTwice", { name: detail });
    default:
      return say("authority.wrongKey", { n: Number(detail), field: path });
  }
}

// What the compiler says, question by question.
export function reportScreen(desk: DraftDesk, announce: (compiled: Compiled) => void): Screen {
  const { draft } = desk;
  const compiled = compileDraft(draft);
  const people = readParties(draft);
  const refusal = compiled instanceof Refused ? compiled : null;
  const body: Child[] = [];
  if (refusal !== null) {
    body.push(note("warning", say("authority.refused", { reason: refusal.message })));
  }
  if (people instanceof Refused) body.push(note("warning", partiesWords(people)));
  if (!(compiled instanceof Refused)) body.push(...costTable(compiled));
  const ready = !(compiled instanceof Refused) && !(people instanceof Refused);
  return {
    id: "draft-report",
    heading: say("authority.report"),
    body: [
      ...body,
      actions(
        ready && button(say("authority.announce"), () => announce(compiled)),
        button(say("authority.preview"), () => desk.go("preview"), "secondary"),
        button(say("ui.back"), () => desk.go("people"), "secondary"),
        button(say("authority.saveDraft"), () => desk.save(), "secondary"),
      ),
    ],
  };
}

function costTable(compiled: Compiled): Child[] {
  const whole = compiled.styles[0]!;
  const all = sealingSeconds(whole.style);
  const rows = costs(compiled).map(({ question, bits }) => {
    const t = ((all * bits) / Math.max(1, whole.style.bits)).toFixed(1);
    return [question, say("authority.questionCost", { m: bits, t })];
  });
  const columns = [say("authority.column.id"), say("authority.column.cost")];
  return [
    note(
      "success",
      say("authority.ballotCost", { size: ballotBytes(whole), t: all.toFixed(1) }),
    ),
    table(say("authority.report"), columns, rows),
  ];
}
