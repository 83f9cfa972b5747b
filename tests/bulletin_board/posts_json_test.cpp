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

// Gives every field a value.
struct FieldsOfAll {
  void operator()(const Field& field, auto& value) const { fill(field, value); }
  void constant(const char*, std::string_view) const {}

  void fill(const Field& field, std::string& value) const {
    value = "\"" + std::string(field.name) + "\"";
  }
  void fill(const Field&, std::uint32_t& value) const { value = 7; }
  void fill(const Field&, std::uint64_t& value) const { value = 8; }
  void fill(const Field&, crypto::TrusteeIndex& value) const { value = trustee_number(9); }
  void fill(const Field&, ballot::Text& value) const { value = {{"de", "a"}, {"en", "b"}}; }
  void fill(const Field&, Bytes& value) const { value = {1, 2, 3}; }
  template <std::size_t N>
  void fill(const Field&, std::array<std::uint8_t, N>& value) const {
    value.fill(4);
  }
  void fill(const Field& field, VerifierKey& value) const { value = signer(field.name).verifier(); }
  void fill(const Field&, crypto::Element& value) const { value = crypto::Element::generator(); }
  template <PartOfPost Part>
  void fill(const Field&, Part& part) const {
    Part::fields(*this, part);
  }
  template <class T>
  void fill(const Field& field, std::vector<T>& values) const {
    if constexpr (std::is_same_v<T, VerifierKey>) {
      values.assign(2, unread_key());
    } else {
      values.resize(2);
    }
    for (T& value : values) fill(field, value);
  }
};

}  // namespace

TEST_CASE("a post of every type is read as it was written, and in no other form") {
  for_each_type<SignedPost>([]<class Post>(std::type_identity<Post>) {
    Post post;
    const FieldsOfAll values;
    Post::fields(values, post);
    const std::string line = encode(SignedPost(post));
    INFO(line);
    CHECK(line.starts_with(R"({"type":")" + std::string(Post::kType) + "\","));
    REQUIRE(refusal_of(line) == "accepted");
    CHECK(decode_signed_post(line).value() == SignedPost(post));
    CHECK(refusal_of(changed(line, "{", "{ ")) == "post.spelling: is not written in its one form");
    const std::string more = line.substr(0, line.size() - 1) + R"(,"more":1})";
    CHECK(refusal_of(more) == "post.field: has the unknown field more");
    CHECK(refusal_of(changed(line, R"({"type":")", R"({"type":"un)")) ==
          "post.type: type: is no type of post that anybody may sign");
  });
}

TEST_CASE("posts have the lines of docs/log.md") {
  const crypto::Element element = crypto::Element::generator();
  const std::string generator = base64url(element.bytes());
  const std::string zeros(86, 'A');
  const auto line = [](const SignedPost& post) { return encode(post); };
  CHECK(line(CommitPost{"e", trustee_number(255), Bytes(64)}) ==
        R"({"type":"commit","election":"e","trustee":255,"hash":")" + zeros + "\"}");
  CHECK(line(RollPost{"e", {{element, "all", 1}, {element, "some", (1ULL << 53U) - 1}}}) ==
        R"({"type":"roll","election":"e","entries":[[")" + generator + R"(","all",1],[")" +
            generator + R"(","some",9007199254740991]]})");
  CHECK(line(NoticePost{"e", {{"de", "\"Hinweis\""}, {"en", "A notice\\"}}}) ==
        R"({"type":"notice","election":"e","text":{"de":"\"Hinweis\"","en":"A notice\\"}})");
  CHECK(line(RevokePost{"e", 4'294'967'295, "lost"}) ==
        R"({"type":"revoke","election":"e","official":4294967295,"reason":"lost"})");
  CHECK(line(CancelPost{"e", "a fire"}) == R"({"type":"cancel","election":"e","reason":"a fire"})");
  CHECK(line(PartialDecryptionPost{"e", trustee_number(2), "vote/totals", Bytes(64)}) ==
        R"({"type":"share","election":"e","trustee":2,"pool":"vote/totals","share":")" + zeros +
            "\"}");
  const Signer key = signer("trustee/1");
  const ElectionPost election{.election = "e",
                              .definition = "{}",
                              .policy = "log x\nquorum none\n",
                              .officials_threshold = 1,
                              .officials = {key.verifier()},
                              .registrar = key.verifier(),
                              .trustees = {key.verifier()}};
  const std::string text = key.verifier().text();
  CHECK(line(election) ==
        R"({"type":"election","election":"e","definition":"{}",)"
        R"("policy":"log x\nquorum none\n","officials_threshold":1,"officials":[")" +
            text + R"("],"registrar":")" + text + R"(","trustees":[")" + text + "\"]}");
  CHECK(line(JoinPost{"e", trustee_number(3), element, Bytes(64)}) ==
        R"({"type":"join","election":"e","trustee":3,"static":")" + generator + R"(","proof":")" +
            zeros + "\"}");
  CHECK(line(ManifestPost{"board", key.verifier()}) ==
        R"({"type":"manifest","version":"tabella/v1","origin":"board","operator":")" + text +
            "\"}");
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
  CHECK(refusal_of(changed(election, R"("trustees":["trustee)", R"("trustees":["t rustee)"))
            .starts_with("post.key: trustees[0]: "));
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
