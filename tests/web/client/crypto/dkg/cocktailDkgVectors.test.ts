// C2SP/CCTV cocktail-dkg vectors for COCKTAIL(Ristretto255, SHA-512), specification v0.2.0: every
// value of them is made again from the published seed, as tests/crypto/dkg/vectors_test.cpp does.
import {
  concat,
  decodeHex,
  encodeHex,
  uint64Be,
  utf8,
} from "../../../../../web/client/src/crypto/bytes.ts";
import { Ceremony, cocktailSuite } from "../../../../../web/client/src/crypto/dkg/ceremony.ts";
import { certificateTranscript } from "../../../../../web/client/src/crypto/dkg/certificate.ts";
import { Dealing, dealWith } from "../../../../../web/client/src/crypto/dkg/dealing.ts";
import { combine, receive } from "../../../../../web/client/src/crypto/dkg/keys.ts";
import { SecretPolynomial } from "../../../../../web/client/src/crypto/dkg/polynomial.ts";
import {
  CocktailSignature,
  cocktailSign,
  cocktailVerify,
} from "../../../../../web/client/src/crypto/dkg/signature.ts";
import { uint32le, uint64le } from "../../../../../web/client/src/crypto/dkg/wire.ts";
import {
  type Element,
  type SecretScalar,
  decodeElement,
  decodeSecretScalar,
  reduceSecret,
} from "../../../../../web/client/src/crypto/group.ts";
import { sha512 } from "../../../../../web/client/src/crypto/hash.ts";
import { ready } from "../../../../../web/client/src/crypto/sodium.ts";
import { ok } from "../../expectations.ts";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";

interface Round1 {
  ephemeral_public_key: string;
  vss_commitment: string[];
  pop: string;
  encrypted_shares: string[];
}

interface Vector {
  n: number;
  t: number;
  session_tag: string;
  context: string;
  extension: string;
  payloads?: unknown;
  config: { static_secret_keys: string[]; static_public_keys: string[] };
  round1: Round1[];
  round2: { secret_share: string; verification_share: string }[];
  round3: { transcript_hash: string; signatures: { signer_id: number; signature: string }[] };
  group_public_key: string;
}

const file = JSON.parse(
  readFileSync(
    `${process.env["TABELLA_ROOT"]}/tests/vectors/c2sp/cocktail-dkg-ristretto255-sha512.json`,
    "utf8",
  ),
) as { seed: string; vectors: Vector[] };

const bytes = (text: string): Uint8Array => ok(decodeHex(text));
const element = (text: string): Element => ok(decodeElement(bytes(text)));
const secret = (text: string): SecretScalar => ok(decodeSecretScalar(bytes(text)));

function ceremonyOf(vector: Vector): Ceremony {
  const keys = vector.config.static_public_keys.map(element);
  const ceremony = ok(Ceremony.create(vector.t, keys, bytes(vector.session_tag)));
  assert.equal(ceremony.trustees, vector.n);
  return ceremony;
}

// The vectors' generator: scalar number c of a participant's stream, counted from 0.
function streamOf(ceremony: Ceremony, participant: number): () => SecretScalar {
  const prefix = concat(
    bytes(file.seed),
    cocktailSuite,
    uint32le(ceremony.threshold),
    uint32le(ceremony.trustees),
    utf8(`round1_participant_${participant}`),
  );
  let counter = 0;
  return () => reduceSecret(sha512(concat(prefix, uint64le(counter++))));
}

function dealt(vector: Vector, ceremony: Ceremony, dealer: number): Dealing {
  const next = streamOf(ceremony, dealer);
  const polynomial = new SecretPolynomial(Array.from({ length: ceremony.threshold }, next));
  const staticSecret = secret(vector.config.static_secret_keys[dealer - 1]!);
  return dealWith(ceremony, dealer, staticSecret, { polynomial, ephemeral: next() });
}

function checkDealing(expected: Round1, dealing: Dealing): void {
  assert.equal(encodeHex(dealing.ephemeralKey), expected.ephemeral_public_key);
  assert.deepEqual(
    dealing.commitments.map((c) => encodeHex(c)),
    expected.vss_commitment,
  );
  assert.equal(encodeHex(dealing.possession.encode()), expected.pop);
  assert.equal(dealing.shares.length, expected.encrypted_shares.length);
  for (const [j, share] of dealing.shares.entries()) {
    const sealed = expected.encrypted_shares[j]!;
    // With a payload after the share: the same key stream over the share, another tag.
    const compared = sealed.length === 2 * share.length ? sealed.length : 64;
    assert.equal(encodeHex(share).slice(0, compared), sealed.slice(0, compared));
  }
}

before(() => ready);

test("every public and secret value of the cocktail-dkg vectors is made again", () => {
  assert.equal(file.vectors.length, 4);
  for (const vector of file.vectors) {
    const ceremony = ceremonyOf(vector);
    assert.equal(encodeHex(ceremony.context), vector.context);

    const dealings = vector.round1.map((expected, position) => {
      const dealing = dealt(vector, ceremony, position + 1);
      checkDealing(expected, dealing);
      assert.equal(dealing.checkPossession(ceremony, position + 1), null);
      const again = ok(Dealing.decode(ceremony, position + 1, dealing.encode()));
      assert.deepEqual(again.encode(), dealing.encode());
      return dealing;
    });

    const keys = ok(combine(ceremony, dealings));
    assert.equal(encodeHex(keys.electionKey), vector.group_public_key);
    const transcript = certificateTranscript(ceremony, dealings, bytes(vector.extension));
    assert.equal(encodeHex(sha512(transcript)), vector.round3.transcript_hash);

    for (const [position, expected] of vector.round2.entries()) {
      const own = secret(vector.config.static_secret_keys[position]!);
      const share = ok(receive(ceremony, dealings, position + 1, own));
      assert.equal(encodeHex(share), expected.secret_share);
      assert.equal(encodeHex(keys.shareKeys[position]!), expected.verification_share);
      assert.equal(
        encodeHex(cocktailSign(own, transcript).encode()),
        vector.round3.signatures[position]!.signature,
      );
    }
  }
});

test("the shares and signatures of the cocktail-dkg vectors are accepted as they stand", () => {
  for (const vector of file.vectors.filter((each) => each.payloads === undefined)) {
    const ceremony = ceremonyOf(vector);
    const dealings = vector.round1.map((round1, position) => {
      const message = concat(
        ...round1.vss_commitment.map(bytes),
        bytes(round1.pop),
        bytes(round1.ephemeral_public_key),
        ...round1.encrypted_shares.flatMap((share) => [uint64Be(share.length / 2), bytes(share)]),
        // Tabella's own: the vectors have no proof for the ephemeral key.
        dealt(vector, ceremony, position + 1).ephemeralPossession.encode(),
      );
      const dealing = ok(Dealing.decode(ceremony, position + 1, message));
      assert.equal(dealing.checkPossession(ceremony, position + 1), null);
      return dealing;
    });
    for (const [position, expected] of vector.round2.entries()) {
      const own = secret(vector.config.static_secret_keys[position]!);
      const share = ok(receive(ceremony, dealings, position + 1, own));
      assert.equal(encodeHex(share), expected.secret_share);
    }
    const transcript = certificateTranscript(ceremony, dealings, new Uint8Array());
    for (const { signer_id, signature } of vector.round3.signatures) {
      const decoded = ok(CocktailSignature.decode(bytes(signature)));
      assert.ok(cocktailVerify(ceremony.staticKey(signer_id), transcript, decoded));
      assert.ok(!cocktailVerify(ceremony.staticKey(signer_id), ceremony.context, decoded));
    }
  }
});
