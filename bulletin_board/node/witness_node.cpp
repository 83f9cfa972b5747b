#include "bulletin_board/node/witness_node.h"

#include "crypto/hash.h"

namespace tabella::bulletin_board {

namespace {

constexpr const char* kSchema =
#include "witness.sql.inc"
    ;

std::string as_string(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace

WitnessNode::WitnessNode(const std::string& store_path, Witness witness)
    : witness_(std::move(witness)), database_(store_path, kSchema) {}

std::optional<SignedCheckpoint> WitnessNode::recorded(const VerifierKey& log) {
  Query query(database_, "SELECT note FROM latest WHERE origin = ?");
  const auto origin = crypto::sha256({as_bytes(log.name())});
  if (!query.bind(origin).step()) return std::nullopt;
  auto opened = SignedCheckpoint::open(as_string(query.bytes()), log);
  if (!opened) throw StoreFailure("the witness's record: " + opened.error().message());
  return *std::move(opened);
}

WitnessReply WitnessNode::add_checkpoint(std::string_view body, std::uint64_t time) {
  const auto request = AddCheckpoint::parse(body);
  if (!request) return {.status = 400, .body = request.error().message() + "\n"};
  const std::lock_guard lock(mutex_);
  if (failed_) throw StoreFailure("the witness's store failed before");
  const VerifierKey* log = witness_.log_of(*request);
  const auto verdict =
      witness_.judge(*request, log == nullptr ? std::nullopt : recorded(*log), time);
  if (!verdict.record) return verdict.reply;
  try {
    database_.transact([&] {
      const auto origin = crypto::sha256({as_bytes(verdict.record->checkpoint.origin)});
      const std::string note = verdict.record->note.encode();
      Query(database_, "INSERT OR REPLACE INTO latest (origin, note) VALUES (?, ?)")
          .bind(origin)
          .bind(as_bytes(note))
          .step();
    });
  } catch (const StoreFailure&) {
    failed_ = true;
    throw;
  }
  return verdict.reply;
}

std::optional<std::string> WitnessNode::latest(std::string_view origin_hash) const {
  const auto origin = decode_hex(origin_hash);
  if (!origin) return std::nullopt;
  const std::lock_guard lock(mutex_);
  Query query(database_, "SELECT note FROM latest WHERE origin = ?");
  if (!query.bind(ByteView(*origin)).step()) return std::nullopt;
  return as_string(query.bytes());
}

}  // namespace tabella::bulletin_board
