// The officials' page: write an election, have it signed, make the voter list, open, close, read
// the result. Keys are opened in this browser and stay here.
import { Operators } from "../../bulletinBoard/operators.ts";
import { signPost } from "../../bulletinBoard/writePost.ts";
import type { Signer } from "../../bulletinBoard/signer.ts";
import { Refused } from "../../crypto/refused.ts";
import { type Words, say, sayOwn, sayTime } from "../../text/texts.ts";
import type { Frame } from "../../ui/frame.ts";
import { PlaceHistory } from "../../ui/places.ts";
import { saveFile } from "../../ui/saveFile.ts";
import type { Stamp } from "../../ui/stamp.ts";
import { type ElectionReport, announcementOf, definitionOf } from "../../verifier/report.ts";
import { actions, button, remark } from "../../ui/blocks.ts";
import { refusalWords } from "../../ui/refusalWords.ts";
import type { BoardReader, BoardLook } from "../../verifier/boardReader.ts";
import { KeyDesk, noWork } from "../../ui/keyDesk.ts";
import type { Screen } from "../../ui/frame.ts";
import { Stage } from "../../ui/stage.ts";
import { type CompareDesk, CompareScreen } from "./compareScreen.ts";
import { basicsScreen } from "./basicsScreen.ts";
import type { Draft } from "../../authority/draft.ts";
import { encodeDraft } from "../../authority/draftFile.ts";
import type { LogParties } from "../../authority/coSigning.ts";
import {
  type Compiled,
  announcementLine,
  compileDraft,
  readParties,
} from "../../authority/draftCheck.ts";
import type { DraftDesk, DraftStep } from "./draftDesk.ts";
import {
  clockFault,
  type ElectionDesk,
  type TypedActs,
  electionScreen,
  nothingTyped,
} from "./electionScreen.ts";
import { type HomeDesk, homeScreen } from "./homeScreen.ts";
import type { LetterElection } from "./letters.ts";
import { type MadeRoll, rollLines } from "../../authority/makeRoll.ts";
import { peopleScreen } from "./peopleScreen.ts";
import { previewScreen } from "./previewScreen.ts";
import { questionScreen } from "./questionScreen.ts";
import { questionsScreen } from "./questionsScreen.ts";
import { reportScreen } from "./reportScreen.ts";
import { type RollDesk, RollScreen } from "./rollScreen.ts";
import { openPostScreen, signScreen } from "./signScreen.ts";
import { Signing, type SigningPage } from "./signing.ts";
import type { TemplateName } from "../../authority/templates.ts";
import { walkAsVoter } from "./voterWalk.ts";

type Whereabouts =
  | { readonly at: "home" | "key" | "post" }
  | { readonly at: "draft"; readonly step: DraftStep }
  | { readonly at: "election" | "roll" | "compare"; readonly election: string };

// The page while it is open: the key, the draft, what was seen of the board, and where the official
// is. It makes a desk for each screen, so that a screen sees no more than it needs.
export class AuthorityPage {
  readonly #board: BoardReader | null;
  readonly #stamp: Stamp | null;
  readonly #frame: Frame;
  readonly #stage: Stage;
  readonly #desk: KeyDesk;
  readonly #places = new PlaceHistory();
  readonly #roll = new RollScreen();
  readonly #compare = new CompareScreen();
  readonly #signing: Signing;
  #place: Whereabouts = { at: "home" };
  #look: BoardLook = { kind: "looking", done: 0, all: 0 };
  #seen = "";
  #draft: Draft | null = null;
  // As it was saved, announced or not begun: what would not be lost with the page.
  #kept = "";
  #question = 0;
  #template: TemplateName = "yesNo";
  #problem: Words | null = null;
  #sent: Words | null = null;
  // By election
  readonly #typed = new Map<string, TypedActs>();
  #busy = false;

  constructor(frame: Frame, stamp: Stamp | null, board: BoardReader | null) {
    this.#board = board;
    this.#stamp = stamp;
    this.#frame = frame;
    this.#stage = new Stage(frame, () => this.#screen());
    this.#desk = new KeyDesk(noWork, "official/1", () => this.#redraw());
    this.#signing = new Signing(this.#signingPage());
  }

  start(): void {
    window.addEventListener("beforeunload", (event) => {
      if (this.#draft !== null && encodeDraft(this.#draft) !== this.#kept) event.preventDefault();
    });
    this.#go({ at: "home" });
    if (this.#board !== null) void this.#follow();
  }

  #redraw(): void {
    this.#stage.redraw();
  }

  async #follow(): Promise<void> {
    for (;;) {
      const begun = performance.now();
      await this.#lookNow();
      await this.#board!.untilNews(performance.now() - begun);
    }
  }

