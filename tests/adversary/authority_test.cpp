// Who may say what, and in which one form.
#include "bulletin_board/posts_json.h"
#include "bulletin_board/rules/belonging.h"
#include "tests/adversary/mutation.h"
#include "tests/adversary/switch.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::adversary {

using namespace bulletin_board;

namespace {

Bytes sign_line(const std::string& line, const std::string& belongs_to, const Signers& signers) {
  SignedNote note{text_of_post(line, belongs_to), {}};
  for (const Signer& signer : signers) note.signatures.push_back(signer.sign(note.text));
  return to_bytes(note.encode());
}

SignedNote note_of(const Bytes& entry) {
  return SignedNote::parse(std::string(entry.begin(), entry.end())).value();
}

// Under the names of these, signed by somebody who has none of their keys.
Bytes forge(const Parties& parties, const SignedPost& post, const Signers& names) {
  const auto own = crypto::Ed25519SecretKey::random();
  SignedNote note{parties.text_of(post), {}};
  for (const Signer& name : names) {
    const auto signature = own.sign(as_bytes(note.text));
    note.signatures.push_back(
        {name.verifier().name(), name.verifier().id(), Bytes(signature.begin(), signature.end())});
  }
  return to_bytes(note.encode());
}

ClosePost close_of(Mutation& mutation) { return {mutation.parties().definition.id}; }

void close_with(const std::function<Bytes(Mutation&)>& make) {
  Mutation mutation;
  mutation.script.replace_hostile("close", [&](const Board&) { return make(mutation); });
  mutation.require_caught();
}

// A post of one party, forged under its name.
void forge_step(
    const std::string& step,
    const std::function<std::pair<SignedPost, const Signer*>(Mutation&, const Board&)>& make) {
  Mutation mutation;
  mutation.script.replace_hostile(step, [&](const Board& board) {
    const auto [post, name] = make(mutation, board);
    return forge(mutation.parties(), post, {*name});
  });
  mutation.require_caught();
}

// The officials post a definition that no honest board compiles.
void define(const std::function<void(ballot::Definition&)>& change) {
  Mutation mutation;
  change(mutation.parties().definition);
  {
    const SwitchedOff without(mutation.off);
    mutation.parties().styles = ballot::compile_all(mutation.parties().definition).value();
  }
  mutation.script.at("election").hostile = true;
  mutation.require_caught();
}

// Another first post of a log, in the place of step number `step`, which no decoder lets in.
void repost(std::size_t step, const std::function<Bytes(Mutation&)>& make) {
  Mutation mutation;
  mutation.alter_entries = [&](std::vector<Bytes>& entries) { entries[2 * step] = make(mutation); };
  mutation.require_noticed();
}

}  // namespace

TEST_CASE(
    "BA20 S2: a voter closes the election in the officials' names (C6 note.signature at close)") {
  close_with([](Mutation& m) {
    return forge(m.parties(), close_of(m), {m.parties().officials[0], m.parties().officials[1]});
  });
}

TEST_CASE("BA20 S3: one official closes where two have to (C6 post.signatures at close)") {
  close_with([](Mutation& m) { return m.parties().sign(close_of(m), {m.parties().officials[0]}); });
}

TEST_CASE(
    "BA20 S1: the board's own manifest is not its operator's (C6 note.signature at manifest)") {
  forge_step("manifest", [](Mutation& m, const Board&) {
    const Signer& key = m.parties().operator_key;
    return std::pair<SignedPost, const Signer*>(ManifestPost{kOrigin, key.verifier()}, &key);
  });
}

TEST_CASE("BA20 S2: a dealing posted for a trustee by another (C6 note.signature at deal 2)") {
  forge_step("deal 2", [](Mutation& m, const Board& board) {
    return std::pair<SignedPost, const Signer*>(
        DealPost{m.parties().definition.id, index_of(2), m.parties().dealing(board, 2)},
        &m.parties().trustees[1]);
  });
}

TEST_CASE(
    "BA8 S1: the board posts the roll in the registrar's name (C6 note.signature at roll 2)") {
  forge_step("roll 2", [](Mutation& m, const Board&) {
    return std::pair<SignedPost, const Signer*>(m.parties().roll_post(6, 6),
                                                &m.parties().registrar);
  });
}

TEST_CASE(
    "BA20 S2: a share posted in a trustee's name (C6 note.signature at share 3 vote/totals)") {
  forge_step("share 3 vote/totals", [](Mutation& m, const Board& board) {
    return std::pair<SignedPost, const Signer*>(m.parties().share_post(board, 3, "vote/totals"),
                                                &m.parties().trustees[2]);
  });
}

