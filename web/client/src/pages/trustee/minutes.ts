// The minutes of a ceremony: times, people, codes. To be printed and signed by hand, or saved.
import { nameOfKey } from "../../bulletinBoard/signedNote.ts";
import { type Words, say } from "../../text/texts.ts";
import { saveFile } from "../../ui/saveFile.ts";
import { type Wording, actions, button, facts, paragraph, table } from "../../ui/blocks.ts";
import type { Screen } from "../../ui/frame.ts";
import { announcementCode, ceremonyCode } from "../../trustee/checkCode.ts";
import type { TrusteeWork } from "../../trustee/work.ts";

interface Minutes {
  readonly pairs: readonly (readonly [Wording, Wording])[];
  readonly people: readonly (readonly Wording[])[];
}

function minutesOf({ view, trustee, key }: TrusteeWork, title: Words): Minutes {
  const posted = (posts: readonly unknown[], i: number): Words =>
    say(posts[i] == null ? "trustee.minutes.no" : "trustee.minutes.yes");
  const ceremony =
    view.dealings.length > 0 ? ceremonyCode(view).code : say("trustee.minutes.notYet");
  return {
    pairs: [
      [say("trustee.election"), () => `${title()} (${view.id})`],
      [say("trustee.minutes.time"), new Date().toLocaleString()],
      [say("trustee.address"), window.location.href.split("#")[0]!],
      [say("trustee.minutes.mine"), `${key.verifier.name} (${trustee})`],
      [
        say("trustee.shares"),
        say("trustee.threshold", { t: view.threshold, n: view.trustees.length }),
      ],
      [say("trustee.minutes.announcement"), announcementCode(view).code],
      [say("trustee.minutes.ceremony"), ceremony],
    ],
    people: view.trustees.map((each, i) => [
      nameOfKey(each),
      posted(view.joins, i),
      posted(view.commits, i),
      posted(view.deals, i),
      posted(view.certificates, i),
      "",
    ]),
  };
}

export function minutesScreen(work: TrusteeWork, title: Words, leave: () => void): Screen {
  const minutes = minutesOf(work, title);
  const columns = (["name", "join", "commit", "deal", "certify", "signature"] as const).map(
    (name) => say(`trustee.minutes.${name}`),
  );
  return {
    name: "minutes",
    title: say("trustee.minutes.heading"),
    content: [
      paragraph(say("trustee.minutes.words")),
      facts(minutes.pairs),
      table(say("trustee.minutes.people"), columns, minutes.people),
      actions(
        button(say("trustee.minutes.print"), () => window.print()),
        button(
          say("trustee.minutes.save"),
          () => saveFile(`${work.view.id}.minutes.txt`, asText(minutes), "text/plain"),
          "secondary",
        ),
        button(say("officials.back"), leave, "secondary"),
      ),
    ],
  };
}

const now = (words: Wording): string => (typeof words === "string" ? words : words());

function asText({ pairs, people }: Minutes): string {
  const facts = pairs.map(([term, what]) => `${now(term)}: ${now(what)}`);
  const rows = people.map((row) => row.map(now).join("\t"));
  return `${say("trustee.minutes.heading")()}\n\n${facts.join("\n")}\n\n${rows.join("\n")}\n`;
}
