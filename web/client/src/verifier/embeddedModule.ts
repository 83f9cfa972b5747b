// The verifier that the page carries, so that its hash is part of the page's.
import base64 from "embedded:verifier.wasm";
import { decodeBase64 } from "../crypto/bytes.ts";

let compiled: Promise<WebAssembly.Module> | null = null;

export function verifierModule(): Promise<WebAssembly.Module> {
  if (base64 === "") return Promise.reject(new Error("this page was built without its verifier"));
  return (compiled ??= WebAssembly.compile(decodeBase64(base64)!));
}
