#include "tests/adversary/sealed_record.h"

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/receipt.h"
#include "bulletin_board/rules/records_json.h"
#include "tests/bulletin_board/log/static_log.h"

namespace tabella::adversary {

using namespace bulletin_board;
using bulletin_board::test::StaticLog;

std::string checkpoint_of(const std::vector<Bytes>& entries, const Parties& parties,
                          std::uint64_t time, std::size_t witnesses) {
  const StaticLog log(entries);
  SignedNote note = sign_checkpoint({kOrigin, log.size(), log.root()}, parties.log_key);
  for (std::size_t w = 0; w < witnesses; ++w) {
    const Witness& witness = parties.witnesses[w];
    note.signatures.push_back(cosign(note.text, time, witness.name, witness.key));
  }
  return note.encode();
}

std::uint64_t time_after(const std::vector<Bytes>& entries) {
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    const auto record = decode_block_record(std::string(entry->begin(), entry->end()));
    if (record) return record->time + 1;
  }
  return 1;
}

SealedRecord seal_record(const std::vector<Bytes>& entries, const Parties& parties,
                         std::size_t witnesses) {
  SealedRecord record{StaticLog(entries).files()};
  record.put("checkpoint", checkpoint_of(entries, parties, time_after(entries), witnesses));
  record.put("policy.txt", parties.policy_of(kOrigin));
  return record;
}

void add_receipt(SealedRecord& record, const std::vector<Bytes>& entries, std::size_t voter,
                 std::uint64_t entry) {
  const Receipt receipt{entry, StaticLog(entries).inclusion(entry), record.text("checkpoint")};
  const std::string path = "receipts/voter-" + std::to_string(voter + 1) + ".tlog-proof";
  record.put(path, receipt.encode());
  record.files[path + ".post"] = entries[entry];
}

}  // namespace tabella::adversary
