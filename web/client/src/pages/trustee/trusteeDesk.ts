// What the trustee's screens may do with the page.
import type { Words } from "../../text/texts.ts";
import type { Step } from "../../trustee/duty.ts";
import type { TrusteeWork } from "../../trustee/work.ts";

// What is shown next to the work.
export type Side = "rehearsal" | "drill" | "minutes" | "destroy" | "differs" | null;

export interface TrusteeDesk {
  readonly operators: readonly string[];
  // Whether the key file was saved since totals were opened.
  savedOpened: boolean;
  // Whether the key still fits; null before it was tried.
  proved: boolean | null;
  goTo(side: Side): void;
  redraw(): void;
  lookNow(): Promise<unknown>;
  lastLook(): Words;
  publicKeys(): HTMLElement[];
  otherThings(): HTMLElement;
  saveKey(): void;
  closeKey(): void;
  // A button that acts once, however often it is pressed.
  acting(words: Words, act: () => Promise<void>): HTMLButtonElement;
  take(work: TrusteeWork, step: Exclude<Step, "decrypt">): Promise<void>;
  // Posts the proof that the key is held.
  show(work: TrusteeWork): Promise<void>;
  open(work: TrusteeWork): Promise<void>;
  send(work: TrusteeWork, lines: readonly string[]): Promise<void>;
}
