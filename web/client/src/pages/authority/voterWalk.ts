// The draft as voters will have it: the voter page's own screens, one after the other, as a
// practice run. Nothing of it leaves the page.
import { utf8 } from "../../crypto/bytes.ts";
import { elementFromHash } from "../../crypto/group.ts";
import { sha256, sha512 } from "../../crypto/hash.ts";
import type { Frame } from "../../ui/frame.ts";
import type { PlaceHistory } from "../../ui/places.ts";
import { Workshop } from "../../worker/workshop.ts";
import { Operators } from "../../bulletinBoard/operators.ts";
import { VotingFlow } from "../../voting/flow.ts";
import { makePractice } from "../../voting/practice.ts";
import { Visit } from "../../voting/visit.ts";
import type { Compiled } from "../../authority/draftCheck.ts";

// Where nothing was stamped yet there is no address to show.
const anyAddress = "https://vote.example";

export interface Walk {
  readonly frame: Frame;
  readonly operators: readonly string[];
  readonly places: PlaceHistory;
  // Where the walk leads at its end.
  readonly end: () => void;
}

export function walkAsVoter(
  { json, definition, styles }: Compiled,
  { frame, operators, places, end }: Walk,
): void {
  const addresses = operators.length === 0 ? [anyAddress] : operators;
  // No ceremony was held: a key that nobody holds takes the place of the trustees'.
  const election = {
    definition,
    styles,
    fingerprint: sha256(utf8(json)),
    key: elementFromHash(sha512(utf8(json))),
  };
  const page = makePractice({
    stamp: {
      version: "tabella/v1",
      page: "voter",
      election: definition.id,
      definition: json,
      fingerprint: null,
      election_key: null,
      policy: null,
      operators: addresses,
      practice: true,
    },
    frame,
    operators: new Operators(addresses),
    visit: new Visit(election, new Workshop()),
  });
  const flow = new VotingFlow(page, { state: "open" }, places, () => {
    flow.dropAll();
    places.closeChapter();
    end();
  });
  flow.walk();
}
