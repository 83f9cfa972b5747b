// The officials' page: write an election, have it signed, make the voter list, open, close, read the
// result. Keys are opened in this browser and stay here.
import { rollLines } from "./makeRoll.ts";
import { signPost } from "../../bulletinBoard/writePost.ts";
import type { Signer } from "../../bulletinBoard/signer.ts";
import { Refused } from "../../crypto/refused.ts";
import { type Words, say, sayTime } from "../../text/texts.ts";
import type { Child } from "../../ui/element.ts";
import type { Frame } from "../../ui/frame.ts";
import { saveFile } from "../../ui/saveFile.ts";
import type { Stamp } from "../../ui/stamp.ts";
import type { ElectionView } from "../../verifier/report.ts";
import {
  actions,
  button,
  choiceField,
  fileField,
  heading,
  list,
  note,
  paragraph,
  table,
} from "../officials/blocks.ts";
import { type BoardConnection, type BoardLook, refusalWords, titleOf } from "../officials/board.ts";
import { KeyDesk, noWork } from "../officials/keyDesk.ts";
import { type Screen, Stage } from "../officials/stage.ts";
import { basicsScreen } from "./basicsScreen.ts";
import { type PostFile, type Required, complete, newPostFile, requiredFor, sign } from "./coSigning.ts";
import { type Draft, encodeDraft, parseDraft } from "./draft.ts";
import { type Compiled, announcementOf, compileDraft, readParties } from "./draftCheck.ts";
import type { DraftDesk, DraftStep } from "./draftDesk.ts";
import { type ElectionDesk, type Typed, electionScreen, nothingTyped, phaseWords } from "./electionScreen.ts";
import type { MadeRoll } from "./makeRoll.ts";
import { peopleScreen } from "./peopleScreen.ts";
import { previewScreen } from "./previewScreen.ts";
import { questionScreen } from "./questionScreen.ts";
import { questionsScreen } from "./questionsScreen.ts";
import { reportScreen } from "./reportScreen.ts";
import { type RollDesk, RollScreen } from "./rollScreen.ts";
import { type SignDesk, openPostScreen, signScreen } from "./signScreen.ts";
import { type TemplateName, draftOf, templateNames } from "./templates.ts";

type Place =
  | { readonly at: "home" | "key" | "post" }
  | { readonly at: "draft"; readonly step: DraftStep }
  | { readonly at: "election" | "roll"; readonly election: string };

export class AuthorityPage {
  readonly #board: BoardConnection | null;
  readonly #stamp: Stamp | null;
  readonly #stage: Stage;
  readonly #desk: KeyDesk;
  readonly #roll = new RollScreen();
  #place: Place = { at: "home" };
  #look: BoardLook = { kind: "looking", done: 0, all: 0 };
  #seen = "";
  #draft: Draft | null = null;
  #question = 0;
  #template: TemplateName = "yesNo";
  #file: PostFile | null = null;
  #problem: Words | null = null;
  #sent: Words | null = null;
  // By election
  readonly #typed = new Map<string, Typed>();
  #busy = false;

  constructor(frame: Frame, stamp: Stamp | null, board: BoardConnection | null) {
    this.#board = board;
    this.#stamp = stamp;
    this.#stage = new Stage(frame, () => this.#screen());
    this.#desk = new KeyDesk(noWork, "official/1", () => this.#redraw());
  }

  start(): void {
    this.#redraw();
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
    const seen = this.#look.kind === "verified" ? this.#look.checkpoint : this.#look.kind;
    if (seen === this.#seen) return;
    this.#seen = seen;
    if (this.#place.at === "home" || this.#place.at === "election") this.#redraw();
  }

  #go(place: Place): void {
    this.#place = place;
    this.#problem = null;
    this.#redraw();
  }

  get #signer(): Signer | null {
    return this.#desk.key?.signer ?? null;
  }

  #electionOf(id: string): ElectionView | null {
    if (this.#look.kind !== "verified") return null;
    return this.#look.view.elections.find(({ election }) => election === id) ?? null;
  }

