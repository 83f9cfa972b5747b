// The rules between the fields of a definition: docs/protocol.md, "The definition".
import { Refused } from "../crypto/refused.ts";
import type {
  BallotStyle,
  Counting,
  Decision,
  Definition,
  Kind,
  Method,
  Option,
  Question,
  Quota,
  Text,
} from "./definition.ts";
import { groupsOf, votersOf } from "./groups.ts";
import { isIdentifier } from "./identifier.ts";
import type { KindFault } from "./kind.ts";
import { kindOf } from "./kinds.ts";
import { isLanguageTag, refuseText } from "./plainText.ts";

const maxAmount = Number.MAX_SAFE_INTEGER;
const counterLimit = 2 ** 44;

// The first fault of a list of checks, so that a check reads as the specification's rows.
function first(...checks: readonly (() => KindFault | null)[]): KindFault | null {
  for (const check of checks) {
    const fault = check();
    if (fault !== null) return fault;
  }
  return null;
}

const when = (wrong: boolean, ...fault: KindFault): KindFault | null => (wrong ? fault : null);

const within = (place: string, fault: KindFault | null): KindFault | null =>
  fault && [fault[0], fault[1] === "" ? place : `${place}.${fault[1]}`, fault[2]];

const firstOf = <Item>(
  items: readonly Item[],
  check: (item: Item, index: number) => KindFault | null,
): KindFault | null => first(...items.map((item, i) => () => check(item, i)));

const standsBefore = (items: readonly unknown[], index: number): boolean =>
  items.indexOf(items[index]) < index;

function checkText({ languages }: Definition, text: Text, path: string): KindFault | null {
  return first(
    () =>
      firstOf(languages, (language) => {
        if (!Object.hasOwn(text, language))
          return ["language", path, `the text in ${language} is missing`];
        const reason = refuseText(text[language]!);
        return when(reason !== null, "text", `${path}.${language}`, reason ?? "");
      }),
    () =>
      when(
        Object.keys(text).length > languages.length,
        "language",
        path,
        "a language that the definition does not have",
      ),
  );
}

function checkOptions(
  definition: Definition,
  options: readonly Option[],
  list: string,
): KindFault | null {
  const seen = new Set<string>();
  return first(
    () => when(options.length === 0, "options", list, "there are none"),
    () =>
      firstOf(options, (option, i) =>
        within(
          `${list}[${i}]`,
          first(
            () => when(!isIdentifier(option.id), "identifier", "id", "not an identifier"),
            () =>
              when(
                seen.size === seen.add(`id ${option.id}`).size,
                "duplicate",
                "id",
                "stands there twice",
              ),
            () => checkText(definition, option.text, "text"),
            () =>
              firstOf(definition.languages, (language) =>
                when(
                  seen.size === seen.add(`${language} ${option.text[language]}`).size,
                  "duplicate",
                  `text.${language}`,
                  "is the text of another option",
                ),
              ),
            () => when(option.cost > maxAmount, "cost", "cost", `must be at most ${maxAmount}`),
          ),
        ),
      ),
  );
}

// The parts of a kind that voters read.
function checkKindTexts(definition: Definition, kind: Kind): KindFault | null {
  if (kind.type === "grades") return checkOptions(definition, kind.grades, "kind.grades");
  if (kind.type !== "table") return null;
  return first(
    () => checkText(definition, kind.column_title, "kind.column_title"),
    () => checkOptions(definition, kind.columns, "kind.columns"),
  );
}

const suitable: Readonly<Record<Method, readonly Kind["type"][] | null>> = {
  none: null,
  plurality: ["choose", "budget"],
  approval: ["choose", "budget"],
  score: ["score", "cumulative", "places"],
  majority_judgment: ["grades"],
  borda: ["ranking"],
  condorcet_schulze: ["ranking"],
  condorcet_ranked_pairs: ["ranking"],
  quadratic: ["quadratic"],
  greedy_budget: ["choose", "score", "cumulative", "places", "budget"],
};