TEST_CASE("BA18 S1: another title than the officials signed (C6 note.signature at election)") {
  Mutation mutation;
  const SignedNote meant = note_of(mutation.parties().election());
  mutation.parties().definition.title["en"] = "Another title";
  mutation.script.replace_hostile("election", [&](const Board&) {
    SignedNote note = meant;
    note.text = mutation.parties().text_of(mutation.parties().election_post());
    note.signatures[0] = mutation.parties().operator_key.sign(note.text);
    return to_bytes(note.encode());
  });
  mutation.require_caught();
}

TEST_CASE("BA18 S3: the election posted a second time (C13 rules.twice at second)") {
  Mutation mutation;
  mutation.script.insert_after("election",
                               {.name = "second",
                                .make = [&](const Board&) { return mutation.parties().election(); },
                                .hostile = true});
  mutation.require_caught();
}

TEST_CASE("BA20 S1: a second manifest with another operator (C13 rules.manifest at second)") {
  Mutation mutation;
  mutation.script.insert_after(
      "archive", {.name = "second",
                  .make =
                      [](const Board&) {
                        const Signer other("other.example", crypto::Ed25519SecretKey::random());
                        return sign_post(ManifestPost{kOrigin, other.verifier()}, "", {other});
                      },
                  .hostile = true});
  mutation.require_caught();
}

TEST_CASE("BA21 S1: a signature line of nobody's (C6 post.signatures at close)") {
  close_with([](Mutation& m) {
    const Signer nobody("nobody.example", crypto::Ed25519SecretKey::random());
    return m.parties().sign(close_of(m),
                            {m.parties().officials[0], m.parties().officials[1], nobody});
  });
}

TEST_CASE("BA21 S3: a third official's line where two are enough (C6 post.signatures at close)") {
  close_with([](Mutation& m) {
    return m.parties().sign(close_of(m), {m.parties().officials[0], m.parties().officials[1],
                                          m.parties().officials[2]});
  });
}

TEST_CASE("BA21 S1: a signature line twice (C6 post.signatures at close)") {
  close_with([](Mutation& m) {
    return m.parties().sign(close_of(m), {m.parties().officials[0], m.parties().officials[1],
                                          m.parties().officials[1]});
  });
}

TEST_CASE("BA21 S1: the lines in another order (C6 post.signatures at close)") {
  close_with([](Mutation& m) {
    return m.parties().sign(close_of(m), {m.parties().officials[1], m.parties().officials[0]});
  });
}

TEST_CASE("EN1 S3: white space in a post (C1 post.spelling at close)") {
  close_with([](Mutation& m) {
    return sign_line(R"({"type": "close","election":"adversary-2027"})",
                     name_of(m.parties().announcement()),
                     {m.parties().officials[0], m.parties().officials[1]});
  });
}

TEST_CASE("EN1 S3: the fields in another order (C1 post.spelling at close)") {
  close_with([](Mutation& m) {
    return sign_line(R"({"election":"adversary-2027","type":"close"})",
                     name_of(m.parties().announcement()),
                     {m.parties().officials[0], m.parties().officials[1]});
  });
}

TEST_CASE("EN2 S3: a letter written as its escape (C1 post.spelling at close)") {
  close_with([](Mutation& m) {
    return sign_line(R"({"type":"\u0063lose","election":"adversary-2027"})",
                     name_of(m.parties().announcement()),
                     {m.parties().officials[0], m.parties().officials[1]});
  });
}

TEST_CASE("EN2 S1: an origin that is no name of a log (C1 post.origin at manifest)") {
  Mutation mutation;
  mutation.parties().origin = "two words";
  mutation.script.at("manifest").hostile = true;
  // No policy names such a log, so that no election is held on it.
  mutation.script.end_after("manifest");
  // It is not this log's name either.
  mutation.off = {"post.origin", "C15"};
  mutation.require_caught();
}

TEST_CASE("BA20 S3: a cancellation that does not say why (C1 rules.reason at close)") {
  Mutation mutation;
  mutation.script.end_after("close");
  mutation.script.replace_hostile(
      "close", [&](const Board&) { return mutation.parties().act(Act::cancel, ""); });
  mutation.require_caught();
}

TEST_CASE("BA20 S3: voting opened once more after the close (C13 rules.phase at again)") {
  Mutation mutation;
  mutation.script.insert_after(
      "close", {.name = "again",
                .make = [&](const Board&) { return mutation.parties().act(Act::open); },
                .hostile = true});
  mutation.script.insert_after(
      "again", {"close again", [&](const Board&) { return mutation.parties().act(Act::close); }});
  mutation.require_caught();
}

TEST_CASE("BA20 S3: voting opened twice (C13 rules.phase at again)") {
  Mutation mutation;
  mutation.script.insert_after(
      "open", {.name = "again",
               .make = [&](const Board&) { return mutation.parties().act(Act::open); },
               .hostile = true});
  mutation.require_caught();
}