  #screen(): Screen {
    const place = this.#place;
    switch (place.at) {
      case "home":
        return this.#homeScreen();
      case "key":
        return this.#keyScreen();
      case "post":
        return this.#file === null ? openPostScreen(this.#signDesk()) : signScreen(this.#signDesk());
      case "draft":
        return this.#draftScreen(place.step);
      case "election": {
        const election = this.#electionOf(place.election);
        return election === null ? this.#homeScreen() : electionScreen(this.#electionDesk(election));
      }
      case "roll": {
        const election = this.#electionOf(place.election);
        return election === null
          ? this.#homeScreen()
          : this.#roll.screen(this.#rollDesk(election));
      }
    }
  }

  #homeScreen(): Screen {
    return {
      id: "home",
      heading: say("authority.home"),
      problems: this.#problem === null ? [] : [{ field: "", words: this.#problem }],
      body: [
        this.#stamp === null && note("warning", say("authority.unstamped")),
        this.#sent !== null && note("success", this.#sent),
        heading(2, say("authority.yourKey")),
        ...this.#keyParts(),
        heading(2, say("authority.elections")),
        ...this.#electionParts(),
        heading(2, say("authority.coSign")),
        paragraph(say("authority.coSignWords")),
        actions(
          button(
            say("authority.openPost"),
            () => {
              this.#file = null;
              this.#go({ at: "post" });
            },
            "secondary",
          ),
        ),
        heading(2, say("authority.newElection")),
        ...this.#newParts(),
      ],
    };
  }

  #keyParts(): Child[] {
    const key = this.#desk.key;
    if (key === null) {
      return [
        paragraph(say("authority.noKey")),
        actions(button(say("authority.openKey"), () => this.#go({ at: "key" }), "secondary")),
      ];
    }
    return [
      paragraph(say("authority.keyOpen", { name: key.verifier.name })),
      actions(
        button(say("authority.showKey"), () => this.#go({ at: "key" }), "secondary"),
        button(
          say("authority.closeKey"),
          () => {
            this.#desk.close();
            this.#redraw();
          },
          "secondary",
        ),
      ),
    ];
  }

  #electionParts(): Child[] {
    const look = this.#look;
    if (this.#board === null) return [paragraph(say("authority.noBoard"))];
    if (look.kind === "looking") return [paragraph(say("authority.looking"))];
    if (look.kind === "unreachable") {
      return [note("warning", say("authority.unreachable")), list(this.#board.operators)];
    }
    if (look.kind === "failed") {
      return [note("warning", say("authority.failed")), list(look.failures)];
    }
    if (look.view.elections.length === 0) return [paragraph(say("authority.noElections"))];
    const rows = look.view.elections.map((election): Child[] => [
      titleOf(election.definition).words,
      phaseWords(election.phase),
      button(
        say("authority.show", { id: election.election }),
        () => this.#go({ at: "election", election: election.election }),
        "secondary",
      ),
    ]);
    const columns = (["title", "phase", "do"] as const).map((each) =>
      say(`authority.column.${each}`),
    );
    return [table(say("authority.elections"), columns, rows)];
  }

  #newParts(): Child[] {
    return [
      choiceField(
        { id: "first-template", label: say("authority.template") },
        this.#template,
        templateNames.map((name) => [name, say(`authority.template.${name}`)] as const),
        (value) => (this.#template = value),
      ),
      actions(
        button(say("authority.begin"), () => {
          this.#draft = draftOf(this.#template);
          this.#go({ at: "draft", step: "basics" });
        }),
        this.#draft !== null &&
          button(
            say("authority.goOn"),
            () => this.#go({ at: "draft", step: "basics" }),
            "secondary",
          ),
      ),
      fileField({ id: "draft-file", label: say("authority.openDraft") }, (content) => {
        const draft = parseDraft(content);
        if (draft === null) {
          this.#problem = say("authority.noDraft");
          this.#redraw();
        } else {
          this.#draft = draft;
          this.#go({ at: "draft", step: "basics" });
        }
      }),
    ];
  }

  #keyScreen(): Screen {
    if (this.#desk.key === null) {
      const screen = this.#desk.screen([note("information", say("officials.key.never"))]);
      const leave = button(say("ui.back"), () => this.#go({ at: "home" }), "quiet");
      return { ...screen, body: [...screen.body, actions(leave)] };
    }
    return {
      id: "key-open",
      heading: say("authority.yourKey"),
      body: [
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
        return previewScreen(compileDraft(desk.draft), () => desk.go("questions"));
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
        saveFile(`${draft.id || "election"}.draft.json`, encodeDraft(draft), "application/json");
      },
    };
  }

  #announce(compiled: Compiled): void {
    const parties = readParties(this.#draft!);
    if (parties instanceof Refused) return;
    this.#file = newPostFile(announcementOf(compiled, parties));
    this.#go({ at: "post" });
  }

  #signDesk(): SignDesk {
    const page = this;
    return {
      get file() {
        return page.#file;
      },
      set file(file) {
        page.#file = file;
      },
      get problem() {
        return page.#problem;
      },
      set problem(problem) {
        page.#problem = problem;
      },
      signer: this.#signer,
      required: (file) => this.#required(file),
      sign: () => {
        this.#file = sign(this.#file!, this.#signer!);
        this.#redraw();
      },
      send: () => this.#send(),
      redraw: () => this.#redraw(),
      leave: () => this.#go({ at: "home" }),
    };
  }

  #required(file: PostFile): Required | null {
    const operator = this.#look.kind === "verified" ? this.#look.view.operator : null;
    const election = this.#electionOf(String(file.fields["election"]));
    if (election === null) return requiredFor(file, operator, null);
    const { officials, officials_threshold } = JSON.parse(election.post) as {
      officials: string[];
      officials_threshold: number;
    };
    return requiredFor(file, operator, { officials, threshold: officials_threshold });
  }

  async #send(): Promise<void> {
    const required = this.#required(this.#file!);
    const entry = required === null ? null : complete(this.#file!, required);
    if (entry === null || this.#busy || this.#board === null) return;
    this.#busy = true;
    const sent = await this.#board.post(entry);
    this.#busy = false;
    if (sent instanceof Refused) {
      this.#problem = refusalWords(sent);
      return this.#redraw();
    }
    this.#sent = say("authority.sent", { n: sent });
    this.#typed.delete(String(this.#file!.fields["election"]));
    await this.#lookNow();
    this.#go({ at: "home" });
  }

  #electionDesk(election: ElectionView): ElectionDesk {
    const typed = this.#typed.get(election.election) ?? nothingTyped();
    this.#typed.set(election.election, typed);
    return {
      election,
      typed,
      begin: (line) => {
        this.#file = newPostFile(line);
        this.#go({ at: "post" });
      },
      roll: () => this.#go({ at: "roll", election: election.election }),
      leave: () => this.#go({ at: "home" }),
    };
  }

  #isRegistrar(election: ElectionView): boolean {
    const { registrar } = JSON.parse(election.post) as { registrar: string };
    return this.#signer?.verifier.text === registrar;
  }

  #rollDesk(election: ElectionView): RollDesk {
    const definition = JSON.parse(election.definition) as {
      roll: { max_weight?: number };
      schedule: { closes: string };
    };
    const id = election.election;
    return {
      election: {
        id,
        title: titleOf(election.definition).words,
        closes: sayTime(new Date(definition.schedule.closes)),
        address: `${this.#board!.operators[0]}/e/${id}`,
        styles: election.styles.map(({ style }) => style),
        maxWeight: definition.roll.max_weight ?? 1,
      },
      post: this.#isRegistrar(election) ? (made) => this.#postRoll(election, made) : null,
      redraw: () => this.#redraw(),
      leave: () => this.#go({ at: "election", election: id }),
      problem: this.#problem,
    };
  }

  async #postRoll(election: ElectionView, made: MadeRoll): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    const styles = election.styles.map(({ style }) => style);
    for (const line of rollLines(election.election, styles, made.entries)) {
      const sent = await this.#board!.post(signPost(line, [this.#signer!]));
      if (sent instanceof Refused) {
        this.#busy = false;
        this.#problem = refusalWords(sent);
        return this.#redraw();
      }
    }
    this.#busy = false;
    this.#sent = say("authority.rollSent", { n: made.entries.length });
    await this.#lookNow();
    this.#go({ at: "home" });
  }
}
