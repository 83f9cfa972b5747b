// The worker's side. What it was given in secret is wiped when a job is done; what it made in
// secret is moved to the page. Told to stop, it wipes and ends.
import { Refused } from "../crypto/refused.ts";
import { ready, wipe } from "../crypto/sodium.ts";
import { type JobName, jobs, type Jobs } from "./jobs.ts";

export type Order = {
  readonly [Name in JobName]: {
    readonly id: number;
    readonly name: Name;
    readonly input: Jobs[Name]["input"];
  };
}[JobName];
export type Command = Order | "stop";

export type JobReport =
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly id: number; readonly done: number }
  | { readonly kind: "done"; readonly id: number; readonly result: Jobs[JobName]["result"] }
  | {
      readonly kind: "refused";
      readonly id: number;
      readonly code: string;
      readonly path: string;
      readonly detail: string;
    }
  | { readonly kind: "failed"; readonly id: number };

const report = (message: JobReport, secrets: readonly Uint8Array<ArrayBuffer>[] = []): void =>
  self.postMessage(message, { transfer: secrets.map(({ buffer }) => buffer) });

async function work<Name extends JobName>(
  id: number,
  name: Name,
  input: Jobs[Name]["input"],
  signal: AbortSignal,
): Promise<void> {
  const job = jobs[name];
  try {
    const result = await job.run(input, {
      signal,
      onProgress: (done) => report({ kind: "progress", id, done }),
    });
    report({ kind: "done", id, result }, job.secretResults(result));
  } catch (error) {
    if (error instanceof Refused)
      report({ kind: "refused", id, code: error.code, path: error.path, detail: error.detail });
    else report({ kind: "failed", id });
  } finally {
    wipe(...job.secrets(input));
    if (signal.aborted) self.close();
  }
}

export async function serveJobs(): Promise<void> {
  const stopping = new AbortController();
  self.onmessage = ({ data }: MessageEvent<Command>): void => {
    if (data === "stop") stopping.abort();
    else void work(data.id, data.name, data.input, stopping.signal);
  };
  await ready;
  report({ kind: "ready" });
}
