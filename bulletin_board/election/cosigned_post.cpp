#include "bulletin_board/election/cosigned_post.h"

#include <algorithm>
#include <set>
#include <utility>

#include "bulletin_board/log/tiles.h"
#include "bulletin_board/rules/post_fields_json.h"

namespace tabella::bulletin_board {

std::string encode(const CosignedPost& post) { return encode_post(post); }

Result<CosignedPost> decode_cosigned_post(std::string_view line) {
  constexpr const char* kArea = "cosigned";
  const auto wrong = [](std::string detail) {
    return Error{"cosigned.encoding", "", std::move(detail)};
  };
  const auto parsed = text::parse_strict_json(line, kArea, kMaxEntrySize);
  if (!parsed) return wrong(parsed.error().detail);
  text::JsonVerdict verdict(kArea);
  const text::JsonReader json(*parsed, verdict);
  FieldReader reader(json);
  auto post = read_post<CosignedPost>(reader, json);
  if (verdict.error()) return wrong(verdict.error()->detail);
  if (encode(post) != line) return wrong("is not written in its one form");
  return post;
}

namespace {

bool is_of_policy(const NoteSignature& line, const Policy& policy) {
  return line.is_of(policy.log()) ||
         std::ranges::any_of(policy.witnesses(),
                             [&](const PolicyWitness& witness) { return line.is_of(witness.key); });
}

// No line but one of each key at most: what is on the log says nothing that nobody answers for.
bool has_only_lines_of(const Policy& policy, const SignedNote& note) {
  std::set<std::pair<std::string, KeyId>> keys;
  return std::ranges::all_of(note.signatures, [&](const NoteSignature& line) {
    return is_of_policy(line, policy) && keys.emplace(line.name, line.key_id).second;
  });
}

}  // namespace

std::optional<CosignedPost> due_post(const std::string& election, const Policy& policy,
                                     std::span<const WeightyMoment> moments,
                                     std::string_view checkpoint) {
  const auto lacks = [](const WeightyMoment& moment) {
    return !moment.cosigned && moment.size > 0;
  };
  if (!policy.has_quorum() || std::ranges::none_of(moments, lacks)) return std::nullopt;
  auto opened = policy.open(checkpoint);
  if (!opened || std::ranges::none_of(moments, [&](const WeightyMoment& moment) {
        return lacks(moment) && moment.size <= opened->checkpoint.size;
      })) {
    return std::nullopt;
  }
  // Others, too, may have signed what was published.
  std::erase_if(opened->note.signatures,
                [&](const NoteSignature& line) { return !is_of_policy(line, policy); });
  return CosignedPost{election, opened->note.encode()};
}

Result<SeenLog> seen_log(const CosignedPost& post, const Policy& policy,
                         const BlockEnds& block_ends) {
  if (!policy.has_quorum()) {
    return Error{"cosigned.none", post.election, "its policy asks no witness"};
  }
  const auto opened = SignedCheckpoint::open(post.checkpoint, policy.log());
  if (!opened) return Error{"cosigned.checkpoint", "checkpoint", opened.error().message()};
  if (opened->note.encode() != post.checkpoint || !has_only_lines_of(policy, opened->note)) {
    return Error{"cosigned.checkpoint", "checkpoint", "has another form, or lines of strangers"};
  }
  if (!block_ends.has(opened->checkpoint)) {
    return Error{"cosigned.root", "checkpoint", "is not of this log at the end of a block"};
  }
  const auto time = policy.seen_at(opened->note);
  if (!time) return Error{"cosigned.policy", "checkpoint", time.error().message()};
  return SeenLog{opened->checkpoint.size, *time};
}

}  // namespace tabella::bulletin_board
