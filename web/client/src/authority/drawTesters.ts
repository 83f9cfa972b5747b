// Who is asked to test the voting page. The registrar draws it in secret: the page under test may
// not know who will. docs/operators.md, "Hold it".
import { randomBytes } from "../crypto/sodium.ts";

// One in eight voters, rounded up.
export const countTesters = (voters: number): number => Math.ceil(voters / 8);

// From 0 to below `end`, each as likely as the others.
function randomBelow(end: number): number {
  const all = 2 ** 32;
  for (;;) {
    const drawn = new DataView(randomBytes(4).buffer).getUint32(0);
    if (drawn < all - (all % end)) return drawn % end;
  }
}

// For each of so many voters; every choice is equally likely.
export function drawTesters(voters: number): boolean[] {
  let left = countTesters(voters);
  return Array.from({ length: voters }, (_, i) => {
    const isDrawn = randomBelow(voters - i) < left;
    if (isDrawn) left -= 1;
    return isDrawn;
  });
}
