// What a person has marked so far, question by question: the values of docs/protocol.md, "Answers",
// and what leads up to them. A draft may still be incomplete; it lives in the page's memory alone.
import type { Definition, Question } from "../../ballot/definition.ts";

export type AnswerDraft =
  | "blank"
  | { readonly chosen: readonly string[] }
  | { readonly scores: Readonly<Record<string, number>> }
  | { readonly grades: Readonly<Record<string, string>> }
  | { readonly levels: Readonly<Record<string, number>> }
  // Tiers from the top
  | { readonly ranking: readonly (readonly string[])[] }
  | { readonly places: readonly string[] }
  | { readonly cell: { readonly row?: string; readonly column?: string } };

export type Drafts = ReadonlyMap<string, AnswerDraft>;

export const offersBlank = ({ kind }: Question): boolean =>
  (kind.type === "choose" || kind.type === "ranking") && kind.blank === "counted";

export const chosenOf = (draft: AnswerDraft | undefined): readonly string[] =>
  draft !== undefined && draft !== "blank" && "chosen" in draft ? draft.chosen : [];
export const scoresOf = (draft: AnswerDraft | undefined): Readonly<Record<string, number>> =>
  draft !== undefined && draft !== "blank" && "scores" in draft ? draft.scores : {};
export const gradesOf = (draft: AnswerDraft | undefined): Readonly<Record<string, string>> =>
  draft !== undefined && draft !== "blank" && "grades" in draft ? draft.grades : {};
export const levelsOf = (draft: AnswerDraft | undefined): Readonly<Record<string, number>> =>
  draft !== undefined && draft !== "blank" && "levels" in draft ? draft.levels : {};
export const cellOf = (
  draft: AnswerDraft | undefined,
): { readonly row?: string; readonly column?: string } =>
  draft !== undefined && draft !== "blank" && "cell" in draft ? draft.cell : {};
// A list of places is a ranking without equals.
export function tiersOf(draft: AnswerDraft | undefined): readonly (readonly string[])[] {
  if (draft === undefined || draft === "blank") return [];
  if ("places" in draft) return draft.places.map((id) => [id]);
  return "ranking" in draft ? draft.ranking : [];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
export const pointsGiven = (draft: AnswerDraft | undefined): number =>
  sum(Object.values(scoresOf(draft)));
export const creditsUsed = (draft: AnswerDraft | undefined): number =>
  sum(Object.values(levelsOf(draft)).map((level) => level * level));
export const costOf = ({ options }: Question, draft: AnswerDraft | undefined): number =>
  sum(chosenOf(draft).map((id) => options.find((option) => option.id === id)?.cost ?? 0));

// Whether a question is asked, given the answers to those before it.
export function isAsked(definition: Definition, question: Question, drafts: Drafts): boolean {
  if (question.only_if === null) return true;
  const other = definition.questions[question.only_if.question]!;
  const option = other.options[question.only_if.option]!.id;
  const draft = drafts.get(other.id);
  if (!isAsked(definition, other, drafts)) return false;
  if (other.kind.type !== "grades") return chosenOf(draft).includes(option);
  return gradesOf(draft)[option] === other.kind.grades[question.only_if.grade]!.id;
}

// nothing: no mark yet. partly: marked, but more could be. complete: all that can be given was.
// missing: the rules of the question ask for more before it can be sealed.
export type DraftState = "nothing" | "partly" | "complete" | "missing";

function stateOfCount(count: number, minimum: number, maximum: number): DraftState {
  if (count < minimum) return "missing";
  if (count === 0) return "nothing";
  return count < maximum ? "partly" : "complete";
}

export function stateOf(question: Question, draft: AnswerDraft | undefined): DraftState {
  const { kind, options } = question;
  if (draft === "blank") return "complete";
  // Where a blank is counted, no mark at all is one.
  const minimumOf = (marks: number, minimum: number): number =>
    offersBlank(question) && marks === 0 ? 0 : minimum;
  switch (kind.type) {
    case "choose": {
      const count = chosenOf(draft).length;
      return stateOfCount(count, minimumOf(count, kind.minimum), kind.maximum);
    }
    case "budget":
      return chosenOf(draft).length === 0 ? "nothing" : "complete";
    case "score":
      return pointsGiven(draft) === 0 ? "nothing" : "complete";
    case "cumulative":
      return stateOfCount(
        pointsGiven(draft),
        kind.limit === "exactly" ? kind.points : 0,
        kind.points,
      );
    case "quadratic":
      return creditsUsed(draft) === 0 ? "nothing" : "complete";
    case "grades":
      return stateOfCount(Object.keys(gradesOf(draft)).length, options.length, options.length);
    case "table": {
      const { row, column } = cellOf(draft);
      return row !== undefined && column !== undefined ? "complete" : "missing";
    }
    case "places":
      return stateOfCount(tiersOf(draft).length, kind.minimum, kind.points.length);
    case "ranking": {
      const count = tiersOf(draft).flat().length;
      // Where equals are allowed, the rest are equal at the end.
      const all = kind.ties === "allowed" && count > 0 ? 1 : options.length;
      return stateOfCount(count, minimumOf(count, all), options.length);
    }
  }
}

const forAll = <Value>(
  question: Question,
  values: Readonly<Record<string, Value>>,
  rest: Value,
): Record<string, Value> =>
  Object.fromEntries(question.options.map(({ id }) => [id, values[id] ?? rest]));

// The answer to a question that misses nothing, as it is sealed.
export function finishAnswer(question: Question, draft: AnswerDraft | undefined): unknown {
  const { kind, options } = question;
  if (draft === "blank" || (offersBlank(question) && stateOf(question, draft) === "nothing"))
    return "blank";
  switch (kind.type) {
    case "choose":
    case "budget":
      return { chosen: options.map(({ id }) => id).filter((id) => chosenOf(draft).includes(id)) };
    case "score":
    case "cumulative":
      return { scores: forAll(question, scoresOf(draft), 0) };
    case "quadratic":
      return { levels: forAll(question, levelsOf(draft), 0) };
    case "grades":
      return { grades: gradesOf(draft) };
    case "table":
      return { cell: cellOf(draft) };
    case "places":
      return { places: tiersOf(draft).flat() };
    case "ranking": {
      const tiers = tiersOf(draft);
      const ranked = tiers.flat();
      const rest = options.map(({ id }) => id).filter((id) => !ranked.includes(id));
      return { ranking: rest.length > 0 ? [...tiers, rest] : tiers };
    }
  }
}
