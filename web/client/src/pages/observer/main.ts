// The observer page: what the board shows now, what this browser verified of it, and how to do the
// same at home.
import { decodeDefinition } from "../../ballot/definitionJson.ts";
import { receiptCode } from "../../ballot/receiptCode.ts";
import { decodeHex, utf8 } from "../../crypto/bytes.ts";
import { ready } from "../../crypto/sodium.ts";
import { say, sayAge, sayOwn, sayTime, type TextKey, type Words } from "../../text/texts.ts";
import { element, replaceChildren, type Child } from "../../ui/element.ts";
import { Frame } from "../../ui/frame.ts";
import { saveFile } from "../../ui/saveFile.ts";
import { readStamp, type Stamp } from "../../ui/stamp.ts";
import { showUnstamped } from "../../ui/unstamped.ts";
import type { ElectionView } from "../../verifier/report.ts";
import type { VerifiedInWorker } from "../../verifier/verifyInWorker.ts";
import { disagree, type ElectionStatus, follow, readStatus, type Seen, seeCheckpoint, type Status } from "./live.ts";
import { showHours } from "./hours.ts";
import { type ElectionResult, showResult } from "./result.ts";
import { makeVerification } from "./verification.ts";
import { parsePolicy } from "../../bulletinBoard/policy.ts";

const phases = ["commit", "deal", "certify", "roll", "ready", "open", "closed", "finished", "cancelled", "archived"] as const;

const sayPhase = (phase: string): Words =>
  phases.some((known) => known === phase) ? say(`observer.phase.${phase}` as TextKey) : () => phase;

function panel(id: string, title: TextKey, ...content: Child[]): { node: HTMLElement; body: HTMLElement } {
  const body = element("div", {}, ...content);
  return { node: element("section", { class: "card", id }, element("h2", {}, say(title)), body), body };
}

const fact = (term: TextKey, value: Child): Child => [element("dt", {}, say(term)), element("dd", {}, value)];

const now = (): number => Math.floor(Date.now() / 1000);

// Who said it: this page after verifying, or the operator.
const source = (verified: boolean): Child =>
  element("p", { class: "small" }, say(verified ? "observer.verified_here" : "observer.operator_says"));

function showBox(status: Status, seen: readonly Seen[], witnesses: number, failures: readonly string[]): Child[] {
  const [first] = seen;
  const failed = failures.map((failure) => element("div", { class: "outcome warn" }, element("p", {}, say("observer.box.refused", { reason: failure }))));
  if (first === undefined) return failed;
  return [
    ...failed,
    disagree(seen) && element("div", { class: "outcome", id: "two-views" },
      element("p", {}, say("observer.box.two_views")),
      element("button", { type: "button", onclick: () => saveFile("checkpoints.txt", seen.map(({ operator, bytes }) =>
        `${operator}\n${new TextDecoder().decode(bytes)}`).join("\n")) }, say("observer.box.evidence"))),
    element("dl", {},
      fact("observer.box.entries", say("observer.number", { n: Number(first.size) })),
      fact("observer.box.age", [sayTime(new Date(status.time * 1000)), " - ", sayAge(Math.max(1, now() - status.time))]),
      fact("observer.box.witnesses", say("observer.box.agree", { n: first.witnesses, all: witnesses })),
      fact("observer.box.newest", first.newest === null ? say("observer.box.never") : sayAge(Math.max(1, now() - Number(first.newest))))),
    element("p", { class: "small" }, say("observer.box.checked")),
    element("p", { class: "code small", id: "root" }, first.root),
  ];
}

function showBallots(election: ElectionStatus, view: ElectionView | null): Child[] {
  const accepted = view?.accepted_ballots ?? election.accepted;
  const tested = view?.tested_ballots ?? election.tested;
  return [
    element("p", {}, say("observer.ballots.accepted", { n: accepted })),
    element("p", {}, say("observer.ballots.tested", { n: tested })),
    source(view !== null),
  ];
}

function showRoll(election: ElectionStatus, view: ElectionView | null): Child[] {
  const fingerprint = view?.fingerprint ?? null;
  const bytes = fingerprint === null ? null : decodeHex(fingerprint);
  return [
    element("p", {}, say("observer.roll.size", { n: view?.roll_size ?? election.roll })),
    bytes !== null && element("dl", {}, fact("observer.roll.code", element("span", { class: "code" }, receiptCode(bytes)))),
    source(view !== null),
  ];
}

// What each trustee has done, from the posts that the verified log holds.
function showTrustees(view: ElectionView | null): Child[] {
  if (view === null) return [element("p", {}, say("observer.trustees.verify_first"))];
  const done = (of: readonly { readonly trustee: number }[], trustee: number): Words =>
    say(of.some((post) => post.trustee === trustee) ? "observer.trustees.done" : "observer.trustees.waiting");
  const shared = (trustee: number): Words => say("observer.trustees.shares",
    { n: view.styles.filter(({ shares }) => shares.includes(trustee)).length, all: view.styles.length });
  return [
    element("p", {}, say("observer.trustees.needed", { n: view.threshold, all: view.trustees.length })),
    element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": say("observer.trustees") },
      element("table", {},
        element("thead", {}, element("tr", {}, ...(["trustee", "commit", "deal", "certify", "share"] as const)
          .map((column) => element("th", { scope: "col" }, say(`observer.column.${column}`))))),
        element("tbody", {}, view.trustees.map(({ key }, i) => element("tr", {},
          element("th", { scope: "row" }, `${i + 1} `, element("span", { class: "small" }, key.split("+")[0] ?? "")),
          element("td", {}, done(view.commits, i + 1)),
          element("td", {}, done(view.deals, i + 1)),
          element("td", {}, done(view.certificates, i + 1)),
          element("td", {}, shared(i + 1))))))),
    view.disqualified.length > 0 && element("p", {}, say("observer.trustees.disqualified", { names: view.disqualified.join(", ") })),
    source(true),
  ];
}