function checkCounting(counting: Counting, { kind, options }: Question): KindFault | null {
  const { method, winners, envelope } = counting;
  const spends = method === "greedy_budget";
  return first(
    () =>
      when(
        !(suitable[method]?.includes(kind.type) ?? true),
        "method",
        "counting.method",
        "does not suit this kind of question",
      ),
    () =>
      when(
        winners === 0 || winners > options.length,
        "winners",
        "counting.winners",
        "must be from 1 to the options",
      ),
    () =>
      when(
        !spends && envelope !== 0,
        "envelope",
        "counting.envelope",
        "only greedy_budget spends one",
      ),
    () => when(spends && envelope === 0, "envelope", "counting.envelope", "must not be 0"),
    () =>
      when(envelope > maxAmount, "envelope", "counting.envelope", `must be at most ${maxAmount}`),
  );
}

const isQuota = ({ numerator, denominator }: Quota): boolean =>
  denominator > 0n && denominator <= 1_000_000n && numerator <= denominator;

function checkDecision(
  { turnout, turnout_weight, majority, adopts }: Decision,
  method: Method,
): KindFault | null {
  return first(
    () => when(!isQuota(turnout), "share", "decision.turnout", "must be a share from 0 to 1"),
    () => when(turnout_weight < 0n, "number", "decision.turnout_weight", "must be from 0"),
    () =>
      when(
        majority !== null && !isQuota(majority.quota),
        "share",
        "decision.majority.share",
        "must be a share from 0 to 1",
      ),
    () =>
      when(
        majority !== null && method !== "plurality" && method !== "approval",
        "decision",
        "decision.majority",
        "is a share of votes, which only plurality and approval count",
      ),
    () =>
      when(
        adopts !== null && method === "none",
        "decision",
        "decision.adopts",
        "no method says which option wins",
      ),
  );
}

function checkCondition({ questions }: Definition, { only_if }: Question): KindFault | null {
  const type = only_if && questions[only_if.question]!.kind.type;
  return when(
    type !== null && !["choose", "budget", "grades"].includes(type),
    "condition",
    "only_if.question",
    "options of that kind of question are not simply chosen or not",
  );
}

function checkQuestion(definition: Definition, question: Question): KindFault | null {
  const { method } = question.counting;
  return first(
    () => when(!isIdentifier(question.id), "identifier", "id", "not an identifier"),
    () => checkText(definition, question.title, "title"),
    () => checkOptions(definition, question.options, "options"),
    () => checkKindTexts(definition, question.kind),
    () => kindOf(question.kind).check(question.kind, question),
    () => checkCondition(definition, question),
    () => checkCounting(question.counting, question),
    () =>
      when(
        question.report === "by_style" && question.only_if !== null,
        "report",
        "report",
        "a conditional question is reported together",
      ),
    () => checkDecision(question.decision, method),
  );
}

// Whether the totals of the question could ever be opened.
function checkGroups(definition: Definition, index: number): KindFault | null {
  const { roll, smallest_group } = definition;
  const question = definition.questions[index]!;
  const [voters, groups] = [votersOf(definition, index), groupsOf(question)];
  const varies = question.only_if !== null || question.kind.type === "table";
  return first(
    () =>
      when(
        smallest_group > 1 && roll.max_weight > 1 && varies,
        "smallest_group",
        `questions[${index}]`,
        "with weights the number of ballots behind a total is not known",
      ),
    () =>
      when(
        smallest_group > 1 && groups > Math.floor(voters / smallest_group),
        "smallest_group",
        `questions[${index}]`,
        `${groups} groups of at least ${smallest_group} need more than ${voters} voters`,
      ),
  );
}

function checkStyle(definition: Definition, style: BallotStyle): KindFault | null {
  return first(
    () => when(!isIdentifier(style.id), "identifier", "id", "not an identifier"),
    () => when(style.questions.length === 0, "style", "questions", "asks nothing"),
    () =>
      when(
        style.max_voters === 0 || style.max_voters > definition.roll.max_voters,
        "roll",
        "max_voters",
        "must be from 1 to roll.max_voters",
      ),
    () =>
      firstOf(style.questions, (q, i) => {
        if (i > 0 && q <= style.questions[i - 1]!) {
          return [
            "style",
            `questions[${i}]`,
            "questions stand in the order of the definition, each once",
          ];
        }
        const condition = definition.questions[q]!.only_if;
        return when(
          condition !== null && !style.questions.includes(condition.question),
          "condition",
          `questions[${i}]`,
          "depends on a question which this style does not ask",
        );
      }),
  );
}

