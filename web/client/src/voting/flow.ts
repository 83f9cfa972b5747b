// Which screen follows which. Each screen knows only what can be done on it; this knows where it
// leads.
import type { Question } from "../ballot/definition.ts";
import type { SealedBallot } from "../ballot/seal.ts";
import { say } from "../text/texts.ts";
import { askToLeave } from "../ui/dialog.ts";
import { PlaceHistory } from "../ui/places.ts";
import { playFailure } from "../ui/sound.ts";
import type { SeenLog, Confirmation } from "../bulletinBoard/seenLog.ts";
import { showCastOrTest, showSealing } from "./castOrTest.ts";
import { showCode, showWelcome } from "./code.ts";
import { awaitWitnesses, deliver, Pause, type Settled } from "../bulletinBoard/delivery.ts";
import {
  type CastBallot,
  type FewWitnesses,
  type OutcomeActs,
  showDone,
  showFailure,
  showFewWitnesses,
  showLater,
  showWaiting,
} from "./outcomes.ts";
import type { Opening } from "./opening.ts";
import type { VoterPage } from "./page.ts";
import { makePractice, showPractised } from "./practice.ts";
import { showQuestion } from "./question.ts";
import { showReview } from "./review.ts";
import { showSecrecy, showStart } from "./start.ts";
import { openBallot, showTest } from "./testing.ts";
import type { Voter } from "./visit.ts";

// One walk from the code to the receipt; a practice run is a second one inside, with its own visit.
export class VotingFlow {
  readonly #page: VoterPage;
  readonly #opening: Opening;
  readonly #places: PlaceHistory;
  readonly #end: () => void;
  #sealing: AbortController | null = null;
  #practice: VotingFlow | null = null;

  // `end` leads from a practice run back to where it began.
  constructor(
    page: VoterPage,
    opening: Opening,
    places = new PlaceHistory(),
    end: () => void = () => undefined,
  ) {
    this.#page = page;
    this.#opening = opening;
    this.#places = places;
    this.#end = end;
  }

  // What the page knows of the visit, and of a practice run.
  dropAll(): void {
    this.#page.visit.dropAll();
    this.#practice?.dropAll();
    this.#practice = null;
  }

  readonly #back = (): void => this.#places.back();

