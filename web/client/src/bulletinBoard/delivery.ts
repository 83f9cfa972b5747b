// From the press of Cast to a proof that the ballot is in the box. The same bytes go to one
// operator after the other; nothing is sealed anew, so that trying again is safe. What an operator
// says does not end it: only a receipt that this page verified does.
import { type SeenLog, type Confirmation, TwoViews } from "./seenLog.ts";
import { type Operators, readJson, type Reply } from "./operators.ts";
import { Unreadable } from "./treeReader.ts";

export type Delivery =
  | { readonly state: "in_the_box"; readonly confirmation: Confirmation }
  // In the box, but too few witnesses have said so
  | { readonly state: "few_witnesses"; readonly confirmation: Confirmation }
  | { readonly state: "refused"; readonly code: string }
  | { readonly state: "closed" }
  // Every operator answered that it did not take the ballot
  | { readonly state: "not_cast" }
  | { readonly state: "unknown" }
  | { readonly state: "two_views"; readonly evidence: string };

// What is left when the witnesses had the time they need.
export type Settled = Exclude<Delivery, { readonly state: "few_witnesses" }>;

export interface DeliveryOptions {
  readonly operators: Operators;
  readonly seen: SeenLog;
  readonly post: Uint8Array<ArrayBuffer>;
  // Told when an operator is tried that is not the first
  readonly onTry?: (operator: string, attempt: number) => void;
  readonly wait?: (ms: number) => Promise<void>;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type AddReply =
  | { readonly state: "accepted"; readonly index: number }
  | { readonly state: "refused"; readonly code: string }
  | { readonly state: "busy" }
  | { readonly state: "silent" };

function readAddReply(reply: Reply | null): AddReply {
  if (reply === null) return { state: "silent" };
  const value = readJson(reply);
  if ((reply.status === 200 || reply.status === 201) && Number.isSafeInteger(value?.["index"])) {
    return { state: "accepted", index: Number(value?.["index"]) };
  }
  if (reply.status === 422 && typeof value?.["code"] === "string")
    return { state: "refused", code: value["code"] };
  return reply.status === 429 || reply.status === 503 ? { state: "busy" } : { state: "silent" };
}

// null: it proves nothing, or its checkpoint cannot be held against what this page has seen.
async function confirm(
  { seen, post }: Pick<DeliveryOptions, "seen" | "post">,
  { operator, bytes }: Reply,
): Promise<Confirmation | null> {
  try {
    return await seen.confirm(post, new TextDecoder().decode(bytes), operator);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

const rounds = 2;
const receiptTries = 8;

// A wait that can be cut short.
export class Pause {
  #stop: (() => void) | null = null;

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#stop = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  end(): void {
    this.#stop?.();
  }
}

export interface WitnessOptions extends Pick<DeliveryOptions, "operators" | "seen" | "post"> {
  readonly index: bigint;
  readonly wait: (ms: number) => Promise<void>;
  readonly onReply: (confirmation: Confirmation) => void;
}

const [shortestPause, longestPause] = [2_000, 60_000];

// Asks again and again, with pauses that grow up to a minute, until enough witnesses confirmed.
export async function awaitWitnesses({
  operators,
  seen,
  post,
  index,
  wait,
  onReply,
}: WitnessOptions): Promise<Settled> {
  try {
    for (let pause = shortestPause; ; pause = Math.min(2 * pause, longestPause)) {
      await wait(pause);
      for (const operator of operators.addresses) {
        const reply = await operators.ask(operator, `/receipt/${index}`);
        const confirmation = reply?.status === 200 ? await confirm({ seen, post }, reply) : null;
        if (confirmation?.enough === true) return { state: "in_the_box", confirmation };
        if (confirmation !== null) onReply(confirmation);
      }
    }
  } catch (error) {
    if (error instanceof TwoViews) return { state: "two_views", evidence: error.evidence };
    throw error;
  }
}

// One attempt to bring one ballot into the box. It owns nothing: the post is kept by the caller,
// who may try again with the same bytes.
class Deliverer {
  readonly #options: DeliveryOptions;
  readonly #wait: (ms: number) => Promise<void>;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#wait = options.wait ?? pause;
  }

  // Asks for the receipt until the witnesses had their time. null: what came proves nothing.
  async #confirm(operator: string, index: number): Promise<Confirmation | null> {
    let best: Confirmation | null = null;
    for (let i = 0; i < receiptTries; ++i) {
      const reply = await this.#options.operators.ask(operator, `/receipt/${index}`);
      if (reply?.status === 200) {
        best = (await confirm(this.#options, reply)) ?? best;
        if (best === null) return null;
        if (best.enough) return best;
      }
      await this.#wait(250 * (i + 1));
    }
    return best;
  }

  async run(): Promise<Delivery> {
    const replies: AddReply[] = [];
    let few: Confirmation | null = null;
    let attempt = 0;
    for (let round = 0; round < rounds; ++round) {
      for (const operator of this.#options.operators.addresses) {
        if (attempt > 0) this.#options.onTry?.(operator, attempt);
        ++attempt;
        const reply = readAddReply(
          await this.#options.operators.ask(operator, "/add", { body: this.#options.post }),
        );
        replies.push(reply);
        if (reply.state !== "accepted") continue;
        const confirmation = await this.#confirm(operator, reply.index);
        if (confirmation?.enough === true) return { state: "in_the_box", confirmation };
        few = confirmation ?? few;
      }
      if (few !== null) return { state: "few_witnesses", confirmation: few };
      // A refusal is believed at once where everybody refuses, else only if nobody else ever
      // answers.
      if (replies.every(({ state }) => state === "refused")) break;
    }
    const refused = replies.find(({ state }) => state === "refused");
    if (refused?.state === "refused" && replies.every(({ state }) => state !== "accepted")) {
      return refused.code === "rules.phase"
        ? { state: "closed" }
        : { state: "refused", code: refused.code };
    }
    return replies.every(({ state }) => state === "busy")
      ? { state: "not_cast" }
      : { state: "unknown" };
  }
}

export async function deliver(options: DeliveryOptions): Promise<Delivery> {
  try {
    return await new Deliverer(options).run();
  } catch (error) {
    if (error instanceof TwoViews) return { state: "two_views", evidence: error.evidence };
    throw error;
  }
}
