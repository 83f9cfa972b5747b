// Whom a reader trusts to say that a log only grows: docs/log.md, "Policies".
import { encodeHex } from "../crypto/bytes.ts";
import { Refused } from "../crypto/refused.ts";
import { cosignatureTime, openCheckpoint, type SignedCheckpoint } from "./checkpoint.ts";
import { decodeDecimal } from "./decimal.ts";
import { type SignedNote, type SignatureType, signatureTypes, VerifierKey } from "./signedNote.ts";

export interface PolicyWitness {
  readonly name: string;
  readonly key: VerifierKey;
  readonly url: string | null;
}
export interface PolicyGroup {
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly string[];
}

export interface Policy {
  readonly log: VerifierKey;
  readonly logUrl: string | null;
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  // The name of a witness or group, or "none".
  readonly quorum: string;
}

const maxLines = 1024;

// Reads line by line and refuses with the line number; made for one policy.
class Parser {
  #line = 0;
  #log: VerifierKey | null = null;
  #log_url: string | null = null;
  #quorum: string | null = null;
  readonly #witnesses: PolicyWitness[] = [];
  readonly #groups: PolicyGroup[] = [];
  readonly #keys = new Set<string>();
  readonly #names = new Set<string>(["none"]);
  readonly #members = new Set<string>();

  parse(text: string): Policy {
    const lines = text.split("\n");
    // What follows the last newline is not a line if it is empty.
    if (lines.at(-1) === "") lines.pop();
    if (lines.length > maxLines) throw new Refused("policy.form", "", "has too many lines");
    for (const line of lines) {
      ++this.#line;
      const words = line.split(/[ \t]+/).filter((word) => word !== "");
      // A comment is a line that begins with #.
      if (words.length > 0 && !words[0]!.startsWith("#"))
        this.#take(words as [string, ...string[]]);
    }
    if (this.#log === null) throw new Refused("policy.log", "", "there is no log");
    if (this.#quorum === null) throw new Refused("policy.quorum", "", "there is no quorum");
    return {
      log: this.#log,
      logUrl: this.#log_url,
      witnesses: this.#witnesses,
      groups: this.#groups,
      quorum: this.#quorum,
    };
  }

  #wrong(detail: string): never {
    throw new Refused("policy.form", `line ${this.#line}`, detail);
  }

  #take([act, ...words]: [string, ...string[]]): void {
    if (this.#quorum !== null) this.#wrong("stands behind the quorum");
    if (act === "log") return this.#takeLog(words);
    if (act === "witness") return this.#takeWitness(words);
    if (act === "group") return this.#takeGroup(words);
    if (act === "quorum") return this.#takeQuorum(words);
    this.#wrong("is no log, witness, group or quorum");
  }

  #key(text: string, type: SignatureType): VerifierKey {
    let key: VerifierKey;
    try {
      key = VerifierKey.parse(text);
    } catch (error) {
      return this.#wrong(error instanceof Refused ? error.detail : String(error));
    }
    if (key.type !== type) this.#wrong("has a key of another type");
    const bytes = encodeHex(key.key);
    if (this.#keys.has(bytes)) this.#wrong("has a key that stands there twice");
    this.#keys.add(bytes);
    return key;
  }

  #takeLog([key, url, ...more]: string[]): void {
    if (key === undefined || more.length > 0) this.#wrong("is not: log VKEY [URL]");
    if (this.#log !== null) this.#wrong("is a second log");
    this.#log = this.#key(key, signatureTypes.ed25519);
    this.#log_url = url ?? null;
  }

  #define(name: string): void {
    if (this.#names.has(name)) this.#wrong(`defines ${name} again`);
    this.#names.add(name);
  }

  #isDefined(name: string): boolean {
    return name !== "none" && this.#names.has(name);
  }

  #takeWitness([name, key, url, ...more]: string[]): void {
    if (name === undefined || key === undefined || more.length > 0)
      this.#wrong("is not: witness NAME VKEY [URL]");
    this.#define(name);
    this.#witnesses.push({
      name,
      key: this.#key(key, signatureTypes.cosignature),
      url: url ?? null,
    });
  }

  #takeGroup([name, number, ...members]: string[]): void {
    if (name === undefined || number === undefined || members.length === 0)
      this.#wrong("is not: group NAME all|any|K MEMBERS");
    for (const member of members) {
      if (!this.#isDefined(member)) this.#wrong(`${member} is not defined before`);
      if (this.#members.has(member)) this.#wrong(`${member} is a member already`);
      this.#members.add(member);
    }
    this.#define(name);
    const threshold =
      number === "all"
        ? members.length
        : number === "any"
          ? 1
          : Number(decodeDecimal(number) ?? this.#wrong("has no threshold"));
    if (threshold < 1 || threshold > members.length)
      this.#wrong(`has a threshold that is not from 1 to ${members.length}`);
    this.#groups.push({ name, threshold, members });
  }

  #takeQuorum([name, ...more]: string[]): void {
    if (name === undefined || more.length > 0) this.#wrong("is not: quorum NAME|none");
    if (name !== "none" && !this.#isDefined(name)) this.#wrong(`${name} is not defined`);
    this.#quorum = name;
  }
}

// Throws Refused with policy.form, policy.log or policy.quorum.
//
//   log board.example/practice+c8a5f0e2+AQ... https://board.example
//   witness w1 w1.example+7d0ab341+BA... https://w1.example
//   quorum w1
export const parsePolicy = (text: string): Policy => new Parser().parse(text);

// The witnesses whose cosignature is under a checkpoint, each with its time. A wrong one of a known
// witness is an error, not just a missing one.
export function cosignedBy(policy: Policy, note: SignedNote): Map<string, bigint> {
  const times = new Map<string, bigint>();
  for (const { name, key } of policy.witnesses) {
    const time = cosignatureTime(note, key);
    if (time !== null) times.set(name, time);
  }
  return times;
}

// Throws Refused with policy.quorum where too few cosigned.
export function checkQuorum(policy: Policy, note: SignedNote): void {
  const satisfied = new Set(cosignedBy(policy, note).keys());
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter((member) => satisfied.has(member)).length >= threshold) satisfied.add(name);
  }
  if (policy.quorum !== "none" && !satisfied.has(policy.quorum)) {
    throw new Refused("policy.quorum", policy.quorum, "too few cosignatures");
  }
}

// Verifies the log's signature and the quorum.
export function openCheckpointUnder(policy: Policy, bytes: Uint8Array): SignedCheckpoint {
  const opened = openCheckpoint(bytes, policy.log);
  checkQuorum(policy, opened.note);
  return opened;
}
