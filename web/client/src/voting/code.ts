// Screen 2: the voting code. Its check characters find typing mistakes before anything leaves the
// device, and the field is emptied as soon as the code was taken.
import { receiptCode } from "../ballot/receiptCode.ts";
import {
  credentialOf,
  exposeVotingCode,
  parseVotingCode,
  type VotingCode,
} from "../ballot/votingCode.ts";
import {
  type EarlierBallot,
  findEarlierBallot,
  nextSequence,
  type ShownBallot,
} from "../bulletinBoard/earlierBallot.ts";
import { askRoll, type RollReply } from "../bulletinBoard/rollReply.ts";
import { Refused } from "../crypto/refused.ts";
import { wipe } from "../crypto/sodium.ts";
import { say, sayList, type Words } from "../text/texts.ts";
import { element, replaceChildren, spoken } from "../ui/element.ts";
import { type Problem, showErrorSummary } from "../ui/errorSummary.ts";
import { makeAlert } from "../ui/alert.ts";
import { makeOutcome } from "../ui/outcome.ts";
import { makeStep } from "../ui/progress.ts";
import { ownText } from "../ui/question/control.ts";
import { showReceiptCode } from "../ui/receiptCode.ts";
import { saveFile } from "../ui/saveFile.ts";
import { canScan, scanCode } from "../ui/scanner.ts";
import { findOtherElections, type OpenElection } from "./otherElections.ts";
import { mayReplace, stepCount, steps, type VoterPage } from "./page.ts";
import type { Voter } from "./visit.ts";

type Recognition =
  | { readonly state: "voter"; readonly voter: Voter }
  // Nobody says that the code is on the roll, and these say that it is not
  | { readonly state: "stranger"; readonly operators: readonly string[] }
  | { readonly state: "no_answer" };

async function findEarlier(
  { operators, seen, visit }: VoterPage,
  { claims }: RollReply,
  credential: Voter["credential"],
): Promise<EarlierBallot> {
  if (seen === null) return { state: "none" };
  const { fingerprint: election } = visit.election;
  return findEarlierBallot(claims, { operators, seen, election, credential });
}

export async function recognise(
  page: VoterPage,
  code: VotingCode,
  onBlocked: () => void,
): Promise<Recognition> {
  const { election } = page.visit;
  const madeUp = page.practice !== null && exposeVotingCode(code) === page.practice;
  const sk = await page.visit.deriveKey(code, election.definition.id, { onBlocked });
  const credential = credentialOf(sk);
  if (madeUp) {
    const [style, earlier] = [election.styles[0]!, { state: "none" } as const];
    return { state: "voter", voter: { sk, credential, style, sequence: 1, earlier } };
  }
  const told: RollReply | null =
    page.practice === null
      ? await askRoll(page.operators, page.stamp.election ?? "", credential)
      : { onRoll: false, style: "", claims: [], operators: [] };
  const style = election.styles.find(({ id }) => id === told?.style);
  if (told?.onRoll === true && style !== undefined) {
    const earlier = await findEarlier(page, told, credential);
    const sequence = nextSequence(earlier, mayReplace(page));
    return { state: "voter", voter: { sk, credential, style, sequence, earlier } };
  }
  wipe(sk);
  return told?.onRoll === false
    ? { state: "stranger", operators: told.operators }
    : { state: "no_answer" };
}

const sayMistake = (error: Refused): Words =>
  error.code === "code.length"
    ? say("voter.code.length", { n: Number.parseInt(error.detail, 10) })
    : say("voter.code.mistake");

const showOthers = (found: readonly OpenElection[]): HTMLElement[] =>
  found.length === 0
    ? [element("p", {}, say("voter.others.none"))]
    : [
        element("p", {}, say("voter.others.found")),
        element(
          "ul",
          {},
          ...found.map(({ address, title }) =>
            element("li", {}, element("a", { class: "button", href: address }, ownText(title))),
          ),
        ),
        element("p", { class: "hint" }, say("voter.others.again")),
      ];

