// Co-signing: one official after the other opens the file, reads in words what it does, and signs.
// The last one sends it. No screen here enters a result, casts for a person, or decrypts.
import type { Definition } from "../../ballot/definition.ts";
import { decodeDefinition } from "../../ballot/definitionJson.ts";
import { mayWeightsTell } from "../../ballot/groups.ts";
import {
  actions,
  button,
  details,
  facts,
  fileField,
  list,
  remark,
  paragraph,
  areaField,
} from "../../ui/blocks.ts";
import { copyText } from "../../ui/copyText.ts";
import type { Screen } from "../../ui/frame.ts";
import { type VerifierKey, nameOfKey } from "../../bulletinBoard/signedNote.ts";
import type { Signer } from "../../bulletinBoard/signer.ts";
import { parsePolicy } from "../../bulletinBoard/policy.ts";
import { decodeBase64Url, utf8 } from "../../crypto/bytes.ts";
import { announcementHash } from "../../bulletinBoard/postText.ts";
import { receiptCode } from "../../ballot/receiptCode.ts";
import { Refused, resultOf } from "../../crypto/refused.ts";
import { checkCodeOf } from "../../ballot/checkCode.ts";
import { type Words, say, sayList, sayOwn, sayTime } from "../../text/texts.ts";
import type { Child } from "../../ui/element.ts";
import { saveFile } from "../../ui/saveFile.ts";
import { checkCodeParts } from "../../ui/checkCodeParts.ts";
import {
  type PostFile,
  type SigningProgress,
  type Required,
  type Revocation,
  belongs,
  encodePostFile,
  parsePostFile,
  progressOf,
  speaking,
  withoutRevoked,
} from "../../authority/coSigning.ts";

export interface SignDesk {
  file: PostFile | null;
  problem: Words | null;
  readonly signer: Signer | null;
  required(file: PostFile): Required | null;
  sign(): void;
  send(): Promise<void>;
  redraw(): void;
  leave(): void;
}

// Where a post is brought in: as a file or pasted.
export function openPostScreen(desk: SignDesk): Screen {
  let pasted = "";
  const open = (content: string): void => {
    const file = parsePostFile(content.replaceAll("\r\n", "\n"));
    if (file instanceof Refused) desk.problem = say("authority.noPost");
    else {
      desk.file = file;
      desk.problem = null;
    }
    desk.redraw();
  };
  return {
    name: "open-post",
    title: say("authority.openPost"),
    problems: desk.problem === null ? [] : [{ field: "post-file", words: desk.problem }],
    content: [
      paragraph(say("authority.openPostWords")),
      fileField({ id: "post-file", label: say("authority.postFile") }, open),
      areaField(
        { id: "post-text", label: say("authority.postText") },
        "",
        (value) => (pasted = value),
      ),
      actions(
        button(say("authority.read"), () => open(pasted)),
        button(say("ui.back"), () => desk.leave(), "secondary"),
      ),
    ],
  };
}

export function signScreen(desk: SignDesk): Screen {
  const file = desk.file!;
  const required = desk.required(file);
  if (required === null) {
    return {
      name: "sign-unknown",
      title: say("authority.signUnknown"),
      content: [
        paragraph(say("authority.signUnknownWords")),
        actions(button(say("ui.back"), () => desk.leave(), "secondary")),
      ],
    };
  }
  if (!belongs(file, required)) return elsewhereScreen(desk, file);
  const progress = progressOf(file, required);
  if (progress.revoked.length > 0) return revokedScreen(desk, progress.revoked, required);
  const mine = desk.signer?.verifier.text;
  const myRevocation = required.revoked.find(({ key }) => key.text === mine);
  const mayISign = progress.missing.some(({ text }) => text === mine) && !progress.complete;
  return {
    name: "sign",
    title: actWords(file, required),
    problems: desk.problem === null ? [] : [{ field: "", words: desk.problem }],
    content: [
      ...whatItSays(file, required),
      belonging(file),
      ...progressParts(progress, required),
      actions(
        mayISign && button(say("authority.sign"), () => desk.sign()),
        progress.complete && button(say("authority.send"), () => desk.send()),
        button(say("authority.savePost"), () => savePost(file), "secondary"),
        button(say("authority.copyPost"), () => copyText(encodePostFile(file)), "secondary"),
        button(say("ui.back"), () => desk.leave(), "secondary"),
      ),
      desk.signer === null && paragraph(say("authority.noKeyToSign")),
      myRevocation !== undefined &&
        remark("warning", say("authority.keyRevoked"), " ", revokedWords(myRevocation)),
    ],
  };
}

// A signature on it would count somewhere else.
function elsewhereScreen(desk: SignDesk, file: PostFile): Screen {
  return {
    name: "sign-elsewhere",
    title: say("authority.signElsewhere"),
    content: [
      remark("warning", say("authority.signElsewhereWords")),
      belonging(file),
      actions(button(say("ui.back"), () => desk.leave(), "secondary")),
    ],
  };
}

// An election's post belongs to a ballot box, every other one to an announcement.
function belonging({ fields, belongsTo }: PostFile): HTMLElement {
  if (fields["type"] === "election") return facts([[say("authority.ofBallotBox"), belongsTo]]);
  const hash = decodeBase64Url(belongsTo);
  const code = hash?.length === 32 ? receiptCode(hash) : belongsTo;
  return facts([[say("authority.ofAnnouncement"), code]]);
}

const revokedWords = ({ key, reason, time }: Revocation): Words =>
  say("authority.revokedWords", { name: key.name, date: sayTime(new Date(1000 * time)), reason });

