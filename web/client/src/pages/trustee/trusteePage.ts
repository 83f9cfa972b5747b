// The trustee's page: one screen that says what to do now. It follows the log by itself, shows a
// step when the log says that it is due, and does nothing that the person did not press.
import { rehearsedPost } from "../../bulletinBoard/writePost.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import { Refused } from "../../crypto/refused.ts";
import { type Words, say, sayOwn, sayTime } from "../../text/texts.ts";
import { type Child, element } from "../../ui/element.ts";
import type { Frame } from "../../ui/frame.ts";
import type { Stamp } from "../../ui/stamp.ts";
import { actions, button, remark, paragraph } from "../../ui/blocks.ts";
import { refusalWords } from "../../ui/refusalWords.ts";
import type { BoardReader, BoardLook } from "../../verifier/boardReader.ts";
import { KeyDesk } from "../../ui/keyDesk.ts";
import { type VerifiedBoard, definitionOf } from "../../verifier/report.ts";
import type { FieldProblem, Screen } from "../../ui/frame.ts";
import { Stage } from "../../ui/stage.ts";
import {
  differsScreen,
  failedScreen,
  handOverScreen,
  lookingScreen,
  unreachableScreen,
} from "./boardScreens.ts";
import { CarriedRecord } from "./carriedRecord.ts";
import { dueScreen, meetScreen, rehearseScreen, waitsScreen } from "./ceremonyScreens.ts";
import { announcementCode } from "../../trustee/checkCode.ts";
import { DrillScreen } from "./drillScreen.ts";
import { type Step, dutyOf, findTrustee } from "../../trustee/duty.ts";
import type { CeremonyView } from "../../trustee/ceremonyView.ts";
import {
  cancelledScreen,
  destroyScreen,
  disqualifiedScreen,
  earlyScreen,
  idleScreen,
  joinedByOtherScreen,
  unseenScreen,
} from "./idleScreens.ts";
import { TrusteeMemory } from "../../trustee/memory.ts";
import { minutesScreen } from "./minutes.ts";
import { readCeremony } from "../../trustee/readCeremony.ts";
import { RehearsalScreen, type Tell } from "./rehearsalScreen.ts";
import type { Side, TrusteeDesk } from "./trusteeDesk.ts";
import {
  type TrusteeWork,
  holdLine,
  isOwnStaticKey,
  openTotals,
  signLine,
  take,
} from "../../trustee/work.ts";

// The one election of the stamp, as the verified log has it.
interface ShownElection {
  readonly view: CeremonyView;
  readonly title: Words;
  readonly closes: Words;
  readonly whyCancelled: string;
}

// The page while it is open: the key and its memory, the board as it was verified last, and the
// screen that follows from both. Screens see it as a TrusteeDesk.
export class TrusteePage implements TrusteeDesk {
  readonly #stamp: Stamp | null;
  readonly #board: BoardReader | null;
  readonly #stage: Stage;
  readonly #desk: KeyDesk;
  readonly #rehearsal: RehearsalScreen;
  readonly #drill: DrillScreen;
  readonly #carried: CarriedRecord | null;
  #memory = TrusteeMemory.random();
  #look: BoardLook = { kind: "looking", done: 0, all: 0 };
  #election: ShownElection | null = null;
  newest = 0;
  #side: Side = null;
  #problems: FieldProblem[] = [];
  #busy = false;
  savedOpened = false;
  proved: boolean | null = null;
  #drawn = "";

