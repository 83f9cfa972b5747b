// The ballot box as every operator shows it now: entries, their age, who cosigned, and whether all
// show the same.
import { say, sayAge, sayTime } from "../../text/texts.ts";
import { element, type Child } from "../../ui/element.ts";
import { saveFile } from "../../ui/saveFile.ts";
import type { Status } from "../../bulletinBoard/status.ts";
import { encodeHex } from "../../crypto/bytes.ts";
import type { ComparedCheckpoint, ShownCheckpoint } from "./live.ts";
import { fact, now, source, table } from "./panel.ts";

const sayHowOld = (time: number): Child => sayAge(Math.max(1, now() - time));

const failed = (failures: readonly string[]): Child =>
  failures.map((failure) =>
    element(
      "div",
      { class: "outcome warn" },
      element("p", {}, say("observer.box.refused", { reason: failure })),
    ),
  );

function twoViews(seen: readonly ComparedCheckpoint[]): Child {
  const evidence = seen
    .map(({ shown: { operator, bytes } }) => `${operator}\n${new TextDecoder().decode(bytes)}`)
    .join("\n");
  return element(
    "div",
    { class: "outcome", id: "two-views" },
    element("p", {}, say("observer.box.twoViews")),
    element(
      "button",
      { type: "button", class: "secondary", onclick: () => saveFile("checkpoints.txt", evidence) },
      say("observer.box.evidence"),
    ),
  );
}

function behind({ shown: { operator }, missing, extension }: ComparedCheckpoint): Child {
  if (missing === 0 || extension === "contradicts") return null;
  return extension === "extends"
    ? element("p", { class: "behind" }, say("observer.box.behind", { operator, n: missing }))
    : element(
        "div",
        { class: "outcome warn" },
        element("p", {}, say("observer.box.unshown", { operator })),
      );
}

function showWitnesses({ cosigned }: ShownCheckpoint, witnesses: readonly string[]): Child {
  if (witnesses.length === 0) return element("p", {}, say("observer.box.noWitnesses"));
  const rows = witnesses.map((name): Child[] => {
    const time = cosigned.get(name);
    return [name, time === undefined ? say("observer.box.missing") : sayHowOld(Number(time))];
  });
  return table(
    "observer.box.witnesses",
    ["observer.column.witness", "observer.column.confirmed"],
    rows,
  );
}

export function showBox(
  status: Status | null,
  seen: readonly ComparedCheckpoint[],
  witnesses: readonly string[],
  failures: readonly string[],
): Child[] {
  const first = seen[0]?.shown;
  if (first === undefined) return [failed(failures)];
  return [
    failed(failures),
    seen.some(({ extension }) => extension === "contradicts") && twoViews(seen),
    seen.map(behind),
    element(
      "dl",
      {},
      fact("observer.box.entries", say("observer.number", { n: Number(first.size) })),
      status !== null &&
        fact("observer.box.age", [
          sayTime(new Date(status.time * 1000)),
          " - ",
          sayHowOld(status.time),
          source(false),
        ]),
      fact(
        "observer.box.witnesses",
        say("observer.box.agree", { n: first.cosigned.size, all: witnesses.length }),
      ),
    ),
    showWitnesses(first, witnesses),
    element("p", { class: "small" }, say("observer.box.checked")),
    element("p", { class: "code small", id: "root" }, encodeHex(first.root)),
  ];
}
