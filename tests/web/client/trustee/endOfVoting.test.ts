// Nothing is opened where witnesses saw that voting was ended too early, or have not said when.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Refused } from "../../../../web/client/src/crypto/refused.ts";
import type { CeremonyView } from "../../../../web/client/src/trustee/ceremonyView.ts";
import { dutyOf } from "../../../../web/client/src/trustee/duty.ts";
import { type TrusteeWork, openTotals } from "../../../../web/client/src/trustee/work.ts";
import type { Moment } from "../../../../web/client/src/verifier/report.ts";

const ended = (state: Moment["state"], cosigned_time: number | null): Moment => ({
  moment: "closed",
  time: 1_800_086_400,
  size: 40,
  cosigned_time,
  state,
});
// All that is looked at before anything is computed.
const workAt = (endOfVoting: Moment): TrusteeWork =>
  ({
    view: { phase: "closed", ceremony: null, endOfVoting },
    trustee: 1,
  }) as unknown as TrusteeWork;
const dutyAt = ({ view }: TrusteeWork): unknown => dutyOf(view satisfies CeremonyView, 1);
const codeOf = (work: TrusteeWork): string => {
  const opened = openTotals(work);
  return opened instanceof Refused ? opened.code : "opened";
};

test("a trustee opens nothing after voting that was ended before its time", () => {
  const moment = ended("ahead", 1_800_000_000);
  assert.deepEqual(dutyAt(workAt(moment)), { kind: "early", ended: moment });
  assert.equal(codeOf(workAt(moment)), "trustee.clock");
});

test("a trustee waits until the log shows when voting ended", () => {
  const work = workAt(ended("not_shown", null));
  assert.deepEqual(dutyAt(work), { kind: "unseen" });
  assert.equal(codeOf(work), "trustee.cosigned");
});

test("a late time, and an operator's word, stop nothing", () => {
  for (const moment of [ended("later", 1_900_000_000), ended("operators_word", null)])
    assert.throws(() => dutyAt(workAt(moment)), /not all trustees have joined/);
});
