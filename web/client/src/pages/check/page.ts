// What every screen of the check-my-vote page is given.
import type { Election } from "../../ballot/election.ts";
import type { Frame } from "../../ui/frame.ts";
import type { PlaceHistory } from "../../ui/places.ts";
import type { Stamp } from "../../ui/stamp.ts";
import type { Workshop } from "../../worker/workshop.ts";
import type { Operators } from "../../bulletinBoard/operators.ts";
import type { Finder } from "./finding.ts";

export interface CheckPage {
  readonly stamp: Stamp;
  readonly frame: Frame;
  readonly places: PlaceHistory;
  readonly operators: Operators;
  readonly finder: Finder;
  readonly workshop: Workshop;
  // null: the trustees' work is not done, and no ballot can exist
  readonly election: Election | null;
  // Codes that this device was shown, by scan or by hand
  readonly known: Set<string>;
}
