// The key of an official, the registrar or a trustee: made in this browser or opened from its file.
// A fresh key is of no use before one of its backups was opened again. The passphrase is kept, for
// sealing again, as long as the page is open.
import { PartyKey } from "../bulletinBoard/partyKey.ts";
import { encodePassphrase } from "../crypto/passphrase.ts";
import { Refused } from "../crypto/refused.ts";
import { wipe } from "../crypto/sodium.ts";
import { type Words, say } from "../text/texts.ts";
import { type Child, replaceChildren } from "./element.ts";
import { saveFile } from "./saveFile.ts";
import { type Field, actions, button, code, fileField, paragraph, textField } from "./blocks.ts";
import { copyText } from "./copyText.ts";
import type { FieldProblem, Screen } from "./frame.ts";

// What a page keeps next to the key, in the same file.
export interface Work {
  encode(): Uint8Array | null;
  // kept: goes on with what was in the file; fresh: begins, and has to be saved; wrong: the bytes
  // are not this page's work.
  decode(bytes: Uint8Array | null): "kept" | "fresh" | "wrong";
}

export const noWork: Work = { encode: () => null, decode: () => "kept" };

type KeyStep = "start" | "make" | "backup" | "readBack" | "open";

const shortestPassphrase = 10;

// Owns the key, the passphrase and the backup while the page is open; the page asks it for the key
// and shows its screens while there is none.
export class KeyDesk {
  #key: PartyKey | null = null;
  #passphrase: Uint8Array | null = null;
  #step: KeyStep = "start";
  #typed = { name: "", passphrase: "", again: "" };
  #file = { name: "", content: "" };
  #saved = 0;
  #problems: FieldProblem[] = [];
  readonly #work: Work;
  readonly #changed: () => void;
  readonly #suggestedName: string;

  constructor(work: Work, suggestedName: string, changed: () => void) {
    this.#work = work;
    this.#suggestedName = suggestedName;
    this.#changed = changed;
  }

  // The key, once it may be used.
  get key(): PartyKey | null {
    return this.#step === "open" ? this.#key : null;
  }

  // The file as it is now, sealed under the passphrase that opened it.
  sealed(): string {
    const work = this.#work.encode();
    try {
      return this.#key!.seal(this.#passphrase!, work);
    } finally {
      if (work !== null) wipe(work);
    }
  }

  saveNow(): void {
    saveFile(this.#fileName(), this.sealed());
  }

  close(): void {
    this.#key?.wipe();
    if (this.#passphrase !== null) wipe(this.#passphrase);
    this.#key = null;
    this.#passphrase = null;
    this.#go("start");
  }

  // What the others need to know of the key.
  publicKeys(): HTMLElement[] {
    const words = this.#key!.publicText();
    const copied = paragraph();
    copied.setAttribute("role", "status");
    return [
      paragraph(say("officials.key.public")),
      paragraph(code(words)),
      actions(
        button(
          say("officials.key.copy"),
          async () => {
            const done = await copyText(words);
            replaceChildren(copied, say(done ? "officials.key.copied" : "officials.key.notCopied"));
          },
          "secondary",
        ),
        button(
          say("officials.key.savePublic"),
          () => saveFile(`${this.#slug()}.public.json`, `${words}\n`, "application/json"),
          "secondary",
        ),
      ),
      copied,
    ];
  }

  // The screen for what is missing before the key can be used.
  screen(intro: readonly Child[]): Screen {
    switch (this.#step) {
      case "make":
        return this.#makeScreen();
      case "backup":
        return this.#backupScreen();
      case "readBack":
        return this.#readBackScreen();
      default:
        return this.#startScreen(intro);
    }
  }

  #go(step: KeyStep): void {
    this.#step = step;
    this.#problems = [];
    this.#changed();
  }

  #fail(field: string, words: Words): void {
    this.#problems = [{ field, words }];
    this.#changed();
  }

