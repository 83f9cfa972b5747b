// Posts as lines of JSON: one spelling, and what is said of a line that has another.
#include "bulletin_board/posts_json.h"

#include "bulletin_board/rules/records_json.h"
#include "tests/bulletin_board/parties.h"

namespace tabella::bulletin_board::test {

namespace {

std::string refusal_of(const std::string& line) {
  const auto post = decode_signed_post(line);
  return post ? "accepted" : post.error().message();
}

std::string changed(std::string line, const std::string& from, const std::string& to) {
  const auto at = line.find(from);
  REQUIRE(at != std::string::npos);
  return line.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a post is read as it was written") {
  const Parties parties;
  const crypto::Element element = crypto::Element::generator();
  const SignedPost posts[] = {
      ManifestPost{"board.example/test", parties.operator_key.verifier()},
      parties.election_post(),
      RehearsedPost{"e", trustee_number(3), {1, 2}},
      CommitPost{"e", trustee_number(1), Bytes(64)},
      DealPost{"e", trustee_number(2), {1, 2, 3}},
      CertifyPost{"e", trustee_number(2), {4}},
      ComplaintPost{"e", trustee_number(1), trustee_number(2), {5}},
      RollPost{"e", {{element, "all", 1}, {element + element, "some", (1ULL << 53U) - 1}}},
      RollEndPost{"e", 0, {7}},
      PagePost{"e", "voter", {8}},
      NoticePost{"e", {{"de", "\"Hinweis\""}, {"en", "A notice\\"}}},
      RevokePost{"e", 4'294'967'295, "lost"},
      OpenPost{"e"},
      ClosePost{"e"},
      CancelPost{"e", "a fire"},
      ArchivePost{"e"},
      KeyHeldPost{"e", trustee_number(1), Bytes(64)},
      PartialDecryptionPost{"e", trustee_number(255), "all", {9}},
      KeyDestroyedPost{"e", trustee_number(1)},
  };
  REQUIRE(std::size(posts) == std::variant_size_v<SignedPost>);
  for (std::size_t i = 0; i < std::size(posts); ++i) {
    const std::string line = encode(posts[i]);
    INFO(line);
    CHECK(posts[i].index() == i);
    REQUIRE(refusal_of(line) == "accepted");
    CHECK(decode_signed_post(line).value() == posts[i]);
    CHECK(refusal_of(changed(line, "{", "{ ")) == "post.spelling: is not written in its one form");
    const std::string more = line.substr(0, line.size() - 1) + R"(,"more":1})";
    CHECK(refusal_of(more) == "post.field: has the unknown field more");
    CHECK(refusal_of(changed(line, R"({"type":")", R"({"type":"un)")) ==
          "post.type: type: is no type of post that anybody may sign");
  }
  CHECK(encode(posts[3]) ==
        R"({"type":"commit","election":"e","trustee":1,"hash":")" + std::string(86, 'A') + "\"}");
  CHECK(encode(posts[10]) ==
        R"({"type":"notice","election":"e","text":{"de":"\"Hinweis\"","en":"A notice\\"}})");
}

TEST_CASE("a wrong field of a post is named") {
  const Parties parties;
  const std::string commit = encode(CommitPost{"e", trustee_number(1), Bytes(64)});
  CHECK(refusal_of(changed(commit, R"("trustee":1,)", "")) == "post.field: trustee: is missing");
  CHECK(refusal_of(changed(commit, R"("trustee":1)", R"("trustee":"1")")) ==
        "post.type: trustee: must be an integer");
  CHECK(refusal_of(changed(commit, R"("trustee":1)", R"("trustee":4294967296)")) ==
        "post.number: trustee: must be from 0 to 4294967295");
  CHECK(refusal_of(changed(commit, R"("trustee":1)", R"("trustee":0)")) ==
        "rules.trustee: 0: is no trustee");
  CHECK(refusal_of(changed(commit, R"("hash":"A)", R"("hash":"=)")) ==
        "post.encoding: hash: is no base64url");
  const std::string complaint =
      encode(ComplaintPost{"e", trustee_number(1), trustee_number(2), {5}});
  CHECK(refusal_of(changed(complaint, R"("dealer":2)", R"("dealer":0)")) ==
        "rules.trustee: 0: is no trustee");
  const std::string page = encode(PagePost{"e", "voter", {}});
  CHECK(refusal_of(changed(page, "AAAA", "")) == "post.encoding: hash: is not 32 bytes");
  const std::string roll =
      encode(RollPost{"e", {{crypto::Element::generator(), "all", 1}, {{}, "all", 1}}});
  CHECK(refusal_of(roll) == "post.encoding: entries[1][0]: is no element");
  CHECK(refusal_of(changed(roll, R"("all",1)", R"("all")")) ==
        "post.encoding: entries[0]: is not [credential, style, weight]");
  CHECK(refusal_of(changed(roll, R"("all",1)", R"("all",0)")) ==
        "post.number: entries[0][2]: must be from 1 to 9007199254740991");
  const std::string election = encode(parties.election_post());
  CHECK(refusal_of(changed(election, R"({"key":)", R"({"kex":)")) ==
        "post.field: trustees[0]: has the unknown field kex");
  CHECK(refusal_of(changed(election, R"("registrar":"registrar)", R"("registrar":"r registrar)"))
            .starts_with("post.key: registrar: "));
  const std::string manifest = encode(ManifestPost{"board", parties.operator_key.verifier()});
  CHECK(refusal_of(changed(manifest, "tabella/v1", "tabella/v2")) ==
        "post.version: version: is not known");
}

TEST_CASE("a record is read as it was written, and nothing else is") {
  const BlockRecord block{7, 8, {9}};
  CHECK(encode(block) == R"({"type":"block","height":7,"time":8,"state":")"
                         "CQ" +
                             std::string(41, 'A') + "\"}");
  CHECK(decode_block_record(encode(block)) == block);
  CHECK_FALSE(decode_result_record(encode(block)).has_value());
  const ResultRecord result{"e", {1}};
  CHECK(decode_result_record(encode(result)) == result);
  CHECK_FALSE(decode_block_record(changed(encode(block), "7", "07")).has_value());
  CHECK_FALSE(decode_block_record(changed(encode(block), "}", ",\"more\":1}")).has_value());
}

}  // namespace tabella::bulletin_board::test
