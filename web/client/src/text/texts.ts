// The words of the pages. One file a language, flat keys, named places such as {n}; a text that has
// plural forms is an object of them, chosen by the place n (Intl.PluralRules). What is shown are
// Words: they are asked again when the language changes, so that switching loses nothing.
import english from "./en.json";
import chinese from "./zh-Hans.json";

export type TextKey = keyof typeof english;
export type Words = () => string;

type KeyPart<Name extends string> = Name extends `${infer Begin}_${infer Rest}`
  ? `${Begin}${Capitalize<KeyPart<Rest>>}`
  : Name;

// The part of a key that means something with a name elsewhere: for the counting method
// "majority_judgment" it is "majorityJudgment", because no key has an underscore.
export const keyPart = <Name extends string>(name: Name): KeyPart<Name> =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) as KeyPart<Name>;

export type Filling = string | number | Words;
type Forms = string | Readonly<Record<string, string>>;

export interface Language {
  // BCP 47
  readonly tag: string;
  // What the language calls itself
  readonly name: string;
  readonly direction: "ltr" | "rtl";
  readonly texts: Readonly<Record<TextKey, Forms>>;
}

export const languages: readonly Language[] = [
  { tag: "en", name: "English", direction: "ltr", texts: english },
  { tag: "zh-Hans", name: "简体中文", direction: "ltr", texts: chinese },
];

let current = languages[0]!;

export const currentLanguage = (): Language => current;

export function setLanguage(tag: string): void {
  current = languages.find((language) => language.tag === tag) ?? current;
}

const primary = (tag: string): string => tag.toLowerCase().split("-")[0]!;

// The first wish that is met, by its primary subtag: zh-CN finds zh-Hans.
export function matchLanguage(
  wishes: readonly string[],
  offered: readonly string[],
): string | null {
  for (const wish of wishes) {
    const exact = offered.find((tag) => tag.toLowerCase() === wish.toLowerCase());
    const near = exact ?? offered.find((tag) => primary(tag) === primary(wish));
    if (near !== undefined) return near;
  }
  return null;
}

function writePlace(place: Filling | undefined): string {
  if (typeof place === "number") return new Intl.NumberFormat(current.tag).format(place);
  return typeof place === "function" ? place() : (place ?? "");
}

function chooseForm(text: Forms, places: Readonly<Record<string, Filling>>): string {
  if (typeof text === "string") return text;
  const form = new Intl.PluralRules(current.tag).select(Number(places["n"] ?? 0));
  return text[form] ?? text["other"] ?? "";
}

export function say(key: TextKey, places: Readonly<Record<string, Filling>> = {}): Words {
  return () =>
    chooseForm(current.texts[key], places).replace(/\{([a-z]+)\}/g, (_, name: string) =>
      writePlace(places[name]),
    );
}

// A text that somebody else wrote, by language: from a definition, for example. The default is the
// first.
export interface OwnText {
  readonly words: Words;
  readonly language: Words;
}

export function sayOwn(texts: Readonly<Record<string, string>>): OwnText {
  const offered = Object.keys(texts);
  const language: Words = () => matchLanguage([current.tag], offered) ?? offered[0] ?? "";
  return { language, words: () => texts[language()] ?? "" };
}

export function sayList(items: readonly Filling[]): Words {
  return () =>
    new Intl.ListFormat(current.tag, { type: "conjunction" }).format(items.map(writePlace));
}

// With the reader's own time zone, named.
export function sayTime(time: Date, zone?: string): Words {
  const options: Intl.DateTimeFormatOptions = { dateStyle: "long", timeStyle: "short" };
  return () => {
    const format = new Intl.DateTimeFormat(
      current.tag,
      zone === undefined ? options : { ...options, timeZone: zone },
    );
    return `${format.format(time)} (${format.resolvedOptions().timeZone})`;
  };
}

// "3 minutes ago"
export function sayAge(seconds: number): Words {
  const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
    ["second", 1],
  ];
  const [unit, size] = steps.find(([, length]) => seconds >= length) ?? ["second", 1];
  return () =>
    new Intl.RelativeTimeFormat(current.tag, { numeric: "auto" }).format(
      -Math.floor(seconds / size),
      unit,
    );
}