  constructor(frame: Frame, stamp: Stamp | null, board: BoardReader | null) {
    this.#stamp = stamp;
    this.#board = board;
    const work = {
      encode: () => this.#memory.encode(),
      decode: (bytes: Uint8Array | null) => this.#remember(bytes),
    };
    const redraw = (): void => this.#stage.redraw();
    this.#desk = new KeyDesk(work, "trustee/1", redraw);
    this.#rehearsal = new RehearsalScreen(
      redraw,
      () => this.goTo(null),
      () => this.#tellerOfRehearsal(),
    );
    this.#drill = new DrillScreen(redraw, () => this.goTo(null));
    this.#carried = board === null ? null : new CarriedRecord(board, this);
    this.#stage = new Stage(frame, () => this.#screen());
  }

  get operators(): readonly string[] {
    return this.#stamp?.operators ?? [];
  }

  redraw(): void {
    this.#stage.redraw();
  }

  publicKeys(): HTMLElement[] {
    return this.#desk.publicKeys();
  }

  saveKey(): void {
    this.#desk.saveNow();
  }

  closeKey(): void {
    this.#desk.close();
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
      await this.lookNow();
      await this.#board!.untilNews(performance.now() - begun);
    }
  }

  async lookAnew(): Promise<VerifiedBoard | null> {
    this.#lookOn(0, 0);
    return this.lookNow();
  }

  // The screen says so now, or will: what is found is drawn anew, also if it was drawn before.
  #lookOn(done: number, all: number): void {
    this.#look = { kind: "looking", done, all };
    this.#drawn = "";
  }

  async lookNow(): Promise<VerifiedBoard | null> {
    const before = this.#look;
    const look = await this.#board!.look(before, (done, all) => {
      if (before.kind !== "looking") return;
      this.#lookOn(done, all);
      if (this.#mayRedraw) this.#stage.redraw();
    });
    this.#believe(look);
    const seen = fingerprintOf(this.#look);
    if (seen !== this.#drawn && !this.#busy) {
      this.#drawn = seen;
      if (this.#mayRedraw) {
        this.#stage.redraw();
        this.#stage.say(this.#nowWords());
      }
    }
    return look.kind === "verified" ? look.board : null;
  }

  // Where nothing is being typed or chosen.
  get #mayRedraw(): boolean {
    return this.#desk.key !== null && this.#side === null;
  }

  #believe(look: BoardLook): void {
    this.#look = look;
    if (look.kind !== "verified") return;
    this.newest = Math.max(this.newest, look.board.size);
    const onBoard = look.board.elections.find(({ election }) => election === this.#stamp?.election);
    if (onBoard === undefined) {
      this.#election = null;
      return;
    }
    const view = readCeremony(onBoard, this.#board!.log);
    if (view instanceof Refused) {
      this.#look = { kind: "failed", failures: [view.message] };
      return;
    }
    const { title, schedule } = definitionOf(onBoard);
    this.#election = {
      view,
      title: sayOwn(title).words,
      closes: sayTime(new Date(1000 * schedule.closes)),
      whyCancelled: onBoard.why_cancelled,
    };
  }

  goTo(side: Side): void {
    this.#side = side;
    this.#problems = [];
    this.#stage.redraw();
  }

  #nowWords(): Words {
    return this.#screen().title;
  }

  #screen(): Screen {
    if (this.#side === "rehearsal")
      return { ...this.#rehearsal.screen(), problems: this.#problems };
    if (this.#side === "drill") return this.#drill.screen(this.#work());
    if (this.#side === "differs") return differsScreen(this);
    if (this.#desk.key === null) return this.#desk.screen(this.#intro());
    const screen = this.#electionScreen();
    return {
      ...screen,
      content: [
        ...(this.#carried?.outgoing() ?? []),
        ...screen.content,
        ...(this.#carried?.parts() ?? []),
      ],
      problems: [...(screen.problems ?? []), ...this.#problems],
    };
  }

  // Before a key is open.
  #intro(): Child[] {
    const unstamped = this.#stamp === null ? [remark("warning", say("trustee.unstamped"))] : [];
    const title = this.#election?.title;
    const election = title === undefined ? [] : [paragraph(say("trustee.for", { title }))];
    return [
      ...unstamped,
      ...election,
      paragraph(say("trustee.intro")),
      remark("information", say("officials.key.never")),
      this.otherThings(),
    ];
  }

  otherThings(): HTMLElement {
    return element(
      "nav",
      { "aria-label": say("trustee.otherThings") },
      actions(
        button(say("trustee.rehearse"), () => this.goTo("rehearsal"), "secondary"),
        button(say("trustee.drill"), () => this.goTo("drill"), "secondary"),
      ),
    );
  }

  #work(): TrusteeWork | null {
    const key = this.#desk.key;
    const view = this.#election?.view;
    if (key === null || view === undefined || this.#look.kind !== "verified") return null;
    const trustee = findTrustee(view, key.verifier.text);
    return trustee === null ? null : { view, trustee, key, memory: this.#memory };
  }

  // Before this trustee's part in the ceremony, and once.
  #tellerOfRehearsal(): Tell | "told" | null {
    const work = this.#work();
    if (work === null) return null;
    const { view, trustee } = work;
    if (view.rehearsed.includes(trustee)) return "told";
    const mayTell =
      view.phase === "join" || (view.phase === "commit" && view.commits[trustee - 1] === null);
    if (!mayTell) return null;
    return async (record) => {
      await this.send(work, [rehearsedPost(view.id, trustee, sha256(utf8(record)))]);
      this.#stage.redraw();
    };
  }

  #electionScreen(): Screen {
    const look = this.#look;
    if (this.#stamp === null) return handOverScreen(this, say("trustee.unstamped"));
    switch (look.kind) {
      case "looking":
        return lookingScreen(look.done, look.all);
      case "unreachable":
        return unreachableScreen(this, this.#carried?.offer() ?? []);
      case "failed":
        return failedScreen(this, look.failures);
      case "verified":
        break;
    }
    const election = this.#election;
    if (election === null) return handOverScreen(this, say("trustee.notAnnounced"));
    const { title, closes, whyCancelled } = election;
    const work = this.#work();
    if (work === null) return handOverScreen(this, say("trustee.notAmong", { title }));
    if (this.#side === "destroy") return destroyScreen(this, work);
    if (work.view.phase === "cancelled") return cancelledScreen(this, whyCancelled);
    if (this.#side === "minutes") return minutesScreen(work, title, () => this.goTo(null));
    if (!isOwnStaticKey(work)) return joinedByOtherScreen(work);
    if (this.#memory.joined(work.view.id) !== announcementCode(work.view).code) {
      return meetScreen(this, work, title);
    }
    return this.#dutyScreen(work, title, closes);
  }

  #dutyScreen(work: TrusteeWork, title: Words, closes: Words): Screen {
    const duty = dutyOf(work.view, work.trustee);
    switch (duty.kind) {
      case "rehearse":
        return rehearseScreen(this, work);
      case "due":
        return dueScreen(this, work, duty.step, closes);
      case "waits":
        return waitsScreen(this, work, duty.step, duty.waitsFor);
      case "early":
        return earlyScreen(work, duty.ended);
      case "unseen":
        return unseenScreen(this, work);
      case "disqualified":
        return disqualifiedScreen(work);
      case "idle":
        return idleScreen(this, work, title);
    }
  }

  lastLook(): Words {
    const look = this.#look;
    if (look.kind !== "verified") return () => "";
    return say("trustee.lastLook", { time: look.at.toLocaleTimeString(), size: look.board.size });
  }

  // A button that acts once, however often it is pressed.
  acting(words: Words, act: () => Promise<void>): HTMLButtonElement {
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

  async take(work: TrusteeWork, step: Exclude<Step, "decrypt">): Promise<void> {
    await this.#post(work, take(work, step));
  }

  async #post(work: TrusteeWork, line: string | Refused): Promise<void> {
    if (line instanceof Refused) this.#problems = [{ field: "", words: refusalWords(line) }];
    else await this.send(work, [line]);
  }

  async show(work: TrusteeWork): Promise<void> {
    await this.#post(work, holdLine(work));
  }

  async open(work: TrusteeWork): Promise<void> {
    // The newest log is looked at once more, so that nothing older is opened.
    await this.lookNow();
    const now = this.#work();
    if (now === null || now.view.phase !== "closed") return;
    const opened = openTotals({ ...now, trustee: work.trustee });
    this.savedOpened = false;
    if (opened instanceof Refused) {
      this.#problems = [{ field: "", words: refusalWords(opened) }];
    }
  }

  async send(work: TrusteeWork, lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      const entry = signLine(work, line);
      if (this.#carried!.isUsed) {
        this.#carried!.keep(line, entry);
        continue;
      }
      const sent = await this.#board!.post(entry);
      if (sent instanceof Refused) {
        this.#problems = [{ field: "", words: refusalWords(sent) }];
        break;
      }
    }
    if (this.#carried!.isUsed) this.#stage.say(say("trustee.carried.outgoing"));
    await this.lookNow();
  }
}

// Changes when there is something new to be shown.
function fingerprintOf(look: BoardLook): string {
  if (look.kind === "verified") return `verified ${look.checkpoint}`;
  if (look.kind === "failed") return `failed ${look.failures.join()}`;
  if (look.kind === "looking") return `looking ${look.done}`;
  return look.kind;
}
