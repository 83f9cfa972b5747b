// A number below 2^64 in decimal, without sign or leading zeros; null for any other spelling.
export function decodeDecimal(digits: string): bigint | null {
  if (!/^(0|[1-9][0-9]{0,19})$/.test(digits)) return null;
  const value = BigInt(digits);
  return value < 2n ** 64n ? value : null;
}
