// One accepted post of every type, for the schemas in docs/schemas: ./check.sh api reads the file
// that the variable TABELLA_POSTS names.
#include <cstdlib>
#include <fstream>
#include <set>

#include "ballot/tested_notice.h"
#include "tests/bulletin_board/parties.h"

namespace tabella::bulletin_board::test {

namespace {

constexpr const char* kId = "sample-2026";

void accepted(MemoryBoard& memory, const Bytes& post) { REQUIRE(memory.post(post) == "accepted"); }

// Trustee 1 complains of an honest dealer and is out; the others go on to the archive.
void hold_to_the_archive(MemoryBoard& memory, Parties& parties) {
  const Signers both = {parties.officials[0], parties.officials[1]};
  parties.add_witness("witness");
  accepted(memory, parties.manifest());
  accepted(memory, parties.election());
  for (const std::uint32_t i : {1u, 3u}) accepted(memory, parties.rehearsed(i));
  parties.commit_and_deal(memory);
  const auto index = [](std::size_t position) {
    return crypto::TrusteeIndex::from_position(position);
  };
  const Election& election = *memory.board.find(kId);
  const auto complaint = crypto::complain(*election.ceremony(), index(0), index(1),
                                          election.dealings()[1], parties.static_secrets[0]);
  accepted(memory, parties.sign(ComplaintPost{kId, index(0), index(1), complaint.encode()},
                                {parties.trustees[0]}));
  for (const std::uint32_t i : {2u, 3u}) accepted(memory, parties.certify(memory.board, i));
  parties.make_voters(3);
  accepted(memory, parties.roll_post());
  accepted(memory, parties.roll_end());
  accepted(memory, parties.sign(PagePost{kId, "voter", {}}, both));
  for (const std::uint32_t i : {2u, 3u}) accepted(memory, parties.key_held(memory.board, i));
  accepted(memory, parties.act(Act::open));
  ballot::Text text;
  for (const std::string& language : parties.definition.languages) text[language] = "Notice \"1\"";
  accepted(memory, parties.sign(NoticePost{kId, text}, both));
  accepted(memory, parties.sign(RevokePost{kId, 3, "It was lost."}, both));
  for (std::size_t v = 0; v < 3; ++v) accepted(memory, parties.vote(memory.board, v, 1));
  const Election& open = *memory.board.find(kId);
  const std::string tested = ballot::encode(ballot::make_tested_notice(
      *open.fingerprint(), open.styles()[0].id, 1, {}, parties.voters[0]));
  accepted(memory, {tested.begin(), tested.end()});
  accepted(memory, parties.sign(PolicyPost{kId, "# as before\n" + parties.policy()}, both));
  accepted(memory, parties.act(Act::close));
  accepted(memory, parties.cosigned(parties.cosigned_checkpoint(memory.board, memory.time)));
  for (const std::uint32_t i : {2u, 3u}) accepted(memory, parties.share(memory.board, i));
  for (const std::uint32_t i : {1u, 2u}) accepted(memory, parties.key_destroyed(i));
  accepted(memory, parties.act(Act::archive));
}

// The line of JSON that an entry begins with.
std::string line_of(const Bytes& entry) {
  const std::string text(entry.begin(), entry.end());
  return text.substr(0, text.find('\n'));
}

}  // namespace

TEST_CASE("a post of every type is accepted in its place") {
  MemoryBoard memory;
  Parties parties;
  hold_to_the_archive(memory, parties);
  MemoryBoard cancelled;
  Parties others;
  accepted(cancelled, others.manifest());
  accepted(cancelled, others.election());
  accepted(cancelled, others.act(Act::cancel, "The hall burnt down."));
  std::vector<std::string> lines;
  for (const MemoryBoard* each : {&memory, &cancelled}) {
    for (const Bytes& entry : each->entries) lines.push_back(line_of(entry));
    replay(*each);
  }
  std::set<std::string> types;
  for (const std::string& line : lines) {
    const std::string begin = R"({"type":")";
    REQUIRE(line.starts_with(begin));
    types.insert(line.substr(begin.size(), line.find('"', begin.size()) - begin.size()));
  }
  std::set<std::string> described = {"ballot", "tested"};
  for_each_type<
      JoinedVariants<SignedPost, std::variant<CosignedPost, ResultRecord, BlockRecord>>::type>(
      [&]<class Post>(std::type_identity<Post>) { described.insert(std::string(Post::kType)); });
  CHECK(types == described);
  if (const char* path = std::getenv("TABELLA_POSTS")) {
    std::ofstream file(path);
    for (const std::string& line : lines) file << line << "\n";
    REQUIRE(file.good());
  }
}

}  // namespace tabella::bulletin_board::test
