// The observer page: what the board shows now, what this browser verified of it, and how to do the
// same at home.
import { decodeDefinition } from "../../ballot/definitionJson.ts";
import { Operators } from "../../bulletinBoard/operators.ts";
import { parsePolicy } from "../../bulletinBoard/policy.ts";
import { type ElectionStatus, readStatus, type Status } from "../../bulletinBoard/status.ts";
import { decodeHex, encodeBase64Url, utf8 } from "../../crypto/bytes.ts";
import { ready } from "../../crypto/sodium.ts";
import { readElectionResult } from "../../tally/electionResult.ts";
import { say, sayOwn } from "../../text/texts.ts";
import { element, replaceChildren, type Child } from "../../ui/element.ts";
import { Frame } from "../../ui/frame.ts";
import { startLanguage } from "../../ui/settings.ts";
import { readStamp, type Stamp } from "../../ui/stamp.ts";
import { showUnstamped } from "../../ui/unstamped.ts";
import type { Hour } from "../../verifier/ballotsByHour.ts";
import type { PublicAct } from "../../verifier/publicActs.ts";
import type { ElectionReport } from "../../verifier/report.ts";
import type { VerifiedInWorker } from "../../verifier/verifyInWorker.ts";
import { showDisputes, showNotices } from "./acts.ts";
import { showBox } from "./box.ts";
import { makeHome } from "./home.ts";
import { showHours } from "./hours.ts";
import { compareCheckpoints, follow, type ShownCheckpoint, seeCheckpoint } from "./live.ts";
import { makeOtherReports } from "./otherReports.ts";
import { panel, source, verifyFirst } from "./panel.ts";
import { showBallots, showRoll, showTrustees } from "./people.ts";
import { showResult } from "./result.ts";
import { compareServedPages, type ServedPage, showServedPages } from "./servedPages.ts";
import { makeVerification } from "./verification.ts";

type ElectionStamp = Stamp & { election: string; definition: string; policy: string };

// What this browser established; null before a valid record was verified.
interface Established {
  readonly view: ElectionReport;
  readonly hours: readonly Hour[];
  readonly acts: readonly PublicAct[];
}

function establish(election: string, { verified, log }: VerifiedInWorker): Established | null {
  // An invalid record establishes nothing.
  if (!verified.report.valid) return null;
  const view = verified.board.elections.find((each) => each.election === election);
  if (view === undefined) return null;
  const fingerprint = decodeHex(view.fingerprint ?? "");
  return {
    view,
    hours: (fingerprint === null ? undefined : log.hours.get(encodeBase64Url(fingerprint))) ?? [],
    acts: log.acts.filter((act) => act.election === election),
  };
}

// The page while it is open: what the operators say, refreshed when they publish, and beside it
// what this browser has verified, which replaces their word.
class ObserverPage {
  readonly #stamp: ElectionStamp;
  readonly #operators: Operators;
  readonly #definition;
  readonly #witnesses: readonly string[];
  readonly #phase = element("div", { id: "phase" }, say("observer.loading"));
  readonly #box = panel("box", "observer.box", element("p", {}, say("observer.loading")));
  readonly #result = panel("result", "observer.result");
  readonly #ballots = panel("ballots", "observer.ballots");
  readonly #hours = panel("over-time", "observer.hours");
  readonly #roll = panel("roll", "observer.roll");
  readonly #trustees = panel("trustees", "observer.trustees");
  readonly #notices = panel("notices", "observer.notices");
  readonly #pages = panel("pages", "observer.pages");
  readonly #disputes = panel("disputes", "observer.disputes");
  readonly #others = makeOtherReports();
  #status: Status | null = null;
  #established: Established | null = null;
  #served: readonly ServedPage[] | null = null;

  constructor(stamp: ElectionStamp) {
    this.#stamp = stamp;
    this.#operators = new Operators(stamp.operators);
    this.#definition = decodeDefinition(utf8(stamp.definition));
    this.#witnesses = parsePolicy(stamp.policy).witnesses.map(({ name }) => name);
  }

