// The page's side: hands long work to a worker made of the page's own script. Where none starts,
// the page does the work itself.
import { Refused } from "../crypto/refused.ts";
import { wipe } from "../crypto/sodium.ts";
import type { SliceOptions } from "../ballot/slices.ts";
import { type JobName, jobs, type Jobs } from "./jobs.ts";
import type { Order, JobReport } from "./serveJobs.ts";
import { startWorker } from "./startWorker.ts";

// Only while the script runs for the first time does the browser say which element it is in.
const ownScript =
  typeof document === "undefined" ? null : (document.currentScript?.textContent ?? null);

export interface JobOptions extends SliceOptions {
  // No worker does it: the page will not answer for a while.
  readonly onBlocked?: () => void;
}

// A worker that was silent for so long is lost: it never began, or the device ran out of memory.
const patienceMs = 30_000;

// Long enough for the browser to draw what was just shown.
const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

// The worker died or fell silent: the work is done here instead.
class WorkerLost extends Error {}

// null: none starts here.
function begin(script: string): Promise<Worker | null> {
  return new Promise((resolve) => {
    try {
      const { worker, release } = startWorker(script);
      const settle = (found: Worker | null): void => {
        clearTimeout(timer);
        release();
        if (found === null) worker.terminate();
        resolve(found);
      };
      const timer = setTimeout(() => settle(null), patienceMs);
      worker.onerror = (event) => {
        event.preventDefault();
        settle(null);
      };
      worker.onmessage = () => settle(worker);
    } catch {
      resolve(null);
    }
  });
}

let orders = 0;

// A job's input is copied and its secrets are moved, so that the worker alone holds the copy.
function hand<Name extends JobName>(
  worker: Worker,
  name: Name,
  input: Jobs[Name]["input"],
  { onProgress, signal }: JobOptions,
): Promise<Jobs[Name]["result"]> {
  const id = ++orders;
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      worker.removeEventListener("message", listen);
      worker.removeEventListener("error", lose);
      settle();
    };
    const lose = (): void => finish(() => reject(new WorkerLost()));
    // The worker wipes what it holds, then ends.
    const stop = (): void =>
      finish(() => {
        worker.postMessage("stop");
        reject(signal!.reason);
      });
    const listen = ({ data }: MessageEvent<JobReport>): void => {
      if (data.kind === "ready" || data.id !== id) return;
      if (data.kind === "progress") {
        clearTimeout(timer);
        timer = setTimeout(lose, patienceMs);
        onProgress?.(data.done);
      } else if (data.kind === "done") finish(() => resolve(data.result as Jobs[Name]["result"]));
      else if (data.kind === "refused")
        finish(() => reject(new Refused(data.code, data.path, data.detail)));
      else lose();
    };
    let timer = setTimeout(lose, patienceMs);
    signal?.addEventListener("abort", stop);
    worker.addEventListener("message", listen);
    worker.addEventListener("error", lose);
    const copy = structuredClone(input);
    worker.postMessage(
      { id, name, input: copy } as Order,
      jobs[name].secrets(copy).map(({ buffer }) => buffer),
    );
  });
}

// One for each page, with at most one worker at a time. A secret that was handed over is wiped on
// both sides when its job ends.
export class Workshop {
  readonly #script: string | null;
  #worker: Promise<Worker | null> | null = null;

  constructor(script: string | null = ownScript) {
    this.#script = script;
  }

  // Starts the worker before its first job, so that nobody waits for it then.
  prepare(): void {
    if (this.#script !== null) this.#worker ??= begin(this.#script);
  }

  // Ends the worker, and all memory that it used. Those who wait for it are told.
  dismiss(): void {
    void this.#worker?.then((worker) => {
      worker?.terminate();
      worker?.dispatchEvent(new Event("error"));
    });
    this.#worker = null;
  }

  // Wipes the secrets of `input`. Throws what the job refuses, and the signal's reason.
  async run<Name extends JobName>(
    name: Name,
    input: Jobs[Name]["input"],
    options: JobOptions = {},
  ): Promise<Jobs[Name]["result"]> {
    this.prepare();
    const used = this.#worker;
    try {
      const worker = await used;
      options.signal?.throwIfAborted();
      return await (worker === null
        ? this.#runHere(name, input, options)
        : hand(worker, name, input, options));
    } catch (error) {
      // The worker was told to stop and ends by itself: the next job has another.
      if (options.signal?.aborted === true && used === this.#worker) this.#worker = null;
      if (!(error instanceof WorkerLost) || used !== this.#worker) throw error;
      this.dismiss();
      return await this.#runHere(name, input, options);
    } finally {
      wipe(...jobs[name].secrets(input));
    }
  }

  async #runHere<Name extends JobName>(
    name: Name,
    input: Jobs[Name]["input"],
    options: JobOptions,
  ): Promise<Jobs[Name]["result"]> {
    options.onBlocked?.();
    await drawn();
    return jobs[name].run(input, options);
  }
}
