// Why an input was not taken: docs/protocol.md, "Notation". Codes are normative, paths and details
// are for people.
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly path: string,
    readonly detail: string,
  ) {
    super([code, path, detail].filter((part) => part !== "").join(": "));
    this.name = "Refused";
  }

  // The same, as seen from outside: what was being read comes before the path.
  within(place: string): Refused {
    return new Refused(this.code, this.path === "" ? place : `${place}.${this.path}`, this.detail);
  }
}

// What `attempt` gives, or the refusal that it meets. Other errors are the programmer's and pass.
export function resultOf<Value>(attempt: () => Value): Value | Refused {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

// The refusal that `attempt` meets, or null. Other errors are the programmer's and pass.
export function refusalOf(attempt: () => unknown): Refused | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}
