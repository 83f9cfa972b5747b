// Screen 2: the voting code. Its check characters find typing mistakes before anything leaves the
// device, and the field is emptied as soon as the code was taken.
import {
  credentialOf,
  exposeVotingCode,
  parseVotingCode,
  type VotingCode,
} from "../ballot/votingCode.ts";
import { askRoll } from "../bulletinBoard/rollReply.ts";
import { Refused } from "../crypto/refused.ts";
import { wipe } from "../crypto/sodium.ts";
import { say, type Words } from "../text/texts.ts";
import { element, replaceChildren, spoken } from "../ui/element.ts";
import { type Problem, showErrorSummary } from "../ui/errorSummary.ts";
import { makeAlert } from "../ui/alert.ts";
import { makeOutcome } from "../ui/outcome.ts";
import { makeStep } from "../ui/progress.ts";
import { ownText } from "../ui/question/control.ts";
import { canScan, scanCode } from "../ui/scanner.ts";
import { findOtherElections, type OpenElection } from "./otherElections.ts";
import { stepCount, steps, type VoterPage } from "./page.ts";
import type { Voter } from "./visit.ts";

export async function recognise(
  page: VoterPage,
  code: VotingCode,
  onBlocked: () => void,
): Promise<Voter | "stranger" | "no_answer"> {
  const { election } = page.visit;
  const madeUp = page.practice !== null && exposeVotingCode(code) === page.practice;
  const sk = await page.visit.deriveKey(code, election.definition.id, { onBlocked });
  const credential = credentialOf(sk);
  if (madeUp)
    return { sk, credential, style: election.styles[0]!, sequence: 1, votedBefore: false };
  const told =
    page.practice === null
      ? await askRoll(page.operators, page.stamp.election ?? "", credential)
      : { onRoll: false, style: "", sequence: null };
  const style = election.styles.find(({ id }) => id === told?.style);
  if (told?.onRoll === true && style !== undefined) {
    return {
      sk,
      credential,
      style,
      sequence: (told.sequence ?? 0) + 1,
      votedBefore: told.sequence !== null,
    };
  }
  wipe(sk);
  return told?.onRoll === false ? "stranger" : "no_answer";
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

  #failAsStranger(): void {
    if (this.#page.practice !== null) return this.#fail(say("voter.practice.otherCode"));
    this.#fail(say("voter.code.stranger"), { words: say("voter.code.strangerNext") });
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
    const voter = await recognise(this.#page, code, () =>
      replaceChildren(this.#working, say("voter.code.blocked")),
    );
    this.#setBusy(false);
    // A voter who went back meanwhile is not led on.
    if (!this.form.isConnected) return typeof voter === "string" ? undefined : wipe(voter.sk);
    if (voter === "stranger") this.#failAsStranger();
    else if (voter === "no_answer") this.#fail(say("voter.code.noAnswer"));
    else {
      this.#field.value = "";
      this.#accept(voter);
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

export function showWelcome(page: VoterPage, voter: Voter, acts: WelcomeActs): void {
  const mayReplace = page.visit.election.definition.revoting === "last_counts";
  const next = element(
    "button",
    { type: "button", class: "primary", onclick: acts.next },
    voter.votedBefore ? say("voter.before.replace") : say("ui.continue"),
  );
  const leave = element(
    "button",
    { type: "button", class: "secondary", onclick: acts.leave },
    say("voter.before.keep"),
  );
  if (!voter.votedBefore) {
    page.frame.show({
      name: "welcome",
      title: say("voter.welcome.title"),
      progress: makeStep(steps.code, stepCount),
      content: [
        makeOutcome("good", say("voter.welcome.text")),
        element("p", {}, say("voter.welcome.questions", { n: page.visit.questions.length })),
      ],
      actions: [next],
    });
    return;
  }
  page.frame.show({
    name: "voted_before",
    title: say("voter.before.title"),
    progress: makeStep(steps.code, stepCount),
    content: [makeAlert("warn", mayReplace ? "voter.before" : "voter.final", "youOrNot")],
    actions: mayReplace ? [next, leave] : [leave],
  });
}