  #errorOf(field: string): Words | undefined {
    return this.#problems.find((problem) => problem.field === field)?.words;
  }

  #startScreen(intro: readonly Child[]): Screen {
    return {
      name: "key-start",
      title: say("officials.key.start"),
      problems: this.#problems,
      content: [
        ...intro,
        ...this.#openFields("key-file"),
        actions(
          button(say("officials.key.open"), () => this.#open()),
          button(say("officials.key.make"), () => this.#go("make"), "secondary"),
        ),
      ],
    };
  }

  #openFields(id: string): HTMLElement[] {
    const chosen = this.#file.name === "" ? say("officials.key.noFile") : this.#file.name;
    return [
      fileField(
        { id, label: say("officials.key.file"), hint: chosen, error: this.#errorOf(id) },
        (content, name) => {
          this.#file = { content, name };
          this.#changed();
        },
      ),
      textField(
        {
          id: "passphrase",
          label: say("officials.key.passphrase"),
          error: this.#errorOf("passphrase"),
        },
        this.#typed.passphrase,
        (value) => (this.#typed.passphrase = value),
        "password",
      ),
    ];
  }

  #open(): void {
    const passphrase = encodePassphrase(this.#typed.passphrase);
    if (this.#file.content === "") return this.#fail("key-file", say("officials.key.fileMissing"));
    if (passphrase === null) return this.#fail("passphrase", say("officials.key.passphraseSize"));
    const opened = PartyKey.open(this.#file.content, passphrase);
    if (opened instanceof Refused) {
      const wrong = opened.code === "key.passphrase";
      return this.#fail(
        wrong ? "passphrase" : "key-file",
        say(wrong ? "officials.key.wrongPassphrase" : "officials.key.noKeyFile"),
      );
    }
    const work = this.#work.decode(opened.work);
    if (opened.work !== null) wipe(opened.work);
    if (work === "wrong") return this.#fail("key-file", say("officials.key.noKeyFile"));
    this.#key = opened.key;
    this.#passphrase = passphrase;
    this.#saved = 0;
    this.#forgetTyped();
    this.#go(work === "kept" ? "open" : "backup");
  }

  #forgetTyped(): void {
    this.#typed = { name: this.#typed.name, passphrase: "", again: "" };
    this.#file = { name: "", content: "" };
  }

  #makeScreen(): Screen {
    if (this.#typed.name === "") this.#typed.name = this.#suggestedName;
    const typed = this.#typed;
    const field = (id: string, label: Words, hint?: Words): Field => ({
      id,
      label,
      ...(hint === undefined ? {} : { hint }),
      error: this.#errorOf(id),
    });
    return {
      name: "key-make",
      title: say("officials.key.makeHeading"),
      problems: this.#problems,
      content: [
        paragraph(say("officials.key.onlyHere")),
        textField(
          field("key-name", say("officials.key.name"), say("officials.key.nameHint")),
          typed.name,
          (value) => (typed.name = value),
        ),
        textField(
          field(
            "new-passphrase",
            say("officials.key.newPassphrase"),
            say("officials.key.passphraseHint"),
          ),
          typed.passphrase,
          (value) => (typed.passphrase = value),
          "password",
        ),
        textField(
          field("again", say("officials.key.again")),
          typed.again,
          (value) => (typed.again = value),
          "password",
        ),
        actions(
          button(say("officials.key.makeNow"), () => this.#make()),
          button(say("officials.back"), () => this.#go("start"), "secondary"),
        ),
      ],
    };
  }

  #make(): void {
    const { name, passphrase, again } = this.#typed;
    if (!/^[!-*,-~]{1,64}$/.test(name))
      return this.#fail("key-name", say("officials.key.nameWrong"));
    if (passphrase.length < shortestPassphrase) {
      return this.#fail("new-passphrase", say("officials.key.tooShort", { n: shortestPassphrase }));
    }
    const encoded = encodePassphrase(passphrase);
    if (encoded === null) return this.#fail("new-passphrase", say("officials.key.passphraseSize"));
    if (passphrase !== again) return this.#fail("again", say("officials.key.notTheSame"));
    this.#key = PartyKey.random(name);
    this.#passphrase = encoded;
    this.#work.decode(null);
    this.#saved = 0;
    this.#forgetTyped();
    this.#go("backup");
  }

  #backupScreen(): Screen {
    const enough = this.#saved >= 2;
    return {
      name: "key-backup",
      title: say("officials.key.backup"),
      problems: this.#problems,
      content: [
        paragraph(say("officials.key.backupWords")),
        actions(
          button(say("officials.key.saveBackup", { n: this.#saved + 1 }), () => {
            this.saveNow();
            this.#saved += 1;
            this.#changed();
          }),
        ),
        paragraph(say("officials.key.savedCount", { n: this.#saved })),
        ...(enough
          ? [actions(button(say("officials.key.openAgain"), () => this.#go("readBack")))]
          : []),
      ],
    };
  }

  // Going on is impossible until a backup was read back: the file that the person chooses has to
  // open under the passphrase that the person types, and hold this very key.
  #readBackScreen(): Screen {
    return {
      name: "key-read-back",
      title: say("officials.key.readBack"),
      problems: this.#problems,
      content: [
        paragraph(say("officials.key.readBackWords")),
        ...this.#openFields("backup-file"),
        actions(
          button(say("officials.key.prove"), () => this.#prove()),
          button(say("officials.key.saveAgain"), () => this.#go("backup"), "secondary"),
        ),
      ],
    };
  }

  #prove(): void {
    const passphrase = encodePassphrase(this.#typed.passphrase);
    if (this.#file.content === "")
      return this.#fail("backup-file", say("officials.key.fileMissing"));
    if (passphrase === null) return this.#fail("passphrase", say("officials.key.passphraseSize"));
    const opened = PartyKey.open(this.#file.content, passphrase);
    wipe(passphrase);
    if (opened instanceof Refused) {
      const wrong = opened.code === "key.passphrase";
      return this.#fail(
        wrong ? "passphrase" : "backup-file",
        say(wrong ? "officials.key.wrongPassphrase" : "officials.key.noKeyFile"),
      );
    }
    const same = opened.key.isSameAs(this.#key!);
    opened.key.wipe();
    if (opened.work !== null) wipe(opened.work);
    if (!same) return this.#fail("backup-file", say("officials.key.otherKey"));
    this.#forgetTyped();
    this.#go("open");
  }

  #slug(): string {
    return this.#key!.verifier.name.replace(/[^A-Za-z0-9._-]+/g, "-");
  }

  #fileName(): string {
    return `${this.#slug()}.key`;
  }
}
