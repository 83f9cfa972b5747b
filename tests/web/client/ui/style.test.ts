// What the styles of the pages say of contrast, size and letters. The browser tests look at what is
// drawn in the usual contrast; the others are looked at here.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const source = join(process.env["TABELLA_ROOT"]!, "web/client/src");
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith(".css"),
);
const common = readFileSync(join(source, "ui/style.css"), "utf8");
const all = files.map((path) => readFileSync(join(source, path), "utf8")).join("\n");

function ruleOf(selector: string): string {
  const at = common.indexOf(`\n${selector} {`);
  assert.ok(at >= 0, selector);
  return common.slice(at, common.indexOf("}", at));
}

const coloursOf = (rule: string): Record<string, string> =>
  Object.fromEntries(
    [...rule.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]),
  );

const lightOf = (colour: string): [red: number, green: number, blue: number] => {
  const part = (at: number): number => Number.parseInt(colour.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5)];
};

function luminance(colour: string): number {
  const [red, green, blue] = lightOf(colour).map((part) =>
    part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(
  colours: Record<string, string>,
  [words, behind]: readonly [string, string],
): number {
  const [dark, light] = [luminance(colours[words]!), luminance(colours[behind]!)].sort(
    (a, b) => a - b,
  );
  return (light! + 0.05) / (dark! + 0.05);
}

// Words and what is behind them.
const pairs = [
  ["ink", "paper"],
  ["ink", "card"],
  ["ink", "accent-paper"],
  ["soft-ink", "paper"],
  ["soft-ink", "card"],
  ["accent", "paper"],
  ["accent", "card"],
  ["accent", "accent-paper"],
  ["on-accent", "accent"],
  ["good", "good-paper"],
  ["bad", "bad-paper"],
  ["warn", "warn-paper"],
] as const;

test("the usual contrast is at least 10:1, the high one higher, the low one never too low", () => {
  const usual = coloursOf(ruleOf(":root"));
  const [high, low] = ["high", "low"].map((name) => ({
    ...usual,
    ...coloursOf(ruleOf(`:root[data-contrast="${name}"]`)),
  }));
  assert.ok(contrast(high!, ["ink", "paper"]) > 20);
  for (const pair of pairs) {
    const said = pair.join(" on ");
    assert.ok(contrast(usual, pair) >= 10, said);
    assert.ok(contrast(high!, pair) > contrast(usual, pair), `${said}, high`);
    assert.ok(
      contrast(low!, pair) < contrast(usual, pair) && contrast(low!, pair) >= 4.5,
      `${said}, low`,
    );
  }
});

test("green says good, red says bad and amber warns, in every contrast", () => {
  for (const rule of [":root", ':root[data-contrast="high"]', ':root[data-contrast="low"]']) {
    const { good, bad, warn } = coloursOf(ruleOf(rule));
    const [green, red, amber] = [lightOf(good!), lightOf(bad!), lightOf(warn!)];
    assert.ok(green[1] > green[0] && green[1] > green[2], `${rule}: green`);
    assert.ok(red[0] > red[1] && red[0] > red[2], `${rule}: red`);
    assert.ok(amber[0] > amber[1] && amber[1] > amber[2], `${rule}: amber`);
  }
});

test("there are four sizes of text, and each is as large as it is called", () => {
  const usual = 16;
  const sizeOf = (rule: string) => (usual * Number(/font-size: ([\d.]+)%/.exec(rule)![1])) / 100;
  assert.equal(sizeOf(ruleOf(":root")), 26);
  for (const size of [19, 34, 48]) assert.equal(sizeOf(ruleOf(`:root[data-size="${size}"]`)), size);
});

test("one family without serifs, one for codes, and lines that begin at the start", () => {
  const families = [...all.matchAll(/font-family: ([^;}]+)[;}]/g)].map(([, family]) => family!);
  const [body, ...others] = families.filter((family) => !family.endsWith(" monospace"));
  assert.ok(body!.endsWith(" sans-serif") && others.length === 0, families.join("; "));
  assert.match(ruleOf("body"), /text-align: start;/);
  assert.doesNotMatch(all, /text-align: (left|right|justify|end)|text-transform/);
});
