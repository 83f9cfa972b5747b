// Where an election is, in words.
import type { Phase } from "../../bulletinBoard/phase.ts";
import { type Words, say } from "../../text/texts.ts";

export const phaseWords = (phase: Phase): Words => say(`authority.phase.${phase}`);
