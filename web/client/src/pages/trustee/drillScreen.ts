// The key-loss drill: what is lost, what is shown, what follows. "Restore from backup" is done for
// real, with the person's own file.
import { PartyKey } from "../../bulletinBoard/partyKey.ts";
import { encodePassphrase } from "../../crypto/passphrase.ts";
import { Refused } from "../../crypto/refused.ts";
import { wipe } from "../../crypto/sodium.ts";
import { say } from "../../text/texts.ts";
import {
  actions,
  button,
  fileField,
  heading,
  remark,
  paragraph,
  table,
  textField,
} from "../../ui/blocks.ts";
import type { FieldProblem, Screen } from "../../ui/frame.ts";
import { type TrusteeWork, holdsShare } from "../../trustee/work.ts";

const losses = ["device", "backups", "before", "after", "copied"] as const;

// Holds the chosen file and the passphrase until the screen is left.
export class DrillScreen {
  readonly #redraw: () => void;
  readonly #leave: () => void;
  #file = { name: "", content: "" };
  #passphrase = "";
  #answer: "" | "restored" | "holds" | "holdsNot" = "";
  #problems: FieldProblem[] = [];

  constructor(redraw: () => void, leave: () => void) {
    this.#redraw = redraw;
    this.#leave = leave;
  }

  // work: the key that is open now, if it is a trustee's; the backup has to be of the same key.
  screen(work: TrusteeWork | null): Screen {
    const n = work?.view.trustees.length ?? 3;
    const t = work?.view.threshold ?? 2;
    const rows = losses.map((loss) => [
      say(`trustee.drill.${loss}`),
      say(`trustee.drill.${loss}Shown`, { k: Math.max(t, n - 1), n, t }),
      say(`trustee.drill.${loss}Then`, { t }),
    ]);
    const columns = (["loss", "shown", "then"] as const).map((key) => say(`trustee.drill.${key}`));
    return {
      name: "drill",
      title: say("trustee.drill.heading"),
      problems: this.#problems,
      content: [
        paragraph(say("trustee.drill.words")),
        heading(2, say("trustee.drill.restore")),
        paragraph(say("trustee.drill.restoreWords")),
        fileField(
          {
            id: "drill-file",
            label: say("officials.key.file"),
            hint: this.#file.name === "" ? say("officials.key.noFile") : this.#file.name,
          },
          (content, name) => {
            this.#file = { content, name };
            this.#redraw();
          },
        ),
        textField(
          { id: "drill-passphrase", label: say("officials.key.passphrase") },
          this.#passphrase,
          (value) => (this.#passphrase = value),
          "password",
        ),
        actions(button(say("trustee.drill.restoreNow"), () => this.#restore(work))),
        ...(this.#answer === ""
          ? []
          : [
              remark(
                this.#answer === "holdsNot" ? "warning" : "success",
                say(`trustee.drill.${this.#answer}`),
              ),
            ]),
        heading(2, say("trustee.drill.table")),
        table(say("trustee.drill.table"), columns, rows),
        actions(button(say("officials.back"), () => this.#end(), "secondary")),
      ],
    };
  }

  #restore(work: TrusteeWork | null): void {
    this.#answer = "";
    this.#problems = [];
    const passphrase = encodePassphrase(this.#passphrase);
    const opened = passphrase === null ? null : PartyKey.open(this.#file.content, passphrase);
    if (passphrase !== null) wipe(passphrase);
    if (opened === null || opened instanceof Refused) {
      const wrong = opened === null || opened.code === "key.passphrase";
      const field = wrong ? "drill-passphrase" : "drill-file";
      const words = say(wrong ? "officials.key.wrongPassphrase" : "officials.key.noKeyFile");
      this.#problems = [{ field, words }];
      return this.#redraw();
    }
    if (opened.work !== null) wipe(opened.work);
    if (work !== null && !opened.key.isSameAs(work.key)) {
      this.#problems = [{ field: "drill-file", words: say("officials.key.otherKey") }];
    } else if (work === null || work.view.keys === null) {
      this.#answer = "restored";
    } else {
      this.#answer = holdsShare({ ...work, key: opened.key }) ? "holds" : "holdsNot";
    }
    opened.key.wipe();
    this.#passphrase = "";
    this.#redraw();
  }

  #end(): void {
    this.#file = { name: "", content: "" };
    this.#passphrase = "";
    this.#answer = "";
    this.#problems = [];
    this.#leave();
  }
}