TEST_CASE("BA20 S3: the election cancelled when its result is known (C13 rules.phase at cancel)") {
  Mutation mutation;
  mutation.script.insert_before("archive", {.name = "cancel",
                                            .make =
                                                [&](const Board&) {
                                                  return mutation.parties().act(
                                                      Act::cancel, "another result was wanted");
                                                },
                                            .hostile = true});
  mutation.require_caught();
}

TEST_CASE("TR15 S3: the election archived before its tally (C13 rules.phase at early)") {
  Mutation mutation;
  mutation.script.end_after("close");
  mutation.script.add({.name = "early",
                       .make = [&](const Board&) { return mutation.parties().act(Act::archive); },
                       .hostile = true});
  mutation.require_caught();
}

TEST_CASE("BA20 S3: the registrar's key is an official's too (C2 election.keys at election)") {
  Mutation mutation;
  mutation.parties().randomness.begin("official.example/1");
  mutation.parties().registrar = Signer("registrar.example", crypto::Ed25519SecretKey::random());
  mutation.script.at("election").hostile = true;
  mutation.require_caught();
}

TEST_CASE("BA20 S3: the operator's key is an official's too (C2 election.keys at election)") {
  Mutation mutation;
  mutation.parties().randomness.begin("official.example/3");
  mutation.parties().operator_key = Signer("operator.example", crypto::Ed25519SecretKey::random());
  mutation.script.at("election").hostile = true;
  mutation.require_caught();
}

TEST_CASE("BA20 S3: the operator's key is a trustee's too (C2 election.keys at election)") {
  Mutation mutation;
  mutation.parties().randomness.begin("trustee.example/2");
  mutation.parties().operator_key = Signer("operator.example", crypto::Ed25519SecretKey::random());
  mutation.script.at("election").hostile = true;
  mutation.require_caught();
}

TEST_CASE("TR4 S3: four keys for five trustees (C2 election.trustees at election)") {
  Mutation mutation;
  mutation.parties().trustees.pop_back();
  mutation.script = mutation.parties().script();
  mutation.script.at("election").hostile = true;
  mutation.require_caught();
}

TEST_CASE("PF8 S3 shadowed: bases that the definition brings (C2 definition.field at election)") {
  repost(1, [](Mutation& m) {
    ElectionPost post = m.parties().election_post();
    post.definition.insert(1, R"("bases":[],)");
    return m.parties().sign(
        post, {m.parties().operator_key, m.parties().officials[0], m.parties().officials[1]});
  });
}

TEST_CASE("PF9 S1 shadowed: another version of the protocol (C1 post.version at manifest)") {
  repost(0, [](Mutation& m) {
    std::string line =
        encode(SignedPost(ManifestPost{kOrigin, m.parties().operator_key.verifier()}));
    line.replace(line.find("tabella/v1"), 10, "tabella/v2");
    return sign_line(line, "", {m.parties().operator_key});
  });
}

TEST_CASE("PF14 S3 shadowed: more to be chosen than there is (C2 definition.maximum at election)") {
  repost(1, [](Mutation& m) {
    m.parties().definition.questions[0].kind = ballot::Choose{.minimum = 1, .maximum = 9};
    return m.parties().sign(
        m.parties().election_post(),
        {m.parties().operator_key, m.parties().officials[0], m.parties().officials[1]});
  });
}

TEST_CASE("CO4 S3: text that runs backwards (C2 definition.text at election)") {
  define([](ballot::Definition& d) { d.questions[0].options[0].text["en"] = "Yes\u202eoN"; });
}

TEST_CASE("CO4 S3: two options with one text (C2 definition.duplicate at election)") {
  define([](ballot::Definition& d) {
    d.questions[0].options[1].text = d.questions[0].options[0].text;
  });
}

TEST_CASE(
    "PV1 S3: a table with weights, where small groups are not opened (C2 "
    "definition.smallest_group at election)") {
  define([](ballot::Definition& d) {
    d.smallest_group = 2;
    d.questions[1].kind =
        ballot::Table{.column_title = d.title, .columns = ballot::test::options(2, "c")};
    d.questions[1].options.pop_back();
    d.questions[1].counting = {};
  });
}

TEST_CASE("BA19 S3: voting that ends before it begins (C2 definition.schedule at election)") {
  define([](ballot::Definition& d) { d.schedule.closes = d.schedule.opens - 1; });
}

TEST_CASE(
    "BA20 S2: a page of the attacker's under the officials' names (C6 note.signature at page "
    "voter)") {
  Mutation mutation;
  mutation.script.replace_hostile("page voter", [&](const Board&) {
    const auto& officials = mutation.parties().officials;
    auto post = mutation.parties().page_post("voter");
    post.hash[0] ^= 1;
    return forge(mutation.parties(), post, {officials[0], officials[1]});
  });
  mutation.require_caught();
}

}  // namespace tabella::adversary
