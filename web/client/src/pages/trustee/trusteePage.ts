// The trustee's page: one screen that says what to do now. It follows the log by itself, shows a step
// when the log says that it is due, and does nothing that the person did not press.
import { signPost } from "../../bulletinBoard/writePost.ts";
import { encodeBase64Url } from "../../crypto/bytes.ts";
import { Refused } from "../../crypto/refused.ts";
import { type Words, say, sayTime } from "../../text/texts.ts";
import { type Child, append, element } from "../../ui/element.ts";
import type { Frame } from "../../ui/frame.ts";
import { saveFile } from "../../ui/saveFile.ts";
import type { Stamp } from "../../ui/stamp.ts";
import { actions, button, facts, list, note, paragraph } from "../officials/blocks.ts";
import { type BoardConnection, type BoardLook, refusalWords, titleOf } from "../officials/board.ts";
import { checkCodeParts } from "../officials/checkCodeParts.ts";
import { KeyDesk } from "../officials/keyDesk.ts";
import { type Problem, type Screen, Stage } from "../officials/stage.ts";
import { announcementCode, ceremonyCode } from "./checkCode.ts";
import { DrillScreen } from "./drillScreen.ts";
import { type Duty, type Step, dutyOf, findTrustee } from "./duty.ts";
import type { ElectionView } from "./electionView.ts";
import { TrusteeMemory } from "./memory.ts";
import { minutesScreen } from "./minutes.ts";
import { readElection } from "./readElection.ts";
import { RehearsalScreen } from "./rehearsalScreen.ts";
import {
  type TrusteeWork,
  holdsShare,
  openTotals,
  shareLines,
  take,
  wrongDealers,
} from "./work.ts";

// The one election of the stamp, as the verified log has it.
interface Election {
  readonly view: ElectionView;
  readonly title: Words;
  readonly closes: Words;
  readonly whyCancelled: string;
}

type StepName =
  | "meet"
  | "key"
  | "backup"
  | "commit"
  | "deal"
  | "certify"
  | "minutes"
  | "opening"
  | "total"
  | "destroy";

type Side = "rehearsal" | "drill" | "minutes" | "destroy" | "differs" | null;

export class TrusteePage {
  readonly #stamp: Stamp | null;
  readonly #board: BoardConnection | null;
  readonly #stage: Stage;
  readonly #desk: KeyDesk;
  readonly #rehearsal: RehearsalScreen;
  readonly #drill: DrillScreen;
  #memory = TrusteeMemory.random();
  #look: BoardLook = { kind: "looking", done: 0, all: 0 };
  #election: Election | null = null;
  #side: Side = null;
  #problems: Problem[] = [];
  #busy = false;
  #savedOpened = false;
  #proved: boolean | null = null;
  #drawn = "";

  constructor(frame: Frame, stamp: Stamp | null, board: BoardConnection | null) {
    this.#stamp = stamp;
    this.#board = board;
    const work = {
      encode: () => this.#memory.encode(),
      decode: (bytes: Uint8Array | null) => this.#remember(bytes),
    };
    const redraw = (): void => this.#stage.redraw();
    this.#desk = new KeyDesk(work, "trustee/1", redraw);
    this.#rehearsal = new RehearsalScreen(redraw, () => this.#goTo(null));
    this.#drill = new DrillScreen(redraw, () => this.#goTo(null));
    this.#stage = new Stage(frame, () => this.#screen());
  }

  start(): void {
    this.#stage.redraw();
    if (this.#board !== null) void this.#follow();
  }

  #remember(bytes: Uint8Array | null): "kept" | "fresh" | "wrong" {
    const memory = bytes === null ? TrusteeMemory.random() : TrusteeMemory.decode(bytes);
    if (memory === null) return "wrong";
    this.#memory.wipe();
    this.#memory = memory;
    return bytes === null ? "fresh" : "kept";
  }

