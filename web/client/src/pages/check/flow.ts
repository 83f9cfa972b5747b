// Which screen follows which on the check-my-vote page.
import { receiptCode } from "../../ballot/receiptCode.ts";
import { decodeBase64Url } from "../../crypto/bytes.ts";
import { say } from "../../text/texts.ts";
import { hasVoterPage } from "../../ui/neighbours.ts";
import { makeProgress } from "../../ui/progress.ts";
import { showAgreed, showFinding, showPages, showReport, showTestOutcome } from "./answers.ts";
import { showFind } from "./find.ts";
import type { Finding } from "./finding.ts";
import type { CheckPage } from "./page.ts";
import { checkPages } from "./pages.ts";
import { openTest } from "./testing.ts";

const bareCode = (id: Uint8Array): string => receiptCode(id).replaceAll("-", "");

// Which screen follows which; what a screen finds out is handed back here.
export class CheckFlow {
  readonly #page: CheckPage;

  constructor(page: CheckPage) {
    this.#page = page;
  }

  readonly #home = (): void => this.#page.places.go(() => this.#showHome());

  // `ballot`: a whole ballot id, as a QR code of the voter page brings it.
  start(ballot: string | null): void {
    this.#home();
    if (ballot !== null) this.#scanned(ballot);
  }

  #showHome(): void {
    showFind(this.#page, {
      find: (code) => {
        if (code.length === 25) this.#page.known.add(code.replace(/(.{5})(?=.)/g, "$1-"));
        void this.#look((progress) => this.#page.finder.find(code, progress));
      },
      receipt: (text) =>
        void this.#look((progress) => this.#page.finder.findReceipt(text, progress)),
      test: (text) => void this.#test(text),
      scanned: (text) => this.#scanned(text),
      pages: () => void this.#pages(),
    });
  }

  dropped(text: string): void {
    if (text.trim().startsWith("{")) void this.#test(text);
    else void this.#look((progress) => this.#page.finder.findReceipt(text, progress));
  }

  // A receipt's address, a bare id, or a test: all that a QR code of this election can hold.
  #scanned(text: string): void {
    if (text.trim().startsWith("{")) return void this.#test(text);
    const id = decodeBase64Url(text.trim().split("#").at(-1)!);
    if (id?.length !== 32) return;
    this.#page.known.add(receiptCode(id));
    void this.#look((progress) => this.#page.finder.find(bareCode(id), progress));
  }

  #showLooking(): (done: number) => void {
    const progress = makeProgress(say("check.looking.text"));
    this.#page.places.go(() =>
      this.#page.frame.show({
        name: "looking",
        title: say("check.looking.title"),
        content: [progress.node],
      }),
    );
    return progress.set;
  }

  async #look(find: (onProgress: (done: number) => void) => Promise<Finding>): Promise<void> {
    const finding = await find(this.#showLooking());
    if ("code" in finding && finding.state !== "not_found") this.#tellChecked();
    this.#page.places.replace(() =>
      showFinding(
        this.#page,
        finding,
        this.#home,
        (code) => void this.#look((progress) => this.#page.finder.find(code, progress)),
      ),
    );
  }

  // That a receipt was found, and not which.
  #tellChecked(): void {
    const { operators, stamp } = this.#page;
    if (stamp.election !== null) operators.tellChecked(stamp.election);
  }

  async #test(text: string): Promise<void> {
    const page = this.#page;
    const { election, stamp } = page;
    const onProgress = this.#showLooking();
    page.workshop.prepare();
    const opened = await page.finder.open(onProgress);
    if ("state" in opened || election === null) {
      const finding: Finding =
        "state" in opened ? opened : { state: "cannot_tell", why: "no_answer" };
      return page.places.replace(() => showFinding(page, finding, this.#home, () => undefined));
    }
    const input = {
      election,
      definition: stamp.definition ?? "",
      known: [...page.known],
      opened,
      workshop: page.workshop,
    };
    const [outcome, sameDevice] = await Promise.all([
      openTest(text, input, onProgress),
      hasVoterPage(),
    ]);
    const acts = {
      back: this.#home,
      yes: () => page.places.go(() => showAgreed(page, this.#home)),
      no: () =>
        page.places.go(() => showReport(page, this.#writeEvidence(text, input.known), this.#home)),
    };
    page.places.replace(() => showTestOutcome(page, outcome, sameDevice, acts));
  }

  #writeEvidence(test: string, known: readonly string[]): string {
    const { election } = this.#page.stamp;
    const dispute = {
      type: "tabella/v1/dispute",
      election,
      codes_shown_before: known,
      test_file: test,
    };
    return `${JSON.stringify(dispute, null, 1)}\n`;
  }

  async #pages(): Promise<void> {
    const opened = await this.#page.finder.open(this.#showLooking());
    if ("state" in opened)
      return this.#page.places.replace(() =>
        showFinding(this.#page, opened, this.#home, () => undefined),
      );
    const checks = await checkPages(this.#page, opened);
    this.#page.places.replace(() => showPages(this.#page, checks, opened, this.#home));
  }
}
