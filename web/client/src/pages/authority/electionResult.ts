// What the rules derived of an election, and the minutes of it, to be printed and signed. Nobody
// enters a result.
import { nameOfKey } from "../../bulletinBoard/signedNote.ts";
import { type Words, say, sayList, sayOwn } from "../../text/texts.ts";
import type { Child } from "../../ui/element.ts";
import { saveFile } from "../../ui/saveFile.ts";
import { type CountedTotal, readElectionResult } from "../../tally/electionResult.ts";
import { type ElectionReport, definitionOf } from "../../verifier/report.ts";
import { actions, button, heading, paragraph, table } from "../../ui/blocks.ts";
import { phaseWords } from "./phaseWords.ts";

export function resultParts(election: ElectionReport): Child[] {
  if (election.result === null) return [];
  const definition = definitionOf(election);
  const { questions } = readElectionResult(election.result, election.reasons ?? []);
  const parts = questions.flatMap((result): Child[] => {
    const question = definition.questions.find(({ id }) => id === result.question);
    const textOf = (id: string): string | Words => {
      const option = question?.options.find((each) => each.id === id);
      return option === undefined ? id : sayOwn(option.text).words;
    };
    const totalsTable = (caption: Words, totals: readonly CountedTotal[]): Child =>
      table(
        caption,
        [say("authority.total"), say("authority.value")],
        totals.map(({ of, ids, value }): Child[] => [
          ids.length === 0 ? of : ids.map((id, i) => [i > 0 && ", ", textOf(id)]),
          String(value),
        ]),
      );
    const title = question === undefined ? () => result.question : sayOwn(question.title).words;
    return [
      heading(3, title),
      paragraph(say("authority.outcome", { outcome: result.outcome.replaceAll("_", " ") })),
      ...becauseWords(result.because).map((words) => paragraph(words)),
      result.count.totals.length === 0
        ? paragraph(say("authority.withheld"))
        : totalsTable(say("authority.totals", { question: title }), result.count.totals),
      ...result.by_style.map(({ styles, count }) =>
        totalsTable(
          say("authority.totalsOf", { question: title, styles: sayList(styles) }),
          count.totals,
        ),
      ),
    ];
  });
  return [
    heading(2, say("authority.result")),
    paragraph(say("authority.resultWords")),
    ...parts,
    actions(
      button(
        say("authority.saveResult"),
        () => saveFile(`${election.election}.result.json`, election.result!, "application/json"),
        "secondary",
      ),
    ),
  ];
}

// Sentence by sentence, each in the reader's language.
function becauseWords(because: Readonly<Record<string, readonly string[]>>): Words[] {
  const most = Math.max(0, ...Object.values(because).map((sentences) => sentences.length));
  return Array.from({ length: most }, (_, i) => {
    const texts = Object.entries(because).map(([tag, sentences]) => [tag, sentences[i] ?? ""]);
    return sayOwn(Object.fromEntries(texts) as Record<string, string>).words;
  });
}

export function saveMinutes(election: ElectionReport): void {
  const trustees = election.trustees.map(({ key }) => nameOfKey(key));
  const lines = [
    `${sayOwn(definitionOf(election).title).words()} (${election.election})`,
    `${say("authority.phaseNow")()}: ${phaseWords(election.phase)()}`,
    `${say("authority.voters")()}: ${election.roll_size}`,
    `${say("authority.ballots")()}: ${election.accepted_ballots}`,
    `${say("authority.fingerprint")()}: ${election.fingerprint ?? "-"}`,
    `${say("authority.trustees")()}: ${trustees.join(", ")}`,
    election.result === null ? "" : `${say("authority.result")()}: ${election.result}`,
    `${new Date().toISOString()}`,
    "",
    `${say("authority.signatures")()}: ______________________  ______________________`,
  ];
  saveFile(`${election.election}.minutes.txt`, `${lines.join("\n")}\n`);
}
