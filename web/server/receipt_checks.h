// How many receipts were checked, as check pages tell: that somebody did, and not which. In memory,
// so since the server started; nobody can hold it against anything.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace tabella::server {

// Owned by BoardApi; called from all threads of the server.
class ReceiptChecks {
 public:
  // Only of elections that are there: their number bounds what is kept.
  void count(const std::string& election) {
    const std::lock_guard lock(mutex_);
    ++checks_[election];
  }
  [[nodiscard]] std::uint64_t of(const std::string& election) const {
    const std::lock_guard lock(mutex_);
    const auto found = checks_.find(election);
    return found != checks_.end() ? found->second : 0;
  }

 private:
  mutable std::mutex mutex_;  // checks_
  std::map<std::string, std::uint64_t> checks_;
};

}  // namespace tabella::server
