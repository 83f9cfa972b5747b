#include "bulletin_board/log/witness.h"

#include <algorithm>
#include <charconv>

namespace tabella::bulletin_board {

namespace {

constexpr std::string_view kOld = "old ";

WitnessVerdict refuse(unsigned status, std::string reason) {
  return {{.status = status, .body = std::move(reason) + "\n"}, std::nullopt};
}

Error malformed(const char* detail) { return {"witness.form", "", detail}; }

// Up to the next newline, which is taken too.
std::optional<std::string_view> next_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string AddCheckpoint::encode() const {
  std::string body = std::string(kOld) + std::to_string(old_size) + "\n";
  for (const Hash& hash : path) body += base64(hash) + "\n";
  return body + "\n" + checkpoint;
}

Result<AddCheckpoint> AddCheckpoint::parse(std::string_view body) {
  AddCheckpoint request;
  auto line = next_line(body);
  if (!line || !line->starts_with(kOld)) return malformed("does not begin with the old size");
  const std::string_view digits = line->substr(kOld.size());
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), request.old_size);
  if (error != std::errc() || std::to_string(request.old_size) != digits) {
    return malformed("has an old size that is no decimal number");
  }
  while ((line = next_line(body)) && !line->empty()) {
    const auto bytes = decode_base64(*line);
    if (!bytes || bytes->size() != Hash().size()) return malformed("has a line that is no hash");
    if (request.path.size() == kMaxPath) return malformed("has too many hashes");
    std::ranges::copy(*bytes, request.path.emplace_back().begin());
  }
  if (!line) return malformed("has no empty line");
  request.checkpoint = body;
  return request;
}

Witness::Witness(std::string name, crypto::Ed25519SecretKey key, std::vector<VerifierKey> logs)
    : verifier_(VerifierKey::make(std::move(name), SignatureType::cosignature, key.public_key())),
      key_(std::move(key)),
      logs_(std::move(logs)) {}

const VerifierKey* Witness::log_of(const AddCheckpoint& request) const {
  const std::string_view text = request.checkpoint;
  const auto log = std::ranges::find(logs_, text.substr(0, text.find('\n')), &VerifierKey::name);
  return log == logs_.end() ? nullptr : &*log;
}

WitnessVerdict Witness::judge(const AddCheckpoint& request,
                              const std::optional<SignedCheckpoint>& recorded,
                              std::uint64_t time) const {
  const VerifierKey* log = log_of(request);
  if (log == nullptr) return refuse(404, "this log is not watched");
  auto note = SignedNote::parse(request.checkpoint);
  if (!note) return refuse(400, note.error().message());
  if (const auto signed_by_log = note->verify(*log); !signed_by_log) {
    return refuse(403, signed_by_log.error().message());
  }
  const auto checkpoint = Checkpoint::parse(note->text);
  if (!checkpoint) return refuse(400, checkpoint.error().message());
  if (request.old_size > checkpoint->size) {
    return refuse(400, "the old size is above the checkpoint's");
  }
  const Checkpoint before =
      recorded ? recorded->checkpoint : Checkpoint{log->name(), 0, empty_root()};
  if (request.old_size != before.size) {
    return {{409, "text/x.tlog.size", std::to_string(before.size) + "\n"}, std::nullopt};
  }
  if (!verify_consistency(before.size, checkpoint->size, request.path, before.root,
                          checkpoint->root)) {
    return refuse(422,
                  "the checkpoint does not extend the one of size " + std::to_string(before.size));
  }
  const NoteSignature cosignature = cosign(note->text, time, verifier_.name(), key_);
  // What is shown later has the log's signature and ours, and nobody else's.
  std::erase_if(note->signatures, [&](const NoteSignature& each) { return !each.is_of(*log); });
  note->signatures.push_back(cosignature);
  return {{.status = 200, .body = cosignature.line()},
          SignedCheckpoint{*checkpoint, *std::move(note)}};
}

}  // namespace tabella::bulletin_board
