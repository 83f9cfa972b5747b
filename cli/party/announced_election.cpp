#include "cli/party/announced_election.h"

#include <filesystem>
#include <variant>

#include "bulletin_board/posts_json.h"
#include "bulletin_board/rules/belonging.h"
#include "cli/files/read_file.h"

namespace tabella::cli {

using bulletin_board::SignedNote;

Result<SignedNote> read_post_file(const std::string& path) {
  const auto file = read_file(path);
  if (!file) return file.error();
  // An unsigned note is its text and the empty line.
  const std::size_t end = file->find("\n\n");
  if (end == std::string::npos || end + 2 != file->size()) return SignedNote::parse(*file);
  SignedNote note{file->substr(0, end + 1), {}};
  if (!bulletin_board::is_note_text(note.text)) return Error{"note.form", path, "is no post"};
  return note;
}

Result<AnnouncedElection> read_announced_election(const std::string& path) {
  const std::string file = std::filesystem::is_directory(path) ? path + "/election.post" : path;
  const auto note = read_post_file(file);
  if (!note) return note.error();
  const auto text = bulletin_board::split_post_text(note->text);
  const auto post = bulletin_board::decode_signed_post(text.line);
  const auto* election = post ? std::get_if<bulletin_board::ElectionPost>(&*post) : nullptr;
  if (election == nullptr || text.belongs_to.empty()) {
    return Error{"election.announcement", file, "announces no election (tabella election prepare)"};
  }
  std::string origin(text.belongs_to);
  const auto announcement = bulletin_board::announcement_of(text.line, origin);
  return AnnouncedElection{election->election, std::move(origin), announcement};
}

}  // namespace tabella::cli
