// The C++ verifier as compiled by scripts/wasm.sh: its functions with their bytes and texts
// (web/wasm/module.cpp). An instance makes one verification.
import type { Bytes } from "../crypto/bytes.ts";

interface Exports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  reserve(size: number): number;
  text(): number;
  text_size(): number;
  begin(): number;
  wants(most: number): void;
  feed(): void;
  feed_missing(): void;
  entries_done(): number;
  entries_all(): number;
  report(): void;
  view(): void;
}

// The module has ended itself: there is no verdict, neither good nor bad.
export class VerificationStopped extends Error {}

const notSupported = 52;

// What the C library of the module asks of its surroundings: random bytes, and a place for the last
// words before it ends itself. It has no files, no clock and no network.
class System {
  memory: WebAssembly.Memory | null = null;
  lastWords = "";

  get #bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array((this.memory as WebAssembly.Memory).buffer as ArrayBuffer);
  }

  readonly functions: Record<string, (...numbers: number[]) => number> = {
    random_get: (at = 0, size = 0) => {
      for (let done = 0; done < size; done += 65536) {
        crypto.getRandomValues(this.#bytes.subarray(at + done, at + Math.min(size, done + 65536)));
      }
      return 0;
    },
    fd_write: (_, vectors = 0, count = 0, written = 0) => {
      const view = new DataView(this.#bytes.buffer);
      let size = 0;
      for (let i = 0; i < count; ++i) {
        const at = view.getUint32(vectors + 8 * i, true);
        const length = view.getUint32(vectors + 8 * i + 4, true);
        this.lastWords += new TextDecoder().decode(this.#bytes.slice(at, at + length));
        size += length;
      }
      view.setUint32(written, size, true);
      return 0;
    },
    proc_exit: () => {
      throw new VerificationStopped(this.lastWords);
    },
  };

  importsOf(module: WebAssembly.Module): WebAssembly.Imports {
    const imports: Record<string, Record<string, (...numbers: number[]) => number>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      (imports[from] ??= {})[name] = this.functions[name] ?? (() => notSupported);
    }
    return imports;
  }
}

// One instance of the module, for one verification; its memory is its own, and gone with it.
export class VerifierModule {
  readonly #exports: Exports;
  readonly #system: System;

  private constructor(exports: Exports, system: System) {
    this.#exports = exports;
    this.#system = system;
  }

  static async instantiate(module: WebAssembly.Module): Promise<VerifierModule> {
    const system = new System();
    const instance = await WebAssembly.instantiate(module, system.importsOf(module));
    const exports = instance.exports as unknown as Exports;
    system.memory = exports.memory;
    exports._initialize();
    return new VerifierModule(exports, system);
  }

  // null, or why the policy cannot be read.
  begin(policy: string): string | null {
    return this.#guarded(() => {
      this.#put(new TextEncoder().encode(policy));
      return this.#exports.begin() === 1 ? null : this.#text();
    });
  }

  wants(most: number): string[] {
    return this.#guarded(() => {
      this.#exports.wants(most);
      return this.#text().split("\n").slice(0, -1);
    });
  }

  // The file that is wanted first; null if it is not to be had.
  feed(file: Uint8Array | null): void {
    this.#guarded(() => {
      this.#put(file ?? new TextEncoder().encode("is not to be had"));
      if (file === null) this.#exports.feed_missing();
      else this.#exports.feed();
    });
  }

  progress(): { done: number; all: number } {
    return this.#guarded(() => ({
      done: this.#exports.entries_done(),
      all: this.#exports.entries_all(),
    }));
  }

  report(): string {
    return this.#guarded(() => {
      this.#exports.report();
      return this.#text();
    });
  }

  view(): string {
    return this.#guarded(() => {
      this.#exports.view();
      return this.#text();
    });
  }

  #put(bytes: Uint8Array): void {
    const at = this.#exports.reserve(bytes.length);
    new Uint8Array(this.#exports.memory.buffer).set(bytes, at);
  }

  #text(): string {
    const at = this.#exports.text();
    const bytes: Bytes = new Uint8Array(this.#exports.memory.buffer as ArrayBuffer).slice(
      at,
      at + this.#exports.text_size(),
    );
    return new TextDecoder().decode(bytes);
  }

  #guarded<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw error instanceof VerificationStopped
        ? error
        : new VerificationStopped(`${this.#system.lastWords || String(error)}`.trim());
    }
  }
}
