// What a voter does on the voter page, step by step.
import { createHash } from "node:crypto";

export const tick = (visitor, text) => visitor.page.click(`label.option:has-text("${text}")`);
export const add = (visitor, text) =>
  visitor.page.click(`.unranked-option:has-text("${text}") button`);
// One step, "+" or "−".
export const stepButton = (text, sign) =>
  `.stepper:has-text("${text}") .step-button:has(.step-sign:text-is("${sign}"))`;
export const step = (visitor, text, sign) => visitor.page.click(stepButton(text, sign));

export async function enter(visitor, address, code) {
  await visitor.page.goto(address);
  await visitor.screen("start");
  await visitor.next();
  await visitor.screen("code");
  await visitor.page.fill("#code", code);
  await visitor.page.click("main form button.primary");
}

// Of the short election, in English: trees or none, and an order.
export async function answerShort(
  visitor,
  {
    trees = "Yes",
    kinds = ["Oak"],
    order = ["Peace Square", "Linden Square", "Market Square"],
  } = {},
) {
  await visitor.screen("question");
  await tick(visitor, trees);
  await visitor.next();
  if (trees === "Yes") {
    for (const kind of kinds) await tick(visitor, kind);
    await visitor.next();
  }
  for (const name of order) await add(visitor, name);
  await visitor.next();
  await visitor.screen("review");
}

export async function sealBallot(visitor) {
  await visitor.next();
  await visitor.screen("cast_or_test");
}

export const readCode = (visitor) =>
  visitor.page.evaluate(() =>
    [...document.querySelectorAll("main .receipt-code span")]
      .slice(0, 5)
      .map((span) => span.textContent)
      .join("-"),
  );

export async function voteShort(visitor, address, code, answers) {
  await enter(visitor, address, code);
  await visitor.screen("welcome");
  await visitor.next();
  await answerShort(visitor, answers);
  await sealBallot(visitor);
}

export async function cast(visitor) {
  await visitor.page.click("#cast");
  await visitor.screen("done");
}

// On the check-my-vote page.
export async function findByCode(visitor, code) {
  await visitor.page.fill("#receipt", code);
  await visitor.page.click("main form button.primary");
}

const hashOf = (text) => `'sha384-${createHash("sha384").update(text, "utf8").digest("base64")}'`;

// A page that was built to do something else besides: its policy names the hash of its own script,
// so that the browser runs it.
export function manipulate(html, besides) {
  const [, script] = /<script>([\s\S]*)<\/script>/.exec(html);
  const other = besides + script;
  return html
    .replace(hashOf(script), () => hashOf(other))
    .replace(`<script>${script}<`, () => `<script>${other}<`);
}
