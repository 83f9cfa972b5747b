// The work that takes long, most of it with secrets. It is done next to the page in a worker, or on
// the page itself where no worker starts: the same functions, so the same bytes.
import type { Answers } from "../ballot/answer.ts";
import type { CompiledStyle } from "../ballot/compile.ts";
import type { Election } from "../ballot/election.ts";
import { makeSealing, type Sealing } from "../ballot/seal.ts";
import type { SliceOptions } from "../ballot/slices.ts";
import { openTestFile, type TestFile } from "../ballot/testFile.ts";
import { deriveCredentialKey, type VotingCode } from "../ballot/votingCode.ts";
import type { SecretScalar } from "../crypto/group.ts";
import { type QrTrace, traceQrCode } from "./qrTrace.ts";

export interface Jobs {
  readonly derive: {
    readonly input: { readonly code: VotingCode; readonly election: string };
    readonly result: SecretScalar;
  };
  readonly seal: {
    readonly input: {
      readonly election: Election;
      readonly style: CompiledStyle;
      readonly answers: Answers;
      readonly sk: SecretScalar;
      readonly sequence: number;
    };
    readonly result: Sealing;
  };
  readonly open: {
    readonly input: { readonly election: Election; readonly file: TestFile; readonly code: string };
    readonly result: Answers;
  };
  readonly trace: { readonly input: string; readonly result: QrTrace };
}
export type JobName = keyof Jobs;

interface JobKind<Name extends JobName> {
  readonly run: (
    input: Jobs[Name]["input"],
    options: SliceOptions,
  ) => Promise<Jobs[Name]["result"]>;
  // Wiped when the job is done, wherever it was done.
  readonly secrets: (input: Jobs[Name]["input"]) => readonly Uint8Array<ArrayBuffer>[];
  // Moved to the page, so that no copy stays behind.
  readonly secretResults: (result: Jobs[Name]["result"]) => readonly Uint8Array<ArrayBuffer>[];
}

export const jobs: { readonly [Name in JobName]: JobKind<Name> } = {
  derive: {
    run: async ({ code, election }) => deriveCredentialKey(code, election),
    secrets: ({ code }) => [code],
    secretResults: (sk) => [sk],
  },
  seal: {
    run: ({ election, style, answers, sk, sequence }, options) =>
      makeSealing(election, style, answers, sk, sequence, options),
    secrets: ({ sk }) => [sk],
    secretResults: ({ seed, kappa }) => [seed, kappa],
  },
  open: {
    run: ({ election, file, code }, options) => openTestFile(election, file, code, options),
    secrets: ({ file }) => [file.seed],
    secretResults: () => [],
  },
  trace: { run: async (text) => traceQrCode(text), secrets: () => [], secretResults: () => [] },
};