// What is signed by a key that was lost or stolen may be somebody else's: it goes no further as it
// is.
function revokedScreen(desk: SignDesk, revoked: readonly Revocation[], required: Required): Screen {
  return {
    name: "sign-revoked",
    title: say("authority.signRevoked"),
    content: [
      remark(
        "warning",
        say("authority.signRevokedWords", { names: namesOf(revoked.map(({ key }) => key)) }),
      ),
      list(revoked.map(revokedWords)),
      paragraph(say("authority.signRevokedNext")),
      actions(
        button(say("authority.dropRevoked"), () => {
          desk.file = withoutRevoked(desk.file!, required);
          desk.redraw();
        }),
        button(say("ui.back"), () => desk.leave(), "secondary"),
      ),
    ],
  };
}

function savePost(file: PostFile): void {
  const { type, election } = file.fields;
  saveFile(`${String(election)}.${String(type)}.post`, encodePostFile(file));
}

const known = [
  "election",
  "page",
  "notice",
  "revoke",
  "policy",
  "open",
  "close",
  "cancel",
  "archive",
] as const;

const officialOf = ({ fields }: PostFile, { officials }: Required): string =>
  officials[Number(fields["official"]) - 1]?.name ?? String(fields["official"]);

function actWords(file: PostFile, required: Required): Words {
  const type = known.find((each) => each === file.fields["type"]);
  const election = String(file.fields["election"] ?? "");
  if (type === undefined) return say("authority.act.other", { type: String(file.fields["type"]) });
  if (type === "revoke")
    return say("authority.act.revoke", { election, name: officialOf(file, required) });
  return say(`authority.act.${type}`, { election });
}

// Whose times count, and how many of them.
function witnessesIn(text: string): Words {
  const policy = resultOf(() => parsePolicy(text));
  if (policy instanceof Refused) return say("authority.refused", { reason: policy.message });
  if (policy.quorum === "none") return say("authority.noWitness");
  return say("authority.witnessesOf", {
    quorum: policy.quorum,
    names: policy.witnesses.map(({ name }) => name).join(", "),
  });
}

function whatItSays(file: PostFile, required: Required): Child[] {
  const { fields } = file;
  if (fields["type"] === "revoke") {
    return [
      facts([
        [say("authority.official"), officialOf(file, required)],
        [say("authority.revokeReason"), String(fields["reason"])],
      ]),
      paragraph(say("authority.revokeWords")),
    ];
  }
  if (fields["type"] === "notice" && typeof fields["text"] === "object") {
    return [
      facts(Object.entries(fields["text"] ?? {}).map(([tag, words]) => [tag, String(words)])),
    ];
  }
  if (fields["type"] === "policy") {
    const policy = String(fields["policy"]);
    return [
      facts([[say("authority.witnesses"), witnessesIn(policy)]]),
      paragraph(say("authority.policyWords")),
      details(say("authority.wholePolicy"), paragraph(policy)),
    ];
  }
  if (fields["type"] !== "election") {
    const rest = Object.entries(fields).filter(([name]) => name !== "type" && name !== "election");
    return [facts(rest.map(([name, value]) => [name, String(value)]))];
  }
  const names = (value: unknown): string =>
    (Array.isArray(value) ? value : []).map((each) => nameOfKey(String(each))).join(", ");
  const text = String(fields["definition"]);
  const definition = resultOf(() => decodeDefinition(utf8(text)));
  const refusal = definition instanceof Refused ? definition : null;
  const read = definition instanceof Refused ? null : definition;
  return [
    refusal && remark("warning", say("authority.refused", { reason: refusal.message })),
    facts([
      ...(read === null ? [] : [[say("authority.title"), sayOwn(read.title).words] as const]),
      [say("authority.officials"), names(fields["officials"])],
      [say("authority.officialsThreshold"), String(fields["officials_threshold"])],
      [say("authority.registrar"), names([fields["registrar"]])],
      [say("authority.witnesses"), witnessesIn(String(fields["policy"]))],
      [say("authority.trustees"), names(fields["trustees"])],
      ...(read === null
        ? []
        : [
            [say("authority.threshold"), String(read.trustees.threshold)] as const,
            [say("authority.smallestGroup"), String(read.smallest_group)] as const,
          ]),
    ]),
    read && whatItAsks(read),
    ...checkCodeParts(checkCodeOf(announcementHash(file.line, file.belongsTo))),
    details(say("authority.wholeDefinition"), paragraph(text)),
  ];
}

// What an official should know of the definition before signing it.
function whatItAsks(definition: Definition): Child[] {
  const { trustees, questions } = definition;
  const ofStyles = questions.filter(({ report }) => report === "by_style");
  const titles = sayList(ofStyles.map(({ title }) => sayOwn(title).words));
  return [
    trustees.must_rehearse && paragraph(say("authority.mustRehearse")),
    trustees.must_show_keys && paragraph(say("authority.mustShowKeys")),
    ofStyles.length > 0 && paragraph(say("authority.byStyle", { questions: titles })),
    mayWeightsTell(definition) && paragraph(say("authority.weightsMayTell")),
  ];
}

const namesOf = (keys: readonly VerifierKey[]): Words => sayList(keys.map(({ name }) => name));

function progressParts(progress: SigningProgress, required: Required): Child[] {
  const { threshold, operator } = required;
  const signedOfficials = progress.signed.filter((key) => key.text !== operator?.text);
  const words = say("authority.signedBy", {
    k: signedOfficials.length,
    n: speaking(required).length,
    t: threshold,
    names: progress.missing.length === 0 ? say("authority.nobody") : namesOf(progress.missing),
  });
  return [
    progress.complete ? remark("success", say("authority.complete")) : remark("information", words),
    list(progress.signed.map(({ name }) => say("authority.hasSigned", { name }))),
    progress.operatorLacks && paragraph(say("authority.operatorLacks", { name: operator!.name })),
  ];
}
