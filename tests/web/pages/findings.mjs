// What is wrong on the present screen, in words: each is called within the page, and finds nothing
// on a right one.

// What forced colours, no motion and longer words must leave as it is.
export function findMisshapen() {
  const faults = [];
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility() || element.closest(".out-of-sight, .skip, svg") !== null)
      continue;
    const { transitionDuration, animationDuration, borderTopStyle } = getComputedStyle(element);
    const said = `${element.tagName} ${element.className} ${element.textContent.slice(0, 30)}`;
    if (!/^0s(, 0s)*$/.test(transitionDuration) || animationDuration !== "0s")
      faults.push(`moves: ${said}`);
    if (
      element.matches("button, a.button, label, legend") &&
      element.scrollWidth > element.clientWidth + 1
    )
      faults.push(`cut off: ${said}`);
    if (element.matches("button, .card, .outcome") && borderTopStyle === "none")
      faults.push(`without an edge: ${said}`);
  }
  for (const [part, colour] of [
    ["rect", "rgb(255, 255, 255)"],
    ["path", "rgb(0, 0, 0)"],
  ]) {
    for (const element of document.querySelectorAll(`.qr-code ${part}`)) {
      if (getComputedStyle(element).fill !== colour)
        faults.push(`a code is not black on white: ${getComputedStyle(element).fill}`);
    }
  }
  return faults;
}

// Visible text whose contrast with what is behind it is less than this.
export function findWeakText(least) {
  const parse = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) =>
    [r, g, b]
      .map((v) => v / 255)
      .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (
      node.data.trim() === "" ||
      !element.checkVisibility() ||
      element.closest(".out-of-sight, .skip, script, style, textarea") !== null
    )
      continue;
    const [a, b] = [
      luminance(parse(getComputedStyle(element).color)),
      luminance(behind(element)),
    ].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < least) weak.push(`${ratio.toFixed(2)}: ${node.data.trim().slice(0, 40)}`);
  }
  return weak;
}

export function findSmallTargets() {
  const targets = "button, a.button, summary, label.option, label.grade, .setting label, select";
  return [...document.querySelectorAll(`${targets}, input[type=text]`)]
    .filter(
      (element) => element.checkVisibility() && element.closest(".out-of-sight, .skip") === null,
    )
    .map((element) => ({ box: element.getBoundingClientRect(), text: element.textContent }))
    .filter(({ box }) => box.height < 44 || box.width < 44)
    .map(
      ({ box, text }) => `${Math.round(box.width)}x${Math.round(box.height)}: ${text.slice(0, 30)}`,
    );
}

// An alert for voters says what happened, whose fault it is and what to do, each in words.
export function findCurtAlerts() {
  return [...document.querySelectorAll(".outcome.bad, .outcome.warn")]
    .filter((alert) => alert.checkVisibility())
    .filter(
      (alert) =>
        ![".happened", ".fault", ".next"].every((part) =>
          /\p{L}/u.test(alert.querySelector(part)?.innerText ?? ""),
        ),
    )
    .map((alert) => alert.innerText);
}

// Pictures and signs that have no words to be seen next to them. What a camera is to read
// is none, nor a bar next to its number.
export function findBareIcons() {
  const faults = [];
  const hasWords = (element) => /\p{L}/u.test(element.innerText);
  for (const button of document.querySelectorAll("button, a.button, summary")) {
    if (button.checkVisibility() && !hasWords(button)) faults.push(button.outerHTML.slice(0, 80));
  }
  for (const picture of document.querySelectorAll("svg:not(.qr-code, .bar), img, canvas")) {
    if (picture.checkVisibility() && !hasWords(picture.parentElement))
      faults.push(picture.parentElement.outerHTML.slice(0, 80));
  }
  return faults;
}
