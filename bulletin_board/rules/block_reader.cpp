#include "bulletin_board/rules/block_reader.h"

#include <string_view>
#include <utility>

#include "bulletin_board/posts_json.h"

namespace tabella::bulletin_board {

namespace {

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Every post has one spelling, and its type comes first.
bool announces_election(const Bytes& post) {
  return as_text(post).starts_with(R"({"type":"election",)");
}

}  // namespace

std::vector<Bytes> StoredBlock::posts() const {
  std::vector<Bytes> posts;
  posts.reserve(post_places.size());
  for (const std::size_t place : post_places) posts.push_back(entries[place]);
  return posts;
}

// An election has one result, and a post of the same block may have announced it.
bool BlockReader::has_room_for_result() const {
  const std::size_t results = open_.entries.size() - open_.post_places.size();
  return results < elections_ + open_.post_places.size();
}

Result<std::optional<StoredBlock>> BlockReader::read(Bytes entry) {
  const auto record = decode_block_record(as_text(entry));
  const bool is_post = !record && !decode_result_record(as_text(entry));
  const bool has_room =
      record || (is_post ? open_.size.has_room_for(entry.size()) : has_room_for_result());
  if (!has_room) return Error{"rules.block", "", "its block is larger than one may be"};
  if (is_post) {
    open_.size.add(entry.size());
    open_.post_places.push_back(open_.entries.size());
  }
  open_.entries.push_back(std::move(entry));
  if (!record) return std::optional<StoredBlock>();
  open_.time = record->time;
  for (const std::size_t place : open_.post_places) {
    if (announces_election(open_.entries[place])) ++elections_;
  }
  StoredBlock next;
  next.first = open_.first + open_.entries.size();
  return std::optional(std::exchange(open_, std::move(next)));
}

Result<Done> BlockReader::end() const {
  if (!open_.entries.empty()) return Error{"rules.block", "", "the log ends within a block"};
  return Done{};
}

}  // namespace tabella::bulletin_board
