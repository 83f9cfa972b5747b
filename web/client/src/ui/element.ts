// Builds the page's nodes. There is no way from a text to markup here: texts become text nodes.
import type { Words } from "../text/texts.ts";

export type Child = Node | string | Words | null | false | readonly Child[];
export type Attribute = string | number | boolean | Words | ((event: never) => void);
export type Attributes = Readonly<Record<string, Attribute>>;

// What is written anew when the language changes: of a text node its data, of an element
// attributes.
const live = new WeakMap<Node, Map<string, Words>>();
const data = "";

function bind(node: Node, name: string, words: Words): void {
  const bound = live.get(node) ?? new Map<string, Words>();
  bound.set(name, words);
  live.set(node, bound);
}

function write(node: Node, name: string, value: string): void {
  if (node instanceof Element) node.setAttribute(name, value);
  else if (node.nodeValue !== value) node.nodeValue = value;
}

export function text(words: Words | string): Text {
  const node = document.createTextNode(typeof words === "string" ? words : words());
  if (typeof words === "function") bind(node, data, words);
  return node;
}

export function setAttribute(node: Element, name: string, value: Attribute): void {
  if (name.startsWith("on") && typeof value === "function") {
    node.addEventListener(name.slice(2), value as EventListener);
  } else if (typeof value === "function") {
    bind(node, name, value as Words);
    node.setAttribute(name, (value as Words)());
  } else if (typeof value === "boolean") {
    node.toggleAttribute(name, value);
  } else {
    node.setAttribute(name, String(value));
  }
}

export function append(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === false) continue;
    if (child instanceof Node) parent.append(child);
    else if (typeof child === "string" || typeof child === "function") parent.append(text(child));
    else append(parent, child);
  }
}

export function replaceChildren(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

// element("p", { class: "hint" }, say("voter.code.hint")). Attributes named on... are listeners.
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  append(node, children);
  return node;
}

// What is in such an element is spoken when it changes. Not by the role "status": Orca calls that a
// status bar and does not read its words to somebody who goes through the page.
export const spoken = { "aria-live": "polite", "aria-atomic": "true" } as const;

const svgNamespace = "http://www.w3.org/2000/svg";

export function svgElement(
  tag: string,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElement {
  const node = document.createElementNS(svgNamespace, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  append(node, children);
  return node;
}

// Asks the words of all nodes below again.
export function refreshWords(root: Node): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node: Node | null = root; node !== null; node = walker.nextNode()) {
    for (const [name, words] of live.get(node) ?? []) write(node, name, words());
  }
}

let made = 0;

// For labels and descriptions.
export const newId = (word: string): string => `${word}-${++made}`;