function showDownloads(stamp: Stamp, operator: string): Child[] {
  return [
    element("p", {}, say("observer.home.text")),
    element("pre", { class: "scroll", tabindex: 0 }, element("code", {}, `tabella verify ${operator} --policy policy.txt`)),
    element("div", { class: "actions" }, element("button", { type: "button", class: "secondary",
      onclick: () => saveFile("policy.txt", stamp.policy ?? "") }, say("observer.home.policy"))),
    element("ul", {}, ...["checkpoint", "tile/entries/000", `elections/${stamp.election}`].map((path) =>
      element("li", {}, element("a", { href: `${operator}/${path}` }, `${operator}/${path}`)))),
  ];
}

async function observe(stamp: Stamp & { election: string; definition: string; policy: string }): Promise<void> {
  await ready;
  const definition = decodeDefinition(utf8(stamp.definition));
  const [operator] = stamp.operators as [string];
  const witnesses = parsePolicy(stamp.policy).witnesses.length;
  const title = sayOwn(definition.title);
  const frame = new Frame({ title: title.words, titleLanguage: title.language, practice: stamp.practice,
    help: [element("p", {}, say("observer.help"))] });
  const phase = element("p", { class: "lead", id: "phase" });
  const box = panel("box", "observer.box", element("p", {}, say("observer.loading")));
  const ballots = panel("ballots", "observer.ballots");
  const hours = panel("over-time", "observer.hours", element("p", {}, say("observer.hours.verify_first")));
  const roll = panel("roll", "observer.roll");
  const trustees = panel("trustees", "observer.trustees");
  const result = panel("result", "observer.result", element("p", {}, say("observer.result.none")));
  let status: Status | null = null;
  let view: ElectionView | null = null;

  const showElection = (): void => {
    const election = status?.elections.find((each) => each.election === stamp.election);
    if (election === undefined) return;
    replaceChildren(phase, sayPhase(view?.phase ?? election.phase));
    replaceChildren(ballots.body, ...showBallots(election, view));
    replaceChildren(roll.body, ...showRoll(election, view));
    replaceChildren(trustees.body, ...showTrustees(view));
    if (view !== null && view.result !== null) {
      replaceChildren(result.body, ...showResult(definition, JSON.parse(view.result) as ElectionResult), source(true));
    } else if (view !== null && view.why_cancelled !== "") {
      replaceChildren(result.body, element("p", {}, say("observer.result.cancelled", { reason: view.why_cancelled })));
    } else if (election.phase === "finished" || election.phase === "archived") {
      replaceChildren(result.body, element("p", {}, say("observer.result.verify_first")));
    }
  };

  const onVerified = ({ verified, hours: counted }: VerifiedInWorker): void => {
    // An invalid record establishes nothing.
    view = verified.report.valid ? (verified.view.elections.find((each) => each.election === stamp.election) ?? null) : null;
    replaceChildren(hours.body, ...(view === null ? [element("p", {}, say("observer.hours.verify_first"))] : showHours(counted, definition.smallest_group)));
    showElection();
  };

  const refresh = async (): Promise<void> => {
    const seen: Seen[] = [];
    const failures: string[] = [];
    for (const each of stamp.operators) {
      try {
        seen.push(await seeCheckpoint(each, stamp.policy));
      } catch (error) {
        failures.push(`${each}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    try {
      status = await readStatus(operator);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
    if (status !== null) replaceChildren(box.body, ...showBox(status, seen, witnesses, failures));
    else replaceChildren(box.body, ...failures.map((failure) => element("p", {}, failure)));
    showElection();
  };

  const verify = panel("verify-panel", "observer.verify", element("p", {}, say("observer.verify.text")),
    makeVerification(operator, stamp.policy, (words) => frame.announce(words), onVerified));
  const disputes = panel("disputes", "observer.disputes", element("p", {}, say("observer.disputes.none")));
  const home = panel("home", "observer.home", ...showDownloads(stamp, operator));
  frame.show({ name: "observer", title: say("observer.title"),
    content: [phase, box.node, verify.node, result.node, ballots.node, hours.node, roll.node, trustees.node, disputes.node, home.node] });
  await refresh();
  follow(operator, () => { void refresh(); });
}

const stamp = readStamp(document);
if (stamp === null || stamp.election === null || stamp.definition === null || stamp.policy === null || stamp.operators.length === 0) {
  showUnstamped(document.title);
} else {
  void observe({ ...stamp, election: stamp.election, definition: stamp.definition, policy: stamp.policy });
}
