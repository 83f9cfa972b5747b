// All that the page knows about one visit: in memory, never stored, wiped when it ends.
import type { Answer, Answers } from "../ballot/answer.ts";
import type { CompiledStyle } from "../ballot/compile.ts";
import type { Question } from "../ballot/definition.ts";
import type { Election } from "../ballot/election.ts";
import { SealedBallot } from "../ballot/seal.ts";
import type { VotingCode } from "../ballot/votingCode.ts";
import type { EarlierBallot } from "../bulletinBoard/earlierBallot.ts";
import type { Bytes } from "../crypto/bytes.ts";
import type { Element, SecretScalar } from "../crypto/group.ts";
import { wipe } from "../crypto/sodium.ts";
import type { QrTrace } from "../worker/qrTrace.ts";
import type { JobOptions, Workshop } from "../worker/workshop.ts";
import { type AnswerDraft, finishAnswer, isAsked, stateOf } from "../ui/question/draft.ts";

export interface Voter {
  readonly sk: SecretScalar;
  readonly credential: Element;
  readonly style: CompiledStyle;
  // Of the ballot that is sealed next
  readonly sequence: number;
  // What this page knows of one that was cast before
  readonly earlier: EarlierBallot;
}

// Owns the answers and the sealed ballot. The page drops it when the voter leaves.
export class Visit {
  readonly #workshop: Workshop;
  readonly #drafts = new Map<string, AnswerDraft>();
  #sealed: SealedBallot | null = null;
  voter: Voter | null = null;

  constructor(
    readonly election: Election,
    workshop: Workshop,
  ) {
    this.#workshop = workshop;
  }

  get hasMarks(): boolean {
    return this.#drafts.size > 0;
  }

  draftOf(question: Question): AnswerDraft | undefined {
    return this.#drafts.get(question.id);
  }

  // Other choices are another ballot: the sealed one is dropped with its seed.
  mark(question: Question, draft: AnswerDraft | undefined): void {
    if (draft === undefined) this.#drafts.delete(question.id);
    else this.#drafts.set(question.id, draft);
    this.dropSealed();
  }

  // The questions that are asked, given the choices so far.
  get questions(): readonly Question[] {
    const { definition } = this.election;
    const all =
      this.voter?.style.questions.map(({ question }) => definition.questions[question]!) ?? [];
    return all.filter((question) => isAsked(definition, question, this.#drafts));
  }

  get missing(): readonly Question[] {
    return this.questions.filter(
      (question) => stateOf(question, this.#drafts.get(question.id)) === "missing",
    );
  }

  get answers(): Answers {
    return Object.fromEntries(
      this.questions.map((question) => [
        question.id,
        finishAnswer(question, this.#drafts.get(question.id)) as Answer,
      ]),
    );
  }

  // Long work is about to be asked for.
  prepare(): void {
    if (this.#sealed === null) this.#workshop.prepare();
  }

  // Wipes the code. The derivation takes much memory, which goes with the worker.
  async deriveKey(
    code: VotingCode,
    election: string,
    options: JobOptions = {},
  ): Promise<SecretScalar> {
    const sk = await this.#workshop.run("derive", { code, election }, options);
    this.#workshop.dismiss();
    return sk;
  }

  // Of a QR code.
  trace(text: string): Promise<QrTrace> {
    return this.#workshop.run("trace", text);
  }

  // The same ballot for as long as the choices stay the same.
  async seal(options: JobOptions): Promise<SealedBallot> {
    if (this.#sealed !== null) return this.#sealed;
    const { election, answers } = this;
    const { sk, style, sequence } = this.voter!;
    const sealing = await this.#workshop.run(
      "seal",
      {
        election: { ...election, styles: [] },
        style,
        answers,
        sk: sk.slice() as SecretScalar,
        sequence,
      },
      options,
    );
    this.#sealed = new SealedBallot(election, style.id, answers, sequence, sealing);
    return this.#sealed;
  }

  dropSealed(): void {
    this.#sealed?.wipe();
    this.#sealed = null;
  }

  // Makes the post and wipes the seed that made it. The choices stay until the ballot is known to
  // be in the box; the code's key stays until the visit ends, so that nobody is asked for the code
  // twice.
  cast(ballot: SealedBallot): Bytes {
    const voter = this.voter!;
    const post = ballot.cast(voter.sk);
    this.dropSealed();
    this.voter = { ...voter, sequence: voter.sequence + 1 };
    return post;
  }

  // The page has seen the proof that the ballot is in the box, in this place.
  arrived(id: Bytes, index: bigint): void {
    if (this.voter !== null) {
      const sequence = this.voter.sequence - 1;
      this.voter = { ...this.voter, earlier: { state: "shown", index, id, sequence } };
    }
    this.dropChoices();
  }

  dropChoices(): void {
    this.dropSealed();
    this.#workshop.dismiss();
    this.#drafts.clear();
  }

  dropVoter(): void {
    this.dropSealed();
    if (this.voter !== null) wipe(this.voter.sk);
    this.voter = null;
  }

  dropAll(): void {
    this.dropVoter();
    this.dropChoices();
  }
}
