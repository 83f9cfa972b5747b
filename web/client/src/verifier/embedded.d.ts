// What build.mjs puts into a page as texts: the compiled verifier in base64, and its worker's
// script.
declare module "embedded:verifier.wasm" {
  const base64: string;
  export default base64;
}
declare module "embedded:verifierWorker.js" {
  const script: string;
  export default script;
}
