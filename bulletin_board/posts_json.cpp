#include "bulletin_board/posts_json.h"

#include <optional>

#include "bulletin_board/log/tiles.h"
#include "bulletin_board/rules/post_fields_json.h"

namespace tabella::bulletin_board {

namespace {

std::optional<SignedPost> read(FieldReader& reader, const text::JsonReader& json) {
  const std::string type = json["type"].string();
  std::optional<SignedPost> post;
  for_each_type<SignedPost>([&]<class Post>(std::type_identity<Post>) {
    if (type == Post::kType) post = read_post<Post>(reader, json);
  });
  if (!post) json["type"].refuse("type", "is no type of post that anybody may sign");
  return post;
}

}  // namespace

std::string encode(const SignedPost& post) {
  return std::visit([](const auto& each) { return encode_post(each); }, post);
}

Result<SignedPost> decode_signed_post(std::string_view line) {
  const auto parsed = text::parse_strict_json(line, "post", kMaxEntrySize);
  if (!parsed) return parsed.error();
  text::JsonVerdict verdict("post");
  const text::JsonReader json(*parsed, verdict);
  FieldReader reader(json);
  auto post = read(reader, json);
  if (verdict.error()) return *verdict.error();
  if (reader.has_trustee_zero()) return Error{"rules.trustee", "0", "is no trustee"};
  if (encode(*post) != line) return Error{"post.spelling", "", "is not written in its one form"};
  return *std::move(post);
}

}  // namespace tabella::bulletin_board
