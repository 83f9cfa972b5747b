// Requests to the operators of the ballot box. What they say is believed by nobody here: whoever
// asks verifies the answer.
export interface Reply {
  readonly operator: string;
  readonly status: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface RequestOptions {
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly timeoutMs?: number;
  // What never changes may come from the browser's cache.
  readonly cached?: boolean;
}

export interface OperatorOptions {
  // How long one may take to answer.
  readonly patienceMs?: number;
  readonly fetch?: typeof fetch;
}

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

// JSON of a reply, or null. Only its form is known then.
export function readJson(reply: Reply): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(reply.bytes));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
