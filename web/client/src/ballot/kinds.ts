// The kinds by their names.
import type { Kind } from "./definition.ts";
import type { QuestionKind } from "./kind.ts";
import { budget } from "./kinds/budget.ts";
import { choose } from "./kinds/choose.ts";
import { cumulative } from "./kinds/cumulative.ts";
import { grades } from "./kinds/grades.ts";
import { places } from "./kinds/places.ts";
import { quadratic } from "./kinds/quadratic.ts";
import { ranking } from "./kinds/ranking.ts";
import { score } from "./kinds/score.ts";
import { table } from "./kinds/table.ts";

const kinds = { choose, score, cumulative, grades, quadratic, budget, ranking, places, table };

// Each function of the kind is given a kind of its own type.
export const kindOf = (kind: Kind): QuestionKind<Kind> => kinds[kind.type] as QuestionKind<Kind>;