  // What is being typed is never drawn over; lists and elections are.
  async #lookNow(): Promise<void> {
    this.#look = await this.#board!.look(this.#look, () => {});
    const log = this.#look.kind === "verified" ? this.#look.checkpoint : this.#look.kind;
    const shown = this.#place.at === "election" ? this.#electionOf(this.#place.election) : null;
    // The clocks may differ without a word from the board.
    const seen = `${log} ${shown && clockFault(shown, this.#look)}`;
    if (seen === this.#seen) return;
    this.#seen = seen;
    if (this.#place.at === "home" || this.#place.at === "election") this.#redraw();
  }

  // The browser's own buttons lead through the places too, and lose nothing.
  #go(place: Whereabouts): void {
    this.#places.go(() => {
      this.#frame.showNotice(null);
      this.#frame.markPractice(this.#stamp?.practice ?? false);
      // A walk as a voter may have been shown meanwhile.
      if (document.body.dataset["screen"] !== this.#stage.shown) this.#stage.leave();
      this.#place = place;
      this.#problem = null;
      this.#signing.problem = null;
      this.#redraw();
    });
  }

  get #signer(): Signer | null {
    return this.#desk.key?.signer ?? null;
  }

  #electionOf(id: string): ElectionReport | null {
    if (this.#look.kind !== "verified") return null;
    return this.#look.board.elections.find(({ election }) => election === id) ?? null;
  }

  #screen(): Screen {
    const place = this.#place;
    switch (place.at) {
      case "home":
        return homeScreen(this.#homeDesk());
      case "key":
        return this.#keyScreen();
      case "post":
        return this.#signing.file === null
          ? openPostScreen(this.#signing)
          : signScreen(this.#signing);
      case "draft":
        return this.#draftScreen(place.step);
      case "election": {
        const election = this.#electionOf(place.election);
        return election === null
          ? homeScreen(this.#homeDesk())
          : electionScreen(this.#electionDesk(election));
      }
      case "compare":
        return this.#compare.screen(this.#compareDesk(place.election));
      case "roll": {
        const election = this.#electionOf(place.election);
        return election === null
          ? homeScreen(this.#homeDesk())
          : this.#roll.screen(this.#rollDesk(election));
      }
    }
  }

  #homeDesk(): HomeDesk {
    const page = this;
    return {
      stamped: this.#stamp !== null,
      operators: this.#board?.operators ?? null,
      look: this.#look,
      key: this.#desk.key?.verifier ?? null,
      hasDraft: this.#draft !== null,
      sent: this.#sent,
      problem: this.#problem,
      get template() {
        return page.#template;
      },
      set template(template) {
        page.#template = template;
      },
      go: (place) => this.#go(place === "key" ? { at: "key" } : { at: "draft", step: "basics" }),
      show: (election) => this.#go({ at: "election", election }),
      openPost: () => {
        this.#signing.file = null;
        this.#go({ at: "post" });
      },
      closeKey: () => {
        this.#desk.close();
        this.#redraw();
      },
      write: (draft) => {
        this.#draft = draft;
        this.#kept = encodeDraft(draft);
        this.#go({ at: "draft", step: "basics" });
      },
      fail: (problem) => {
        this.#problem = problem;
        this.#redraw();
      },
    };
  }

  #keyScreen(): Screen {
    if (this.#desk.key === null) {
      const screen = this.#desk.screen([remark("information", say("officials.key.never"))]);
      const leave = button(say("ui.back"), () => this.#go({ at: "home" }), "quiet");
      return { ...screen, content: [...screen.content, actions(leave)] };
    }
    return {
      name: "key-open",
      title: say("authority.yourKey"),
      content: [
        ...this.#desk.publicKeys(),
        actions(button(say("ui.continue"), () => this.#go({ at: "home" }))),
      ],
    };
  }

  #draftScreen(step: DraftStep): Screen {
    const desk = this.#draftDesk(this.#draft!);
    switch (step) {
      case "basics":
        return basicsScreen(desk);
      case "questions":
        return questionsScreen(desk);
      case "question":
        return questionScreen(desk);
      case "people":
        return peopleScreen(desk);
      case "report":
        return reportScreen(desk, (compiled) => this.#announce(compiled));
      case "preview":
        return previewScreen(compileDraft(desk.draft), {
          walk: (compiled) => this.#walk(compiled),
          leave: () => desk.go("questions"),
        });
    }
  }

  #draftDesk(draft: Draft): DraftDesk {
    const page = this;
    return {
      draft,
      get question() {
        return page.#question;
      },
      set question(value: number) {
        page.#question = value;
      },
      go: (step) => this.#go({ at: "draft", step }),
      redraw: () => this.#redraw(),
      save: () => {
        this.#kept = encodeDraft(draft);
        saveFile(`${draft.id || "election"}.draft.json`, this.#kept, "application/json");
      },
    };
  }

  #walk(compiled: Compiled): void {
    walkAsVoter(compiled, {
      frame: this.#frame,
      operators: this.#board?.operators ?? [],
      places: this.#places,
      end: () => this.#go({ at: "draft", step: "preview" }),
    });
  }

  #announce(compiled: Compiled): void {
    const parties = readParties(this.#draft!);
    if (parties instanceof Refused) return;
    const [board, log] = [this.#board, this.#log];
    if (board === null || log === null) {
      this.#go({ at: "home" });
      this.#problem = say("authority.announceLater");
      return this.#redraw();
    }
    this.#kept = encodeDraft(this.#draft!);
    this.#signing.beginAnnouncement(announcementLine(compiled, board.policy, parties), log);
    this.#go({ at: "post" });
  }

  // Of the verified ballot box; null without one.
  get #log(): LogParties | null {
    if (this.#look.kind !== "verified") return null;
    const { operator, origin } = this.#look.board;
    return operator === null || origin === null ? null : { operator, origin };
  }

  #signingPage(): SigningPage {
    const page = this;
    return {
      board: this.#board,
      get signer() {
        return page.#signer;
      },
      get log() {
        return page.#log;
      },
      electionOf: (id) => this.#electionOf(id),
      redraw: () => this.#redraw(),
      leave: () => this.#go({ at: "home" }),
      sent: async (place, election) => {
        this.#sent = say("authority.sent", { n: place });
        this.#typed.delete(election);
        await this.#lookNow();
        this.#go({ at: "home" });
      },
    };
  }

  #electionDesk(election: ElectionReport): ElectionDesk {
    const typed = this.#typed.get(election.election) ?? nothingTyped();
    this.#typed.set(election.election, typed);
    return {
      election,
      look: this.#look,
      typed,
      begin: (line) => {
        this.#signing.begin(line, election);
        this.#go({ at: "post" });
      },
      roll: () => this.#go({ at: "roll", election: election.election }),
      compareRoll: () => {
        this.#compare.begin();
        this.#go({ at: "compare", election: election.election });
      },
      redraw: () => this.#redraw(),
      leave: () => this.#go({ at: "home" }),
    };
  }

  #compareDesk(election: string): CompareDesk {
    const shown = this.#electionOf(election);
    return {
      election,
      letters: shown === null ? null : this.#lettersTo(shown),
      published: () => this.#board!.publishedRoll(election),
      redraw: () => {
        if (this.#place.at === "compare") this.#redraw();
      },
      leave: () => this.#go({ at: "election", election }),
    };
  }

  #lettersTo(election: ElectionReport): LetterElection | null {
    const { phase } = election;
    const { voter: page, check } = election.pages;
    const isTime = phase === "ready" || phase === "open";
    if (page === undefined || check === undefined || !isTime) return null;
    const { title, schedule } = definitionOf(election);
    const { addresses, areSeveral } = new Operators(this.#board!.operators);
    const checker = addresses.find((each) => new URL(each).host !== new URL(addresses[0]!).host);
    return {
      title: sayOwn(title).words,
      closes: sayTime(new Date(1000 * schedule.closes)),
      address: `${addresses[0]}/e/${election.election}`,
      page,
      check: {
        address: `${checker ?? addresses[0]}/e/${election.election}/check`,
        page: check,
        isIndependent: areSeveral,
      },
    };
  }

  #isRegistrar(election: ElectionReport): boolean {
    return this.#signer?.verifier.text === announcementOf(election).registrar.text;
  }

  #rollDesk(election: ElectionReport): RollDesk {
    const id = election.election;
    const definition = definitionOf(election);
    return {
      election: {
        id,
        styles: definition.styles.map((style) => style.id),
        maxWeight: definition.roll.max_weight,
      },
      post: this.#isRegistrar(election) ? (made) => this.#postRoll(election, made) : null,
      redraw: () => this.#redraw(),
      leave: () => this.#go({ at: "election", election: id }),
      problem: this.#problem,
    };
  }

  async #postRoll(election: ElectionReport, made: MadeRoll): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    const styles = definitionOf(election).styles.map(({ id }) => id);
    const belongsTo = this.#signing.belongsTo(election);
    for (const line of rollLines(election.election, styles, made.entries)) {
      const sent = await this.#board!.post(signPost(line, belongsTo, [this.#signer!]));
      if (sent instanceof Refused) {
        this.#busy = false;
        return this.#rollRefused(election.election, made, sent);
      }
    }
    this.#busy = false;
    this.#sent = say("authority.rollSent", { n: made.entries.length });
    await this.#lookNow();
    this.#go({ at: "home" });
  }
  // Another list may be there: then the codes that were made are of no use.
  #rollRefused(election: string, made: MadeRoll, refusal: Refused): void {
    if (refusal.code.startsWith("roll.") || refusal.code === "rules.phase") {
      const rows = made.letters.map((letter, i) => ({ ...letter, row: i + 2 }));
      this.#compare.begin(rows, refusalWords(refusal));
      return this.#go({ at: "compare", election });
    }
    this.#problem = refusalWords(refusal);
    this.#redraw();
  }
}
