// The one door of the pages to the network: what they ask the operators of a board. Nothing of it
// is believed here; the caller verifies it.
import { type Shape, anyObject, tryShape } from "../ballot/shape.ts";
import { type Bytes, decodeUtf8 } from "../crypto/bytes.ts";

export interface Reply {
  readonly operator: string;
  readonly status: number;
  readonly bytes: Bytes;
}

export interface RequestOptions {
  readonly body?: Bytes;
  readonly timeoutMs?: number;
  // What never changes may come from the browser's cache.
  readonly cached?: boolean;
}

// Nobody gave the file. isMissing: an operator said that there is no such file.
export class Unserved extends Error {
  constructor(
    readonly isMissing: boolean,
    reasons: readonly string[],
  ) {
    super(reasons.join("; "));
  }
}

// For what is large: a bundle of posts has up to 16 MB.
export const filePatienceMs = 60_000;

export interface OperatorOptions {
  // How long one may take to answer.
  readonly patienceMs?: number;
  readonly fetch?: typeof fetch;
}

// The operators of one board, by address. A page makes one and hands it to all that ask; it keeps
// no state between two requests, and no request outlives its patience.
export class Operators {
  readonly #options: Required<OperatorOptions>;

  // Base addresses of the HTTP API, without a slash at the end.
  constructor(
    readonly addresses: readonly string[],
    options: OperatorOptions = {},
  ) {
    this.#options = {
      patienceMs: 15_000,
      fetch: (...parameters) => globalThis.fetch(...parameters),
      ...options,
    };
  }

  // The one that a page did not come from, if there is another.
  get other(): string {
    const own = this.addresses.findIndex(
      (address) => new URL(address).origin === globalThis.location?.origin,
    );
    return this.addresses[(own + 1) % this.addresses.length]!;
  }

  // Whether one of them can be held against another.
  get areSeveral(): boolean {
    return new Set(this.addresses.map((address) => new URL(address).host)).size > 1;
  }

  // null: no answer, or none in time.
  async ask(
    operator: string,
    path: string,
    { body, cached = false, timeoutMs: timeoutMs = this.#options.patienceMs }: RequestOptions = {},
  ): Promise<Reply | null> {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), timeoutMs);
    try {
      const response = await this.#options.fetch(operator + path, {
        method: body === undefined ? "GET" : "POST",
        ...(body === undefined ? {} : { body }),
        signal: control.signal,
        cache: cached ? "default" : "no-store",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        redirect: "error",
      });
      return {
        operator,
        status: response.status,
        bytes: new Uint8Array(await response.arrayBuffer()),
      };
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  // The static files of one operator, as it serves them.
  reader(operator: string): (path: string) => Promise<Bytes | null> {
    return async (path) => {
      const reply = await this.ask(operator, `/${path}`);
      return reply?.status === 200 ? reply.bytes : null;
    };
  }

  // A file of the log or of the record, the same wherever it comes from: from the first operator
  // that has it. Throws Unserved.
  async file(path: string): Promise<Bytes> {
    const reasons: string[] = [];
    let isMissing = false;
    for (const operator of this.addresses) {
      const options = path === "checkpoint" ? {} : { cached: true, timeoutMs: filePatienceMs };
      const reply = await this.ask(operator, `/${path}`, options);
      if (reply?.status === 200) return reply.bytes;
      isMissing ||= reply?.status === 404;
      const reason = reply === null ? "no answer" : `answered with ${reply.status}`;
      reasons.push(`${operator}/${path}: ${reason}`);
    }
    throw new Unserved(isMissing, reasons);
  }

  // Calls `published` whenever this operator says that its log has grown. It may say nothing for
  // long: ask now and then without being told.
  follow(operator: string, published: () => void): void {
    new EventSource(`${operator}/events`).addEventListener("checkpoint", published);
  }

  // Tells every operator that a receipt was checked, and not which, for the public count. Nothing
  // depends on their answers.
  tellChecked(election: string): void {
    for (const operator of this.addresses)
      void this.ask(operator, `/elections/${election}/checked`, { body: new Uint8Array() });
  }

  // The first answer that is of use, one operator after the other.
  async askInTurn<Value>(
    path: string,
    use: (reply: Reply) => Value | null,
    options: RequestOptions = {},
  ): Promise<Value | null> {
    for (const operator of this.addresses) {
      const reply = await this.ask(operator, path, options);
      const value = reply === null ? null : use(reply);
      if (value !== null) return value;
    }
    return null;
  }
}

// JSON of a reply, or null.
export const readReply = <Value>({ bytes }: Reply, shape: Shape<Value>): Value | null =>
  tryShape(decodeUtf8(bytes) ?? "", shape);

// An object whose fields are looked at one by one.
export const readJson = (reply: Reply): Readonly<Record<string, unknown>> | null =>
  readReply(reply, anyObject);
