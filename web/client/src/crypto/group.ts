// ristretto255 in additive notation: docs/protocol.md, "Groups". An Element or a Scalar is always
// canonical, because the decoders below and arithmetic are all that makes one.
import { type Bytes, equalBytes } from "./bytes.ts";
import { compute, call, randomBytes, wipe } from "./sodium.ts";

declare const elementBrand: unique symbol;
declare const scalarBrand: unique symbol;
declare const secretBrand: unique symbol;

export type Element = Bytes & { readonly [elementBrand]: true };
export type Scalar = Bytes & { readonly [scalarBrand]: true };
// Never leaves the device and is wiped by its maker.
export type SecretScalar = Bytes & { readonly [secretBrand]: true };
export type AnyScalar = Scalar | SecretScalar;

export const elementSize = 32;
export const scalarSize = 32;

// l = 2^252 + 27742317777372353535851937790883648493, little-endian.
const order = Uint8Array.of(
  0xed,
  0xd3,
  0xf5,
  0x5c,
  0x1a,
  0x63,
  0x12,
  0x58,
  0xd6,
  0x9c,
  0xf7,
  0xa2,
  0xde,
  0xf9,
  0xde,
  0x14,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0x10,
);

// ---- Elements ----

export const identity = new Uint8Array(elementSize) as Element;

export const generator = Uint8Array.of(
  0xe2,
  0xf2,
  0xae,
  0x0a,
  0x6a,
  0xbc,
  0x4e,
  0x71,
  0xa8,
  0x84,
  0xa9,
  0x61,
  0xc5,
  0x00,
  0x51,
  0x5f,
  0x58,
  0xe3,
  0x0b,
  0x6a,
  0xa5,
  0x82,
  0xdd,
  0x8d,
  0xb6,
  0xa6,
  0x59,
  0x45,
  0xe0,
  0x8d,
  0x2d,
  0x76,
) as Element;

// Bit 255 is looked at here, since releases of libsodium ignored it: every element would have had a
// second encoding.
export function decodeElement(bytes: Uint8Array): Element | null {
  if (bytes.length !== elementSize || (bytes[elementSize - 1]! & 0x80) !== 0) return null;
  const valid = call((core, memory) =>
    core._crypto_core_ristretto255_is_valid_point(memory.put(bytes)),
  );
  return valid === 1 ? (new Uint8Array(bytes) as Element) : null;
}

export const isIdentity = (element: Element): boolean => equalBytes(element, identity);

export function elementFromHash(hash: Uint8Array): Element {
  return compute(elementSize, (core, memory, out) =>
    core._crypto_core_ristretto255_from_hash(out, memory.put(hash)),
  ) as Element;
}

export function add(p: Element, q: Element): Element {
  return compute(elementSize, (core, memory, out) =>
    core._crypto_core_ristretto255_add(out, memory.put(p), memory.put(q)),
  ) as Element;
}

export function subtract(p: Element, q: Element): Element {
  return compute(elementSize, (core, memory, out) =>
    core._crypto_core_ristretto255_sub(out, memory.put(p), memory.put(q)),
  ) as Element;
}

export function multiply(scalar: AnyScalar, p: Element): Element {
  return compute(elementSize, (core, memory, out) =>
    core._crypto_scalarmult_ristretto255(out, memory.put(scalar), memory.put(p)),
  ) as Element;
}

export function multiplyBase(scalar: AnyScalar): Element {
  return compute(elementSize, (core, memory, out) =>
    core._crypto_scalarmult_ristretto255_base(out, memory.put(scalar)),
  ) as Element;
}

// `set` if bit is 1, `unset` if it is 0; touches both.
export function select<Value extends Element | Scalar>(
  bit: number,
  unset: Value,
  set: Value,
): Value {
  const mask = -bit & 0xff;
  return unset.map((byte, i) => byte ^ (mask & (byte ^ set[i]!))) as Value;
}

// ---- Scalars ----

// The borrow of s - l, without a branch: scalars on the way in may be secret.
function isBelowOrder(bytes: Uint8Array): boolean {
  let borrow = 0;
  for (let i = 0; i < scalarSize; ++i) borrow = ((bytes[i]! - order[i]! - borrow) >> 8) & 1;
  return borrow === 1;
}

export function decodeScalar(bytes: Uint8Array): Scalar | null {
  return bytes.length === scalarSize && isBelowOrder(bytes)
    ? (new Uint8Array(bytes) as Scalar)
    : null;
}

export const decodeSecretScalar = (bytes: Uint8Array): SecretScalar | null =>
  decodeScalar(bytes) as Bytes | null as SecretScalar | null;

// 64 bytes as a little-endian integer mod l.
export function reduceWide(wide: Uint8Array): Scalar {
  if (wide.length !== 64) throw new RangeError("reduceWide: wide has not 64 bytes");
  return compute(scalarSize, (core, memory, out) =>
    core._crypto_core_ristretto255_scalar_reduce(out, memory.put(wide)),
  ) as Scalar;
}

// Wipes what it reduces.
export function reduceSecret(wide: Bytes): SecretScalar {
  const scalar = reduceWide(wide) as Bytes as SecretScalar;
  wipe(wide);
  return scalar;
}

export const randomScalar = (): SecretScalar => reduceSecret(randomBytes(64));

export function scalarFromInteger(value: number | bigint): Scalar {
  const integer = BigInt(value);
  const wide = new Uint8Array(64);
  new DataView(wide.buffer).setBigUint64(0, integer < 0n ? -integer : integer, true);
  const magnitude = reduceWide(wide);
  return integer < 0n ? subtractScalars(zero, magnitude) : magnitude;
}

export const zero = new Uint8Array(scalarSize) as Scalar;

// A bit as a scalar; where the bit is secret, so is the scalar.
export function scalarFromBit(bit: number): SecretScalar {
  const scalar = new Uint8Array(scalarSize);
  scalar[0] = bit;
  return scalar as Bytes as SecretScalar;
}

export function addScalars(a: Scalar, b: Scalar): Scalar;
export function addScalars(a: AnyScalar, b: AnyScalar): SecretScalar;
export function addScalars(a: AnyScalar, b: AnyScalar): Bytes {
  return compute(scalarSize, (core, memory, out) =>
    core._crypto_core_ristretto255_scalar_add(out, memory.put(a), memory.put(b)),
  );
}

export function subtractScalars(a: Scalar, b: Scalar): Scalar;
export function subtractScalars(a: AnyScalar, b: AnyScalar): SecretScalar;
export function subtractScalars(a: AnyScalar, b: AnyScalar): Bytes {
  return compute(scalarSize, (core, memory, out) =>
    core._crypto_core_ristretto255_scalar_sub(out, memory.put(a), memory.put(b)),
  );
}

export function multiplyScalars(a: Scalar, b: Scalar): Scalar;
export function multiplyScalars(a: AnyScalar, b: AnyScalar): SecretScalar;
export function multiplyScalars(a: AnyScalar, b: AnyScalar): Bytes {
  return compute(scalarSize, (core, memory, out) =>
    core._crypto_core_ristretto255_scalar_mul(out, memory.put(a), memory.put(b)),
  );
}

// The mark that a scalar made of secrets may leave the device.
export const publish = (secret: SecretScalar): Scalar => secret.slice() as Bytes as Scalar;

// y^1 .. y^count
export function powers(y: Scalar, count: number): Scalar[] {
  const list: Scalar[] = [];
  for (let i = 0; i < count; ++i) list.push(i === 0 ? y : multiplyScalars(list[i - 1]!, y));
  return list;
}