// The form while it is shown. A code stays in its field until it is taken or the page is left.
class CodeForm {
  readonly #page: VoterPage;
  readonly #accept: (voter: Voter) => void;
  readonly #field = element("input", {
    type: "text",
    id: "code",
    name: "code",
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: false,
    "aria-describedby": "code-hint",
    class: "code",
    maxlength: 60,
  });
  readonly #error = element("p", { class: "field-error", id: "code-error" });
  readonly #go = element("button", { type: "submit", class: "primary" }, say("ui.continue"));
  readonly #others = element("div", { ...spoken });
  readonly #working = element("p", { class: "hint", ...spoken });
  #busy = false;
  readonly form = element(
    "form",
    {
      onsubmit: (event: Event) => {
        event.preventDefault();
        void this.#take();
      },
    },
    element(
      "div",
      { class: "field" },
      element("label", { for: "code" }, say("voter.code.label")),
      element("p", { class: "hint", id: "code-hint" }, say("voter.code.hint")),
      this.#error,
      this.#field,
    ),
    this.#working,
    element("div", { class: "actions" }, this.#go),
    this.#others,
  );

  constructor(page: VoterPage, accept: (voter: Voter) => void) {
    this.#page = page;
    this.#accept = accept;
    void canScan().then((can) => {
      if (can)
        this.#go.after(
          element(
            "button",
            { type: "button", class: "secondary", onclick: () => void this.#scan() },
            say("voter.code.scan"),
          ),
        );
    });
  }

  // The button stays where the focus is, and does nothing meanwhile.
  #setBusy(busy: boolean): void {
    this.#busy = busy;
    this.#go.setAttribute("aria-disabled", String(busy));
  }

  async #scan(): Promise<void> {
    const text = await scanCode(say("voter.code.scan"));
    if (text !== null) {
      this.#field.value = text;
      await this.#take();
    }
  }

  #fail(words: Words, ...more: Problem[]): void {
    this.#working.replaceChildren();
    replaceChildren(this.#error, words);
    this.#field.setAttribute("aria-invalid", "true");
    this.#field.setAttribute("aria-describedby", "code-hint code-error");
    showErrorSummary([{ words, at: this.#field }, ...more]);
  }

  #failAsStranger(operators: readonly string[]): void {
    if (this.#page.practice !== null) return this.#fail(say("voter.practice.otherCode"));
    this.#fail(say("voter.code.stranger", { operator: sayList(operators) }), {
      words: say("voter.code.strangerNext"),
    });
    replaceChildren(
      this.#others,
      element(
        "button",
        { type: "button", class: "secondary", onclick: () => void this.#findOthers() },
        say("voter.others.find"),
      ),
    );
  }

  async #findOthers(): Promise<void> {
    const code = this.#readField();
    if (code === null) return;
    this.#setBusy(true);
    const found = await findOtherElections(this.#page, code, (n) =>
      replaceChildren(
        this.#others,
        element("p", { class: "hint" }, say("voter.others.finding", { n })),
      ),
    );
    this.#setBusy(false);
    replaceChildren(
      this.#others,
      ...(found === null ? [element("p", {}, say("voter.code.noAnswer"))] : showOthers(found)),
    );
  }

  // null: the mistake was said.
  #readField(): VotingCode | null {
    try {
      return parseVotingCode(this.#field.value);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#fail(this.#field.value.trim() === "" ? say("voter.code.empty") : sayMistake(error));
      return null;
    }
  }

  async #take(): Promise<void> {
    if (this.#busy) return;
    const code = this.#readField();
    if (code === null) return;
    this.#setBusy(true);
    this.#others.replaceChildren();
    replaceChildren(this.#working, say("voter.code.working"));
    const found = await recognise(this.#page, code, () =>
      replaceChildren(this.#working, say("voter.code.blocked")),
    );
    this.#setBusy(false);
    // A voter who went back meanwhile is not led on.
    if (!this.form.isConnected) return found.state === "voter" ? wipe(found.voter.sk) : undefined;
    if (found.state === "stranger") this.#failAsStranger(found.operators);
    else if (found.state === "no_answer") this.#fail(say("voter.code.noAnswer"));
    else {
      this.#field.value = "";
      this.#accept(found.voter);
    }
  }
}

export function showCode(
  page: VoterPage,
  acts: { readonly accept: (voter: Voter) => void; readonly back: () => void },
): void {
  page.visit.prepare();
  const { form } = new CodeForm(page, acts.accept);
  form
    .querySelector(".actions")!
    .append(
      element("button", { type: "button", class: "quiet", onclick: acts.back }, say("ui.back")),
    );
  page.frame.show({
    name: "code",
    title: say("voter.code.title"),
    progress: makeStep(steps.code, stepCount),
    content:
      page.practice === null
        ? [element("p", {}, say("voter.code.what")), form]
        : [
            element("p", {}, say("voter.practice.what")),
            element("p", { class: "practice-code code", translate: "no" }, page.practice),
            form,
          ],
  });
}

export interface WelcomeActs {
  readonly next: () => void;
  readonly leave: () => void;
}

export function showWelcome(page: VoterPage, { earlier }: Voter, acts: WelcomeActs): void {
  switch (earlier.state) {
    case "none":
      return showCanVote(page, acts);
    case "shown":
      return showVotedBefore(page, earlier, acts);
    case "claimed":
      return showClaimed(page, earlier.operators, acts);
    case "two_views":
      return showTwoViews(page, earlier.evidence, acts);
  }
}

const primary = (words: Words, act: () => void): HTMLElement =>
  element("button", { type: "button", class: "primary", onclick: act }, words);

const secondary = (words: Words, act: () => void): HTMLElement =>
  element("button", { type: "button", class: "secondary", onclick: act }, words);

function showCanVote(page: VoterPage, { next }: WelcomeActs): void {
  page.frame.show({
    name: "welcome",
    title: say("voter.welcome.title"),
    progress: makeStep(steps.code, stepCount),
    content: [
      makeOutcome("good", say("voter.welcome.text")),
      element("p", {}, say("voter.welcome.questions", { n: page.visit.questions.length })),
    ],
    actions: [primary(say("ui.continue"), next)],
  });
}

// This page has seen the ballot in the box.
function showVotedBefore(
  page: VoterPage,
  { index, id }: ShownBallot,
  { next, leave }: WelcomeActs,
): void {
  const replace = mayReplace(page);
  const keep = secondary(say("voter.before.keep"), leave);
  page.frame.show({
    name: "voted_before",
    title: say("voter.before.title"),
    progress: makeStep(steps.code, stepCount),
    content: [
      makeAlert("warn", replace ? "voter.before" : "voter.final", "youOrNot"),
      element("p", {}, say("voter.before.place", { n: Number(index) + 1 })),
      element("p", {}, say("voter.before.code")),
      showReceiptCode(receiptCode(id)),
    ],
    actions: replace ? [primary(say("voter.before.replace"), next), keep] : [keep],
  });
}

// A bare word never ends a visit: whoever said it may be wrong, or lie to turn a voter away.
function showClaimed(
  page: VoterPage,
  operators: readonly string[],
  { next, leave }: WelcomeActs,
): void {
  const alert = mayReplace(page) ? "voter.claimed" : "voter.claimedOnce";
  page.frame.show({
    name: "voted_perhaps",
    title: say("voter.claimed.title"),
    progress: makeStep(steps.code, stepCount),
    content: [makeAlert("warn", alert, "claim", { operator: sayList(operators) })],
    actions: [primary(say("ui.continue"), next), secondary(say("voter.claimed.leave"), leave)],
  });
}

function showTwoViews(page: VoterPage, evidence: string, { leave }: WelcomeActs): void {
  page.frame.show({
    name: "two_views",
    title: say("voter.views.title"),
    progress: makeStep(steps.code, stepCount),
    content: [makeAlert("bad", "voter.views", "operators")],
    actions: [
      primary(say("voter.views.save"), () => saveFile("two-views.txt", evidence)),
      secondary(say("voter.claimed.leave"), leave),
    ],
  });
}