  async start(): Promise<void> {
    const { operators, policy, practice } = this.#stamp;
    const [operator] = operators as [string];
    const title = sayOwn(this.#definition.title);
    const frame = new Frame({
      title: title.words,
      titleLanguage: title.language,
      practice,
      help: [element("p", {}, say("observer.help"))],
    });
    const verify = panel(
      "verify-panel",
      "observer.verify",
      element("p", {}, say("observer.verify.text")),
      makeVerification(
        operator,
        policy,
        (words) => frame.announce(words),
        (verified) => void this.#take(verified),
      ),
    );
    // First what does not move while the operators' answers come in.
    const panels = [
      verify,
      this.#box,
      this.#result,
      this.#ballots,
      this.#hours,
      this.#roll,
      this.#trustees,
      this.#notices,
      this.#pages,
      this.#disputes,
      this.#others,
      makeHome(operators, policy),
    ];
    this.#show();
    frame.show({
      name: "observer",
      title: say("observer.title"),
      content: [this.#phase, ...panels.map(({ node }) => node)],
    });
    await this.#refresh();
    follow(this.#operators, operator, () => void this.#refresh());
  }

  async #take(verified: VerifiedInWorker): Promise<void> {
    this.#established = establish(this.#stamp.election, verified);
    this.#others.compareWith(verified.verified.report);
    this.#served = null;
    this.#show();
    if (this.#established === null) return;
    this.#served = await compareServedPages(
      this.#operators,
      this.#stamp.election,
      this.#established.acts,
    );
    this.#show();
  }

  async #refresh(): Promise<void> {
    const { operators, policy } = this.#stamp;
    const seen: ShownCheckpoint[] = [];
    const failures: string[] = [];
    const attempt = async <T>(what: string, act: () => Promise<T>): Promise<T | null> => {
      try {
        return await act();
      } catch (error) {
        failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
        return null;
      }
    };
    for (const operator of operators) {
      const one = await attempt(operator, () => seeCheckpoint(operator, policy));
      if (one !== null) seen.push(one);
    }
    this.#status = (await attempt("status", () => this.#askStatus())) ?? this.#status;
    const compared = await compareCheckpoints(this.#operators, seen);
    replaceChildren(this.#box.body, ...showBox(this.#status, compared, this.#witnesses, failures));
    this.#show();
  }

  // The first operator's own word, until the record is verified.
  async #askStatus(): Promise<Status> {
    const reply = await this.#operators.ask(this.#operators.addresses[0]!, "/status");
    const status = reply === null ? null : readStatus(reply);
    if (status === null) throw new Error(reply === null ? "no answer" : "is no status");
    return status;
  }

  get #election(): ElectionStatus | null {
    return (
      this.#status?.elections.find(({ election }) => election === this.#stamp.election) ?? null
    );
  }

  #show(): void {
    const { view = null, acts = null, hours = null } = this.#established ?? {};
    const election = this.#election;
    if (election !== null) {
      const phase = say(`observer.phase.${view?.phase ?? election.phase}`);
      replaceChildren(this.#phase, element("p", { class: "lead" }, phase), source(view !== null));
      replaceChildren(this.#ballots.body, ...showBallots(election, view));
      replaceChildren(this.#roll.body, ...showRoll(election, view));
    }
    replaceChildren(this.#result.body, ...this.#resultParts(view, election));
    replaceChildren(
      this.#hours.body,
      ...(hours === null
        ? [verifyFirst()]
        : [...showHours(hours, this.#definition.smallest_group), source(true)]),
    );
    replaceChildren(this.#trustees.body, ...showTrustees(view));
    replaceChildren(this.#notices.body, ...showNotices(acts, view));
    replaceChildren(this.#pages.body, ...showServedPages(this.#served));
    replaceChildren(this.#disputes.body, ...showDisputes(acts, view));
  }

  #resultParts(view: ElectionReport | null, election: ElectionStatus | null): Child[] {
    if (view !== null && view.result !== null) {
      const result = readElectionResult(view.result, view.reasons ?? []);
      return [...showResult(this.#definition, result), source(true)];
    }
    if (view !== null && view.why_cancelled !== "") {
      return [
        element("p", {}, say("observer.result.cancelled", { reason: view.why_cancelled })),
        source(true),
      ];
    }
    const over = election?.phase === "finished" || election?.phase === "archived";
    return [element("p", {}, say(over ? "observer.result.verifyFirst" : "observer.result.none"))];
  }
}

startLanguage();
const stamp = readStamp(document);
if (
  stamp === null ||
  stamp.election === null ||
  stamp.definition === null ||
  stamp.policy === null ||
  stamp.operators.length === 0
) {
  showUnstamped(document.title);
} else {
  const { election, definition, policy } = stamp;
  void ready.then(() => new ObserverPage({ ...stamp, election, definition, policy }).start());
}
