// Whether this device's clock and the ballot box agree, as far as the box shows it.
import type { Phase } from "../bulletinBoard/phase.ts";

export interface BoardTime {
  readonly time: number; // of the last block, seconds since 1970
  readonly phase: Phase;
  readonly opens: number; // seconds since 1970
  readonly closes: number;
  readonly awaitsKeys: boolean; // and so does not open by itself
}

// Seconds that clocks may differ, and that the box may take to do what is due.
const tolerance = 120;

// "behind": the last block lies in this device's future. "ahead": by this device voting has begun,
// or ended, and the box, which does both by itself, has not done it.
export function compareClocks(box: BoardTime, now: Date): "behind" | "ahead" | null {
  const seconds = now.getTime() / 1000;
  const isPast = (time: number): boolean => seconds > time + tolerance;
  if (seconds < box.time - tolerance) return "behind";
  if (box.phase === "ready" && !box.awaitsKeys && isPast(box.opens)) return "ahead";
  if (box.phase === "open" && isPast(box.closes)) return "ahead";
  return null;
}