  // From the first mark until the cast.
  #showBar(shown: boolean): void {
    this.#page.frame.showNotice(
      shown && this.#page.visit.hasMarks ? say("voter.notCastYet") : null,
    );
  }

  #go(show: () => void, bar = false): void {
    this.#places.go(() => {
      this.#sealing?.abort();
      this.#showBar(bar);
      this.#page.frame.markPractice(this.#page.practice !== null || this.#page.stamp.practice);
      show();
    });
  }

  start(): void {
    if (this.#page.practice !== null) return this.#end();
    this.#showStart(() => this.#practise());
  }

  // A practice run from its first screen on.
  walk(): void {
    this.#showStart(() => this.code());
  }

  #showStart(practise: () => void): void {
    this.#go(
      () =>
        showStart(this.#page, this.#opening, {
          start: () => this.code(),
          explain: () => this.#explain(),
          practise,
        }),
      true,
    );
  }

  // A run of its own, with nothing of this visit but the questions.
  #practise(): void {
    this.#practice?.dropAll();
    this.#practice = new VotingFlow(makePractice(this.#page), this.#opening, this.#places, () => {
      this.#practice?.dropAll();
      this.#practice = null;
      this.#places.closeChapter();
      this.start();
    });
    this.#practice.code();
  }

  #explain(): void {
    this.#go(() => showSecrecy(this.#page, this.#back), true);
  }

  code(): void {
    const { visit } = this.#page;
    if (visit.voter !== null) return this.#welcome(visit.voter);
    this.#go(() => {
      // Nothing is asked twice: a code that was taken stays taken.
      if (visit.voter !== null) return this.#showWelcome(visit.voter);
      showCode(this.#page, { accept: (voter) => this.#accept(voter), back: this.#back });
    });
  }

  #accept(voter: Voter): void {
    this.#page.visit.voter = voter;
    this.#places.replace(() => {
      this.#showBar(true);
      this.#showWelcome(voter);
    });
  }

  #welcome(voter: Voter): void {
    this.#go(() => this.#showWelcome(voter), true);
  }

  #showWelcome(voter: Voter): void {
    showWelcome(this.#page, voter, {
      next: () => this.#question(0),
      leave: () => void this.#leave(),
    });
  }

  // Ends the visit; asks first if there is something to lose.
  async #leave(): Promise<void> {
    if (this.#page.visit.hasMarks && !(await askToLeave())) return;
    this.#page.visit.dropAll();
    this.#places.closeChapter();
    this.start();
  }

  #question(index: number): void {
    this.#go(() => {
      const { questions } = this.#page.visit;
      const question = questions[index];
      if (question === undefined) return this.#showReview();
      showQuestion(this.#page, question, {
        returns: false,
        back: this.#back,
        marked: () => this.#showBar(true),
        next: () => {
          const next = this.#page.visit.questions.indexOf(question) + 1;
          if (next < this.#page.visit.questions.length) this.#question(next);
          else this.#review();
        },
      });
    }, true);
  }

  #review(): void {
    this.#go(() => this.#showReview(), true);
  }

  #showReview(): void {
    showReview(this.#page, {
      change: (question) => this.#change(question),
      next: () => this.#castOrTest(),
      back: this.#back,
    });
  }

  #change(question: Question): void {
    this.#go(
      () =>
        showQuestion(this.#page, question, {
          returns: true,
          next: this.#back,
          back: this.#back,
          marked: () => this.#showBar(true),
        }),
      true,
    );
  }

  #castOrTest(): void {
    this.#go(() => void this.#sealAndShow(), true);
  }

  async #sealAndShow(): Promise<void> {
    const sealing = new AbortController();
    this.#sealing = sealing;
    const onProgress = showSealing(this.#page, this.#back);
    let ballot: SealedBallot;
    try {
      ballot = await this.#page.visit.seal({ onProgress, signal: sealing.signal });
    } catch (error) {
      if (sealing.signal.aborted) return;
      throw error;
    }
    if (sealing.signal.aborted) return;
    showCastOrTest(this.#page, ballot, {
      cast: (sealed) => this.#cast(sealed),
      test: (sealed) => this.#test(sealed),
      back: this.#back,
    });
  }

  #test(ballot: SealedBallot): void {
    const opened = openBallot(this.#page, ballot);
    this.#places.replace(() =>
      showTest(this.#page, opened, () => this.#places.replace(() => void this.#sealAndShow())),
    );
  }

  // From here on there is no way back: the bytes are made, and all that could make others is wiped.
  #cast(ballot: SealedBallot): void {
    const cast: CastBallot = { id: ballot.id, post: this.#page.visit.cast(ballot) };
    this.#places.closeChapter();
    this.#page.frame.showNotice(null);
    if (this.#page.seen === null) this.#showPractised();
    else void this.#send(cast, this.#page.seen);
  }

  #showPractised(): void {
    this.#page.visit.dropAll();
    this.#places.replace(() =>
      showPractised(this.#page, {
        end: this.#end,
        again: () => {
          this.#places.closeChapter();
          this.code();
        },
      }),
    );
  }

  async #send(ballot: CastBallot, seen: SeenLog): Promise<void> {
    const { operators } = this.#page;
    let waiting = { tryOther: (): void => undefined };
    this.#places.replace(() => {
      waiting = showWaiting(this.#page);
    });
    const stay = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", stay);
    const delivered = await deliver({
      operators,
      seen,
      post: ballot.post,
      onTry: () => waiting.tryOther(),
    });
    window.removeEventListener("beforeunload", stay);
    const delivery =
      delivered.state === "few_witnesses"
        ? await this.#keepAsking(ballot, seen, delivered.confirmation)
        : delivered;
    const acts: OutcomeActs = {
      again: () => void this.#send(ballot, seen),
      change: () => this.#changeVote(),
      finish: () => this.#finish(),
      later: () => this.#places.go(() => showLater(this.#page, ballot, this.#back)),
    };
    if (delivery.state === "in_the_box")
      this.#page.visit.arrived(ballot.id, delivery.confirmation.index);
    // What this page thought it knew of the voter led to a ballot that was refused.
    if (delivery.state === "refused" || delivery.state === "closed") this.#page.visit.dropVoter();
    this.#places.replace(() => {
      if (delivery.state === "in_the_box")
        showDone(this.#page, ballot, delivery.confirmation.receipt, acts);
      else showFailure(this.#page, ballot, delivery, acts);
    });
  }

  // Until the witnesses confirm, or the page is left.
  #keepAsking(ballot: CastBallot, seen: SeenLog, first: Confirmation): Promise<Settled> {
    const { operators } = this.#page;
    const pause = new Pause();
    let known = first;
    let screen: FewWitnesses | null = null;
    playFailure();
    this.#places.replace(() => {
      screen = showFewWitnesses(this.#page, ballot, known, () => pause.end());
    });
    return awaitWitnesses({
      operators,
      seen,
      post: ballot.post,
      index: first.index,
      wait: (ms) => {
        screen?.showPause(ms);
        return pause.wait(ms);
      },
      onReply: (confirmation) => {
        known = confirmation;
        screen?.showCount(confirmation);
      },
    });
  }

  // Nothing is asked twice: the code that was taken is still known, and leads to the voter's
  // questions.
  #changeVote(): void {
    this.#places.closeChapter();
    if (this.#page.visit.voter === null) this.start();
    else this.code();
  }

  #finish(): void {
    this.dropAll();
    this.#places.closeChapter();
    this.start();
  }
}