function checkRoll({ roll, smallest_group }: Definition): KindFault | null {
  return first(
    () =>
      when(
        roll.max_voters === 0 || roll.max_voters >= counterLimit,
        "roll",
        "roll.max_voters",
        "must be from 1 to 2^44 - 1",
      ),
    () =>
      when(
        roll.max_weight === 0 || roll.max_weight > Math.floor((counterLimit - 1) / roll.max_voters),
        "roll",
        "roll.max_weight",
        "must be from 1 to (2^44 - 1) / max_voters",
      ),
    () =>
      when(
        smallest_group === 0 || smallest_group > roll.max_voters,
        "smallest_group",
        "smallest_group",
        "must be from 1 to roll.max_voters",
      ),
    () =>
      when(
        roll.weights_may_tell && (roll.max_weight === 1 || smallest_group === 1),
        "roll",
        "roll.weights_may_tell",
        "is for weights above 1 and a smallest_group above 1",
      ),
  );
}

// The first fault found, or null.
export function checkDefinition(definition: Definition): Refused | null {
  const { languages, trustees, schedule, questions, styles } = definition;
  const fault = first(
    () => when(!isIdentifier(definition.id), "identifier", "id", "not an identifier"),
    () => when(languages.length === 0, "language", "languages", "at least one is needed"),
    () =>
      firstOf(languages, (tag, i) =>
        first(
          () =>
            when(
              !isLanguageTag(tag),
              "language",
              `languages[${i}]`,
              "not a language tag in its canonical form, such as en or zh-Hans",
            ),
          () =>
            when(standsBefore(languages, i), "duplicate", `languages[${i}]`, "stands there twice"),
        ),
      ),
    () => checkText(definition, definition.title, "title"),
    () => definition.legal_basis && checkText(definition, definition.legal_basis, "legal_basis"),
    () => definition.retention && checkText(definition, definition.retention, "retention"),
    () => checkRoll(definition),
    () =>
      when(
        trustees.count === 0 || trustees.count > 255,
        "trustees",
        "trustees.count",
        "must be from 1 to 255",
      ),
    () =>
      when(
        trustees.threshold === 0 || trustees.threshold > trustees.count,
        "trustees",
        "trustees.threshold",
        "must be from 1 to trustees.count",
      ),
    () =>
      when(
        schedule.closes <= schedule.opens,
        "schedule",
        "schedule.closes",
        "must be after schedule.opens",
      ),
    () =>
      when(
        schedule.clock_bound === 0 || schedule.clock_bound > 86_400,
        "schedule",
        "schedule.clock_bound",
        "must be from 1 to 86,400",
      ),
    () => when(questions.length === 0, "questions", "questions", "nothing is asked"),
    () =>
      firstOf(questions, (question, i) =>
        within(
          `questions[${i}]`,
          first(
            () => checkQuestion(definition, question),
            () =>
              when(
                standsBefore(
                  questions.map(({ id }) => id),
                  i,
                ),
                "duplicate",
                "id",
                "stands there twice",
              ),
          ),
        ),
      ),
    () => when(styles.length === 0, "style", "styles", "at least one is needed"),
    () =>
      firstOf(styles, (style, i) =>
        within(
          `styles[${i}]`,
          first(
            () => checkStyle(definition, style),
            () =>
              when(
                standsBefore(
                  styles.map(({ id }) => id),
                  i,
                ),
                "duplicate",
                "id",
                "stands there twice",
              ),
          ),
        ),
      ),
    () =>
      firstOf(questions, (_, q) =>
        first(
          () =>
            when(
              !styles.some((style) => style.questions.includes(q)),
              "style",
              `questions[${q}]`,
              "no style asks it",
            ),
          () => checkGroups(definition, q),
        ),
      ),
  );
  return fault && new Refused(`definition.${fault[0]}`, fault[1], fault[2]);
}
