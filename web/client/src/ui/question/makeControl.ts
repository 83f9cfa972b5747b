// The control and the first sentence of each kind of question.
import type { Question } from "../../ballot/definition.ts";
import { say, type Words } from "../../text/texts.ts";
import { makeBudget, makeChoose, makeTable } from "./choiceList.ts";
import type { Control, ControlOptions } from "./control.ts";
import { makeGradeGrid } from "./gradeGrid.ts";
import { makePlaces, makeRanking } from "./ranking.ts";
import { makeCumulative, makeQuadratic, makeScore } from "./stepper.ts";

export function makeControl(options: ControlOptions): Control {
  const { kind } = options.question;
  switch (kind.type) {
    case "choose":
      return makeChoose(options, kind);
    case "budget":
      return makeBudget(options, kind.envelope);
    case "table":
      return makeTable(options, kind.columns, kind.column_title);
    case "grades":
      return makeGradeGrid(options, kind.grades);
    case "score":
      return makeScore(options, kind);
    case "cumulative":
      return makeCumulative(options, kind);
    case "quadratic":
      return makeQuadratic(options, kind);
    case "ranking":
      return makeRanking(options, kind.ties === "allowed");
    case "places":
      return makePlaces(options, kind.points);
  }
}

// What is asked for, in one sentence.
export function sayTask({ kind, options }: Question): Words {
  switch (kind.type) {
    case "choose":
      if (kind.minimum === kind.maximum) return say("question.choose.exactly", { n: kind.maximum });
      if (kind.minimum <= 1) return say("question.choose.upTo", { n: kind.maximum });
      return say("question.choose.between", { low: kind.minimum, n: kind.maximum });
    case "budget":
      return say("question.budget.task", { envelope: kind.envelope });
    case "table":
      return say("question.table.task");
    case "grades":
      return say("question.grades.task");
    case "score":
      return say("question.score.task", { n: kind.maximum });
    case "cumulative":
      return say(kind.limit === "exactly" ? "question.points.exactly" : "question.points.upTo", {
        n: kind.points,
      });
    case "quadratic":
      return say("question.quadratic.task", { n: kind.credits });
    case "ranking":
      return say(kind.ties === "allowed" ? "question.ranking.taskTies" : "question.ranking.task", {
        n: options.length,
      });
    case "places":
      return say(
        kind.minimum === kind.points.length ? "question.places.task" : "question.places.upTo",
        { n: kind.points.length, low: kind.minimum },
      );
  }
}