  // Looks at the log again and again; draws only what is new.
  async #follow(): Promise<void> {
    for (;;) {
      const begun = performance.now();
      await this.#lookNow();
      await this.#board!.untilNews(performance.now() - begun);
    }
  }

  async #lookNow(): Promise<void> {
    const before = this.#look;
    const look = await this.#board!.look(before, (done, all) => {
      if (before.kind !== "looking") return;
      this.#look = { kind: "looking", done, all };
      if (this.#mayRedraw) this.#stage.redraw();
    });
    this.#believe(look);
    const seen = fingerprintOf(this.#look);
    if (seen === this.#drawn || this.#busy) return;
    this.#drawn = seen;
    if (this.#mayRedraw) {
      this.#stage.redraw();
      this.#stage.say(this.#nowWords());
    }
  }

  // Where nothing is being typed or chosen.
  get #mayRedraw(): boolean {
    return this.#desk.key !== null && this.#side === null;
  }

  #believe(look: BoardLook): void {
    this.#look = look;
    if (look.kind !== "verified") return;
    const onBoard = look.view.elections.find(({ election }) => election === this.#stamp?.election);
    if (onBoard === undefined) {
      this.#election = null;
      return;
    }
    const view = readElection(onBoard, this.#board!.log);
    if (view instanceof Refused) {
      this.#look = { kind: "failed", failures: [view.message] };
      return;
    }
    const { schedule } = JSON.parse(onBoard.definition) as { schedule: { closes: string } };
    this.#election = {
      view,
      title: titleOf(onBoard.definition).words,
      closes: sayTime(new Date(schedule.closes)),
      whyCancelled: onBoard.why_cancelled,
    };
  }

  #goTo(side: Side): void {
    this.#side = side;
    this.#problems = [];
    this.#stage.redraw();
  }

  #nowWords(): Words {
    return this.#screen().heading;
  }

  #screen(): Screen {
    if (this.#side === "rehearsal") return this.#rehearsal.screen();
    if (this.#side === "drill") return this.#drill.screen(this.#work());
    if (this.#side === "differs") return this.#differsScreen();
    if (this.#desk.key === null) return this.#desk.screen(this.#intro());
    const screen = this.#electionScreen();
    return { ...screen, problems: [...(screen.problems ?? []), ...this.#problems] };
  }

  // Before a key is open.
  #intro(): Child[] {
    const unstamped = this.#stamp === null ? [note("warning", say("trustee.unstamped"))] : [];
    const title = this.#election?.title;
    const election = title === undefined ? [] : [paragraph(say("trustee.for", { title }))];
    return [
      ...unstamped,
      ...election,
      paragraph(say("trustee.intro")),
      note("information", say("officials.key.never")),
      this.#otherThings(),
    ];
  }

  #otherThings(): HTMLElement {
    return element(
      "nav",
      { "aria-label": say("trustee.otherThings") },
      actions(
        button(say("trustee.rehearse"), () => this.#goTo("rehearsal"), "secondary"),
        button(say("trustee.drill"), () => this.#goTo("drill"), "secondary"),
      ),
    );
  }

  #work(): TrusteeWork | null {
    const key = this.#desk.key;
    const view = this.#election?.view;
    if (key === null || view === undefined || this.#look.kind !== "verified") return null;
    const trustee = findTrustee(view, key.verifier.text, encodeBase64Url(key.staticKey));
    return trustee === null ? null : { view, trustee, key, memory: this.#memory };
  }

  #electionScreen(): Screen {
    const look = this.#look;
    if (this.#stamp === null) return this.#handOverScreen(say("trustee.unstamped"));
    switch (look.kind) {
      case "looking":
        return this.#lookingScreen(look.done, look.all);
      case "unreachable":
        return this.#unreachableScreen();
      case "failed":
        return this.#failedScreen(look.failures);
      case "verified":
        break;
    }
    const election = this.#election;
    if (election === null) return this.#handOverScreen(say("trustee.notAnnounced"));
    const { title, closes, whyCancelled } = election;
    const work = this.#work();
    if (work === null) return this.#handOverScreen(say("trustee.notAmong", { title }));
    if (work.view.phase === "cancelled") return this.#cancelledScreen(whyCancelled);
    if (this.#side === "minutes") return minutesScreen(work, title, () => this.#goTo(null));
    if (this.#side === "destroy") return this.#destroyScreen(work);
    if (this.#memory.joined(work.view.id) !== announcementCode(work.view).code) {
      return this.#meetScreen(work, title);
    }
    return this.#dutyScreen(work, title, closes);
  }

  #dutyScreen(work: TrusteeWork, title: Words, closes: Words): Screen {
    const duty = dutyOf(work.view, work.trustee);
    switch (duty.kind) {
      case "due":
        return this.#dueScreen(work, duty.step, closes);
      case "waits":
        return this.#waitsScreen(work, duty.step, duty.waitsFor);
      case "disqualified":
        return this.#simpleScreen("disqualified", work);
      case "idle":
        return this.#idleScreen(work, title);
    }
  }

  #steps(work: TrusteeWork): HTMLElement {
    const now = stepNumber(work.view, dutyOf(work.view, work.trustee), this.#memory);
    const names: readonly StepName[] = [
      "meet",
      "key",
      "backup",
      "commit",
      "deal",
      "certify",
      "minutes",
      "opening",
      "total",
      "destroy",
    ];
    const items = names.map((name, i) => {
      const number = i + 1;
      const state = number < now ? "done" : number === now ? "now" : "later";
      const item = element("li", { class: `step ${state}` }, say(`trustee.step.${name}`));
      if (state === "now") item.setAttribute("aria-current", "step");
      if (state === "done") append(item, [" – ", say("trustee.stepDone")]);
      return item;
    });
    return element(
      "details",
      { class: "steps" },
      element("summary", {}, say("trustee.stepOf", { n: now, all: names.length })),
      element("ol", {}, ...items),
    );
  }

  #meetScreen(work: TrusteeWork, title: Words): Screen {
    const { view } = work;
    const check = announcementCode(view);
    const { threshold, trustees } = view.ceremony;
    const only = trustees === 1 ? [note("warning", say("trustee.onlyOne"))] : [];
    return {
      id: "meet",
      heading: say("trustee.meet"),
      body: [
        this.#steps(work),
        paragraph(say("trustee.meetWords")),
        facts([
          [say("trustee.election"), title],
          [say("trustee.address"), window.location.href.split("#")[0]!],
          [say("trustee.shares"), say("trustee.threshold", { t: threshold, n: trustees })],
          [say("trustee.you"), say("trustee.number", { n: work.trustee })],
        ]),
        list(view.trustees.map((each) => nameOfKey(each.key))),
        ...only,
        ...checkCodeParts(check),
        actions(
          button(say("trustee.allSame"), () => {
            this.#memory.join(view.id, check.code);
            this.#stage.redraw();
          }),
          button(say("trustee.differs"), () => this.#goTo("differs"), "secondary"),
        ),
        this.#otherThings(),
      ],
    };
  }

  #dueScreen(work: TrusteeWork, step: Step, closes: Words): Screen {
    if (step === "decrypt") return this.#totalScreen(work, closes);
    if (step === "certify") return this.#certifyScreen(work);
    return {
      id: `due-${step}`,
      heading: say(`trustee.due.${step}`),
      body: [
        this.#steps(work),
        paragraph(say(`trustee.due.${step}Words`)),
        actions(this.#acting(say(`trustee.due.${step}Act`), () => this.#take(work, step))),
        this.#otherThings(),
      ],
    };
  }

  #certifyScreen(work: TrusteeWork): Screen {
    const [wrong] = wrongDealers(work);
    if (wrong !== undefined) return this.#complaintScreen(work, wrong);
    const check = ceremonyCode(work.view);
    return {
      id: "due-certify",
      heading: say("trustee.due.certify"),
      body: [
        this.#steps(work),
        paragraph(say("trustee.due.certifyWords")),
        ...checkCodeParts(check),
        actions(
          this.#acting(say("trustee.compared"), () => {
            this.#memory.compare(work.view.id, check.code);
            return this.#take(work, "certify");
          }),
          button(say("trustee.differs"), () => this.#goTo("differs"), "secondary"),
        ),
      ],
    };
  }

  #complaintScreen(work: TrusteeWork, dealer: number): Screen {
    const name = nameOfKey(work.view.trustees[dealer - 1]!.key);
    return {
      id: "complaint",
      heading: say("trustee.wrongPart", { name }),
      body: [
        this.#steps(work),
        paragraph(say("trustee.wrongPartWords", { name })),
        actions(this.#acting(say("trustee.complain"), () => this.#take(work, "certify"))),
      ],
    };
  }

  // The whole log was verified and the totals added up on this device; else this is never shown.
  #totalScreen(work: TrusteeWork, closes: Words): Screen {
    const before = this.#memory.opened(work.view.id);
    const ballots = work.view.acceptedBallots;
    const lead = paragraph(say("trustee.total", { n: ballots, date: closes }));
    if (before === undefined) {
      return {
        id: "due-total",
        heading: say("trustee.due.decrypt"),
        body: [
          this.#steps(work),
          lead,
          paragraph(say("trustee.totalWords")),
          actions(this.#acting(say("trustee.openTotal"), () => this.#open(work))),
        ],
      };
    }
    const opened = openTotals(work);
    if (opened instanceof Refused) return this.#doNotDecryptScreen(refusalWords(opened));
    return {
      id: "save-total",
      heading: say("trustee.saveFirst"),
      body: [
        this.#steps(work),
        lead,
        paragraph(say("trustee.saveFirstWords")),
        actions(
          button(say("trustee.saveKey"), () => {
            this.#desk.saveNow();
            this.#savedOpened = true;
            this.#stage.redraw();
          }),
        ),
        ...(this.#savedOpened
          ? [
              actions(
                this.#acting(say("trustee.sendTotal"), () =>
                  this.#send(work, shareLines(work, opened)),
                ),
              ),
            ]
          : []),
      ],
    };
  }

  #waitsScreen(work: TrusteeWork, step: Step, waitsFor: readonly number[]): Screen {
    const names = waitsFor.map((each) => nameOfKey(work.view.trustees[each - 1]!.key)).join(", ");
    const minutes =
      step === "certify"
        ? [actions(button(say("trustee.minutes"), () => this.#goTo("minutes"), "secondary"))]
        : [];
    return {
      id: `waits-${step}`,
      heading: say("trustee.waits", { names }),
      body: [
        this.#steps(work),
        note("success", say(`trustee.done.${step}`)),
        paragraph(say("trustee.nothingElse")),
        paragraph(this.#lastLook()),
        ...minutes,
        this.#otherThings(),
      ],
    };
  }

  #idleScreen(work: TrusteeWork, title: Words): Screen {
    const { phase } = work.view;
    const check = phase === "roll" || phase === "ready" ? checkCodeParts(ceremonyCode(work.view)) : [];
    const destroy =
      phase === "finished" || phase === "archived"
        ? [actions(button(say("trustee.destroy"), () => this.#goTo("destroy")))]
        : [];
    const prove = phase === "ready" || phase === "roll" || phase === "open";
    return {
      id: `idle-${phase}`,
      heading: say(`trustee.idle.${phase}`),
      body: [
        this.#steps(work),
        paragraph(say(`trustee.idle.${phase}Words`, { title })),
        ...check,
        ...(prove ? this.#proofParts(work) : []),
        actions(button(say("trustee.minutes"), () => this.#goTo("minutes"), "secondary")),
        ...destroy,
        paragraph(this.#lastLook()),
        this.#otherThings(),
      ],
    };
  }

  // Whether this key still opens the parts that were sent to it. Nothing leaves the device.
  #proofParts(work: TrusteeWork): Child[] {
    const answer =
      this.#proved === null
        ? []
        : this.#proved
          ? [note("success", say("trustee.holds"))]
          : [note("warning", say("trustee.holdsNot"))];
    return [
      paragraph(say("trustee.proveWords")),
      actions(
        button(say("trustee.prove"), () => {
          this.#proved = holdsShare(work);
          this.#stage.redraw();
        }),
      ),
      ...answer,
    ];
  }

  #destroyScreen(work: TrusteeWork): Screen {
    return {
      id: "destroy",
      heading: say("trustee.destroy"),
      body: [
        this.#steps(work),
        paragraph(say("trustee.destroyWords")),
        list(([1, 2, 3, 4] as const).map((n) => say(`trustee.destroy${n}`))),
        actions(
          button(
            say("trustee.saveStatement"),
            () => {
              const statement = say("trustee.statement", {
                election: work.view.id,
                name: work.key.verifier.name,
              })();
              saveFile(`${work.view.id}.destroyed.txt`, signPost(statement, [work.key.signer]));
            },
            "secondary",
          ),
          button(
            say("trustee.forget"),
            () => {
              this.#desk.close();
              this.#goTo(null);
            },
            "secondary",
          ),
          button(say("officials.back"), () => this.#goTo(null), "secondary"),
        ),
      ],
    };
  }

  #handOverScreen(words: Words): Screen {
    return {
      id: "hand-over",
      heading: say("trustee.handOver"),
      body: [
        paragraph(words),
        paragraph(say("trustee.handOverWords")),
        ...this.#desk.publicKeys(),
        this.#otherThings(),
      ],
    };
  }

  #lookingScreen(done: number, all: number): Screen {
    return {
      id: "looking",
      heading: say("trustee.looking"),
      body: [
        paragraph(say("trustee.lookingWords")),
        element("progress", {
          "aria-label": say("trustee.looking"),
          max: String(Math.max(all, 1)),
          value: String(done),
        }),
      ],
    };
  }

  #unreachableScreen(): Screen {
    return {
      id: "unreachable",
      heading: say("trustee.unreachable"),
      body: [
        paragraph(say("trustee.unreachableWords")),
        list(this.#stamp?.operators ?? []),
        actions(button(say("officials.tryAgain"), () => this.#lookNow())),
      ],
    };
  }

  // Not one check may fail: nothing is certified or opened on such a log.
  #failedScreen(failures: readonly string[]): Screen {
    return {
      id: "failed",
      heading: say("trustee.failed"),
      body: [
        note("warning", say("trustee.failedWords")),
        list(failures),
        actions(
          button(say("trustee.saveReport"), () =>
            saveFile("tabella-report.txt", `${failures.join("\n")}\n`),
          ),
          button(say("officials.tryAgain"), () => this.#lookNow(), "secondary"),
        ),
      ],
    };
  }

  #doNotDecryptScreen(reason: Words): Screen {
    return {
      id: "do-not-decrypt",
      heading: say("trustee.doNotDecrypt"),
      body: [note("warning", say("trustee.doNotDecryptWords")), paragraph(reason)],
    };
  }

  #differsScreen(): Screen {
    return {
      id: "differs",
      heading: say("trustee.stop"),
      body: [
        note("warning", say("trustee.stopWords")),
        list(([1, 2, 3] as const).map((n) => say(`trustee.stop${n}`))),
        actions(button(say("officials.back"), () => this.#goTo(null), "secondary")),
      ],
    };
  }

  #cancelledScreen(reason: string): Screen {
    return {
      id: "cancelled",
      heading: say("trustee.cancelled"),
      body: [paragraph(say("trustee.cancelledWords")), paragraph(reason), this.#otherThings()],
    };
  }

  #simpleScreen(name: "disqualified", work: TrusteeWork): Screen {
    return {
      id: name,
      heading: say(`trustee.${name}`),
      body: [this.#steps(work), paragraph(say(`trustee.${name}Words`))],
    };
  }

  #lastLook(): Words {
    const look = this.#look;
    if (look.kind !== "verified") return () => "";
    return say("trustee.lastLook", { time: look.at.toLocaleTimeString(), size: look.view.size });
  }

  // A button that acts once, however often it is pressed.
  #acting(words: Words, act: () => Promise<void>): HTMLButtonElement {
    const made = button(words, async () => {
      if (this.#busy) return;
      this.#busy = true;
      made.setAttribute("aria-disabled", "true");
      this.#problems = [];
      this.#stage.say(say("officials.working"));
      // What follows may take the thread for a moment; the screen is drawn before.
      await new Promise((done) => setTimeout(done, 20));
      try {
        await act();
      } finally {
        this.#busy = false;
        this.#stage.redraw();
      }
    });
    return made;
  }

  async #take(work: TrusteeWork, step: Exclude<Step, "decrypt">): Promise<void> {
    const line = take(work, step);
    if (line instanceof Refused) {
      this.#problems = [{ field: "", words: refusalWords(line) }];
      return;
    }
    await this.#send(work, [line]);
  }

  async #open(work: TrusteeWork): Promise<void> {
    // The newest log is looked at once more, so that nothing older is opened.
    await this.#lookNow();
    const now = this.#work();
    if (now === null || now.view.phase !== "closed") return;
    const opened = openTotals({ ...now, trustee: work.trustee });
    if (opened instanceof Refused) {
      this.#problems = [{ field: "", words: refusalWords(opened) }];
    }
  }

  async #send(work: TrusteeWork, lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      const sent = await this.#board!.post(signPost(line, [work.key.signer]));
      if (sent instanceof Refused) {
        this.#problems = [{ field: "", words: refusalWords(sent) }];
        break;
      }
    }
    await this.#lookNow();
  }
}

export function nameOfKey(key: string): string {
  return key.split("+")[0]!;
}

// Changes when there is something new to be shown.
function fingerprintOf(look: BoardLook): string {
  if (look.kind === "verified") return `verified ${look.checkpoint}`;
  if (look.kind === "failed") return `failed ${look.failures.join()}`;
  if (look.kind === "looking") return `looking ${look.done}`;
  return look.kind;
}

function stepNumber(view: ElectionView, duty: Duty, memory: TrusteeMemory): number {
  if (memory.joined(view.id) === undefined && view.phase === "commit") return 1;
  switch (view.phase) {
    case "commit":
      return 4;
    case "deal":
      return 5;
    case "certify":
      return duty.kind === "waits" ? 7 : 6;
    case "roll":
    case "ready":
    case "open":
      return 8;
    case "closed":
      return 9;
    default:
      return 10;
  }
}
